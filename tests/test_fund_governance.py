"""Founding and governing a community charity fund: papers, name, committee, ladder, opinions, uses. All is invented."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.errors import Malformed
from community_charity.flows.accounts import Account, OpenAccount
from community_charity.flows.chains import AgreeChain, Chain, PassOn, ShareOut
from community_charity.flows.spending import ReverseSpending
from community_charity.flows.transfers import TransferFunds
from community_charity.funds.changing import CommitteeChanged
from community_charity.funds.committee import CommitteeMember, MemberKind
from community_charity.funds.fund import FUNDS
from community_charity.funds.ladder import Level, level_of
from community_charity.funds.names import DonorName, FundName
from community_charity.funds.opinions import Opinion
from community_charity.funds.setup import Initiator, SetUp, SetUpPapers, advice
from community_charity.funds.uses import Bar, FundUse, UseFacts
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.language import Text
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import POOLS, Cause, Pool, Standing
from community_charity.purposes import CULTURE, ENVIRONMENT, GENERAL, RELIEF
from community_charity.relief import ReviewCase
from community_charity.rules.splits import Split
from planted_funds import BUGS
from reproducers_fund_governance import (
    BUILDER,
    CLEAR,
    EVE,
    HUBEI,
    JINAN,
    LARGE,
    LICANG,
    NEXT,
    YANTAI,
    above,
    answer,
    change,
    governed,
    may_use,
    named,
    opinion,
    spend,
    wide_fund,
)
from sample import (
    CASE,
    CHARITY,
    COMMITTEE,
    FUND,
    HUNAN,
    LAW,
    NATIONAL,
    ON,
    agreement,
    case,
    charity,
    cost,
    enter,
    establish,
    from_fund,
    fund,
    known_members,
    open_,
    people,
    settle,
    tied,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision
    from planted_bugs import Bug

YUBEI = Law.of("cn/chongqing/yubei")
SICHUAN = Law.of("cn/sichuan")


def unmet(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def said(decision: Decision, code: str) -> bool | None:
    """Tell what a decision found on a ground: it must have been weighed."""
    return next(finding.holds for finding in decision.findings if finding.ground.code == code)


# --- set-up --------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", list(product([True, False, None], repeat=3)))
def test_the_three_papers_in_yubei(given: tuple[bool | None, ...]) -> None:
    """All three are needed; one that is not known to be there leaves the answer open, and the remedy names it."""
    names = ("application_form", "committee_list", "management_agreement")
    papers = SetUpPapers(**dict(zip(names, given, strict=True)))
    decision = fund(set_up=SetUp(talked_on=date(2025, 1, 15), papers=papers)).may_establish(YUBEI.on(ON))
    expected = False if False in given else None if None in given else True
    assert said(decision, "fund.papers") is expected
    words = " ".join(remedy.text.en for remedy in decision.remedies)
    labels = ("application form", "list of committee members", "management agreement")
    assert [label in words for label in labels] == [not there for there in given]


def test_no_paper_is_known_of_where_nothing_is_said() -> None:
    """A fund of which nothing is said is undetermined in Yubei, and allowed where no papers are asked for."""
    silent = fund(set_up=None)
    assert unmet(silent.may_establish(YUBEI.on(ON))) == ["fund.talked_first", "fund.papers"]
    assert silent.may_establish(YUBEI.on(ON)).outcome is Outcome.UNDETERMINED
    assert silent.may_establish(LAW.on(ON))
    assert fund(set_up=None, name=None, members=None).may_establish(NATIONAL.on(ON))


@pytest.mark.parametrize(
    ("talked", "signed", "holds"),
    [
        (date(2025, 1, 14), date(2025, 1, 15), True),
        (date(2025, 1, 15), date(2025, 1, 15), True),
        (date(2025, 1, 16), date(2025, 1, 15), False),
        (None, date(2025, 1, 15), None),
        (ON, None, True),
        (NEXT, None, False),
    ],
)
def test_the_host_is_talked_to_first(talked: date | None, signed: date | None, *, holds: bool | None) -> None:
    """On the day of the agreement is early enough, a day after it is not."""
    signed_by = None if signed is None else agreement(signed_on=signed)
    decision = fund(agreement=signed_by, set_up=SetUp(talked_on=talked)).may_establish(YUBEI.on(ON))
    assert said(decision, "fund.talked_first") is holds
    free = YUBEI.amend(since=ON, fund_talks_with_host_first=False).on(ON)
    assert "fund.talked_first" not in unmet(fund(agreement=signed_by).may_establish(free))


def test_who_may_start_it() -> None:
    """A township and a community may in both provinces, a body that they invited in Hunan alone."""
    for initiator in Initiator:
        asked = fund(set_up=SetUp(initiated_by=initiator))
        assert asked.may_establish(HUNAN.on(ON)), initiator
        in_hubei = said(asked.may_establish(HUBEI.on(ON)), "fund.initiator")
        assert in_hubei is (initiator is not Initiator.INVITED)
        assert initiator.text.zh
    decision = fund(set_up=None).may_establish(HUBEI.on(ON))
    assert decision.outcome is Outcome.UNDETERMINED
    assert "names who starts" in decision.remedies[0].text.en


def test_the_host_is_qualified_where_the_place_says_so() -> None:
    """In Jinan from the day of the certificate on; in Hunan such a charity comes first, and no other is refused."""
    jinan = JINAN.on(ON)
    for since, holds in ((ON, True), (EVE, True), (NEXT, False), (None, False)):
        assert said(fund().may_establish(jinan, charity(qualified_on=since)), "fund.qualified_host") is holds
    assert said(fund().may_establish(jinan), "fund.qualified_host") is None
    assert fund().may_establish(HUNAN.on(ON), charity())
    assert unmet(fund(host=None).may_establish(jinan)) == ["fund.host"]
    free = JINAN.amend(since=ON, fund_host_is_qualified=False).on(ON)
    assert fund().may_establish(free)
    made = Book(JINAN)
    made.record(enter(charity()))
    assert unmet(made.decide(establish())) == ["fund.qualified_host"]


def test_advice_is_no_law() -> None:
    """Hunan would rather have a qualified local host; nobody is refused for it."""
    hunan = HUNAN.on(ON)
    assert len(advice(None, hunan)) == len(advice(charity(), hunan)) == 2
    assert len(advice(charity(qualified_on=ON), hunan)) == len(advice(None, LAW.on(ON))) == 1
    assert fund().advice(hunan, charity(qualified_on=ON)) == advice(charity(qualified_on=ON), hunan)


def test_three_parties_in_licang() -> None:
    """Who starts it, who supervises it and who is entrusted are three; one that is not known leaves the answer open."""
    three = SetUp(initiator=PersonId("lake-head"), supervised_by=OrganisationId("lake-street"))
    licang = LICANG.on(ON)
    decision = fund(set_up=three).may_establish(licang, charity(qualified_on=ON))
    assert said(decision, "fund.roles_apart") is True
    for changes, holds in (
        ({"initiator": CHARITY}, False),
        ({"supervised_by": CHARITY}, False),
        ({"supervised_by": "lake-head"}, False),
        ({"supervised_by": None}, None),
        ({"initiator": None}, None),
        ({"initiator": CHARITY, "supervised_by": None}, False),
    ):
        other = attrs.evolve(three, **changes)
        assert said(fund(set_up=other).may_establish(licang), "fund.roles_apart") is holds, changes


def test_three_roles_in_hubei() -> None:
    """Who carries a project out neither holds the money nor decides on it, and must be known."""
    made = governed(law=HUBEI, of=wide_fund(set_up=SetUp(initiated_by="community")))
    for payee, holds in ((BUILDER, True), (CHARITY, False), ("c-5", False), (None, None)):
        assert said(made.decide(spend(payee=payee)), "fund.roles_apart") is holds
    assert "fund.roles_apart" not in [f.ground.code for f in governed().decide(spend()).findings]


# --- the name ------------------------------------------------------------------------------------


def test_the_pattern_of_a_name() -> None:
    """Host, place, donor, and at the end 慈善基金: the donor stands right before it."""
    name = named().name
    assert name is not None
    assert name.text.zh == "市慈善总会湖镇红云慈善基金"
    assert name.text.en == "Red Cloud Charity Fund of Lake Town, City Charity"
    assert attrs.evolve(name, donor=None).text == Text(
        "Charity Fund of Lake Town, City Charity", "市慈善总会湖镇慈善基金"
    )
    assert [name.used_in_full(used) for used in (name.text.zh, name.text.en, "湖镇慈善基金")] == [True, True, False]
    assert "Red Cloud" not in repr(name)
    for place in ("湖滨社区", "湖村", "湖乡", "湖镇", "湖滨街道"):
        assert FundName(Text("Host", "甲会"), Text("Lake", place)).text.zh == f"甲会{place}慈善基金"


def test_a_name_is_asked_for_in_hunan_alone() -> None:
    """Without one the answer is open there; elsewhere nobody asks."""
    decision = fund(name=None).may_establish(HUNAN.on(ON))
    assert (unmet(decision), decision.outcome) == (["fund.named_after_host"], Outcome.UNDETERMINED)
    assert fund(name=None).may_establish(LAW.on(ON))
    assert fund(name=None).may_establish(HUNAN.amend(since=ON, fund_named_after_host=False).on(ON))


@pytest.mark.parametrize(
    ("changes", "code", "outcome"),
    [
        ({}, None, Outcome.ALLOWED),
        ({"donor_is": "person"}, "fund.donor_name", Outcome.REFUSED),
        ({"donor_is": "product"}, "fund.donor_name", Outcome.REFUSED),
        ({"donor_is": None}, "fund.donor_name", Outcome.UNDETERMINED),
        ({"promotes": True}, "fund.name_not_commercial", Outcome.REFUSED),
        ({"promotes": None}, "fund.name_not_commercial", Outcome.UNDETERMINED),
        ({"approved_on": EVE}, None, Outcome.ALLOWED),
        ({"approved_on": NEXT}, "fund.name_approved", Outcome.REFUSED),
        ({"approved_on": None}, "fund.name_approved", Outcome.UNDETERMINED),
    ],
)
def test_naming_a_fund_after_a_donor(changes: dict[str, Any], code: str | None, outcome: Outcome) -> None:
    """A body's name, approved by the host's board office and no advertisement; the rule is shown as practice."""
    decision = named(**changes).may_establish(LAW.on(ON))
    assert (unmet(decision), decision.outcome) == ([code] if code else [], outcome)
    assert "practice, not law" in decision.text("en")


def test_a_place_may_bar_less() -> None:
    """Where persons' and products' names, commerce or approval are no matter, nobody asks."""
    unknown = named(donor_is=None, promotes=None, approved_on=None)
    free = LAW.amend(since=ON, fund_name_bars=("other",), fund_donor_name_needs_approval=False)
    assert unknown.may_establish(free.on(ON))
    assert unmet(named(donor_is="person").may_establish(LAW.amend(since=ON, fund_name_bars=("product",)).on(ON))) == []
    before = unknown.may_establish(LAW.on(date(2016, 8, 31)))  # no rule read is older
    assert not {"fund.donor_name", "fund.name_not_commercial", "fund.name_approved"} & set(unmet(before))
    assert [kind.text.en.startswith("the name of") for kind in DonorName] == [True] * 3


# --- the committee -------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "accepted"), [(3, False), (4, False), (5, True), (6, False), (7, True)])
def test_practice_vector_10_committee_sizes_in_hunan(size: int, *, accepted: bool) -> None:
    """Three, four and six are refused, five and seven accepted: at founding, and by a change in the book."""
    committee = people(*(f"c-{n}" for n in range(size)))
    assert bool(fund(committee=committee).may_establish(HUNAN.on(ON))) is accepted
    seven = people(*(f"c-{n}" for n in range(7)))
    made = governed(law=HUNAN, of=wide_fund(committee=seven))
    order = change(leave=seven[size:], supervisors=people("s-1"), approved_by=seven)
    assert bool(made.decide(order)) is accepted


@pytest.mark.parametrize(
    ("of_one", "unpaid", "drawn"),
    [
        ({"kind": "local_firms", "paid": False}, True, True),
        ({"kind": "local_firms", "paid": True}, False, True),
        ({"kind": "local_firms"}, None, True),
        ({"kind": "other", "paid": False}, True, False),
        ({"paid": False}, True, None),
        ({}, None, None),
    ],
)
def test_who_sits_on_it(of_one: dict[str, Any], *, unpaid: bool | None, drawn: bool | None) -> None:
    """Each member is unpaid and comes from where the place says; of whom nothing is known leaves the answer open."""
    members = (*known_members("c-1", "c-2", "c-3", "c-4"), CommitteeMember(PersonId("c-5"), **of_one))
    decision = fund(members=members).may_establish(HUNAN.on(ON))
    assert said(decision, "fund.committee_unpaid") is unpaid
    assert said(decision, "fund.committee_drawn_from") is drawn
    assert fund(members=members).may_establish(LAW.on(ON))
    free = HUNAN.amend(since=ON, fund_committee_is_unpaid=False).on(ON)
    assert "fund.committee_unpaid" not in unmet(fund(members=members).may_establish(free))


def test_one_who_fails_outweighs_one_unknown() -> None:
    """With a paid member and one of whom nothing is known the fund is refused, and both are counted."""
    members = (*known_members("c-1", "c-2", "c-3"), CommitteeMember(PersonId("c-4"), "other", paid=True))
    decision = fund(members=members).may_establish(HUNAN.on(ON))
    assert decision.outcome is Outcome.REFUSED
    assert [finding.found for finding in decision.unmet] == [2, 2]
    assert "c-4" not in repr(fund(members=members).members)
    assert all(kind.text.zh for kind in MemberKind)


def test_a_change_in_the_book() -> None:
    """Who decides over the pool, whose relatives it may not help, and what is known of the members change together."""
    joins = known_members("c-6")
    made = governed(change(leave=people("c-1"), join=joins, supervisors=people("s-2")))
    pool, row = made.all(POOLS)[FUND], made.all(FUNDS)[FUND]
    assert pool.deciders == frozenset(people("c-2", "c-3", "c-4", "c-5", "c-6")) == frozenset(row.committee)
    assert pool.managers == pool.deciders | {"m-1", "m-2"}
    assert (row.supervisors, "c-6" in {one.person for one in row.members or ()}) == (("s-2",), True)
    assert "c-1" not in {one.person for one in row.members or ()}
    gone = made.decide(spend(approved_by=people("c-1", "c-2", "c-3")))
    assert unmet(gone) == ["approval.panel"]
    assert made.decide(spend(approved_by=people("c-6", "c-2", "c-3")))
    assert isinstance(made.events[-1], CommitteeChanged)
    assert "c-6" not in repr(made.events[-1])


def test_who_runs_the_host_stays_a_manager() -> None:
    """A member who runs the host as well leaves the committee, and is a manager still."""
    both = wide_fund(committee=(*COMMITTEE, *people("m-1")))
    made = governed(change(leave=people("m-1"), approved_by=COMMITTEE), of=both)
    assert made.all(POOLS)[FUND].managers == {*COMMITTEE, "m-1", "m-2"}


def test_a_fund_without_a_host_changes_as_well() -> None:
    """Where a place asks for no host, only the committee are managers."""
    free = LAW.amend(since=ON, fund_needs_host=False)
    made = governed(change(leave=people("c-1")), law=free, of=wide_fund(host=None))
    assert made.all(POOLS)[FUND].managers == frozenset(COMMITTEE[1:])


def test_who_decides_on_a_change_and_when() -> None:
    """More than half of the old committee, not before the fund was opened, and not after it ended."""
    made = governed()
    few = change(join=known_members("c-6"), approved_by=COMMITTEE[:2])
    assert unmet(made.decide(few)) == ["approval.majority"]
    early = change(join=known_members("c-6"), on=EVE)
    assert unmet(made.decide(early)) == ["pool.opened"]
    again = change(join=known_members("c-1"))
    assert unmet(made.decide(again)) == ["fund.change_fits"]
    assert unmet(made.decide(change(fund="f-9", leave=people("c-1")))) == ["book.not_found"]
    bare = attrs.evolve(change(join=known_members("c-6")), key="change-2", fund=FUND)
    assert made.decide(bare)


@pytest.mark.parametrize(("standing", "code"), [(Standing.RECTIFYING, []), (Standing.TERMINATED, ["pool.active"])])
def test_a_fund_that_is_put_right_may_change_its_committee(standing: Standing, code: list[str]) -> None:
    """It may well need another one; a fund that has ended has none."""
    made = governed()
    rows = made._state.of(POOLS)  # no order here sets the standing: that is for those of the fund's life
    rows[FUND] = attrs.evolve(rows[FUND], standing=standing)
    assert unmet(made.decide(change(join=known_members("c-6")))) == code


PERSONS = people(*(f"c-{n}" for n in range(1, 10)))


def committee_agrees(changes: list[tuple[set[str], set[str]]]) -> None:
    """Tell changes to a book in Hunan and to a plain set, and compare what is allowed and who sits."""
    made, sitting = governed(law=HUNAN), set[str](COMMITTEE)
    for number, (go, come) in enumerate(changes):
        order = change(
            key=f"change-{number}",
            leave=people(*sorted(go)),
            join=known_members(*sorted(come)),
            approved_by=sorted(sitting),
        )
        after = (sitting - go) | come
        fits = go <= sitting and not come & sitting
        allowed = fits and len(after) >= 5 and len(after) % 2 == 1
        assert bool(made.decide(order)) is allowed, (sitting, go, come)
        if allowed:
            made.record(order)
            sitting = after
    assert set(made.all(FUNDS)[FUND].committee) == made.all(POOLS)[FUND].deciders == sitting


_SOME = st.sets(st.sampled_from(PERSONS), max_size=3)
_CHANGES = st.lists(st.tuples(_SOME, _SOME).filter(lambda pair: any(pair) and not pair[0] & pair[1]), max_size=6)


@given(_CHANGES)
@settings(max_examples=60, deadline=None)
def test_any_changes_agree_with_a_plain_set(changes: list[tuple[set[str], set[str]]]) -> None:
    """The committee is what a set would be, and never of an even number or fewer than five in Hunan."""
    committee_agrees(changes)


# --- the ladder ----------------------------------------------------------------------------------

CEILING, HIGHEST, DEAR = yuan(20_000), yuan(800_000), yuan(90_000)


def ladder_agrees(amount: Money, approvals: list[tuple[str, Money, date]]) -> None:
    """Spend an amount with approvals from above, and compare with the plain rule."""
    levels = ["host", "board"]
    orders = [above(most, key=f"above-{n}", level=level, on=on) for n, (level, most, on) in enumerate(approvals)]
    made = governed(*orders)
    last = {level: (most, on) for level, most, on in approvals}
    enough = levels if amount <= HIGHEST else levels[1:]
    covered = any(last[one][0] >= amount and last[one][1] <= NEXT for one in enough if one in last)
    assert bool(made.decide(spend(amount, on=NEXT))) is (amount <= CEILING or covered), (amount, approvals)


_AMOUNTS = st.sampled_from([Money(c.fen + d) for c in (CEILING, HIGHEST) for d in (-1, 0, 1, 100)] + [Money(1)])
_APPROVALS = st.lists(
    st.tuples(st.sampled_from(["host", "board"]), _AMOUNTS, st.sampled_from([ON, NEXT, date(2025, 3, 15)])), max_size=3
)


@given(_AMOUNTS, _APPROVALS)
@settings(max_examples=80, deadline=None)
def test_the_ladder_is_the_plain_rule(amount: Money, approvals: list[tuple[str, Money, date]]) -> None:
    """To the fen: the committee up to its ceiling, the host or its board above, the board alone above the host's."""
    ladder_agrees(amount, approvals)


