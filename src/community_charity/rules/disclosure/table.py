"""Which fact sets which duties running (义务对照表).

`RULES` tells what follows from a fact once, `SERIES` what follows from it again and again. A rule names the figures
of the law behind it; a place or a day that does not know them has no such duty.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from community_charity.language import Text
from community_charity.rules.disclosure import kinds
from community_charity.rules.disclosure.bodies import (
    AccountsPosted,
    BasicInformationChanged,
    BodyForm,
    DonationsReceivedByCommittee,
    EmergencyReliefGranted,
    MajorEvent,
    OrganisationTerminated,
    PostingCommittee,
    RelatedPartyDealMade,
    TrustChanged,
    TrusteeChanged,
    TrustEnded,
    TrustSigned,
    TrustYearEnded,
    VolunteerActivityHeld,
    VolunteerActivityPlanned,
    YearEnded,
)
from community_charity.rules.disclosure.campaigns import (
    CampaignEnded,
    CampaignPlanned,
    CampaignStarted,
    PlanChanged,
    PlanDefectNotified,
    PlanFiled,
    ProjectEnded,
    ProjectStarted,
    ResponsePhaseEnded,
    TargetedCampaignEnded,
)
from community_charity.rules.disclosure.counting import ahead, on_the_day, same_day, unmoved, within
from community_charity.rules.disclosure.duty import DutyKind, Timing
from community_charity.rules.disclosure.facts import Fact


@attrs.frozen(kw_only=True)
class DutyRule:
    """What one fact asks for (义务规则).

    ``duty`` is the figure that says that it must be done, ``figure`` the one that fixes the day; one of them is there.
    ``applies`` tells of a fact whether it asks for this, ``None`` while that is not known; then ``asks`` says what to
    find out. ``unless`` names a fact of the same subject that takes its place.

    >>> [rule.kind.code for rule in RULES[CampaignEnded]]
    ['campaign-final-report']
    """

    kind: DutyKind
    figure: str | None = None
    duty: str | None = None
    count: Callable[..., Any] = within
    timing: Timing = Timing.BY
    applies: Callable[[Any], bool | None] = lambda _fact: True
    asks: Text | None = None
    unless: type[Fact] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The figures behind it (所依据的数值)."""
        return tuple(key for key in (self.duty, self.figure) if key is not None)


@attrs.frozen(kw_only=True)
class SeriesRule:
    """What one fact asks for again and again until another ends it (周期性义务规则).

    ``interval`` is the figure that fixes how often; ``longer_than`` the one that says from which length on, if any.

    >>> SERIES[CampaignStarted][0].ends
    (<class 'community_charity.rules.disclosure.campaigns.CampaignEnded'>,)
    """

    kind: DutyKind
    interval: str
    ends: tuple[type[Fact], ...]
    asks: Text
    longer_than: str | None = None
    applies: Callable[[Any], bool | None] = lambda _fact: True


def _all(*known: bool | None) -> bool | None:
    """Hold "and" over what may be unknown: one no settles it."""
    return False if False in known else None if None in known else True


def _form_is(form: BodyForm) -> Callable[[YearEnded], bool]:
    return lambda fact: fact.form is form


def _supervised(form: BodyForm) -> Callable[[YearEnded], bool | None]:
    return lambda fact: _all(fact.form is form, fact.supervised)


def _of_village(fact: DonationsReceivedByCommittee | AccountsPosted) -> bool:
    return fact.committee is PostingCommittee.VILLAGE


def _of_residents(fact: DonationsReceivedByCommittee | AccountsPosted) -> bool:
    return fact.committee is PostingCommittee.RESIDENTS


def _surplus(fact: ProjectEnded) -> bool | None:
    return fact.surplus


_ASK_PLAN = Text("the campaign's plan", "募捐方案")
_ASK_PROJECT_PLAN = Text("the project's plan and the certificate of qualification", "项目方案及公开募捐资格证书")
_ASK_CERTIFICATE = Text("the registration certificate", "登记证书")
_ASK_QUALIFICATION = Text(
    "the registration certificate and the certificate of qualification", "登记证书及公开募捐资格证书"
)
_ASK_SURPLUS = Text("the project's final accounts", "项目决算")
_ASK_PROJECTS = Text(
    "the certificates, and whether a project of the year was a major one",
    "登记证书、公开募捐资格证书，以及当年有无重大慈善项目",
)
_ASK_SUPERVISOR = Text("who supervises the body", "有无业务主管单位")
_ASK_TAX = Text("the published list of bodies whose donors may deduct", "公益性捐赠税前扣除资格名单公告")
_ASK_SETTLOR = Text("the trust's papers: who the settlor is", "信托文件（委托人）")
_ASK_FINANCES = Text("whether the village has many receipts and payments", "本村财务往来是否较多")
_ASK_DANGER = Text("whether the activity may put anyone in danger", "活动是否可能发生人身危险")
_ASK_WHERE = Text("where boxes are put up and events held", "募捐箱设置及活动举办地点")

