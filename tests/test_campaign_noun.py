"""Campaigns: who may start one, which gifts belong to it, who may ask for them; against plain models."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS, Command, Event
from community_charity.calendar import EVERY_DAY, Period
from community_charity.campaigns.gifts import campaign_gifts
from community_charity.campaigns.occasions import Occasion
from community_charity.campaigns.running import CAMPAIGNS, StartCampaign, fundraiser_of
from community_charity.campaigns.solicitors import SOLICITORS, RegisterSolicitor, SolicitorCertificate, training_gap
from community_charity.campaigns.words import Approach, CampaignKind, Channel, Mode
from community_charity.errors import LawError, Malformed
from community_charity.flows.accounts import Account, AccountRole, OpenAccount
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.citation import Basis, Verified
from community_charity.law.decision import Outcome, Refused
from community_charity.law.law import Law
from community_charity.law.rendering import sources
from community_charity.money import Money, yuan
from community_charity.organisations import Charity, Committee, CommitteeKind, OtherBody
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import POOLS, Pool
from community_charity.rules.campaigns import CampaignConduct, CampaignMethod, FundraisingPlan
from community_charity.rules.splits import Split
from community_charity.rules.suggested_giving import Giver, Suggestion, Turnout
from community_charity.rules.who_may_raise import Circle, Fundraiser, FundraiserKind
from planted_campaigns import BUGS
from reproducers_campaign_noun import (
    DAY,
    FREELY,
    JOINS,
    PLAN,
    QUALIFIED,
    RAISES,
    SPRING,
    TODAY,
    TOGETHER,
    VILLAGE,
    Gift,
    belongs,
    certify,
    end,
    gift,
    holding,
    may,
    public,
    start,
    started,
    targeted,
)
from sample import CHARITY, FEDERATION, FUND, LAW, SOCIETY, charity, enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.law.decision import Decision
    from planted_bugs import Bug

ONE = timedelta(days=1)
FACTS = st.sampled_from([True, False, None])
KINDS = [kind for kind in FundraiserKind if kind is not FundraiserKind.QUALIFIED_CHARITY]
YES_OR_NO = [
    field.name for field in attrs.fields(FundraisingPlan) if str(field.type) == "bool | None" and field.name != "filed"
]
PARTNERED = {"partners": [VILLAGE], "cooperation": TOGETHER}


def unmet(decision: Decision) -> set[str]:
    return {finding.ground.code for finding in decision.unmet}


def stops(order: Command, book: Book | None = None) -> str:
    """Give the reason for which an order is refused."""
    decision = (book or started()).decide(order)
    assert decision.reason, "it is allowed"
    return decision.reason.ground.code


def worth(counted: Gift) -> Money:
    return counted.amount


# --- what may start ----------------------------------------------------------------------------------


def test_what_is_in_order_may_start() -> None:
    """A public campaign, one with a partner, and one among members."""
    assert may(public())
    assert may(public(**PARTNERED))
    assert may(targeted())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("told", [{}, PARTNERED])
def test_nobody_without_qualification_raises_from_the_public(kind: FundraiserKind, told: dict[str, Any]) -> None:
    """Not a charity, a group, a fund, a committee or a person, whatever papers there are: 慈善法第22条、第26条."""
    body = Fundraiser(CHARITY, kind, registered_on=date(2020, 3, 4), qualified_on=QUALIFIED)
    decision = may(public(**told), body, JOINS)
    assert decision.outcome is Outcome.REFUSED
    assert unmet(decision) & {"fundraising.qualified", "fundraising.in_hosts_name"}
    assert decision.reason
    assert decision.reason.citations


def test_a_village_a_society_and_a_fund_start_nothing_from_the_public_by_themselves() -> None:
    """In the book the village is unqualified, and a pool is no body at all; advice names the lawful way."""
    for host, code in (
        (VILLAGE, "fundraising.qualified"),
        (SOCIETY, "campaign.pool_hosts"),
        (FUND, "campaign.pool_hosts"),
    ):
        asked = start(public(id="own", host=host, plan=None))
        decision = started().decide(asked)
        assert unmet(decision) == {code}
        assert any("qualifi" in remedy.text.en for remedy in decision.remedies)
        assert not any(remedy.changes for remedy in decision.remedies)


def test_those_may_join_a_qualified_charity() -> None:
    """Village, federation, society and fund are partners, once the cooperation is settled."""
    for partner in (VILLAGE, FEDERATION, OrganisationId(SOCIETY), OrganisationId(FUND)):
        order = start(
            public(id="joint", partners=[partner], cooperation=TOGETHER, shares=Split.equal(CHARITY, partner))
        )
        assert started().record(order).command.campaign.shares


def test_how_partners_join_is_shown_and_judged() -> None:
    """No agreement leaves it open; a partner that raises itself is refused, with partners named or not: 慈善法第26条."""
    assert unmet(may(public(partners=[VILLAGE]))) == {"campaign.cooperation_shown"}
    itself = attrs.evolve(TOGETHER, partner_raises=True)
    for partners in ([VILLAGE], []):
        assert unmet(may(public(partners=partners, cooperation=itself))) == {"cooperation.partner_raises"}
    # The campaign's plan is the one that counts: by the other one the papers would not be due yet.
    hurry = attrs.evolve(PLAN, filed_on=None, filed=False, emergency=True, no_time_to_file=True)
    own = attrs.evolve(TOGETHER, plan=hurry, papers_filed=False)
    assert unmet(may(public(partners=[VILLAGE], cooperation=own))) == {"cooperation.papers_filed"}
    assert may(public(plan=attrs.evolve(PLAN, filed_on=None), **PARTNERED)).outcome is Outcome.UNDETERMINED


def test_two_qualified_charities_are_left_to_the_office() -> None:
    """The article on cooperation says nothing of two that are qualified: the answer stays open, with its reason."""
    other = attrs.evolve(RAISES, id="other-charity")
    decision = may(public(partners=["other-charity"], cooperation=TOGETHER), RAISES, other)
    assert decision.outcome is Outcome.UNDETERMINED
    assert unmet(decision) == {"fundraising.unqualified"}


def test_a_fund_as_host_acts_in_its_own_name() -> None:
    """The remedy names the charity in which the fund sits, and is sound."""
    fund = Fundraiser("lake-fund", FundraiserKind.HOSTED_FUND, host=RAISES)
    decision = public(host="lake-fund").may_start(TODAY, [fund, RAISES])
    assert unmet(decision) == {"fundraising.in_hosts_name"}
    (remedy,) = decision.remedies
    assert remedy.changes == {"host": CHARITY}
    assert remedy.applied_to(decision.subject).may_start(TODAY, [fund, RAISES])
    alone = Fundraiser("lake-fund", FundraiserKind.HOSTED_FUND)
    assert not public(host="lake-fund").may_start(TODAY, [alone])


def test_a_certificate_of_qualification_counts_from_its_day() -> None:
    """The day before is refused, with the day to wait for."""
    campaign = public(period=Period(DAY, DAY))
    late = attrs.evolve(RAISES, qualified_on=DAY)
    assert may(campaign, late)
    decision = may(campaign, attrs.evolve(late, qualified_on=DAY + ONE))
    assert unmet(decision) == {"fundraising.qualified"}
    assert decision.remedies[0].wait_until == DAY + ONE
    assert unmet(may(campaign, attrs.evolve(late, qualified_on=None))) == {"fundraising.qualified"}


def test_a_host_of_which_nothing_is_known_still_has_its_plan_judged() -> None:
    """All that is wrong is told at once, the plan's own word on qualification among it."""
    plan = attrs.evolve(PLAN, qualified=False)
    assert unmet(public(plan=plan).may_start(TODAY)) == {"campaign.body_known", "plan.qualified"}
    assert may(public(plan=plan))  # the host's own certificate outweighs it
    assert unmet(public(**PARTNERED).may_start(TODAY, [RAISES])) == {"campaign.body_known"}