def test_each_limit_of_the_ladder() -> None:
    """The last fen is allowed, the next asks for more; the remedy names the order that is needed, and it is enough."""
    made = governed()
    assert made.decide(spend(CEILING))
    over = spend(yuan("20000.01"))
    decision = made.decide(over)
    assert unmet(decision) == ["fund.approved_by_host"]
    assert decision.remedies[0].first == "ApproveAbove"
    made.record(above(over.amount))
    assert made.decide(over)
    assert unmet(made.decide(spend(yuan("20000.02")))) == ["fund.approved_by_host"]
    assert unmet(made.decide(attrs.evolve(over, key="spend-2"))) == ["fund.approved_by_host"]
    assert governed(above(HIGHEST)).decide(spend(HIGHEST))
    high = spend(yuan("800000.01"))
    assert unmet(governed(above(LARGE)).decide(high)) == ["fund.approved_by_board"]
    assert governed(above(LARGE, level="board")).decide(high)
    assert "assumption, not law" in decision.text("en")
    assert [level.text.zh for level in Level] == ["依托组织", "依托组织理事会"]


def test_an_approval_is_for_one_fund_and_one_order() -> None:
    """An approval for another fund's money or from after the order does not count; a later one replaces it."""
    other = establish(wide_fund(id="f-2"), key="e-2")
    assert unmet(governed(other, above(pool="f-2")).decide(spend(yuan(30_000)))) == ["fund.approved_by_host"]
    assert unmet(governed(above(on=NEXT)).decide(spend(yuan(30_000)))) == ["fund.approved_by_host"]
    smaller = above(yuan(25_000), key="above-2")
    assert unmet(governed(above(), smaller).decide(spend(yuan(30_000)))) == ["fund.approved_by_host"]
    done = governed(spend())
    assert unmet(done.decide(above())) == ["book.exists"]