_AHEAD, _AT_LEAST = Timing.AHEAD, Timing.AT_LEAST
_FILED_FIRST = "fundraising_plan_filed_before_campaign"
_LEAD = "fundraising_plan_filing_lead_days"

RULES: dict[type[Fact], tuple[DutyRule, ...]] = {
    CampaignPlanned: (
        DutyRule(
            kind=kinds.PLAN_FILING, duty=_FILED_FIRST, figure=_LEAD, count=ahead, timing=_AHEAD, unless=CampaignStarted
        ),
        DutyRule(
            kind=kinds.PLAN_FILING_AT_PLACE,
            duty="off_territory_campaign_is_filed_there",
            figure="off_territory_filing_lead_days",
            count=ahead,
            timing=_AHEAD,
            applies=lambda fact: fact.outside_territory,
            asks=_ASK_WHERE,
        ),
    ),
    CampaignStarted: (
        DutyRule(
            kind=kinds.PLAN_FILING,
            duty=_FILED_FIRST,
            figure=_LEAD,
            count=ahead,
            timing=_AHEAD,
            applies=lambda fact: None if fact.emergency is None else not fact.emergency,
            asks=_ASK_PLAN,
        ),
        DutyRule(
            kind=kinds.PLAN_FILING, figure="emergency_plan_filing_days", applies=lambda fact: fact.emergency is True
        ),
    ),
    PlanFiled: (DutyRule(kind=kinds.PLAN_PUBLICATION, figure="fundraising_plan_publication_days"),),
    PlanDefectNotified: (DutyRule(kind=kinds.PLAN_COMPLETION, figure="fundraising_plan_correction_days"),),
    PlanChanged: (DutyRule(kind=kinds.PLAN_CORRECTION, figure="fundraising_plan_change_days"),),
    CampaignEnded: (DutyRule(kind=kinds.CAMPAIGN_FINAL, figure="campaign_final_report_months"),),
    TargetedCampaignEnded: (DutyRule(kind=kinds.DONORS_TOLD, duty="targeted_donors_told"),),
    ProjectEnded: (
        DutyRule(
            kind=kinds.PROJECT_FINAL,
            figure="project_final_report_months",
            applies=lambda fact: fact.qualified,
            asks=_ASK_PROJECT_PLAN,
        ),
        DutyRule(
            kind=kinds.PROJECT_SURPLUS, figure="project_surplus_report_months", applies=_surplus, asks=_ASK_SURPLUS
        ),
    ),
    YearEnded: (
        DutyRule(
            kind=kinds.ANNUAL_REPORT,
            duty="annual_report_published",
            figure="annual_report_day",
            count=on_the_day,
            applies=lambda fact: fact.charity,
            asks=_ASK_CERTIFICATE,
        ),
        DutyRule(
            kind=kinds.ACCOUNTS_AUDIT,
            duty="annual_accounts_audited",
            figure="annual_report_day",
            count=on_the_day,
            applies=lambda fact: _all(fact.charity, fact.qualified),
            asks=_ASK_QUALIFICATION,
        ),
        DutyRule(
            kind=kinds.REGISTRAR_REPORT,
            duty="annual_report_filed",
            applies=lambda fact: None if fact.form is None else False,
            asks=_ASK_CERTIFICATE,
        ),
        DutyRule(
            kind=kinds.REGISTRAR_REPORT,
            figure="foundation_report_day",
            count=on_the_day,
            applies=_form_is(BodyForm.FOUNDATION),
        ),
        DutyRule(
            kind=kinds.REGISTRAR_REPORT,
            figure="association_report_day",
            count=on_the_day,
            applies=_form_is(BodyForm.ASSOCIATION),
        ),
        DutyRule(
            kind=kinds.REGISTRAR_REPORT,
            figure="service_organisation_report_day",
            count=on_the_day,
            applies=_form_is(BodyForm.SERVICE_ORGANISATION),
        ),
        DutyRule(
            kind=kinds.SUPERVISOR_REPORT,
            figure="association_report_to_supervisor_day",
            count=on_the_day,
            applies=_supervised(BodyForm.ASSOCIATION),
            asks=_ASK_SUPERVISOR,
        ),
        DutyRule(
            kind=kinds.SUPERVISOR_REPORT,
            figure="service_organisation_report_to_supervisor_day",
            count=on_the_day,
            applies=_supervised(BodyForm.SERVICE_ORGANISATION),
            asks=_ASK_SUPERVISOR,
        ),
        DutyRule(
            kind=kinds.RELATED_PARTIES,
            figure="related_party_list_day",
            count=on_the_day,
            applies=lambda fact: fact.charity,
            asks=_ASK_CERTIFICATE,
        ),
        DutyRule(
            kind=kinds.MAJOR_PROJECTS,
            figure="major_projects_report_day",
            count=on_the_day,
            applies=lambda fact: _all(
                fact.charity, None if fact.qualified is None else not fact.qualified, fact.major_projects
            ),
            asks=_ASK_PROJECTS,
        ),
        DutyRule(
            kind=kinds.TAX_REPORT,
            figure="tax_special_report_day",
            count=on_the_day,
            applies=lambda fact: fact.tax_deductible,
            asks=_ASK_TAX,
        ),
    ),
    MajorEvent: (
        DutyRule(kind=kinds.EVENT_REPORT, duty="important_events_disclosed", figure="important_event_report_days"),
    ),
    RelatedPartyDealMade: (
        DutyRule(kind=kinds.DEAL_REPORT, duty="related_deals_disclosed", figure="related_deal_report_days"),
    ),
    BasicInformationChanged: (
        DutyRule(
            kind=kinds.CHANGED_INFORMATION, duty="changed_information_disclosed", figure="changed_information_days"
        ),
    ),
    OrganisationTerminated: (DutyRule(kind=kinds.LIQUIDATION, figure="liquidation_group_days"),),
    TrustSigned: (
        DutyRule(kind=kinds.TRUST_FILING, figure="trust_filing_days"),
        DutyRule(
            kind=kinds.TRUST_SETTLED,
            figure="settlor_trust_report_days",
            applies=lambda fact: fact.settlor_is_charity,
            asks=_ASK_SETTLOR,
        ),
    ),
    TrusteeChanged: (DutyRule(kind=kinds.TRUST_REFILING, figure="trustee_change_filing_days"),),
    TrustChanged: (DutyRule(kind=kinds.TRUST_CHANGE, figure="trust_change_filing_days"),),
    TrustYearEnded: (DutyRule(kind=kinds.TRUST_REPORT, duty="trust_reported_every_year"),),
    TrustEnded: (DutyRule(kind=kinds.TRUST_END, figure="trust_end_report_days"),),
    DonationsReceivedByCommittee: (
        DutyRule(
            kind=kinds.DONATIONS_POSTED,
            duty="village_donations_posted",
            figure="village_affairs_interval_months",
            count=unmoved,
            applies=_of_village,
        ),
        DutyRule(
            kind=kinds.FINANCES_POSTED,
            duty="village_donations_posted",
            figure="village_finances_interval_months",
            count=unmoved,
            applies=lambda fact: _all(_of_village(fact), fact.many),
            asks=_ASK_FINANCES,
        ),
        DutyRule(kind=kinds.DONATIONS_POSTED, duty="residents_donations_posted", applies=_of_residents),
    ),
    AccountsPosted: (
        DutyRule(kind=kinds.POSTING_KEPT, figure="village_posting_days", timing=_AT_LEAST, applies=_of_village),
        DutyRule(kind=kinds.POSTING_KEPT, figure="residents_posting_days", timing=_AT_LEAST, applies=_of_residents),
    ),
    VolunteerActivityPlanned: (
        DutyRule(
            kind=kinds.VOLUNTEERS_INSURED,
            figure="volunteers_insured_before_danger",
            count=same_day,
            timing=_AHEAD,
            applies=lambda fact: fact.dangerous,
            asks=_ASK_DANGER,
        ),
    ),
    VolunteerActivityHeld: (DutyRule(kind=kinds.VOLUNTEERS_RECORDED, figure="volunteer_record_working_days"),),
    EmergencyReliefGranted: (
        DutyRule(kind=kinds.RELIEF_PAPERS, duty="relief_first_when_urgent", figure="emergency_papers_days"),
    ),
}
"""The duties that follow from each fact once (一次性义务)."""

