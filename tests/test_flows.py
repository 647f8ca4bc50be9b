"""Money down the chain: accounts, transfers, fees, sharing out. Every body, village and giver is invented."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.book.tracing import StepKind
from community_charity.errors import CharityError, Malformed
from community_charity.flows import (
    ACCOUNTS,
    Account,
    AccountRole,
    AgreeChain,
    AgreeFees,
    Chain,
    ChargeFee,
    FeeKind,
    FeeTerms,
    Flow,
    OpenAccount,
    PassOn,
    ReverseFee,
    ReverseTransfer,
    ShareOut,
    TransferFunds,
    chain_statement,
    fees_of,
    held_by,
)
from community_charity.flows.spending import Spend
from community_charity.giving import REVERSED, ReceiveDonation, RefundDonation
from community_charity.giving.changes import ChangePurpose
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Outcome, Refused
from community_charity.law.law import Law
from community_charity.matching import AnnounceMatching, Scope
from community_charity.money import Money, yuan
from community_charity.organisations import OtherBody
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.purposes import EDUCATION, GENERAL, ILLNESS, PUBLIC_REPAIR, RELIEF
from community_charity.restrictions import Restriction
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from community_charity.rules.matching import ONE_TO_ONE, Pot
from community_charity.rules.splits import XIAMEN_ONE_DAY, Split
from community_charity.ties import TieKind
from planted_flows import BUGS, Bug
from sample import (
    CHARITY,
    COMMITTEE,
    FEDERATION,
    FUND,
    LAW,
    ON,
    SOCIETY,
    bodies,
    enter,
    grant,
    open_,
    pay,
    receive,
    settle,
    tied,
    void,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision

NATIONAL = Law.of("cn")
LATER = ON + timedelta(days=7)
ENDS = date(2025, 4, 30)
PLATFORM, NATION, PROVINCE, COUNTY, VILLAGE = NODES = ("platform", "nation", "province", "county", "village")
NEXT_VILLAGE, POT, HOST = "next-village", "pot", "host"  # on no chain
FOR_VILLAGE = Restriction(place="cn/lake/village")
FOR_NEXT = Restriction(place="cn/lake/next-village")
ILL = Restriction(purposes=[Cause.ILLNESS])
DECIDERS = (PersonId("p-1"), PersonId("p-2"), PersonId("p-3"))
MANAGEMENT = FeeTerms(FeeKind.MANAGEMENT, Fraction(1, 50))
CHANNEL = FeeTerms(FeeKind.PAYMENT_CHANNEL, Fraction(6, 1000))


def open_account(identity: str, role: AccountRole = AccountRole.CHARITY, **changes: Any) -> OpenAccount:
    usual = Account(identity, holder=OrganisationId(f"{identity}-body"), role=role)
    return OpenAccount(key=f"open-{identity}", on=ON, account=attrs.evolve(usual, **changes))


ROLES = {
    PLATFORM: AccountRole.PLATFORM,
    NATION: AccountRole.FEDERATION,
    PROVINCE: AccountRole.CHARITY,
    COUNTY: AccountRole.CHARITY,
    VILLAGE: AccountRole.VILLAGE,
    NEXT_VILLAGE: AccountRole.VILLAGE,
    POT: AccountRole.MATCHING_POT,
    HOST: AccountRole.HOST,
}


def accounts(*more: Command) -> list[Command]:
    """Give the orders that open an account for each body on the way; over the platform's nobody decides."""
    opened: list[Command] = []
    for identity, role in ROLES.items():
        who = () if identity == PLATFORM else DECIDERS
        opened += [enter(OtherBody(OrganisationId(f"{identity}-body"))), open_account(identity, role, deciders=who)]
    return [*opened, *more]


def book(*more: Command, law: Law = LAW) -> Book:
    made = Book(law)
    made.record_all([*bodies(), *accounts(), *more])
    return made


def gift(fen: int = 100_00, key: str = "gift-1", pool: str = HOST, **changes: Any) -> ReceiveDonation:
    return receive(**{"key": key, "pool": pool, "amount": Money(fen)} | changes)


def transfer(fen: int = 100_00, source: str = HOST, target: str = COUNTY, **changes: Any) -> TransferFunds:
    usual: dict[str, Any] = {"key": "transfer-1", "on": ON, "source": source, "target": target, "amount": Money(fen)}
    return TransferFunds(**usual | {"approved_by": DECIDERS} | changes)


def undo(what: str = "transfer-1", **changes: Any) -> ReverseTransfer:
    usual: dict[str, Any] = {"key": f"undo-{what}", "on": ON, "transfer": what, "reason": "to the wrong one"}
    return ReverseTransfer(**usual | changes)


def fees(*terms: FeeTerms, pool: str = COUNTY, **changes: Any) -> AgreeFees:
    usual: dict[str, Any] = {"key": f"fees-{pool}", "on": ON, "pool": pool, "terms": terms or (MANAGEMENT,)}
    return AgreeFees(**usual | {"approved_by": DECIDERS} | changes)


def fee(fen: int, kind: FeeKind = FeeKind.MANAGEMENT, pool: str = COUNTY, **changes: Any) -> ChargeFee:
    usual: dict[str, Any] = {"key": "fee-1", "on": ON, "pool": pool, "kind": kind, "amount": Money(fen)}
    return ChargeFee(**usual | changes)


def undo_fee(what: str = "fee-1", **changes: Any) -> ReverseFee:
    usual: dict[str, Any] = {"key": f"undo-{what}", "on": ON, "fee": what, "reason": "charged twice"}
    return ReverseFee(**usual | changes)


def chain(**changes: Any) -> Chain:
    return attrs.evolve(Chain("lake", accounts=NODES, fees={COUNTY: MANAGEMENT}, ends=ENDS), **changes)


def agree(agreed: Chain | None = None, **changes: Any) -> AgreeChain:
    usual: dict[str, Any] = {"key": "agree-1", "on": ON, "chain": agreed or chain(), "approved_by": DECIDERS}
    return AgreeChain(**usual | changes)


def pass_on(fen: int, source: str = PLATFORM, **changes: Any) -> PassOn:
    usual: dict[str, Any] = {"key": f"pass-{source}", "on": ON, "chain": "lake", "source": source, "amount": Money(fen)}
    return PassOn(**usual | {"approved_by": DECIDERS} | changes)


def spend(fen: int, pool: str = COUNTY, **changes: Any) -> Spend:
    usual: dict[str, Any] = {"key": "spend-1", "on": ON, "pool": pool, "amount": Money(fen), "purpose": GENERAL}
    return Spend(**usual | {"approved_by": DECIDERS} | changes)


def share(fen: int, split: Split | None = None, **changes: Any) -> ShareOut:
    usual: dict[str, Any] = {"key": "share-1", "on": ON, "source": COUNTY, "amount": Money(fen)}
    usual |= {"split": split or Split.equal(VILLAGE, NEXT_VILLAGE), "approved_by": DECIDERS}
    return ShareOut(**usual | changes)


def code(decision: Decision) -> str:
    return decision.reason.ground.code if decision.reason else "allowed"


def mended(made: Book, order: Command) -> Decision:
    """Apply the first remedy of a refusal, and ask again."""
    return made.decide(made.decide(order).remedies[0].applied_to(order))


def sums(made: Book) -> dict[Any, tuple[int, ...]]:
    """Give every sum of every purse in which anything ever was."""
    names = ("received", "held", "spent", "fees", "returned", "moved_in", "moved_out", "free")
    found = {(p.pool, p.restriction): tuple(getattr(p, name) for name in names) for p in made.purses()}
    return {key: values for key, values in found.items() if any(values)}


def there(made: Book, pool: str, only_for: Restriction | None = None) -> dict[str, int]:
    """Give the fen of each gift that lie in a purse."""
    purses = [purse for purse in made.purses(pool) if purse.restriction == only_for]
    return {name: purse.unspent(name) for purse in purses for name in purse.gifts() if purse.unspent(name)}


# --- accounts ------------------------------------------------------------------------------------


