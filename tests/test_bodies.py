"""Bodies: registration, officers, steps and endings against plain models, and what is refused as input. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from community_charity.calendar import ORDER
from community_charity.errors import LawError, Malformed
from community_charity.law.decision import Outcome
from community_charity.law.law import Law
from community_charity.money import Money
from community_charity.rules.answers import at_least, at_most, denied
from community_charity.rules.bodies.associations import AssociationApplication, Scope, UnregisteredGroup
from community_charity.rules.bodies.endings import CharityLife, Recipient, Surplus
from community_charity.rules.bodies.foundations import BoardYear, FoundationApplication
from community_charity.rules.bodies.officers import FoundationOfficer
from community_charity.rules.bodies.service_organisations import ServiceOrganisationApplication
from community_charity.rules.bodies.special_funds import SpecialFund
from community_charity.rules.bodies.steps import BodyStep, StepKind
from community_charity.rules.bodies.trusts import CharitableTrust, Trustee
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy
from community_charity.rules.forms import Form, FoundationKind, Registrar

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.decision import Decision

CN = Law.of("cn")
DAY = date(2025, 3, 13)
LAW = CN.on(DAY)
ONE = timedelta(days=1)

MAYBE = st.sampled_from((None, True, False))
COUNTS = st.one_of(st.none(), st.integers(0, 30))
MONEY = st.one_of(st.none(), st.integers(0, 2_500_000_000).map(Money))


def verdicts(decision: Decision) -> dict[str, bool | None]:
    """Give what a decision found, by ground."""
    return {finding.ground.code: finding.holds for finding in decision.findings}


# ----------------------------------------------------------------------------------------------------- foundations


@given(
    kind=st.sampled_from(FoundationKind),
    fund=MONEY,
    registrar=st.one_of(st.none(), st.sampled_from(Registrar)),
    resident=MAYBE,
    from_mainland=MAYBE,
)
def test_which_office_and_whose_representative(
    kind: FoundationKind,
    fund: Money | None,
    registrar: Registrar | None,
    resident: bool | None,
    from_mainland: bool | None,
) -> None:
    """Article 6 item by item; where a fact is missing, every value of it must lead to the same answer."""
    asked = FoundationApplication(
        kind=kind,
        original_fund=fund,
        registrar=registrar,
        representative_from_mainland=resident,
        fund_from_mainland=from_mainland,
    )
    found = verdicts(asked.may_be_registered(LAW))
    small, large = Money(2_000_000_000), Money(2_000_000_001)
    offices = {
        right_office(kind, f, r, registrar)
        for f in ((small, large) if fund is None else (fund,))
        for r in ((True, False) if resident is None else (resident,))
    }
    known = registrar is not None and registrar is not Registrar.BELOW and len(offices) == 1
    assert found["foundation.registrar"] is (offices.pop() if known else None)
    bound = kind is not FoundationKind.NON_PUBLIC or from_mainland is not False
    assert ("foundation.representative_from_mainland" in found) is bound
    if bound:
        certain = kind is not FoundationKind.NON_PUBLIC or from_mainland is True
        expected = resident if certain else resident or None
        assert found["foundation.representative_from_mainland"] is expected


def right_office(kind: FoundationKind, fund: Money, resident: bool, office: Registrar | None) -> bool:
    to_ministry = office is Registrar.MINISTRY
    if kind is FoundationKind.NATIONAL_PUBLIC:
        return to_ministry
    if kind is FoundationKind.LOCAL_PUBLIC:
        return not to_ministry
    if not resident:
        return to_ministry
    return not to_ministry or fund > Money(2_000_000_000)


@given(
    kind=st.sampled_from(FoundationKind),
    private=MAYBE,
    directors=COUNTS,
    related=COUNTS,
    paid=COUNTS,
    unpaid=COUNTS,
)
def test_relatives_and_pay_on_the_board(
    kind: FoundationKind,
    private: bool | None,
    directors: int | None,
    related: int | None,
    paid: int | None,
    unpaid: int | None,
) -> None:
    """A third of a private foundation's directors may be relatives, none of any other's; a third may be paid."""
    asked = FoundationApplication(
        kind=kind,
        private_property=private,
        directors=directors,
        related_directors=related,
        paid_directors=paid,
        paid_without_full_time=unpaid,
    )
    found = verdicts(asked.may_be_registered(LAW))
    assert found["foundation.paid_directors"] is a_third(paid, directors)
    assert found["foundation.unpaid"] is (None if unpaid is None else unpaid == 0)
    none = None if related is None else related == 0
    if kind is not FoundationKind.NON_PUBLIC or private is False:
        expected = none
    elif private:
        expected = a_third(related, directors)
    else:
        expected = a_third(related, directors) if a_third(related, directors) is none else None
    assert found["foundation.related_directors"] is expected


def a_third(some: int | None, of_all: int | None) -> bool | None:
    if some == 0:
        return True
    return None if some is None or of_all is None else 3 * some <= of_all


@given(terms=st.tuples(COUNTS, COUNTS))
def test_terms(terms: tuple[int | None, int | None]) -> None:
    """At most five years, and supervisors as long as directors."""
    director, supervisor = terms
    asked = FoundationApplication(kind=FoundationKind.NON_PUBLIC, term_years=director, supervisor_term_years=supervisor)
    found = verdicts(asked.may_be_registered(LAW))
    assert found["foundation.term"] is (None if director is None else director <= 5)
    assert found["foundation.supervisor_term"] is (None if None in terms else director == supervisor)


def test_what_a_what_if_lifts_is_not_asked_for() -> None:
    """Duties that a what-if lifts leave no finding behind, and relatives are then no matter."""
    law = CN.amend(
        since=DAY,
        foundation_unpaid_unless_full_time=False,
        foundation_supervisor_term_as_directors=False,
        foundation_no_related_directors=False,
        service_organisation_no_branches=False,
        special_fund_no_sub_fund=False,
    ).on(DAY)
    asked = FoundationApplication(kind=FoundationKind.LOCAL_PUBLIC, directors=9, related_directors=9)
    found = verdicts(asked.may_be_registered(law))
    assert found["foundation.related_directors"] is True
    assert not {"foundation.unpaid", "foundation.supervisor_term"} & set(found)
    assert "service_organisation.branches" not in verdicts(ServiceOrganisationApplication().may_be_registered(law))
    assert "special_fund.no_sub_fund" not in verdicts(SpecialFund().may_be_established(law))


# ----------------------------------------------------------------------------------------------------- associations


@given(people=st.one_of(st.none(), st.integers(0, 60)), units=st.one_of(st.none(), st.integers(0, 60)))
def test_members_of_an_association(people: int | None, units: int | None) -> None:
    """Fifty, or thirty units alone; a missing number counts only where it could not change the answer."""
    asked = AssociationApplication(scope=Scope.LOCAL, members=people, unit_members=units)
    found = verdicts(asked.may_be_registered(LAW))
    holds = found.get("association.members", found.get("association.unit_members"))
    possible = {
        enough(p, u)
        for p in (range(61) if people is None else (people,))
        for u in (range(61) if units is None else (units,))
    }
    if holds is not None:
        assert possible == {holds}
    if None not in (people, units):
        assert holds is not None
    assert ("association.unit_members" in found) is bool(people == 0 and units)


def enough(people: int, units: int) -> bool:
    return units >= 30 if people == 0 and units else people + units >= 50


@given(scope=st.sampled_from(Scope), grand=MAYBE, approved=MAYBE)
def test_the_name_of_an_association(scope: Scope, grand: bool | None, approved: bool | None) -> None:
    """A local one has no national name, a national one an approved one; of others the article says nothing."""
    asked = AssociationApplication(scope=scope, national_name=grand, national_name_approved=approved)
    found = verdicts(asked.may_be_registered(LAW))
    if scope is Scope.LOCAL:
        assert found["association.local_name"] is (None if grand is None else not grand)
    elif scope is Scope.NATIONAL:
        sure = approved or grand is False
        assert found["association.national_name"] is (True if sure else None if None in (grand, approved) else False)
    else:
        assert not {"association.local_name", "association.national_name"} & set(found)


@given(approved=MAYBE, inside=MAYBE, township=MAYBE, on=st.sampled_from((date(2025, 4, 30), date(2025, 5, 1))))
def test_groups_without_registration(
    approved: bool | None, inside: bool | None, township: bool | None, on: date
) -> None:
    """Exempt inside a unit, or, from 2025-05-01, under a township; before that the township's word is no answer."""
    group = UnregisteredGroup(
        approved_by_unit=approved, only_inside_unit=inside, managed_by_township=township, calls_itself_association=False
    )
    both = False if False in (approved, inside) else None if None in (approved, inside) else True
    managed = township if on >= date(2025, 5, 1) or township is not True else None
    either = True if True in (both, managed) else None if None in (both, managed) else False
    assert verdicts(group.may_act(CN.on(on)))["association.exempt"] is either


