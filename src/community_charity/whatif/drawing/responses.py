"""How givers answer (捐赠响应): to government aid, and to a match. From studies, never from law.

Crowding out is a band, never a point: the studies do not agree even on its sign, so whoever uses it carries two columns
through to the end. All factors are exact Fractions; amounts are rounded down to the fen.

Sources: A. De Wit & R. Bekkers, "Government support and charitable donations: a meta-analysis of the crowding-out
hypothesis", *Journal of Public Administration Research and Theory* 27 (2017); D. Karlan & J. List, "Does price matter in
charitable giving? Evidence from a large-scale natural field experiment", *American Economic Review* 97 (2007). Neither
study is from China, and neither is about village societies.

>>> CROWD_OUT.gifts([1_000_00], [500_00])
Band(low=array([68000]), high=array([103000]))
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.rules.carriers import positive_part, share
from community_charity.whatif.drawing.checks import Column, fen_column

if TYPE_CHECKING:
    from collections.abc import Sequence

RATE = declare(
    "drawing.rate",
    wanted=("for {name}, an exact Fraction from {least} to {most}", "{name}：{least}至{most}的精确分数 Fraction"),
    do=('write Fraction(1, 2) or Fraction("-0.64")', '请写作 Fraction(1, 2) 或 Fraction("-0.64")'),
)
BAND = declare(
    "drawing.band",
    wanted=("a band whose low end is below its high end", "低端小于高端的区间"),
    do=("give both ends: a point would hide what is not known", "请给出两端：单点会掩盖未知"),
)
UNTESTED = declare(
    "drawing.untested",
    wanted=(
        "no match, or a match of 1 to 3 for each yuan: what the experiment tested",
        "不配捐，或每元配1至3元：实验仅检验了这些比例",
    ),
    do=("take a MatchResponse with an elasticity of your own", "请改用 MatchResponse 并自定弹性"),
)


_MILLION: Final = 10**6


def _rate(value: Any, name: str, least: int, most: int) -> Fraction:
    if type(value) is not Fraction or not least <= value <= most:
        given = value if type(value) is Fraction else shown(value)
        raise Malformed(RATE, given=given, name=name, least=least, most=f"{most:,}")
    return value


def _signed(aid: Column, rate: Fraction) -> Column:
    return share(aid, rate, "down") if rate >= 0 else -share(aid, -rate, "up")


class Band(NamedTuple):
    """Two columns of fen that the answer lies between (区间): whatever is worked out from it is worked out twice.

    >>> import numpy as np
    >>> Band(np.array([1]), np.array([2])).low.tolist()
    [1]
    """

    low: Column
    high: Column


def _end(value: Fraction) -> Fraction:
    return _rate(value, "rate", -1, 1)


def _source(value: Text) -> Text:
    return expect(value, Text)


@attrs.frozen
class CrowdOut:
    """By how much gifts change for each yuan of government aid (挤出效应): from ``low`` to ``high``, a band.

    Exact Fractions from -1 to 1. ``source`` says who found them. Raises `Malformed`.

    >>> CrowdOut(Fraction(-1, 2), Fraction(0), source=Text("assumption", "假设")).low
    Fraction(-1, 2)
    """

    low: Fraction = attrs.field(converter=_end)
    high: Fraction = attrs.field(converter=_end)
    source: Text = attrs.field(kw_only=True, converter=_source)

    def __attrs_post_init__(self) -> None:
        if not self.low < self.high:
            raise Malformed(BAND, given=Text("{low} and {high}", "{low}与{high}").fill(low=self.low, high=self.high))

    def gifts(self, gifts: Sequence[int] | Column, added: Sequence[int] | Column) -> Band:
        """Give the gifts when so much government aid is added (加入政府救助后的捐赠): two columns of fen.

        Gifts never fall below zero; each end is rounded down to the fen. Raises `Malformed`.

        >>> CROWD_OUT.gifts([100], [1_000]).low.tolist()
        [0]
        """
        before, aid = fen_column(gifts, "gifts", len(gifts)), fen_column(added, "added", len(gifts))
        return Band(*(positive_part(before + _signed(aid, rate)) for rate in (self.low, self.high)))


CROWD_OUT: Final = CrowdOut(
    Fraction(-64, 100),
    Fraction(6, 100),
    source=Text(
        "De Wit and Bekkers 2017, a meta-analysis: -0.64 in experiments, +0.06 in observational studies",
        "De Wit 与 Bekkers 2017年荟萃分析：实验研究为-0.64，观察研究为+0.06",
    ),
)
"""What the studies found (荟萃分析结果), a band across zero."""


def _elasticity(value: Fraction) -> Fraction:
    return _rate(value, "elasticity", -5, 0)


@attrs.frozen
class MatchResponse:
    """How giving answers to its price (配捐响应): what the recipient gets is A × p^elasticity, with the price p = 1/(1+m).

    ``m`` is what the match adds to each yuan given. Donors themselves give p times what the recipient gets, A × p^(1 +
    elasticity): at an elasticity of -1 they give the same whatever the match. Raises `Malformed`.

    >>> MatchResponse(Fraction(-1)).factor(Fraction(2)), MatchResponse(Fraction(-2)).factor(Fraction(1))
    (Fraction(1, 1), Fraction(2, 1))
    """

    elasticity: Fraction = attrs.field(converter=_elasticity)

    def factor(self, match: Fraction) -> Fraction:
        """Give what donors' own gifts are multiplied by (捐赠倍数), against no match. Raises `Malformed`.

        Exact where the elasticity is whole; otherwise a power taken in floating point and then fixed to six decimals.
        """
        price = 1 / (1 + _rate(match, "match", 0, 10))
        power = 1 + self.elasticity
        if power.denominator == 1:
            return Fraction(price**power.numerator)
        return Fraction(round(float(price) ** float(power) * _MILLION), _MILLION)

    def gifts(self, gifts: Sequence[int] | Column, match: Fraction) -> Column:
        """Give donors' own gifts under a match (配捐下的捐赠), without the match itself; rounded down to the fen.

        >>> MatchResponse(Fraction(-2)).gifts([100_00], Fraction(1)).tolist()
        [20000]
        """
        return scaled(gifts, self.factor(match))


def _rise(value: Fraction) -> Fraction:
    return _rate(value, "rise", 0, 1)


@attrs.frozen
class MatchOffer:
    """That a match is offered at all (配捐号召): gifts rise by ``rise``, and a larger match adds nothing over 1 to 1.

    Karlan & List 2007: about 19 % more a letter, the match itself not counted; they tested 1, 2 and 3 for each dollar, so
    other matches are refused. Raises `Malformed`.

    >>> MatchOffer().gifts([100_00], Fraction(1)).tolist(), MatchOffer().gifts([100_00], Fraction(3)).tolist()
    ([11900], [11900])
    """

    rise: Fraction = attrs.field(default=Fraction(19, 100), converter=_rise)

    def factor(self, match: Fraction) -> Fraction:
        """Give what donors' own gifts are multiplied by (捐赠倍数), against no match. Raises `Malformed`."""
        if type(match) is not Fraction or not (match == 0 or 1 <= match <= 3):
            raise Malformed(UNTESTED, given=match if type(match) is Fraction else shown(match))
        return 1 + self.rise if match else Fraction(1)

    def gifts(self, gifts: Sequence[int] | Column, match: Fraction) -> Column:
        """Give donors' own gifts under a match (配捐下的捐赠), without the match itself; rounded down to the fen.

        >>> MatchOffer().gifts([100_00], Fraction(0)).tolist()
        [10000]
        """
        return scaled(gifts, self.factor(match))


def scaled(amounts: Sequence[int] | Column, factor: Fraction) -> Column:
    """Multiply a column of fen by an exact factor from 0 to 100,000, rounded down to the fen (按倍数取额). Raises `Malformed`.

    >>> scaled([100, 1], Fraction(5, 3)).tolist()
    [166, 1]
    """
    column = fen_column(amounts, "amounts", len(amounts))
    times, rest = divmod(_rate(factor, "factor", 0, 100_000), 1)
    return column * times + share(column, rest, "down")