@given(st.dictionaries(st.sampled_from(YES_OR_NO), FACTS))
def test_a_plan_is_judged_as_its_own_rule_judges_it(facts: dict[str, bool | None]) -> None:
    """What the campaign finds of its plan is what the plan finds of itself, no more and no less."""
    plan = attrs.evolve(PLAN, **facts)
    own = plan.may_begin(TODAY, EVERY_DAY)
    expected = {f.ground.code: f.holds for f in own.findings if f.ground.code != "plan.qualified"}
    found = {f.ground.code: f.holds for f in may(public(plan=plan)).findings if f.ground.code.startswith("plan.")}
    if plan.on_designated_platform is None:  # the campaign tells: its channel is a designated platform
        expected["plan.on_designated_platform"] = True
    assert found == expected


@given(apportions=FACTS, deceives=FACTS, disturbs=FACTS, minimum=st.booleans())
def test_the_worst_of_all_findings_decides(
    apportions: bool | None, deceives: bool | None, disturbs: bool | None, minimum: bool
) -> None:
    """Of conduct alone: one wrong refuses, one unknown leaves open; an obligatory minimum is wrong."""
    conduct = CampaignConduct("dues", apportions=apportions, deceives=deceives, disturbs=disturbs)
    campaign = targeted(conduct=conduct, obligatory_minimum=yuan(100) if minimum else None)
    facts = [minimum or apportions, deceives, disturbs]
    expected = Outcome.REFUSED if True in facts else Outcome.UNDETERMINED if None in facts else Outcome.ALLOWED
    assert may(campaign).outcome is expected