def test_an_exemption_that_was_lifted() -> None:
    """Without the exemption a club in a firm has to be registered as well."""
    group = UnregisteredGroup(approved_by_unit=True, only_inside_unit=True, managed_by_township=False)
    law = CN.amend(since=DAY, association_exempt_inside_unit=False).on(DAY)
    assert verdicts(group.may_act(law))["association.exempt"] is False


# --------------------------------------------------------------------------------------------------------- officers


@given(since=st.dates(date(2015, 1, 1), date(2026, 1, 1)), happened=MAYBE)
def test_a_bar_of_five_years(since: date, happened: bool | None) -> None:
    """Barred up to the same-numbered day five years on; a recorded day counts whatever else is said."""
    for fact, code in (("sentence", "sentence"), ("struck_off", "struck_off")):
        facts: dict[str, Any] = {"sentenced" if fact == "sentence" else fact: happened}
        facts["sentence_ended_on" if fact == "sentence" else "struck_off_on"] = since
        decision = FoundationOfficer(**facts).may_serve(LAW)
        assert verdicts(decision)[f"foundation_officer.{code}"] is (since + relativedelta(years=5) < DAY)


def test_a_bar_that_a_what_if_lifts() -> None:
    """A bar of no years ends on its first day."""
    law = CN.amend(since=DAY, foundation_officer_sentence_bar_years=0).on(DAY)
    served = FoundationOfficer(sentenced=True, sentence_ended_on=DAY)
    assert verdicts(served.may_serve(law))["foundation_officer.sentence"] is False
    assert verdicts(attrs.evolve(served, sentence_ended_on=DAY - ONE).may_serve(law))["foundation_officer.sentence"]


