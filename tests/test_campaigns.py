"""Campaigns: plan, filing, changes, cooperation, conduct, against a plain model of days and of what is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import Case, cases
from community_charity.calendar import EVERY_DAY, CalendarDays, Years
from community_charity.errors import CharityError, LawError, Malformed
from community_charity.law.decision import Checks, Outcome
from community_charity.law.law import Law
from community_charity.rules.campaigns import (
    CampaignConduct,
    CampaignDisplay,
    CampaignMethod,
    CooperationEnd,
    CooperativeFundraising,
    FundraisingPlan,
    PartnerKind,
    PlanChange,
    UseChange,
    UseFixedBy,
    change_due,
    correction_due,
    emergency_filing_due,
    filing_deadline,
    local_filing_deadline,
    publication_due,
)
from community_charity.rules.campaigns.filing import last_day
from community_charity.rules.campaigns.grounds import CONTENTS
from community_charity.rules.duties import both, points, unread, weigh_listed
from community_charity.rules.facts import yes_no
from reproducers_campaigns import unfiled_on_a_day

if TYPE_CHECKING:
    from collections.abc import Callable

LAW = Law.of("cn")
TODAY = LAW.on(date(2026, 3, 12))
OLD = LAW.on(date(2020, 3, 12))
MINE = [case for case in cases() if ".campaigns." in case.rule]
BEGIN = next(case for case in MINE if case.id == "plan-beginning: filed exactly ten days ahead").subject
facts = st.sampled_from([True, False, None])
days = st.dates(date(2024, 10, 1), date(2030, 1, 1))


def found(decision: Any, code: str) -> bool | str | None:
    """Give what one ground was found to be, or "not asked"."""
    return next((f.holds for f in decision.findings if f.ground.code == code), "not asked")


# --- days ------------------------------------------------------------------------------------------


class MondayToFriday:
    """A calendar without holidays."""

    def is_working_day(self, day: date, /) -> bool:
        """Weekends are rest days."""
        return day.weekday() < 5


@given(start=days)
def test_what_is_due_before_is_never_moved_and_what_is_due_after_may_be(start: date) -> None:
    """Ten days back are ten days; ten days on end on a working day if the calendar knows them."""
    for due_before in (filing_deadline, local_filing_deadline):
        assert due_before(start, TODAY) == start - timedelta(days=10)
    after: list[tuple[Callable[..., date], int]] = [
        (emergency_filing_due, 10),
        (publication_due, 10),
        (change_due, 10),
        (correction_due, 5),
    ]
    for due_after, length in after:
        plain = start + timedelta(days=length)
        assert due_after(start, TODAY, EVERY_DAY) == plain
        while plain.weekday() > 4:
            plain += timedelta(days=1)
        assert due_after(start, TODAY, MondayToFriday()) == plain


@pytest.mark.parametrize(
    "ask",
    [
        lambda: filing_deadline(date(2016, 8, 31), LAW.on(date(2016, 8, 31))),
        lambda: local_filing_deadline(date(2020, 3, 2), OLD),
        lambda: publication_due(date(2020, 3, 2), OLD, EVERY_DAY),
        lambda: change_due(date(2020, 3, 2), OLD, EVERY_DAY),
        lambda: PlanChange("winter-2026").is_in_order(OLD),
        lambda: CooperationEnd("winter-2026").is_in_order(OLD),
        lambda: FundraisingPlan("winter-2026").may_be_filed(LAW.on(date(2016, 8, 31))),
        lambda: FundraisingPlan("winter-2026").may_begin(LAW.on(date(2016, 8, 31))),
        lambda: CooperativeFundraising("winter-2026").may_begin(LAW.on(date(2016, 8, 31))),
        lambda: UseChange("winter-2026").may_change_use(LAW.on(date(2016, 8, 31))),
        lambda: CampaignDisplay("winter-2026").is_complete(LAW.on(date(2016, 8, 31))),
        lambda: CampaignConduct("winter-2026").may_go_on(LAW.on(date(2016, 8, 31))),
    ],
    ids=map(str, range(12)),
)
def test_a_day_before_the_law_has_no_answer(ask: Callable[[], object]) -> None:
    """Nothing is allowed merely because no law of the day is known."""
    with pytest.raises(LawError) as raised:
        ask()
    assert raised.value.code == "law.no_value"


def test_an_emergency_of_which_the_start_is_not_known_may_have_been_filed_too_late() -> None:
    """Without the day it began, nobody can tell whether the plan was filed in the days after it."""
    plan = attrs.evolve(BEGIN, emergency=True, no_time_to_file=True, starts_on=None, filed_on=date(2026, 3, 2))
    assert found(plan.may_begin(TODAY), "plan.filed_afterwards") is None


def test_methods_that_are_not_known_may_lead_outside_the_territory() -> None:
    """Only a campaign that is known to set up no box and hold no event stays where it is."""
    plan = FundraisingPlan("winter-2026", outside_territory=True)
    assert plan.leaves_territory is None
    assert attrs.evolve(plan, methods=[CampaignMethod.INTERNET]).leaves_territory is False
    assert attrs.evolve(plan, methods=[CampaignMethod.BOX]).leaves_territory is True


def test_a_what_if_of_no_days_and_no_years() -> None:
    """A period of no length ends on the day of the event; what is due no days before is due on the day."""
    none = LAW.amend(
        since=date(2026, 1, 1),
        fundraising_plan_filing_lead_days=0,
        emergency_plan_filing_days=0,
        fundraising_campaign_maximum_years=0,
    ).on(date(2026, 3, 12))
    start = date(2026, 3, 12)
    assert filing_deadline(start, none) == emergency_filing_due(start, none, EVERY_DAY) == start
    assert last_day(start, 0, Years, EVERY_DAY) == start
    with pytest.raises(Malformed):
        last_day("2026-03-12", 0, CalendarDays, EVERY_DAY)  # type: ignore[arg-type]  # what a caller may pass
    assert found(attrs.evolve(BEGIN, ends_on=start).may_be_filed(none), "plan.length") is True


def test_a_what_if_is_taken_at_its_word() -> None:
    """A value that nobody has verified leaves the answer open; one that the user sets does not."""
    plan = attrs.evolve(BEGIN, starts_on=date(2020, 3, 1), filed_on=date(2020, 3, 10), ends_on=date(2020, 12, 31))
    assert found(plan.may_begin(OLD), "plan.filed_in_time") is None
    what_if = LAW.amend(since=date(2020, 1, 1), fundraising_plan_filing_lead_days=10).on(OLD.day)
    assert unread(OLD, "fundraising_plan_filing_lead_days")
    assert not unread(what_if, "fundraising_plan_filing_lead_days")
    assert not unread(OLD, "campaign_uses_own_account")
    assert found(plan.may_begin(what_if), "plan.filed_in_time") is False


# --- filing ----------------------------------------------------------------------------------------


def model_of_filing(plan: FundraisingPlan, today: date) -> bool | None:
    """Say in plain days whether the filing lets a campaign begin, under the law since 2026."""
    ten, five = timedelta(days=10), timedelta(days=5)
    assert plan.starts_on is not None
    if plan.emergency and plan.no_time_to_file:
        due = plan.starts_on + ten
        if plan.filed_on is None:
            in_time = True if today <= due else None if plan.filed is not False else False
        else:
            in_time = plan.filed_on <= due
        if plan.sent_back:
            known = plan.sent_back_on is not None and plan.corrected_on is not None
            completed = plan.corrected_on <= plan.sent_back_on + five if known else None  # type: ignore[operator]  # both known
            return both(in_time, completed)
        return in_time
    if plan.filed_on is None or plan.filed_on > today:
        return None if plan.filed is not False and plan.filed_on is None else False
    whole = plan.corrected_on if plan.sent_back else plan.filed_on
    verdict: bool | None = None if whole is None else today - whole >= ten
    if plan.sent_back and (plan.sent_back_on is None or plan.corrected_on is None):
        verdict = both(verdict, None)
    elif plan.sent_back:
        assert plan.sent_back_on is not None
        assert plan.corrected_on is not None
        verdict = both(verdict, plan.corrected_on <= plan.sent_back_on + five)
    published = None if plan.published_on is None else plan.published_on <= today
    return both(verdict, published)


@given(data=st.data())
def test_filing_agrees_with_plain_counting(data: st.DataObject) -> None:
    """Filed, sent back, completed, published, or in a hurry: the grounds on filing say together what a plain model says."""
    today = date(2026, 6, 30)
    near = st.none() | st.integers(-25, 25).map(lambda n: today + timedelta(days=n))
    filed_on = data.draw(near)
    hurry = data.draw(st.booleans())
    plan = attrs.evolve(
        BEGIN,
        starts_on=today - timedelta(days=data.draw(st.integers(0, 20))),
        filed_on=filed_on,
        filed=None if filed_on is not None else data.draw(facts.filter(lambda f: f is not True)),
        sent_back=data.draw(st.booleans()),
        sent_back_on=data.draw(near),
        corrected_on=data.draw(near),
        published_on=data.draw(near),
        emergency=hurry,
        no_time_to_file=hurry,
    )
    codes = {
        "plan.filed",
        "plan.filed_in_time",
        "plan.corrected",
        "plan.published",
        "plan.filed_online",
        "plan.filed_afterwards",
    }
    decision = plan.may_begin(LAW.on(today))
    verdicts = [f.holds for f in decision.findings if f.ground.code in codes]
    together = False if False in verdicts else None if None in verdicts else True
    assert together is model_of_filing(plan, today)


def test_a_calendar_moves_the_end_of_a_period() -> None:
    """The tenth day is a Sunday: with a calendar the emergency filing of the Monday is in time."""
    start = date(2026, 5, 7)
    plan = attrs.evolve(
        BEGIN, emergency=True, no_time_to_file=True, starts_on=start, filed_on=date(2026, 5, 18), published_on=None
    )
    law = LAW.on(date(2026, 5, 20))
    assert found(plan.may_begin(law), "plan.filed_afterwards") is False
    assert found(plan.may_begin(law, MondayToFriday()), "plan.filed_afterwards") is True
    together = CooperativeFundraising("winter-2026", plan=plan)
    assert found(together.may_begin(law), "cooperation.plan") is False
    assert found(together.may_begin(law, MondayToFriday()), "cooperation.plan") is True
    change = PlanChange("winter-2026", changed_on=start, filed_on=date(2026, 5, 18), gives_reasons=True)
    assert found(change.is_in_order(law), "plan_change.filed_in_time") is False
    assert found(change.is_in_order(law, MondayToFriday()), "plan_change.filed_in_time") is True


def test_a_what_if_without_a_duty_does_not_ask_for_it() -> None:
    """Each duty is asked for only while the law has it."""
    keys = (
        "fundraising_plan_filed_before_campaign",
        "fundraising_campaign_waits_for_published_filing",
        "campaign_keeps_to_filed_period",
        "off_territory_campaign_is_filed_there",
        "cooperation_agreement_in_writing",
    )
    without = LAW.amend(since=date(2026, 1, 1), **dict.fromkeys(keys, False)).on(date(2026, 3, 12))
    plan = attrs.evolve(BEGIN, outside_territory=True)
    asked = {f.ground.code for f in plan.may_begin(without).findings}
    assert not asked & {"plan.filed", "plan.published", "plan.within_period", "plan.filed_at_place"}
    together = CooperativeFundraising("winter-2026").may_begin(without)
    assert "cooperation.agreement_signed" not in {f.ground.code for f in together.findings}


def test_a_list_that_a_day_does_not_fix_is_not_asked_for() -> None:
    """Nothing is noted for a paper that no instrument of the day describes, or that is not due."""
    checks = Checks()
    weigh_listed(checks, CONTENTS, None, LAW.on(date(2010, 1, 1)))
    weigh_listed(checks, CONTENTS, None, TODAY, applies=False)
    assert checks == []


# --- remedies --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "law", "word"),
    [
        (attrs.evolve(BEGIN, filed_on=None), TODAY, "the receipt of the filing"),
        (attrs.evolve(BEGIN, filed_on=None, filed=False, emergency=None), TODAY, "major emergency"),
        (attrs.evolve(BEGIN, filed_on=date(2026, 3, 20), emergency=None), TODAY, "major emergency"),
        (attrs.evolve(BEGIN, filed_on=None, filed=True), TODAY, "the day on which the complete plan was filed"),
        (attrs.evolve(BEGIN, filed_on=date(2020, 3, 10), ends_on=None), OLD, "Order No. 59"),
        (attrs.evolve(BEGIN, filed_on=date(2020, 1, 1), sent_back=True, sent_back_on=date(2020, 1, 3),
                      corrected_on=date(2020, 1, 20)), OLD, "No. 59"),
        (attrs.evolve(BEGIN, emergency=True, no_time_to_file=True, filed_on=None, filed=None, starts_on=date(2026, 2, 1)),
         TODAY, "the receipt of the filing"),
        (attrs.evolve(BEGIN, emergency=True, no_time_to_file=True, starts_on=date(2020, 3, 12),
                      filed_on=date(2020, 3, 12)), OLD, "No. 59"),
    ],
)  # fmt: skip
def test_an_open_answer_names_what_would_settle_it(plan: FundraisingPlan, law: Any, word: str) -> None:
    """A text nobody read, proof of the emergency, or a paper: the remedy asks for the right one."""
    decision = plan.may_begin(law)
    assert any(word in remedy.text.en for remedy in decision.remedies), [r.text.en for r in decision.remedies]


def test_what_is_late_already_has_no_remedy() -> None:
    """A filing of the past cannot be brought forward."""
    plan = attrs.evolve(
        BEGIN, emergency=True, no_time_to_file=True, starts_on=date(2026, 2, 1), filed_on=date(2026, 2, 20)
    )
    decision = plan.may_begin(TODAY)
    assert found(decision, "plan.filed_afterwards") is False
    assert all("filed_on" not in remedy.changes for remedy in decision.remedies)


# --- what is not known -----------------------------------------------------------------------------

# A filing still to come is not needed before its last day; leaving its day out is not leaving out evidence.
_TO_COME = {"filed_on", "changed_on"}


@given(case=st.sampled_from(MINE), data=st.data())
def test_taking_facts_away_never_turns_a_no_into_a_yes(case: Case, data: st.DataObject) -> None:
    """What is missing is never a yes."""
    subject = case.subject
    names = [f.name for f in attrs.fields(type(subject)) if f.default is None and f.name not in _TO_COME]
    gone = data.draw(st.sets(st.sampled_from(names)))
    less = attrs.evolve(subject, **dict.fromkeys(gone))
    if not case.decide():
        assert not case.decide(subject=less)


@pytest.mark.parametrize("case", [c for c in MINE if c.outcome != "allowed"], ids=lambda case: case.id)
def test_no_single_fact_taken_away_turns_a_no_into_a_yes(case: Case) -> None:
    """Each of them, in every case of the tables: chance alone would miss one."""
    known = [f.name for f in attrs.fields(type(case.subject)) if f.default is None and f.name not in _TO_COME]
    for name in known:
        without: dict[str, Any] = {name: None}
        assert not case.decide(subject=attrs.evolve(case.subject, **without)), name


@pytest.mark.parametrize("gone", [{"emergency"}, {"no_time_to_file"}, {"methods", "ends_on", "starts_on", "emergency"}])
def test_perhaps_an_emergency_is_not_none(gone: set[str]) -> None:
    """A plan filed after its campaign began may stand in an emergency alone: while that is not known, so is the answer."""
    (case,) = (c for c in MINE if c.name == "an emergency under the first law: filed on the tenth day")
    decision = case.decide(subject=attrs.evolve(case.subject, **dict.fromkeys(gone)))
    assert decision.outcome is Outcome.UNDETERMINED
    assert "plan.filed_afterwards" in {finding.ground.code for finding in decision.unmet}
    assert any("emergency" in remedy.text.en for remedy in decision.remedies)


@given(case=st.sampled_from([c for c in MINE if c.outcome == "refused"]))
def test_a_fact_that_refuses_is_named(case: Case) -> None:
    """With nothing but its id known, no question is answered with yes, and all but none with no."""
    empty = type(case.subject)(case.subject.id)
    assert case.decide(subject=empty).outcome is Outcome.UNDETERMINED


@given(first=facts, second=facts)
def test_both(first: bool | None, second: bool | None) -> None:
    """Two facts together, as the three-valued table says."""
    table = {(True, True): True, (True, None): None, (None, True): None, (None, None): None}
    assert both(first, second) is table.get((first, second), False)


@given(emergency=facts, length=st.integers(1, 1500), accepted=facts)
def test_length_agrees_with_plain_counting(emergency: bool | None, length: int, accepted: bool | None) -> None:
    """One year or three, and where it is not known which, only what holds for both."""
    start = date(2026, 3, 12)
    plan = attrs.evolve(
        BEGIN, emergency=emergency, length_accepted=accepted, starts_on=start, ends_on=start + timedelta(days=length)
    )
    limits = {True: [date(2027, 3, 12)], False: [date(2029, 3, 12)], None: [date(2027, 3, 12), date(2029, 3, 12)]}
    assert plan.ends_on is not None
    verdicts = {True if plan.ends_on <= limit else accepted for limit in limits[emergency]}
    wanted = verdicts.pop() if len(verdicts) == 1 else None
    code = "plan.emergency_length" if emergency else "plan.length"
    assert found(plan.may_be_filed(TODAY), code) is wanted


# --- what is malformed -----------------------------------------------------------------------------

KINDS = [
    CampaignConduct,
    CampaignDisplay,
    CooperationEnd,
    CooperativeFundraising,
    FundraisingPlan,
    PlanChange,
    UseChange,
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wrong", [1, 0, 1.0, -1, "yes", "2026-03-12", b"bytes", object(), [object()], ["\n"]])
def test_every_field_is_checked(kind: type, wrong: object) -> None:
    """A number is no yes or no, a text no day, a bare name no list; and nothing of it is quoted."""
    for field in attrs.fields(kind):
        if field.name == "id":
            continue
        with pytest.raises(CharityError) as raised:
            kind("winter-2026", **{field.name: wrong})
        assert isinstance(raised.value, Malformed), field.name
    with pytest.raises(Malformed):
        kind("")


def test_lists_of_every_kind_are_taken() -> None:
    """Lists, tuples and sets become frozen sets; a member may be told by its value."""
    for several in (["box"], ("box",), {"box"}, frozenset({"box"})):
        plan = FundraisingPlan("winter-2026", methods=several, states=several)  # type: ignore[arg-type]  # by value
        assert plan.methods == frozenset({CampaignMethod.BOX})
        assert plan.states == frozenset({"box"})
        change = UseChange("winter-2026", fixed_by=["plan"])  # type: ignore[list-item]  # by value
        assert change.fixed_by == frozenset({UseFixedBy.PLAN})
    assert points(None) is None
    assert yes_no(None) is None
    with pytest.raises(Malformed):
        points("box")


def test_a_period_runs_forward_and_an_unfiled_plan_has_no_day() -> None:
    """What contradicts itself is refused at once."""
    with pytest.raises(Malformed) as raised:
        FundraisingPlan("winter-2026", starts_on=date(2026, 3, 2), ends_on=date(2026, 3, 1))
    assert raised.value.code == "calendar.order"
    assert unfiled_on_a_day().code == "campaign.filing"


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_law_of_a_day_is_asked(kind: type) -> None:
    """A whole law, a day or nothing is refused."""
    asked = [name for name in ("may_be_filed", "may_begin", "may_go_on", "may_change_use", "is_complete", "is_in_order")
             if hasattr(kind, name)]  # fmt: skip
    assert asked
    for name in asked:
        for wrong in (LAW, date(2026, 3, 2), None):
            with pytest.raises(Malformed):
                getattr(kind("winter-2026"), name)(wrong)


def test_names_are_told_in_two_languages() -> None:
    """Every member of the enumerations has words in English and in Chinese."""
    for member in (*CampaignMethod, *PartnerKind, *UseFixedBy):
        assert member.text.en.isascii()
        assert any("一" <= sign <= "鿿" for sign in member.text.zh)


def test_where_the_partner_and_its_papers_stand() -> None:
    """Kinds and papers are known, not known, or not due yet."""
    assert CooperativeFundraising("winter-2026").partner_is_individual is None
    assert CooperativeFundraising("winter-2026").papers_due is True
    hurried = FundraisingPlan("winter-2026", emergency=True, no_time_to_file=True)
    assert CooperativeFundraising("winter-2026", plan=hurried).papers_due is None
    assert CooperativeFundraising("winter-2026", plan=attrs.evolve(hurried, filed=False)).papers_due is False
