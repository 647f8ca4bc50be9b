"""The command line (命令行): ``python -m community_charity``.

Without a command it shows what the library offers. Output is English or, with ``--lang zh``, Chinese.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import community_charity
from community_charity import _law_command as law_command
from community_charity import _what_if_command as what_if_command
from community_charity.errors import CharityError
from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_XUANZHOU = "cn/anhui/xuancheng/xuanzhou"
_REPORTED = date(2025, 3, 13)
_SEED = 20250313

_ABOUT = Text(
    """community-charity {version}: the domain of Chinese community charity, as a library

It knows {figures} figures of law and practice with {values} dated values in {places} places, each with its source,
{grounds} grounds on which a question may be refused, and {commands} commands that a book records.

  python -m community_charity demo       Xuanzhou: 217 societies, 1,790 grants, every fen accounted for
  python -m community_charity society    may this society be founded, and by which article not?
  python -m community_charity law        every figure of a place on a day with its source; --diff, --next, --all
  python -m community_charity what-if    scenarios of a file over a whole population, compared to the fen; --html

Each takes --lang zh for Chinese and --json for JSON; --help tells the rest.""",
    """community-charity {version}：社区慈善领域库

收录{places}个地区的{figures}项法规与实践数值，分时段共{values}个取值，均有出处；
{grounds}项审查事项；账本可记录{commands}种指令。

  python -m community_charity demo       宣州演示：217个互助社、1790人次救助，逐分对账
  python -m community_charity society    某互助社能否设立，依据哪一条不予设立
  python -m community_charity law        某地区某日全部数值及其出处；--diff 比较、--next 后续变化、--all 全部
  python -m community_charity what-if    按文件比较各情景，全体逐分计算；--html 输出网页

各命令均可加 --lang en 或 --lang zh 选择语言，加 --json 输出 JSON；--help 查看其余参数。""",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; give the exit status.

    0: done or allowed; 1: refused or undetermined; 2: the input is wrong.
    """
    _write_chinese()
    given = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = given.run
    try:
        return run(given)
    except CharityError as error:
        print(error.text(given.lang), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` does; nothing is left to write to.
        sys.stdout = None  # so that closing it at the end cannot fail
        return 0


def _write_chinese() -> None:
    """Write UTF-8 where the encoding of the terminal or pipe has no Chinese, such as ASCII or cp1252."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "社¥✓".encode(stream.encoding)
            except UnicodeEncodeError:
                stream.reconfigure(encoding="utf-8")


def _every() -> argparse.ArgumentParser:
    """What every command takes. Without a default of its own, a command does not undo what was said before it."""
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument(
        "--lang", choices=["en", "zh"], default=argparse.SUPPRESS, help="language of the output (输出语言), default en"
    )
    every.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="one JSON document on standard output (输出 JSON)",
    )
    return every


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m community_charity", description=__doc__, parents=[_every()])
    parser.set_defaults(run=_about, lang="en", json=False)
    every = _every()
    commands = parser.add_subparsers(title="commands")
    demo = commands.add_parser("demo", parents=[every], help="Xuanzhou's published figures, played (宣州演示)")
    demo.add_argument(
        "--seed", type=int, default=_SEED, help="what was not published is made up from it (合成数据种子值)"
    )
    demo.set_defaults(run=_demo)
    society = commands.add_parser("society", parents=[every], help="may a society be founded? (互助社能否设立)")
    society.add_argument("--capital", required=True, help="start-up capital in yuan, e.g. 29999.99 (启动资金，元)")
    society.add_argument(
        "--form", choices=["filed", "registered"], default="filed", help="filed or registered (备案或登记)"
    )
    society.add_argument("--members", type=int, help="number of individual members (个人会员数)")
    society.add_argument("--council", type=int, default=3, help="number of council members (理事会人数)")
    society.set_defaults(run=_society)
    society.add_argument("--place", default=_XUANZHOU, help=f"a place (地区), default {_XUANZHOU}")
    society.add_argument("--on", type=date.fromisoformat, default=_REPORTED, help=f"a day (日期), default {_REPORTED}")
    law_command.add_to(commands, every)
    what_if_command.add_to(commands, every)
    return parser


def _about(given: argparse.Namespace) -> int:
    from community_charity.law.loading import everywhere, places  # noqa: PLC0415 - start quickly

    for name in community_charity.__all__:  # so that every room has registered what it decides
        getattr(community_charity, name)
    facts = {
        "version": community_charity.__version__,
        "figures": len({figure.key for figure in everywhere()}),
        "values": len(everywhere().records()),
        "places": len(places()),
        "grounds": len(community_charity.GROUNDS),
        "commands": len(community_charity.HANDLERS),
    }
    _print(given, facts, lambda: _ABOUT.fill(**facts).to(given.lang))
    return 0


def _demo(given: argparse.Namespace) -> int:
    from community_charity.demo import demonstrate, steps  # noqa: PLC0415 - start quickly
    from community_charity.demo.progress import progress  # noqa: PLC0415 - as above
    from community_charity.demo.show import show  # noqa: PLC0415 - as above

    with progress(steps(given.seed)) as step:
        shown = demonstrate(given.seed, step)
    _print(given, shown, lambda: show(shown, given.lang))
    return 0


def _society(given: argparse.Namespace) -> int:
    form = community_charity.SocietyForm(given.form)
    society = community_charity.MutualAidSociety(
        community_charity.OrganisationId("society"),
        form=form,
        capital=community_charity.Capital({"all_sources": community_charity.yuan(given.capital)}),
        council=tuple(community_charity.PersonId(f"council-{seat}") for seat in range(given.council)),
        members=given.members,
        custodian=community_charity.OrganisationId("custodian") if given.form == "filed" else None,
    )
    decision = society.may_register(community_charity.Law.of(given.place).on(given.on))
    _print(given, decision.to_dict(), lambda: decision.text(given.lang))
    return 0 if decision else 1


def _print(given: argparse.Namespace, data: Any, text: Callable[[], str]) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2) if given.json else text())


if __name__ == "__main__":
    sys.exit(main())
