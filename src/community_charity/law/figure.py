"""A figure: one value that an instrument fixes, with its history (数值及其沿革)."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.language import Text
from community_charity.law.citation import Basis, Citation, Verified
from community_charity.law.values import Unit, Value, shown_in

if TYPE_CHECKING:
    from community_charity.language import Lang


class Sense(Enum):
    """How a value binds (约束方向): a local layer may tighten it, never relax it.

    A FLOOR may only rise, a CAP only fall, a DUTY only be added; a plain VALUE is free.

    >>> from community_charity.law.law import Law
    >>> Law.of("cn").figure("association_minimum_capital").sense
    <Sense.FLOOR: 'floor'>
    """

    FLOOR = "floor"
    CAP = "cap"
    DUTY = "duty"
    VALUE = "value"


@attrs.frozen
class DatedValue:
    """One value of a figure between two days (某时段内的数值).

    ``until`` is the last day in force, or ``None`` while no end is known. ``note`` says what a
    reader must know; an assumption always has one: why this value was chosen. ``labels`` are the
    words for the names of a list. ``value`` is `Money`, a count, a rate as a `Fraction`, yes or no, or names,
    as ``unit`` says.

    >>> from community_charity.law.law import Law
    >>> law = Law.of("cn").on(date(2025, 3, 13))
    >>> found = law.get("association_minimum_capital")
    >>> found.value, found.since, found.basis.text.zh
    (yuan("30000.00"), datetime.date(1998, 10, 25), '法律法规规章')
    """

    key: str
    value: Value
    unit: Unit
    since: date
    until: date | None
    citations: tuple[Citation, ...]
    basis: Basis
    verified: Verified
    place: str
    note: Text | None = None
    labels: tuple[Text, ...] = ()

    def in_force(self, day: date) -> bool:
        """Tell whether the value is in force on a day (当日是否有效), its first and last day included.

        >>> from community_charity.law.law import Law
        >>> Law.of("cn").figure("mutual_aid_within_community").history[0].in_force(date(2024, 9, 5))
        False
        """
        return self.since <= day and (self.until is None or day <= self.until)

    def shown(self, lang: Lang) -> str:
        """Write the value with its unit (数值文本).

        >>> from community_charity.law.law import Law
        >>> Law.of("cn").on(date(2025, 3, 13)).get("public_fundraising_wait_years").shown("zh")
        '1年'
        """
        if isinstance(self.value, tuple):
            return (", " if lang == "en" else "、").join(label.to(lang) for _, label in self.named)
        return shown_in(self.value, self.unit, lang)

    @property
    def named(self) -> tuple[tuple[str, Text], ...]:
        """The names of a list, each with the words for it (清单各项); a name without a label stands for itself."""
        names = self.value if isinstance(self.value, tuple) else ()
        labels = self.labels or tuple(Text(name, name) for name in names)
        return tuple(zip(names, labels, strict=True))

    def source(self, lang: Lang) -> str:
        """Write the citations, the basis and how far it was verified (出处).

        >>> from community_charity.law.law import Law
        >>> Law.of("cn").on(date(2025, 3, 13)).get("public_fundraising_needs_qualification").source("zh")
        '《慈善法（2023年修正）》（2023-12-29）第二十二条第一款 [法律法规规章；已核对原文]'
        """
        cited = ("; " if lang == "en" else "；").join(c.to(lang) for c in self.citations)
        support = Text("{b}; {v}", "{b}；{v}").fill(b=self.basis.text, v=self.verified.text)
        return f"{cited} [{support.to(lang)}]" if cited else f"[{support.to(lang)}]"


@attrs.frozen
class Figure:
    """One figure with all its dated values, oldest first (一项数值的全部沿革).

    A figure ``by_fiscal_year`` applies to whole fiscal years (会计年度): `Law.for_fiscal_year` asks for one.

    >>> from community_charity.law.law import Law
    >>> figure = Law.of("cn").figure("public_fundraising_wait_years")
    >>> [(value.since.year, value.value) for value in figure.history]
    [(2016, 2), (2024, 1)]
    """

    key: str
    title: Text
    unit: Unit
    sense: Sense
    history: tuple[DatedValue, ...]
    by_fiscal_year: bool = False

    def on(self, day: date) -> DatedValue | None:
        """Give the value in force on a day, or ``None`` (当日数值).

        >>> from community_charity.law.law import Law
        >>> Law.of("cn").figure("public_fundraising_wait_years").on(date(2016, 8, 31)) is None
        True
        """
        for dated in reversed(self.history):
            if dated.in_force(day):
                return dated
        return None
