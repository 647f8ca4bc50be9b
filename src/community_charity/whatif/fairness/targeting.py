"""Whether help reached those who needed it, and only them (救助精准度).

Four answers: *coverage*, how many of those in need were helped; *leakage*, what part of the people and of the money was for
those not in need; *under-coverage*, who was missed; *generosity*, what part of the need was met.

>>> found = targeting(need=[1000, 500, 0, 0], paid=[500, 0, 200, 0])
>>> print(found.coverage.text("en"))
50.0 % (1 of 2; 95 %: 1.3 % to 98.7 %, Clopper-Pearson)
>>> found.leakage_of_money.value, found.generosity.value
(Fraction(2, 7), Fraction(1, 3))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs
import numpy as np

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.fairness.checking import confidence_of, same_length, whole
from community_charity.whatif.fairness.exact import dot
from community_charity.whatif.fairness.rates import Rate, RateInterval, level, rate, share_of
from community_charity.whatif.fairness.tables import UNKNOWN, percent, written

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.fairness.checking import Whole


@attrs.frozen
class Targeting:
    """How well help met need (精准度): people, money, and five rates.

    ``need`` is what was needed, ``paid`` what was paid in all, ``met`` what of the need was paid, ``leaked`` what went to
    people not in need, ``beyond`` what people in need got above their need: paid = met + leaked + beyond. A rate is
    ``None`` where there is nobody, or no money, to take it of.

    >>> found = targeting(need=[1000, 0], paid=[1200, 100])
    >>> found.met, found.leaked, found.beyond
    (yuan("10.00"), yuan("1.00"), yuan("2.00"))
    """

    people: int
    in_need: int
    helped: int
    helped_in_need: int
    need: Money
    paid: Money
    met: Money
    leaked: Money
    coverage: Rate | None
    under_coverage: Rate | None
    leakage_of_people: Rate | None
    leakage_of_money: Rate | None
    generosity: Rate | None

    @property
    def beyond(self) -> Money:
        """What people in need got above their need (超出需求).

        >>> targeting(need=[100], paid=[150]).beyond
        yuan("0.50")
        """
        return self.paid - self.met - self.leaked

    def rates(self) -> tuple[tuple[Text, Rate | None], ...]:
        """Give each rate with its name (各项比率)."""
        return tuple((title, getattr(self, name)) for name, title in _RATES)

    def rows(self, lang: Lang = "en") -> list[list[str]]:
        """Give a row for each rate (表格行): name, rate, so many of so many, interval, method."""
        return [[title.to(lang), *_cells(found, lang)] for title, found in self.rates()]

    def text(self, lang: Lang = "en") -> str:
        """Write the table (成文).

        >>> print(targeting(need=[1000, 0], paid=[1000, 0]).text("en").splitlines()[2])
        coverage         100.0 %  1 of 1            95 %: 2.5 % to 100.0 %   Clopper-Pearson
        """
        title = Text("Help to those in need", "对有需要者的救助")
        notes = [_MONEY.fill(need=self.need, paid=self.paid, met=self.met, leaked=self.leaked, beyond=self.beyond)]
        return written(title, _HEAD, self.rows(lang), notes, lang)

    def to_dict(self) -> dict[str, Any]:
        """Give plain data (数据): counts, fen, and each rate or ``None``.

        >>> targeting(need=[0], paid=[0]).to_dict()["coverage"] is None
        True
        """
        counts = {name: getattr(self, name) for name in ("people", "in_need", "helped", "helped_in_need")}
        money = {name: getattr(self, name).fen for name in ("need", "paid", "met", "leaked", "beyond")}
        rates = {name: getattr(self, name) for name, _ in _RATES}
        return counts | money | {name: found and found.to_dict() for name, found in rates.items()}


_RATES = (
    ("coverage", Text("coverage", "覆盖率")),
    ("under_coverage", Text("under-coverage", "遗漏率")),
    ("leakage_of_people", Text("leakage, people", "错保率（人）")),
    ("leakage_of_money", Text("leakage, money", "错保率（金额）")),
    ("generosity", Text("generosity", "需求满足率")),
)
_HEAD = (Text("", ""), Text("rate", "比率"), Text("counts", "计数"), Text("interval", "区间"), Text("method", "方法"))
_MONEY = Text(
    "Needed {need}; paid {paid}: {met} met need, {leaked} to others, {beyond} beyond need.",
    "需求{need}；支出{paid}：其中满足需求{met}，用于他人{leaked}，超出需求{beyond}。",
)


def _cells(found: Rate | None, lang: Lang) -> list[str]:
    if found is None:
        return [UNKNOWN.to(lang), "", "", ""]
    interval = Text("{level}: {low} to {high}", "{level}：{low}至{high}")
    interval = interval.fill(level=level(found.confidence), low=percent(found.low), high=percent(found.high))
    return [percent(found.value), found.counts.to(lang), interval.to(lang), found.method.text.to(lang)]


def targeting(
    need: Any, paid: Any, *, confidence: float = 0.95, method: RateInterval | str = RateInterval.CLOPPER_PEARSON
) -> Targeting:
    """Measure how help met need (救助精准度测量), one row a person or household.

    ``need`` is the need before this help, after government aid, and ``paid`` what was given, both int64 fen of 0 or more.
    ``method`` is for the shares of people; shares of money are Wilson's, see `Rate`. Raises `Malformed`.

    >>> targeting(need=[1000, 0], paid=[400, 0]).leaked
    yuan("0.00")
    """
    needed, given = whole(need, "need"), whole(paid, "paid")
    same_length(needed, given)
    confidence, how = confidence_of(confidence), choice(method, RateInterval)

    def of_people(part: int, of: int) -> Rate | None:
        return rate(part, of, confidence=confidence, method=how) if of else None

    def of_money(part: int, weights: Whole) -> Rate | None:
        of = dot(weights)
        if not of:
            return None
        return share_of(part, of, int((weights > 0).sum()), of * of / dot(weights, weights), confidence, "fen")

    poor, helped = needed > 0, given > 0
    in_need, got, both = int(poor.sum()), int(helped.sum()), int((poor & helped).sum())
    met, leaked = dot(np.minimum(needed, given)), dot(np.where(poor, 0, given))
    return Targeting(
        people=len(needed),
        in_need=in_need,
        helped=got,
        helped_in_need=both,
        need=Money(dot(needed)),
        paid=Money(dot(given)),
        met=Money(met),
        leaked=Money(leaked),
        coverage=of_people(both, in_need),
        under_coverage=of_people(in_need - both, in_need),
        leakage_of_people=of_people(got - both, got),
        leakage_of_money=of_money(leaked, given),
        generosity=of_money(met, needed),
    )