def test_a_sentence_is_not_shown() -> None:
    """What is known of a sentence stays out of the repr."""
    officer = FoundationOfficer(sentenced=True, sentence_ended_on=date(2020, 3, 12), lost_political_rights=True)
    assert "2020" not in repr(officer)
    assert "sentenced" not in repr(officer)
    assert "political" not in repr(officer)


# ------------------------------------------------------------------------------------------------- steps and endings


@given(kind=st.sampled_from(StepKind), since=st.dates(date(2017, 1, 1), date(2030, 1, 1)), days=st.integers(0, 500))
def test_a_step_in_time(kind: StepKind, since: date, days: int) -> None:
    """Days, months or years after the day that sets the time running, that day not counted."""
    span = {
        "decision": relativedelta(days=60),
        "deregistration": relativedelta(days=15),
        "change": relativedelta(days=30),
        "activity": relativedelta(months=12),
    }[kind.value.rpartition("_")[2]]
    step = BodyStep(kind=kind, since=since, done_on=since + days * ONE)
    assert step.due(LAW) == since + span
    assert bool(step.in_time(LAW)) is (since + days * ONE <= since + span)


class _Sundays:
    """A calendar in which nobody works on Sundays."""

    def is_working_day(self, day: date, /) -> bool:
        return day.weekday() != 6


def test_a_rest_day_moves_the_end() -> None:
    """With a calendar that knows it, a last day on a Sunday becomes the Monday."""
    step = BodyStep(kind=StepKind.ASSOCIATION_CHANGE, since=date(2025, 2, 28), done_on=date(2025, 3, 31))
    assert step.due(LAW) == date(2025, 3, 30)
    assert not step.in_time(LAW)
    assert step.in_time(LAW, _Sundays())
    trust = CharitableTrust(signed_on=date(2025, 3, 2), filed_on=date(2025, 3, 10))
    assert not trust.may_have_tax_benefit(LAW)
    assert trust.may_have_tax_benefit(LAW, _Sundays())


