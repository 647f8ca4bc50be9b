"""Start-up capital by source (按来源列明的启动资金).

>>> from community_charity.money import yuan
>>> capital = Capital({"district_finance": yuan(10_000), "village_collective": yuan("19999.99")})
>>> capital.total
yuan("29999.99")
>>> capital.source_title("village_collective").zh
'村集体'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.words import listed
from community_charity.money import Money, known_or_unknown_money, positive_money, total
from community_charity.parties import opaque_id
from community_charity.rules.carriers import share
from community_charity.rules.start_up import MINIMUM_CAPITAL, SOURCE_TITLES, capital_gap, minimum_capital

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.rules.start_up import BodyKind, CapitalPolicy

SOURCES = declare(
    "capital.sources",
    wanted=("at least one source of capital, each with its amount", "至少一个资金来源及其金额"),
    do=(
        'give Capital({{"village_collective": yuan(10_000), ...}})',
        '写作 Capital({{"village_collective": yuan(10_000), ...}})',
    ),
)


def _sources(value: Mapping[str, Money]) -> dict[str, Money]:
    if not hasattr(value, "items") or not value:
        raise Malformed(SOURCES, given=shown(value))
    return {opaque_id(source): positive_money(amount) for source, amount in value.items()}


@attrs.frozen
class Capital:
    """Start-up capital (启动资金): what each source gives, in `Money` above zero.

    ``stated`` is the total that the application states, if it states one: a decision refuses
    sources that do not sum to it. Raises `Malformed` for no source or an amount not above zero.

    >>> from community_charity.money import yuan
    >>> capital = Capital({"village_collective": yuan(20_000), "donors": yuan(10_000)}, stated=yuan(30_000))
    >>> capital.total == capital.stated
    True
    """

    sources: dict[str, Money] = attrs.field(converter=_sources, hash=False)
    stated: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    @property
    def total(self) -> Money:
        """What the sources give together (合计), as `Money`."""
        return total(self.sources.values())

    def plus(self, source: str, amount: Money) -> Capital:
        """Give this capital with more from one source, and the stated total to match (追加资金).

        ``amount`` is `Money`. Raises `Malformed` for what is no money, or leaves the source nothing.

        >>> from community_charity.money import yuan
        >>> Capital({"donors": yuan(1)}).plus("village_collective", yuan(2)).total
        yuan("3.00")
        """
        more = self.sources.get(source, Money(0)) + amount
        raised = Capital({**self.sources, source: more})
        return raised if self.stated is None else attrs.evolve(raised, stated=raised.total)

    def source_title(self, source: str) -> Text:
        """Name a source in two languages (来源名称); one that is not known stands for itself.

        >>> from community_charity.money import yuan
        >>> Capital({"donors": yuan(1)}).source_title("donors").zh
        '社会捐赠'
        """
        return SOURCE_TITLES.get(source, Text(source, source))


def capital_gift(pool: str, source: str) -> str:
    """Give the name under which a source's start-up capital is traced (启动资金的追溯编号).

    >>> capital_gift("village-1", "donors")
    'village-1/donors'
    """
    return f"{pool}/{source}"


def gap(body: BodyKind, capital: Capital, law: LawInForce) -> Money:
    """Give how much capital is missing (资金缺口); zero where no minimum is fixed. In `Money`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> from community_charity.rules.start_up import BodyKind
    >>> gap(BodyKind.ASSOCIATION, Capital({"donors": yuan(29_999)}), Law.of("cn").on(date(2025, 3, 13)))
    yuan("1.00")
    """
    floor = minimum_capital(body, law)
    return Money(0) if floor is None else capital_gap(floor, capital.total)


def _top_up(finding: Finding, subject: Any) -> Remedy | None:
    """More money from the first source: any source would do."""
    short = -finding.margin
    path, capital = ("capital", subject.capital) if hasattr(subject, "capital") else _inner(subject)
    text = Text("{m} more capital, from any source", "增加启动资金 {m}，来源不限").fill(m=short)
    raised = Capital({"donors": short}) if capital is None else capital.plus(next(iter(capital.sources)), short)
    return Remedy(text, {path: raised})


def _inner(subject: Any) -> tuple[str, Any]:
    name = next(f.name for f in attrs.fields(type(subject)) if hasattr(getattr(subject, f.name), "capital"))
    return f"{name}.capital", getattr(subject, name).capital


def _restate(_finding: Finding, subject: Any) -> Remedy | None:
    path, capital = ("capital", subject.capital) if hasattr(subject, "capital") else _inner(subject)
    text = Text("state the total as {m}", "将总额更正为 {m}").fill(m=capital.total)
    return Remedy(text, {path: attrs.evolve(capital, stated=capital.total)})


SUM = ground(
    "capital.sum",
    Stage.MONEY,
    title=("the sources sum to the capital stated", "各来源之和等于所载启动资金"),
    unmet=("the sources sum to {found}, not to the {required} stated", "各来源合计 {found}，与所载 {required} 不符"),
    remedy=_restate,
)
FLOOR = ground(
    "capital.floor",
    Stage.MONEY,
    title=("start-up capital of at least {required}", "启动资金不低于 {required}"),
    unmet=("start-up capital {found} is {short} short of {required}", "启动资金 {found}，较 {required} 差 {short}"),
    figures=("association_minimum_capital", "society_minimum_capital"),
    remedy=_top_up,
)
PART = ground(
    "capital.part",
    Stage.MONEY,
    title=("{source} gives at least {required}", "{source}出资不少于 {required}"),
    unmet=("{source} gives {found}, at least {required} is agreed", "{source}出资 {found}，约定不少于 {required}"),
    origin=("agreed split of the capital, asked for by the caller; not law", "调用方指定的出资安排，非法律规定"),
)


def weigh_capital_sum(checks: Checks, capital: Capital) -> None:
    """Check capital against its stated total, if it has one (核对合计)."""
    if capital.stated is not None:
        checks.weigh(SUM, capital.stated == capital.total, capital.stated, capital.total)


def weigh_capital(
    checks: Checks, body: BodyKind, capital: Capital, law: LawInForce, policy: CapitalPolicy | None
) -> None:
    """Check capital against its stated total, the floors in force and a policy, if one is asked for (审查启动资金).

    >>> from datetime import date
    >>> from community_charity.law.decision import Checks
    >>> from community_charity.law.law import Law
    >>> from community_charity.money import yuan
    >>> from community_charity.rules.start_up import BodyKind
    >>> checks, capital = Checks(), Capital({"donors": yuan(1)}, stated=yuan(2))
    >>> weigh_capital(checks, BodyKind.COMMUNITY_FUND, capital, Law.of("cn").on(date(2025, 3, 13)), None)
    >>> [(ground.code, holds) for ground, holds, *_ in checks]
    [('capital.sum', False)]
    """
    weigh_capital_sum(checks, capital)
    floor = minimum_capital(body, law)
    if floor is not None:
        short = capital_gap(floor, capital.total)
        checks.weigh(FLOORS[body], not short, floor, capital.total)
    for source, rate in (policy.shares if policy else {}).items():
        given = capital.sources.get(source, Money(0))
        least = Money(1) if rate is None else share(capital.total, rate, "down")
        checks.weigh(PART, given >= least, least, given, {"source": capital.source_title(source)})
    for sources, rate in policy.together if policy else ():
        given = total(capital.sources.get(source, Money(0)) for source in sources)
        least = share(capital.total, rate, "down")
        named = listed(tuple(capital.source_title(source) for source in sources))
        checks.weigh(PART, given >= least, least, given, {"source": named})


FLOORS = {
    body: FLOOR if keys == FLOOR.figures else attrs.evolve(FLOOR, figures=keys)
    for body, keys in MINIMUM_CAPITAL.items()
}
"""The same ground for each kind of body, citing that body's figures."""
