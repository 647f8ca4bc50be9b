"""Members' dues (会费): what members give of their own will, against no promise of a payout.

A society is mutual aid inside the community, not insurance: dues give no claim to relief, and nothing here looks at them
when relief is granted. They are traced like a gift, and stand among what the society received.

>>> RecordDues.ASKED.en
'record dues of {amount} for {year} in {society}'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

import attrs

from community_charity.book.orders import Command, Event, handles
from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import show
from community_charity.money import Money, positive_money
from community_charity.parties import OrganisationId, PartyId, organisation_id, party_id
from community_charity.pools import A_GIFT, CAPITAL_GIFTS, usable
from community_charity.societies.entries import enter
from community_charity.societies.members import member_of
from community_charity.societies.society import society_of

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

YEAR = declare(
    "dues.year",
    wanted=("a year from 1949 to 9999, as a whole number", "1949至9999之间的整数年份"),
    do=("give for example year=2025", "例如 year=2025"),
)
FREELY = declare(
    "dues.freely",
    wanted=("freely as True, False, or None if not known", "freely 为 True、False，不详时为 None"),
    do=("read it off the charter or the member's slip", "请依章程或会员缴费单填写"),
)
_FIRST: Final = 1949
_LAST: Final = 9999


def _year(value: int) -> int:
    if type(value) is not int or not _FIRST <= value <= _LAST:
        raise Malformed(YEAR, given=shown(value))
    return value


def _freely(value: bool | None) -> bool | None:
    if value is not None and type(value) is not bool:
        raise Malformed(FREELY, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class RecordDues(Command):
    """Record what a member pays in for a year (缴纳会费), as `Money`. It becomes `DuesRecorded`. Raises `Malformed`.

    ``freely``: paid of the member's own will and against no promise of a payout; ``None`` if nobody has said so yet.

    >>> from datetime import date
    >>> order = RecordDues(  # invented
    ...     key="dues-1", on=date(2025, 4, 1), society="v-1", member="p-60", amount=Money(50_00), year=2025, freely=True
    ... )
    >>> order.asked().zh
    '登记 v-1 2025年度会费 ¥50.00'
    """

    ASKED: ClassVar[Text] = Text(
        "record dues of {amount} for {year} in {society}", "登记 {society} {year}年度会费 {amount}"
    )

    society: OrganisationId = attrs.field(converter=organisation_id)
    member: PartyId = attrs.field(converter=party_id, repr=False)
    amount: Money = attrs.field(converter=positive_money)
    year: int = attrs.field(converter=_year)
    freely: bool | None = attrs.field(default=None, converter=_freely)


@attrs.frozen
class DuesRecorded(Event[RecordDues]):
    """A member's dues came in (会费已缴纳)."""


VOLUNTARY = ground(
    "dues.voluntary",
    Stage.AUTHORITY,
    title=("given freely, and against no promise of a payout", "自愿缴纳，且未承诺给付"),
    unmet=("given freely, and against no promise of a payout: {found}", "自愿缴纳且未承诺给付：{found}"),
    figures=("mutual_aid_within_community",),
    remedy=show("the society's charter on dues, or the member's slip", "互助社章程的会费条款或会员缴费单"),
)


def _apply(state: State, event: DuesRecorded) -> None:
    order = event.command
    enter(state, order.key, order.society, order.amount, order.on)


@handles(RecordDues, apply=_apply)
def _decide(state: State, order: RecordDues, _law: LawInForce, checks: Checks) -> DuesRecorded:
    society_of(state, order.society, order.on, checks)
    member_of(state, order.society, order.member, order.on, checks)
    usable(state, order.society, order.on, checks)
    state.absent(CAPITAL_GIFTS, order.key, A_GIFT, checks)
    checks.weigh(VOLUNTARY, order.freely, found=order.freely)
    return DuesRecorded(len(state.events), order)
