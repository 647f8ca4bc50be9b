"""One way to provoke each error and each ground of accounts, transfers, fees and chains. Every body is invented."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from community_charity.flows import (
    Account,
    AccountRole,
    AgreeChain,
    AgreeFees,
    Chain,
    ChargeFee,
    FeeKind,
    FeeTerms,
    OpenAccount,
    PassOn,
    ReverseFee,
    ReverseTransfer,
    TransferFunds,
    chain_statement,
)
from community_charity.money import Money
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.restrictions import Restriction
from reproducers import caught, error, refusal
from sample import CHARITY, ON, SOCIETY, book, receive

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

PANEL = (PersonId("p-1"), PersonId("p-2"))
EARLIER = ON - timedelta(days=1)
TENTH = Fraction(1, 10)


def opened(identity: str, **changes: Any) -> OpenAccount:
    usual: dict[str, Any] = {"holder": OrganisationId(CHARITY), "role": AccountRole.CHARITY, "deciders": PANEL}
    return OpenAccount(key=f"open-{identity}", on=ON, account=Account(identity, **usual | changes))


def flows(*more: Command) -> Book:
    """Give a book with two accounts, ten yuan in the first."""
    return book(opened("county"), opened("village"), receive(key="gift-1", pool="county", amount=Money(10_00)), *more)


def transfer(**changes: Any) -> TransferFunds:
    usual: dict[str, Any] = {"key": "t-1", "on": ON, "source": "county", "target": "village", "amount": Money(10_00)}
    usual["approved_by"] = PANEL
    return TransferFunds(**usual | changes)


def terms(rate: Fraction = TENTH, kind: FeeKind = FeeKind.MANAGEMENT, **changes: Any) -> AgreeFees:
    usual: dict[str, Any] = {"key": "terms-1", "on": ON, "pool": "county", "terms": [FeeTerms(kind, rate)]}
    usual["approved_by"] = PANEL
    return AgreeFees(**usual | changes)


def fee(fen: int = 1, **changes: Any) -> ChargeFee:
    usual: dict[str, Any] = {"key": "fee-1", "on": ON, "pool": "county", "kind": "management", "amount": Money(fen)}
    return ChargeFee(**usual | changes)


def chained(ends: date | None = None) -> AgreeChain:
    chain = Chain("lake", accounts=["county", "village"], ends=ends)
    return AgreeChain(key="agree-1", on=ON, chain=chain, approved_by=PANEL)


def pass_on(**changes: Any) -> PassOn:
    usual: dict[str, Any] = {"key": "pass-1", "on": ON, "chain": "lake", "source": "county", "amount": Money(1)}
    usual["approved_by"] = PANEL
    return PassOn(**usual | changes)


@error("account.passes_on", "a platform account with deciders", "设有决定人的平台账户")
def platform_with_deciders() -> CharityError:
    return caught(lambda: opened("platform", role=AccountRole.PLATFORM))


@error("fee.rate", "a fee of a tenth, as a float", "以浮点数表示的费率")
def rate_as_a_float() -> CharityError:
    return caught(lambda: FeeTerms(FeeKind.MANAGEMENT, 0.1))  # type: ignore[arg-type] # the mistake to show


@error("fee.terms", "fees agreed without any terms", "未列任何费用的约定")
def fees_without_terms() -> CharityError:
    return caught(lambda: terms(terms=[]))


@error("chain.accounts", "a chain of one account", "仅一个账户的拨付链")
def chain_of_one() -> CharityError:
    return caught(lambda: Chain("lake", accounts=["county"]))


@error("chain.fees", "a fee of an account outside the chain", "链外账户的费用")
def fee_of_a_stranger() -> CharityError:
    fees = {"elsewhere": FeeTerms(FeeKind.MANAGEMENT, TENTH)}
    return caught(lambda: Chain("lake", accounts=["county", "village"], fees=fees))


@error("chain.unknown", "the statement of a chain that is not in the book", "账本中没有的拨付链的收支表")
def statement_of_no_chain() -> CharityError:
    return caught(lambda: chain_statement(flows(), "lake"))


@refusal("transfer.different", "a transfer from an account to itself", "向同一账户划转")
def transfer_to_itself() -> Decision:
    return flows().decide(transfer(target="county"))


@refusal(
    "transfer.within_purpose", "money for the ill to where it could serve anything", "患病救助款转入用途更宽的账户"
)
def transfer_that_widens() -> Decision:
    made = flows(opened("ill", purposes=[Cause.ILLNESS]), receive(key="g-2", pool="ill", amount=Money(10_00)))
    return made.decide(transfer(source="ill"))


@refusal("account.money", "a transfer of more than there is", "划转金额超过余额")
def transfer_of_too_much() -> Decision:
    return flows().decide(transfer(amount=Money(10_01)))


@refusal("transfer.live", "a transfer reversed twice", "重复冲销划转")
def transfer_reversed_twice() -> Decision:
    once, again = (ReverseTransfer(key=key, on=ON, transfer="t-1", reason="came back") for key in ("r-1", "r-2"))
    return flows(transfer(), once).decide(again)


@refusal("transfer.not_before", "a reversal before the transfer", "早于划转日的冲销")
def transfer_reversed_early() -> Decision:
    return flows(transfer()).decide(ReverseTransfer(key="r-1", on=EARLIER, transfer="t-1", reason="came back"))


@refusal("transfer.untouched", "a reversal of money that has gone on", "已继续转出的划转之冲销")
def transfer_gone_on() -> Decision:
    made = flows(opened("next"), transfer(), transfer(key="t-2", source="village", target="next", amount=Money(1)))
    return made.decide(ReverseTransfer(key="r-1", on=ON, transfer="t-1", reason="came back"))


@refusal("fee.platform_is_free", "a platform that charges", "平台收费")
def platform_that_charges() -> Decision:
    return flows(terms(kind=FeeKind.PLATFORM)).decide(fee(kind=FeeKind.PLATFORM))


@refusal("fee.within_terms", "a fee without terms", "未约定的费用")
def fee_without_terms() -> Decision:
    return flows().decide(fee())


@refusal("fee.management_cap", "a management fee above the ceiling", "管理费超过上限")
def management_fee_above_the_cap() -> Decision:
    return flows(terms(Fraction(1, 5))).decide(fee(1_01))


@refusal("fee.society_management_cap", "a management fee of a society", "向互助社收取管理费")
def management_fee_of_a_society() -> Decision:
    return book(terms(pool=SOCIETY)).decide(fee(pool=SOCIETY))


@refusal("fee.live", "a fee reversed twice", "重复冲销费用")
def fee_reversed_twice() -> Decision:
    once, again = (ReverseFee(key=key, on=ON, fee="fee-1", reason="came back") for key in ("r-1", "r-2"))
    return flows(terms(), fee(), once).decide(again)


@refusal("fee.not_before", "a reversal before the fee", "早于收费日的冲销")
def fee_reversed_early() -> Decision:
    return flows(terms(), fee()).decide(ReverseFee(key="r-1", on=EARLIER, fee="fee-1", reason="came back"))


@refusal("approval.nobody_decides", "money of a platform's account transferred", "划转平台账户资金")
def nobody_decides() -> Decision:
    made = flows(opened("platform", role=AccountRole.PLATFORM, deciders=()))
    made.record(receive(key="g-2", pool="platform", amount=Money(10_00)))
    return made.decide(transfer(source="platform"))


@refusal("chain.step_by_step", "a transfer past the chain", "绕过拨付链的划转")
def transfer_past_the_chain() -> Decision:
    return flows(chained()).decide(transfer())


@refusal("chain.ring_fenced", "a village's money transferred off its chain", "将限定用于一村的资金转出拨付链")
def transfer_off_the_chain() -> Decision:
    ours = Restriction(place="cn/lake/village")
    made = flows(chained(), opened("next"), receive(key="g-2", pool="county", amount=Money(10_00), only_for=ours))
    return made.decide(transfer(target="next", only_for=ours))


@refusal("chain.next", "passing on from the end of a chain", "由拨付链末端继续拨付")
def nothing_follows() -> Decision:
    return flows(chained()).decide(pass_on(source="village"))


@refusal("chain.not_before", "passing on before the chain was agreed", "早于约定日的拨付")
def passed_on_early() -> Decision:
    return flows(chained()).decide(pass_on(on=EARLIER))


@refusal("chain.after_the_end", "a village paid while money is being raised", "募捐期间向村级拨付")
def paid_while_raising() -> Decision:
    return flows(chained(ends=ON)).decide(pass_on())
