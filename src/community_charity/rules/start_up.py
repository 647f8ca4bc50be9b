"""Start-up capital (启动资金).

Instruments: 社会团体登记管理条例 art. 10, 基金会管理条例 art. 8, 皖民社救函〔2024〕61号. How the
capital is put together (three sources, thirds) is practice of single places, never law: it is
checked only where a `CapitalPolicy` asks for it.

>>> from community_charity.money import yuan
>>> capital_gap(yuan(30_000), yuan("29999.99"))
yuan("0.01")
>>> share_gap(yuan(9_999), yuan(30_000), Fraction(1, 3))
yuan("1.00")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.law import in_force
from community_charity.rules.carriers import positive_part, rule, share

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.money import Money
    from community_charity.rules.carriers import Amount


SHARES = declare(
    "capital.policy",
    wanted=(
        "several sources, each with its share as a Fraction above 0 and at most 1, or None",
        "多个资金来源，各附大于0且不超过1的份额 Fraction，或 None",
    ),
    do=('give {{"county_finance": Fraction(1, 3)}}', '写作 {{"county_finance": Fraction(1, 3)}}'),
)


@rule
def capital_gap(required: Amount, capital: Amount) -> Amount:
    """How much capital is missing (资金缺口): zero at the floor and above. `Money`, fen or columns. Raises `Malformed`.

    >>> capital_gap(30_000_00, 29_999_99)
    1
    """
    return positive_part(required - capital)


@rule
def share_gap(part: Amount, capital: Amount, rate: Fraction) -> Amount:
    """How much one source falls short of its agreed share of the capital (出资份额缺口).

    `Money`, fen or columns; ``rate`` from 0 to 1. Raises `Malformed`.

    >>> share_gap(9_999_00, 30_000_00, Fraction(1, 3))
    100
    """
    return positive_part(share(capital, rate, "down") - part)


class BodyKind(Enum):
    """The kinds of body whose start-up capital an instrument fixes (主体类型). ``BodyKind("foundation")`` looks one up.

    >>> BodyKind("foundation").name
    'FOUNDATION'
    """

    SOCIETY_REGISTERED = "society_registered"
    SOCIETY_FILED = "society_filed"
    ASSOCIATION = "association"
    NATIONAL_ASSOCIATION = "national_association"
    COMMUNITY_FUND = "community_fund"
    FOUNDATION = "foundation"
    PUBLIC_FOUNDATION = "public_foundation"
    NATIONAL_PUBLIC_FOUNDATION = "national_public_foundation"


MINIMUM_CAPITAL: dict[BodyKind, tuple[str, ...]] = {
    BodyKind.SOCIETY_REGISTERED: ("association_minimum_capital", "society_minimum_capital"),
    BodyKind.SOCIETY_FILED: ("society_minimum_capital",),
    BodyKind.ASSOCIATION: ("association_minimum_capital",),
    BodyKind.NATIONAL_ASSOCIATION: ("national_association_minimum_capital",),
    BodyKind.COMMUNITY_FUND: ("fund_minimum_capital",),
    BodyKind.FOUNDATION: ("non_public_foundation_minimum_capital",),
    BodyKind.PUBLIC_FOUNDATION: ("local_public_foundation_minimum_capital",),
    BodyKind.NATIONAL_PUBLIC_FOUNDATION: ("national_public_foundation_minimum_capital",),
}
"""The figures that fix the least capital of each kind of body; several apply together.

