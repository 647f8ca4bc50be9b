"""One pool or many (统筹): what a town gains if its societies put their money together.

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.published import xuanzhou
>>> found = pooled(xuanzhou(), societies=10, capital=yuan(10_000), periods=1, target=Fraction(5, 1000))
>>> found.needed_apart, found.needed_together, found.gain
(yuan("100000.00"), yuan("63000.00"), yuan("37000.00"))
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.language import Text
from community_charity.money import ZERO, Money
from community_charity.whatif.solvency.checks import SOCIETIES, above_zero, at_least_zero, whole
from community_charity.whatif.solvency.demand import Demand, demand, moderate
from community_charity.whatif.solvency.periods import failure
from community_charity.whatif.solvency.probability import Probability, figure
from community_charity.whatif.solvency.questions import capital_for

if TYPE_CHECKING:
    from community_charity.language import Lang

_APART: Final = Text(
    "{n} societies with {capital} each, {periods} period(s): the probability to fail is {each} for each society, "
    "{any} for at least one of them.",
    "{n}家互助社各有{capital}，共{periods}期：资金不足的概率，每一家：{each}；至少一家：{any}。",
)
_TOGETHER: Final = Text("One pool of the same money fails: {chance}.", "同样的钱合为一池，资金不足的概率：{chance}。")
_NEEDED: Final = Text(
    "To keep each at or below {target} they need {apart} apart and {together} together: {gain} less.",
    "要使概率均不超过{target}，分设共需{apart}，统筹需{together}，少{gain}。",
)
INDEPENDENT: Final = Text(
    "Assumed: the societies are alike and do not fall on hard times together. In a flood or an epidemic they do, and "
    "pooling then gains less.",
    "假设各社情况相同，且不会同时陷入困难。遇洪灾或疫情则会同时陷入困难，统筹的好处随之减少。",
)


@attrs.frozen
class Pooled:
    """Societies apart and together (分设与统筹的比较), with the same money and for the same target.

    ``needed_apart`` and ``needed_together`` are the least capital of all; ``gain`` is their difference.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = pooled(xuanzhou(), societies=10, capital=yuan(10_000), periods=1, target=Fraction(5, 1000))
    >>> round(found.any_apart.value, 4)
    0.034
    """

    societies: int
    capital: Money
    periods: int
    target: Fraction
    each_apart: Probability
    any_apart: Probability
    together: Probability
    needed_apart: Money
    needed_together: Money
    note: Text | None = None

    @property
    def gain(self) -> Money:
        """How much less capital one pool needs (统筹节省的资金).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> pooled(xuanzhou(), societies=1, capital=yuan(10_000), periods=1, target=Fraction(1, 100)).gain
        yuan("0.00")
        """
        return self.needed_apart - self.needed_together

    def text(self, lang: Lang = "en") -> str:
        """Say it (说明).

        >>> from community_charity.money import yuan
        >>> from community_charity.whatif.solvency.published import xuanzhou
        >>> found = pooled(xuanzhou(), societies=10, capital=yuan(10_000), periods=1, target=Fraction(5, 1000))
        >>> print(found.text().splitlines()[2])
        To keep each at or below 0.005 they need ¥100,000.00 apart and ¥63,000.00 together: ¥37,000.00 less.
        """
        apart = _APART.fill(
            n=self.societies,
            capital=self.capital,
            periods=self.periods,
            each=self.each_apart.brief(lang),
            any=self.any_apart.brief(lang),
        )
        needed = _NEEDED.fill(
            target=figure(float(self.target)), apart=self.needed_apart, together=self.needed_together, gain=self.gain
        )
        lines = [apart, _TOGETHER.fill(chance=self.together.text(lang)), needed, INDEPENDENT]
        return moderate(self.note, [line.to(lang) for line in lines], lang)

    def __str__(self) -> str:
        return self.text()


def pooled(
    demand_: Demand,
    /,
    *,
    societies: int,
    capital: Money,
    periods: int,
    target: Fraction,
    income: Money = ZERO,
    step: Money | None = None,
) -> Pooled:
    """Compare societies with a pool each and one pool of a town (分设与统筹).

    ``demand_``, ``capital`` and ``income`` are one society's. Apart, each society is to fail with probability at most
    ``target`` within ``periods``; together, the one pool is. The societies are taken as independent, which the result
    says. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.published import xuanzhou
    >>> found = pooled(xuanzhou(), societies=4, capital=yuan(9_000), periods=1, target=Fraction(1, 100))
    >>> found.together.value < found.each_apart.value
    True
    """
    whole(societies, SOCIETIES, 1, 100_000)
    at_least_zero(income)
    town = demand(demand_).times(societies)
    one = failure(demand_, opening=above_zero(capital), periods=periods, income=income, step=step).by_period[-1]
    every = failure(town, opening=capital * societies, periods=periods, income=income * societies, step=step).by_period[
        -1
    ]
    alone = capital_for(target, demand_, periods=periods, income=income, step=step).capital
    shared = capital_for(target, town, periods=periods, income=income * societies, step=step).capital
    return Pooled(
        societies, capital, periods, target, one, _any(one, societies), every, alone * societies, shared, demand_.note
    )


def _any(one: Probability, societies: int) -> Probability:
    value, low, high = (1 - (1 - each) ** societies for each in (one.value, one.low, one.high))
    return attrs.evolve(one, value=value, low=low, high=high)