def test_who_approves_from_above() -> None:
    """One who runs the host and does not sit on the committee: nobody else, and nobody where there is no charity."""
    made = governed()
    for by, allowed in (("m-1", True), ("m-2", True), ("c-1", False), ("s-1", False), ("m-9", False)):
        assert bool(made.decide(above(by=by))) is allowed
    both = governed(of=wide_fund(committee=(*COMMITTEE, *people("m-1"))))
    assert [bool(both.decide(above(by=by))) for by in ("m-1", "m-2")] == [False, True]
    alone = governed(law=LAW.amend(since=ON, fund_needs_host=False), of=wide_fund(host=None))
    assert unmet(alone.decide(above())) == ["fund.approver"]
    assert "m-1" not in repr(above())


def test_who_has_an_interest_does_not_approve() -> None:
    """The approval of a builder's relative does not count, and counts where nobody must step aside."""
    orders = (tied("m-1", BUILDER), above())
    paid = spend(yuan(30_000), payee=BUILDER)
    assert unmet(governed(*orders).decide(paid)) == ["fund.approver_recused"]
    assert governed(*orders, law=LAW.amend(since=ON, decider_recuses=False)).decide(paid)
    assert governed(*orders, above(by="m-2", key="above-2")).decide(paid)


def test_other_pools_and_other_laws_have_no_ladder() -> None:
    """A place that takes the ceiling away asks for nothing; amounts of an account are nobody's ladder."""
    later = date(2026, 1, 1)
    assert level_of(30_000_00, LAW.on(date(2016, 8, 31))) is None
    assert level_of(900_000_00, LAW.amend(since=later, fund_host_ceiling=yuan(700_000)).on(later)) is Level.BOARD
    account = OpenAccount(
        key="open-1",
        on=ON,
        account=Account("county", holder=CHARITY, role="charity", purposes=[GENERAL], deciders=people("m-1")),
    )
    made = governed(account)
    assert made.all(POOLS)["county"].kind.value == "account"


