"""When a pool's money does not cover what its panel approved (资金不足时的救助分配).

The panel takes approved reviews together and shares what there is by a named rule of `community_charity.rules.rationing`.
What each may be granted from then on is its share; a share is a limit, not a promise: no money is held for it. Rationing
the same reviews again replaces their shares, when more money has come in.

>>> RationRelief.ASKED.zh
'由 {pool} 按“{rule}”分配救助资金'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, handles
from community_charity.errors import Malformed, choice, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.money import Money, positive_money
from community_charity.organisations import people
from community_charity.parties import PersonId, opaque_id
from community_charity.pools import spare_of, usable
from community_charity.relief.authority import interested_in
from community_charity.relief.files import open_case
from community_charity.relief.reviews import OF_THIS, REVIEWS, live_review
from community_charity.rules.rationing import Rationing, share_out
from community_charity.rules.rationing.claims import TERMS
from community_charity.rules.relief import room

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.pools import Pool
    from community_charity.relief.files import CaseFile
    from community_charity.relief.reviews import Review

BATCH = declare(
    "rationing.reviews",
    wanted=("the keys of at least one review, each once", "至少一项评议的编号，不重复"),
    do=('give ["review-1", "review-2"]', '写作 ["review-1", "review-2"]'),
)

# --- commands, events ----------------------------------------------------------------------------


def _reviews(value: Iterable[str]) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(BATCH, given=shown(value))
    keys = tuple(map(opaque_id, value))
    if not keys or len(set(keys)) < len(keys):
        raise Malformed(BATCH, given=Text("{n} keys", "{n}个编号").fill(n=len(keys)))
    return tuple(sorted(keys))  # in whatever order they are listed, it is the same order


def _rule(value: Rationing | str) -> Rationing:
    return choice(value, Rationing)


def _optional_money(value: Money | None) -> Money | None:
    return None if value is None else positive_money(value)


@attrs.frozen(kw_only=True)
class RationRelief(Command):
    """Share a pool's money out among approved cases that ask for more than there is (分配救助资金).

    ``reviews`` are the keys of the `ReviewCase` orders, ``estate`` is what is shared out, `Money`: ``None`` for all free
    money of the pool that may serve every one of the cases. A case claims what its panel approved, and no more than its
    proved need that is left. By priority urgent cases come first, then those whose need is proved; the weights are the
    proved needs that are left; the lottery asks for a ``seed``, which should be fixed before the reviews are known.
    ``approved_by`` are those of the panel who agreed. Recorded it becomes `Rationed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = RationRelief(  # invented
    ...     key="ration-1", on=date(2025, 3, 13), pool="v-1", reviews=["r-2", "r-1"], rule="talmud", approved_by=["p-1"]
    ... )
    >>> order.asked().en, order.reviews
    ('share out relief of v-1: equal awards up to half of each claim, equal losses beyond', ('r-1', 'r-2'))
    """

    ASKED: ClassVar[Text] = Text("share out relief of {pool}: {rule}", "由 {pool} 按“{rule}”分配救助资金")

    pool: str = attrs.field(converter=opaque_id)
    reviews: tuple[str, ...] = attrs.field(converter=_reviews)
    rule: Rationing = attrs.field(converter=_rule)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)
    estate: Money | None = attrs.field(default=None, converter=_optional_money)
    seed: int | None = None

    def __attrs_post_init__(self) -> None:
        if (type(self.seed) is int) is not (self.rule is Rationing.LOTTERY) or type(self.seed) not in (int, type(None)):
            raise Malformed(TERMS, given=shown(self.seed))

    def asked(self) -> Text:
        """Say what is ordered (事项)."""
        return self.ASKED.fill(pool=self.pool, rule=self.rule.text)


@attrs.frozen
class Rationed(Event[RationRelief]):
    """Relief was shared out (救助资金已分配): ``estate`` was shared, ``shares`` is what each review may be granted, as `Money`."""

    estate: Money
    shares: tuple[tuple[str, Money], ...]


# --- rules ---------------------------------------------------------------------------------------


def _no_more_than(finding: Finding, _asked: Any) -> Remedy | None:
    if not finding.required:
        return None
    return Remedy(Text("share out {m}", "分配 {m}").fill(m=finding.required), {"estate": finding.required})


SHORT = ground(
    "rationing.short",
    Stage.STATE,
    title=("the claims are more than there is to share", "申请额超过可分配额"),
    unmet=(
        "{required} covers all that is claimed, {found}: grant it as reviewed",
        "{required} 足以支付全部申请额 {found}，按评议批准即可",
    ),
    fen=True,
)
ESTATE = ground(
    "rationing.estate",
    Stage.MONEY,
    title=("the pool has {required} that may serve each of these cases", "资金池可用于上述各个案的余额为 {required}"),
    unmet=(
        "the pool has {required} that may serve each of these cases; {found} cannot be shared out",
        "资金池可用于上述各个案的余额为 {required}，不能分配 {found}",
    ),
    remedy=_no_more_than,
    fen=True,
    at_most=True,
)
NEEDS = ground(
    "rationing.needs_proved",
    Stage.NEED,
    title=("the need of each case is proved", "各个案需要均已核实"),
    unmet=("cases whose need is not known: {found}", "尚有{found}件个案的需要不详"),
    remedy=lambda _finding, _asked: Remedy(
        Text("record what insurance and medical assistance paid", "先记录医保与医疗救助的支付情况"), first="RecordAid"
    ),
)

# --- deciding and applying -----------------------------------------------------------------------


def _need_left(file: CaseFile) -> int | None:
    proved, _ = file.needs
    return None if proved is None else room(proved, file.granted)


def _claim(review: Review, file: CaseFile) -> int:
    approved, left = review.event.command.amount.fen, _need_left(file)
    return approved if left is None else min(approved, left)


def _class(file: CaseFile) -> int:
    """Urgent cases first, then those whose need is proved."""
    return 0 if file.case.urgent else 1 if file.needs[0] is not None else 2


def _spare(state: State, pool: Pool, files: Iterable[CaseFile], order: RationRelief) -> int:
    """Give the free money that may serve every one of the cases, in fen: what only some may have is left to them."""
    uses = [file.case.use(order.on) for file in files]
    free = state.purses.get((pool.id, None))
    fitting = [p for p in state.restricted.get(pool.id, ()) if all(p.restriction.admits(use) for use in uses)]  # type: ignore[union-attr] # restricted
    return sum(spare_of(state, purse) for purse in (*fitting, free) if purse is not None)


def _apply(state: State, event: Rationed) -> None:
    reviews = state.of(REVIEWS)
    for key, share in event.shares:
        reviews[key] = reviews[key]._replace(share=share.fen)


@handles(RationRelief, apply=_apply)
def _decide(state: State, order: RationRelief, law: LawInForce, checks: Checks) -> Rationed:
    pool = usable(state, order.pool, order.on, checks)
    reviews = {key: live_review(state, key, order.on, checks) for key in order.reviews}
    if any(review.event.command.pool != pool.id for review in reviews.values()):
        checks.stop(OF_THIS)
    files = {key: open_case(state, order, checks, one.event.command.case) for key, one in reviews.items()}
    interested = frozenset().union(*(interested_in(state, file.case.household, order.on) for file in files.values()))
    weigh_approval(checks, pool, order.approved_by, law, interested)
    claims = {key: _claim(review, files[key]) for key, review in reviews.items()}
    spare = _spare(state, pool, files.values(), order)
    estate = spare if order.estate is None else order.estate.fen
    if all(review.share is None for review in reviews.values()) and sum(claims.values()) <= estate:
        checks.weigh(SHORT, holds=False, required=estate, found=sum(claims.values()))
    if order.rule is Rationing.WEIGHTED and (unknown := sum(file.needs[0] is None for file in files.values())):
        checks.weigh(NEEDS, None, None, unknown)
    checks.weigh(ESTATE, 0 < estate <= spare, spare, estate)
    checks.settle()
    shares = share_out(order.rule, claims, estate, **_terms(order, files))
    return Rationed(len(state.events), order, Money(estate), tuple((key, Money(fen)) for key, fen in shares.items()))


def _terms(order: RationRelief, files: dict[str, CaseFile]) -> dict[str, Any]:
    """Give what the rule asks for besides claims; who needs nothing more claims nothing, whatever the weight."""
    if order.rule is Rationing.PRIORITY:
        return {"classes": {key: _class(file) for key, file in files.items()}}
    if order.rule is Rationing.WEIGHTED:
        return {"weights": {key: _need_left(file) or 1 for key, file in files.items()}}
    return {"seed": order.seed}