SERIES: dict[type[Fact], tuple[SeriesRule, ...]] = {
    CampaignStarted: (
        SeriesRule(
            kind=kinds.CAMPAIGN_REPORT,
            interval="campaign_report_interval_months",
            ends=(CampaignEnded,),
            asks=_ASK_PLAN,
            longer_than="long_campaign_months",
        ),
        SeriesRule(
            kind=kinds.EMERGENCY_RECEIPTS,
            interval="emergency_receipts_interval_days",
            ends=(ResponsePhaseEnded, CampaignEnded),
            asks=_ASK_PLAN,
            applies=lambda fact: fact.emergency,
        ),
    ),
    ProjectStarted: (
        SeriesRule(
            kind=kinds.PROJECT_REPORT,
            interval="project_report_interval_months",
            ends=(ProjectEnded,),
            asks=_ASK_PROJECT_PLAN,
            longer_than="long_project_months",
            applies=lambda fact: fact.qualified,
        ),
    ),
}
"""The duties that follow from a fact again and again (周期性义务)."""

BEGINNINGS: dict[type[Fact], type[Fact]] = {
    CampaignEnded: CampaignStarted,
    ResponsePhaseEnded: CampaignStarted,
    ProjectEnded: ProjectStarted,
}
"""What must have begun no later, where both are told (起止对应)."""