def test_an_account_is_an_empty_pool_that_takes_gifts() -> None:
    """Opened it is empty and known; then gifts come in, restricted or not."""
    made = book()
    assert made.balance(VILLAGE).received == Money(0)
    assert made.find(ACCOUNTS, VILLAGE) == open_account(VILLAGE, AccountRole.VILLAGE, deciders=DECIDERS).account
    made.record_all([gift(pool=VILLAGE), gift(5, "gift-2", VILLAGE, only_for=FOR_VILLAGE)])
    assert there(made, VILLAGE) == {"gift-1": 100_00}
    assert there(made, VILLAGE, FOR_VILLAGE) == {"gift-2": 5}


def test_an_account_needs_its_holder_and_an_id_of_its_own() -> None:
    """The holder is in the book; no pool has the id."""
    made = book()
    assert code(made.decide(open_account("nowhere"))) == "book.not_found"
    assert code(made.decide(open_account(SOCIETY, holder=CHARITY))) == "book.exists"


def test_nobody_decides_over_a_platforms_account() -> None:
    """Its money is passed on; relief out of it is granted by nobody."""
    with pytest.raises(Malformed) as caught:
        open_account(PLATFORM, AccountRole.PLATFORM, deciders=DECIDERS)
    assert caught.value.code == "account.passes_on"
    assert "p-1" not in str(caught.value)


def test_who_decides_is_not_shown() -> None:
    """Neither account nor order nor event shows the ids of people."""
    order = open_account("more", holder=OrganisationId(f"{COUNTY}-body"), deciders=DECIDERS)
    made = book(order)
    assert "p-1" not in repr(order)
    assert "p-1" not in repr(made.event("open-more"))


@pytest.mark.parametrize("wrong", [{"role": "bank"}, {"purposes": []}, {"holder": 5}, {"deciders": "p-1"}, {"id": ""}])
def test_a_wrong_account_is_malformed(wrong: dict[str, Any]) -> None:
    """Each field is checked."""
    with pytest.raises(Malformed):
        open_account("more", **wrong)
    with pytest.raises(Malformed):
        OpenAccount(key="x", on=ON, account=COUNTY)  # type: ignore[arg-type] # the mistake to refuse


def test_each_role_has_words() -> None:
    """In English and in Chinese."""
    assert all(role.text.en.isascii() and role.text.zh for role in AccountRole)
    assert open_account(VILLAGE, AccountRole.VILLAGE).asked().zh == "开立村集体账户 village"


def test_a_host_tells_its_own_money_from_that_of_its_funds() -> None:
    """Separate accounting: what one pool holds is no other's (专项核算)."""
    own = open_account("own", AccountRole.HOST, holder=CHARITY)
    made = book(own, gift(7, pool="own"), gift(9, "gift-2", FUND))
    held = held_by(made, CHARITY)
    assert {pool: balance.free for pool, balance in held.items()} == {"own": Money(7), FUND: yuan(5_000) + Money(9)}
    assert set(held_by(made, FEDERATION)) == {SOCIETY}
    assert held_by(made, OrganisationId("unheard-of")) == {}
    with pytest.raises(Malformed):
        held_by(made, "")  # type: ignore[arg-type] # the mistake to refuse


# --- money that nobody decides over --------------------------------------------------------------

AN_END = Chain("lake", accounts=[PLATFORM, VILLAGE])


def unmet(decision: Decision) -> set[str]:
    return {finding.ground.code for finding in decision.unmet}


@pytest.mark.parametrize("kind", ["spend", "transfer", "share", "announce"])
def test_what_nobody_decides_over_is_not_spent(kind: str) -> None:
    """No order but passing on takes it out, whoever says that it approved; somebody who decides is named as the remedy."""
    pot = Pot(Money(1), ONE_TO_ONE)
    orders: dict[str, Any] = {
        "spend": spend(1, PLATFORM),
        "transfer": transfer(1, PLATFORM, NEXT_VILLAGE),
        "share": share(2, Split.equal(HOST, NEXT_VILLAGE), source=PLATFORM),
        "announce": AnnounceMatching(key="match-1", on=ON, source=PLATFORM, pot=pot, gifts=Scope([NEXT_VILLAGE])),
    }
    for approved in ((), DECIDERS):
        order = attrs.evolve(orders[kind], approved_by=approved)
        decision = book(gift(pool=PLATFORM), agree(AN_END)).decide(order)
        assert unmet(decision) == {"approval.nobody_decides"}
        assert [remedy.first for remedy in decision.remedies] == ["PassOn"]
        assert all(PLATFORM in decision.text(lang) for lang in ("en", "zh"))


def test_what_nobody_decides_over_is_passed_on_refunded_and_charged() -> None:
    """As agreed; then those who decide over the next account spend it."""
    made = book(gift(pool=PLATFORM), agree(AN_END), fees(CHANNEL, pool=PLATFORM, approved_by=()))
    made.record(fee(60, FeeKind.PAYMENT_CHANNEL, PLATFORM))
    assert code(made.decide(fee(1, FeeKind.PAYMENT_CHANNEL, PLATFORM, key="fee-2"))) == "fee.within_terms"
    made.record(RefundDonation(key="r", on=ON, donation="gift-1", amount=Money(40), why="sent_twice"))
    made.record(pass_on(99_00, approved_by=()))
    assert made.decide(spend(99_00, VILLAGE))
    assert code(made.decide(spend(99_00, VILLAGE, approved_by=()))) == "approval.majority"


# --- the way that money takes --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "only_for", "expected"),
    [
        (COUNTY, VILLAGE, None, {"chain.step_by_step"}),  # before the end, and without the fee
        (COUNTY, VILLAGE, FOR_VILLAGE, {"chain.step_by_step"}),
        (NATION, COUNTY, None, {"chain.step_by_step"}),  # skips the province
        (PLATFORM, VILLAGE, None, {"chain.step_by_step", "approval.nobody_decides"}),
        (COUNTY, NEXT_VILLAGE, FOR_VILLAGE, {"chain.ring_fenced"}),
        (COUNTY, NEXT_VILLAGE, Restriction(project="well"), {"chain.ring_fenced"}),
        (COUNTY, NEXT_VILLAGE, ILL, set()),  # for no place, and no project
        (COUNTY, NEXT_VILLAGE, None, set()),
        (COUNTY, PROVINCE, FOR_VILLAGE, set()),  # back up
        (VILLAGE, COUNTY, FOR_VILLAGE, set()),
        (VILLAGE, NEXT_VILLAGE, FOR_VILLAGE, set()),  # nothing follows the village
        (POT, COUNTY, FOR_VILLAGE, set()),
    ],
)
def test_money_goes_down_a_chain_and_no_other_way(
    source: str, target: str, only_for: Restriction | None, expected: set[str]
) -> None:
    """Not past an account, not to the village by a transfer; for a place or project not off the chain (HF-03)."""
    made = book(gift(pool=source, only_for=only_for), agree())
    order = transfer(100_00, source, target, only_for=only_for)
    shared = share(100_00, Split.equal(target), source=source, only_for=only_for)
    for decision in (made.decide(order), made.decide(shared)):
        assert unmet(decision) == expected
        firsts = {
            "chain.step_by_step": "PassOn",
            "chain.ring_fenced": "AgreeChain",
            "approval.nobody_decides": "PassOn",
        }
        assert {remedy.first for remedy in decision.remedies} == {firsts[one] for one in expected}
        if expected:
            assert all(name in decision.text(lang) for name in (source, target) for lang in ("en", "zh"))


def test_the_way_is_kept_from_the_day_it_is_agreed() -> None:
    """A transfer of the day before is as it was; of two chains the first counts."""
    made = book(gift(pool=COUNTY, only_for=FOR_VILLAGE, on=ON), agree(on=LATER))
    for target in (VILLAGE, NEXT_VILLAGE):
        order = transfer(1, COUNTY, target, only_for=FOR_VILLAGE)
        assert made.decide(order)
        assert not made.decide(attrs.evolve(order, on=LATER))
    made.record(agree(Chain("other", accounts=[COUNTY, VILLAGE]), key="agree-2", on=LATER + timedelta(days=1)))
    assert code(made.decide(transfer(1, COUNTY, VILLAGE, only_for=FOR_VILLAGE, on=LATER))) == "chain.step_by_step"
    assert code(made.decide(transfer(1, COUNTY, NEXT_VILLAGE, only_for=FOR_VILLAGE, on=LATER))) == "chain.ring_fenced"
    made.record(agree(Chain("early", accounts=[COUNTY, VILLAGE]), key="agree-3"))
    assert code(made.decide(transfer(1, COUNTY, VILLAGE, only_for=FOR_VILLAGE))) == "chain.step_by_step"