def test_periods_and_methods_keep_to_the_plan() -> None:
    """The last day and the methods of the filing bind: 慈善组织公开募捐管理办法第24条第（二）项."""
    assert may(public(period=Period(DAY, date(2026, 12, 31))))
    long = may(public(period=Period(DAY, date(2027, 1, 1))))
    assert unmet(long) == {"campaign.period_as_filed"}
    assert long.remedies[0].changes == {"period": SPRING}
    other = attrs.evolve(PLAN, starts_on=date(2027, 1, 1), ends_on=date(2027, 2, 1))
    apart = next(f for f in may(public(plan=other)).unmet if f.ground.code == "campaign.period_as_filed")
    assert apart.ground.remedy
    assert apart.ground.remedy(apart, public(plan=other)) is None
    half = attrs.evolve(PLAN, ends_on=None)
    decision = may(public(plan=half))
    assert "campaign.period_as_filed" in unmet(decision)
    assert "show the period of the plan" in [str(remedy.text) for remedy in decision.remedies]
    early = attrs.evolve(PLAN, starts_on=DAY + ONE, ends_on=None)
    assert (
        next(f for f in may(public(plan=early)).findings if f.ground.code == "campaign.period_as_filed").holds is False
    )
    boxes = public(plan=attrs.evolve(PLAN, methods=[CampaignMethod.INTERNET]), channels=["collection_box"])
    assert may(boxes).remedies == ()


def test_gaps_of_a_plan_are_filled_with_what_the_campaign_tells() -> None:
    """Days, methods and the platform; what the plan says itself stays, and before 2024 no such item is asked for."""
    plan = attrs.evolve(PLAN, starts_on=None, ends_on=None, methods=None, on_designated_platform=None)
    assert may(public(plan=plan))
    planned = public(plan=plan).planned
    assert planned
    assert (planned.starts_on, planned.ends_on) == (SPRING.first, SPRING.last)
    assert planned.methods == frozenset({CampaignMethod.BOX, CampaignMethod.INTERNET})
    quiet = public(plan=plan, channels=["wechat_group"]).planned
    assert quiet
    assert (quiet.methods, quiet.on_designated_platform) == (None, None)
    assert public().planned == PLAN
    old = date(2020, 3, 12)
    decision = public(period=Period(old, old), plan=attrs.evolve(PLAN, methods=[])).may_start(LAW.on(old), [RAISES])
    assert "campaign.period_as_filed" not in {f.ground.code for f in decision.findings}
    off = LAW.amend(since=date(2026, 1, 1), campaign_keeps_to_filed_period=False).on(DAY)
    assert public(period=Period(DAY, date(2027, 1, 1))).may_start(off, [RAISES])


def test_there_is_no_answer_before_the_charity_law() -> None:
    """And what is no law, and no body, is refused."""
    with pytest.raises(LawError):
        public().may_start(LAW.on(date(2016, 8, 31)), [RAISES])
    with pytest.raises(Malformed):
        public().may_start(LAW, [RAISES])  # type: ignore[arg-type] # the mistake to show
    with pytest.raises(Malformed):
        public().may_start(TODAY, [charity()])  # type: ignore[list-item] # the mistake to show


@pytest.mark.parametrize(
    ("on", "told"), [(SPRING.first - ONE, False), (SPRING.first, True), (SPRING.last, True), (SPRING.last + ONE, False)]
)
def test_a_campaign_starts_on_its_own_days(on: date, told: bool) -> None:
    """First and last day included; before the first, one can wait."""
    decision = may(targeted(), on=on)
    assert bool(decision) is told
    waits = [remedy.wait_until for remedy in decision.remedies]
    assert waits == ([SPRING.first] if on < SPRING.first else [])


# --- among particular people ---------------------------------------------------------------------------


def test_a_targeted_campaign_keeps_to_its_circle() -> None:
    """Founders, board, members; the public is outside, others are a doubt, nobody named leaves it open."""
    assert unmet(may(targeted(circle=["members", "public"]))) == {"fundraising.in_circle"}
    assert may(targeted(circle=["others"])).outcome is Outcome.UNDETERMINED
    assert may(targeted(circle=None, donors=["d-1"])).outcome is Outcome.UNDETERMINED
    wide = may(targeted(circle=["public"]))
    assert wide.outcome is Outcome.REFUSED
    assert wide.remedies[0].applied_to(wide.subject).circle == {Circle.FOUNDERS, Circle.BOARD_MEMBERS, Circle.MEMBERS}


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel.method is not None])
def test_a_targeted_campaign_uses_no_public_method(channel: Channel) -> None:
    """Boxes, fairs, sales and public pages are methods of public fundraising: 慈善法第30条."""
    decision = may(targeted(channels=["wechat_group", channel]))
    assert unmet(decision) == {"fundraising.no_public_method"}
    (remedy,) = decision.remedies
    assert remedy.applied_to(decision.subject).channels == {Channel.WECHAT_GROUP}
    only = may(targeted(channels=[channel]))
    assert not any(remedy.changes for remedy in only.remedies)
    assert may(targeted(public_methods=None)).outcome is Outcome.UNDETERMINED


