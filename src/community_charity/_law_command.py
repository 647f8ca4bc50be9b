"""The command ``law`` (法规命令): figures of a place, on a day or with their history, compared, or all at once."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.language import Text

if TYPE_CHECKING:
    from community_charity.law.diff import Coming, Diff
    from community_charity.law.law import Law
    from community_charity.law.table import FigureTable

_NOTHING = Text("nothing", "无")


def a_day(text: str) -> date:
    """Read a day that was typed (日期); what is none stops as any wrong argument does, in words.

    >>> a_day("2025-03-13")
    datetime.date(2025, 3, 13)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text} is no day: write one as 2025-03-13 (日期写作 2025-03-13)"
        raise argparse.ArgumentTypeError(message) from None


def add_to(commands: Any, every: argparse.ArgumentParser) -> None:
    """Add the command to the parser of the command line."""
    from community_charity.law.schema import TOPICS  # noqa: PLC0415 - start quickly

    law = commands.add_parser("law", parents=[every], help="every figure with its source (法规数值及出处)")
    law.add_argument("--place", help="a place (地区), default cn, for example cn/anhui")
    law.add_argument("--on", metavar="DAY", type=a_day, help="only what holds on this day (日期), else all history")
    law.add_argument("--topic", choices=TOPICS, help="only one topic (主题)")
    law.add_argument("--format", choices=["text", "markdown", "html"], default="text", help="kind of output (输出格式)")
    what = law.add_mutually_exclusive_group()
    what.add_argument("--diff", metavar="DAY|PLACE", help="compare with another day, or another place (比较)")
    what.add_argument("--next", action="store_true", help="what changes after the day given by --on (后续变化)")
    what.add_argument("--all", action="store_true", help="every dated value of every place (全部地区)")
    law.set_defaults(run=run, parser=law)


def run(given: argparse.Namespace) -> int:
    """Print what was asked for; give the exit status. Raises `LawError` for an unknown place, topic or day."""
    if given.all:
        if given.place is not None:
            given.parser.error("--all is of every place: leave --place out (--all 为全部地区，请勿同时给出 --place)")
        from community_charity.law.loading import everywhere  # noqa: PLC0415 - start quickly

        return _show_table(given, everywhere(given.on))
    law = _law("cn" if given.place is None else given.place, given.topic)
    if given.diff is not None:
        return _show_diff(given, _difference(given, law))
    if given.next:
        if given.format != "text":
            given.parser.error("--next is written as text or --json (--next 仅可输出文本或 --json)")
        return _show_next(given, law)
    return _show_table(given, law.on(given.on).figures() if given.on else law.figures())


def _law(place: str, topic: str | None) -> Law:
    """Load the law of a place, of one topic alone if one is given."""
    from community_charity.law.law import Law  # noqa: PLC0415 - start quickly

    law = Law.of(place)
    if topic is None:
        return law
    return attrs.evolve(law, figures={figure.key: figure for figure in law.figures().of_topic(topic)})


def _difference(given: argparse.Namespace, law: Law) -> Diff:
    try:
        other = date.fromisoformat(given.diff)
    except ValueError:  # no day, so a place
        there = _law(given.diff, given.topic)
        return law.on(given.on).diff(there.on(given.on)) if given.on else law.diff(there)
    return law.on(_day(given)).diff(law.on(other))


def _day(given: argparse.Namespace) -> date:
    """Give the day asked about; where it is missing, stop as for any wrong argument."""
    if given.on is None:
        given.parser.error("give the first day with --on (请以 --on 给出起始日期)")
    day: date = given.on
    return day


def _show_table(given: argparse.Namespace, table: FigureTable) -> int:
    if given.topic is not None:
        table = table.of_topic(given.topic)
    return _print(given, table.records(), table)


def _show_diff(given: argparse.Namespace, diff: Diff) -> int:
    from community_charity.law.rendering import data_of  # noqa: PLC0415 - start quickly

    data = [
        {"key": key, "before": [data_of(v) for v in before], "after": [data_of(v) for v in after]}
        for key, before, after in diff
    ]
    return _print(given, data, diff)


def _show_next(given: argparse.Namespace, law: Law) -> int:
    from community_charity.law.rendering import data_of  # noqa: PLC0415 - start quickly

    coming = law.changes_after(_day(given))
    if given.json:
        data = [
            {"on": c.on.isoformat(), "key": c.key, "before": c.before and data_of(c.before)}
            | {"after": c.after and data_of(c.after)}
            for c in coming
        ]
        print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201 - it is there to print
    else:
        print("\n".join(_line(law, c, given.lang) for c in coming) or _NOTHING.to(given.lang))  # noqa: T201 - as above
    return 0


def _line(law: Law, coming: Coming, lang: Any) -> str:
    before, after = (
        _NOTHING if value is None else Text(value.shown("en"), value.shown("zh"))
        for value in (coming.before, coming.after)
    )
    shape = Text("{on}  {title}: {before} → {after}", "{on}  {title}：{before} → {after}")
    said = shape.fill(on=coming.on, title=law.figure(coming.key).title, before=before, after=after).to(lang)
    return said if coming.after is None else f"{said}\n    {coming.after.source(lang)}"


def _print(given: argparse.Namespace, data: Any, shown: FigureTable | Diff) -> int:
    if given.json:
        print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201 - it is there to print
    else:
        print(getattr(shown, given.format)(given.lang) or _NOTHING.to(given.lang))  # noqa: T201 - as above
    return 0
