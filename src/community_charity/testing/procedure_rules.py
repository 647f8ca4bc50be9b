"""What the state machine does before relief is granted: investigation, panel review, public notice (状态机：救助程序)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from community_charity.parties import PersonId
from community_charity.pools import Step
from community_charity.relief import (
    AdoptProcedure,
    CaseId,
    GrantRelief,
    InvestigateCase,
    PostNotice,
    ReviewCase,
    WithdrawReview,
)
from community_charity.relief.ratifying import RatifyEmergency
from community_charity.testing.cast import END, HOMES, PEOPLE, days_after
from community_charity.testing.flow_rules import Flows
from community_charity.testing.granting import UNDECIDED

if TYPE_CHECKING:
    from datetime import date

    from hypothesis.strategies import DataObject

    from community_charity.book.orders import Command

PROCEDURES = (
    (), (), (Step.REVIEW,), (Step.REVIEW, Step.NOTICE), (Step.INVESTIGATION, Step.REVIEW), tuple(Step),
)  # fmt: skip


class Procedure(Flows):
    """Looks into cases, reviews them, and puts them on notice (救助程序)."""

    def _undecided(self) -> list[str]:
        return [case for case in self.model.cases if self.model.phase(case) in UNDECIDED]

    def _adopting(self, data: DataObject) -> Command:
        """Bind a pool to steps, or free it from them."""
        head = self._head(data)
        pool = self._one_of(data, self.model.pools, ["fund", "small-fund", "society"])
        steps = data.draw(st.sampled_from(PROCEDURES))
        return AdoptProcedure(pool=pool, steps=steps, approved_by=self._who_approves(data, pool, (), head), **head)

    def _investigating(self, data: DataObject) -> Command:
        """Look into a case: two who may, one alone, or somebody of the household."""
        head = self._head(data)
        case = self._one_of(data, self.model.cases, self._undecided())
        interested = self.model.interested(self._home_of(case), head["on"])
        may = [person for person in PEOPLE if person not in interested]
        by: list[PersonId] = data.draw(
            st.sampled_from(
                (*[may[:2]] * 6, may, may[:1], [may[0], may[0]], [*may[:1], *map(PersonId, sorted(interested))])
            )
        )
        return InvestigateCase(case=CaseId(case), by=by, report="report", **head)

    def _home_of(self, case: str) -> str:
        return str(self.model.cases.get(case, {"household": HOMES[0]})["household"])

    def _reviewing(self, data: DataObject) -> Command:
        """Meet about a case: all who may, two thirds of them or one fewer; all agree, more than half, or half."""
        model, head = self.model, self._head(data)
        case, pool = self._one_of(data, model.cases, self._undecided()), self._one_of(data, model.pools)
        present, in_favour = self._votes(data, case, pool, head["on"])
        known = case in model.cases and pool in model.pools
        limits = model.room(case, pool, head["on"], emergency=False) if known else [10_000]
        return ReviewCase(
            case=CaseId(case), pool=pool, amount=self._near(data, *limits), present=present, in_favour=in_favour, **head
        )

    def _votes(self, data: DataObject, case: str, pool: str, on: date) -> tuple[list[PersonId], list[PersonId]]:
        deciders = frozenset(self.model.pools.get(pool, {"deciders": PEOPLE[:3]})["deciders"])
        may = sorted(deciders - self.model.interested(self._home_of(case), on))
        quorum, half = -(-2 * len(may) // 3), len(may) // 2
        came = [*[may] * 8, may[:quorum], may[: max(quorum - 1, 0)], sorted(deciders), [*may, PEOPLE[-1]]]
        present = data.draw(st.sampled_from(came), label="present")
        agreed = [*[present] * 4, present[: half + 1], present[:half]]
        return present, data.draw(st.sampled_from(agreed), label="in favour")

    def _of_a_review(self, data: DataObject, *phases: str) -> str:
        model = self.model
        live = [name for name, one in model.reviews.items() if not one["ended"] and model.phase(one["case"]) in phases]
        return self._one_of(data, model.reviews, live, "society")

    def _posting(self, data: DataObject) -> Command:
        return PostNotice(review=self._of_a_review(data, "resolved"), **self._head(data))

    def _withdrawing(self, data: DataObject) -> Command:
        review = self._of_a_review(data, "resolved", "noticed")
        return WithdrawReview(review=review, reason="new facts", **self._head(data))

    def _ratifying(self, data: DataObject) -> Command:
        """Let a meeting look at an emergency grant that waits for one, or at another."""
        model, head = self.model, self._head(data)
        waiting = [name for name, one in model.grants.items() if one in model.unseen()]
        grant = self._one_of(data, model.grants, waiting, "society")
        about = model.grants.get(grant, {"case": "nothing", "pool": "nothing"})
        present, in_favour = self._votes(data, about["case"], about["pool"], head["on"])
        return RatifyEmergency(grant=grant, present=present, in_favour=in_favour, **head)

    @precondition(lambda self: self.model.cases)
    @rule(data=st.data())
    def proceed(self, data: DataObject) -> None:
        """Adopt a procedure, look into a case, review it, put it on notice, withdraw that; or look at an emergency."""
        kinds: list[Any] = [self._adopting, self._investigating, self._reviewing]
        if self.model.reviews:
            kinds += [self._posting, self._posting, self._withdrawing]
        if self.model.grants:
            kinds.append(self._ratifying)
        self.give(data.draw(st.sampled_from(kinds))(data))

    @precondition(lambda self: self._undecided())
    @rule(data=st.data())
    def review_and_post(self, data: DataObject) -> None:
        """Look into a case, review it, and put it on notice, as far as each may be done."""
        known = len(self.model.reviews)
        self.give(self._investigating(data))
        self.give(self._reviewing(data))
        if len(self.model.reviews) > known and data.draw(st.integers(0, 2)):
            self.give(PostNotice(review=list(self.model.reviews)[-1], **self._head(data)))

    # --- the grant ---------------------------------------------------------------------------------

    def _granting(self, data: DataObject, *, emergency: bool = False) -> Command:
        model, head = self.model, self._head(data)
        likely = self._likely(head["on"], emergency=emergency)
        review: str | None = None
        hanging = [(one["pool"], one["case"], name) for name, one in model.reviews.items() if not one["ended"]]
        if hanging and data.draw(st.integers(0, 2)) == 0:
            pool, case, name = data.draw(st.sampled_from(hanging))
            review, head["on"] = name, self._around_the_notice(data, name, head["on"])
        elif likely and data.draw(st.integers(0, 9)) < 9:
            pool, case, review = data.draw(st.sampled_from(likely))
        else:
            pool, case = self._one_of(data, model.pools), self._one_of(data, model.cases)
            review = self._one_of(data, model.reviews) if data.draw(st.integers(0, 2)) == 0 else None
        known = case in model.cases and pool in model.pools
        limits = model.room(case, pool, head["on"], emergency=emergency) if known else [10_000]
        if review in model.reviews:
            limits.append(model.reviews[review]["amount"])
        return GrantRelief(
            case=CaseId(case),
            pool=pool,
            amount=self._near(data, *limits),
            approved_by=()
            if review is not None and data.draw(st.integers(0, 3))
            else self._approving(data, pool, case, head["on"], 2),
            review=review,
            emergency=emergency,
            expires=data.draw(
                st.sampled_from((None, None, None, None, 0, 7, 30, 30, 200, -1)).map(
                    lambda n: days_after(head["on"], n)
                )
            ),
            **head,
        )

    def _around_the_notice(self, data: DataObject, review: str, on: date) -> date:
        """Draw the day after a notice, its last day, or another."""
        until: date | None = self.model.reviews[review]["until"]
        if until is None:
            return on
        drawn = data.draw(st.sampled_from((until + timedelta(1), until + timedelta(1), until, on)))
        self.today = max(self.today, drawn)
        return min(drawn, END)

    def _likely(self, on: date, *, emergency: bool) -> list[tuple[str, str, str | None]]:
        """Ask the model which pools might grant which cases one fen, on a review or if everybody who may approves."""
        model = self.model
        found: list[tuple[str, str, str | None]] = []
        order = {"is_a": "GrantRelief", "key": "", "on": on, "amount": 1, "expires": None, "emergency": emergency}
        for case, facts in model.cases.items():
            review, interested = model.review_of(case), model.interested(facts["household"], on)
            for pool, about in model.pools.items():
                ways: list[tuple[str | None, set[str]]] = [(None, about["deciders"] - interested)]
                if review is not None and model.reviews[review]["pool"] == pool:
                    ways.append((review, set()))
                for named, approved in ways:
                    order |= {"pool": pool, "case": case, "review": named, "approved_by": approved}
                    if model.answer(order)[0] == "allowed":
                        found.append((pool, case, named))
        return found
