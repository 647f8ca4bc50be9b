"""The link with government aid: what is not claimed, referrals with consent, one chain across books, who may break it."""

from __future__ import annotations

import pickle
from datetime import date
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS
from community_charity.errors import CharityError, Malformed
from community_charity.giving.goods import DistributeGoods, ReceiveGoods
from community_charity.giving.stock import Goods, Portion
from community_charity.households import LINKS, RegisterHousehold
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Decision, Outcome, Refused
from community_charity.linkage import (
    AUTHORITIES,
    REFERRALS,
    AidFacts,
    Entitlement,
    HelpSource,
    Likelihood,
    RecordClaim,
    case_file,
    identity_mark,
    marks_seen,
    matching_marks,
    overdue_referrals,
    sheet,
    unclaimed_aid,
    unclaimed_for,
)
from community_charity.linkage.watch import Overdue
from community_charity.money import Money, yuan
from community_charity.organisations import OtherBody
from community_charity.parties import Household, HouseholdId
from community_charity.pools import POOLS, Cause
from community_charity.relief import AdoptProcedure, PaidBefore, ReviewCase
from community_charity.relief.chain import OVERRIDES
from community_charity.relief.files import CASES, CaseOutcome
from community_charity.rules.assistance import ExtremeHardship, HouseholdSituation, Supporters
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.privacy import Consent, DataKind
from community_charity.rules.triage import Matter, Route, route, sort_matter
from planted_linkage import BUGS
from reproducers import REFUSALS
from reproducers_linkage import (
    EVE,
    KEY,
    LATER,
    OFFICE,
    allow,
    answer,
    feed_back,
    marked,
    name,
    official,
    part,
    refer_out,
    rely,
    twins,
)
from sample import (
    CASE,
    CHARITY,
    COUNCIL,
    FAMILY,
    HOME,
    LAW,
    NATIONAL,
    ON,
    SOCIETY,
    aid,
    book,
    case,
    close,
    cost,
    enter,
    government,
    grant,
    household,
    open_,
    pay,
    receive,
    refer,
    settle,
    take_back,
    tied,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.book.orders import Command
    from community_charity.linkage import Possible
    from planted_bugs import Bug

NEW_LAW = NATIONAL.on(date(2026, 7, 1))
NUMBER = "11999919900307006X"
"""An invented number: there is no such county."""
OTHER_NUMBER = "119999199003070078"


class MondayToFriday:
    """A calendar without holidays."""

    def is_working_day(self, day: date, /) -> bool:
        """Monday to Friday."""
        return day.weekday() < 5


WEEK = MondayToFriday()


def refused(made: Book, order: Command) -> set[str]:
    """Give the codes for which an order is refused; an order that is refused changes nothing."""
    before = made._state.facts()
    with pytest.raises(Refused) as caught:
        made.record(order)
    assert made._state.facts() == before
    return {finding.ground.code for finding in caught.value.decision.unmet}


# --- what is not claimed -------------------------------------------------------------------------

POOR = HouseholdSituation(  # invented
    members=3,
    income_per_head=yuan(500),
    dibao_standard=yuan(722),
    margin_multiple=Fraction(3, 2),
    property_for_dibao=True,
    property_for_margin=True,
    property_for_rigid=True,
    on_dibao=False,
    on_tekun=False,
    counted_as_marginal=False,
    severely_disabled_or_ill_member=True,
    income_12_months=yuan(18_000),
    rigid_spending=yuan(12_000),
    rigid_share=Fraction(3, 5),
    disposable_income=yuan(30_000),
    extreme_hardship=ExtremeHardship(age=72, income=yuan(0), property_within_rules=True, supporters=Supporters.NONE),
    disaster=True,
    sudden_hardship=True,
    needs_urgent_treatment=True,
    unidentified_or_cannot_pay=True,
    adrift_without_means=True,
)
POOR_FACTS = AidFacts(household=POOR, medical_costs=True, hardship="emergency", property_for_temporary=True)


def of(kind: str, found: tuple[Possible, ...]) -> Possible:
    return next(one for one in found if one.aid is Entitlement(kind))


def likelihoods(facts: AidFacts | HouseholdSituation, law: Any = NEW_LAW) -> dict[str, str]:
    return {one.aid.value: one.likelihood.value for one in unclaimed_aid(facts, law)}


def check_kinds() -> None:
    """Everything is known of a family in need: each kind is decided by its own rule."""
    found = likelihoods(POOR_FACTS)
    assert set(found) == {kind.value for kind in Entitlement}
    no = {"dibao_single", "temporary_expenditure"}
    assert {kind for kind, likelihood in found.items() if likelihood == "not"} == no
    assert {likelihood for kind, likelihood in found.items() if kind not in no} == {"likely"}


def check_nothing_known() -> None:
    """Of a family of which nothing is known nothing is decided, and each kind names a paper."""
    found = unclaimed_aid(AidFacts(), NEW_LAW)
    assert {one.likelihood for one in found} == {Likelihood.OPEN}
    assert all(one.next_paper is not None and one.next_paper.en.startswith("show ") for one in found)
    assert len(found) == len(Entitlement)


def test_each_kind_asks_its_rule() -> None:
    check_kinds()


def test_of_nothing_nothing_is_known() -> None:
    check_nothing_known()


@pytest.mark.parametrize(("income", "likelihood"), [(721_99, "likely"), (722_00, "not")])
def test_the_last_fen_below_the_standard(income: int, likelihood: str) -> None:
    home = attrs.evolve(POOR, income_per_head=Money(income))
    assert likelihoods(home)["dibao"] == likelihood


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"on_dibao": True}, "dibao"),
        ({"on_tekun": True}, "tekun"),
        ({"counted_as_marginal": True}, "marginal"),
        ({"recognised_as_rigid_on": date(2026, 6, 1)}, "rigid_expense"),
    ],
)
def test_what_the_household_has_is_claimed_and_opens_medical_assistance(change: dict[str, Any], kind: str) -> None:
    check_had(change, kind)


