"""Community charity (社区慈善): funds, mutual-aid societies, relief cases, gifts, and the rules that bind them.

This is the front door: the names people use. Each is loaded when it is first asked for, so that importing
the package costs next to nothing.

>>> import community_charity as cc
>>> cc.yuan("29999.99") < cc.Law.of("cn/anhui").on(cc.date(2025, 3, 13)).society_minimum_capital
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date as date

    from community_charity.book.book import Book as Book
    from community_charity.book.orders import HANDLERS as HANDLERS
    from community_charity.book.orders import Command as Command
    from community_charity.book.orders import Event as Event
    from community_charity.book.orders import Table as Table
    from community_charity.book.orders import handles as handles
    from community_charity.book.periods import ClosePeriod as ClosePeriod
    from community_charity.book.periods import PeriodClosed as PeriodClosed
    from community_charity.book.tracing import Balance as Balance
    from community_charity.book.tracing import Trace as Trace
    from community_charity.calendar import EVERY_DAY as EVERY_DAY
    from community_charity.calendar import CalendarDays as CalendarDays
    from community_charity.calendar import Months as Months
    from community_charity.calendar import Period as Period
    from community_charity.calendar import WorkCalendar as WorkCalendar
    from community_charity.calendar import WorkingDays as WorkingDays
    from community_charity.calendar import Years as Years
    from community_charity.calendar import deadline as deadline
    from community_charity.capital import Capital as Capital
    from community_charity.capital import minimum_capital as minimum_capital
    from community_charity.errors import CharityError as CharityError
    from community_charity.errors import InvariantBroken as InvariantBroken
    from community_charity.errors import LawError as LawError
    from community_charity.errors import Malformed as Malformed
    from community_charity.errors import MissingExtra as MissingExtra
    from community_charity.funds import FUNDS as FUNDS
    from community_charity.funds import CommunityCharityFund as CommunityCharityFund
    from community_charity.funds import EstablishFund as EstablishFund
    from community_charity.funds import FundEstablished as FundEstablished
    from community_charity.funds import HostAgreement as HostAgreement
    from community_charity.giving import DonationReceived as DonationReceived
    from community_charity.giving import DonationReversed as DonationReversed
    from community_charity.giving import ReceiveDonation as ReceiveDonation
    from community_charity.giving import ReverseDonation as ReverseDonation
    from community_charity.interchange.icalendar import to_ical as to_ical
    from community_charity.language import Text as Text
    from community_charity.law.citation import Basis as Basis
    from community_charity.law.citation import Citation as Citation
    from community_charity.law.citation import Verified as Verified
    from community_charity.law.decision import GROUNDS as GROUNDS
    from community_charity.law.decision import Checks as Checks
    from community_charity.law.decision import Decision as Decision
    from community_charity.law.decision import Finding as Finding
    from community_charity.law.decision import Outcome as Outcome
    from community_charity.law.decision import Refused as Refused
    from community_charity.law.decision import Remedy as Remedy
    from community_charity.law.decision import Stage as Stage
    from community_charity.law.decision import ground as ground
    from community_charity.law.diff import Diff as Diff
    from community_charity.law.figure import DatedValue as DatedValue
    from community_charity.law.figure import Figure as Figure
    from community_charity.law.law import Law as Law
    from community_charity.law.law import LawInForce as LawInForce
    from community_charity.law.table import FigureTable as FigureTable
    from community_charity.law.values import DayOfYear as DayOfYear
    from community_charity.law.values import Unit as Unit
    from community_charity.money import Money as Money
    from community_charity.money import yuan as yuan
    from community_charity.organisations import ORGANISATIONS as ORGANISATIONS
    from community_charity.organisations import Charity as Charity
    from community_charity.organisations import Committee as Committee
    from community_charity.organisations import CommitteeKind as CommitteeKind
    from community_charity.organisations import OtherBody as OtherBody
    from community_charity.organisations import RecordTie as RecordTie
    from community_charity.organisations import RegisterOrganisation as RegisterOrganisation
    from community_charity.parties import Household as Household
    from community_charity.parties import HouseholdId as HouseholdId
    from community_charity.parties import OrganisationId as OrganisationId
    from community_charity.parties import Person as Person
    from community_charity.parties import PersonId as PersonId
    from community_charity.pools import POOLS as POOLS
    from community_charity.pools import Cause as Cause
    from community_charity.publish.duties import duties_of as duties_of
    from community_charity.relief import CASES as CASES
    from community_charity.relief import GRANTS as GRANTS
    from community_charity.relief import HOUSEHOLDS as HOUSEHOLDS
    from community_charity.relief import CaseClosed as CaseClosed
    from community_charity.relief import CaseId as CaseId
    from community_charity.relief import CaseOutcome as CaseOutcome
    from community_charity.relief import CloseCase as CloseCase
    from community_charity.relief import CompletePapers as CompletePapers
    from community_charity.relief import Cost as Cost
    from community_charity.relief import ExpireGrant as ExpireGrant
    from community_charity.relief import GrantRelief as GrantRelief
    from community_charity.relief import OpenCase as OpenCase
    from community_charity.relief import PaidBefore as PaidBefore
    from community_charity.relief import PayRelief as PayRelief
    from community_charity.relief import RecordAid as RecordAid
    from community_charity.relief import RecordCosts as RecordCosts
    from community_charity.relief import RecordGovernmentAid as RecordGovernmentAid
    from community_charity.relief import ReferCase as ReferCase
    from community_charity.relief import RegisterHousehold as RegisterHousehold
    from community_charity.relief import ReliefCase as ReliefCase
    from community_charity.relief import ReliefGranted as ReliefGranted
    from community_charity.relief import ReliefPaid as ReliefPaid
    from community_charity.relief import ReversePayment as ReversePayment
    from community_charity.relief import VoidGrant as VoidGrant
    from community_charity.rules.assistance import HouseholdSituation as HouseholdSituation
    from community_charity.rules.assistance import MedicalAid as MedicalAid
    from community_charity.rules.assistance import TemporaryAssistance as TemporaryAssistance
    from community_charity.rules.bodies import AssociationApplication as AssociationApplication
    from community_charity.rules.bodies import CharitableTrust as CharitableTrust
    from community_charity.rules.bodies import FoundationApplication as FoundationApplication
    from community_charity.rules.bodies import ServiceOrganisationApplication as ServiceOrganisationApplication
    from community_charity.rules.bodies import SpecialFund as SpecialFund
    from community_charity.rules.campaigns import CooperativeFundraising as CooperativeFundraising
    from community_charity.rules.campaigns import FundraisingPlan as FundraisingPlan
    from community_charity.rules.conflicts import BeneficiaryChoice as BeneficiaryChoice
    from community_charity.rules.conflicts import Meeting as Meeting
    from community_charity.rules.conflicts import RecusalQuestion as RecusalQuestion
    from community_charity.rules.disclosure import Done as Done
    from community_charity.rules.disclosure import Duty as Duty
    from community_charity.rules.disclosure import DutyList as DutyList
    from community_charity.rules.disclosure import duties as duties
    from community_charity.rules.linkage import GovernmentAid as GovernmentAid
    from community_charity.rules.privacy import DataUse as DataUse
    from community_charity.rules.qualification import Certificate as Certificate
    from community_charity.rules.qualification import OfficerCandidate as OfficerCandidate
    from community_charity.rules.qualification import QualificationApplication as QualificationApplication
    from community_charity.rules.spending import CharityYear as CharityYear
    from community_charity.rules.spending import GiftAgreement as GiftAgreement
    from community_charity.rules.spending import PriorYears as PriorYears
    from community_charity.rules.start_up import COUNTY_THIRD as COUNTY_THIRD
    from community_charity.rules.start_up import THIRDS as THIRDS
    from community_charity.rules.start_up import BodyKind as BodyKind
    from community_charity.rules.start_up import CapitalPolicy as CapitalPolicy
    from community_charity.rules.start_up import three_sources as three_sources
    from community_charity.rules.tax import DonationReceipt as DonationReceipt
    from community_charity.rules.tax import EnterpriseDonations as EnterpriseDonations
    from community_charity.rules.tax import GiftYear as GiftYear
    from community_charity.rules.tax import IndividualDonation as IndividualDonation
    from community_charity.rules.tax import RecipientEligibility as RecipientEligibility
    from community_charity.rules.who_may_raise import Fundraiser as Fundraiser
    from community_charity.rules.who_may_raise import FundraiserKind as FundraiserKind
    from community_charity.rules.who_may_raise import FundraisingAct as FundraisingAct
    from community_charity.rules.who_may_raise import FundraisingRequest as FundraisingRequest
    from community_charity.societies import SOCIETIES as SOCIETIES
    from community_charity.societies import FoundSociety as FoundSociety
    from community_charity.societies import MutualAidSociety as MutualAidSociety
    from community_charity.societies import SocietyForm as SocietyForm
    from community_charity.societies import SocietyFounded as SocietyFounded
    from community_charity.ties import Tie as Tie
    from community_charity.ties import TieKind as TieKind
    from community_charity.ties import Ties as Ties

__version__ = "0.1.0"

# Where each name lives; a test holds this against the imports above, which are for type checkers.
_HOMES = {
    "datetime": "date",
    ".book.book": "Book",
    ".book.orders": "Command Event HANDLERS Table handles",
    ".book.periods": "ClosePeriod PeriodClosed",
    ".book.tracing": "Balance Trace",
    ".calendar": "CalendarDays EVERY_DAY Months Period WorkCalendar WorkingDays Years deadline",
    ".capital": "Capital minimum_capital",
    ".errors": "CharityError InvariantBroken LawError Malformed MissingExtra",
    ".funds": "CommunityCharityFund EstablishFund FUNDS FundEstablished HostAgreement",
    ".giving": "DonationReceived DonationReversed ReceiveDonation ReverseDonation",
    ".interchange.icalendar": "to_ical",
    ".language": "Text",
    ".law.citation": "Basis Citation Verified",
    ".law.decision": "Checks Decision Finding GROUNDS Outcome Refused Remedy Stage ground",
    ".law.diff": "Diff",
    ".law.figure": "DatedValue Figure",
    ".law.law": "Law LawInForce",
    ".law.table": "FigureTable",
    ".law.values": "DayOfYear Unit",
    ".money": "Money yuan",
    ".organisations": "Charity Committee CommitteeKind ORGANISATIONS OtherBody RecordTie RegisterOrganisation",
    ".parties": "Household HouseholdId OrganisationId Person PersonId",
    ".pools": "Cause POOLS",
    ".publish.duties": "duties_of",
    ".relief": "CASES CaseClosed CaseId CaseOutcome CloseCase CompletePapers Cost ExpireGrant GRANTS GrantRelief HOUSEHOLDS OpenCase PaidBefore PayRelief RecordAid RecordCosts RecordGovernmentAid ReferCase RegisterHousehold ReliefCase ReliefGranted ReliefPaid ReversePayment VoidGrant",
    ".rules.assistance": "HouseholdSituation MedicalAid TemporaryAssistance",
    ".rules.bodies": "AssociationApplication CharitableTrust FoundationApplication ServiceOrganisationApplication SpecialFund",
    ".rules.campaigns": "CooperativeFundraising FundraisingPlan",
    ".rules.conflicts": "BeneficiaryChoice Meeting RecusalQuestion",
    ".rules.disclosure": "Done Duty DutyList duties",
    ".rules.linkage": "GovernmentAid",
    ".rules.privacy": "DataUse",
    ".rules.qualification": "Certificate OfficerCandidate QualificationApplication",
    ".rules.spending": "CharityYear GiftAgreement PriorYears",
    ".rules.start_up": "BodyKind COUNTY_THIRD CapitalPolicy THIRDS three_sources",
    ".rules.tax": "DonationReceipt EnterpriseDonations GiftYear IndividualDonation RecipientEligibility",
    ".rules.who_may_raise": "Fundraiser FundraiserKind FundraisingAct FundraisingRequest",
    ".societies": "FoundSociety MutualAidSociety SOCIETIES SocietyForm SocietyFounded",
    ".ties": "Tie TieKind Ties",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - a list of names, told once


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(home, __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_HOME_OF]
