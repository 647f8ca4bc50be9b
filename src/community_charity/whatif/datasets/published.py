"""What was published of each place (公开报道的数据), and what stands for it in an invented population.

Figures are read from the law data, with their sources. What was derived says so.

>>> published("xuanzhou").cells()[3][1:3]
['¥1,042,800.00', '¥1,042,750.00 to ¥1,042,850.00: reported in rounded form']
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.money import Money
from community_charity.whatif.datasets import words
from community_charity.whatif.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.figure import DatedValue


class Place(Enum):
    """The places of which there is an invented population (数据集). ``Place("xuanzhou")`` looks one up.

    >>> Place("fengtai").law, Place("fengtai").text.zh
    ('cn/anhui/huainan/fengtai', '安徽省淮南市凤台县')
    """

    XUANZHOU = "xuanzhou"
    FENGTAI = "fengtai"
    ANHUI = "anhui"
    HEFEI = "hefei"
    YANTAI = "yantai"

    @property
    def law(self) -> str:
        """The place as the law data name it (法规地区), for ``Law.of(place.law)``."""
        return _LAWS[self.value]

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return words.PLACES[self.value]


_LAWS: Final = {
    "xuanzhou": "cn/anhui/xuancheng/xuanzhou",
    "fengtai": "cn/anhui/huainan/fengtai",
    "anhui": "cn/anhui",
    "hefei": "cn/anhui/hefei",
    "yantai": "cn/shandong/yantai",
}


class _Read(NamedTuple):
    """A figure of the law data, what its value stands for and where it is in the population.

    ``half`` is half the unit to which the report rounds: fen of an amount, or a count. ``place`` is another place's.
    """

    key: str
    used: Text
    stands: Text = words.EXACT
    half: int | None = None
    place: Place | None = None
    day: date = date(2025, 3, 13)


class _Derived(NamedTuple):
    title: Text
    value: Callable[[], Any]
    used: Text = words.CHECK


def figure(place: Place | str, key: str) -> DatedValue:
    """Give a published figure of a place's table (公开数据), with its value, citations and support.

    Raises `Malformed` for a place of which there is no population, `KeyError` for a figure that its table does not have.

    >>> figure("hefei", "community_projects_reported").value
    744
    """
    place = choice(place, Place)
    return _dated(place, {row.key: row for row in reversed(_ROWS[place]) if isinstance(row, _Read)}[key])


def count(place: Place | str, key: str) -> int:
    """Give a published number (公开数量). Raises as `figure` does.

    >>> count("yantai", "community_funds_reported")
    342
    """
    value: Any = figure(place, key).value
    return int(value)


def fen(place: Place | str, key: str) -> int:
    """Give a published amount in whole fen (公开金额). Raises as `figure` does.

    >>> fen("hefei", "community_fund_money_reported")
    2723000000
    """
    value: Any = figure(place, key).value
    return int(value.fen)


def published(place: Place | str) -> Table:
    """List what was published of a place (公开数据表): the value used, what it stands for, its source and support.

    The table has `text`, `markdown`, `html`, `records` and `to_frame`, in English and Chinese. Raises `Malformed`.

    >>> published("yantai").cells("zh")[4][1:3]
    ['200,000', '195,000至205,000：报道为约数']
    """
    place = choice(place, Place)
    rows = tuple(_line(place, row) for row in _ROWS[place])
    return Table(words.PUBLISHED.fill(place=place.text), words.HEADS, rows, words.SOURCES)


def cites(place: Place) -> tuple[str, ...]:
    """Give the citations of a place's table (引用清单), each once, in English and in Chinese."""
    found = [cited for row in _ROWS[place] if isinstance(row, _Read) for cited in _dated(place, row).citations]
    return tuple(dict.fromkeys(cited.to(lang) for cited in found for lang in ("en", "zh")))


def _dated(place: Place, row: _Read) -> DatedValue:
    [found] = Law.of((row.place or place).law).on(row.day).behind((row.key,))
    return found


def _line(place: Place, row: _Read | _Derived) -> tuple[Any, ...]:
    if isinstance(row, _Derived):
        return (row.title, row.value(), words.DERIVED, row.used, words.ARITHMETIC, words.NOT_REPORTED)
    dated = _dated(place, row)
    title = Law.of((row.place or place).law).figure(row.key).title
    of = row.place.text if row.place is not None else dated.note
    support = Text("{b}; {v}", "{b}；{v}").fill(b=dated.basis.text, v=dated.verified.text)
    return (
        title if of is None else words.OF.fill(title=title, of=of),
        dated.value,
        _stands(row, dated.value),
        row.used,
        Text("; ".join(one.to("en") for one in dated.citations), "；".join(one.to("zh") for one in dated.citations)),
        support,
    )


def _stands(row: _Read, value: Any) -> Text:
    """Tell which interval a rounded number stands for."""
    if row.half is None:
        return row.stands
    if isinstance(value, Money):
        return words.STANDS.fill(low=Money(value.fen - row.half), high=Money(value.fen + row.half))
    return words.STANDS.fill(low=f"{value - row.half:,}", high=f"{value + row.half:,}")