def check_had(change: dict[str, Any], kind: str) -> None:
    found = likelihoods(AidFacts(household=HouseholdSituation(**change), medical_costs=True))
    assert kind not in found
    assert found["medical"] == "likely"


def test_medical_assistance_of_the_older_measures_leaves_others_to_the_county() -> None:
    check_medical()


def check_medical() -> None:
    """Before the Law two categories are named, and others by the county: for these the question stays open."""
    rich = attrs.evolve(POOR, income_per_head=yuan(9_000), extreme_hardship=ExtremeHardship(supporters=Supporters.ABLE))
    rich = attrs.evolve(rich, property_for_rigid=False)
    facts = AidFacts(household=rich, medical_costs=True)
    assert likelihoods(facts, NATIONAL.on(date(2026, 6, 30)))["medical"] == "open"
    assert likelihoods(facts)["medical"] == "not"
    assert likelihoods(facts, NATIONAL.on(date(2014, 4, 30)))["medical"] == "open"  # no rule is known


def test_hardship_of_one_kind_is_not_of_the_other() -> None:
    for kind, other in (("emergency", "expenditure"), ("expenditure", "emergency")):
        found = likelihoods(attrs.evolve(POOR_FACTS, hardship=kind))
        assert (found[f"temporary_{kind}"], found[f"temporary_{other}"]) == ("likely", "not")
    found = likelihoods(attrs.evolve(POOR_FACTS, hardship=None))
    assert (found["temporary_emergency"], found["temporary_expenditure"]) == ("open", "open")


def test_before_kinds_were_told_apart_none_is_asked() -> None:
    facts = AidFacts(household=HouseholdSituation(sudden_hardship=True))
    assert likelihoods(facts, NATIONAL.on(date(2018, 1, 22)))["temporary_expenditure"] == "likely"
    assert likelihoods(facts, NATIONAL.on(date(2018, 1, 23)))["temporary_expenditure"] == "open"
    assert likelihoods(facts, NATIONAL.on(date(2014, 4, 30)))["temporary_expenditure"] == "open"


def test_where_the_place_gives_it_once_a_year() -> None:
    """In Kashgar a second grant for the same cause is not likely unless the county decided so, and not known is not yes."""
    from community_charity.law.law import Law

    law = Law.of("cn/xinjiang/kashi").on(date(2026, 7, 1))
    asked = [(None, None), (0, None), (1, False), (1, True)]
    found = [
        likelihoods(attrs.evolve(POOR_FACTS, grants_this_year=times, county_decided=county), law)["temporary_emergency"]
        for times, county in asked
    ]
    assert found == ["open", "likely", "not", "likely"]


def test_likely_ones_come_first_and_are_told_in_two_languages() -> None:
    found = unclaimed_aid(attrs.evolve(POOR_FACTS, medical_costs=None), NEW_LAW)
    places = [list(Likelihood).index(one.likelihood) for one in found]
    assert places == sorted(places)
    for one in found:
        assert str(one) == one.text("en")
        assert one.likelihood.text.zh in one.text("zh")
        told = one.to_dict()
        assert (told["aid"], told["likelihood"]) == (one.aid.value, one.likelihood.value)
        assert (told["next_paper"] is None) is (one.likelihood is not Likelihood.OPEN)
        assert repr(one) == f"<Possible {one.aid.value}: {one.likelihood.value}>"
    likely = of("dibao", found)
    assert (likely.takes.en if likely.takes else "", likely.where is not None) == ("30 working days", True)
    assert [due.step.value for due in likely.due(date(2026, 7, 1), NEW_LAW, WEEK)][-1] == "dibao_longest"
    assert of("medical", found).takes is None
    assert of("disaster", found).where is None


def test_a_kind_that_was_claimed_is_left_out() -> None:
    found = unclaimed_aid(AidFacts(), NEW_LAW, claimed=["dibao", Entitlement.MEDICAL])
    assert {Entitlement.DIBAO, Entitlement.MEDICAL}.isdisjoint({one.aid for one in found})
    for wrong in ("dibao", ["dole"]):
        with pytest.raises(Malformed):
            unclaimed_aid(AidFacts(), NEW_LAW, claimed=wrong)
    with pytest.raises(Malformed):
        unclaimed_aid({}, NEW_LAW)  # type: ignore[arg-type] # the mistake to show


_MONEY = st.none() | st.integers(0, 2_000_00).map(Money)
_FACT = st.none() | st.booleans()
_HOMES = st.builds(
    HouseholdSituation,
    members=st.none() | st.integers(0, 4),
    income_per_head=_MONEY,
    dibao_standard=_MONEY,
    margin_multiple=st.sampled_from([None, Fraction(3, 2)]),
    property_for_dibao=_FACT,
    property_for_margin=_FACT,
    property_for_rigid=_FACT,
    counted_as_marginal=_FACT,
    on_dibao=_FACT,
    on_tekun=_FACT,
    severely_disabled_or_ill_member=_FACT,
    income_12_months=_MONEY,
    rigid_spending=_MONEY,
    rigid_share=st.sampled_from([None, Fraction(1, 2)]),
    disposable_income=_MONEY,
    disaster=_FACT,
    sudden_hardship=_FACT,
    needs_urgent_treatment=_FACT,
    unidentified_or_cannot_pay=_FACT,
    adrift_without_means=_FACT,
    extreme_hardship=st.none()
    | st.builds(
        ExtremeHardship,
        age=st.sampled_from([None, 15, 40, 60]),
        income=_MONEY,
        property_within_rules=_FACT,
        supporters=st.sampled_from([None, *Supporters]),
    ),
)
_ALL_FACTS = st.builds(
    AidFacts,
    household=_HOMES,
    medical_costs=_FACT,
    hardship=st.sampled_from([None, "emergency", "expenditure"]),
    property_for_temporary=_FACT,
    grants_this_year=st.none() | st.integers(0, 2),
    county_decided=_FACT,
)
_DAYS = st.sampled_from([date(2015, 1, 1), date(2022, 1, 1), date(2025, 6, 1), date(2026, 7, 1)])


