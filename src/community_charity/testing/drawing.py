"""What the state machine draws again and again: days, amounts around a limit, costs, aid, approvals (测试取值)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from community_charity.money import Money
from community_charity.relief import (
    Cost,
)
from community_charity.rules.linkage import GovernmentAid
from community_charity.testing.agreement import BEGIN, BookAgainstModel
from community_charity.testing.cast import (
    BODIES,
    CONSENT,
    END,
    HOMES,
    PEOPLE,
    SETTLED,
)
from community_charity.testing.strategies import amounts_near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DataObject

    from community_charity.parties import OrganisationId, PersonId


class Drawing(BookAgainstModel):
    """Draws the facts of an order from what the model knows (按对照模型取值)."""

    def _head(self, data: DataObject) -> dict[str, Any]:
        """Draw the day of an order, mostly today or soon, and give a new key."""
        ahead = data.draw(st.sampled_from((0, 0, 0, 0, 0, 1, 7, 60, 200, -1, -20)), label="days ahead")
        on = min(max(BEGIN, self.today + timedelta(ahead)), END)
        self.today = max(self.today, on)
        self._drawn += 1
        return {"key": f"k-{self._drawn}", "on": on}

    def _one_of(
        self, data: DataObject, known: Iterable[str], likely: Iterable[str] = (), other: str = "nothing"
    ) -> str:
        """Draw something likely to do, something known, or now and then something that is not."""
        names = tuple(known)
        best = tuple(likely) or names
        often = best * (16 // len(best)) if best else ()
        return data.draw(st.sampled_from((*often, *best[-2:], *names, other)))

    def _near(self, data: DataObject, *limits: int) -> Money:
        """Draw an amount near the lowest of some limits, near any of them, or small."""
        lowest = min(limits)
        return data.draw(
            amounts_near(data.draw(st.sampled_from((*[lowest] * 4, *limits, lowest // 2, min(lowest, 10_000)))))
        )

    def _costs(self, data: DataObject) -> tuple[Cost, ...]:
        amounts = data.draw(st.lists(st.sampled_from((30_000, 60_000, 100_000, 180_000)), min_size=1, max_size=2))
        papers = data.draw(st.sampled_from(("paper", "paper", "paper", None)))
        return tuple(Cost("cost", data.draw(amounts_near(amount)), papers) for amount in amounts)

    def _aid(self, data: DataObject) -> Money | None:
        amount = data.draw(st.sampled_from((0, 0, 0, 20_000, 30_000, None)))
        return None if amount is None else Money(amount)

    def _government(self, data: DataObject) -> tuple[GovernmentAid, Money]:
        state = data.draw(st.sampled_from((*SETTLED, *SETTLED, *GovernmentAid)))
        received = state is GovernmentAid.RECEIVED
        return state, data.draw(amounts_near(10_000, 30_000)) if received else Money(0)

    def _referral(self, data: DataObject) -> tuple[OrganisationId | None, bool | None]:
        by = data.draw(st.sampled_from((None, None, None, None, *BODIES)))
        return by, None if by is None else data.draw(CONSENT)

    def _approving(self, data: DataObject, pool: str, case: str, on: date, least: int) -> list[PersonId]:
        """Draw who approves: mostly all who may, else about as many as are needed, and now and then a wrong one."""
        known = self.model.pools.get(pool, {"deciders": PEOPLE[:3]})["deciders"]
        home = self.model.cases.get(case, {"household": HOMES[0]})["household"]
        all_ = sorted(known)
        may = [person for person in all_ if person not in self.model.interested(home, on)]
        choices = [*[may] * 12, may[: len(may) // 2 + 1], may[: len(may) // 2], may[:least], may[: least - 1]]
        return data.draw(st.sampled_from([*choices, all_, [*may, PEOPLE[-1]]]), label="approved by")

    # --- rules: who and what there is ------------------------------------------------------------