def moving(order: Command, *, approved: bool) -> Decision:
    target = OpenAccount(
        key="open-1",
        on=ON,
        account=Account("lake-account", holder=CHARITY, role="village", purposes=[RELIEF], deciders=people("m-2")),
    )
    more = [above(yuan(50_000), order=order.key)] if approved else []
    chain = Chain("lake", accounts=[FUND, "lake-account"])
    agreed = AgreeChain(key="agree-1", on=ON, chain=chain, approved_by=[*COMMITTEE, *people("m-2")])
    return governed(target, *([agreed] if isinstance(order, PassOn) else []), *more).decide(order)


@pytest.mark.parametrize("amount", [CEILING, yuan("20000.01")])
@pytest.mark.parametrize("make", ["transfer", "share", "pass"])
def test_what_leaves_a_fund_has_the_same_ladder(make: str, amount: Money) -> None:
    """A transfer, a sharing out and a passing on above the ceiling need the host, as spending does."""
    usual: dict[str, Any] = {"key": "move-1", "on": ON, "source": FUND, "amount": amount, "approved_by": COMMITTEE[:3]}
    order: Command = (
        TransferFunds(target="lake-account", **usual)
        if make == "transfer"
        else ShareOut(split=Split.equal("lake-account"), **usual)
        if make == "share"
        else PassOn(chain="lake", **usual)
    )
    assert unmet(moving(order, approved=False)) == ["fund.approved_by_host"] * (amount > CEILING)
    assert moving(order, approved=True)