def forget(value: Any, drawn: st.DataObject) -> Any:
    """Leave out some of the facts."""
    names = [field.name for field in attrs.fields(type(value)) if field.default is None]
    return attrs.evolve(value, **dict.fromkeys(drawn.draw(st.sets(st.sampled_from(names))), None))


@given(_ALL_FACTS, _DAYS, st.data())
def test_fewer_facts_never_make_a_yes(facts: AidFacts, day: date, data: st.DataObject) -> None:
    """What is a no or open stays so, or becomes open, as facts are forgotten; what is open always names a paper."""
    law = NATIONAL.on(day)
    before = likelihoods(facts, law)
    less = forget(attrs.evolve(facts, household=forget(facts.household, data)), data)
    for kind, likelihood in likelihoods(less, law).items():
        assert kind not in before or likelihood in {before[kind], "open"}
    for one in unclaimed_aid(less, law):
        assert (one.next_paper is None) is (one.likelihood is not Likelihood.OPEN)
        assert (one.likelihood is Likelihood.LIKELY) is (one.decision.outcome is Outcome.ALLOWED)


def claim(kind: str, state: str, **changes: Any) -> RecordClaim:
    usual: dict[str, Any] = {"key": f"claim-{kind}-{state}", "on": ON, "case": CASE, "aid": kind, "state": state}
    return RecordClaim(**usual | changes)


def check_claims() -> None:
    """A kind recorded as asked for or decided is not told again; one recorded as not asked for is."""
    for state in GovernmentAid:
        made = book(claim("disaster", state.value))
        left = {one.aid for one in unclaimed_for(made, CASE, POOR_FACTS, NEW_LAW).possible}
        assert (Entitlement.DISASTER in left) is (state.value in ("unknown", "not_applied"))
        assert Entitlement.MEDICAL not in left  # the case tells what it paid
    made = book(claim("disaster", "pending"), claim("disaster", "not_applied"))
    assert Entitlement.DISASTER in {one.aid for one in unclaimed_for(made, CASE, POOR_FACTS, NEW_LAW).possible}
    made.record_all([settle(household("home-2", "f-9")), open_(case("case-2", household="home-2"))])
    made.record(claim("dibao", "pending", case="case-2"))
    assert Entitlement.DIBAO in {one.aid for one in unclaimed_for(made, CASE, POOR_FACTS, NEW_LAW).possible}


def test_claims_by_kind() -> None:
    check_claims()


def test_a_claim_of_no_case() -> None:
    assert refused(book(), claim("dibao", "pending", case="case-9")) == {"book.not_found"}
    assert refused(book(), claim("dibao", "pending", on=EVE)) == {"case.not_before_opening"}
    with pytest.raises(Malformed):
        unclaimed_for(book(), "case-9", POOR_FACTS, NEW_LAW)  # type: ignore[arg-type] # the mistake to show


@pytest.mark.parametrize(
    ("state", "facts", "day", "words"),
    [
        ("not_applied", POOR_FACTS, ON, "in an emergency"),
        ("unknown", POOR_FACTS, ON, "in an emergency"),
        ("not_applied", POOR_FACTS, date(2018, 1, 22), "apply for government aid first"),
        ("pending", POOR_FACTS, ON, "being decided"),
        ("refused", POOR_FACTS, ON, "more government aid"),
        ("not_applied", AidFacts(), ON, "not known yet"),
    ],
)
def test_what_to_do_first(state: str, facts: AidFacts, day: date, words: str) -> None:
    opened = case(government=GovernmentAid(state), government_aid=Money(0), medical_assistance=None)
    found = unclaimed_for(book(case=opened), CASE, facts, NATIONAL.on(day))
    assert words in found.advice.en
    assert ("emergency" in found.advice.en) is (words == "in an emergency")
    assert found.text("zh").startswith(f"个案 {CASE} 的政府救助：{found.advice.zh}")
    assert str(found).count("\n") == found._repr_html_().count("<li>")
    assert found.to_dict()["government"] == state
    assert repr(found) == f"<Unclaimed {CASE}: {len(found.likely)} likely>"


def test_nothing_left_to_claim() -> None:
    states = {kind: claim(kind.value, "refused") for kind in Entitlement}
    found = unclaimed_for(book(*states.values()), CASE, POOR_FACTS, NEW_LAW)
    assert (found.possible, found.advice.en) == ((), "nothing is left to claim, as far as is known")


# --- referrals -----------------------------------------------------------------------------------

_SAID = [None, *Consent]


def consent_model(child: bool | None, person: Consent | None, guardian: Consent | None) -> str:
    """Say on paper what the Law asks: separate consent of whoever counts; both, if it is not known who does."""
    each = {True: [guardian], False: [person], None: [person, guardian]}[child]
    if all(said is Consent.SEPARATE for said in each):
        return "allowed"
    if child is None:  # as long as it may be the other's that counts
        sure = all(said not in (None, Consent.SEPARATE) for said in each)
        return "refused" if sure else "undetermined"
    return "undetermined" if each == [None] else "refused"


def check_consent() -> None:
    for child, person, guardian in product([None, True, False], _SAID, _SAID):
        order = refer_out(child=child, consent=person, guardian_consent=guardian)
        assert book().decide(order).outcome.value == consent_model(child, person, guardian), (child, person, guardian)


def test_whose_consent_counts() -> None:
    check_consent()


def test_consent_in_plain_words() -> None:
    said = [refer_out(consent=given).consent for given in (True, False, None, "general")]
    assert said == [Consent.SEPARATE, Consent.REFUSED, None, Consent.GENERAL]
    decision = book().decide(refer_out(consent=False))
    (remedy,) = decision.remedies
    assert bool(book().decide(remedy.applied_to(refer_out(consent=False))))
    amiss: list[dict[str, Any]] = [{"consent": "perhaps"}, {"what": []}, {"what": ["shoe_size"]}, {"child": 1}]
    for wrong in amiss:
        with pytest.raises(Malformed):
            refer_out(**wrong)


