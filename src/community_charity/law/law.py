"""All figures of one place, on any day (法规总集).

>>> from datetime import date
>>> law = Law.of("cn/anhui/xuancheng/xuanzhou")
>>> law.on(date(2025, 3, 13)).society_minimum_capital
yuan("30000.00")
>>> from community_charity.money import yuan
>>> reform = law.amend(since=date(2026, 1, 1), society_minimum_capital=yuan(50_000))
>>> reform.on(date(2026, 1, 1)).society_minimum_capital, law.on(date(2026, 1, 1)).society_minimum_capital
(yuan("50000.00"), yuan("30000.00"))
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import attrs

from community_charity.calendar import Period
from community_charity.calendar import day as a_day
from community_charity.errors import LawError, declare, expect, shown
from community_charity.language import Text
from community_charity.law.citation import Basis, Instrument, Verified
from community_charity.law.diff import Coming, Diff
from community_charity.law.figure import DatedValue, Figure
from community_charity.law.layering import layered, until
from community_charity.law.schema import KEYS, Figures, nearest
from community_charity.law.table import FigureTable
from community_charity.law.values import DayOfYear, possible
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.values import Value

NO_FIGURE = declare(
    "law.no_figure",
    wanted=("a place that fixes figure {key}", "规定了数值 {key} 的地区"),
    do=(
        "load a place that does, or ask first whether the key is in the law",
        "请载入有此规定的地区，或先查询是否有该数值",
    ),
)
NO_VALUE = declare(
    "law.no_value",
    wanted=("a day and a place for which figure {key} has a value", "数值 {key} 有规定的日期和地区"),
    do=(
        "ask for a day from {first} on, or load a place that fixes it",
        "查询 {first} 及以后的日期，或载入规定了该数值的地区",
    ),
)
UNKNOWN_KEY = declare(
    "law.unknown_key",
    wanted=("the name of a figure", "数值名称"),
    do=("did you mean {nearest}? law.figures() lists all", "是否指 {nearest}？law.figures() 列出全部"),
)
AMENDMENT = declare(
    "law.amendment",
    wanted=(
        "a value of type {type} for {key}, not below zero, a rate not above 1",
        "{key} 的值类型应为 {type}，不为负，比例不超过1",
    ),
    do=("give the value in the figure's own unit", "请按该数值自身的单位给出"),
)
_PYTHON_TYPES: dict[str, type] = {
    "Money": Money,
    "int": int,
    "bool": bool,
    "Fraction": Fraction,
    "DayOfYear": DayOfYear,
    "tuple[str, ...]": tuple,
}
_WHAT_IF = Text("a what-if of the user", "用户设定的情景")


class LawInForce(Figures):
    """The law on one day (某日现行规定): each figure as a typed attribute.

    A figure without a value that day raises `LawError`; it is never zero. `get` gives the whole
    `DatedValue` with its citations, or ``None``.

    >>> from datetime import date
    >>> today = Law.of("cn").on(date(2026, 7, 1))
    >>> today.association_minimum_members
    50
    >>> print(today.get("association_minimum_members").citations[0].to("zh"))
    《社会团体登记管理条例》（国务院令第250号，1998-10-25）第十条第一款第（一）项
    """

    def __init__(self, law: Law, day: date) -> None:
        self.day = day
        self.place = law.place
        self._law = law
        self._found: dict[str, DatedValue | None] = {}
        self._behind: dict[tuple[str, ...], tuple[DatedValue, ...]] = {}

    def __getattr__(self, key: str) -> Any:
        # Called once a figure: what is found is kept as an ordinary attribute.
        if key not in KEYS:
            message = f"no figure {key}" + ("" if key.startswith("_") else f"; did you mean {nearest(key)}?")
            raise AttributeError(message)
        found = self.get(key)
        if found is None:
            first = self._law.figure(key).history[0].since
            given = Text("{day} in {place}", "{place} 的 {day}").fill(day=self.day, place=self.place)
            raise LawError(NO_VALUE, given=given, key=key, first=first)
        setattr(self, key, found.value)
        return found.value

    def get(self, key: str) -> DatedValue | None:
        """Give the dated value of a figure that day, or ``None`` if this place fixes none (当日数值及出处).

        Raises `LawError` for a name that is not a figure's.

        >>> from datetime import date
        >>> law = Law.of("cn").on(date(2025, 3, 13))
        >>> law.get("society_minimum_capital") is None, "society_minimum_capital" in law
        (True, False)
        """
        if key not in self._found:
            self._found[key] = self._law.figure(key).on(self.day) if self._law.has(key) else None
        return self._found[key]

    def figures(self) -> FigureTable:
        """List the figures that have a value that day, each with that value alone (当日全部数值).

        >>> from datetime import date
        >>> Law.of("cn").on(date(1998, 10, 25)).figures()[0].key
        'association_minimum_capital'
        """
        found = ((figure, self.get(figure.key)) for figure in self._law.figures())
        return FigureTable(attrs.evolve(figure, history=(value,)) for figure, value in found if value)

    def diff(self, other: LawInForce) -> Diff:
        """List what is another value on another day, or in another place (比较两日或两地).

        >>> from datetime import date
        >>> law = Law.of("cn")
        >>> "public_fundraising_wait_years" in [
        ...     key for key, *_ in law.on(date(2024, 9, 4)).diff(law.on(date(2024, 9, 5)))
        ... ]
        True
        """
        return Diff.between(self.alone(), expect(other, LawInForce).alone())

    def alone(self) -> Law:
        """Give a law that knows the values of this day and no others (当日规定自成一体).

        >>> from datetime import date
        >>> [len(figure.history) for figure in Law.of("cn").on(date(1998, 10, 25)).alone().figures()][0]
        1
        """
        return Law(self.place, {figure.key: figure for figure in self.figures()})

    def history(self, key: str) -> tuple[DatedValue, ...]:
        """Give all values of a figure, whatever the day (数值沿革), to tell when an answer may differ.

        >>> from datetime import date
        >>> [value.value for value in Law.of("cn").on(date(2025, 3, 13)).history("public_fundraising_wait_years")]
        [2, 1]
        """
        return self._law.figure(key).history

    def behind(self, keys: tuple[str, ...]) -> tuple[DatedValue, ...]:
        """Give the dated values of several figures that day, without those this place does not fix (依据).

        >>> from datetime import date
        >>> keys = ("association_minimum_capital", "society_minimum_capital")
        >>> [value.key for value in Law.of("cn").on(date(2025, 3, 13)).behind(keys)]
        ['association_minimum_capital']
        """
        # Kept: each finding of each decision asks, for the same few figures.
        values = self._behind.get(keys)
        if values is None:
            values = self._behind[keys] = tuple(v for key in keys if (v := self.get(key)) is not None)
        return values

    def __contains__(self, key: str) -> bool:
        return self._found.get(key) is not None or self.get(key) is not None

    def __repr__(self) -> str:
        return f"<LawInForce {self.place} {self.day}>"


@attrs.frozen(eq=False, repr=False)
class Law:
    """All figures of one place, immutable (某地区的全部规定). `Law.of` loads one.

    >>> law = Law.of("cn/anhui")
    >>> law.place, law.has("society_minimum_capital")
    ('cn/anhui', True)
    """

    place: str
    _figures: Mapping[str, Figure]
    instruments: Mapping[str, Instrument] = attrs.field(factory=dict)
    _days: dict[date, LawInForce] = attrs.field(factory=dict, init=False)

    @staticmethod
    @cache
    def of(place: str) -> Law:
        """Load the law of a place (载入): ``"cn"``, or a path below it whose local figures lie over it.

        Raises `LawError` if the place is unknown or a data file is wrong.

        >>> Law.of("cn/hunan").place
        'cn/hunan'
        """
        from community_charity.law.loading import load  # noqa: PLC0415 - reads files: only when asked

        return load(place)

    def on(self, day: date) -> LawInForce:
        """Give the law in force on a day (某日现行规定). Raises `Malformed` for what is no plain date.

        >>> from datetime import date
        >>> Law.of("cn").on(date(2025, 3, 13))
        <LawInForce cn 2025-03-13>
        """
        found = self._days.get(a_day(day))
        if found is None:
            found = self._days[day] = LawInForce(self, day)
        return found

    def for_fiscal_year(self, year: int) -> LawInForce:
        """Give the law for a fiscal year (某会计年度适用的规定): what holds on its last day. Raises `Malformed`.

        >>> Law.of("cn").for_fiscal_year(2026)
        <LawInForce cn 2026-12-31>
        """
        return self.on(Period.year(year).last)

    def has(self, key: str) -> bool:
        """Tell whether this place fixes a figure at all (是否规定). Raises `LawError` for a name that is not one.

        >>> Law.of("cn").has("society_minimum_capital")
        False
        """
        _check_key(key)
        return key in self._figures

    def figure(self, key: str) -> Figure:
        """Give a figure with its history (数值沿革). Raises `LawError` for a name that is not one, or not one here.

        >>> Law.of("cn").figure("association_minimum_capital").title.zh
        '地方性社会团体最低活动资金'
        """
        if not self.has(key):
            raise LawError(NO_FIGURE, given=self.place, key=key)
        return self._figures[key]

    def figures(self) -> FigureTable:
        """List every figure of this place with its history and sources (全部数值), as a table that can be shown.

        >>> Law.of("cn").figures()[0].key
        'association_minimum_capital'
        """
        return FigureTable(self._figures.values())

    def with_local(self, place: str, local: Iterable[Figure]) -> Law:
        """Lay local figures over this law (叠加地方规定). Raises `LawError` if one relaxes a floor, cap or duty.

        The layer below says what is a floor, cap or duty; a local file cannot call it something else.

        >>> mine = Law.of("cn").with_local("cn/mine", [Law.of("cn/anhui").figure("society_minimum_capital")])
        >>> mine.place, mine.has("society_minimum_capital")
        ('cn/mine', True)
        """
        figures = dict(self._figures)
        for figure in local:
            below = figures.get(figure.key)
            figures[figure.key] = figure if below is None else layered(below, figure)
        return attrs.evolve(self, place=place, figures=figures)

    def amend(self, *, since: date, **values: Any) -> Law:
        """Give another law in which these figures have other values from a day on (情景模拟).

        The values may relax what is law: that is what a what-if is for. Each is marked as an
        assumption. Raises `LawError` for a misspelt name, a figure that this place does not fix, or
        a value of another type; `Malformed` for what is no plain date.

        >>> from datetime import date
        >>> what_if = Law.of("cn").amend(since=date(2026, 1, 1), association_minimum_members=30)
        >>> what_if.on(date(2026, 1, 1)).association_minimum_members
        30
        """
        a_day(since)
        figures = dict(self._figures)
        for key, value in values.items():
            _check_key(key)
            names = value if type(value) is tuple else ()
            fits = type(value) is _PYTHON_TYPES[KEYS[key]] and all(isinstance(name, str) for name in names)
            if not fits or not possible(value, self.figure(key).unit):
                raise LawError(AMENDMENT, given=shown(value), key=key, type=KEYS[key])
            old = self.figure(key)
            new = attrs.evolve(
                old.history[-1],
                value=cast("Value", value),
                since=since,
                until=None,
                citations=(),
                basis=Basis.ASSUMPTION,
                verified=Verified.UNVERIFIED,
                note=_WHAT_IF,
                labels=(),
            )
            figures[key] = attrs.evolve(old, history=(*until(old.history, since), new))
        return attrs.evolve(self, figures=figures)

    def diff(self, other: Law) -> Diff:
        """List the figures whose history differs: key, values here only, values there only (比较).

        ``law.diff(other).applied_to(law)`` is the other law.

        >>> from datetime import date
        >>> law = Law.of("cn")
        >>> [key for key, *_ in law.diff(law.amend(since=date(2026, 1, 1), association_minimum_members=30))]
        ['association_minimum_members']
        """
        return Diff.between(self, expect(other, Law))

    def changes_after(self, day: date) -> tuple[Coming, ...]:
        """List what changes after a day, the next first (后续变化): new values, and values that end without a successor.

        >>> from datetime import date
        >>> change = Law.of("cn").changes_after(date(2024, 9, 4))[0]
        >>> change.on
        datetime.date(2024, 9, 5)
        """
        a_day(day)
        found = [coming for figure in self._figures.values() for coming in _changes(figure)]
        return tuple(sorted((c for c in found if c.on > day), key=lambda c: (c.on, c.key)))

    def __repr__(self) -> str:
        return f"<Law {self.place}: {len(self._figures)} figures>"


def in_force(law: LawInForce) -> LawInForce:
    """Check that the law of one day is given, as ``law.on(day)`` gives it (类型检查). Raises `Malformed`.

    >>> from datetime import date
    >>> in_force(Law.of("cn").on(date(2025, 3, 13)))
    <LawInForce cn 2025-03-13>
    """
    return expect(law, LawInForce)


def _check_key(key: str) -> None:
    if key not in KEYS:
        raise LawError(UNKNOWN_KEY, given=key, nearest=nearest(key))


def _changes(figure: Figure) -> list[Coming]:
    before: DatedValue | None = None
    found = []
    for value in figure.history:
        found.append(Coming(value.since, figure.key, before, value))
        before = value
    last = figure.history[-1]
    if last.until is not None and last.until < date.max:
        found.append(Coming(last.until + timedelta(days=1), figure.key, last, None))
    return found