def dear_case(*more: Command, law: Law = LAW, expense: Money = DEAR) -> Book:
    """Give a book with a case that costs a lot and a fund that can pay for it."""
    return governed(
        settle(), open_(case(costs=(cost(expense),), insurance=yuan(0), medical_assistance=yuan(0))), *more, law=law
    )


def test_a_grant_above_the_ceiling() -> None:
    """Relief from a fund: the committee's ceiling alone, then the host's approval for the key of the grant."""
    over = from_fund(amount=yuan("20000.01"))
    assert dear_case().decide(from_fund(amount=CEILING))
    assert unmet(dear_case().decide(over)) == ["fund.approved_by_host"]
    assert dear_case(above(order="grant-1")).decide(over)
    related = dear_case(tied("m-2", "f-1"), above(order="grant-1"))
    assert "grant.not_related" in unmet(related.decide(over))


# --- opinions ------------------------------------------------------------------------------------


def heard(*more: Command, order: Command | None = None, law: Law = HUNAN) -> Decision:
    return governed(*more, law=law).decide(order or spend(on=NEXT))


def opinions_agree(opinions: list[tuple[str, int, int | None]]) -> None:
    """Record opinions and answers on days 13, 14 and 15, spend on the 14th, and compare with the plain rule."""
    orders: list[Command] = []
    for number, (kind, day, answered) in enumerate(opinions):
        orders.append(opinion(key=f"o-{number}", opinion=kind, on=date(2025, 3, day)))
        if answered is not None:
            orders.append(answer(key=f"a-{number}", opinion=f"o-{number}", on=date(2025, 3, max(day, answered))))
    counted = [(kind, answered, day) for kind, day, answered in opinions if day <= 14]
    left = [1 for kind, answered, day in counted if kind == "objects" and (answered is None or max(day, answered) > 14)]
    expected = ["fund.opinion"] if not counted else ["fund.opinion_answered"] if left else []
    assert unmet(heard(*orders)) == expected, opinions
    assert unmet(heard(*orders, law=LAW)) == []