The place and the day are in the law that is asked: ``law.on(day)`` of that place.
"""


def minimum_capital(body: BodyKind, law: LawInForce) -> Money | None:
    """Give the least start-up capital of a kind of body (最低启动资金), or ``None`` if none is fixed.

    Several figures may apply to one body; the highest decides. Source: 社会团体登记管理条例第10条、基金会管理条例第8条，
    安徽另有皖民社救函〔2024〕61号; each value names its own.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> minimum_capital(BodyKind.SOCIETY_FILED, Law.of("cn/anhui").on(date(2025, 3, 13)))
    yuan("30000.00")
    >>> minimum_capital(BodyKind.SOCIETY_FILED, Law.of("cn").on(date(2025, 3, 13))) is None
    True
    """
    floors = [getattr(law, key) for key in MINIMUM_CAPITAL[body] if key in law]
    return max(floors, default=None)


def _shares(value: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    shares = dict(value) if isinstance(value, Mapping) else {}
    if not shares or not all(rate is None or (type(rate) is Fraction and 0 < rate <= 1) for rate in shares.values()):
        raise Malformed(SHARES, given=shown(value))
    return shares


Joint: TypeAlias = tuple[tuple[str, ...], Fraction]
"""Several sources, and the share that they give among them (共同出资份额)."""


def _together(value: Iterable[Joint]) -> tuple[Joint, ...]:
    if not isinstance(value, tuple | list) or not all(map(_is_joint, value)):
        raise Malformed(SHARES, given=shown(value))
    return tuple(value)


def _is_joint(value: Joint) -> bool:
    if type(value) is not tuple or [type(part) for part in value] != [tuple, Fraction]:
        return False
    sources, rate = value
    return len(sources) > 0 and all(type(source) is str for source in sources) and 0 < rate <= 1


@attrs.frozen
class CapitalPolicy:
    """How the start-up capital is put together (出资安排): which sources, and what share of each.

    A policy of one place or agreement. A source without a share must give something. ``together`` are shares that
    several sources give among them. Raises `Malformed`.

    >>> THIRDS.title.zh
    '三方各出三分之一'
    """

    title: Text
    shares: dict[str, Fraction | None] = attrs.field(converter=_shares, hash=False)
    together: tuple[Joint, ...] = attrs.field(default=(), converter=_together, kw_only=True)


SOURCE_TITLES: dict[str, Text] = {
    "district_finance": Text("district finance", "区级财政"),
    "county_finance": Text("county finance", "县级财政"),
    "charity_association": Text("charity association", "慈善协会"),
    "village_collective": Text("village collective", "村集体"),
    "council_members": Text("council members", "理事会成员"),
    "township": Text("township", "乡镇（街道）"),
    "community": Text("community", "社区"),
    "donors": Text("donors", "社会捐赠"),
    "host_charity": Text("host charity", "依托慈善组织"),
}
"""The usual sources; any other name may be used too."""


def three_sources(sources: tuple[str, ...]) -> CapitalPolicy:
    """All of the named sources contribute (多方出资), as in Xuanzhou; no split is stated there.

    Raises `Malformed` for no source, or for a bare name instead of several.

    >>> three_sources(("district_finance", "charity_association", "village_collective")).shares
    {'district_finance': None, 'charity_association': None, 'village_collective': None}
    """
    if isinstance(sources, str):
        raise Malformed(SHARES, given=shown(sources))
    title = Text("every one of the sources contributes", "各出资方均须出资")
    return CapitalPolicy(title, dict.fromkeys(sources))


THIRDS = CapitalPolicy(
    Text("three equal parts", "三方各出三分之一"),
    {
        "council_members": Fraction(1, 3),
        "township": Fraction(1, 3),
        "community": Fraction(1, 3),
    },
)
"""Council members, township and community a third each, as in Yu'an district of Lu'an, 2021."""

COUNTY_THIRD = CapitalPolicy(
    Text("at least a third from the county", "县级财政不少于三分之一"),
    {"county_finance": Fraction(1, 3)},
)
"""A third from the county, the rest from village and donors, as in Dingyuan county, 2022."""

_SHARE_OF = {
    "society_county_share": "county_finance",
    "society_council_share": "council_members",
    "society_township_share": "township",
    "society_community_share": "community",
}
_REST = ("village_collective", "donors")
_LOCAL = Text("as societies are funded at this place", "按本地互助社的出资做法")


def place_policy(law: LawInForce) -> CapitalPolicy | None:
    """Give the way in which a place's societies are funded, from the place's own figures (本地出资安排).

    The shares that it reports; where it reports none, that each source that it names contributes; ``None`` where it
    names no source. Practice of the place, never law. Raises `Malformed` for what is no `LawInForce`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> on = date(2025, 3, 13)
    >>> place_policy(Law.of("cn/anhui/luan/yuan").on(on)).shares == THIRDS.shares
    True
    >>> place_policy(Law.of("cn/anhui/chuzhou/dingyuan").on(on)).together
    ((('village_collective', 'donors'), Fraction(2, 3)),)
    >>> place_policy(Law.of("cn").on(on)) is None
    True
    """
    law = in_force(law)
    shares: dict[str, Fraction | None] = {
        source: getattr(law, figure) for figure, source in _SHARE_OF.items() if figure in law
    }
    if shares:
        rest = [(_REST, law.society_village_and_donor_share)] if "society_village_and_donor_share" in law else []
        return CapitalPolicy(_LOCAL, shares, together=rest)
    return three_sources(law.society_capital_sources) if "society_capital_sources" in law else None
