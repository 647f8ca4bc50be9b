"""One way to provoke each error of purposes and restrictions, and each ground of gifts that go back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from community_charity.giving import CorrectDonation, RefundDonation
from community_charity.language import Text
from community_charity.matching import AnnounceMatching, Scope, SettleMatching
from community_charity.money import yuan
from community_charity.purposes import EDUCATION, RELIEF, Purpose
from community_charity.restrictions import Restriction
from community_charity.rules.matching import Pot, Ratio
from reproducers import caught, error, refusal
from sample import COUNCIL, FUND, LATER, ON, SOCIETY, book, case, grant, pay, receive

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision


def refund(**changes: Any) -> RefundDonation:
    usual: dict[str, Any] = {
        "key": "refund-1", "on": LATER, "donation": "gift-1", "amount": yuan(200), "why": "sent_twice",
    }  # fmt: skip
    return RefundDonation(**usual | changes)


def announce(**changes: Any) -> AnnounceMatching:
    usual: dict[str, Any] = {"key": "match-1", "source": SOCIETY, "pot": Pot(yuan(500), Ratio(1))}
    return AnnounceMatching(on=ON, approved_by=COUNCIL[:2], **usual | changes)


def settle() -> SettleMatching:
    return SettleMatching(key="settle-1", on=ON, matching="match-1")


@error("purpose.name", "a purpose named with its wider one", "连同上级一并书写的用途名称")
def purpose_with_a_slash() -> CharityError:
    return caught(lambda: Purpose("water/wells", of=RELIEF, title=Text("wells", "水井")))


@error("purpose.title", "a purpose whose title has one language", "仅有一种语言名称的用途")
def purpose_in_one_language() -> CharityError:
    return caught(lambda: Purpose("wells", of=RELIEF, title=Text("wells", "")))


@error("restriction.empty", "a restriction to nothing", "未作任何限定的限定用途")
def restriction_to_nothing() -> CharityError:
    return caught(Restriction)


@error("restriction.groups", "a group alone instead of a list", "人群未以列表给出")
def group_alone() -> CharityError:
    return caught(lambda: Restriction(groups="elderly"))


@error("restriction.place", "a place with a gap in its path", "路径有缺失的地区")
def place_with_a_gap() -> CharityError:
    return caught(lambda: Restriction(place="cn//hefei"))


@error("restriction.days", "a last day before the first", "限定用途的截止日早于起始日")
def last_day_before_the_first() -> CharityError:
    return caught(lambda: Restriction(since=ON, until=ON - timedelta(days=1)))


@error("case.purpose", "schooling as the purpose of an illness", "以就学为患病个案的用途")
def purpose_of_another_cause() -> CharityError:
    return caught(lambda: case(purpose=EDUCATION))


@refusal("donation.another_amount", "a correction to the amount that stands there", "更正为原金额")
def corrected_to_the_same() -> Decision:
    order = CorrectDonation(key="correct-1", on=ON, donation="gift-1", amount=yuan(200), reason="a slip")
    return book(receive()).decide(order)


@refusal("donation.refundable", "a refund of what is partly paid out", "退回已部分支出的捐赠")
def refund_of_what_is_spent() -> Decision:
    given = receive(only_for=Restriction(purposes=[RELIEF]))
    return book(given, grant(), pay(amount=yuan(50))).decide(refund())


@refusal("donation.unmatched", "a refund of a gift that was matched", "退回已获配捐的捐赠")
def refund_of_a_matched_gift() -> Decision:
    announced = announce(gifts=Scope([FUND]))
    return book(announced, receive(pool=FUND, only_for=[EDUCATION]), settle()).decide(refund())


@refusal("grant.in_its_time", "a payment after the last day of its money", "晚于资金使用期限的支付")
def paid_after_the_last_day() -> Decision:
    soon = receive(amount=yuan(300), only_for=Restriction(until=ON))
    return book(soon, grant()).decide(pay(on=ON + timedelta(days=1)))