def test_remedies_are_sound_for_a_campaign_and_for_an_order() -> None:
    """Made as told, the ground that it mends holds; each alone."""
    wrong = [
        targeted(circle=["members", "public"]),
        targeted(purpose_told=False),
        targeted(public_methods=True),
        targeted(channels=["wechat_group", "charity_fair"]),
        targeted(obligatory_minimum=yuan(100)),
        targeted(conduct=attrs.evolve(FREELY, deceives=True)),
        targeted(conduct=attrs.evolve(FREELY, apportions=True)),
        public(period=Period(DAY, date(2027, 1, 1))),
        public(plan=attrs.evolve(PLAN, names_individual=True)),
        public(plan=attrs.evolve(PLAN, methods=[CampaignMethod.INTERNET])),
        public(partners=[VILLAGE], cooperation=attrs.evolve(TOGETHER, partner_raises=True)),
    ]
    for number, campaign in enumerate(wrong):
        renamed = attrs.evolve(campaign, id=f"c-{number}")
        decision = may(renamed)
        assert len(decision.unmet) == len(decision.remedies) == 1
        (remedy,) = decision.remedies
        assert may(remedy.applied_to(renamed)), campaign
        book, order = started(), start(renamed)
        (of_order,) = book.decide(order).remedies
        assert set(of_order.changes) == {f"campaign.{name}" for name in remedy.changes}
        assert book.decide(of_order.applied_to(order)), campaign


def test_a_committee_collects_among_its_own_by_its_own_law() -> None:
    """A villagers' meeting decides, residents give freely; both once their laws of 2026 are in force."""
    village = targeted(host=VILLAGE, circle=["residents"], meeting_decided=False)
    decision = may(village)
    assert unmet(decision) == {"fundraising.meeting_decided"}
    assert may(decision.remedies[0].applied_to(village))
    residents = Fundraiser("lake-court", FundraiserKind.RESIDENTS_COMMITTEE)
    forced = targeted(host="lake-court", circle=["residents"], obligatory_minimum=yuan(1))
    pressed = forced.may_start(TODAY, [residents])
    assert unmet(pressed) == {"fundraising.may_collect", "conduct.apportions"}
    for remedy in pressed.remedies:
        assert remedy.applied_to(forced).may_start(TODAY, [residents])


# --- suggested, never enforced -----------------------------------------------------------------------


def test_a_suggestion_measures_nothing() -> None:
    """A campaign that suggests 300 takes a gift of one fen, and the suggestion changes no finding."""
    suggested = [Suggestion(Giver.EMPLOYEE, yuan(300))]
    asked = targeted(id="one-day", kind="one_day", suggested=suggested)
    assert may(asked)
    assert unmet(may(asked)) == unmet(may(attrs.evolve(asked, suggested=())))
    into = started(start(asked))
    for fen in (1, 299_99, 300_00):
        order = gift(campaign="one-day", amount=Money(fen), channel=Channel.WECHAT_GROUP, giver=Circle.MEMBERS)
        assert belongs(order, into)


def test_an_obligatory_minimum_is_refused_as_apportionment() -> None:
    """However small it is, and whatever the conduct is said to be: 慈善法第32条."""
    for campaign in (public(obligatory_minimum=Money(1)), targeted(obligatory_minimum=Money(1))):
        decision = may(campaign)
        assert unmet(decision) == {"conduct.apportions"}
        assert decision.reason
        assert "第三十二条" in "".join(sources(decision.reason, "zh"))
        (remedy,) = decision.remedies
        assert remedy.applied_to(campaign).obligatory_minimum is None
    with pytest.raises(Malformed):
        public(obligatory_minimum=Money(0))


# --- malformed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"pools": []},
        {"pools": "village-1"},
        {"pools": ["village-1", "village-1"]},
        {"channels": []},
        {"channels": ["pigeon"]},
        {"channels": "solicitor"},
        {"mode": "private"},
        {"kind": "raffle"},
        {"occasion": "new_year"},
        {"approach": "loud"},
        {"period": DAY},
        {"plan": "a plan"},
        {"cooperation": PLAN},
        {"conduct": PLAN},
        {"shares": {"a": 1}},
        {"suggested": [yuan(1)]},
        {"suggested": yuan(1)},
        {"partners": [CHARITY]},
        {"partners": "lake-village"},
        {"partners": [VILLAGE], "shares": Split.equal(CHARITY, "school")},
        {"circle": ["members"]},
        {"donors": ["d-1"]},
        {"mode": Mode.TARGETED},
        {"host": "13800000000"},
    ],
    ids=str,
)
def test_a_campaign_that_cannot_be_right_is_refused(wrong: dict[str, Any]) -> None:
    """Whatever the law says."""
    with pytest.raises(Malformed):
        public(**wrong)


@pytest.mark.parametrize(
    "wrong", [{"circle": []}, {"donors": []}, {"donors": ["13800000000"]}, {"plan": PLAN}, {"cooperation": TOGETHER}]
)
def test_a_targeted_campaign_that_cannot_be_right(wrong: dict[str, Any]) -> None:
    """An empty circle is no circle; plan and cooperation belong to the public."""
    with pytest.raises(Malformed):
        targeted(**wrong)


def test_words_are_in_two_languages_and_donors_are_not_shown() -> None:
    """Every kind, mode, approach, channel and occasion; and a campaign's repr names no donor."""
    for words in (CampaignKind, Mode, Approach, Channel, Occasion):
        for word in words:
            assert word.text.en.isascii()
            assert any("一" <= sign <= "鿿" for sign in word.text.zh)
    assert "d-1" not in repr(targeted(donors=["d-1"]))
    assert targeted(partners=[], approach="directed", occasion="charity_day").approach is Approach.DIRECTED


