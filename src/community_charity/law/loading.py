"""Reading law from data files, and refusing what is wrong in them (载入与校验).

A place is a path such as ``cn/anhui/xuancheng/xuanzhou``; each step may have a file of its own,
laid over the one before. A file holds ``[instruments.*]`` and one table for each figure.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from community_charity.errors import LawError, Malformed, declare
from community_charity.language import Text
from community_charity.law.articles import article
from community_charity.law.citation import Basis, Citation, Instrument, Verified
from community_charity.law.figure import DatedValue, Figure, Sense
from community_charity.law.law import Law
from community_charity.law.schema import KEYS, nearest, units_of
from community_charity.law.table import FigureTable
from community_charity.law.values import WHOLE, DayOfYear, Unit, Value, possible
from community_charity.money import yuan

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# One parser under two names: `tomli`, of the extra `fast`, is compiled and reads the law three times as fast.
_TOML = import_module("tomli" if find_spec("tomli") else "tomllib")

FILE = declare(
    "law.file",
    wanted=("{wanted}", "{wanted}"),
    do=("correct {where}", "请更正 {where}"),
)
PLACE = declare(
    "law.place",
    wanted=(
        "a place with a data file, such as cn/anhui/xuancheng/xuanzhou",
        "有数据文件的地区，例如 cn/anhui/xuancheng/xuanzhou",
    ),
    do=("choose from: {places}", "可选：{places}"),
)

_ROOT = "cn"
_NATIONAL = "national"
_HISTORY_KEYS = {"since", "until", "value", "cites", "basis", "verified", "note", "labels"}
_FIGURE_KEYS = {"title", "unit", "sense", "history"}
_INSTRUMENT_KEYS = {"title", "number", "issued", "url", "described", "basis", "verified"}


@attrs.frozen
class _Source:
    """One file while it is read: its name for messages, its text for line numbers."""

    name: str
    place: str
    text: str

    def wrong(self, key: str, given: object, en: str, zh: str) -> NoReturn:
        """Refuse the file, naming the figure and the line of its table."""
        table = re.compile(rf"\s*(?:\[+\s*)?{re.escape(key)}\s*[].=]")
        line = next((n for n, row in enumerate(self.text.splitlines(), 1) if table.match(row)), 1)
        where = Text("{f}, line {n}, {k}", "{f} 第{n}行 {k}").fill(f=self.name, n=line, k=key)
        raise LawError(FILE, given=given, wanted=Text(en, zh), where=where)


@cache
def places() -> tuple[str, ...]:
    """List the places with data files, the nation first (已收录地区).

    >>> places()[:2]
    ('cn', 'cn/anhui')
    """
    return (_ROOT, *sorted(_below(_folder(), _ROOT)))


@cache
def _folder() -> Traversable:
    return files("community_charity.law").joinpath(_ROOT)


def _below(folder: Traversable, place: str) -> list[str]:
    found = []
    for entry in folder.iterdir():
        name, _, suffix = entry.name.partition(".")
        if entry.is_dir():
            found += _below(entry, f"{place}/{name}")
        elif suffix == "toml" and name != _NATIONAL:
            found.append(f"{place}/{name}")
    return found


def load(place: str) -> Law:
    """Load a place from the files of the package; `Law.of` is the way in (载入).

    Raises `LawError` for a place that has no file, or a file that is wrong.

    >>> load("cn").place
    'cn'
    """
    known = places()
    if place not in known:
        raise LawError(PLACE, given=place, places=", ".join(known))
    above = _above(place)
    path = f"{place.removeprefix(_ROOT + '/') if above else _NATIONAL}.toml"
    entry = _folder().joinpath(path)
    return read(entry.read_text("utf-8"), name=path, place=place, over=Law.of(above) if above else None)


def _above(place: str) -> str:
    """Give the place over which another lies, passing over steps without a file; empty for the nation."""
    above = place.rpartition("/")[0]
    while above and above not in places():
        above = above.rpartition("/")[0]
    return above


def everywhere(day: date | None = None) -> FigureTable:
    """List the figures of all places, each dated value once, where it is fixed (全部地区数值).

    With a day, only what is in force on it.

    >>> {figure.history[0].place for figure in everywhere(date(2010, 1, 1))}
    {'cn'}
    """
    found = []
    for place in places():
        above = _above(place)
        inherited = set(map(id, Law.of(above).figures())) if above else set()
        for figure in Law.of(place).figures():
            if id(figure) in inherited:  # nearly all of them
                continue
            own = tuple(v for v in figure.history if v.place == place and (day is None or v.in_force(day)))
            if own:
                found.append(figure if own == figure.history else attrs.evolve(figure, history=own))
    return FigureTable(found)


def read(text: str, *, name: str, place: str, over: Law | None = None) -> Law:
    """Read one file of figures, and lay it over another law if given (读取数据文件).

    Use it for a place of your own; it may cite the instruments of the law below it. ``name`` is what messages call
    the file. Every error is a `LawError` that names the file, the line and the figure.

    >>> mine = read(
    ...     '''
    ... [fund_minimum_committee]
    ... title = {en = "Least members of a management committee", zh = "管委会最少人数"}
    ... unit = "count"
    ... sense = "floor"
    ... history = [{ since = 2020-01-01, value = 3, cites = ["charity_law 96"], basis = "practice" }]
    ... ''',
    ...     name="mine.toml",
    ...     place="cn/mine",
    ...     over=Law.of("cn"),
    ... )
    >>> mine.on(date(2024, 1, 1)).fund_minimum_committee
    3
    """
    source = _Source(name, place, text)
    try:
        tables = _TOML.loads(text)
    except _TOML.TOMLDecodeError as error:
        raise LawError(FILE, given=str(error), wanted=Text("valid TOML", "合法的 TOML"), where=name) from error
    below = over or Law(place, {})
    named = dict(below.instruments)
    for key, table in _table(source, "instruments", tables.pop("instruments", {})).items():
        named[key] = _instrument(source, f"instruments.{key}", table)
    known = dict(named)  # and, while the file is read, each article that it cites
    figures = [_figure(source, key, table, known, below) for key, table in tables.items()]
    return attrs.evolve(below.with_local(place, figures), instruments=named)


def _table(source: _Source, key: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        source.wrong(key, type(raw).__name__, "a table", "一个表")
    return raw


def _instrument(source: _Source, key: str, raw: Any) -> Instrument:
    table = _table(source, key, raw)
    if set(table) - _INSTRUMENT_KEYS or "title" not in table:
        source.wrong(
            key,
            ", ".join(table),
            "title, and at most number, issued, url, described, basis and verified",
            "title，及至多 number、issued、url、described、basis、verified",
        )
    kinds = {"number": str, "issued": date, "url": str, "described": bool}
    for name, kind in kinds.items():
        if name in table and type(table[name]) is not kind:
            found = type(table[name]).__name__
            source.wrong(key, found, f"{name} as {kind.__name__}", f"{name} 的类型应为 {kind.__name__}")
    title = _text(source, key, table["title"])
    return Instrument(
        Citation(
            title, table.get("number"), table.get("issued"), None, table.get("url"), table.get("described", False)
        ),
        _one_of(source, key, Basis, table["basis"]) if "basis" in table else None,
        _one_of(source, key, Verified, table["verified"]) if "verified" in table else None,
    )


def _figure(source: _Source, key: str, raw: Any, instruments: dict[str, Instrument], below: Law) -> Figure:
    if key not in KEYS:
        source.wrong(key, key, f"a known figure; nearest: {nearest(key)}", f"已知的数值名称；最接近：{nearest(key)}")
    table = _inherited(key, below) | _table(source, key, raw)
    by_year = table.pop("by", None)
    if set(table) != _FIGURE_KEYS or by_year not in (None, "fiscal_year"):
        source.wrong(
            key,
            ", ".join(table),
            'title, unit, sense and history, and at most by = "fiscal_year"',
            'title、unit、sense 和 history，及至多 by = "fiscal_year"',
        )
    unit = _one_of(source, key, Unit, table["unit"])
    if unit not in units_of(key):
        source.wrong(key, unit.value, f"a unit that fits {KEYS[key]}", f"与类型 {KEYS[key]} 相符的单位")
    sense = _one_of(source, key, Sense, table["sense"])
    rows = _rows(source, key, table["history"])
    history = tuple(_dated(source, key, unit, row, instruments) for row in rows)
    if by_year and any((value.since.month, value.since.day) != (1, 1) for value in history):
        source.wrong(key, history[0].since, "fiscal years, which begin on 1 January", "自1月1日起算的会计年度")
    title = _text(source, key, table["title"])
    return Figure(key, title, unit, sense, _closed(source, key, history), by_fiscal_year=by_year is not None)


def _inherited(key: str, below: Law) -> dict[str, Any]:
    """What a file need not say again of a figure that the law below it has."""
    if not below.has(key):
        return {}
    base = below.figure(key)
    same = {"title": {"en": base.title.en, "zh": base.title.zh}, "unit": base.unit.value, "sense": base.sense.value}
    return same | ({"by": "fiscal_year"} if base.by_fiscal_year else {})


def _rows(source: _Source, key: str, raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, list) or not all(isinstance(row, dict) for row in raw):
        source.wrong(key, type(raw).__name__, "a list of tables", "由表组成的列表")
    return raw


def _closed(source: _Source, key: str, history: tuple[DatedValue, ...]) -> tuple[DatedValue, ...]:
    """End each value the day before the next begins; refuse an overlap, a gap or a wrong order."""
    if not history:
        source.wrong(key, "no value", "at least one dated value", "至少一个有日期的数值")
    closed = []
    for value, after in zip(history, (*history[1:], None), strict=True):
        if value.until is not None and value.until < value.since:
            source.wrong(key, value.until, f"an end not before {value.since}", f"不早于 {value.since} 的结束日期")
        if after is None:
            closed.append(value)
            continue
        in_order = after.since > value.since
        eve = after.since - timedelta(days=1) if in_order else value.since
        if not in_order or (value.until is not None and value.until != eve):
            source.wrong(
                key,
                value.until or value.since,
                f"values that meet without overlap or gap at {after.since}",
                f"各时段在 {after.since} 首尾相接，不重叠、不中断",
            )
        closed.append(value if value.until else attrs.evolve(value, until=eve))
    return tuple(closed)


def _dated(source: _Source, key: str, unit: Unit, row: dict[str, Any], known: dict[str, Instrument]) -> DatedValue:
    if not row.keys() <= _HISTORY_KEYS or "since" not in row or "value" not in row:
        source.wrong(
            key,
            ", ".join(row),
            "since, value, and at most until, cites, basis, verified, note and labels",
            "since、value，及至多 until、cites、basis、verified、note、labels",
        )
    if type(row["since"]) is not date or type(row.get("until", row["since"])) is not date:
        source.wrong(key, row["since"], "days written as 2024-09-05", "写作 2024-09-05 的日期")
    cited = [_cite(source, key, cite, known) for cite in _list(source, key, row.get("cites", []))]
    basis, verified = _support(source, key, row, cited)
    note = _text(source, key, row["note"]) if "note" in row else None
    if not cited and basis is not Basis.ASSUMPTION:
        source.wrong(key, "no citation", "a citation for anything but an assumption", "除假设外须有出处")
    if basis is Basis.ASSUMPTION and note is None:
        source.wrong(key, "no note", "an assumption that says why the value was chosen", "假设须说明取值理由")
    value = _value(source, key, unit, row["value"])
    labels: tuple[Text, ...] = ()
    if "labels" in row:
        labels = tuple(_text(source, key, label) for label in _rows(source, key, row["labels"]))
    if len(labels) != (len(value) if isinstance(value, tuple) else 0):
        source.wrong(key, f"{len(labels)} labels", "a label for each name of a list", "清单中每个名称各有一个标签")
    cites = tuple(instrument.citation for instrument in cited)
    return DatedValue(
        key, value, unit, row["since"], row.get("until"), cites, basis, verified, source.place, note, labels
    )


def _support(source: _Source, key: str, row: dict[str, Any], cited: list[Instrument]) -> tuple[Basis, Verified]:
    """Take what the row says of its support, else what its first instrument says."""
    basis, verified = (cited[0].basis, cited[0].verified) if cited else (None, None)
    if "basis" in row:
        basis = _one_of(source, key, Basis, row["basis"])
    if "verified" in row:
        verified = _one_of(source, key, Verified, row["verified"])
    if basis is None or verified is None:
        source.wrong(
            key,
            "no basis or verified",
            "basis and verified, in the row or in the instrument that it cites first",
            "basis 与 verified，写在该行或其首个引用文件中",
        )
    return basis, verified


def _list(source: _Source, key: str, raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        source.wrong(key, type(raw).__name__, "a list", "列表")
    return raw


def _cite(source: _Source, key: str, cite: Any, known: dict[str, Instrument]) -> Instrument:
    if isinstance(cite, str) and cite in known:  # bare, or cited before
        return known[cite]
    name, _, code = cite.partition(" ") if isinstance(cite, str) else (None, "", "")
    if name not in known:
        source.wrong(
            key, repr(cite), "an instrument of this file or of a place above it", "本文件或上级地区文件中的文件名"
        )
    words = article(code)
    if words is None:
        source.wrong(
            key,
            repr(cite),
            "an article such as 22, 8.1, 8(2), 10.1(5), or a section such as s2(5)",
            "条款，如 22、8.1、8(2)、10.1(5)，或章节，如 s2(5)",
        )
    of = known[name]
    bare = of.citation
    known[cite] = Instrument(
        Citation(bare.instrument, bare.number, bare.issued, words, bare.url, bare.described), of.basis, of.verified
    )
    return known[cite]


def _value(source: _Source, key: str, unit: Unit, raw: Any) -> Value:
    """Read one value by its unit; a unit decides the type, so nothing is guessed."""
    value = _typed(unit, raw)
    if value is None or not possible(value, unit):
        source.wrong(key, repr(raw), f"a value that fits the unit {unit.value}", f"与单位 {unit.value} 相符的值")
    return value


def _typed(unit: Unit, raw: Any) -> Value | None:
    try:
        if unit is Unit.YUAN:
            return yuan(raw) if isinstance(raw, str) else None
        if unit in (Unit.RATE, Unit.MULTIPLE):
            return Fraction(raw) if isinstance(raw, str) else None
        if unit is Unit.DAY_OF_YEAR:
            month, day = (int(part) for part in raw.split("-")) if isinstance(raw, str) else (0, 0)
            return DayOfYear(month, day)
    except (Malformed, ValueError, ZeroDivisionError):
        return None
    if unit is Unit.NAMES:
        named = isinstance(raw, list) and raw and all(isinstance(name, str) and name for name in raw)
        return tuple(raw) if named else None
    kind = int if unit in WHOLE else bool
    return raw if type(raw) is kind else None


def _text(source: _Source, key: str, raw: Any) -> Text:
    en, zh = (raw.get("en"), raw.get("zh")) if isinstance(raw, dict) and len(raw) == 2 else (None, None)
    if not (isinstance(en, str) and en and isinstance(zh, str) and zh):
        source.wrong(key, type(raw).__name__, "a text with en and zh", "含 en 与 zh 的文本")
    return Text(en, zh)


def _one_of(source: _Source, key: str, kind: Any, raw: Any) -> Any:
    try:
        return kind(raw)
    except ValueError:
        choices = ", ".join(member.value for member in kind)
        source.wrong(key, repr(raw), f"one of {choices}", f"以下之一：{choices}")
