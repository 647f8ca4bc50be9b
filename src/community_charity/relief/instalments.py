"""Relief in instalments (分期发放): which part of a grant is due when.

>>> from community_charity.money import yuan
>>> plan = instalments([Instalment(date(2025, 3, 13), yuan(50_000)), Instalment(date(2025, 3, 25), yuan(30_000))])
>>> due_by(plan, date(2025, 3, 24)), due_by(plan, date(2025, 3, 25))
(5000000, 8000000)
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from community_charity.errors import Malformed, declare, shown
from community_charity.instalments import Instalment
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Checks, Finding
    from community_charity.relief.grants import GrantRelief

IN_ORDER = declare(
    "grant.instalments",
    wanted=(
        "a list of Instalment, each on a later day than the one before",
        "Instalment（分期）列表，各期日期依次在后",
    ),
    do=(
        "give for example [Instalment(date(2025, 3, 13), yuan(500)), Instalment(date(2025, 4, 13), yuan(300))]",
        "例如 [Instalment(date(2025, 3, 13), yuan(500)), Instalment(date(2025, 4, 13), yuan(300))]",
    ),
)


def instalments(value: Iterable[Instalment]) -> tuple[Instalment, ...]:
    """Check a plan of instalments (分期计划): in the order of their days, no two on one; none at all is a plan too.

    Raises `Malformed`.

    >>> instalments(())
    ()
    """
    if not isinstance(value, list | tuple) or not all(isinstance(one, Instalment) for one in value):
        raise Malformed(IN_ORDER, given=shown(value))
    if any(one.due >= other.due for one, other in pairwise(value)):
        raise Malformed(IN_ORDER, given=shown(value))
    return tuple(value)


def due_by(plan: tuple[Instalment, ...], on: date) -> int:
    """Give what is due by a day, in fen (已到期金额): every instalment of that day and before.

    >>> due_by((Instalment(date(2025, 3, 13), Money(500_00)),), date(2025, 3, 12))
    0
    """
    return sum(one.amount.fen for one in plan if one.due <= on)


def fitted(plan: tuple[Instalment, ...], amount: Money) -> tuple[Instalment, ...]:
    """Cut a plan, or make its last part larger, so that it comes to an amount (调整分期).

    >>> plan = (Instalment(date(2025, 3, 13), Money(500)), Instalment(date(2025, 4, 13), Money(300)))
    >>> [one.amount.fen for one in fitted(plan, Money(600))], [one.amount.fen for one in fitted(plan, Money(900))]
    ([500, 100], [500, 400])
    >>> len(fitted(plan, Money(500)))
    1
    """
    left, parts = amount.fen, []
    for one in plan:
        if left:
            parts.append(Instalment(one.due, Money(min(one.amount.fen, left))))
            left -= parts[-1].amount.fen
    if left:
        parts[-1] = Instalment(parts[-1].due, parts[-1].amount + Money(left))
    return tuple(parts)


# --- rules ---------------------------------------------------------------------------------------


def _move(_finding: Finding, asked: Any) -> Remedy:
    """Move the whole plan behind the day of the grant, and its last day behind the plan."""
    later = max(asked.on - asked.instalments[0].due, timedelta(0))
    plan = tuple(Instalment(one.due + later, one.amount) for one in asked.instalments)
    changes: dict[str, Any] = {"instalments": plan}
    if asked.expires is not None and asked.expires < plan[-1].due:
        changes["expires"] = plan[-1].due
    return Remedy(Text("move the instalments within the days of the grant", "将各期调整至批准日与有效期之间"), changes)


WHOLE = ground(
    "grant.instalments_whole",
    Stage.STATE,
    title=("the instalments come to {required}", "各期合计 {required}"),
    unmet=("the instalments come to {found}, the grant to {required}", "各期合计 {found}，救助金额为 {required}"),
    remedy=lambda _finding, asked: Remedy(
        Text("let the last instalments make up the amount", "调整最后各期使合计一致"),
        {"instalments": fitted(asked.instalments, asked.amount)},
    ),
    fen=True,
)
IN_TIME = ground(
    "grant.instalments_in_time",
    Stage.STATE,
    title=("the instalments lie within the days of the grant", "各期在批准日与有效期之间"),
    unmet=(
        "an instalment is due on {found}, outside the days of the grant",
        "{found} 到期的一期不在批准日与有效期之间",
    ),
    remedy=_move,
)
DUE = ground(
    "grant.due",
    Stage.STATE,
    title=("within the {required} that are due", "不超过已到期的 {required}"),
    unmet=("{found} is more than the {required} that are due", "{found} 超过已到期的 {required}"),
    remedy=lambda finding, _asked: Remedy(
        Text("wait until {d}", "自 {d} 起可支付").fill(d=finding.facts["until"]),
        {"on": finding.facts["until"]},
        wait_until=finding.facts["until"],
    ),
    fen=True,
    at_most=True,
)


def weigh_plan(checks: Checks, order: GrantRelief) -> None:
    """Stop if the instalments of a grant do not make it up, or lie outside its days (审查分期). Raises `Stopped`."""
    plan = order.instalments
    whole = sum(one.amount.fen for one in plan)
    if whole != order.amount.fen:
        checks.stop(WHOLE, order.amount.fen, whole)
    if plan[0].due < order.on:
        checks.stop(IN_TIME, found=plan[0].due)
    if order.expires is not None and order.expires < plan[-1].due:
        checks.stop(IN_TIME, found=plan[-1].due)


def weigh_due(checks: Checks, plan: tuple[Instalment, ...], paid: int, fen: int, on: date) -> None:
    """Stop if a payment, in fen, is more than what is due and not paid yet (审查到期). Raises `Stopped`.

    Once all is due, what the grant still holds is the limit.
    """
    due = due_by(plan, on) - paid
    if fen > due and on < plan[-1].due:
        until = next((one.due for one in plan if due_by(plan, one.due) >= paid + fen), plan[-1].due)
        checks.stop(DUE, max(due, 0), fen, until=until)
