"""Conflicts of interest: each answer against a plain model, and what is refused as input. Everyone here is invented."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed
from community_charity.law.decision import Decision, Outcome
from community_charity.law.law import Law
from community_charity.parties import OrganisationId, PersonId
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy, Naming
from community_charity.rules.conflicts.committees import SupervisionCommittee
from community_charity.rules.conflicts.deals import InvestmentPlan, RelatedDeal
from community_charity.rules.conflicts.facts import NEAR_RELATIVES, Matter, known_people, parties, people, some_ties
from community_charity.rules.conflicts.meetings import HEADS, Meeting
from community_charity.rules.conflicts.recusal import ROOM, RecusalQuestion
from community_charity.rules.facts import NAMES
from community_charity.rules.forms import Form
from community_charity.ties import TIE, Tie, TieKind, Ties

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId

CN = Law.of("cn")
DAY = date(2026, 3, 13)
LAW = CN.on(DAY)
LAST_OF_FIRST_LAW = CN.on(date(2024, 9, 4))
P = [PersonId(f"p-{n}") for n in range(6)]
FIRM = OrganisationId("firm-1")
THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)

MAYBE = st.sampled_from((None, True, False))
MATTERS = st.sampled_from(Matter)
PEOPLE = st.lists(st.sampled_from(P), max_size=4)
ONE = timedelta(days=1)
EVERYBODY: list[PartyId] = [*P, FIRM]
PARTIES = st.one_of(st.none(), st.lists(st.sampled_from(EVERYBODY), max_size=3))


@st.composite
def some_tie(draw: st.DrawFn) -> Tie:
    person = draw(st.sampled_from(P))
    other = draw(st.sampled_from([party for party in EVERYBODY if party != person]))
    kind = draw(st.sampled_from([kind for kind in TieKind if kind is not TieKind.SELF]))
    since, until = draw(st.sampled_from(((None, None), (DAY, DAY), (DAY + ONE, None), (None, DAY - ONE))))
    return Tie(person, other, kind, since, until)


TIES = st.one_of(st.none(), st.lists(some_tie(), max_size=6))


def verdict(decision: Decision, code: str) -> bool | None:
    """Give what a decision found on one ground."""
    (finding,) = [finding for finding in decision.findings if finding.ground.code == code]
    return finding.holds


def agreed(readings: set[bool]) -> bool | None:
    """Give what all readings say, or nothing."""
    return readings.pop() if len(readings) == 1 else None


# ------------------------------------------------------------------------------------------------------ meetings


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    members = draw(st.integers(1, 30))
    recused = draw(st.integers(0, members))
    left = draw(st.integers(0, recused))
    present = draw(st.integers(left, members))
    votes = draw(st.integers(0, present - left))
    return Meeting(
        form=draw(st.sampled_from(Form)),
        matter=draw(MATTERS),
        members=members,
        present=present,
        recused=recused,
        left=left,
        in_favour=votes,
        charter_met=draw(MAYBE),
    )


@given(meeting=meetings())
def test_a_vote_against_every_way_of_counting(meeting: Meeting) -> None:
    """Whoever left may count as present, as absent, or not as a member at all: an answer holds only if all agree."""
    members, present, recused, left, votes = (
        int(n or 0) for n in (meeting.members, meeting.present, meeting.recused, meeting.left, meeting.in_favour)
    )
    decision = meeting.may_resolve(LAW)
    expected: dict[str, bool | None] = {"conflict.charter_rules": meeting.charter_met}
    if meeting.form is Form.FOUNDATION:
        there = {(present, members), (present - left, members), (present - left, members - recused)}
        expected["conflict.quorum"] = agreed({some >= THIRDS * every for some, every in there})
        bases = {present, present - left}
        if meeting.matter in {Matter.ORDINARY, Matter.RELATED_DEAL, Matter.RELIEF}:
            expected["conflict.majority"] = agreed({votes > HALF * base for base in bases})
        else:
            expected["conflict.special_majority"] = agreed({votes > 0 and votes >= THIRDS * base for base in bases})
    if meeting.matter is Matter.MAJOR_INVESTMENT:
        bases = {members, members - recused}
        expected["conflict.investment_majority"] = agreed({votes > 0 and votes >= THIRDS * base for base in bases})
    assert {finding.ground.code: finding.holds for finding in decision.findings} == expected


@given(meeting=meetings(), what=st.sampled_from(("members", "present", "recused", "left", "in_favour")))
def test_a_number_that_is_missing_never_settles_a_vote_otherwise(meeting: Meeting, what: str) -> None:
    """Without one number the answer is the same or open; nobody recused means that nobody left."""
    decision = meeting.may_resolve(LAW)
    missing: dict[str, Any] = {what: None}
    less = attrs.evolve(meeting, **missing).may_resolve(LAW)
    for before, after in zip(decision.findings, less.findings, strict=True):
        assert after.holds in (None, before.holds)


def test_nobody_recused_means_that_nobody_left() -> None:
    """Then the number of those who left need not be told."""
    meeting = Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, members=3, present=2, recused=0, in_favour=2)
    assert verdict(meeting.may_resolve(LAW), "conflict.quorum") is True


@pytest.mark.parametrize(
    "numbers",
    [
        {"members": 3, "present": 4},
        {"members": 3, "recused": 4},
        {"recused": 1, "left": 2},
        {"present": 1, "left": 2},
        {"present": 3, "left": 1, "in_favour": 3},
        {"present": 3, "in_favour": 4},
    ],
    ids=str,
)
def test_numbers_that_do_not_fit(numbers: dict[str, Any]) -> None:
    """More of a part than of the whole is a slip in the minutes."""
    with pytest.raises(Malformed) as caught:
        Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, **numbers)
    assert caught.value.code == HEADS


@pytest.mark.parametrize("field", ["members", "present", "recused", "left", "in_favour"])
@pytest.mark.parametrize("wrong", [True, 1.0, "1", -1], ids=repr)
def test_heads_are_counted_in_whole_numbers(field: str, wrong: Any) -> None:
    """Yes, a float, a text and less than nobody are refused."""
    with pytest.raises(Malformed):
        Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, **{field: wrong})


def test_no_remedy_that_cannot_be_had() -> None:
    """More directors than there are cannot attend, nor can more vote than are there."""
    apart = Meeting(form=Form.FOUNDATION, matter=Matter.CHARTER, members=3, present=3, recused=2, left=2, in_favour=1)
    decision = apart.may_resolve(LAW)
    assert decision.outcome is Outcome.UNDETERMINED
    few = Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, members=3, present=1, recused=1, left=1, in_favour=0)
    assert [remedy.changes for remedy in few.may_resolve(LAW).remedies] == [{"present": 3}, {}]
    empty = Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY, members=1, present=1, recused=1, left=1, in_favour=0)
    assert all(not remedy.changes for remedy in empty.may_resolve(LAW).remedies)


def test_the_shares_of_another_law() -> None:
    """A what-if with other shares is counted as it says, and said so."""
    law = CN.amend(since=DAY, foundation_quorum=Fraction(3, 4), foundation_majority=Fraction(3, 4)).on(DAY)
    meeting = Meeting(form=Form.FOUNDATION, matter=Matter.RELIEF, members=8, present=6, recused=0, in_favour=4)
    decision = meeting.may_resolve(law)
    assert verdict(decision, "conflict.quorum") is True
    assert verdict(decision, "conflict.majority") is False
    assert "75%" in decision.text("en")


# ------------------------------------------------------------------------------------------------------- recusal


@st.composite
def questions(draw: st.DrawFn) -> RecusalQuestion:
    members = draw(st.lists(st.sampled_from(P), min_size=1, unique=True))
    present = draw(st.one_of(st.none(), st.lists(st.sampled_from(members), unique=True)))
    room = members if present is None else present
    left = draw(st.one_of(st.none(), st.lists(st.sampled_from(room), unique=True) if room else st.just([])))
    return RecusalQuestion(
        form=draw(st.sampled_from(Form)),
        matter=draw(MATTERS),
        members=members,
        parties=draw(PARTIES),
        ties=draw(TIES),
        present=present,
        left=left,
    )


def touched(question: RecusalQuestion) -> tuple[set[str], set[str]]:
    """Tell in plain loops who is a party, and who is tied to one."""
    own = {member for member in question.members if member in (question.parties or ())}
    tied = set()
    for tie in question.ties or ():
        if tie.in_force(DAY):
            for one, other in ((tie.person, tie.other), (tie.other, tie.person)):
                if one in question.members and other in (question.parties or ()):
                    tied.add(str(one))
    return {str(member) for member in own}, tied


@given(question=questions())
def test_who_must_leave(question: RecusalQuestion) -> None:
    """Whoever is a party or tied to one, under whichever duty; and nobody else."""
    own, tied = touched(question)
    assert question.must_leave(LAW) == own | tied
    assert set(question.reasons(LAW)) == own | tied


@given(question=questions())
def test_whether_they_left(question: RecusalQuestion) -> None:
    """Known to have stayed: refused. Known to have been out, and nobody else to ask about: allowed. Else open."""
    own, tied = touched(question)
    decision = question.may_be_decided(LAW)
    foundation, deal = question.form is Form.FOUNDATION, question.matter is Matter.RELATED_DEAL
    groups = {}
    if foundation:
        groups["conflict.directors_recuse"] = own | tied
    if deal:
        groups["conflict.dealing_recuse"] = own
    if not foundation:
        groups["conflict.interested_recuse"] = tied - own if deal else own | tied
    assert {finding.ground.code for finding in decision.findings} == set(groups)
    for code, group in groups.items():
        assert verdict(decision, code) is stayed_away(question, group, by_ties=code != "conflict.dealing_recuse")


def stayed_away(question: RecusalQuestion, group: set[str], *, by_ties: bool) -> bool | None:
    unknown = question.parties is None or (by_ties and question.ties is None and question.parties != ())
    if group and question.present is None:
        return None
    there = group & set(question.present or ())
    if there and question.left is None:
        return None
    if there - set(question.left or ()):
        return False
    return None if unknown else True


def test_the_room_holds_members_only() -> None:
    """A stranger in the minutes, or somebody who left without having been there, is a slip."""
    for wrong in ({"present": ["p-9"]}, {"present": ["p-1"], "left": ["p-0"]}, {"left": ["p-9"]}):
        with pytest.raises(Malformed) as caught:
            RecusalQuestion(form=Form.FOUNDATION, matter=Matter.RELIEF, members=P[:2], **wrong)  # type: ignore[arg-type] # plain text
        assert caught.value.code == ROOM


@given(question=questions(), votes=st.integers(0, 1))
def test_heads_are_counted_from_the_question(question: RecusalQuestion, votes: int) -> None:
    """The meeting has the numbers of the question; who has an interest is unknown as long as ties are."""
    room = None if question.present is None or question.left is None else len(question.present) - len(question.left)
    if room is not None and votes > room:
        votes = room
    meeting = question.meeting(LAW, in_favour=votes if room is not None else None, charter_met=True)
    known = question.parties is not None and (question.ties is not None or question.parties == ())
    own, tied = touched(question)
    assert meeting.members == len(question.members)
    assert meeting.recused == (len(own | tied | set(map(str, question.left or ()))) if known else None)
    assert meeting.present == (None if question.present is None else len(question.present))
    assert meeting.left == (None if question.left is None else len(question.left))


def test_a_duty_that_was_lifted_sends_nobody_out() -> None:
    """Under a what-if without the duty nobody must leave."""
    law = CN.amend(since=DAY, foundation_directors_recuse=False, decider_recuses=False).on(DAY)
    for form in Form:
        question = RecusalQuestion(form=form, matter=Matter.RELIEF, members=P[:1], parties=P[:1])
        assert question.must_leave(law) == frozenset()
        assert question.may_be_decided(law)


# -------------------------------------------------------------------------------------------------- beneficiaries


@given(
    by=st.sampled_from(NamedBy),
    how=st.one_of(st.none(), st.sampled_from(Naming)),
    chosen=PARTIES,
    behind=PARTIES,
    ties=TIES,
    law=st.sampled_from((LAW, LAST_OF_FIRST_LAW)),
)
def test_a_choice_of_beneficiaries(
    by: NamedBy,
    how: Naming | None,
    chosen: list[Any] | None,
    behind: list[Any] | None,
    ties: list[Tie] | None,
    law: LawInForce,
) -> None:
    """Barred is what touches an interested person and is named in the text; without a text, or without facts, it is open."""
    choice = BeneficiaryChoice(named_by=by, how=how, beneficiaries=chosen, interested_in=behind, ties=ties)
    found = choice.may_be_named(law)
    amended = law is LAW
    related: bool | None
    if chosen == [] or behind == []:
        related = False
    elif chosen is None or behind is None:
        related = None
    else:
        pairs = {(str(one), str(other)) for one, other in product(chosen, behind)}
        on = law.day
        tied = {(str(t.person), str(t.other)) for t in ties or () if t.in_force(on)}
        tied |= {(other, one) for one, other in tied}
        related = any(one == other for one, other in pairs) or bool(pairs & tied) or (None if ties is None else False)
    text_bars = amended or (how is Naming.OPEN and by in {NamedBy.DONOR, NamedBy.CHARITY})
    expected = {None: None, False: True, True: False if text_bars else None}[related]
    (finding,) = found.findings
    assert finding.holds is expected


# ------------------------------------------------------------------------------------------------ deals and others


@given(
    form=st.sampled_from(Form),
    other=st.one_of(st.none(), st.sampled_from((*P, FIRM))),
    officers=st.one_of(st.none(), PEOPLE),
    insiders=PARTIES,
    ties=TIES,
    published=MAYBE,
    harmful=MAYBE,
)
def test_a_deal(
    form: Form,
    other: Any,
    officers: list[PersonId] | None,
    insiders: list[Any] | None,
    ties: list[Tie] | None,
    published: bool | None,
    harmful: bool | None,
) -> None:
    """Foundations keep away from officers and near relatives; a deal of an insider is public and harms nobody."""
    deal = RelatedDeal(
        form=form,
        counterparty=other,
        officers=officers,
        insiders=insiders,
        ties=ties,
        published=published,
        harmful=harmful,
    )
    decision = deal.may_be_made(LAW)
    if form is Form.FOUNDATION:
        assert verdict(decision, "conflict.deal_barred") is kept_apart(other, officers, ties)
    inside = None if other is None or insiders is None else other in insiders
    for code, fact in (("deal_published", published), ("deal_harmless", None if harmful is None else not harmful)):
        expected = True if inside is False or fact else fact if inside else None
        assert verdict(decision, f"conflict.{code}") is expected


def kept_apart(other: Any, officers: list[PersonId] | None, ties: list[Tie] | None) -> bool | None:
    if other is None or officers is None:
        return None
    if other in officers:
        return False
    kinds = [
        tie.kind
        for tie in ties or ()
        if tie.in_force(DAY) and other in (tie.person, tie.other) and {tie.person, tie.other} & set(officers)
    ]
    if any(kind in NEAR_RELATIVES for kind in kinds):
        return False
    return None if kinds or (ties is None and officers) else True


@given(village=st.booleans(), committee=st.one_of(st.none(), PEOPLE), watching=st.one_of(st.none(), PEOPLE), ties=TIES)
def test_a_supervision_committee(
    village: bool, committee: list[PersonId] | None, watching: list[PersonId] | None, ties: list[Tie] | None
) -> None:
    """Nobody watches over himself or over a near relative."""
    asked = SupervisionCommittee(of_village=village, committee=committee, supervisors=watching, ties=ties)
    near = {(tie.person, tie.other) for tie in ties or () if tie.in_force(DAY) and tie.kind in NEAR_RELATIVES}
    close = {
        one
        for one in watching or ()
        for member in committee or ()
        if one == member or (one, member) in near or (member, one) in near
    }
    assert set(asked.close(LAW)) == close
    known = None not in (committee, watching, ties)
    assert asked.may_serve(LAW).findings[0].holds is (False if close else True if known else None)


def test_an_abolished_duty_is_not_asked_for() -> None:
    """Under a what-if without the duties there is nothing to find."""
    law = CN.amend(
        since=DAY,
        village_supervisors_apart=False,
        foundation_deals_barred=False,
        related_deals_disclosed=False,
        ties_harm_nobody=False,
    ).on(DAY)
    assert SupervisionCommittee(of_village=True, committee=P, supervisors=P).may_serve(law).findings == ()
    assert RelatedDeal(form=Form.FOUNDATION).may_be_made(law).findings == ()


@pytest.mark.parametrize("field", [field.name for field in attrs.fields(InvestmentPlan)])
@pytest.mark.parametrize("wrong", [1, 0, "yes", 1.0], ids=repr)
def test_facts_are_yes_or_no(field: str, wrong: Any) -> None:
    """A number or a text is no answer."""
    with pytest.raises(Malformed):
        InvestmentPlan(**{field: wrong})


@pytest.mark.parametrize("wrong", ["p-1", 5, {"p-1": 1}], ids=repr)
def test_lists_of_people_and_ties(wrong: Any) -> None:
    """A bare id is no list of letters."""
    for check in (parties, people, known_people, some_ties):
        with pytest.raises(Malformed) as caught:
            check(wrong)
        assert caught.value.code == NAMES
    assert [check(None) for check in (parties, people, some_ties)] == [None] * 3
    assert known_people(["p-1", "p-1"]) == ("p-1",)  # type: ignore[list-item] # plain text
    tie = Tie(P[0], P[1], TieKind.OTHER)
    assert some_ties(Ties([tie])) == some_ties([tie]) == (tie,)
    with pytest.raises(Malformed) as caught:
        some_ties([5])  # type: ignore[list-item] # on purpose
    assert caught.value.code == TIE


@pytest.mark.parametrize("village", [None, 1, "yes"], ids=repr)
def test_a_village_or_a_community(village: Any) -> None:
    """Which of the two must be said."""
    with pytest.raises(Malformed):
        SupervisionCommittee(of_village=village)


def test_a_day_before_the_law_has_no_answer() -> None:
    """Nothing is allowed because nothing was written yet."""
    old = CN.on(date(2004, 5, 31))
    asked: list[Any] = [
        lambda: Meeting(form=Form.FOUNDATION, matter=Matter.ORDINARY).may_resolve(old),
        lambda: RecusalQuestion(form=Form.FOUNDATION, matter=Matter.RELIEF, members=P).may_be_decided(old),
        lambda: RecusalQuestion(form=Form.ASSOCIATION, matter=Matter.RELIEF, members=P).may_be_decided(old),
        lambda: RelatedDeal(form=Form.FOUNDATION).may_be_made(old),
        lambda: RelatedDeal(form=Form.ASSOCIATION).may_be_made(old),
        lambda: InvestmentPlan().may_be_made(old),
        lambda: SupervisionCommittee(of_village=True).may_serve(old),
    ]
    asked += [lambda by=by: BeneficiaryChoice(named_by=by, beneficiaries=[]).may_be_named(old) for by in NamedBy]
    for ask in asked:
        with pytest.raises(LawError):
            ask()


@pytest.mark.parametrize("words", [*Matter, *NamedBy, *Naming], ids=str)
def test_choices_read_in_two_languages(words: Matter | NamedBy | Naming) -> None:
    """Each choice has words in English and Chinese, and can be told by its value."""
    assert type(words)(words.value) is words
    assert words.text.en.isascii()
    assert not words.text.zh.isascii()