def test_who_is_referred_to_whom() -> None:
    assert refused(book(), refer_out(to="nobody")) == {"book.not_found"}
    assert refused(book(), refer_out(case="case-9")) == {"book.not_found"}
    assert refused(book(), refer_out(on=EVE)) == {"case.not_before_opening"}
    withdrawn = book(close(CaseOutcome.WITHDRAWN))
    assert refused(withdrawn, refer_out()) == {"case.open"}
    assert refused(book(refer_out(), answer()), refer_out(key="out-2")) == {"referral.open"}
    again = book(refer_out(), answer("refused"))
    again.record(refer_out(key="out-2"))  # it was refused
    again.record_all([answer(key="answer-2", referral="out-2"), feed_back(referral="out-2"), refer_out(key="out-3")])
    assert len(again.all(REFERRALS)) == 3


def test_answers_and_results_in_their_order() -> None:
    for order in (answer(), feed_back()):
        assert refused(book(), order) == {"book.not_found"}
    made = book(refer_out(), answer("refused"))
    with pytest.raises(Refused) as caught:
        made.record(feed_back())
    assert caught.value.reason == "referral.accepted"
    assert caught.value.decision.remedies == ()
    made = book(refer_out(), answer(on=LATER))
    assert refused(made, feed_back()) == {"referral.not_before"}
    made.record(feed_back("not_helped", on=LATER))


def test_a_refusal_gives_a_reason_and_only_help_has_an_amount() -> None:
    with pytest.raises(Malformed):
        answer("refused", reason=None)
    with pytest.raises(Malformed):
        answer("refused", reason=" ")
    for said in ("not_helped", "withdrew"):
        with pytest.raises(Malformed):
            feed_back(said, amount=Money(1))


def check_feedback() -> None:
    """What the other body gave lowers the need, and comes on top of what others gave before; a zero changes nothing."""
    made = book(aid(other_aid=yuan(100)), refer_out(), answer(), feed_back(amount=yuan(300)))
    file = made.all(CASES)[CASE]
    assert (file.case.other_aid, file.needs) == (yuan(400), (400_00, 400_00))
    untouched = book(refer_out(), answer(), feed_back())
    assert untouched.all(CASES)[CASE].needs == (800_00, 800_00)


def test_feedback_counts_as_other_aid() -> None:
    check_feedback()


def check_overdue() -> None:
    """Five working days for the answer, fifteen for what came of it; on the last day nothing is late."""
    made = book(refer_out())  # on a Thursday
    assert overdue_referrals(made, date(2025, 3, 20), WEEK) == ()
    late = overdue_referrals(made, date(2025, 3, 21), WEEK)
    assert late == (Overdue("out-1", CHARITY, "answer", date(2025, 3, 20)),)
    made.record(answer(on=date(2025, 3, 24)))
    assert overdue_referrals(made, date(2025, 3, 21), WEEK) == late  # the answer came later
    assert overdue_referrals(made, date(2025, 4, 14), WEEK) == ()
    (late_result,) = overdue_referrals(made, date(2025, 4, 15), WEEK)
    assert (late_result.waits_for, late_result.due) == ("feedback", date(2025, 4, 14))
    made.record(feed_back(on=date(2025, 4, 16)))
    assert overdue_referrals(made, date(2025, 4, 15), WEEK) == (late_result,)
    assert overdue_referrals(made, date(2025, 4, 16), WEEK) == ()
    assert overdue_referrals(made, EVE, WEEK) == ()
    assert overdue_referrals(book(refer_out(), answer("refused")), date(2026, 1, 1), WEEK) == ()


def test_what_is_late() -> None:
    check_overdue()


def test_the_longest_wait_comes_first() -> None:
    made = official(refer_out(key="out-2", on=LATER), refer_out(to=OFFICE))
    assert [one.referral for one in overdue_referrals(made, date(2025, 6, 1), WEEK)] == ["out-1", "out-2"]


def check_sheet() -> None:
    """Only what was agreed to goes out; what the book does not know is left to the household."""
    for what in (["household_size"], ["amount_received", "address", "contact"]):
        assert set(sheet(book(refer_out(what=what)), "out-1")) == {DataKind(kind) for kind in what}
    found = sheet(book(refer_out(what=list(DataKind)), receive(), grant(), pay()), "out-1")
    assert (found[DataKind.HOUSEHOLD_SIZE], found[DataKind.AMOUNT_RECEIVED]) == (2, yuan(300))
    assert str(found[DataKind.NAME]) == str(found[DataKind.ADDRESS]) == "told by the household itself"


def test_what_goes_out() -> None:
    check_sheet()
    with pytest.raises(Malformed):
        sheet(book(), "out-1")


# --- a simpler procedure for referred people -----------------------------------------------------


def adopt() -> AdoptProcedure:
    return AdoptProcedure(
        key="adopt-1", on=ON, pool=SOCIETY, steps=["investigation", "review"], approved_by=COUNCIL[:2]
    )


def review() -> ReviewCase:
    return ReviewCase(
        key="review-1", on=ON, case=CASE, pool=SOCIETY, amount=yuan(300), present=COUNCIL, in_favour=COUNCIL[:2]
    )


def test_a_government_investigation_counts() -> None:
    """A pool that asks for an investigation reviews a referred case on the government's."""
    made = official(adopt(), refer(by=OFFICE))
    assert refused(made, review()) == {"review.investigated"}
    made.record_all([rely(), review(), grant(approved_by=(), review="review-1"), pay()])
    assert made.all(CASES)[CASE].paid == 300_00
    assert Book.replay(made.events, LAW)._state.facts() == made._state.facts()


def test_whose_investigation_counts() -> None:
    assert refused(official(), rely(by="nobody")) == {"book.not_found"}
    assert refused(official(), rely(case="case-9")) == {"book.not_found"}
    referred = official(refer(by=CHARITY))
    assert refused(referred, rely(by=CHARITY)) == {"authority.named"}
    assert refused(book(enter(OtherBody(OFFICE)), name(on=LATER), refer(by=OFFICE)), rely()) == {"authority.not_before"}