def test_a_new_chain_opens_the_way() -> None:
    """The remedy for ring-fenced money: agree a chain to where it is to go, and pass it on."""
    made = book(gift(pool=COUNTY, only_for=FOR_NEXT), agree())
    made.record(agree(Chain("next", accounts=[COUNTY, NEXT_VILLAGE]), key="agree-2"))
    made.record(pass_on(100_00, COUNTY, chain="next", only_for=FOR_NEXT))
    assert there(made, NEXT_VILLAGE, FOR_NEXT) == {"gift-1": 100_00}


def test_a_gift_that_was_passed_on_comes_back_before_it_is_refunded() -> None:
    """The refund says so, if some of the gift lies elsewhere; then it is allowed."""
    refund = RefundDonation(key="r", on=ON, donation="gift-1", amount=Money(100_00), why="sent_twice")
    made = book(gift(pool=PLATFORM), agree(AN_END), pass_on(100_00))
    refused = made.decide(refund)
    assert code(refused) == "donation.refundable"
    assert [remedy.first for remedy in refused.remedies] == ["ReverseTransfer"]
    made.record(spend(100_00, VILLAGE))
    assert not made.decide(refund).remedies  # it lies nowhere
    made = book(gift(pool=PLATFORM), agree(AN_END), pass_on(60_00))
    assert mended(made, refund)
    made.record(undo("pass-platform"))
    assert made.decide(refund)


# --- transfers -----------------------------------------------------------------------------------


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.data())
def test_a_transfer_moves_the_oldest_gifts_and_reversing_it_restores_every_sum(
    fens: list[int], data: st.DataObject
) -> None:
    """First in, first out; the parts go through to the fen; then back to where they were."""
    made = book(*(gift(fen, f"gift-{n}") for n, fen in enumerate(fens)))
    before, amount = sums(made), data.draw(st.integers(1, sum(fens)))
    made.record(transfer(amount))
    line = [f"gift-{n}" for n, fen in enumerate(fens) for _ in range(fen)]
    assert there(made, COUNTY) == Counter(line[:amount])
    assert there(made, HOST) == Counter(line[amount:])
    assert {t.gift: t.amount.fen for t in made.where_from("transfer-1")} == Counter(line[:amount])
    assert made.balance().moved_in == made.balance().moved_out == Money(amount)
    made.record(undo())
    assert sums(made) == before
    assert there(made, HOST) == Counter(line)
    assert Book.replay(made.events, made.law).events == made.events


def test_the_last_fen_may_go_and_not_one_more() -> None:
    """What the source can spare is the limit; the remedy is exactly it."""
    made = book(gift(100))
    assert made.decide(transfer(100))
    refused = made.decide(transfer(101))
    assert code(refused) == "account.money"
    assert refused.remedies[0].changes == {"amount": Money(100)}
    assert mended(made, transfer(101))


def test_money_under_another_restriction_does_not_count() -> None:
    """Ring-fenced money moves only by its own name, and stays ring-fenced (区块化管理)."""
    made = book(gift(100, only_for=FOR_VILLAGE), gift(50, "gift-2", only_for=FOR_NEXT))
    assert code(made.decide(transfer(1))) == "account.money"
    assert not made.decide(transfer(1)).remedies
    assert code(made.decide(transfer(51, only_for=FOR_NEXT))) == "account.money"
    made.record(transfer(50, only_for=FOR_NEXT))
    assert there(made, COUNTY, FOR_NEXT) == {"gift-2": 50}
    assert there(made, HOST, FOR_VILLAGE) == {"gift-1": 100}
    assert not there(made, COUNTY)


def test_a_floor_stays() -> None:
    """A fund that keeps an amount passes on only what is above it."""
    fund_to_host = transfer(5_000_00, FUND, "own", approved_by=COMMITTEE)
    own = open_account("own", AccountRole.HOST, holder=CHARITY, purposes=[Cause.ILLNESS])
    assert book(own).decide(fund_to_host)
    assert code(book(own).decide(attrs.evolve(fund_to_host, amount=Money(5_000_01)))) == "account.money"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"source": "nowhere"}, "book.not_found"),
        ({"target": "nowhere"}, "book.not_found"),
        ({"target": HOST}, "transfer.different"),
        ({"amount": Money(100_01)}, "account.money"),
        ({}, "allowed"),
    ],
)
def test_who_may_transfer_what(changes: dict[str, Any], expected: str) -> None:
    """Both are known and different, and there is enough."""
    assert code(book(gift()).decide(attrs.evolve(transfer(), **changes))) == expected


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ((), "approval.majority"),
        (DECIDERS[:1], "approval.majority"),
        (DECIDERS[:2], "allowed"),
        (DECIDERS, "allowed"),
        ((*DECIDERS, PersonId("p-9")), "approval.panel"),
    ],
)
def test_a_source_with_deciders_decides(approved: tuple[PersonId, ...], expected: str) -> None:
    """More than half of them, and nobody else."""
    more = open_account("more", holder=OrganisationId(f"{COUNTY}-body"), deciders=DECIDERS)
    made = book(more, gift(pool="more"))
    order = transfer(source="more", approved_by=approved)
    assert code(made.decide(order)) == expected
    assert "p-1" not in repr(order)


def test_who_has_a_tie_to_the_taker_steps_aside() -> None:
    """A decider tied to the body that would get the money does not count; tied to the own body he does."""
    more = open_account("more", holder=CHARITY, deciders=DECIDERS)
    sister = open_account("sister", holder=CHARITY)
    tie = tied("p-1", f"{COUNTY}-body", TieKind.EMPLOYER)
    own_tie = tied("p-1", CHARITY, TieKind.EMPLOYER)
    made = book(more, sister, tie, own_tie, gift(pool="more"))
    assert code(made.decide(transfer(source="more", approved_by=DECIDERS[:2]))) == "approval.recused"
    assert made.decide(transfer(source="more", approved_by=DECIDERS[1:]))
    assert made.decide(transfer(source="more", target="sister", approved_by=DECIDERS[:2]))


def test_where_nobody_need_step_aside_all_votes_count() -> None:
    """A place may say so; the usual law does not."""
    orders = [gift(pool=COUNTY), tied("p-1", f"{NEXT_VILLAGE}-body", TieKind.EMPLOYER)]
    order = transfer(1, COUNTY, NEXT_VILLAGE, approved_by=DECIDERS[:2])
    assert code(book(*orders).decide(order)) == "approval.recused"
    assert book(*orders, law=LAW.amend(since=ON, decider_recuses=False)).decide(order)


PURPOSES = {"ill": [ILLNESS], "relief": [RELIEF], "general": [GENERAL], "school": [EDUCATION]}


@pytest.mark.parametrize(
    ("source", "target", "only_for", "allowed"),
    [
        ("general", "ill", None, True),  # narrower
        ("ill", "general", None, False),  # what came for the ill could build a road
        ("ill", "relief", None, False),
        ("ill", "ill", None, True),
        ("ill", "general", ILL, True),  # the restriction goes along
        ("general", "school", ILL, False),  # it could never be spent there
        ("general", "relief", ILL, True),
        ("ill", "general", FOR_VILLAGE, False),  # a place alone does not keep it for the ill
        ("general", "relief", FOR_VILLAGE, True),
    ],
)
def test_money_keeps_its_purpose(source: str, target: str, only_for: Restriction | None, allowed: bool) -> None:
    """Neither its giver's purpose nor that of the pool it was given to is widened."""
    opened = [
        open_account(name, holder=CHARITY, purposes=purposes, deciders=DECIDERS) for name, purposes in PURPOSES.items()
    ]
    other = open_account("other", holder=CHARITY, purposes=PURPOSES[target])
    made = book(*opened, other, gift(pool=source, only_for=only_for))
    decision = made.decide(transfer(source=source, target="other", only_for=only_for))
    assert code(decision) == ("allowed" if allowed else "transfer.within_purpose")
    assert allowed or decision.text("en").isascii() or "¥" in decision.text("en")