def test_a_what_if_that_leaves_no_time() -> None:
    """No days at all: due on the very day."""
    law = CN.amend(since=DAY, association_change_days=0, trust_filing_days=0).on(DAY)
    assert BodyStep(kind=StepKind.ASSOCIATION_CHANGE, since=DAY, done_on=DAY).in_time(law)
    assert CharitableTrust(signed_on=DAY, filed_on=DAY).may_have_tax_benefit(law)
    assert not CharitableTrust(signed_on=DAY, filed_on=DAY + ONE).may_have_tax_benefit(law)


def test_nothing_is_done_before_its_time_began() -> None:
    """A step before the day that sets the time running is a slip."""
    with pytest.raises(Malformed) as caught:
        BodyStep(kind=StepKind.ASSOCIATION_CHANGE, since=DAY, done_on=DAY - ONE)
    assert caught.value.code == ORDER


@given(last=st.dates(date(2019, 1, 1), DAY))
def test_a_charity_that_does_nothing(last: date) -> None:
    """Two full years without activity end it."""
    found = verdicts(CharityLife(last_activity_on=last).may_continue(LAW))
    assert found == {"ending.active": last + relativedelta(years=2) > DAY, "ending.no_event": None}


def test_activity_after_the_day_asked() -> None:
    """What has not happened yet cannot be counted."""
    with pytest.raises(Malformed):
        CharityLife(last_activity_on=DAY + ONE).may_continue(LAW)


@pytest.mark.parametrize("to", [None, *Recipient])
def test_what_is_left_of_a_charity(to: Recipient | None) -> None:
    """Only a charity of a like purpose may have it, and insiders never."""
    decision = Surplus(to=to, announced=True).may_go(LAW)
    allowed = {None: Outcome.UNDETERMINED, Recipient.LIKE_CHARITY: Outcome.ALLOWED}
    assert decision.outcome is allowed.get(to, Outcome.REFUSED)
    assert len(decision.unmet) == {None: 2, Recipient.LIKE_CHARITY: 0}.get(to, 1)


# ------------------------------------------------------------------------------------------ special funds and trusts


@pytest.mark.parametrize(
    ("name", "foundation", "expected"),
    [
        ("City Foundation Lake Fund", "City Foundation", True),
        ("Lake Fund of City Foundation", "City Foundation", False),
        ("City Foundation", "City Foundation", False),
        ("City Foundation Lake Fund", None, None),
        (None, "City Foundation", None),
    ],
)
def test_the_name_of_a_special_fund(name: str | None, foundation: str | None, expected: bool | None) -> None:
    """The foundation's full name comes first, and something follows."""
    found = verdicts(SpecialFund(name=name, foundation_name=foundation).may_be_established(LAW))
    assert found["special_fund.full_name"] is expected


@pytest.mark.parametrize("wrong", ["", " ", "Lake Fund ", "Lake\nFund", "x" * 201])
def test_a_name_is_a_line_of_text(wrong: str) -> None:
    """An empty name could never be headed by another, and a remedy that says so would not help."""
    for field in ("name", "foundation_name"):
        with pytest.raises(Malformed) as refused:
            SpecialFund(**{field: wrong})  # type: ignore[arg-type]  # of another type is no field
        assert refused.value.code == "party.text"


@given(funds=COUNTS, ministry=MAYBE)
def test_the_funds_of_one_manager(funds: int | None, ministry: bool | None) -> None:
    """Up to five is fine; more is against the principle and not for this library to refuse; others are not bound."""
    found = verdicts(SpecialFund(manager_funds=funds, under_ministry=ministry).may_be_established(LAW))
    assert ("special_fund.manager" in found) is (ministry is not False)
    assert found.get("special_fund.manager") in (
        (True,) if funds is not None and funds <= 5 and ministry is not False else (None,)
    )


def test_each_choice_in_its_own_field() -> None:
    """The choice of the trustee is not that of the settlor; and a choice is a choice."""
    for field, by in (("settlor_choice", NamedBy.TRUSTEE), ("trustee_choice", NamedBy.SETTLOR)):
        wrong: dict[str, Any] = {field: BeneficiaryChoice(named_by=by)}
        with pytest.raises(Malformed):
            CharitableTrust(**wrong)
        wrong = {field: "p-1"}
        with pytest.raises(Malformed):
            CharitableTrust(**wrong)


def test_a_supervisor_of_a_trust_is_for_the_settlor_to_choose() -> None:
    """The Charity Law prevails over the Trust Law in this."""
    assert not CN.on(date(2016, 9, 1)).trust_needs_supervisor
    assert not LAW.trust_needs_supervisor


