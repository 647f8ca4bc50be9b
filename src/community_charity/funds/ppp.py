"""Seed money that a subdistrict and a foundation put in together (政社共同出资), as in the fund 乐助常青 of Changqing subdistrict.

What each gave to the other's yuan is not known: one to one is an assumption of this library, marked so.

>>> from community_charity.money import yuan
>>> seed = PppSeed(public=yuan(50_000), private=yuan(50_000))
>>> seed.capital.total
yuan("100000.00")
"""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.capital import Capital
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.money import Money, positive_money
from community_charity.rules.facts import count
from community_charity.rules.start_up import SOURCE_TITLES

if TYPE_CHECKING:
    from community_charity.law.decision import Finding
    from community_charity.law.law import LawInForce

RATIO = declare(
    "ppp.ratio",
    wanted=(
        "an exact ratio above zero: private money for each public yuan",
        "大于零的精确比例：每一元财政资金对应的社会资金",
    ),
    do=("write Fraction(1), or Fraction(1, 2)", "写作 Fraction(1) 或 Fraction(1, 2)"),
)
PUBLIC, PRIVATE = "township", "foundation"
"""The names of the two sources in the start-up capital (两方资金来源)."""


def _ratio(value: Fraction) -> Fraction:
    if type(value) is not Fraction or value <= 0:
        raise Malformed(RATIO, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class PppSeed:
    """Seed money of two payers who match each other (共同配比的种子资金): ``public`` of the subdistrict, ``private`` of the foundation.

    Both are `Money` above zero. ``ratio`` is private money for each public yuan; one to one, unless agreed otherwise, is an
    assumption. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> PppSeed(public=yuan(50_000), private=yuan(25_000), ratio=Fraction(1, 2)).matched
    True
    """

    public: Money = attrs.field(converter=positive_money)
    private: Money = attrs.field(converter=positive_money)
    ratio: Fraction = attrs.field(default=Fraction(1), converter=_ratio)

    @property
    def capital(self) -> Capital:
        """The start-up capital of the fund (启动资金), to be given to `CommunityCharityFund`."""
        return Capital({PUBLIC: self.public, PRIVATE: self.private})

    @property
    def matched(self) -> bool:
        """Tell whether either gave, to the fen, what the other's money asks for (是否相配)."""
        asked, offered = self.public.fen * self.ratio, self.private.fen / self.ratio
        return abs(self.private.fen - asked) < 1 or abs(self.public.fen - offered) < 1

    def may_form(self, law: LawInForce) -> Decision:
        """Tell whether the two match each other, to the fen (能否组成种子资金).

        Whether it is enough for a fund is asked when the fund is established. Raises `Malformed` for what is no
        `LawInForce`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> seed = PppSeed(public=yuan(50_000), private=yuan(49_999))
        >>> print(seed.may_form(Law.of("cn/anhui/hefei/baohe").on(date(2025, 3, 13))).reason.text())
        the foundation gives ¥49,999.00 and the subdistrict ¥50,000.00, which do not match
        """
        law, checks = in_force(law), Checks()
        checks.weigh(MATCHED, self.matched, self.public, self.private)
        return checks.decision(_FORM, self, law.day, law)

    def quarters(self, households: int, law: LawInForce) -> int | None:
        """Count for how many full quarters the seed helps so many households (可支持季度数); ``None`` if no amount is known.

        What a household gets in a quarter is the figure ``household_quarter_grant``: one grant that a report tells of, an
        example and no rule. Raises `Malformed` for no household.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> seed = PppSeed(public=yuan(50_000), private=yuan(50_000))
        >>> seed.quarters(10, Law.of("cn/anhui/hefei/baohe").on(date(2025, 3, 13)))
        12
        """
        if not count(households):
            raise Malformed(HOUSEHOLDS, given=shown(households))
        if "household_quarter_grant" not in in_force(law):
            return None
        return self.capital.total.fen // (law.household_quarter_grant.fen * households)


HOUSEHOLDS = declare(
    "ppp.households",
    wanted=("a number of households, one or more", "不小于1的户数"),
    do=("count the households that are to be helped", "请清点拟帮扶的户数"),
)
_FORM = Text("form seed money of two payers", "两方共同出资组成种子资金")
SOURCE_TITLES[PRIVATE] = Text("foundation", "基金会")


def _raise_the_other(_finding: Finding, seed: Any) -> Remedy:
    """Raise the one that is short; nobody is asked to give less."""
    asked = floor(seed.public.fen * seed.ratio)
    if seed.private.fen < asked:
        field, more = "private", Money(asked)
        text = Text("let the foundation give {m}", "由基金会出资 {m}")
    else:
        field, more = "public", Money(floor(seed.private.fen / seed.ratio))
        text = Text("let the subdistrict give {m}", "由街道出资 {m}")
    return Remedy(text.fill(m=more), {field: more})


MATCHED = ground(
    "ppp.matched",
    Stage.MONEY,
    title=("subdistrict and foundation match each other", "街道与基金会出资相配"),
    unmet=(
        "the foundation gives {found} and the subdistrict {required}, which do not match",
        "基金会出资 {found}，街道出资 {required}，不相配",
    ),
    origin=(
        "the ratio that the two agreed; one to one, unless told otherwise, is an assumption of this library",
        "双方约定的配比；未约定的按一比一，系本库假设",
    ),
    remedy=_raise_the_other,
)