def test_a_transfer_is_reversed_once_and_not_before_it_was() -> None:
    """And only a transfer is."""
    made = book(gift(), transfer(on=LATER))
    early = made.decide(undo(on=LATER - timedelta(days=1)))
    assert code(early) == "transfer.not_before"
    assert early.remedies[0].changes == {"on": LATER}
    assert mended(made, undo(on=LATER - timedelta(days=1)))
    made.record(undo(on=LATER))
    assert made.find(REVERSED, "transfer-1") == "undo-transfer-1"
    assert code(made.decide(attrs.evolve(undo(on=LATER), key="again"))) == "transfer.live"
    assert code(made.decide(undo("gift-1"))) == "book.not_found"


@pytest.mark.parametrize(
    ("more", "left"),
    [
        (transfer(1, COUNTY, VILLAGE, key="transfer-2"), 99),
        (fee(1), 99),
    ],
)
def test_what_was_touched_is_not_taken_back(more: Command, left: int) -> None:
    """Not even when one fen of it has gone on; once that is undone it may be."""
    made = book(gift(100), fees(), transfer(100), more)
    refused = made.decide(undo())
    assert code(refused) == "transfer.untouched"
    assert refused.reason is not None
    assert refused.reason.found == Money(left)
    made.record(undo("transfer-2") if more.key == "transfer-2" else undo_fee())
    assert made.decide(undo())


def test_what_is_promised_is_not_taken_back() -> None:
    """All of it is there, and a grant holds it; voided, it may go back."""
    more = open_account("more", holder=CHARITY, deciders=DECIDERS)
    promised = grant(pool="more", approved_by=DECIDERS)
    made = book(more, gift(300_00), transfer(300_00, target="more"), settle(), open_(), promised)
    refused = made.decide(undo())
    assert code(refused) == "transfer.untouched"
    assert refused.reason is not None
    assert refused.reason.found == Money(0)
    made.record(void())
    assert made.decide(undo())


def test_a_platform_grants_no_relief() -> None:
    """Nobody decides over its account."""
    made = book(gift(300_00, pool=PLATFORM), settle(), open_())
    assert code(made.decide(grant(pool=PLATFORM, approved_by=DECIDERS))) == "grant.panel"
    assert code(made.decide(grant(pool=PLATFORM, approved_by=()))) == "grant.majority"


def test_another_gift_of_the_same_giver_does_not_stand_in() -> None:
    """There is enough in the target, but not of these gifts."""
    made = book(gift(100), transfer(100), transfer(100, COUNTY, VILLAGE, key="transfer-2"), gift(100, "gift-2", COUNTY))
    assert code(made.decide(undo())) == "transfer.untouched"


# --- fees ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rate", [0.02, "1/50", 1, Fraction(1), Fraction(-1, 50), None])
def test_a_rate_is_an_exact_share(rate: Any) -> None:
    """No float, nothing negative, never the whole."""
    with pytest.raises(Malformed) as caught:
        FeeTerms(FeeKind.PLATFORM, rate)
    assert caught.value.code == "fee.rate"


@pytest.mark.parametrize("terms", [(), "x", [MANAGEMENT, MANAGEMENT], [MANAGEMENT, 5], {}])
def test_terms_are_a_list_of_different_kinds(terms: Any) -> None:
    """At least one, each kind once."""
    with pytest.raises(Malformed):
        AgreeFees(key="x", on=ON, pool=COUNTY, terms=terms)


@given(st.integers(0, 10**12), st.integers(0, 999), st.integers(1000, 2000))
def test_a_cap_is_rounded_down(base: int, of: int, by: int) -> None:
    """Never a fen more than the exact share."""
    cap = FeeTerms(FeeKind.MANAGEMENT, Fraction(of, by)).cap(Money(base)).fen
    assert cap <= Fraction(of, by) * base < cap + 1


def test_without_terms_no_fee_at_all() -> None:
    """Not one fen, of any kind."""
    made = book(gift(100_00, pool=COUNTY), law=NATIONAL)
    for kind in set(FeeKind) - {FeeKind.PLATFORM}:
        refused = made.decide(fee(1, kind))
        assert code(refused) == "fee.within_terms"
        assert not refused.remedies


def test_all_fees_of_a_kind_together_keep_to_the_terms() -> None:
    """Two per cent of what came in: the last fen is allowed, one more is refused; other kinds have their own."""
    made = book(gift(99_99, pool=COUNTY), fees(MANAGEMENT, CHANNEL))
    assert code(made.decide(fee(2_00))) == "fee.within_terms"
    made.record(fee(1_00))
    assert made.decide(fee(99, key="fee-2"))
    assert code(made.decide(fee(1_00, key="fee-2"))) == "fee.within_terms"
    assert mended(made, fee(1_00, key="fee-2"))
    assert made.decide(fee(59, FeeKind.PAYMENT_CHANNEL, key="fee-3"))
    assert code(made.decide(fee(60, FeeKind.PAYMENT_CHANNEL, key="fee-3"))) == "fee.within_terms"
    assert fees_of(made, COUNTY) == {FeeKind.MANAGEMENT: Money(1_00)}
    assert made.balance(COUNTY).fees == Money(1_00)
    made.record(fee(99, key="fee-2"))
    assert code(made.decide(fee(1, key="fee-3"))) == "fee.within_terms"
    made.record(undo_fee("fee-2"))
    assert fees_of(made, COUNTY) == {FeeKind.MANAGEMENT: Money(1_00)}
    assert made.decide(fee(99, key="fee-3"))


def test_terms_hold_from_their_day_on_and_until_the_next() -> None:
    """Neither before they were agreed nor after others took their place; of one day the last."""
    made = book(gift(100_00, pool=COUNTY), fees(on=LATER))
    assert code(made.decide(fee(1))) == "fee.within_terms"
    assert made.decide(fee(2_00, on=LATER))
    made.record(fees(FeeTerms(FeeKind.MANAGEMENT, Fraction(1, 100)), key="fees-2", on=LATER + timedelta(days=1)))
    assert made.decide(fee(2_00, on=LATER))
    assert code(made.decide(fee(1_01, on=LATER + timedelta(days=1)))) == "fee.within_terms"
    made.record(fees(FeeTerms(FeeKind.MANAGEMENT, Fraction(0)), key="fees-3", on=LATER))
    assert code(made.decide(fee(1, on=LATER))) == "fee.within_terms"
    assert made.decide(fee(1_00, on=LATER + timedelta(days=1)))


def test_who_decides_over_a_pool_agrees_its_fees() -> None:
    """And the pool is known."""
    assert code(book().decide(fees(pool=FUND, approved_by=()))) == "approval.majority"
    assert book().decide(fees(CHANNEL, pool=PLATFORM, approved_by=()))
    assert book().decide(fees(pool=FUND, approved_by=COMMITTEE[:3]))
    assert code(book().decide(fees(pool="nowhere"))) == "book.not_found"
    assert code(book().decide(fee(1, pool="nowhere"))) == "book.not_found"
    assert code(book(gift(pool=COUNTY)).decide(fee(1, campaign="nowhere"))) == "book.not_found"


def test_a_designated_platform_charges_nothing() -> None:
    """Whatever was agreed, since 2024-09-05; the first law did not say so."""
    made = book(gift(100_00, pool=COUNTY), fees(FeeTerms(FeeKind.PLATFORM, Fraction(1, 10))))
    refused = made.decide(fee(1, FeeKind.PLATFORM))
    assert code(refused) == "fee.platform_is_free"
    assert not refused.remedies
    assert "27" in refused.text("en")
    early = Book(NATIONAL)
    day = date(2024, 9, 4)
    early.record_all(
        [
            *(attrs.evolve(order, on=day) for order in accounts()),
            gift(100_00, pool=COUNTY, on=day),
            fees(FeeTerms(FeeKind.PLATFORM, Fraction(1, 10)), on=day),
        ]
    )
    assert early.decide(fee(1, FeeKind.PLATFORM, on=day))
    assert code(early.decide(fee(1, FeeKind.PLATFORM, on=day + timedelta(days=1)))) == "fee.platform_is_free"