# --- occasions ------------------------------------------------------------------------------------------


@given(st.integers(2017, 2200))
def test_the_days_of_each_year(year: int) -> None:
    """The third Sunday of May by counting Sundays; the others by the calendar."""
    sundays = [date(year, 5, d) for d in range(1, 32) if date(year, 5, d).weekday() == 6]
    assert Occasion.DISABILITY_DAY.days(year, TODAY) == Period(sundays[2], sundays[2])
    assert Occasion.CHARITY_DAY.days(year, TODAY) == Period(date(year, 9, 5), date(year, 9, 5))
    assert Occasion.NINE_NINE.days(year, TODAY) == Period(date(year, 9, 7), date(year, 9, 9))
    week = Occasion.CHARITY_WEEK.days(year, Law.of("cn/shanghai").on(DAY))
    assert (week.days, week.first.weekday()) == (7, 0)
    assert date(year, 9, 5) in week


def test_occasions_cite_what_stands_behind_them() -> None:
    """The law, what was not read of it, and what only a platform says; a place without a week has none."""
    stands = {occasion: [TODAY.get(key) for key in occasion.figures] for occasion in Occasion}
    assert [v.verified for v in stands[Occasion.CHARITY_DAY] if v] == [Verified.PRIMARY]
    assert [v.verified for v in stands[Occasion.DISABILITY_DAY] if v] == [Verified.UNVERIFIED]
    assert {v.basis for v in stands[Occasion.NINE_NINE] if v} == {Basis.PRACTICE}
    assert stands[Occasion.CHARITY_WEEK] == [None]
    with pytest.raises(LawError):
        Occasion.CHARITY_WEEK.days(2026, TODAY)
    with pytest.raises(LawError):
        Occasion.CHARITY_DAY.days(2026, LAW.on(date(2016, 8, 31)))
    for wrong in (0, 10_000, "2026"):
        with pytest.raises(Malformed):
            Occasion.CHARITY_DAY.days(wrong, TODAY)  # type: ignore[arg-type] # one of them
    fourth = LAW.amend(since=date(2026, 1, 1), disability_day_sunday_of_may=4).on(DAY)
    assert Occasion.DISABILITY_DAY.days(2026, fourth).first == date(2026, 5, 24)


# --- in the book ----------------------------------------------------------------------------------------


def test_the_book_keeps_campaigns_and_says_so_again_when_replayed() -> None:
    """Rows are values; replaying the same orders gives the same tables."""
    book = started(end())
    file = book.all(CAMPAIGNS)["spring"]
    assert (file.campaign, file.started, file.ended) == (public(), DAY, date(2026, 6, 1))
    assert book.all(CAMPAIGNS)["dues"].ended is None
    again = Book.replay(book.events, book.law)
    assert again.all(CAMPAIGNS) == book.all(CAMPAIGNS)
    assert again.all(SOLICITORS) == book.all(SOLICITORS)


def test_a_book_with_campaigns_is_kept_in_a_file_and_read_again() -> None:
    """Plan, cooperation, split, suggestions and certificates come back as they were."""
    shares, suggested = Split.equal(CHARITY, VILLAGE), [Suggestion(Giver.EMPLOYEE, yuan(300))]
    joint = start(public(id="joint", shares=shares, suggested=suggested, **PARTNERED))
    book = started(end(), joint, start(targeted(id="circle", donors=["d-1"])))
    assert from_json_lines(to_json_lines(book), book.law).events == book.events


def test_what_a_campaign_names_is_in_the_book() -> None:
    """Host, partners and pools are found first, in this order; a campaign's id is new."""
    for wrong in ({"host": "nowhere"}, {"partners": ["nowhere"]}, {"pools": ["nowhere"]}):
        assert stops(start(public(id="new", **wrong))) == "book.not_found"
    assert stops(start(key="start-again")) == "book.exists"
    assert stops(end(campaign="nowhere")) == "book.not_found"
    assert stops(
        start(public(id="new", host="other-charity")), started(enter(charity(id=OrganisationId("other-charity"))))
    ) == ("fundraising.qualified")


def holding_accounts(*, holder: str = "other-body", name: str = "away") -> Book:
    """Give a book with an account of another body, and a fund inside that body's charity."""
    account = Account(name, holder=OrganisationId(holder), role=AccountRole.CHARITY)
    book = started(*([] if holder in {CHARITY, FEDERATION} else [enter(charity(id=OrganisationId(holder)))]))
    book.record(OpenAccount(key="open-1", on=DAY, account=account))
    return book


