"""One way to provoke each error and each refusal of changed purposes, surpluses, and spending that is no relief."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from community_charity.flows.spending import ReverseSpending, Spend
from community_charity.giving.changes import ChangePurpose, TransferSurplus
from community_charity.money import yuan
from community_charity.organisations import RecordTie
from community_charity.pools import Cause
from community_charity.purposes import CULTURE, EDUCATION, GENERAL, ILLNESS
from community_charity.restrictions import Restriction
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from community_charity.ties import Tie, TieKind
from reproducers import caught, error, refusal
from sample import COMMITTEE, FUND, LATER, ON, SOCIETY, book, establish, fund, grant, people, receive

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

ILL = Restriction(purposes=[ILLNESS])
SCHOOL = Restriction(purposes=[EDUCATION])
CONSENT = UseChange("change-1", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=True)


def change(**changes: Any) -> ChangePurpose:
    """Give the order to change what the usual gift, restricted to illness, is for, with changes."""
    usual: dict[str, Any] = {
        "key": "change-1",
        "on": LATER,
        "pool": SOCIETY,
        "donations": ["gift-1"],
        "only_for": ILL,
        "to": SCHOOL,
        "change": CONSENT,
    }
    return ChangePurpose(**(usual | changes))


def surplus(**changes: Any) -> TransferSurplus:
    """Give the order to put what is left for illness to education, with changes."""
    usual: dict[str, Any] = {
        "key": "surplus-1",
        "on": LATER,
        "pool": SOCIETY,
        "only_for": ILL,
        "to": SCHOOL,
        "settled": False,
        "published": True,
    }
    return TransferSurplus(**(usual | changes))


def spend(**changes: Any) -> Spend:
    """Give the order to spend money of the fund on illness in general, with changes."""
    usual: dict[str, Any] = {
        "key": "spend-1",
        "on": ON,
        "pool": FUND,
        "amount": yuan(300),
        "purpose": Cause.ILLNESS,
        "approved_by": COMMITTEE[:3],
    }
    return Spend(**(usual | changes))


def undo(**changes: Any) -> ReverseSpending:
    """Give the order to reverse that spending, with changes."""
    usual: dict[str, Any] = {"key": "undo-1", "on": LATER, "spending": "spend-1", "reason": "came back"}
    return ReverseSpending(**(usual | changes))


GIVEN = receive(amount=yuan(200), only_for=ILL)


@error("change.gifts", "a change of no gift", "未列出捐赠的用途变更")
def change_of_nothing() -> CharityError:
    return caught(lambda: change(donations=[]))


@refusal("change.something_else", "a change to what it is already", "变更后用途与原用途相同")
def change_to_the_same() -> Decision:
    return book(GIVEN).decide(change(to=ILL))


@refusal("change.something_left", "a change of a gift that was changed before", "已变更的捐赠再次变更")
def change_of_what_is_gone() -> Decision:
    return book(GIVEN, change()).decide(change(key="change-2"))


@refusal("change.not_promised", "a change of money that is promised", "已被占用资金的用途变更")
def change_of_what_is_promised() -> Decision:
    return book(GIVEN, grant(amount=yuan(150))).decide(change())


@refusal("surplus.as_settled", "a surplus used otherwise than agreed", "未按约定处理的剩余财产")
def surplus_against_the_agreement() -> Decision:
    return book(GIVEN).decide(surplus(settled=True, as_settled=False))


@refusal("surplus.similar", "what was given for illness goes to culture", "患病救助的剩余财产用于文化活动")
def surplus_for_something_else() -> Decision:
    wide = establish(fund(id="wide-fund", purposes=[GENERAL]), key="establish-2")
    made = book(wide, receive(amount=yuan(200), pool="wide-fund", only_for=ILL))
    return made.decide(surplus(pool="wide-fund", to=Restriction(purposes=[CULTURE])))


@refusal("surplus.published", "a surplus whose use nobody is told", "未公开的剩余财产使用")
def surplus_in_silence() -> Decision:
    return book(GIVEN).decide(surplus(published=False))


@refusal("approval.panel", "approved by strangers", "由无权者批准")
def approved_by_strangers() -> Decision:
    return book().decide(spend(approved_by=people("x-1", "x-2", "x-3")))


@refusal("approval.majority", "approved by two of five", "五人中仅两人同意")
def approved_by_too_few() -> Decision:
    return book().decide(spend(approved_by=COMMITTEE[:2]))


@refusal("approval.recused", "a member's sister is paid", "收款方为决定者近亲属")
def approved_for_a_sister() -> Decision:
    tie = RecordTie(key="tie-9", on=ON, tie=Tie(COMMITTEE[0], people("x-9")[0], TieKind.SIBLING))
    return book(tie).decide(spend(payee="x-9", approved_by=COMMITTEE[:4]))


@refusal("spending.purpose", "culture, from a fund for illness", "由患病救助基金支出文化活动")
def spent_on_something_else() -> Decision:
    return book().decide(spend(purpose=CULTURE))


@refusal("spending.money", "more than there is", "超过可用余额")
def spent_too_much() -> Decision:
    return book().decide(spend(amount=yuan("5000.01")))


@refusal("spending.live", "a payment that comes back twice", "同一支出冲销两次")
def spending_reversed_twice() -> Decision:
    return book(spend(), undo()).decide(undo(key="undo-2"))


@refusal("spending.not_before", "a payment that comes back before it was made", "冲销早于支出")
def spending_reversed_too_early() -> Decision:
    return book(spend()).decide(undo(on=ON - timedelta(1)))


@refusal("surplus.something_left", "a surplus of nothing", "没有剩余的剩余财产")
def surplus_of_nothing() -> Decision:
    return book(GIVEN).decide(surplus(only_for=Restriction(project="wells")))