@pytest.mark.parametrize(("fen", "expected"), [(10_00, "allowed"), (10_01, "fee.management_cap")])
def test_management_fees_keep_to_the_cap_whatever_was_agreed(fen: int, expected: str) -> None:
    """A tenth of what came in, an assumption."""
    made = book(gift(100_00, pool=COUNTY), fees(FeeTerms(FeeKind.MANAGEMENT, Fraction(1, 5))))
    decision = made.decide(fee(fen))
    assert code(decision) == expected
    assert bool(decision) or mended(made, fee(fen))


def test_a_society_is_run_without_a_fee() -> None:
    """Zero, an assumption; other kinds of cost may be agreed."""
    half = [FeeTerms(kind, Fraction(1, 2)) for kind in (FeeKind.MANAGEMENT, FeeKind.PAYMENT_CHANNEL)]
    made = book(fees(*half, pool=SOCIETY, approved_by=DECIDERS))
    assert code(made.decide(fee(1, pool=SOCIETY))) == "fee.society_management_cap"
    assert made.decide(fee(1, FeeKind.PAYMENT_CHANNEL, pool=SOCIETY))


def test_a_fee_comes_out_of_free_money_of_its_purse() -> None:
    """Within the terms, and yet not there."""
    made = book(gift(100_00, pool=COUNTY), gift(1, "gift-2", COUNTY, only_for=FOR_VILLAGE), fees())
    assert code(made.decide(fee(2, only_for=FOR_VILLAGE))) == "account.money"
    made.record(fee(1, only_for=FOR_VILLAGE))
    assert there(made, COUNTY, FOR_VILLAGE) == {}
    assert made.trace("gift-2").of(StepKind.FEE) == Money(1)
    assert made.event("fee-1").parts == (((COUNTY, FOR_VILLAGE), 1),)  # type: ignore[union-attr] # a fee was charged


def test_what_was_sent_back_bears_no_fee() -> None:
    """A refund lowers what fees are counted on."""
    made = book(gift(100_00, pool=COUNTY), fees())
    made.record(RefundDonation(key="r", on=ON, donation="gift-1", amount=Money(50_00), why="sent_twice"))
    assert made.decide(fee(1_00))
    assert code(made.decide(fee(1_01))) == "fee.within_terms"


def test_money_that_goes_round_bears_no_second_fee() -> None:
    """To and fro between two accounts: each fen counts once at each."""
    made = book(gift(100_00, pool=COUNTY), fees(), fees(pool=VILLAGE))
    for n in range(3):
        made.record(transfer(100_00, COUNTY, VILLAGE, key=f"down-{n}"))
        made.record(transfer(100_00, VILLAGE, COUNTY, key=f"up-{n}"))
    assert code(made.decide(fee(2_01))) == "fee.within_terms"
    assert made.decide(fee(2_00))
    made.record(transfer(100_00, COUNTY, VILLAGE, key="down"))
    assert code(made.decide(fee(2_01, pool=VILLAGE))) == "fee.within_terms"
    assert made.decide(fee(2_00, pool=VILLAGE))


def test_what_was_taken_back_bears_no_fee() -> None:
    """A transfer that was reversed brought nothing to its target."""
    made = book(gift(100_00, pool=COUNTY), fees(pool=VILLAGE), transfer(100_00, COUNTY, VILLAGE), undo())
    made.record(gift(10_00, "gift-2", VILLAGE))
    assert code(made.decide(fee(21, pool=VILLAGE))) == "fee.within_terms"
    assert made.decide(fee(20, pool=VILLAGE))


def test_a_fee_is_reversed_once_and_not_before_it_was() -> None:
    """And every sum is as it was."""
    made = book(gift(100_00, pool=COUNTY), fees())
    before = sums(made)
    made.record(fee(1_00, on=LATER))
    assert code(made.decide(undo_fee())) == "fee.not_before"
    assert mended(made, undo_fee())
    made.record(undo_fee(on=LATER))
    assert sums(made) == before
    assert fees_of(made, COUNTY) == {}
    assert code(made.decide(attrs.evolve(undo_fee(on=LATER), key="again"))) == "fee.live"
    assert code(made.decide(undo_fee("gift-1"))) == "book.not_found"


# --- chains --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"accounts": [COUNTY]}, "chain.accounts"),
        ({"accounts": [COUNTY, COUNTY]}, "chain.accounts"),
        ({"accounts": "ab"}, "chain.accounts"),
        ({"fees": {"elsewhere": MANAGEMENT}}, "chain.fees"),
        ({"fees": [MANAGEMENT]}, "chain.fees"),
        ({"fees": {COUNTY: 5}}, "input.type"),
        ({"ends": "2025"}, "calendar.day"),
    ],
)
def test_a_wrong_chain_is_malformed(changes: dict[str, Any], expected: str) -> None:
    """Two accounts at least, each once; fees of accounts that are on it."""
    with pytest.raises(Malformed) as caught:
        chain(**changes)
    assert caught.value.code == expected


def test_a_chain_knows_its_way() -> None:
    """What follows what, and what each charges for."""
    assert [chain().after(one) for one in NODES] == [*NODES[1:], None]
    assert chain().last == VILLAGE
    assert chain(fees={COUNTY: CHANNEL}).fee_kind(COUNTY) is FeeKind.PAYMENT_CHANNEL
    assert chain().fee_kind(PLATFORM) is FeeKind.MANAGEMENT
    assert chain() == attrs.evolve(chain())


def test_a_chain_is_agreed_by_its_accounts() -> None:
    """Each with deciders, by more than half of them; nobody else; every account is known, the chain new."""
    other = tuple(map(PersonId, ("q-1", "q-2", "q-3")))
    up, down = (
        open_account(name, holder=OrganisationId(f"{COUNTY}-body"), deciders=who)
        for name, who in (("up", DECIDERS), ("down", other))
    )
    made, both = book(up, down), Chain("ours", accounts=["up", "down"])
    for approved, expected in (
        (DECIDERS, "approval.majority"),
        ((*DECIDERS[:2], *other[:1]), "approval.majority"),
        ((*DECIDERS[:2], *other[:2]), "allowed"),
        ((*DECIDERS[:2], *other[:2], PersonId("p-9")), "approval.panel"),
    ):
        decision = made.decide(agree(both, approved_by=approved))
        assert code(decision) == expected
        if expected == "approval.majority":
            assert "decide over down approved" in decision.text("en")
            assert "对 down 有权决定" in decision.text("zh")
    assert "p-1" not in repr(agree(both, approved_by=DECIDERS))
    assert code(made.decide(agree(chain(accounts=[COUNTY, "nowhere"])))) == "book.not_found"
    assert code(book(agree()).decide(agree(key="agree-2"))) == "book.exists"


def test_money_goes_down_the_chain_and_each_step_is_conserved() -> None:
    """From the platform to the village, with a fee at the county, told apart (HF-03)."""
    made = book(
        gift(100_00, pool=PLATFORM, only_for=FOR_VILLAGE), agree(), gift(30_00, "match-1", POT, only_for=FOR_VILLAGE)
    )
    made.record(transfer(30_00, POT, PROVINCE, key="match", only_for=FOR_VILLAGE))
    for source, fen in ((PLATFORM, 100_00), (NATION, 100_00), (PROVINCE, 130_00)):
        made.record(pass_on(fen, source, only_for=FOR_VILLAGE))
    last = pass_on(120_00, COUNTY, only_for=FOR_VILLAGE, fee=Money(2_60), on=ENDS + timedelta(days=1))
    made.record(last)
    for found in (chain_statement(made, "lake"), chain_statement(made, "lake", only_for=FOR_VILLAGE)):
        assert found.is_conserved
        assert (found.raised, found.matched, found.fees) == (Money(100_00), Money(30_00), Money(2_60))
        assert (found.paid_to_village, found.held, found.elsewhere) == (Money(120_00), Money(7_40), Money(0))
    assert chain_statement(made, "lake", only_for=FOR_NEXT).raised == Money(0)
    assert there(made, VILLAGE, FOR_VILLAGE) == {"match-1": 27_40, "gift-1": 92_60}
    assert fees_of(made, COUNTY) == {FeeKind.MANAGEMENT: Money(2_60)}
    assert made.trace("match-1").of(StepKind.FEE) == Money(2_60)
    assert made.trace("pass-county").of(StepKind.FEE) == Money(2_60)
    assert {step.gift for step in made.trace("pass-county").steps} == {"gift-1", "match-1"}
    event = made.event("pass-county")
    assert isinstance(event, Flow)
    assert event.parts == (((COUNTY, FOR_VILLAGE), 120_00), ((COUNTY, FOR_VILLAGE), 2_60))
    table = chain_statement(made, "lake").text()
    assert "| county | ¥0.00 | ¥130.00 | ¥0.00 | ¥0.00 | ¥2.60 | ¥120.00 | ¥0.00 | ¥0.00 | ¥7.40 |" in table
    before = sums(made)
    made.record(undo("pass-county", on=last.on))
    assert fees_of(made, COUNTY) == {}
    again = attrs.evolve(last, key="again")
    made.record(again)
    assert sums(made) == before


