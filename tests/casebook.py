"""Decision tables kept as files: facts, a day, and what must be decided (案例表).

Each file in ``tests/cases`` is about one question, ``rule``: a class of facts and the method that decides. ``[facts]``
are the facts that all its cases share; a case replaces some of them. Amounts are texts in yuan, days are days, what is
not given is not known. All people and bodies are invented.
"""

from __future__ import annotations

import tomllib
import typing
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.purposes import PURPOSES, Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.law.decision import Decision, Finding
    from community_charity.law.law import LawInForce

FOLDER = Path(__file__).parent / "cases"
_CASE_KEYS = {"name", "on", "fiscal_year", "place", "facts", "outcome", "ground", "article"}
_FILE_KEYS = {"title", "rule", "place", "facts", "case"}


@attrs.frozen(eq=False, slots=False)
class Case:
    """One row: what is asked, when and where; what is decided, on which ground, by which article."""

    file: str
    name: str
    rule: str
    place: str
    on: date | None
    fiscal_year: int | None
    facts: dict[str, Any] = attrs.field(repr=False)
    outcome: str
    ground: str
    article: str

    @property
    def id(self) -> str:
        """Name the case for a report."""
        return f"{self.file}: {self.name}"

    def law(self) -> Law:
        """Load the law of the case's place."""
        return Law.of(self.place)

    def in_force(self, law: Law) -> LawInForce:
        """Ask a law for the day or the fiscal year of the case."""
        if self.on is not None:
            return law.on(self.on)
        assert self.fiscal_year is not None, self.id
        return law.for_fiscal_year(self.fiscal_year)

    @cached_property
    def subject(self) -> Any:
        """The facts, made into what is asked."""
        kind, _ = self._rule()
        return structured(self.facts, kind)

    @cached_property
    def decision(self) -> Decision:
        """What is decided as the file says: asked once, since nothing can change it."""
        return self.decide()

    def decide(self, law: Law | None = None, subject: Any = None, on: date | None = None) -> Decision:
        """Ask; by default as the file says, else under another law, with other facts, or on another day."""
        given = law or self.law()
        _, method = self._rule()
        asked = self.subject if subject is None else subject
        decision: Decision = getattr(asked, method)(self.in_force(given) if on is None else given.on(on))
        return decision

    def weighed(self, decision: Decision) -> Finding:
        """Give the finding of the case's ground; more than one may have it: the first that is unmet, else the first."""
        found = [finding for finding in decision.findings if finding.ground.code == self.ground]
        assert found, f"{self.id}: {self.ground} was not weighed, but {[f.ground.code for f in decision.findings]}"
        return next((finding for finding in found if not finding.holds), found[0])

    def _rule(self) -> tuple[type, str]:
        module, _, name = self.rule.partition(":")
        kind, _, method = name.partition(".")
        return getattr(import_module(module), kind), method


def cases() -> list[Case]:
    """Read every file."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in _of(path)]


def titles() -> dict[str, dict[str, str]]:
    """Give the title of each file, in both languages."""
    return {path.stem: tomllib.loads(path.read_text("utf-8"))["title"] for path in sorted(FOLDER.glob("*.toml"))}


def _of(path: Path) -> Iterator[Case]:
    table = tomllib.loads(path.read_text("utf-8"))
    assert set(table) <= _FILE_KEYS, (path.name, set(table) - _FILE_KEYS)
    for row in table["case"]:
        assert set(row) <= _CASE_KEYS, (path.name, row["name"], set(row) - _CASE_KEYS)
        yield Case(
            path.stem,
            row["name"],
            table["rule"],
            row.get("place", table.get("place", "cn")),
            row.get("on"),
            row.get("fiscal_year"),
            _merged(table.get("facts", {}), row.get("facts", {})),
            row["outcome"],
            row["ground"],
            row["article"],
        )


def _merged(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Replace facts by a case's own, inside tables too; the text "unknown" takes a fact away."""
    merged = dict(shared)
    for name, value in own.items():
        if value == "unknown":
            merged.pop(name, None)
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merged(merged[name], value)
        else:
            merged[name] = value
    return merged


def structured(raw: Any, kind: Any) -> Any:
    """Make plain values into what a field wants: money from text, members of an enumeration, nested facts."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (UnionType, typing.Union):
        return None if raw is None else structured(raw, next(k for k in inner if k is not type(None)))
    if origin in (tuple, frozenset, list):
        return origin(structured(each, inner[0]) for each in raw)
    if origin is dict or (origin and hasattr(origin, "keys")):
        return {structured(k, inner[0]): structured(v, inner[1]) for k, v in raw.items()}
    if kind is Money:
        return yuan(raw)
    if kind is Purpose:
        return next(purpose for purpose in PURPOSES if purpose.id == raw)
    if kind is Fraction:
        return Fraction(raw)
    if attrs.has(kind):
        fields = {f.alias: f for f in attrs.fields(attrs.resolve_types(kind))}
        assert set(raw) <= set(fields), (kind.__name__, set(raw) - set(fields))
        return kind(**{name: structured(value, fields[name].type) for name, value in raw.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(raw)
    return raw
