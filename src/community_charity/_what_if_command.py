"""The command ``what-if`` (情景命令): scenarios of a file, compared, as tables, data or a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from community_charity.errors import Malformed
from community_charity.language import Text

if TYPE_CHECKING:
    import argparse

    from community_charity.whatif.comparing import Comparison
    from community_charity.whatif.tables import Table

_WRITTEN = Text("The page is in {path}.", "网页已写入 {path}。")


def add_to(commands: Any, every: argparse.ArgumentParser) -> None:
    """Add the command to the parser of the command line."""
    what_if = commands.add_parser("what-if", parents=[every], help="compare scenarios of a file (情景比较)")
    what_if.add_argument("plan", help="a file in TOML with a population and scenarios (情景文件)")
    what_if.add_argument("--html", metavar="PATH", help="write tables, pictures and articles as one page (输出网页)")
    what_if.add_argument(
        "--by", metavar="LABEL", action="append", default=[], help="group by a label, e.g. town (分组标签)"
    )
    what_if.add_argument("--format", choices=["text", "markdown"], default="text", help="kind of output (输出格式)")
    what_if.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Compare and print; give the exit status. Raises `Malformed` and `LawError` for what is wrong in the file."""
    from community_charity.whatif.plans import PLAN, open_plan  # noqa: PLC0415 - start quickly

    plan = open_plan(given.plan)
    compared = plan.compare()
    tables = _tables(compared, given.by)
    if given.html is not None:
        try:
            compared.to_html(given.html, given.lang, by=given.by)
        except OSError:
            wanted = Text("a path that can be written to", "可写入的路径")
            where = Text("--html", "--html")
            raise Malformed(PLAN, given=given.html, wanted=wanted, where=where) from None
    if given.json:
        print(json.dumps(_data(compared, tables), ensure_ascii=False, indent=2))  # noqa: T201 - it is there to print
        return 0
    if plan.title is not None:
        print(plan.title.to(given.lang) + "\n")  # noqa: T201 - as above
    written = [getattr(table, given.format)(given.lang) for table in tables]
    if given.html is not None:
        written.append(_WRITTEN.fill(path=given.html).to(given.lang))
    print("\n\n".join(written))  # noqa: T201 - as above
    return 0


def _tables(compared: Comparison, by: list[str]) -> list[Table]:
    _, *others = compared.results
    tables = [compared.table(), compared.cost_by_payer()]
    for name in others:
        tables += [compared.winners(name).table(), compared.law_changes(name)]
    return [table for table in (*tables, *(compared.groups(label) for label in by)) if table.rows]


def _data(compared: Comparison, tables: list[Table]) -> dict[str, Any]:
    totals = {
        name: {measure: result.amount(measure) for measure in result.sums} for name, result in compared.results.items()
    }
    return {
        "source": {"en": compared.source.en, "zh": compared.source.zh},
        "fen": totals,
        "tables": [{"title": table.title.en, "rows": table.records()} for table in tables],
    }