def test_what_leaves_the_chain_is_told_apart() -> None:
    """A transfer aside, what was paid, a refund, money sent back by the village: each in a column of its own."""
    made = book(gift(100_00, pool=PLATFORM), agree(chain(ends=None)))
    made.record_all([pass_on(90_00), pass_on(80_00, NATION), pass_on(70_00, PROVINCE), pass_on(60_00, COUNTY)])
    made.record(transfer(5_00, COUNTY, NEXT_VILLAGE))
    made.record(transfer(7_00, VILLAGE, COUNTY, key="leftover"))
    made.record(spend(6_00, COUNTY))
    made.record(spend(2_00, VILLAGE, key="spend-2"))
    made.record(RefundDonation(key="r", on=ON, donation="gift-1", amount=Money(3_00), why="sent_twice"))
    found = chain_statement(made, "lake")
    assert found.is_conserved
    assert (found.raised, found.paid_to_village) == (Money(97_00), Money(53_00))
    assert (found.elsewhere, found.paid, found.held) == (Money(5_00), Money(6_00), Money(33_00))
    assert (found.steps[-1].paid, found.steps[-1].elsewhere) == (Money(2_00), Money(0))
    assert not attrs.evolve(found, steps=(attrs.evolve(found.steps[0], there=Money(1)), *found.steps[1:])).is_conserved


def changed(to: Restriction | None, only_for: Restriction | None = None, **changes: Any) -> ChangePurpose:
    usual: dict[str, Any] = {"key": "change-1", "on": ON, "pool": COUNTY, "donations": ["gift-1"]}
    agreed = UseChange("change-1", fixed_by=[UseFixedBy.AGREEMENT], really_needed=True, donor_consents=True)
    return ChangePurpose(**usual | {"only_for": only_for, "to": to, "change": agreed} | changes)


def test_a_changed_restriction_is_no_move_of_the_chain() -> None:
    """It came from nowhere and went nowhere; of one restriction alone it is told, so that the sums agree."""
    made = book(gift(10_00, pool=COUNTY), agree(chain(ends=None)), pass_on(4_00, COUNTY), changed(ILL))
    county = chain_statement(made, "lake").steps[3]
    assert (county.received, county.matched, county.elsewhere) == (Money(10_00), Money(0), Money(0))
    assert (county.passed_on, county.there, county.is_conserved) == (Money(4_00), Money(6_00), True)
    ill = chain_statement(made, "lake", only_for=ILL).steps[3]
    assert (ill.received, ill.matched, ill.there, ill.is_conserved) == (Money(0), Money(6_00), Money(6_00), True)
    made.record(changed(FOR_VILLAGE, ILL, key="change-2"))
    county = chain_statement(made, "lake").steps[3]
    assert (county.matched, county.elsewhere, county.there) == (Money(0), Money(0), Money(6_00))


def test_relief_is_told_apart_in_a_statement() -> None:
    """What was paid to a household did not go elsewhere."""
    promised = grant(pool=COUNTY, approved_by=DECIDERS, amount=Money(100_00))
    made = book(gift(300_00, pool=COUNTY), agree(), settle(), open_(), promised, pay(amount=Money(100_00)))
    county = chain_statement(made, "lake").steps[3]
    assert (county.paid, county.elsewhere, county.there) == (Money(100_00), Money(0), Money(200_00))


def test_a_statement_leaves_out_what_was_taken_back() -> None:
    """Nothing passed, and nothing arrived."""
    made = book(gift(100_00, pool=PLATFORM), agree(), pass_on(60_00), undo("pass-platform"))
    found = chain_statement(made, "lake")
    assert found.is_conserved
    assert [step.passed_on for step in found.steps] == [Money(0)] * 5
    assert found.held == Money(100_00)


@pytest.mark.parametrize("unknown", ["nowhere", None, []])
def test_a_statement_is_of_a_chain_that_is_known(unknown: Any) -> None:
    """Any other has none."""
    with pytest.raises(Malformed) as caught:
        chain_statement(book(), unknown)
    assert caught.value.code == "chain.unknown"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chain": "nowhere"}, "book.not_found"),
        ({"source": VILLAGE}, "chain.next"),
        ({"source": POT}, "chain.next"),
        ({"on": ON - timedelta(days=1)}, "chain.not_before"),
        ({"amount": Money(100_01)}, "account.money"),
        ({"amount": Money(1), "fee": Money(1)}, "fee.within_terms"),
        ({"only_for": FOR_NEXT}, "account.money"),
        ({}, "allowed"),
    ],
)
def test_money_is_passed_on_from_one_to_the_next_alone(changes: dict[str, Any], expected: str) -> None:
    """Not before the chain was agreed, not more than is there, no fee without terms."""
    made = book(gift(pool=PLATFORM), agree())
    decision = made.decide(attrs.evolve(pass_on(100_00), **changes))
    assert code(decision) == expected
    if decision.remedies:
        assert mended(made, attrs.evolve(pass_on(100_00), **changes))


def test_the_fee_is_on_top_and_keeps_to_its_terms() -> None:
    """Amount and fee leave the source; the remedies change each its own field."""
    made = book(gift(100_00, pool=COUNTY), agree(chain(ends=None)))
    assert made.decide(pass_on(98_00, COUNTY, fee=Money(2_00)))
    refused = made.decide(pass_on(98_01, COUNTY, fee=Money(2_00)))
    assert code(refused) == "account.money"
    assert refused.remedies[0].changes == {"amount": Money(98_00)}
    refused = made.decide(pass_on(90_00, COUNTY, fee=Money(2_01)))
    assert code(refused) == "fee.within_terms"
    assert refused.remedies[0].changes == {"fee": Money(2_00)}
    assert "at most" in refused.remedies[0].text.en
    nothing = book(agree(chain(ends=None))).decide(pass_on(1, COUNTY, fee=Money(1)))
    assert nothing.remedies[0].text.en == "leave the fee out"
    assert nothing.remedies[0].changes == {"fee": Money(0)}
    with pytest.raises(Malformed):
        pass_on(1, fee=Money(-1))


def test_a_platform_on_the_chain_charges_nothing() -> None:
    """The same law holds for what is charged in passing on."""
    made = book(gift(pool=PLATFORM), agree(chain(fees={PLATFORM: FeeTerms(FeeKind.PLATFORM, Fraction(1, 10))})))
    refused = made.decide(pass_on(50_00, fee=Money(1)))
    assert code(refused) == "fee.platform_is_free"
    assert mended(made, pass_on(50_00, fee=Money(1)))


