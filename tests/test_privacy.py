"""Personal information: whose consent, for what, and what never shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import CharityError, LawError, Malformed
from community_charity.law.law import Law
from community_charity.rules.privacy import (
    AssessmentRecord,
    Consent,
    Consenter,
    DataKind,
    DataUse,
    LegalBasis,
    Purpose,
    Role,
    masked_name,
)

LAW = Law.of("cn")
DAY = date(2026, 3, 2)
TODAY = LAW.on(DAY)
ALL_TOLD = ("who", "purpose", "method", "kinds", "retention", "rights", "necessity", "effect")
QUESTIONS = ("may_be_collected", "may_be_given", "may_be_published", "may_be_kept")


def use(**facts: Any) -> DataUse:
    known: dict[str, Any] = {"purpose": "assess_case", "kinds": ["name"], **facts}
    return DataUse(**known)


def malformed(**facts: Any) -> str:
    with pytest.raises(Malformed) as caught:
        use(**facts)
    return caught.value.code


def facts_of_uses() -> st.SearchStrategy[dict[str, Any]]:
    yes_no = st.sampled_from([None, True, False])
    kinds = st.frozensets(st.sampled_from(DataKind), min_size=1, max_size=4)
    return st.fixed_dictionaries(
        {"purpose": st.sampled_from(Purpose), "kinds": kinds},
        optional={
            "role": st.sampled_from([None, *Role]),
            "born": st.dates(date(1990, 1, 1), DAY),
            "adult": yes_no,
            "anonymised": st.booleans(),
            "irreversible": yes_no,
            "needed": st.none() | kinds,
            "by_assistance_office": st.booleans(),
            "verifiable": st.none() | kinds,
            "basis": st.sampled_from([None, *LegalBasis]),
            "basis_shown": yes_no,
            "consent": st.sampled_from([None, *Consent]),
            "guardian_consent": st.sampled_from([None, *Consent]),
            "told": st.none() | st.frozensets(st.sampled_from(ALL_TOLD)),
            "told_of_recipient": st.none() | st.just(("recipient", "recipient_contact", "purpose", "method", "kinds")),
            "protected": yes_no,
            "assessed": yes_no,
            "legal_case": yes_no,
            "missing_person": st.booleans(),
            "learnt_in_assistance": yes_no,
            "purpose_done": yes_no,
            "keep_until": st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
            "law_keeps_until": st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)),
        },
    )


@given(facts=facts_of_uses(), question=st.sampled_from(QUESTIONS))
def test_to_know_less_never_makes_it_allowed(facts: dict[str, Any], question: str) -> None:
    """Take one fact away from what was refused or open: it is not allowed then."""
    if getattr(use(**facts), question)(TODAY):
        return
    for name, value in facts.items():
        keeps_its_meaning = name in ("purpose", "kinds", "anonymised", "by_assistance_office", "missing_person")
        if keeps_its_meaning or value is None:
            continue
        less = {key: known for key, known in facts.items() if key != name}
        if name == "born" and less.get("adult") is not None:
            continue  # the two may contradict each other: the birthday counts
        assert not getattr(use(**less), question)(TODAY), name


@given(facts=facts_of_uses(), question=st.sampled_from(QUESTIONS))
def test_a_child_is_never_used_without_a_guardian(facts: dict[str, Any], question: str) -> None:
    """By consent, nothing about a child is allowed that no guardian agreed to, unless it points at nobody."""
    child = {**facts, "born": date(2015, 1, 1), "basis": "consent", "anonymised": False, "law_keeps_until": None}
    if getattr(use(**child), question)(TODAY):
        assert child.get("guardian_consent") in (Consent.GENERAL, Consent.SEPARATE)
        if question != "may_be_kept":
            assert child["guardian_consent"] is Consent.SEPARATE


@given(facts=facts_of_uses(), question=st.sampled_from(QUESTIONS))
def test_a_decision_never_tells_a_birthday(facts: dict[str, Any], question: str) -> None:
    """Neither the repr nor any text of a decision shows the day of birth."""
    asked = use(**facts, **({} if "born" in facts else {"born": date(2015, 6, 7)}))
    decision = getattr(asked, question)(TODAY)
    shown = [repr(asked), decision.text("en"), decision.text("zh"), str(decision.to_dict()), decision.html("zh")]
    assert asked.born is not None
    if asked.born not in (asked.keep_until, asked.law_keeps_until, DAY):
        assert not any(asked.born.isoformat() in text for text in shown)


@given(born=st.dates(date(2005, 1, 1), date(2020, 1, 1)), on=st.dates(date(2021, 11, 1), date(2035, 1, 1)))
def test_who_decides_turns_on_the_fourteenth_birthday(born: date, on: date) -> None:
    """With own consent alone a collection is allowed just from that day on."""
    try:
        birthday = born.replace(year=born.year + 14)
    except ValueError:  # 29 February: a full year ends on 28 February of a common year
        birthday = date(born.year + 14, 2, 28)
    asked = use(
        born=born, basis="consent", consent="general", needed=["name"], told=ALL_TOLD, protected=True, assessed=True
    )
    assert bool(asked.may_be_collected(LAW.on(on))) is (on >= birthday)


@given(name=st.text(max_size=6), keeps=st.integers(0, 9))
def test_a_masked_name_is_as_long_and_hides_something(name: str, keeps: int) -> None:
    """The first characters stay, the last never does."""
    law = LAW.amend(since=date(2022, 1, 1), masked_name_keeps=keeps).on(DAY)
    masked = masked_name(name, law)
    assert len(masked) == len(name)
    kept = min(keeps, max(len(name) - 1, 0))
    assert masked == name[:kept] + "*" * (len(name) - kept)
    assert not name or masked[-1] == "*"


@given(made=st.dates(date(2021, 11, 1), date(2040, 1, 1)), later=st.integers(0, 1500))
def test_a_record_is_kept_for_three_years(made: date, later: int) -> None:
    """It may go on the day after the third year is full, and the remedy names that day."""
    decision = AssessmentRecord(made).may_be_discarded(LAW.on(made + timedelta(days=later)))
    full = date(made.year + 3, made.month, min(made.day, 28) if made.month == 2 else made.day)
    if made.month == 2 and made.day == 29:
        full = date(made.year + 3, 2, 28)
    assert bool(decision) is (made + timedelta(days=later) > full)
    if not decision:
        assert decision.remedies[0].wait_until == full + timedelta(days=1)


def test_unknown_age_asks_for_a_document() -> None:
    """Whose consent counts depends on the age: the remedy asks for it, and changes nothing."""
    decision = use(basis="consent", consent="general").may_be_given(TODAY)
    remedy = next(f for f in decision.unmet if f.ground.code == "privacy.giving").ground.remedy
    assert remedy is not None
    found = next(f for f in decision.unmet if f.ground.code == "privacy.giving")
    told = remedy(found, decision.subject)
    assert told is not None
    assert "age" in told.text.en
    assert not told.changes


def test_both_refuse_and_the_age_does_not_matter() -> None:
    """Of unknown age, it is refused where neither the person nor a guardian agrees."""
    asked = use(basis="consent", consent="refused", guardian_consent="refused")
    assert asked.may_be_given(TODAY).outcome.value == "refused"


def test_the_guardians_consent_is_what_the_remedy_obtains() -> None:
    """For a child, the remedy changes the guardian's consent, not the child's."""
    child = use(
        born=date(2020, 1, 1),
        basis="consent",
        guardian_consent="refused",
        needed=["name"],
        told=ALL_TOLD,
        protected=True,
        assessed=True,
    )
    changes = [set(remedy.changes) for remedy in child.may_be_collected(TODAY).remedies]
    assert changes == [{"guardian_consent"}] * len(changes)
    assert changes


def test_before_the_law_there_is_no_decision() -> None:
    """Except of donors and settlors, whom the Charity Law has protected since 2016."""
    before = LAW.on(date(2021, 10, 31))
    for question in QUESTIONS:
        with pytest.raises(LawError):
            getattr(use(adult=True), question)(before)
    assert use(purpose="publish_donors", role="donor", consent="general").may_be_published(before)
    with pytest.raises(LawError):
        use(role="donor", anonymised=True, irreversible=True).may_be_published(before)
    with pytest.raises(LawError):
        use(purpose="publish_dibao").may_be_published(before)


def test_a_basis_that_the_law_no_longer_knows() -> None:
    """A what-if without contracts refuses one, shown or not."""
    law = LAW.amend(since=date(2025, 1, 1), legal_bases=("consent",)).on(DAY)
    asked = use(basis="contract", basis_shown=True, needed=["name"], told=ALL_TOLD, adult=True)
    decision = asked.may_be_collected(law)
    assert decision.reason is not None
    assert decision.reason.ground.code == "privacy.basis"
    assert asked.may_be_collected(TODAY)


def test_duties_that_a_what_if_takes_away_are_not_weighed() -> None:
    """Each duty is a figure: without it, its ground is gone."""
    duties = (
        "collection_within_purpose",
        "sensitive_needs_separate_consent",
        "sensitive_needs_protection",
        "impact_assessment_first",
        "referral_needs_consent",
        "publication_needs_consent",
        "aid_data_confidential",
        "deleted_when_purpose_done",
        "deleted_when_period_over",
        "deleted_when_withdrawn",
        "anonymous_data_outside",
        "statutory_retention_first",
    )
    free = LAW.amend(since=date(2025, 1, 1), **dict.fromkeys(duties, False)).on(DAY)
    asked = use(kinds=["medical_health"], adult=True, basis="consent", consent="general", told=ALL_TOLD, role="other")
    assert asked.may_be_collected(free)
    assert asked.may_be_published(free)
    assert asked.may_be_kept(free)
    told = ("recipient", "recipient_contact", "purpose", "method", "kinds")
    assert use(adult=True, basis="consent", told_of_recipient=told, anonymised=True).may_be_given(free)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_points_at_nobody_is_free(question: str) -> None:
    """Anonymous data are no personal data, whatever they are used for."""
    asked = use(kinds=["medical_health"], anonymised=True, irreversible=True, role="other")
    assert [f.ground.code for f in getattr(asked, question)(TODAY).findings] == ["privacy.anonymous"]


def test_a_child_of_unknown_birthday() -> None:
    """A minor may be under fourteen or not; an adult is not."""
    assert use(adult=False).under(14, TODAY) is None
    assert use(adult=False).under(18, TODAY) is True
    assert use(adult=True).under(18, TODAY) is False
    assert use().under(14, TODAY) is None


def test_everything_has_words() -> None:
    """In both languages."""
    for kind in (DataKind, Purpose, Role, LegalBasis, Consent, Consenter):
        for member in kind:
            assert member.text.en.isascii()
            assert member.text.zh


def test_names_in_figures_are_names_of_kinds() -> None:
    """The lists of the law speak of kinds, roles and bases that can be given."""
    kinds = {kind.value for kind in DataKind}
    for key in (
        "sensitive_kinds",
        "kinds_read_as_sensitive",
        "minor_hidden_kinds",
        "dibao_posting_kinds",
        "relief_notice_kinds",
    ):
        assert set(getattr(TODAY, key)) <= kinds
    assert set(TODAY.legal_bases) == {basis.value for basis in LegalBasis}
    assert set(TODAY.publication_needs_agreement) <= {role.value for role in Role}


def test_wrong_input_is_refused() -> None:
    """What is no kind, no consent, no list, no yes or no."""
    assert malformed(kinds=[]) == "privacy.kinds"
    assert malformed(kinds="name") == "input.type"
    assert malformed(kinds=["shoe size"]) == "input.choice"
    assert malformed(purpose="fun") == "input.choice"
    assert malformed(role="king") == "input.choice"
    assert malformed(basis="mood") == "input.choice"
    assert malformed(consent=True) == "input.choice"
    assert malformed(adult=1) == "input.type"
    assert malformed(missing_person=None) == "input.type"
    assert malformed(told="who") == "fact.names"
    assert malformed(told=[1]) == "fact.names"
    assert malformed(needed=["x"]) == "input.choice"
    assert malformed(born="2015-01-01") == "calendar.day"
    with pytest.raises(Malformed):
        masked_name(5, TODAY)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(Malformed):
        AssessmentRecord("2023-03-01")  # type: ignore[arg-type]  # on purpose


def test_a_birth_after_the_day_is_refused_without_telling_it() -> None:
    """The message names neither day."""
    with pytest.raises(CharityError) as caught:
        use(born=date(2030, 6, 7), basis="consent").may_be_collected(TODAY)
    assert "2030" not in str(caught.value)


def test_a_law_is_a_law_of_a_day() -> None:
    """The law of all days will not do."""
    for question in QUESTIONS:
        with pytest.raises(Malformed):
            getattr(use(), question)(LAW)
    with pytest.raises(Malformed):
        AssessmentRecord(DAY).may_be_discarded(LAW)  # type: ignore[arg-type]  # on purpose