def test_a_public_campaign_raises_for_no_account_of_a_stranger() -> None:
    """Only the host's, a partner's, and a society's in the host's name: the measures on public fundraising, art. 10."""
    book = holding_accounts()
    asked = start(public(id="new", pools=[SOCIETY, FUND, "away"]))
    decision = book.decide(asked)
    assert unmet(decision) == {"campaign.own_pools"}
    assert decision.reason
    assert decision.reason.facts["pools"] == ("away",)
    assert "away" in decision.reason.text("zh")
    assert decision.reason.citations
    mended = decision.remedies[0].applied_to(asked)
    assert mended.campaign.pools == (FUND, SOCIETY)
    assert book.decide(mended)
    (only,) = book.decide(start(public(id="new", pools=["away"]))).remedies
    assert not only.changes
    assert "partner" in only.text.en
    for holder, partners in ((CHARITY, {}), (FEDERATION, {"partners": [FEDERATION], "cooperation": TOGETHER})):
        joined = start(public(id="new", pools=["away"], **partners))
        assert holding_accounts(holder=holder).decide(joined)
    assert stops(start(public(id="new", pools=["away"])), holding_accounts(holder=FEDERATION)) == "campaign.own_pools"
    assert book.decide(start(targeted(id="new", pools=["away"])))


def test_the_name_of_an_account_makes_nobody_its_holder() -> None:
    """An account that is called as the host is still another body's."""
    for name in (CHARITY, VILLAGE):
        book = holding_accounts(name=name)
        assert stops(start(public(id="new", pools=[name])), book) == "campaign.own_pools"


def test_whose_a_pool_is_must_be_known() -> None:
    """Of a pool behind which nobody is known to stand the answer is open, with the paper to ask for."""
    book = started()
    book._state.of(POOLS)["away"] = Pool("away", frozenset(), frozenset())
    decision = book.decide(start(public(id="new", pools=["away", SOCIETY])))
    assert decision.outcome is Outcome.UNDETERMINED
    assert [remedy.text.en for remedy in decision.remedies] == ["show whose account each pool is"]
    assert not decision.remedies[0].changes


def test_where_the_law_asks_for_no_own_account_none_is_asked_for() -> None:
    """As before 2024-09-05: nothing is weighed then."""
    book = Book(LAW.amend(since=DAY, campaign_uses_own_account=False))
    book.record_all([event.command for event in holding_accounts().events])
    asked = start(public(id="new", pools=["away"], plan=attrs.evolve(PLAN, own_account_only=False)))
    assert book.decide(asked)
    before = start(public(id="new", pools=["away"]), on=date(2024, 9, 4))
    decided = holding_accounts().decide(before)
    assert "campaign.own_pools" not in unmet(decided)


def test_what_a_body_of_the_book_is() -> None:
    """A charity with and without certificate, the committees, and any other body."""
    bodies: list[Any] = [
        charity(qualified_on=QUALIFIED),
        charity(),
        Committee(VILLAGE, CommitteeKind.VILLAGE),
        Committee(VILLAGE, CommitteeKind.RESIDENTS),
        OtherBody(VILLAGE),
    ]
    kinds = [fundraiser_of(body).kind.value for body in bodies]
    assert kinds == ["qualified_charity", "charity", "villagers_committee", "residents_committee", "association"]
    found = fundraiser_of(Charity(CHARITY, registered_on=date(2020, 3, 4), qualified_on=QUALIFIED))
    assert (found.registered_on, found.qualified_on) == (date(2020, 3, 4), QUALIFIED)


def test_a_campaign_ends_once_and_not_before_it_started_or_had_its_last_gift() -> None:
    """On the day itself it may; each remedy is the first day on which it may, and is sound."""
    assert started().record(end(on=DAY)).command.on == DAY
    assert stops(end(on=DAY - ONE)) == "campaign.not_before"
    assert stops(end(key="end-2"), started(end())) == "campaign.not_ended"
    last = gift(on=date(2026, 6, 1))
    assert holding(started(), last, gift(key="g-2", campaign="dues", on=SPRING.last)).decide(end())
    for late in (end(on=DAY - ONE), end(on=date(2026, 5, 31))):
        book = holding(started(), last) if late.on > DAY else started()
        (remedy,) = book.decide(late).remedies
        assert book.decide(remedy.applied_to(late))
        assert not book.decide(attrs.evolve(remedy.applied_to(late), on=remedy.changes["on"] - ONE))


# --- solicitors -------------------------------------------------------------------------------------------


def test_a_certificate_is_valid_from_its_day_to_its_last() -> None:
    """Its own last day, else three years by an assumption that another place may change."""
    own = SolicitorCertificate(DAY, DAY + ONE)
    for on, code in ((DAY - ONE, False), (DAY, True), (DAY + ONE, True), (DAY + 2 * ONE, False)):
        assert bool(Book(LAW).decide(certify(certificate=own, on=on))) is code
    early = Book(LAW).decide(certify(certificate=own, on=DAY - ONE))
    assert early.remedies[0].wait_until == DAY
    assert Book(LAW).decide(certify(certificate=own, on=DAY + 2 * ONE)).remedies == ()
    assert SolicitorCertificate(DAY).valid(TODAY) == Period(DAY, date(2029, 3, 12))
    shorter = LAW.amend(since=date(2026, 1, 1), solicitor_certificate_years=1).on(DAY)
    assert SolicitorCertificate(DAY).valid(shorter) == Period(DAY, date(2027, 3, 12))
    dated = TODAY.get("solicitor_certificate_years")
    assert dated
    assert dated.basis is Basis.ASSUMPTION
    with pytest.raises(Malformed):
        SolicitorCertificate(DAY, DAY - ONE)