def test_the_village_is_paid_after_the_fundraising() -> None:
    """Not on its last day, on the next; accounts before it need not wait; without an end nobody does."""
    made = book(gift(pool=COUNTY), gift(key="gift-2", pool=PLATFORM), agree())
    refused = made.decide(pass_on(1, COUNTY, on=ENDS))
    assert code(refused) == "chain.after_the_end"
    assert refused.remedies[0].wait_until == ENDS + timedelta(days=1)
    assert mended(made, pass_on(1, COUNTY, on=ENDS))
    assert made.decide(pass_on(1, COUNTY, on=ENDS + timedelta(days=1)))
    assert made.decide(pass_on(1))
    assert book(gift(pool=COUNTY), agree(chain(ends=None))).decide(pass_on(1, COUNTY))
    without = Book(NATIONAL)
    day = date(2020, 10, 12)
    orders = [*accounts(), gift(pool=COUNTY), agree()]
    without.record_all([attrs.evolve(order, on=day) for order in orders])
    assert without.decide(pass_on(1, COUNTY, on=day))
    assert code(without.decide(pass_on(1, COUNTY, on=day + timedelta(days=1)))) == "chain.after_the_end"
    amended = Book(NATIONAL.amend(since=ON, village_paid_after_fundraising=False))
    amended.record_all(orders)
    assert amended.decide(pass_on(1, COUNTY))


def test_no_order_can_take_the_name_of_a_fee() -> None:
    """The parts of an order have names that no key can be."""
    made = book(gift(100_00, pool=COUNTY), agree(chain(ends=None)), pass_on(1, COUNTY, fee=Money(1)))
    name = made.event("pass-county").fee.name  # type: ignore[union-attr] # a fee was charged
    with pytest.raises(Malformed):
        transfer(key=name)
    assert made.decide(transfer(1, COUNTY, POT, key="pass-county/fee"))


def test_a_book_with_flows_can_be_written_down_and_read_again() -> None:
    """As JSON Lines, and no giver, decider or reason is in an event's own words."""
    made = book(gift(100_00, pool=COUNTY, donor="d-7"), agree(chain(ends=None)), fees(CHANNEL))
    made.record_all(
        [
            pass_on(1, COUNTY, fee=Money(1)),
            share(3, Split.equal(NEXT_VILLAGE, POT)),
            fee(1, FeeKind.PAYMENT_CHANNEL),
            undo("share-1"),
        ]
    )
    assert from_json_lines(to_json_lines(made), made.law).events == made.events
    for event in made.events:
        assert "d-7" not in repr(event)
        assert "to the wrong one" not in repr(event)


# --- sharing out ---------------------------------------------------------------------------------


@given(st.integers(1, 200), st.lists(st.integers(1, 9), min_size=3, max_size=3))
def test_what_is_shared_out_sums_to_the_whole(fen: int, weights: list[int]) -> None:
    """To the fen, each within one fen of its share; and back."""
    pools = (VILLAGE, NEXT_VILLAGE, POT)
    split = Split({pool: Fraction(weight, sum(weights)) for pool, weight in zip(pools, weights, strict=True)})
    made = book(gift(fen, pool=COUNTY))
    before = sums(made)
    made.record(share(fen, split))
    got = {pool: sum(there(made, pool).values()) for pool in pools}
    assert sum(got.values()) == fen
    assert all(abs(got[pool] - fen * split.share(pool)) < 1 for pool in pools)
    assert not there(made, COUNTY)
    assert made.trace("share-1").amount == Money(fen)
    made.record(undo("share-1"))
    assert sums(made) == before
    assert there(made, COUNTY) == {"gift-1": fen}


def test_half_each_as_in_xiamen() -> None:
    """The odd fen goes to whose id comes first."""
    red, federation = XIAMEN_ONE_DAY.ids[1], XIAMEN_ONE_DAY.ids[0]
    more = [open_account(name, holder=CHARITY) for name in (red, federation)]
    made = book(*more, gift(101, pool=COUNTY), share(101, XIAMEN_ONE_DAY))
    assert {pool: made.balance(pool).free for pool in (red, federation)} == {red: Money(50), federation: Money(51)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"source": "nowhere"}, "book.not_found"),
        ({"split": Split.equal(VILLAGE, "nowhere")}, "book.not_found"),
        ({"split": Split.equal(VILLAGE, COUNTY)}, "transfer.different"),
        ({"split": Split.equal(VILLAGE, SOCIETY)}, "allowed"),
        ({"amount": Money(101)}, "account.money"),
        ({}, "allowed"),
    ],
)
def test_what_may_be_shared_out(changes: dict[str, Any], expected: str) -> None:
    """All pools are known and none is the source itself; there is enough."""
    assert code(book(gift(100, pool=COUNTY)).decide(attrs.evolve(share(100), **changes))) == expected


def test_one_fen_of_two_goes_to_one() -> None:
    """Who gets nothing has no move."""
    made = book(gift(1, pool=COUNTY), share(1))
    assert len(made.event("share-1").moves) == 1  # type: ignore[union-attr] # it was shared out
    with pytest.raises(Malformed):
        share(1, split={VILLAGE: 1})  # type: ignore[arg-type] # the mistake to refuse


# --- a book against a plain model ----------------------------------------------------------------

TENTH = FeeTerms(FeeKind.MANAGEMENT, Fraction(1, 10))
WIDE = Chain("lake", accounts=NODES, fees={PROVINCE: TENTH, COUNTY: TENTH})
PLACES = (None, FOR_VILLAGE, FOR_NEXT)
Key = tuple[str, "Restriction | None"]