def test_no_paper_is_asked_for_where_no_file_is_kept() -> None:
    """The figure asks for the number of the file; a law without it does not."""
    law = NATIONAL.amend(since=date(2024, 1, 1), referral_case_file=False)
    made = Book(law)
    made.record_all([enter(OtherBody(OFFICE)), name(), settle(), open_(case(referred_by=OFFICE, consent=True))])
    made.record(rely(paper=None))
    assert made.all(CASES)[CASE].phase.value == "investigated"


# --- the file of a case --------------------------------------------------------------------------


def check_case_file() -> None:
    """Who helped, in the order of the chain, whatever the order in which it was recorded; what came back comes off."""
    made = official(
        receive(),
        grant(),
        pay(on=LATER),
        ReceiveGoods(key="goods-1", on=ON, pool=SOCIETY, goods=[Goods("rice", "bag", 9)]),
        DistributeGoods(
            key="out-9", on=ON, pool=SOCIETY, goods=[Portion("rice", "bag", 2)], purpose=Cause.ILLNESS, case=CASE
        ),
        DistributeGoods(key="out-8", on=ON, pool=SOCIETY, goods=[Portion("rice", "bag", 1)], purpose=Cause.ILLNESS),
        take_back(on=LATER),
        aid(insurance=yuan(1_000), on=LATER),
        refer_out(),
        answer(),
        feed_back(amount=yuan(40), on=LATER),
        claim("dibao", "pending"),
        government(GovernmentAid.RECEIVED, yuan(600), on=LATER),
    )
    found = case_file(made, CASE)
    assert [(one.source.value, one.amount.fen, one.key) for one in found.help] == [
        ("insurance", 1_000_00, "aid-1"),
        ("medical_assistance", 500_00, f"open-{CASE}"),
        ("government", 600_00, "government-1"),
        ("pool", 300_00, "pay-1"),
        ("pool", -300_00, "reverse-1"),
        ("goods", 0, "out-9"),
        ("other", 40_00, "back-1"),
    ]
    assert found.total == yuan(2_140)
    assert found.help[5].text.en == f"{ON}: goods, {SOCIETY}, 2 bag of rice"
    assert [key for _, _, key in found.steps] == [
        f"open-{CASE}", "grant-1", "pay-1", "out-9", "reverse-1", "aid-1", "out-1", "answer-1", "back-1",
        "claim-dibao-pending", "government-1",
    ]  # fmt: skip


def test_a_case_file() -> None:
    check_case_file()


def test_a_case_file_is_told_in_two_languages_and_names_nobody() -> None:
    made = official(refer(by=OFFICE), rely(), aid(other_aid=yuan(7)))
    made.record_all([settle(household("home-2", "f-9")), open_(case("case-2", household="home-2"))])
    made.record_all([aid(key="aid-2", case="case-2", insurance=yuan(1)), feed(made)])
    made.record_all([receive(), grant(case="case-2"), pay(), take_back()])  # another case's
    found = case_file(made, CASE)
    assert {one.source for one in found.help} == {
        HelpSource.INSURANCE, HelpSource.MEDICAL_ASSISTANCE, HelpSource.GOVERNMENT, HelpSource.OTHER,
    }  # fmt: skip
    told = "\n".join([found.text("en"), found.text("zh"), found.html("zh"), str(found.to_dict()), repr(found)])
    for private in (*FAMILY, "bill-17", "invented treatment", "o-1"):
        assert private not in told
    assert str(found) == found.text()
    assert found._repr_html_() == found.html()
    assert found.to_dict()["total_fen"] == found.total.fen
    made.record(government(GovernmentAid.REFUSED))
    assert HelpSource.GOVERNMENT not in {one.source for one in case_file(made, CASE).help}
    with pytest.raises(Malformed):
        case_file(made, "case-9")  # type: ignore[arg-type] # the mistake to show


def feed(made: Book) -> Command:
    """Give a result with an amount for another case."""
    made.record_all([refer_out(case="case-2"), answer()])
    return feed_back(amount=yuan(9))


# --- marks ---------------------------------------------------------------------------------------


