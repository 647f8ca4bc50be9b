"""Reading law from data files, and refusing what is wrong in them (载入与校验).

A place is a path such as ``cn/anhui/xuancheng/xuanzhou``; each step may have a file of its own,
laid over the one before. A file holds ``[instruments.*]`` and one table for each figure.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from community_charity.errors import LawError, Malformed, declare
from community_charity.language import Text
from community_charity.law.citation import Basis, Citation, Verified
from community_charity.law.figure import DatedValue, Figure, Sense, Unit, Value
from community_charity.law.law import Law
from community_charity.law.schema import KEYS, nearest, units_of
from community_charity.money import Money, yuan

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

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


def places() -> tuple[str, ...]:
    """List the places with data files, the nation first (已收录地区).

    >>> places()[:2]
    ('cn', 'cn/anhui')
    """
    root = files("community_charity.law").joinpath(_ROOT)
    return (_ROOT, *sorted(_below(root, _ROOT)))


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
    steps = place.split("/")
    law = Law(_ROOT, {})
    instruments: dict[str, Citation] = {}
    for depth in range(1, len(steps) + 1):
        step = "/".join(steps[:depth])
        path = f"{_NATIONAL if depth == 1 else '/'.join(steps[1:depth])}.toml"
        entry = files("community_charity.law").joinpath(_ROOT, path)
        if entry.is_file():
            law = read(entry.read_text("utf-8"), name=path, place=step, over=law, instruments=instruments)
    return attrs.evolve(law, place=place)


def read(
    text: str,
    *,
    name: str,
    place: str,
    over: Law | None = None,
    instruments: dict[str, Citation] | None = None,
) -> Law:
    """Read one file of figures, and lay it over another law if given (读取数据文件).

    Use it for a place of your own. ``name`` is what messages call the file. Every error is a
    `LawError` that names the file, the line and the figure.

    >>> mine = read(
    ...     '''
    ... [fund_minimum_committee]
    ... title = {en = "Least members of a management committee", zh = "管委会最少人数"}
    ... unit = "count"
    ... sense = "floor"
    ... [[fund_minimum_committee.history]]
    ... since = 2020-01-01
    ... value = 3
    ... basis = "assumption"
    ... verified = "unverified"
    ... note = {en = "chosen for this example", zh = "为示例而设"}
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
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LawError(FILE, given=str(error), wanted=Text("valid TOML", "合法的 TOML"), where=name) from error
    known = {} if instruments is None else instruments
    for key, table in _table(source, "instruments", tables.pop("instruments", {})).items():
        known[key] = _instrument(source, f"instruments.{key}", table)
    figures = [_figure(source, key, table, known) for key, table in tables.items()]
    return (over or Law(place, {})).with_local(place, figures)


def _table(source: _Source, key: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        source.wrong(key, type(raw).__name__, "a table", "一个表")
    return raw


def _instrument(source: _Source, key: str, raw: Any) -> Citation:
    table = _table(source, key, raw)
    if set(table) - {"title", "number", "issued", "url", "described"} or "title" not in table:
        source.wrong(
            key,
            ", ".join(table),
            "title, and at most number, issued, url and described",
            "title，及至多 number、issued、url、described",
        )
    kinds = {"number": str, "issued": date, "url": str, "described": bool}
    for name, kind in kinds.items():
        if name in table and type(table[name]) is not kind:
            found = type(table[name]).__name__
            source.wrong(key, found, f"{name} as {kind.__name__}", f"{name} 的类型应为 {kind.__name__}")
    title = _text(source, key, table["title"])
    return Citation(
        title, table.get("number"), table.get("issued"), None, table.get("url"), table.get("described") is True
    )


def _figure(source: _Source, key: str, raw: Any, instruments: dict[str, Citation]) -> Figure:
    if key not in KEYS:
        source.wrong(key, key, f"a known figure; nearest: {nearest(key)}", f"已知的数值名称；最接近：{nearest(key)}")
    table = _table(source, key, raw)
    if set(table) != _FIGURE_KEYS:
        source.wrong(key, ", ".join(table), "title, unit, sense and history", "title、unit、sense 和 history")
    unit = _one_of(source, key, Unit, table["unit"])
    if unit not in units_of(key):
        source.wrong(key, unit.value, f"a unit that fits {KEYS[key]}", f"与类型 {KEYS[key]} 相符的单位")
    sense = _one_of(source, key, Sense, table["sense"])
    rows = _rows(source, key, table["history"])
    history = tuple(_dated(source, key, unit, row, instruments) for row in rows)
    return Figure(key, _text(source, key, table["title"]), unit, sense, _closed(source, key, history))


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
        closed.append(attrs.evolve(value, until=eve))
    return tuple(closed)


def _dated(source: _Source, key: str, unit: Unit, row: dict[str, Any], instruments: dict[str, Citation]) -> DatedValue:
    if set(row) - _HISTORY_KEYS or not {"since", "value", "basis", "verified"} <= set(row):
        source.wrong(
            key,
            ", ".join(row),
            "since, value, basis, verified, and at most until, cites, note and labels",
            "since、value、basis、verified，及至多 until、cites、note、labels",
        )
    if type(row["since"]) is not date or type(row.get("until", row["since"])) is not date:
        source.wrong(key, row["since"], "days written as 2024-09-05", "写作 2024-09-05 的日期")
    basis = _one_of(source, key, Basis, row["basis"])
    cites = tuple(_cite(source, key, cite, instruments) for cite in _rows(source, key, row.get("cites", [])))
    note = _text(source, key, row["note"]) if "note" in row else None
    if not cites and basis is not Basis.ASSUMPTION:
        source.wrong(key, "no citation", "a citation for anything but an assumption", "除假设外须有出处")
    if basis is Basis.ASSUMPTION and note is None:
        source.wrong(key, "no note", "an assumption that says why the value was chosen", "假设须说明取值理由")
    verified = _one_of(source, key, Verified, row["verified"])
    value = _value(source, key, unit, row["value"])
    labels = tuple(_text(source, key, label) for label in _rows(source, key, row.get("labels", [])))
    if len(labels) != (len(value) if isinstance(value, tuple) else 0):
        source.wrong(key, f"{len(labels)} labels", "a label for each name of a list", "清单中每个名称各有一个标签")
    return DatedValue(
        key, value, unit, row["since"], row.get("until"), cites, basis, verified, source.place, note, labels
    )


def _cite(source: _Source, key: str, cite: dict[str, Any], instruments: dict[str, Citation]) -> Citation:
    base = instruments.get(str(cite.get("in", "")))
    if base is None or set(cite) - {"in", "article"}:
        source.wrong(
            key, cite.get("in"), "an instrument of this file or of a place above it", "本文件或上级地区文件中的文件名"
        )
    return attrs.evolve(base, article=_text(source, key, cite["article"]) if "article" in cite else None)


def _value(source: _Source, key: str, unit: Unit, raw: Any) -> Value:
    """Read one value by its unit; a unit decides the type, so nothing is guessed."""
    value: Value | None = None
    if unit is Unit.YUAN and isinstance(raw, str):
        try:
            value = yuan(raw)
        except Malformed:
            value = None
        if isinstance(value, Money) and value.fen < 0:
            value = None
    elif unit is Unit.DUTY and isinstance(raw, bool):
        value = raw
    elif unit is Unit.RATE and isinstance(raw, str):
        value = _rate(raw)
    elif unit is Unit.NAMES and isinstance(raw, list) and raw and all(isinstance(name, str) and name for name in raw):
        value = tuple(raw)
    elif unit in (Unit.COUNT, Unit.WORKING_DAYS, Unit.YEARS) and type(raw) is int and raw >= 0:
        value = raw
    if value is None:
        source.wrong(key, repr(raw), f"a value that fits the unit {unit.value}", f"与单位 {unit.value} 相符的值")
    return value


def _rate(raw: str) -> Fraction | None:
    try:
        rate = Fraction(raw)
    except (ValueError, ZeroDivisionError):
        return None
    return rate if 0 <= rate <= 1 else None


def _text(source: _Source, key: str, raw: Any) -> Text:
    if (
        not isinstance(raw, dict)
        or set(raw) != {"en", "zh"}
        or not all(isinstance(said, str) and said for said in raw.values())
    ):
        source.wrong(key, type(raw).__name__, "a text with en and zh", "含 en 与 zh 的文本")
    return Text(raw["en"], raw["zh"])


def _one_of(source: _Source, key: str, kind: Any, raw: Any) -> Any:
    try:
        return kind(raw)
    except ValueError:
        choices = ", ".join(member.value for member in kind)
        source.wrong(key, repr(raw), f"one of {choices}", f"以下之一：{choices}")
