"""A what-if written in a file (情景文件): a population, and scenarios by name. See ``examples/what_if/reform.toml``.

>>> plan = read_plan('''
... place = "cn/anhui"
... [population]
... society = ["v-1", "v-2"]  # invented
... capital = ["30000", "20000"]
... need_1 = ["2500", "0"]
... unit = "yuan"
... first_month = "2026-01"
... [scenarios.now]
... [scenarios.reform]
... since = 2026-01-01
... figures = { relief_case_ceiling = "1500" }
... ''')
>>> list(plan.scenarios), plan.compare().change("paid", "reform").more
(['now', 'reform'], yuan("500.00"))
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.errors import MISSING_EXTRA, Malformed, MissingExtra, declare
from community_charity.language import Text
from community_charity.law.law import Law
from community_charity.law.schema import KEYS, nearest
from community_charity.money import yuan
from community_charity.rules.start_up import CapitalPolicy
from community_charity.whatif.comparing import Comparison, compare
from community_charity.whatif.populations import Population
from community_charity.whatif.scenarios import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAN = declare(
    "what_if.plan",
    wanted=("{wanted}", "{wanted}"),
    do=("correct {where}", "请更正 {where}"),
)

_TOP: Final = ("place", "title", "population", "scenarios")
_SCENARIO: Final = (
    "place",
    "since",
    "figures",
    "paid_by",
    "layers",
    "below_floor",
    "replenish",
    "government_aid",
    "gifts_change",
)
_RESERVED: Final = frozenset({"population", "keep", "workers"})  # what `compare` calls by these names
_OPTIONS: Final = ("dataset", "seed", "months", "file", "unit", "first_month", "labels")


@attrs.frozen(eq=False)
class Plan:
    """A population and scenarios over it (情景方案): what a file says. `compare` runs it."""

    title: Text | None
    population: Population
    scenarios: Mapping[str, Scenario]

    def compare(self, **options: Any) -> Comparison:
        """Run all scenarios (运行比较); ``options`` are those of `community_charity.whatif.compare`."""
        return compare(self.population, **{**self.scenarios, **options})


def open_plan(path: str | Path) -> Plan:
    """Read a plan from a file (读取情景文件). Files that it names lie beside it. Raises `Malformed`, `LawError`.

    >>> open_plan("nowhere.toml")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [what_if.plan] given: nowhere.toml. wanted: a file that is there, in UTF-8. \
do: correct the path
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise _wrong(path.name, ("a file that is there, in UTF-8", "存在的UTF-8文件"), ("the path", "路径")) from None
    return read_plan(text, path.parent)


