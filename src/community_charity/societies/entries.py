"""Money that comes into a society other than as a gift (互助社其他入账), and taking back what was entered wrongly.

>>> ReverseEntry.ASKED.en
'reverse entry {entry}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.capital import capital_gift
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.parties import OrganisationId, opaque_id
from community_charity.pools import CAPITAL_GIFTS, spare_of

if TYPE_CHECKING:
    from datetime import date

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.money import Money


class Entry(NamedTuple):
    """Money that came in, as the book keeps it (入账): under which name it is traced, and the source of capital, if it is.

    >>> from datetime import date
    >>> Entry("village-1", "dues-1", 50_00, date(2025, 4, 1)).source is None
    True
    """

    society: OrganisationId
    gift: str
    fen: int
    on: date
    source: str | None = None
    ended: bool = False


ENTRIES: Table[str, Entry] = Table("dues and top-ups of societies")
WHAT = Text("entry", "入账")


def top_up_gift(society: str, source: str, key: str) -> str:
    """Give the name under which a top-up is traced (补充资金的追溯编号): of its source, and its own.

    >>> top_up_gift("village-1", "donors", "top-up-1")
    'village-1/donors/top-up-1'
    """
    return f"{capital_gift(society, source)}/{key}"


def enter(state: State, key: str, society: OrganisationId, amount: Money, on: date, source: str | None = None) -> None:
    """Put money in a society's purse, traced by its order, or by its source if it is capital (入账). Apply only."""
    gift = key if source is None else top_up_gift(society, source, key)
    state.purse(society, None).receive(gift, amount.fen)
    if source is not None:
        state.of(CAPITAL_GIFTS)[gift] = society
    state.of(ENTRIES)[key] = Entry(society, gift, amount.fen, on, source)


# --- commands, events ----------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class ReverseEntry(Command):
    """Take back the entry of dues or of a top-up that never came in (冲销入账): every sum is as if it had not been entered.

    ``entry`` is the key of its `RecordDues` or `TopUp`; nothing of it may have been paid out. It becomes
    `EntryReversed`. Raises `Malformed`.

    >>> from datetime import date
    >>> order = ReverseEntry(key="reverse-1", on=date(2025, 4, 2), entry="dues-1", reason="entered twice")
    >>> order.asked().zh
    '冲销入账 dues-1'
    """

    ASKED: ClassVar[Text] = Text("reverse entry {entry}", "冲销入账 {entry}")

    entry: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)


@attrs.frozen
class EntryReversed(Event[ReverseEntry]):
    """An entry was taken back (入账已冲销)."""


# --- rules ---------------------------------------------------------------------------------------

LIVE = ground(
    "entry.live",
    Stage.STATE,
    title=("the entry was not reversed before", "该入账此前未冲销"),
    unmet=("the entry was reversed before", "该入账此前已冲销"),
)
NOT_BEFORE = ground(
    "entry.not_before",
    Stage.STATE,
    title=("not before the money came in", "不早于入账日"),
    unmet=("{found} is before the money came in on {since}", "{found} 早于入账日 {since}"),
    remedy=lambda finding, _asked: Remedy(
        Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
        {"on": finding.facts["since"]},
        wait_until=finding.facts["since"],
    ),
)
UNSPENT = ground(
    "entry.unspent",
    Stage.MONEY,
    title=("all {required} of it are there, unspent and not promised", "其 {required} 均未支出或占用"),
    unmet=(
        "only {found} of its {required} are there, unspent and not promised",
        "{required} 中仅 {found} 未支出或占用",
    ),
    remedy=lambda _finding, _asked: Remedy(
        Text("take back first what was done with the money", "先撤回该款项的后续使用")
    ),
    fen=True,
)

# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: EntryReversed) -> None:
    row = state.of(ENTRIES)[event.command.entry]
    state.purses[row.society, None].correct(row.gift, row.fen)
    state.of(ENTRIES)[event.command.entry] = row._replace(ended=True)


@handles(ReverseEntry, apply=_apply)
def _decide(state: State, order: ReverseEntry, _law: LawInForce, checks: Checks) -> EntryReversed:
    row = state.found(ENTRIES, order.entry, WHAT, checks)
    if row.ended:
        checks.stop(LIVE)
    if order.on < row.on:
        checks.stop(NOT_BEFORE, found=order.on, since=row.on)
    purse = state.purses[row.society, None]
    there = min(purse.unspent(row.gift), spare_of(state, purse))
    if there < row.fen:
        checks.weigh(UNSPENT, holds=False, required=row.fen, found=there)
    return EntryReversed(len(state.events), order)