def test_a_certificate_of_which_no_law_tells_the_end_leaves_it_open() -> None:
    """Before the day of the assumption nobody knows how long it holds; one with a last day is valid."""
    old = date(2016, 8, 31)
    assert Book(LAW).decide(certify(on=old, certificate=SolicitorCertificate(old))).outcome is Outcome.UNDETERMINED
    assert Book(LAW).decide(certify(on=old, certificate=SolicitorCertificate(old, old)))


def test_a_newer_certificate_is_added_and_an_older_one_is_not() -> None:
    """Days of both count; between them there is none."""
    first, second = SolicitorCertificate(DAY, DAY + ONE), SolicitorCertificate(DAY + 3 * ONE, DAY + 4 * ONE)
    book = Book(LAW)
    book.record(certify(certificate=first))
    book.record(certify(key="k-2", on=DAY + 3 * ONE, certificate=second))
    row = book.all(SOLICITORS)[PersonId("s-1")]
    assert [row.certified(DAY + n * ONE) for n in range(-1, 6)] == [False, True, True, False, True, True, False]
    assert stops(certify(key="k-3", on=DAY + 3 * ONE, certificate=second), book) == "solicitor.newer"
    assert stops(certify(key="k-4", certificate=first), book) == "solicitor.newer"
    assert stops(certify(key="k-5", certificate=None), book) == "solicitor.certified"


def test_hours_of_training_are_told_and_asked_for_nowhere() -> None:
    """The draft's 220, 200, 180, 160, 160; a solicitor without an hour is entered all the same."""
    assert [training_gap(level, 0, TODAY) for level in (5, 4, 3, 2, 1)] == [220, 200, 180, 160, 160]
    assert [training_gap(5, hours, TODAY) for hours in (219, 220, 221)] == [1, 0, 0]
    assert Book(LAW).decide(certify(level=5, theory_hours=0, practice_hours=0, modules=["ethics"]))
    for level, hours in ((0, 1), (6, 1), (True, 1), (None, 1), (5, None), (5, -1)):
        with pytest.raises(Malformed):
            training_gap(level, hours, TODAY)  # type: ignore[arg-type] # some of them
    wrong: list[dict[str, Any]] = [
        {"certificate": DAY},
        {"theory_hours": -1},
        {"practice_hours": 1.5},
        {"modules": "ethics"},
    ]
    for one in wrong:
        with pytest.raises(Malformed):
            certify(**one)
    for key in ("first", "second", "third", "fourth", "fifth"):
        dated = TODAY.get(f"solicitor_{key}_level_hours")
        assert dated
        assert dated.basis is Basis.PRACTICE


# --- gifts of a campaign ------------------------------------------------------------------------------------


@given(on=st.dates(DAY - 3 * ONE, SPRING.last + 3 * ONE), ended=st.none() | st.dates(DAY, SPRING.last))
def test_a_gift_belongs_to_the_days_of_its_campaign(on: date, ended: date | None) -> None:
    """From the day of the start to the last day or the day of the end, both included."""
    into = started(*([] if ended is None else [end(on=ended)]))
    days = {DAY + n * ONE for n in range(((ended or SPRING.last) - DAY).days + 1)}
    decision = belongs(gift(on=on), into)
    assert bool(decision) is (on in days)
    for remedy in decision.remedies:
        assert remedy.changes == {"campaign": None}


def test_a_campaign_that_was_started_late_has_no_earlier_gifts() -> None:
    """Its period began before, but nobody had started it."""
    into = started(start(public(id="late"), on=DAY + ONE))
    assert belongs(gift(campaign="late", on=DAY + ONE), into)
    assert unmet(belongs(gift(campaign="late"), into)) == {"campaign_gift.in_time"}


def test_a_gift_has_a_pool_and_a_channel_of_its_campaign() -> None:
    """One of several; a channel that is not told leaves it open."""
    assert belongs(gift(pool=FUND))
    assert unmet(belongs(gift(campaign="dues", pool=FUND, channel=Channel.WECHAT_GROUP, giver=Circle.MEMBERS))) == {
        "campaign_gift.pool"
    }
    assert unmet(belongs(gift(channel=Channel.CHARITY_SALE))) == {"campaign_gift.channel"}
    unknown = belongs(gift(channel=None))
    assert unknown.outcome is Outcome.UNDETERMINED
    assert [str(remedy.text) for remedy in unknown.remedies] == ["show through which channel the gift came"]
    assert unmet(belongs(gift(campaign="nowhere"))) == {"book.not_found"}


def test_a_solicitor_is_named_known_and_certified() -> None:
    """On the day; whoever is named is looked at, through whatever channel the gift came."""
    person = PersonId("s-1")
    assert belongs(gift(channel=Channel.SOLICITOR, solicitor=person))
    assert belongs(gift(solicitor=person))
    assert unmet(belongs(gift(channel=Channel.SOLICITOR))) == {"campaign_gift.solicitor"}
    assert unmet(belongs(gift(solicitor=PersonId("s-9")))) == {"book.not_found"}
    short = certify(key="k-2", person=PersonId("s-2"), certificate=SolicitorCertificate(DAY, DAY))
    for on, code in ((DAY, set()), (DAY + ONE, {"campaign_gift.certified"})):
        assert unmet(belongs(gift(solicitor=PersonId("s-2"), on=on), started(short))) == code


