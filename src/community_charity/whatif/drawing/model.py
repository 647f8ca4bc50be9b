"""What is drawn: the model of the cases (案件模型).

>>> from community_charity.money import yuan
>>> CaseModel(Poisson(0.7), LogNormal(yuan(800), cv=1), aid=yuan(200)).kinds is None
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.whatif.drawing.arrivals import Arrivals, NegativeBinomial, Poisson, Shock
from community_charity.whatif.drawing.checks import whole
from community_charity.whatif.drawing.needs import Aid, Discrete, Gamma, LogNormal, Need, aid, combined
from community_charity.whatif.drawing.seasons import EVEN, YEAR, Seasons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

MODEL = declare(
    "drawing.model",
    wanted=(
        "arrivals (Poisson or NegativeBinomial), a need (Discrete, LogNormal or Gamma), Seasons and a tuple of Shock",
        "到达方式（Poisson 或 NegativeBinomial）、需要额（Discrete、LogNormal 或 Gamma）、Seasons 以及 Shock 的元组",
    ),
    do=("write CaseModel(Poisson(0.7), Discrete(...))", "请写作 CaseModel(Poisson(0.7), Discrete(...))"),
)

MOST_KINDS: Final = 4
"""Up to so many kinds of case are counted by kind, more are listed (计数种类上限): a Poisson number costs about as much as a case."""


def _one_of(value: Any, kinds: tuple[type, ...]) -> Any:
    if type(value) not in kinds:
        raise Malformed(MODEL, given=shown(value))
    return value


def _arrivals(value: Arrivals) -> Arrivals:
    return _one_of(value, (Poisson, NegativeBinomial))  # type: ignore[no-any-return] # checked


def _need(value: Need) -> Need:
    return _one_of(value, (Discrete, LogNormal, Gamma))  # type: ignore[no-any-return] # checked


def _seasons(value: Seasons) -> Seasons:
    return _one_of(value, (Seasons,))  # type: ignore[no-any-return] # checked


def _shocks(value: Sequence[Shock]) -> tuple[Shock, ...]:
    return tuple(_one_of(one, (Shock,)) for one in _one_of(value, (tuple, list)))


def _first_month(value: int) -> int:
    return whole(value, "first_month", 1, YEAR)


@attrs.frozen(eq=False)
class CaseModel:
    """What cases come, and what they need (案件模型).

    ``first_month`` is the calendar month (1 to 12) of the first place on the axis of months. ``aid`` is what government
    has given for a case: an amount, a share of the need, or drawn for each case, independent of the need. All of it is
    assumption or estimate, never law. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> CaseModel(Poisson(0.7), LogNormal(yuan(800), cv=1), shocks=[Shock(3, at=12)]).most_cases
    2.0999999999999996
    """

    arrivals: Arrivals = attrs.field(converter=_arrivals)
    need: Need = attrs.field(converter=_need)
    aid: Aid = attrs.field(default=None, kw_only=True, converter=aid)
    seasons: Seasons = attrs.field(default=EVEN, kw_only=True, converter=_seasons)
    first_month: int = attrs.field(default=1, kw_only=True, converter=_first_month)
    shocks: tuple[Shock, ...] = attrs.field(default=(), kw_only=True, converter=_shocks)

    @property
    def kinds(self) -> list[tuple[int, int, Fraction]] | None:
        """The kinds of case, if they are few (案件种类): need, what is left of it, probability. Else ``None``."""
        found = combined(self.need, self.aid)
        return found if found is not None and len(found) <= MOST_KINDS else None

    @property
    def most_cases(self) -> float:
        """The most cases expected of a society in a month, every factor at its highest (月均案件最大值)."""
        highest = float(self.arrivals.mean.max()) * float(max(self.seasons.factors))
        for shock in self.shocks:
            highest *= max(shock.factor, 1)
        return highest