_DAYS = st.integers(13, 15)
_OPINIONS = st.lists(st.tuples(st.sampled_from([one.value for one in Opinion]), _DAYS, st.none() | _DAYS), max_size=3)


@given(_OPINIONS)
@settings(max_examples=60, deadline=None)
def test_opinions_are_the_plain_rule(opinions: list[tuple[str, int, int | None]]) -> None:
    """One opinion by the day is needed in Hunan, and each objection by then is answered by then; elsewhere nothing is."""
    opinions_agree(opinions)


def test_an_objection_does_not_bind() -> None:
    """It is answered, and then the fund may spend: a supervisor has no vote. The remedies name the orders needed."""
    made = governed(law=HUNAN)
    assert made.decide(spend()).remedies[0].first == "RecordSupervisorOpinion"
    made.record(opinion(opinion="objects"))
    assert made.decide(spend()).remedies[0].first == "AnswerOpinion"
    assert unmet(made.decide(answer(approved_by=COMMITTEE[:2]))) == ["approval.majority"]
    made.record(answer())
    assert made.decide(spend())
    assert unmet(made.decide(answer(key="answer-2"))) == ["book.exists"]
    assert "s-1" not in repr(made.events[2:])
    assert all(one.text.zh for one in Opinion)
    off = HUNAN.amend(since=ON, fund_supervisor_opinions_recorded=False)
    assert heard(law=off)


def test_an_opinion_on_a_review() -> None:
    """A grant on a review asks for the opinion on that review; one without for the opinion on itself; not in an emergency."""
    review = ReviewCase(
        key="review-1", on=ON, case=CASE, pool=FUND, amount=yuan(300), present=COMMITTEE, in_favour=COMMITTEE[:3]
    )
    on_review = from_fund(review="review-1", approved_by=())
    made = dear_case(review, law=HUNAN)
    assert unmet(made.decide(on_review)) == unmet(made.decide(from_fund())) == ["fund.opinion"]
    assert unmet(made.decide(opinion(on_what="review-1", on=EVE))) == ["pool.opened"]
    made.record(opinion(on_what="review-1"))
    assert made.decide(on_review)
    assert unmet(made.decide(from_fund())) == ["fund.opinion"]
    late = dear_case(attrs.evolve(review, on=NEXT), law=HUNAN)
    assert unmet(late.decide(opinion(on_what="review-1"))) == ["fund.opinion_not_before"]
    urgent = governed(settle(), open_(case(urgent=True)), law=HUNAN)
    assert "fund.opinion" not in unmet(urgent.decide(from_fund(emergency=True)))
    assert "fund.opinion" in unmet(urgent.decide(from_fund()))


def test_opinions_are_of_one_fund() -> None:
    """An opinion in another fund does not count, and only a supervisor of the fund has one."""
    other = establish(wide_fund(id="f-2"), key="e-2")
    assert unmet(heard(other, opinion(fund="f-2"))) == ["fund.opinion"]
    assert unmet(governed().decide(opinion(by="s-9"))) == ["fund.supervisor"]
    assert unmet(governed().decide(opinion(fund="f-9"))) == ["book.not_found"]
    assert unmet(governed().decide(answer())) == ["book.not_found"]


