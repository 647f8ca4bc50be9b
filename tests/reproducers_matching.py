"""One way to provoke each error of matching."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.calendar import Period
from community_charity.matching import AnnounceMatching, CancelMatching, ReturnMatch, Scope, SettleMatching, matches_of
from community_charity.money import yuan
from community_charity.pools import Cause
from community_charity.rules.matching import Gift, Pot, ProRata, Ratio
from reproducers import caught, error, refusal
from sample import COUNCIL, FUND, ON, SOCIETY, book, from_fund, receive

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

POT = Pot(yuan(500), Ratio(1))
EVE = ON - timedelta(days=1)


def announce(pot: Pot = POT, **changes: Any) -> AnnounceMatching:
    usual: dict[str, Any] = {"key": "match-1", "source": SOCIETY, "gifts": Scope([FUND]), "approved_by": COUNCIL[:2]}
    return AnnounceMatching(on=ON, pot=pot, **usual | changes)


def settle(on: date = ON) -> SettleMatching:
    return SettleMatching(key="settle-1", on=on, matching="match-1")


def give_back(key: str = "return-1", on: date = ON) -> ReturnMatch:
    return ReturnMatch(key=key, on=on, settlement="settle-1", gift="gift-1")


def cancel(on: date = ON) -> CancelMatching:
    return CancelMatching(key="cancel-1", on=on, matching="match-1", reason="came back")


def a_gift() -> Command:
    return receive(pool=FUND, only_for=[Cause.ILLNESS])


def matched(*more: Command) -> Book:
    return book(announce(), a_gift(), settle(), *more)


@error("matching.ratio", "a match of half, as a float", "以浮点数表示的配捐比例")
def half_as_a_float() -> CharityError:
    return caught(lambda: Ratio(0.5))  # type: ignore[arg-type] # the mistake to show


@error("matching.share", "a pot that bears all of it", "由资金池承担全部")
def all_of_it() -> CharityError:
    return caught(lambda: Ratio.of_total(Fraction(1)))


@error("matching.rule", "a pot with a number for its rule", "以数字代替配捐规则")
def a_number_for_a_rule() -> CharityError:
    return caught(lambda: Pot(yuan(100), 2))  # type: ignore[arg-type] # the mistake to show


@error("matching.gift_twice", "a gift that is listed twice", "同一笔捐赠列出两次")
def gift_listed_twice() -> CharityError:
    gift = Gift("g-1", "p-1", yuan(10), "well")
    return caught(lambda: Pot(yuan(100), Ratio(1)).match([gift, gift]))


@error("matching.undated", "a gift without a day, for a pot with a window", "设有时段的资金池中未注明日期的捐赠")
def gift_without_a_day() -> CharityError:
    pot = Pot(yuan(100), Ratio(1), window=Period.month(2026, 9))
    return caught(lambda: pot.match([Gift("g-1", "p-1", yuan(10), "well")]))


@error("matching.pools", "gifts of no pool", "未列资金池的配捐范围")
def gifts_of_no_pool() -> CharityError:
    return caught(lambda: Scope([]))


@error("matching.guaranteed_beyond", "a guarantee beyond the budget", "保底金额超过预算")
def guaranteed_beyond_the_budget() -> CharityError:
    return caught(lambda: announce(guaranteed=yuan(501)))


@error("matching.unknown", "the matches of what is no matching", "查询不存在的配捐")
def matches_of_nothing() -> CharityError:
    return caught(lambda: matches_of(book(), "match-1"))


@refusal("matching.in_time", "a matching announced when its days are over", "时段结束后才宣布的配捐")
def announced_too_late() -> Decision:
    return book().decide(announce(Pot(yuan(500), Ratio(1), window=Period(EVE, EVE))))


@refusal("matching.guaranteed", "a guarantee of more than there is", "保底金额超过可用余额")
def guaranteed_without_money() -> Decision:
    return book().decide(announce(Pot(yuan(90_000), Ratio(1)), guaranteed=yuan(40_000)))


@refusal("matching.open", "a matching settled after it was called off", "撤销后结算的配捐")
def settled_after_all() -> Decision:
    return book(announce(), cancel()).decide(settle())


@refusal("matching.not_before", "a matching called off before it was announced", "早于宣布日的配捐撤销")
def called_off_on_the_eve() -> Decision:
    return book(announce()).decide(cancel(on=EVE))


@refusal("matching.relied_on", "a matching called off when a gift has come in", "已有捐赠到账后撤销配捐")
def called_off_too_late() -> Decision:
    return book(announce(), a_gift()).decide(cancel())


@refusal("matching.over", "a proportional matching settled on its last day", "在时段末日结算按比例配捐")
def settled_on_the_last_day() -> Decision:
    pot = Pot(yuan(500), Ratio(1), short=ProRata(), window=Period(ON, ON))
    return book(announce(pot), a_gift()).decide(settle())


@refusal("match.stands", "a match given back twice", "同一配捐退回两次")
def given_back_twice() -> Decision:
    return matched(give_back()).decide(give_back("return-2"))


@refusal("match.free", "a match given back while its money is promised", "资金已占用时退回配捐")
def promised_and_given_back() -> Decision:
    return matched(from_fund()).decide(give_back())
