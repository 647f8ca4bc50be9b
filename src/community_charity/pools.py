"""What all pools of money have in common (资金池): who decides, what it may pay, its floor, and whether it is at work.

A mutual-aid society and a community charity fund are pools. A pool knows neither cases nor gifts.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

import attrs

from community_charity.book.orders import Table
from community_charity.book.state import EXISTS
from community_charity.capital import capital_gift
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import OrganisationId, PersonId
from community_charity.purposes import (
    ACCIDENT,
    DEATH_IN_FAMILY,
    DISASTER,
    EDUCATION,
    ILLNESS,
    OTHER_HARDSHIP,
    Purpose,
)
from community_charity.rules.ceilings import PoolKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from community_charity.book.purses import Purse, PurseKey
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.money import Money
    from community_charity.restrictions import Use


class Cause(Enum):
    """Why a household needs help (救助事由). ``Cause("illness")`` looks one up.

    >>> Cause("illness").text.zh
    '患病'
    """

    ILLNESS = "illness"
    ACCIDENT = "accident"
    DISASTER = "disaster"
    EDUCATION = "education"
    DEATH_IN_FAMILY = "death_in_family"
    OTHER_HARDSHIP = "other_hardship"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def purpose(self) -> Purpose:
        """The purpose that relief for this cause serves (对应用途).

        >>> Cause.ILLNESS.purpose.code
        'relief/illness'
        """
        return _PURPOSES[self]

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return self.purpose.text


_PURPOSES = {
    Cause.ILLNESS: ILLNESS,
    Cause.ACCIDENT: ACCIDENT,
    Cause.DISASTER: DISASTER,
    Cause.EDUCATION: EDUCATION,
    Cause.DEATH_IN_FAMILY: DEATH_IN_FAMILY,
    Cause.OTHER_HARDSHIP: OTHER_HARDSHIP,
}

SEVERAL = declare(
    "pool.purposes",
    wanted=("at least one Purpose or Cause", "至少一个 Purpose（用途）或 Cause（救助事由）"),
    do=("give for example [Cause.ILLNESS, purposes.COMMUNITY]", "例如 [Cause.ILLNESS, purposes.COMMUNITY]"),
)


def purposes(value: Iterable[Purpose | Cause]) -> frozenset[Purpose]:
    """Check a set of purposes (用途清单): at least one; a `Cause` stands for its purpose. Raises `Malformed`.

    >>> purposes([Cause.ILLNESS, Cause.ILLNESS])
    frozenset({<Purpose relief/illness>})
    """
    if not isinstance(value, list | tuple | set | frozenset) or not value:
        raise Malformed(SEVERAL, given=shown(value))
    return frozenset(map(purpose, value))


def purpose(value: Purpose | Cause) -> Purpose:
    """Check a purpose (用途); a `Cause` stands for its own. Raises `Malformed`.

    >>> purpose(Cause.ILLNESS)
    <Purpose relief/illness>
    """
    if isinstance(value, Cause):
        return value.purpose
    if not isinstance(value, Purpose):
        raise Malformed(SEVERAL, given="something that is neither")
    return value


class Standing(Enum):
    """Whether a pool is at work (资金池状态). ``Standing("rectifying")`` looks one up.

    >>> Standing("rectifying").text.zh
    '整改中'
    """

    ACTIVE = "active"
    RECTIFYING = "rectifying"
    TERMINATED = "terminated"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.ACTIVE: Text("active", "运行中"),
    Standing.RECTIFYING: Text("being rectified", "整改中"),
    Standing.TERMINATED: Text("terminated", "已终止"),
}


class Step(Enum):
    """A step that a pool takes before it grants relief (救助程序步骤). ``Step("notice")`` looks one up.

    >>> [step.text.zh for step in Step]
    ['入户调查', '评议', '公示']
    """

    INVESTIGATION = "investigation"
    REVIEW = "review"
    NOTICE = "notice"

    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STEPS[self]


_STEPS = {
    Step.INVESTIGATION: Text("investigation", "入户调查"),
    Step.REVIEW: Text("panel review", "评议"),
    Step.NOTICE: Text("public notice", "公示"),
}


@attrs.frozen
class Pool:
    """A pool as the book keeps it (资金池).

    ``purposes`` are what it may pay for; ``deciders`` form its panel; ``managers`` are those whose relatives it may not help at all (a
    charity's), empty for a society, where an interested member only steps aside. ``floor`` is in
    fen: the pool never falls below it. ``holder`` is the body behind it, which gives the receipts: of an account whose it
    is, of a fund its host, of a society itself; ``None`` if there is none, or nobody knows. ``since`` is the day from which
    it may be used, ``steps`` what it has bound itself to before it grants relief.

    >>> pool = Pool("village-1", deciders=frozenset({PersonId("p-1")}), purposes=frozenset({ILLNESS}))  # invented
    >>> pool.floor, pool.serves(ILLNESS), pool.serves(EDUCATION)
    (0, True, False)
    """

    id: str
    deciders: frozenset[PersonId]
    purposes: frozenset[Purpose]
    floor: int = 0
    managers: frozenset[PersonId] = frozenset()
    holder: OrganisationId | None = None
    kind: PoolKind = attrs.field(default=PoolKind.ACCOUNT, kw_only=True)
    since: date | None = attrs.field(default=None, kw_only=True)
    standing: Standing = attrs.field(default=Standing.ACTIVE, kw_only=True)
    steps: frozenset[Step] = attrs.field(default=frozenset(), kw_only=True)

    _asked: dict[Purpose, bool] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def serves(self, purpose: Purpose) -> bool:
        """Tell whether the pool may pay for a purpose (是否符合宗旨)."""
        known = self._asked.get(purpose)
        if known is None:  # asked for every grant: once for each purpose is enough
            known = self._asked[purpose] = any(purpose.within(wider) for wider in self.purposes)
        return known


POOLS: Table[str, Pool] = Table("pools")
CAPITAL_GIFTS: Table[str, str] = Table("gifts that are start-up capital, and the pool of each")
WHAT = Text("pool", "资金池")
A_GIFT = Text("gift", "捐赠")


OPENED = ground(
    "pool.opened",
    Stage.STATE,
    title=("{pool} is open since {since}", "{pool} 自 {since} 起运行"),
    unmet=("{found} is before {pool} was opened on {since}", "{found} 早于 {pool} 的设立日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
ACTIVE = ground(
    "pool.active",
    Stage.STATE,
    title=("{pool} is active", "{pool} 正常运行"),
    unmet=("{pool} is not active: {found}", "{pool} 未正常运行：{found}"),
)


def usable(state: State, pool: str, on: date, checks: Checks) -> Pool:
    """Give a pool that may take in and promise money that day (可用资金池): in the book, open by then, and active.

    Raises `Stopped`. Paying what was promised before, and giving gifts back, ask for less.

    >>> from datetime import date
    >>> from community_charity.book.state import State
    >>> from community_charity.law.decision import Checks
    >>> state, checks = State(), Checks()
    >>> state.of(POOLS)["village-1"] = Pool("village-1", frozenset(), frozenset(), since=date(2025, 3, 13))
    >>> usable(state, "village-1", date(2025, 3, 13), checks).id
    'village-1'
    """
    row = state.found(POOLS, pool, WHAT, checks)
    if row.since is not None and on < row.since:
        checks.stop(OPENED, found=on, pool=pool, since=row.since)
    if row.standing is not Standing.ACTIVE:
        checks.stop(ACTIVE, found=row.standing, pool=pool)
    return row


def new_names(state: State, pool: str, sources: Iterable[str], checks: Checks) -> None:
    """Stop if start-up capital would be traced under the name of a gift in the book already (编号未被占用).

    Raises `Stopped`.
    """
    for gift in (capital_gift(pool, source) for source in sources):
        if gift in state.events or gift in state.of(CAPITAL_GIFTS):
            checks.stop(EXISTS, what=A_GIFT, id=gift)


def take_in(state: State, pool: str, sources: Mapping[str, Money]) -> None:
    """Open a pool's purse and put its start-up capital in (存入启动资金), a gift from each source. Apply only.

    >>> from community_charity.book.state import State
    >>> from community_charity.money import yuan
    >>> state = State()
    >>> take_in(state, "village-1", {"donors": yuan(1)})
    >>> state.purse("village-1", None).gifts()
    ('village-1/donors',)
    """
    purse = state.purse(pool, None)
    for source, amount in sources.items():
        gift = capital_gift(pool, source)
        purse.receive(gift, amount.fen)
        state.of(CAPITAL_GIFTS)[gift] = pool


def open_pool(state: State, pool: Pool, sources: Mapping[str, Money] | None = None) -> None:
    """Enter a pool in the book with its purse and start-up capital (设立资金池). Apply only.

    >>> from community_charity.book.state import State
    >>> state = State()
    >>> open_pool(state, Pool("village-1", frozenset(), frozenset()))
    >>> state.of(POOLS)["village-1"].id, state.purse("village-1", None).free
    ('village-1', 0)
    """
    state.of(POOLS)[pool.id] = pool
    take_in(state, pool.id, sources or {})


def spare_of(state: State, purse: Purse) -> int:
    """Give what a purse may let go, in fen: free money above what its pool keeps (可动用余额).

    >>> from community_charity.book.purses import Purse
    >>> from community_charity.book.state import State
    >>> from community_charity.pools import Pool
    >>> state = State()
    >>> state.of(POOLS)["village-1"] = Pool("village-1", frozenset(), frozenset(), floor=100)
    >>> state.purse("village-1", None).receive("gift-1", 300)
    >>> spare_of(state, state.purses["village-1", None])
    200
    """
    floor = state.of(POOLS)[purse.pool].floor if purse.restriction is None else 0
    return max(purse.free - floor, 0)


Parts: TypeAlias = "tuple[tuple[PurseKey, int], ...]"
"""What is drawn from which purse, in fen, in the order of drawing (各账户支取额)."""


def choose(state: State, pool: Pool, use: Use | None, fen: int) -> tuple[Parts, int]:
    """Choose the purses that pay for a use: restricted money first, the pool's floor kept (选择账户).

    Gives what each pays, in fen, and how much there is in all. ``use`` is not looked at in a pool without restricted
    money. Less than asked for comes back if there is not enough.

    >>> from community_charity.book.state import State
    >>> state, pool = State(), Pool("village-1", frozenset(), frozenset(), floor=100)
    >>> state.purse("village-1", None).receive("gift-1", 300)
    >>> choose(state, pool, None, 50), choose(state, pool, None, 500)
    ((((('village-1', None), 50),), 200), (((('village-1', None), 200),), 200))
    """
    parts: list[tuple[PurseKey, int]] = []
    spare = 0
    for purse in state.admitting(pool.id, use):
        free = purse.free - (pool.floor if purse.restriction is None else 0)
        if free > 0:
            spare += free
            if (part := min(free, fen)) > 0:
                parts.append(((pool.id, purse.restriction), part))
                fen -= part
    return tuple(parts), spare