def with_check(seventeen: str) -> str:
    """Put the check character behind seventeen digits, as the standard's table has it."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return seventeen + "10X98765432"[sum(int(n) * w for n, w in zip(seventeen, weights, strict=True)) % 11]


_NUMBERS = st.builds(
    lambda place, day, serial: with_check(f"{place:06}{day:%Y%m%d}{serial:03}"),
    st.integers(119_999, 119_999),  # no such county
    st.dates(date(1900, 1, 1), date(2025, 1, 1)),
    st.integers(0, 999),
)
_KEYS = st.binary(min_size=16, max_size=64)


@given(_NUMBERS, _KEYS, _KEYS)
def test_marks_of_two_keys_have_nothing_in_common(number: str, key: bytes, other: bytes) -> None:
    """One number and one key make one mark; another key makes another, with about half of the bits changed."""
    mark = identity_mark(number, key)
    assert mark == identity_mark(number, key)
    assert len(mark) == 64
    assert set(mark) <= set("0123456789abcdef")
    assert number not in mark
    if key.rstrip(b"\0") != other.rstrip(b"\0"):  # a key is filled up with zeros
        changed = (int(mark, 16) ^ int(identity_mark(number, other), 16)).bit_count()
        assert 60 < changed < 196


def check_marks() -> None:
    """However a number is written it has one mark; another number has another."""
    mark = identity_mark(NUMBER, KEY)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in NUMBER)
    for written in (NUMBER.lower(), wide, "119999 19900307 006X", "119999-19900307-006x", f" {NUMBER} "):
        assert identity_mark(written, KEY) == mark
    assert identity_mark(OTHER_NUMBER, KEY) != mark
    plain = __import__("hmac").new(KEY, NUMBER.encode(), "sha256").hexdigest()
    assert mark != plain  # a mark of this library is of no use elsewhere


def test_a_number_has_one_mark() -> None:
    check_marks()


WRONG_NUMBERS = [
    ("party.identity", "119999900307006"),  # the old kind
    ("party.identity", "1199991990030700600"),
    ("party.identity", ""),
    ("party.identity", "x" * 18),
    ("party.identity", 119999199003070060),
    ("party.identity_check", "119999199003070061"),
    ("party.identity_birth", with_check("11999919900231006")),
    ("party.identity_birth", with_check("11999900000307006")),
]


def check_wrong_numbers() -> None:
    for code, number in WRONG_NUMBERS:
        with pytest.raises(Malformed) as caught:
            identity_mark(number, KEY)  # type: ignore[arg-type] # some are no text
        assert caught.value.code == code
        for text in (caught.value.text("en"), caught.value.text("zh"), repr(caught.value)):
            assert not str(number) or str(number)[:17] not in text


def test_what_is_no_number_is_refused_and_not_told() -> None:
    check_wrong_numbers()


@pytest.mark.parametrize("key", [b"", bytes(15), "0123456789abcdef", bytearray(32), None])
def test_a_key_that_is_none(key: Any) -> None:
    with pytest.raises(Malformed) as caught:
        identity_mark(NUMBER, key)
    assert caught.value.code == "mark.key"
    assert len(identity_mark(NUMBER, bytes(16))) == 64


@pytest.mark.parametrize("marks", ["0f" * 32, [], ["0F" * 32], ["0f" * 32] * 2, ["0f"], [[]], [NUMBER], None])
def test_marks_that_are_none(marks: Any) -> None:
    with pytest.raises(Malformed) as caught:
        matching_marks(book(), marks)
    assert caught.value.code == "mark.marks"


def test_nothing_of_a_number_is_kept() -> None:
    """Neither the number nor the key is in an event, a line, a table or what is written about them."""
    order = marked(HOME, identity_mark(NUMBER, KEY), identity_mark(OTHER_NUMBER, KEY))
    made = book(order)
    written = [repr(order), repr(made.events[-1]), str(made._state.facts()), *to_json_lines(made)]
    for text in [*written, pickle.dumps(order).decode("latin-1")]:
        for secret in (NUMBER, OTHER_NUMBER, NUMBER[:17], OTHER_NUMBER[:17], "19900307", KEY.hex()):
            assert secret not in text
    assert identity_mark(NUMBER, KEY) not in repr(order)
    assert from_json_lines(to_json_lines(made), LAW)._state.facts() == made._state.facts()


def test_two_books_find_the_same_people() -> None:
    """Lists of marks made with one key can be compared; those of another key, or of others, have nothing in common."""
    numbers = [with_check(f"1199991990030{n:04}") for n in range(7000, 7009)]
    mine = book(marked(HOME, *(identity_mark(number, KEY) for number in numbers[:5])))
    theirs = book(marked(HOME, *(identity_mark(number, KEY) for number in numbers[3:])))
    strange = book(marked(HOME, *(identity_mark(number, bytes(32)) for number in numbers)))
    same = {identity_mark(number, KEY) for number in numbers[3:5]}
    assert marks_seen(mine) & marks_seen(theirs) == same
    assert matching_marks(mine, marks_seen(theirs)) == dict.fromkeys(same, (HOME,))
    assert matching_marks(mine, marks_seen(strange)) == {}
    assert marks_seen(book()) == frozenset()


def test_marks_of_a_household_that_is_not_there() -> None:
    assert refused(book(), marked("home-9")) == {"book.not_found"}


# --- a household split in two on paper -----------------------------------------------------------


def split(*, by: str) -> Book:
    """Give a book with two households that share a member, a mark, or nothing."""
    members = FAMILY[1:] if by == "member" else ("f-9",)
    marks = [marked(HOME), marked("home-2")] if by == "mark" else []
    return official(settle(household("home-2", *members)), *marks, receive(amount=yuan(9_000)))


SECOND = case("case-2", household="home-2")


def check_split() -> None:
    """A second case for the cause is refused, and what one was granted counts for the other; strangers are strangers."""
    for by in ("member", "mark"):
        made = split(by=by)
        assert refused(made, open_(SECOND)) == {"case.one_chain"}
        made.record_all([grant(amount=yuan(300)), pay(), close(), open_(SECOND)])
        again = grant(key="grant-2", case="case-2", amount=yuan(300))
        assert refused(made, again) == {"relief.times_per_cause"}
    apart = split(by="nothing")
    apart.record_all([open_(SECOND), grant(), grant(key="grant-2", case="case-2", amount=yuan(300))])


def test_a_household_split_in_two_does_not_gain() -> None:
    check_split()


@given(st.sampled_from(["member", "mark"]), st.integers(1, 1_000_00), st.integers(1, 2_500_00))
def test_a_split_gains_nothing(by: str, first: int, second: int) -> None:
    """What the second half may be granted in a year after the first, one household may be granted, and no more."""

    def may(home: str) -> bool:
        made = split(by=by)
        made.record_all([grant(amount=Money(min(first, 800_00))), pay(amount=Money(min(first, 800_00))), close()])
        made.record(
            open_(case("case-2", household=HouseholdId(home), cause=Cause.DISASTER, costs=(cost(yuan(9_000)),)))
        )
        return bool(made.decide(grant(key="grant-2", case="case-2", amount=Money(second))))

    assert may("home-2") is may(HOME)


# --- who may break the chain ---------------------------------------------------------------------


def check_override() -> None:
    """An allowed second case opens and is granted, beside the first; a third is as little allowed as before."""
    made = official(receive(amount=yuan(9_000)))
    second, third = case("case-2"), case("case-3")
    assert refused(made, open_(second)) == {"case.one_chain"}
    made.record_all([allow(), open_(second)])
    assert refused(made, open_(third)) == {"case.one_chain"}
    made.record(grant(amount=yuan(100)))
    assert made.find(OVERRIDES, CASE) is None
    assert refused(made, allow(key="allow-9")) == {"book.exists"}
    made.record_all([pay(amount=yuan(100)), close()])
    assert refused(made, open_(third)) == {"case.one_chain"}  # the second is open still


def test_a_second_case_that_was_allowed() -> None:
    check_override()


def test_the_order_is_for_one_household_and_cause() -> None:
    """An order for one household does not serve a case of the same id elsewhere."""
    made = official(settle(household("home-2", "f-9")), open_(case("case-5", household="home-2")))
    made.record(allow("case-6"))
    assert refused(made, open_(case("case-6", household="home-2"))) == {"case.one_chain"}
    made.record(open_(case("case-6")))


def test_the_remedy_of_the_chain_names_the_order() -> None:
    decision = official().decide(open_(case("case-2")))
    assert [remedy.first for remedy in decision.remedies] == ["OverrideDuplicate"]


def test_a_law_without_the_rule_has_no_chain() -> None:
    law = LAW.amend(since=date(2025, 1, 1), relief_one_chain=False)
    made = book(law=law)
    made.record(open_(case("case-2")))


def test_an_open_case_that_turned_out_to_be_the_second_may_be_allowed() -> None:
    made = split(by="nothing")
    made.record_all([open_(SECOND), marked(HOME), marked("home-2")])
    assert refused(made, grant(key="grant-2", case="case-2", amount=yuan(9))) == {"case.one_chain"}
    assert refused(made, allow("case-2")) == {"override.same_case"}
    made.record(allow("case-2", household="home-2"))
    made.record(grant(key="grant-2", case="case-2", amount=yuan(9)))


def check_who_allows() -> None:
    """Only a named body, by a named officer without interest in the household or in one that counts as the same."""
    made = twins(tied("o-1", "f-3"))
    assert refused(made, allow()) == {"grant.recused"}
    assert refused(made, part()) == {"grant.recused"}
    made.record(name(key="name-2", officers=["o-2"], on=LATER))
    assert refused(made, allow(on=LATER)) == {"authority.officer"}
    made.record(allow(officer="o-2", on=LATER))
    made.record(name(key="name-3", officers=[], on=LATER))
    assert refused(made, allow("case-7", officer="o-2", on=LATER)) == {"authority.officer"}
    assert refused(made, allow("case-7", household="home-9")) == {"book.not_found"}


def test_who_may_allow_a_second_case() -> None:
    check_who_allows()


def test_who_may_be_named() -> None:
    assert refused(book(), name()) == {"book.not_found"}
    assert refused(official(), name(key="name-2", on=EVE)) == {"authority.not_before"}
    assert set(official().all(AUTHORITIES)) == {OFFICE}
    assert refused(_with_federation(), name(organisation="fed-1")) == {"authority.body"}


def _with_federation() -> Book:
    """Give a book in which an other body holds a pool."""
    made = book(enter(OtherBody("fed-1")))  # type: ignore[arg-type] # an id
    made._state.tables[POOLS]["fed-1"] = attrs.evolve(made.all(POOLS)[SOCIETY], id="fed-1", kind=PoolKind.FEDERATION)
    return made


def check_separation() -> None:
    """What linked two households no longer does; a new sign links them anew; a third may hold them together."""
    made = twins()
    assert refused(made, open_(SECOND)) == {"case.one_chain"}
    event = made.record(part())
    assert event.apart  # type: ignore[attr-defined] # a HouseholdsSeparated
    assert set(made.all(LINKS)) == set()
    assert refused(made, part(key="part-9")) == {"separation.linked"}
    made.record_all([open_(SECOND), close(CaseOutcome.WITHDRAWN, case="case-2")])
    made.record(RegisterHousehold(key="again-1", on=ON, household=Household(HouseholdId("home-2"), FAMILY)))
    assert refused(made, open_(case("case-3", household="home-2"))) == {"case.one_chain"}  # another member in common
    made.record(part(key="part-3"))
    made.record(open_(case("case-3", household="home-2")))


def test_households_that_were_linked_wrongly() -> None:
    check_separation()
    assert refused(twins(), part(HOME, HOME)) == {"separation.linked"}
    assert refused(twins(), part(HOME, "home-9")) == {"book.not_found"}


def check_third() -> None:
    """Three households that share a member: each is parted from each, and the two last ones stay linked."""
    made = twins(settle(household("home-3", "f-2")), settle(household("home-4", "f-9")))
    first = made.record(part(HOME, "home-2"))
    assert not first.apart  # type: ignore[attr-defined] # held together by the third
    assert set(made.all(LINKS)[HOME]) == {HOME, "home-2", "home-3"}
    second = made.record(part(HOME, "home-3"))
    assert second.apart  # type: ignore[attr-defined] # as above
    assert made.all(LINKS) == {HouseholdId(home): ("home-2", "home-3") for home in ("home-2", "home-3")}


def test_a_third_household_holds_two_together() -> None:
    check_third()


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=10), st.data())
def test_links_are_what_a_plain_model_says(seen: list[tuple[int, int]], data: st.DataObject) -> None:
    """Households count as one if a chain of signs that still count leads from one to the other."""
    made, homes = official(), [f"home-{n + 10}" for n in range(5)]
    made.record_all([settle(household(home, f"member-of-{home}")) for home in homes])
    signs: dict[str, set[str]] = {}
    gone: set[tuple[frozenset[str], str]] = set()
    for number, (home, sign) in enumerate(seen):
        mark = f"{sign:064x}"
        order = attrs.evolve(marked(homes[home], mark), key=f"marks-{number}")
        made.record(order)
        signs.setdefault(mark, set()).add(homes[home])
        if data.draw(st.booleans()):
            one, other = data.draw(st.permutations(homes))[:2]
            shares = {m for m, who in signs.items() if {one, other} <= who and (frozenset({one, other}), m) not in gone}
            order_ = part(one, other, key=f"part-{number}")
            assert bool(made.decide(order_)) is bool(shares)
            if shares:
                event = made.record(order_)
                gone |= {(frozenset({one, other}), m) for m in shares}
                assert event.apart is (other not in reach(one, homes, signs, gone))  # type: ignore[attr-defined] # the event
    links = made.all(LINKS)
    for one in homes:
        assert set(links.get(HouseholdId(one), (HouseholdId(one),))) == reach(one, homes, signs, gone)


def reach(home: str, homes: list[str], signs: dict[str, set[str]], gone: set[tuple[frozenset[str], str]]) -> set[str]:
    found = {home}
    for _ in homes:
        found |= {
            far
            for near, far in product(found, homes)
            for mark, who in signs.items()
            if {near, far} <= who and (frozenset({near, far}), mark) not in gone
        }
    return found


# --- what must hold whatever the amounts ---------------------------------------------------------

_FEN = st.integers(0, 4_000_00)
_PLACES = st.sampled_from([LAW.on(ON), NATIONAL.on(ON)])


@given(_PLACES, _FEN, _FEN, _FEN, st.booleans())
def test_more_government_aid_never_means_more_charity(
    law: Any, less: int, more: int, granted: int, emergency: bool
) -> None:
    less, more = sorted((less, more))

    def payable(fen: int) -> Money:
        state = GovernmentAid.RECEIVED if fen else GovernmentAid.REFUSED
        helped = case(government=state, government_aid=Money(fen))
        found = helped.payable(law, before=PaidBefore(case=Money(granted)), emergency=emergency)
        assert found is not None
        return found

    assert payable(more) <= payable(less)


@given(st.integers(1, 1_500_00), st.integers(1, 1_500_00), st.integers(1, 900_00))
def test_more_government_aid_never_means_more_charity_in_a_book(less: int, more: int, fen: int) -> None:
    """A grant that is allowed after more aid is allowed after less."""
    less, more = sorted((less, more))

    def allowed(aided: int) -> bool:
        made = book(receive(amount=yuan(9_000)), government(GovernmentAid.RECEIVED, Money(aided)))
        return bool(made.decide(grant(amount=Money(fen))))

    assert allowed(less) or not allowed(more)


@given(st.integers(0, 3_000_00), st.integers(0, 3_000_00), _FEN, _FEN)
def test_a_higher_ceiling_never_pays_less(low: int, high: int, granted: int, year: int) -> None:
    low, high = sorted((low, high))
    before = PaidBefore(case=Money(granted), household_year=Money(year))
    for figure in ("relief_case_ceiling", "relief_household_year_ceiling", "emergency_ceiling"):
        paid = [
            case(urgent=True).payable(
                LAW.amend(since=date(2025, 1, 1), **{figure: Money(fen)}).on(ON), before=before, emergency=True
            )
            for fen in (low, high)
        ]
        assert paid[0] is not None
        assert paid[1] is not None
        assert paid[0] <= paid[1]


# --- triage --------------------------------------------------------------------------------------


def test_three_way_triage() -> None:
    assert [route(matter) for matter in Matter] == [Route.GOVERNMENT, Route.COMMUNITY, Route.SELF_HELP]
    for rights, statutory, many in product([None, True, False], repeat=3):
        found = sort_matter(rights_or_safety=rights, statutory_aid=statutory, beyond_one_family=many)
        if rights or statutory:
            assert found is Matter.BIG
        elif None in (rights, statutory, many):
            assert found is None
        else:
            assert found is (Matter.SMALL if many else Matter.PRIVATE)
    for wrong in (lambda: route("huge"), lambda: sort_matter(statutory_aid=1)):  # type: ignore[arg-type] # the mistakes to show
        with pytest.raises(Malformed):
            wrong()
    assert all(one.text.en and one.text.zh for one in (*Matter, *Route))


# --- all of it survives a file -------------------------------------------------------------------


def test_every_order_is_written_and_read() -> None:
    made = twins(
        claim("dibao", "pending"),
        refer_out(guardian_consent="separate"),
        answer("accepted"),
        feed_back(amount=yuan(5)),
        refer(by=OFFICE),
        rely(),
        allow(),
        marked(),
        part(),
    )
    assert from_json_lines(to_json_lines(made), LAW)._state.facts() == made._state.facts()


# --- refusals and their remedies -----------------------------------------------------------------

MINE = {code: one for code, one in REFUSALS.items() if "reproducers_linkage" in one.provoke.__code__.co_filename}


@pytest.mark.parametrize("code", MINE)
def test_a_remedy_mends_what_it_is_for(code: str) -> None:
    """What a remedy changes makes the ground hold; what it asks to do first is an order that exists."""
    decision = MINE[code].provoke()
    assert isinstance(decision, Decision)
    assert decision.reason is not None
    assert decision.reason.ground.code == code
    for remedy in decision.remedies:
        if remedy.first is not None:
            assert remedy.first in {kind.__name__ for kind in HANDLERS}
        if remedy.changes:
            assert remedy.applied_to(decision.subject).on == remedy.wait_until


def test_a_date_too_early_is_mended_by_the_day_named() -> None:
    made = book(refer_out(on=LATER))
    (remedy,) = made.decide(answer()).remedies
    assert made.decide(remedy.applied_to(answer()))
    made = official()
    (remedy,) = made.decide(allow(on=EVE)).remedies
    assert made.decide(remedy.applied_to(allow(on=EVE)))


# --- planted bugs --------------------------------------------------------------------------------

CHECKS: list[Callable[[], None]] = [
    check_kinds, check_nothing_known, check_claims, check_consent, check_feedback, check_overdue, check_sheet,
    check_case_file, check_marks, check_wrong_numbers, check_split, check_override, check_who_allows, check_separation,
    check_third,
    check_medical,
]  # fmt: skip


def all_checked() -> None:
    check_had({"on_dibao": True}, "dibao")
    for check in CHECKS:
        check()


@pytest.mark.deep
def test_nothing_is_wrong() -> None:
    """Without a bug no check fails: what catches a bug below is the bug."""
    all_checked()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a check fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, KeyError, pytest.fail.Exception)):
        all_checked()


def test_each_planted_bug_has_a_name_of_its_own() -> None:
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 6