@pytest.mark.parametrize(
    ("donors", "donor", "giver", "holds"),
    [
        (None, "d-1", Circle.MEMBERS, True),
        (None, "d-1", Circle.RESIDENTS, False),
        (None, "d-1", None, None),
        (None, None, Circle.MEMBERS, None),
        (["d-1"], "d-1", None, True),
        (["d-1"], "d-1", Circle.RESIDENTS, True),
        (["d-1"], "d-2", Circle.MEMBERS, False),
        (["d-1"], None, Circle.MEMBERS, None),
    ],
)
def test_a_targeted_campaign_takes_gifts_of_its_circle(
    donors: list[str] | None, donor: str | None, giver: Circle | None, holds: bool | None
) -> None:
    """Listed ids decide; else what the giver is; nobody known is never one of them."""
    into = started(start(targeted(id="circle", donors=donors)))
    order = gift(campaign="circle", donor=donor, giver=giver, channel=Channel.WECHAT_GROUP)
    decision = belongs(order, into)
    found = next(f for f in decision.findings if f.ground.code == "campaign_gift.circle")
    assert found.holds is holds
    assert decision.outcome is {True: Outcome.ALLOWED, False: Outcome.REFUSED, None: Outcome.UNDETERMINED}[holds]


def test_anybody_gives_to_a_public_campaign() -> None:
    """Known or not, of whatever circle."""
    for donor in (None, "d-1"):
        assert belongs(gift(donor=donor, giver=Circle.PUBLIC))


class Given(Event[Gift]):
    """A gift came in."""


class Other(Event[Gift]):
    """Something else that names a campaign."""


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["d-1", "d-2", None]),
            st.sampled_from(["spring", "dues", None]),
            st.integers(0, 500),
            st.booleans(),
        )
    )
)
def test_what_a_campaign_brought_is_counted(rows: list[tuple[str | None, str | None, int, bool]]) -> None:
    """Gifts, people, anonymous gifts and money of one campaign, by a loop; of what stands, not of what was given."""
    events: list[Event[Any]] = []
    people, nameless, many, fen = set(), 0, 0, 0
    for number, (donor, campaign, left, is_gift) in enumerate(rows):
        order = gift(key=f"g-{number}", donor=donor, campaign=campaign, amount=Money(left))
        events.append((Given if is_gift else Other)(number, order))
        if is_gift and campaign == "spring" and left:
            many, fen, nameless = many + 1, fen + left, nameless + (donor is None)
            people |= {donor} - {None}
    counted = campaign_gifts(events, "spring", given_by=(Given,), live=worth)
    assert counted == Turnout(many, len(people), nameless, Money(fen))


# --- would these tests notice? -----------------------------------------------------------------------------


def test_orders_are_registered() -> None:
    """The book knows the three orders."""
    assert {StartCampaign, RegisterSolicitor} <= set(HANDLERS)


PLAIN: list[Callable[[], None]] = [
    test_what_is_in_order_may_start,
    test_a_village_a_society_and_a_fund_start_nothing_from_the_public_by_themselves,
    test_how_partners_join_is_shown_and_judged,
    test_a_certificate_of_qualification_counts_from_its_day,
    test_a_host_of_which_nothing_is_known_still_has_its_plan_judged,
    test_periods_and_methods_keep_to_the_plan,
    test_a_targeted_campaign_keeps_to_its_circle,
    test_remedies_are_sound_for_a_campaign_and_for_an_order,
    test_an_obligatory_minimum_is_refused_as_apportionment,
    test_a_suggestion_measures_nothing,
    test_a_campaign_ends_once_and_not_before_it_started_or_had_its_last_gift,
    test_a_certificate_is_valid_from_its_day_to_its_last,
    test_a_newer_certificate_is_added_and_an_older_one_is_not,
    test_a_campaign_that_was_started_late_has_no_earlier_gifts,
    test_a_gift_has_a_pool_and_a_channel_of_its_campaign,
    test_a_solicitor_is_named_known_and_certified,
    test_a_gift_belongs_to_the_days_of_its_campaign,
    test_what_a_campaign_brought_is_counted,
    test_the_book_keeps_campaigns_and_says_so_again_when_replayed,
    test_what_a_campaign_names_is_in_the_book,
    test_a_public_campaign_raises_for_no_account_of_a_stranger,
    test_the_name_of_an_account_makes_nobody_its_holder,
    test_whose_a_pool_is_must_be_known,
    lambda: test_a_campaign_starts_on_its_own_days(SPRING.first - ONE, told=False),
    lambda: test_a_targeted_campaign_takes_gifts_of_its_circle(["d-1"], "d-2", Circle.MEMBERS, holds=False),
]


def all_checked() -> None:
    for check in PLAIN:
        check()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and a test above fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, Refused, StopIteration, ValueError)):
        all_checked()


def test_the_bugs_have_names_of_their_own() -> None:
    """And there are enough of them."""
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 6