def read_plan(text: str, folder: Path | None = None) -> Plan:
    """Read a plan from text in TOML (解析情景文本). Raises `Malformed` with the key that is wrong, `LawError`."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = str(error)
        raise _wrong(where, ("TOML", "TOML 文本"), ("the line", "该行")) from None
    _only(told, _TOP, "")
    population = _population(_table(told, "population"), folder)
    scenarios = _table(told, "scenarios")
    place = told.get("place")
    for name in set(scenarios) & _RESERVED:
        raise _wrong(
            name, ("another name for the scenario", "情景另取名称"), (f"scenarios.{name}", f"scenarios.{name}")
        )
    read = {name: _scenario(name, _table(scenarios, name, "scenarios."), place) for name in scenarios}
    title = told.get("title")
    return Plan(None if title is None else _title(title), population, read)


# --- the population --------------------------------------------------------------------------------


def _population(told: dict[str, Any], folder: Path | None) -> Population:
    options: dict[str, Any] = {key: told[key] for key in _OPTIONS if key in told}
    columns = {key: value for key, value in told.items() if key not in _OPTIONS}
    if "dataset" in options:
        _only(told, ("dataset", "seed", "months"), "population.")
        return _dataset(options)
    wanted = {key: options.pop(key) for key in ("unit", "first_month") if key in options}
    if len(wanted) < 2 or ("file" in options) == bool(columns):
        texts = (
            'dataset = "xuanzhou" and a seed, or unit, first_month, and either a file or columns',
            'dataset = "xuanzhou" 与 seed；或 unit、first_month 以及 file 或各列',
        )
        raise _wrong(", ".join(told) or "-", texts, ("population", "population"))
    frame = _file(str(options.pop("file")), folder) if "file" in options else columns
    return Population.from_frame(frame, **wanted, **options)


def _dataset(options: dict[str, Any]) -> Population:
    from community_charity.whatif import datasets  # noqa: PLC0415 - only who asks pays

    name = options.pop("dataset")
    known = [place.value for place in datasets.Place]
    if name not in known:
        listed = ", ".join(known)
        where = ("population.dataset", "population.dataset")
        raise _wrong(str(name), (f"one of: {listed}", f"下列之一：{listed}"), where)
    make = getattr(datasets, name)
    takes = set(signature(make).parameters)
    if "seed" not in options or not set(options) <= takes or not all(type(value) is int for value in options.values()):
        listed = ", ".join(sorted(takes))
        wanted = (f"whole numbers, among them a seed: {listed}", f"整数，须含 seed：{listed}")
        raise _wrong(str(options), wanted, ("population", "population"))
    found: Population = make(**options)
    return found


def _file(name: str, folder: Path | None) -> Any:
    path = (folder or Path()) / name
    if not path.is_file():
        raise _wrong(
            name,
            ("a CSV or Parquet file beside the plan", "与方案同目录的 CSV 或 Parquet 文件"),
            ("population.file", "population.file"),
        )
    if path.suffix == ".parquet":
        try:
            import pyarrow.parquet as pq  # noqa: PLC0415 - an optional extra
        except ImportError as error:
            raise MissingExtra(MISSING_EXTRA, given=name, package="pyarrow", extra="arrow") from error
        try:
            return pq.read_table(path)
        except (OSError, ValueError):
            raise _wrong(name, ("a Parquet file", "Parquet 文件"), ("population.file", "population.file")) from None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file)) or [[]]
    except UnicodeDecodeError:
        raise _wrong(
            name, ("a CSV file in UTF-8", "UTF-8 编码的 CSV 文件"), ("population.file", "population.file")
        ) from None
    if len(set(head)) != len(head):
        twice = next(key for place, key in enumerate(head) if key in head[:place])
        msg = f"{name}: {twice}"
        raise _wrong(msg, ("each heading once", "列名不重复"), ("population.file", "population.file"))
    short = next((number for number, row in enumerate(rows, 2) if len(row) != len(head)), None)
    if short is not None or not head:
        given = f"{name}: line {short}"
        raise _wrong(
            given, (f"{len(head)} values in every line", f"每行{len(head)}个值"), ("population.file", "population.file")
        )
    return {key: [row[place] or None for row in rows] for place, key in enumerate(head)}


# --- scenarios -------------------------------------------------------------------------------------


def _scenario(name: str, told: dict[str, Any], place: Any) -> Scenario:
    where = f"scenarios.{name}."
    _only(told, _SCENARIO, where)
    place = told.get("place", place)
    if not isinstance(place, str):
        raise _wrong(str(place), ('place = "cn/anhui"', 'place = "cn/anhui"'), (f"{where}place", f"{where}place"))
    law = Law.of(place)
    figures = _table(told, "figures", where) if "figures" in told else {}
    if figures:
        since = told.get("since")
        if type(since) is not date:
            texts = ("the day from which the figures hold: since = 2026-01-01", "数值生效日：since = 2026-01-01")
            raise _wrong(str(since), texts, (f"{where}since", f"{where}since"))
        law = law.amend(since=since, **{key: _value(key, value, where) for key, value in figures.items()})
    options: dict[str, Any] = {key: told[key] for key in ("below_floor", "replenish", "layers") if key in told}
    for key in ("government_aid", "gifts_change"):
        if key in told:
            options[key] = _fraction(told[key], where + key)
    if "paid_by" in told:
        options["paid_by"] = _policy(_table(told, "paid_by", where), where)
    return Scenario(law, **options)


def _value(key: str, value: Any, where: str) -> Any:
    if key not in KEYS:
        texts = (f"the name of a figure; did you mean {nearest(key)}?", f"数值名称；是否指 {nearest(key)}？")
        raise _wrong(key, texts, (f"{where}figures", f"{where}figures"))
    if KEYS[key] == "Money" and (isinstance(value, str) or type(value) is int):
        return yuan(value)
    if KEYS[key] == "Fraction" and isinstance(value, str):
        return _fraction(value, f"{where}figures.{key}")
    return value  # `Law.amend` refuses what does not fit


def _policy(told: dict[str, Any], where: str) -> CapitalPolicy:
    shares = {source: _fraction(share, f"{where}paid_by.{source}") for source, share in told.items()}
    return CapitalPolicy(Text("as the plan says", "按方案约定"), dict(shares))


def _fraction(value: Any, where: str) -> Fraction:
    try:
        if isinstance(value, str) or type(value) is int:
            return Fraction(value)
    except (ValueError, ZeroDivisionError):
        pass
    raise _wrong(str(value), ('an exact part as text: "1/3"', '以文本写出的精确比例："1/3"'), (where, where))


# --- checks ----------------------------------------------------------------------------------------


def _table(told: Any, key: str, where: str = "") -> dict[str, Any]:
    value = told.get(key)
    if not isinstance(value, dict):
        raise _wrong(str(value), (f"a table [{where}{key}]", f"表 [{where}{key}]"), (where + key, where + key))
    return value


def _title(value: Any) -> Text:
    if not isinstance(value, dict) or set(value) != {"en", "zh"} or not all(isinstance(v, str) for v in value.values()):
        raise _wrong(
            str(value), ('title = { en = "...", zh = "..." }', 'title = { en = "...", zh = "..." }'), ("title", "title")
        )
    return Text(value["en"], value["zh"])


def _only(told: Iterable[str], known: tuple[str, ...], where: str) -> None:
    for key in told:
        if key not in known:
            listed = ", ".join(known)
            raise _wrong(key, (f"one of: {listed}", f"下列之一：{listed}"), (where + key, where + key))


def _wrong(given: str, wanted: tuple[str, str], where: tuple[str, str]) -> Malformed:
    return Malformed(PLAN, given=given, wanted=Text(*wanted), where=Text(*where))