# ------------------------------------------------------------------------------------------------------------ input

KINDS: dict[type, dict[str, Any]] = {
    FoundationApplication: {"kind": FoundationKind.NON_PUBLIC},
    BoardYear: {},
    AssociationApplication: {"scope": Scope.LOCAL},
    UnregisteredGroup: {},
    ServiceOrganisationApplication: {},
    FoundationOfficer: {},
    BodyStep: {"kind": StepKind.ASSOCIATION_CHANGE},
    CharityLife: {},
    Surplus: {},
    SpecialFund: {},
    CharitableTrust: {},
}
FIELDS = [(kind, field.name) for kind in KINDS for field in attrs.fields(kind)]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field}" for kind, field in FIELDS])
def test_every_fact_is_checked(kind: type, field: str) -> None:
    """No field takes a float, a day with a time, a bare object; a yes is no number and a number no yes."""
    wrong: list[Any] = [1.5, object(), b"x", [1], {"x": 1}, -1]
    for value in wrong:
        with pytest.raises(Malformed):
            kind(**{**KINDS[kind], field: value})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_count_is_no_truth_and_the_other_way_round(kind: type) -> None:
    """``True`` is no number of members, and 1 is no yes."""
    for field in attrs.fields(kind):
        if "int" in str(field.type):
            wrong: Any = True
        elif "bool" in str(field.type) and "dict" not in str(field.type):
            wrong = 1
        else:
            continue
        with pytest.raises(Malformed):
            kind(**{**KINDS[kind], field.name: wrong})


METHODS: list[tuple[type, str]] = [
    (FoundationApplication, "may_be_registered"),
    (BoardYear, "met_often_enough"),
    (AssociationApplication, "may_be_registered"),
    (UnregisteredGroup, "may_act"),
    (ServiceOrganisationApplication, "may_be_registered"),
    (FoundationOfficer, "may_serve"),
    (BodyStep, "in_time"),
    (CharityLife, "may_continue"),
    (Surplus, "may_go"),
    (SpecialFund, "may_be_established"),
    (CharitableTrust, "may_be_filed"),
    (CharitableTrust, "may_have_tax_benefit"),
]


@pytest.mark.parametrize(("kind", "method"), METHODS, ids=[f"{kind.__name__}.{method}" for kind, method in METHODS])
def test_nothing_is_known_nothing_is_allowed(kind: type, method: str) -> None:
    """Without facts nothing is allowed and nothing refused; a day before the law has no answer; no law, no answer."""
    ask: Callable[..., Decision] = getattr(kind(**KINDS[kind]), method)
    decision = ask(LAW)
    assert decision.outcome is Outcome.UNDETERMINED
    assert all(remedy.text.en.startswith("show") for remedy in decision.remedies)
    made = [f.ground.remedy and f.ground.remedy(f, decision.subject) for f in decision.unmet]
    # Each open point asks for a paper, and each paper is asked for once.
    assert [remedy.text for remedy in decision.remedies] == list(dict.fromkeys(r and r.text for r in made))
    with pytest.raises(LawError):
        ask(CN.on(date(1998, 10, 24)))
    with pytest.raises(Malformed):
        ask(DAY)


@pytest.mark.parametrize(
    "words", [*Form, *FoundationKind, *Registrar, *Scope, *StepKind, *Recipient, *Trustee], ids=str
)
def test_choices_read_in_two_languages(words: Any) -> None:
    """Each choice has words in English and Chinese, and can be told by its value."""
    assert type(words)(words.value) is words
    assert words.text.en.isascii()
    assert not words.text.zh.isascii()


def test_comparisons_leave_the_unknown_unknown() -> None:
    """Not known is neither enough nor too much, and no denial."""
    assert at_least(None, 1) is at_most(None, 1) is denied(None) is None
    assert at_least(1, 1)
    assert at_most(1, 1)
    assert [denied(fact) for fact in (True, False)] == [False, True]


def test_a_list_that_is_not_in_force_is_not_asked_for() -> None:
    """Before the Civil Code no organs are asked for, before the text of 2016 no points of the charter."""
    found = verdicts(AssociationApplication(scope=Scope.LOCAL).may_be_registered(CN.on(date(2016, 2, 5))))
    assert set(found) == {"association.members", "association.capital"}
