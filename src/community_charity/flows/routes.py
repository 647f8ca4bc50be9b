"""Which way money goes once a chain is agreed (拨付路径): down the chain step by step, and no other way.

Practice, as reported of Shaanxi in 2020: money comes to a village through each level, is ring-fenced by village, and each
level answers for it. No article fixes the way, so these grounds rest on what the accounts agreed. From the day of an
agreement on, `TransferFunds` and `ShareOut` are refused

- from an account to any that lies below it on a chain: `PassOn` takes it there, with its fees and its last day;
- of money that its givers meant for a place or a project, from an account that passes on to a pool outside its chains.

Unrestricted money may leave a chain if the deciders of the account so decide, and what is left over may go back up.

>>> from datetime import date
>>> from community_charity.book.state import State
>>> lay(state := State(), ("county", "village"), date(2025, 3, 13))
>>> state.of(BELOW)
{('county', 'village'): datetime.date(2025, 3, 13)}
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from community_charity.book.orders import Table
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.restrictions import Restriction

BELOW: Table[tuple[str, str], date] = Table("accounts with another below them on a chain, and since when")
PASSING: Table[str, date] = Table("accounts that pass on along a chain, and since when")

_PRACTICE = ("practice, as reported of Shaanxi in 2020, and what was agreed", "实践做法（据2020年陕西报道）及约定")
STEP_BY_STEP = ground(
    "chain.step_by_step",
    Stage.STATE,
    title=("down a chain money is passed on step by step", "链上资金逐级拨付"),
    unmet=(
        "{target} lies below {source} on an agreed chain: money is passed on to it step by step",
        "{target} 为 {source} 的链上下级账户，款项须逐级拨付",
    ),
    remedy=lambda _finding, _asked: Remedy(Text("pass it on along the chain", "改为沿拨付链拨付"), first="PassOn"),
    origin=_PRACTICE,
)
RING_FENCED = ground(
    "chain.ring_fenced",
    Stage.RESTRICTION,
    title=("money for a place or project stays on its chain", "限定地区或项目的资金不离开拨付链"),
    unmet=(
        "{target} is on no chain of {source}: money for a place or project does not go there",
        "{target} 不在 {source} 的拨付链上，限定地区或项目的资金不得转入",
    ),
    remedy=lambda finding, _asked: Remedy(
        Text("agree a chain to {target}, and pass it on", "先约定至 {target} 的拨付链，再行拨付").fill(
            target=finding.facts["target"]
        ),
        first="AgreeChain",
    ),
    origin=_PRACTICE,
)


def lay(state: State, accounts: tuple[str, ...], since: date) -> None:
    """Write down the way of a chain (登记拨付路径). Apply only."""
    below, passing = state.of(BELOW), state.of(PASSING)
    for pair in combinations(accounts, 2):
        below[pair] = min(since, below.get(pair, since))
        passing[pair[0]] = min(since, passing.get(pair[0], since))


def weigh_route(checks: Checks, state: State, targets: Iterable[str], order: Any) -> None:
    """Check that an order takes no way around a chain (审查拨付路径).

    ``order`` has a ``source``, an ``only_for``, and its day.
    """
    below, source, on = state.of(BELOW), order.source, order.on
    fenced = _is_fenced(order.only_for) and _holds(state.of(PASSING).get(source), on)
    for target in targets:
        facts = {"source": source, "target": target}
        if _holds(below.get((source, target)), on):
            checks.weigh(STEP_BY_STEP, holds=False, facts=facts)
        elif fenced and not _holds(below.get((target, source)), on):
            checks.weigh(RING_FENCED, holds=False, facts=facts)


def _is_fenced(only_for: Restriction | None) -> bool:
    return only_for is not None and (only_for.place, only_for.project) != (None, None)


def _holds(since: date | None, on: date) -> bool:
    return since is not None and since <= on