def mean(place: Place, money: str, number: str) -> Money:
    """Give an amount for each of a number (均值), to the nearest fen; half a fen goes to the even one.

    >>> mean(Place.XUANZHOU, "relief_paid_reported", "relief_times_reported")
    yuan("582.57")
    """
    return Money(round(Fraction(fen(place, money), count(place, number))))


# --- the tables ----------------------------------------------------------------------------------

_X, _F, _A, _H, _Y = Place
_YEAR_2023, _EARLY_2024 = date(2023, 12, 31), date(2024, 2, 29)
_WAN: Final = 10_000_00
"""Ten thousand yuan (万元) in fen, the unit of the reports."""


def province_cases() -> int:
    """Give the cases of the province (全省个案推算数): those of Xuanzhou, scaled up to all villages.

    >>> province_cases()
    148479
    """
    rate = Fraction(count(_A, "society_target_count"), count(_X, "societies_reported"))
    return round(rate * count(_X, "relief_times_reported"))


def province_grants() -> int:
    """Give the grants of the province in fen (全省救助金推算数), to the nearest ¥100: those of Xuanzhou, scaled up.

    >>> province_grants()
    8649950000
    """
    rate = Fraction(count(_A, "society_target_count"), count(_X, "societies_reported"))
    return round(rate * fen(_X, "relief_paid_reported") / 100_00) * 100_00


def _floor_total(place: Place, key: str) -> Money:
    return Money(fen(place, "society_minimum_capital") * count(place, key))


_FUNDS, _MONEY, _PROJECTS = "community_funds_reported", "community_fund_money_reported", "community_projects_reported"
_TIMES, _PAID, _SOCIETIES = "relief_times_reported", "relief_paid_reported", "societies_reported"
_ROWS: Final[dict[Place, tuple[_Read | _Derived, ...]]] = {
    _X: (
        _Read(_SOCIETIES, words.ROWS),
        _Read(_TIMES, words.CASES),
        _Read(_PAID, words.GRANTS, half=_WAN // 200),
        _Read("society_minimum_capital", words.EACH, words.LEAST),
        _Derived(words.FLOOR_TOTAL, lambda: _floor_total(_X, _SOCIETIES), words.OPENING),
        _Derived(words.MEAN_GRANT, lambda: mean(_X, _PAID, _TIMES)),
    ),
    _F: (
        _Read(_SOCIETIES, words.ROWS),
        _Read("federations_reported", words.POOLS),
        _Read(_TIMES, words.CASES, day=_YEAR_2023),
        _Read(_PAID, words.GRANTS, words.MORE_THAN, day=_YEAR_2023),
        _Read("relief_case_ceiling", words.LIMIT),
        _Read("federation_case_ceiling", words.LIMIT),
        _Derived(words.PUT_IN, lambda: mean(_F, _PAID, _SOCIETIES), words.EACH),
        _Derived(words.MEAN_GRANT, lambda: mean(_F, _PAID, _TIMES)),
        _Read(_TIMES, words.LEFT_OUT, day=_EARLY_2024),
        _Read(_PAID, words.LEFT_OUT, half=_WAN // 20, day=_EARLY_2024),
    ),
    _A: (
        _Read("society_target_count", words.ROWS, words.ABOUT),
        _Read("society_minimum_capital", words.EACH, words.LEAST),
        _Read(_FUNDS, words.FUND_POOLS),
        _Read(_MONEY, words.OPENING, half=_WAN * 50),
        _Derived(words.MEAN_FUND, lambda: mean(_A, _MONEY, _FUNDS)),
        _Read(_SOCIETIES, words.SCALED, place=_X),
        _Read(_TIMES, words.SCALED, place=_X),
        _Read(_PAID, words.SCALED, half=_WAN // 200, place=_X),
        _Derived(words.ALL_CASES, province_cases, words.CASES),
        _Derived(words.ALL_GRANTS, lambda: Money(province_grants()), words.GRANTS),
    ),
    _H: (
        _Read(_FUNDS, words.ROWS),
        _Read(_MONEY, words.OPENING, half=_WAN // 2),
        _Read(_PROJECTS, words.CASES),
        _Read("community_charities_reported", words.LEFT_OUT),
        _Read("solicitors_reported", words.LEFT_OUT),
        _Read("charity_complexes_reported", words.LEFT_OUT),
        _Derived(words.MEAN_FUND, lambda: mean(_H, _MONEY, _FUNDS)),
    ),
    _Y: (
        _Read(_FUNDS, words.ROWS),
        _Read(_MONEY, words.OPENING, words.MORE_THAN),
        _Read(_PROJECTS, words.CASES),
        _Read("community_project_times_reported", words.REACHED, half=5_000),
        _Derived(words.MEAN_FUND, lambda: mean(_Y, _MONEY, _FUNDS)),
        _Derived(words.MEAN_PROJECT, lambda: mean(_Y, _MONEY, _PROJECTS)),
    ),
}
