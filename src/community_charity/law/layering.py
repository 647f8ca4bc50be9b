"""How a local history lies over the one above it (地方规定的叠加).

A place may tighten what binds it, never relax it. What binds is a statute or an instrument: the practice of one place,
or an assumption of this library, binds no other place.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import LawError, declare
from community_charity.language import Text
from community_charity.law.citation import Basis
from community_charity.law.figure import Figure, Sense

if TYPE_CHECKING:
    from community_charity.law.figure import DatedValue

RELAXED = declare(
    "law.relaxed",
    wanted=(
        "a local value of {key} no laxer than the one above it ({national} from {since})",
        "{key} 的地方规定不得宽于上位规定（{national}，自 {since} 起）",
    ),
    do=("correct the local file, or use amend() for a what-if", "请更正地方数据文件；如作情景模拟请用 amend()"),
)
KIND = declare(
    "law.kind",
    wanted=(
        "a local value of {key} counted and binding as in the layer below: {unit}, {sense}",
        "{key} 的地方规定须与上位规定的单位和约束方向一致：{unit}、{sense}",
    ),
    do=("correct the local file", "请更正地方数据文件"),
)

_BINDING = {Basis.STATUTE, Basis.NATIONAL_INSTRUMENT, Basis.LOCAL_INSTRUMENT}


def until(history: tuple[DatedValue, ...], day: date) -> tuple[DatedValue, ...]:
    """Cut a history off before a day (截止于某日之前)."""
    kept = [value for value in history if value.since < day]
    if not kept:
        return ()
    eve = day - timedelta(days=1)
    return tuple(attrs.evolve(v, until=eve) if v.until is None or v.until > eve else v for v in kept)


def layered(national: Figure, local: Figure) -> Figure:
    """Lay a local history over the one below (叠加): local values win on the days they are in force.

    Raises `LawError` if one relaxes what binds, or counts in another unit.
    """
    bound = national.sense is not Sense.VALUE
    if local.unit is not national.unit or (bound and local.sense is not national.sense):
        raise LawError(
            KIND,
            given=Text("{u}, {s}", "{u}、{s}").fill(u=local.unit.value, s=local.sense.value),
            key=local.key,
            unit=national.unit.value,
            sense=national.sense.value,
        )
    for value in local.history:
        for base in national.history:
            if base.basis in _BINDING and _meet(base, value) and _relaxes(national.sense, base.value, value.value):
                raise LawError(
                    RELAXED,
                    given=Text("{v} in {p}", "{p} 规定 {v}").fill(v=value.value, p=value.place),
                    key=local.key,
                    national=base.value,
                    since=base.since,
                )
    before = until(national.history, local.history[0].since)
    after = _after(national.history, local.history[-1].until)
    return attrs.evolve(local, history=(*before, *local.history, *after))


def _after(history: tuple[DatedValue, ...], end: date | None) -> tuple[DatedValue, ...]:
    """Give what applies again once a local history has ended."""
    if end is None or end == date.max:
        return ()
    kept = [value for value in history if value.until is None or value.until > end]
    return tuple(attrs.evolve(value, since=max(value.since, end + timedelta(days=1))) for value in kept)


def _meet(a: DatedValue, b: DatedValue) -> bool:
    return (a.until is None or b.since <= a.until) and (b.until is None or a.since <= b.until)


def _relaxes(sense: Sense, national: Any, local: Any) -> bool:
    if sense is Sense.CAP:
        return bool(local > national)
    return sense in (Sense.FLOOR, Sense.DUTY) and bool(local < national)