# --- uses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("company", [True, False, None])
@pytest.mark.parametrize("money", [True, False, None])
def test_public_repairs_in_yantai(*, company: bool | None, money: bool | None) -> None:
    """Only where the estate has neither; what is not known leaves the answer open, and the remedy names the paper."""
    facts = UseFacts(property_company=company, maintenance_fund=money, barred=[])
    expected = False if True in {company, money} else None if None in {company, money} else True
    decision = may_use(YANTAI, facts=facts)
    assert said(decision, "fund.public_repair") is expected
    assert ["housing office" in remedy.text.en for remedy in decision.remedies] == [True] * (expected is None)
    made = governed(law=YANTAI)
    assert said(made.decide(spend(facts=facts)), "fund.public_repair") is expected
    assert bool(made.decide(spend(facts=facts))) is (expected is True)
    assert made.decide(spend(purpose=ENVIRONMENT))
    assert governed().decide(spend(facts=UseFacts(barred=[])))


def test_a_repair_without_facts_is_asked_for_them() -> None:
    """In Yantai a payment for a repair must say what was found; elsewhere it need not."""
    assert unmet(governed(law=YANTAI).decide(spend())) == ["fund.public_repair"]
    assert governed(law=YANTAI).decide(spend(facts=CLEAR))
    assert governed().decide(spend())


BARS_BY_LAW = {
    LAW: {Bar.PROFIT, Bar.GUARANTEE, Bar.PRIVATE_SHARING, Bar.SUB_FUND, Bar.COMMERCIAL_NAMING},
    HUNAN: set(Bar),
}


def bars_agree() -> None:
    """Ask each law about each bar, found, excluded and unknown."""
    for law, bars in BARS_BY_LAW.items():
        for bar in Bar:
            found = may_use(law, RELIEF, facts=UseFacts(barred=[bar]))
            assert unmet(found) == [f"fund.no_{bar.value}"] * (bar in bars), (law, bar)
        unknown = may_use(law, RELIEF, facts=None)
        assert set(unmet(unknown)) == {f"fund.no_{bar.value}" for bar in bars}
        assert (unknown.outcome, len(unknown.remedies)) == (Outcome.UNDETERMINED, 1)
        assert may_use(law, RELIEF, facts=UseFacts(barred=[]))


def test_what_is_barred() -> None:
    """Each bar is refused where a rule is behind it; who has not checked gets no yes."""
    bars_agree()
    assert all(bar.text.zh for bar in Bar)
    free = LAW.amend(since=ON, fund_does_no_business=False, fund_name_bars=("person",))
    assert may_use(free, RELIEF, facts=UseFacts(barred=[Bar.PROFIT, Bar.COMMERCIAL_NAMING]))
    assert "慈善法" in may_use(LAW, RELIEF, facts=UseFacts(barred=[Bar.PRIVATE_SHARING])).text("zh")


def test_a_payment_asks_only_what_it_must() -> None:
    """Without facts a payment is not asked about the bars, except that no member of the committee is paid in Hunan."""
    made = governed(opinion(), law=HUNAN)
    assert made.decide(spend())
    assert unmet(made.decide(spend(payee="c-5"))) == ["fund.no_committee_pay"]
    assert governed().decide(spend(payee="c-5"))
    half = spend(facts=UseFacts(property_company=False))
    assert said(made.decide(half), "fund.no_profit") is None


def test_the_fields_of_a_place() -> None:
    """A list of uses bounds what a fund pays for; a list of what comes first, or of other work, bounds nothing."""
    codes = {law: unmet(may_use(law, ENVIRONMENT)) for law in (HUNAN, LICANG, SICHUAN, LAW)}
    assert codes == {HUNAN: ["fund.use_field"], LICANG: ["fund.use_field"], SICHUAN: [], LAW: []}
    assert may_use(HUNAN, Cause.ILLNESS.purpose, facts=CLEAR)
    assert "fund.admits" in unmet(may_use(LAW, CULTURE))


@pytest.mark.parametrize(
    ("area", "where", "holds"),
    [
        ("cn/shandong/jinan/lake", "cn/shandong/jinan/lake", True),
        ("cn/shandong/jinan/lake", "cn/shandong/jinan/lake/east", True),
        ("cn/shandong/jinan/lake", "cn/shandong/jinan/lakes", False),
        ("cn/shandong/jinan/lake", "cn/shandong/jinan", False),
        (None, "cn/shandong/jinan/lake", None),
        ("cn/shandong/jinan/lake", None, None),
    ],
)
def test_the_own_community_in_jinan(area: str | None, where: str | None, *, holds: bool | None) -> None:
    """Nothing is used outside the fund's community; what is not known leaves the answer open; elsewhere nobody asks."""
    of = wide_fund(place=area)
    assert said(may_use(JINAN, of=of, place=where), "fund.own_area") is holds
    assert may_use(LAW, of=of, place=where)
    assert may_use(JINAN.amend(since=ON, fund_only_for_own_community=False), of=of, place=where)
    made = governed(law=JINAN, of=of)
    assert bool(made.decide(spend(place=where))) is (holds is True)