class Plain:
    """The model: each purse is a list of gifts, one entry a fen, in the order of paying."""

    def __init__(self) -> None:
        self.lines: dict[Key, list[str]] = {(pool, r): [] for pool in ROLES for r in PLACES}
        self.given: dict[str, tuple[int, Restriction | None]] = {}
        self.came: Counter[str] = Counter()
        self.fees: Counter[str] = Counter()
        self.done: dict[str, tuple[Key, list[tuple[Key, list[str]]], list[str]]] = {}

    def receive(self, gift_: str, fen: int, pool: str, only_for: Restriction | None) -> bool:
        """Take a gift in."""
        self.lines[pool, only_for] += [gift_] * fen
        self.came[pool] += fen
        self.given[gift_] = (fen, only_for)
        return True

    def fee_left(self, pool: str) -> int:
        """What may still be charged: a tenth of what came in."""
        return max(self.came[pool] // 10 - self.fees[pool], 0) if pool in {PROVINCE, COUNTY} else 0

    def take(self, source: Key, fen: int) -> list[str]:
        """Take the oldest fens."""
        taken, self.lines[source] = self.lines[source][:fen], self.lines[source][fen:]
        return taken

    def put(self, target: Key, fens: list[str]) -> None:
        """Put fens at the end, gift by gift."""
        for gift_, n in Counter(fens).items():
            self.lines[target] += [gift_] * n

    def flow(self, key: str, source: Key, targets: dict[str, int], fee: int) -> bool:
        """Move money to other pools, if there is enough, with a fee within the terms."""
        if sum(targets.values()) + fee > len(self.lines[source]) or (fee and fee > self.fee_left(source[0])):
            return False
        charged = self.take(source, fee)
        moves = []
        for pool, fen in targets.items():
            fens = self.take(source, fen)
            self.put((pool, source[1]), fens)
            self.came[pool] += fen
            moves.append(((pool, source[1]), fens))
        self.fees[source[0]] += fee
        self.done[key] = (source, moves, charged)
        return True

    def undo(self, key: str) -> bool:
        """Take a flow or a fee back, if all of it is where it went."""
        source, moves, charged = self.done[key]
        needed = Counter((target, gift_) for target, fens in moves for gift_ in fens)
        if any(self.lines[target].count(gift_) < n for (target, gift_), n in needed.items()):
            return False
        for target, fens in moves:
            line = self.lines[target]
            for gift_ in fens:  # the last to come are the first to go back
                del line[len(line) - 1 - line[::-1].index(gift_)]
            self.put(source, fens)
            self.came[target[0]] -= len(fens)
        self.put(source, charged)
        self.fees[source[0]] -= len(charged)
        del self.done[key]
        return True


def may_leave(source: str, targets: list[str], only_for: Restriction | None) -> bool:
    """Tell whether money may go so, other than by passing on."""
    fenced = only_for is not None and not set(targets) <= set(NODES)
    return source == POT or not (source == PLATFORM or fenced or set(targets) & set(NODES[NODES.index(source) :]))


def drawn_amount(data: st.DataObject, most: int) -> int:
    """Draw an amount on and around what is there."""
    return data.draw(st.sampled_from([n for n in (1, most // 2, most - 1, most, most + 1) if n > 0] or [1]))


def one_order(data: st.DataObject, plain: Plain, n: int) -> tuple[Command, Callable[[], bool]]:
    """Draw an order, and what the model makes of it."""
    kind = data.draw(st.sampled_from(["gift", "pass", "pass", "pass", "share", "transfer", "fee", "undo", "undo"]))
    key, only_for = f"{kind}-{n}", data.draw(st.sampled_from(PLACES))
    if kind == "gift":
        fen, pool = data.draw(st.integers(1, 60)), data.draw(st.sampled_from([PLATFORM, PLATFORM, POT]))

        return gift(fen, key, pool, only_for=only_for), lambda: plain.receive(key, fen, pool, only_for)
    if kind == "undo":
        what = data.draw(st.sampled_from(sorted(plain.done))) if plain.done else "nothing"
        order: Command = undo_fee(what, key=key) if what.startswith("fee") else undo(what, key=key)
        return order, lambda: what in plain.done and plain.undo(what)
    on_the_way = NODES[:-1]
    sources = {"share": (COUNTY, POT), "transfer": (*on_the_way, COUNTY, COUNTY, POT, POT)}.get(kind, on_the_way)
    source = data.draw(st.sampled_from(sources))
    there_ = len(plain.lines[source, only_for])
    if kind == "fee":
        fen = drawn_amount(data, data.draw(st.sampled_from([there_, plain.fee_left(source)])))
        return fee(fen, pool=source, key=key, only_for=only_for), lambda: plain.flow(key, (source, only_for), {}, fen)
    fen = drawn_amount(data, there_)
    if kind == "transfer":
        down = NODES if source == POT else NODES[NODES.index(source) + 1 :]
        target = data.draw(st.sampled_from((*down, NEXT_VILLAGE)))
        order = transfer(fen, source, target, key=key, only_for=only_for)
        return (
            order,
            lambda: may_leave(source, [target], only_for) and plain.flow(key, (source, only_for), {target: fen}, 0),
        )
    if kind == "share":
        first, second = data.draw(st.sampled_from([(HOST, NEXT_VILLAGE), (NEXT_VILLAGE, VILLAGE)]))
        parts = {first: fen - fen // 2, second: fen // 2}  # the odd fen to the id that comes first
        moved = {pool: part for pool, part in parts.items() if part}
        order = share(fen, Split.equal(first, second), source=source, key=key, only_for=only_for)
        return (
            order,
            lambda: may_leave(source, [first, second], only_for) and plain.flow(key, (source, only_for), moved, 0),
        )
    most = plain.fee_left(source)
    charged = data.draw(st.sampled_from([0, 0, *(n for n in (most, most + 1) if n)]))
    fen = drawn_amount(data, max(there_ - charged, 1))
    order = pass_on(fen, source, key=key, only_for=only_for, fee=Money(charged))
    return order, lambda: plain.flow(key, (source, only_for), {str(WIDE.after(source)): fen}, charged)


def agree_on(made: Book, plain: Plain) -> None:
    """Check all that must hold after every order."""
    for (pool, only_for), line in plain.lines.items():
        assert there(made, pool, only_for) == Counter(line)
        assert all(plain.given[name][1] == only_for for name in line)  # what is ring-fenced stays so
    for pool in ROLES:
        assert sum((money.fen for money in fees_of(made, pool).values()), 0) == plain.fees[pool]
        assert made.balance(pool).fees == Money(plain.fees[pool])
        assert made.balance(pool).is_conserved
    for only_for in PLACES:
        found = chain_statement(made, "lake", only_for=only_for)
        assert found.is_conserved
        if only_for is None:
            assert {step.elsewhere for step in found.steps[:1]} == {Money(0)}
            assert sum(step.there.fen for step in found.steps) == sum(
                len(line) for (pool, _), line in plain.lines.items() if pool in NODES
            )
    for name, (fen, _) in plain.given.items():
        assert made.trace(name).amount == Money(fen)


def book_and_model(data: st.DataObject, most: int = 14) -> None:
    """Give the same orders to a book and to the model; both allow the same, and come to the same."""
    made, plain = book(agree(WIDE), law=NATIONAL), Plain()
    for n, (pool, only_for) in enumerate(itertools.product((PLATFORM, COUNTY), PLACES)):
        made.record(gift(40, f"first-{n}", pool, only_for=only_for))
        plain.receive(f"first-{n}", 40, pool, only_for)
    for n in range(data.draw(st.integers(1, most))):
        order, modelled = one_order(data, plain, n)
        decision = made.decide(order)
        assert bool(decision) is modelled(), (decision, order)
        if decision:
            made.record(order)
        else:
            with pytest.raises(Refused):
                made.record(order)
            assert decision.outcome is Outcome.REFUSED
        agree_on(made, plain)
    assert Book.replay(made.events, made.law).events == made.events


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_book_and_model_agree(data: st.DataObject) -> None:
    """Drawn orders, with amounts on and around every limit."""
    book_and_model(data)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 30)), max_size=12))
def test_fees_never_exceed_the_share_of_different_fens(moves: list[tuple[int, int, int]]) -> None:
    """However money goes round, what a pool may charge is a share of the different fens that ever came there."""
    pools = (COUNTY, VILLAGE, NEXT_VILLAGE)
    made = book(gift(30, pool=COUNTY), *(fees(TENTH, pool=pool) for pool in pools))
    lines: dict[str, list[int]] = {COUNTY: list(range(30)), VILLAGE: [], NEXT_VILLAGE: []}
    seen = {pool: set(line) for pool, line in lines.items()}
    for n, (a, b, fen) in enumerate(moves):
        order = transfer(fen, pools[a], pools[b], key=f"t-{n}")
        if made.decide(order):
            made.record(order)
            moved, lines[pools[a]] = lines[pools[a]][:fen], lines[pools[a]][fen:]
            lines[pools[b]] += moved
            seen[pools[b]].update(moved)
    for pool in pools:
        limit = len(seen[pool]) // 10
        over = made.decide(fee(limit + 1, pool=pool))
        assert not over
        assert "fee.within_terms" in {finding.ground.code for finding in over.unmet}


# --- planted bugs --------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def told(data: st.DataObject) -> None:
    book_and_model(data, 10)


def calls(test: Callable[..., None]) -> Iterable[Callable[[], None]]:
    """Give each call of a test: one, or one for each row of its table."""
    tables = [mark.args for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    if not tables:
        return [test]
    names, rows = tables[0][:2]
    several = [names] if isinstance(names, str) else names
    return [partial(test, **dict(zip(several, [row] if isinstance(names, str) else row, strict=True))) for row in rows]


def all_checks() -> None:
    """Run the tests above that draw nothing, then the model."""
    for name, test in list(globals().items()):
        if name.startswith("test_") and not hasattr(test, "hypothesis") and "bug" not in name:
            for call in calls(test):
                call()
    told()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError, ExceptionGroup, pytest.fail.Exception)):
        all_checks()


def test_each_planted_bug_has_a_name_of_its_own() -> None:
    """And there are enough of them."""
    assert len({bug.name for bug in BUGS}) == len(BUGS) > 30


@pytest.mark.deep
def test_without_a_bug_all_checks_hold() -> None:
    """What catches a bug is the bug."""
    all_checks()


# --- relief goes by cases --------------------------------------------------------------------------


def test_relief_to_a_household_is_not_spent() -> None:
    """Who belongs to a household of the book is helped by its case; others are paid, and for other things too."""
    made = book(settle(), receive(key="gift-9", pool=FUND))
    usual: dict[str, Any] = {"key": "s-1", "on": ON, "pool": FUND, "amount": yuan(10), "approved_by": COMMITTEE[:3]}
    refused = made.decide(Spend(purpose=ILLNESS, payee=PersonId("f-1"), **usual))
    assert code(refused) == "spending.no_relief"
    assert refused.remedies[0].first == "OpenCase"
    assert made.decide(Spend(purpose=ILLNESS, payee=PersonId("clinic-1"), **usual))
    other = made.decide(Spend(purpose=PUBLIC_REPAIR, payee=PersonId("f-1"), **usual))
    assert code(other) != "spending.no_relief"