def test_a_payment_of_a_society_is_no_use_of_a_fund() -> None:
    """What is asked of funds is not asked of a pool that is none."""
    account = Account("yantai-account", holder=CHARITY, role="village", purposes=[GENERAL], deciders=people("m-1"))
    made = governed(OpenAccount(key="open-1", on=ON, account=account), law=YANTAI)
    codes = unmet(made.decide(spend(pool="yantai-account", approved_by=["m-1"], amount=yuan(30_000))))
    assert codes == ["spending.money"]


# --- what cannot be right, and what is kept ------------------------------------------------------


WRONG: tuple[Callable[[], Any], ...] = (
    lambda: SetUp(initiated_by="nobody"),
    lambda: SetUp(initiator=PersonId("")),
    lambda: SetUp(papers="all"),  # type: ignore[arg-type] # the mistake
    lambda: SetUpPapers(application_form="yes"),  # type: ignore[arg-type] # the mistake
    lambda: fund(set_up="by the town"),
    lambda: fund(name="湖镇慈善基金"),
    lambda: fund(members="c-1"),
    lambda: fund(members=["c-1"]),
    lambda: fund(place=""),
    lambda: FundName("甲会", Text("Lake", "湖镇")),  # type: ignore[arg-type] # the mistake
    lambda: FundName(Text("Host", 5), Text("Lake", "湖镇")),  # type: ignore[arg-type] # the mistake
    lambda: UseFacts(barred=["theft"]),
    lambda: FundUse("repairs"),  # type: ignore[arg-type] # the mistake
    lambda: FundUse(GENERAL, payee=PersonId("")),
    lambda: FundUse(GENERAL, facts="none"),  # type: ignore[arg-type] # the mistake
    lambda: fund().may_use("repairs", LAW.on(ON)),  # type: ignore[arg-type] # the mistake
    lambda: fund().may_establish(LAW.on(ON), "city-charity"),  # type: ignore[arg-type] # the mistake
    lambda: fund().advice(LAW.on(ON), "city-charity"),  # type: ignore[arg-type] # the mistake
    lambda: change(join=None),
    lambda: change(leave=people("c-1"), join=known_members("c-1")),
    lambda: above(Money(0)),
    lambda: above(level="committee"),
    lambda: opinion(opinion="silence"),
    lambda: spend(facts="none"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=range(len(WRONG)))
def test_what_cannot_be_right(wrong: Callable[[], Any]) -> None:
    """Wrong kinds and empty words are malformed, whatever the law."""
    with pytest.raises(Malformed):
        wrong()


def test_a_governed_fund_is_read_back_and_replayed() -> None:
    """Everything said of a fund survives JSON lines and a replay."""
    rich = attrs.evolve(
        wide_fund(),
        name=named().name,
        place="cn/hunan/lake",
        set_up=SetUp(initiated_by="township", talked_on=ON, papers=SetUpPapers(application_form=True)),
    )
    made = governed(
        opinion(opinion="objects"), answer(), above(), spend(yuan(30_000), facts=CLEAR),
        ReverseSpending(key="reverse-1", on=ON, spending="spend-1", reason="came back"),
        change(leave=people("c-1", "c-2"), join=known_members("c-6", "c-7"), supervisors=people("s-2")),
        law=HUNAN, of=rich,
    )  # fmt: skip
    again = from_json_lines(to_json_lines(made), HUNAN)
    assert again.events == made.events == Book.replay(made.events, HUNAN).events
    assert again.all(FUNDS) == made.all(FUNDS)
    assert isinstance(again.all(POOLS)[FUND], Pool)


# --- planted bugs --------------------------------------------------------------------------------


def everything() -> None:
    """Ask again what the tests above ask of each part, without Hypothesis."""
    committee_agrees(
        [({"c-1"}, {"c-6"}), ({"c-2"}, set()), ({"c-2", "c-3"}, set()), (set(), {"c-7", "c-8"}), ({"c-9"}, set())]
    )
    for amount, most in product((CEILING, yuan("20000.01"), HIGHEST, yuan("800000.01")), (yuan(20_000), LARGE)):
        for level, day in product(("host", "board"), (ON, date(2025, 3, 15))):
            ladder_agrees(amount, [(level, most, day)])
    for kind, said_on, answered in product(("supports", "objects"), (13, 15), (None, 13, 15)):
        opinions_agree([(kind, said_on, answered)])
    bars_agree()
    test_a_change_in_the_book()
    test_who_runs_the_host_stays_a_manager()
    test_who_approves_from_above()
    test_an_approval_is_for_one_fund_and_one_order()
    test_who_has_an_interest_does_not_approve()
    test_three_roles_in_hubei()
    test_three_parties_in_licang()
    test_one_who_fails_outweighs_one_unknown()
    test_opinions_are_of_one_fund()
    test_the_pattern_of_a_name()
    test_a_payment_asks_only_what_it_must()


@pytest.mark.deep
def test_without_bugs_everything_holds() -> None:
    """So that a bug that is caught was caught for itself."""
    everything()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a check above fails."""
    bug.plant(monkeypatch)
    with pytest.raises(AssertionError):
        everything()
