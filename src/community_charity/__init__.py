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
    from community_charity.book.tracing import Path as Path
    from community_charity.book.tracing import StepKind as StepKind
    from community_charity.book.tracing import Trace as Trace
    from community_charity.calendar import EVERY_DAY as EVERY_DAY
    from community_charity.calendar import CalendarDays as CalendarDays
    from community_charity.calendar import Months as Months
    from community_charity.calendar import Period as Period
    from community_charity.calendar import WorkCalendar as WorkCalendar
    from community_charity.calendar import WorkingDays as WorkingDays
    from community_charity.calendar import Years as Years
    from community_charity.calendar import deadline as deadline
    from community_charity.campaigns.campaign import Campaign as Campaign
    from community_charity.campaigns.occasions import Occasion as Occasion
    from community_charity.campaigns.running import CAMPAIGNS as CAMPAIGNS
    from community_charity.campaigns.running import CampaignEnded as CampaignEnded
    from community_charity.campaigns.running import CampaignFile as CampaignFile
    from community_charity.campaigns.running import CampaignStarted as CampaignStarted
    from community_charity.campaigns.running import EndCampaign as EndCampaign
    from community_charity.campaigns.running import StartCampaign as StartCampaign
    from community_charity.campaigns.solicitors import SOLICITORS as SOLICITORS
    from community_charity.campaigns.solicitors import RegisterSolicitor as RegisterSolicitor
    from community_charity.campaigns.solicitors import Solicitor as Solicitor
    from community_charity.campaigns.solicitors import SolicitorCertificate as SolicitorCertificate
    from community_charity.campaigns.solicitors import SolicitorRegistered as SolicitorRegistered
    from community_charity.campaigns.words import Approach as Approach
    from community_charity.campaigns.words import CampaignKind as CampaignKind
    from community_charity.campaigns.words import Channel as Channel
    from community_charity.campaigns.words import Mode as Mode
    from community_charity.capital import Capital as Capital
    from community_charity.errors import CharityError as CharityError
    from community_charity.errors import InvariantBroken as InvariantBroken
    from community_charity.errors import LawError as LawError
    from community_charity.errors import Malformed as Malformed
    from community_charity.errors import MissingExtra as MissingExtra
    from community_charity.flows.accounts import ACCOUNTS as ACCOUNTS
    from community_charity.flows.accounts import Account as Account
    from community_charity.flows.accounts import AccountOpened as AccountOpened
    from community_charity.flows.accounts import AccountRole as AccountRole
    from community_charity.flows.accounts import OpenAccount as OpenAccount
    from community_charity.flows.chains import CHAINS as CHAINS
    from community_charity.flows.chains import AgreeChain as AgreeChain
    from community_charity.flows.chains import Chain as Chain
    from community_charity.flows.chains import ChainAgreed as ChainAgreed
    from community_charity.flows.chains import PassedOn as PassedOn
    from community_charity.flows.chains import PassOn as PassOn
    from community_charity.flows.chains import SharedOut as SharedOut
    from community_charity.flows.chains import ShareOut as ShareOut
    from community_charity.flows.fees import AgreeFees as AgreeFees
    from community_charity.flows.fees import ChargeFee as ChargeFee
    from community_charity.flows.fees import FeeCharged as FeeCharged
    from community_charity.flows.fees import FeeReversed as FeeReversed
    from community_charity.flows.fees import FeesAgreed as FeesAgreed
    from community_charity.flows.fees import ReverseFee as ReverseFee
    from community_charity.flows.spending import ReverseSpending as ReverseSpending
    from community_charity.flows.spending import Spend as Spend
    from community_charity.flows.spending import SpendingReversed as SpendingReversed
    from community_charity.flows.spending import Spent as Spent
    from community_charity.flows.terms import FeeKind as FeeKind
    from community_charity.flows.terms import FeeTerms as FeeTerms
    from community_charity.flows.transfers import FundsTransferred as FundsTransferred
    from community_charity.flows.transfers import ReverseTransfer as ReverseTransfer
    from community_charity.flows.transfers import TransferFunds as TransferFunds
    from community_charity.flows.transfers import TransferReversed as TransferReversed
    from community_charity.funds import FUNDS as FUNDS
    from community_charity.funds import AgreeNamedFund as AgreeNamedFund
    from community_charity.funds import AnswerOpinion as AnswerOpinion
    from community_charity.funds import ApproveAbove as ApproveAbove
    from community_charity.funds import Bar as Bar
    from community_charity.funds import ChangeCommittee as ChangeCommittee
    from community_charity.funds import CommitteeMember as CommitteeMember
    from community_charity.funds import CommunityCharityFund as CommunityCharityFund
    from community_charity.funds import CommunityFoundation as CommunityFoundation
    from community_charity.funds import DonorName as DonorName
    from community_charity.funds import EndGround as EndGround
    from community_charity.funds import EndRectification as EndRectification
    from community_charity.funds import EstablishFund as EstablishFund
    from community_charity.funds import FounderKind as FounderKind
    from community_charity.funds import FundEstablished as FundEstablished
    from community_charity.funds import FundKind as FundKind
    from community_charity.funds import FundName as FundName
    from community_charity.funds import FundUse as FundUse
    from community_charity.funds import HandOnLateMoney as HandOnLateMoney
    from community_charity.funds import HostAgreement as HostAgreement
    from community_charity.funds import Initiator as Initiator
    from community_charity.funds import Level as Level
    from community_charity.funds import MemberKind as MemberKind
    from community_charity.funds import NamedFund as NamedFund
    from community_charity.funds import Opinion as Opinion
    from community_charity.funds import OrderRectification as OrderRectification
    from community_charity.funds import PppSeed as PppSeed
    from community_charity.funds import PrincipalMode as PrincipalMode
    from community_charity.funds import RecordInterest as RecordInterest
    from community_charity.funds import RecordSupervisorOpinion as RecordSupervisorOpinion
    from community_charity.funds import Residue as Residue
    from community_charity.funds import ResidueBasis as ResidueBasis
    from community_charity.funds import ReverseInterest as ReverseInterest
    from community_charity.funds import ReviewFund as ReviewFund
    from community_charity.funds import SetPrincipal as SetPrincipal
    from community_charity.funds import SetUp as SetUp
    from community_charity.funds import SetUpPapers as SetUpPapers
    from community_charity.funds import Shortcoming as Shortcoming
    from community_charity.funds import TerminateFund as TerminateFund
    from community_charity.funds import UseFacts as UseFacts
    from community_charity.funds import dormant_funds as dormant_funds
    from community_charity.funds import overdue_instalments as overdue_instalments
    from community_charity.funds import principal_of as principal_of
    from community_charity.funds import usual_start as usual_start
    from community_charity.funds import yearly_spending as yearly_spending
    from community_charity.giving import CorrectDonation as CorrectDonation
    from community_charity.giving import DonationCorrected as DonationCorrected
    from community_charity.giving import DonationReceived as DonationReceived
    from community_charity.giving import DonationRefunded as DonationRefunded
    from community_charity.giving import DonationReversed as DonationReversed
    from community_charity.giving import ReceiveDonation as ReceiveDonation
    from community_charity.giving import RefundDonation as RefundDonation
    from community_charity.giving import RefundReason as RefundReason
    from community_charity.giving import ReverseDonation as ReverseDonation
    from community_charity.giving.agreements import AGREEMENTS as AGREEMENTS
    from community_charity.giving.agreements import AgreementSigned as AgreementSigned
    from community_charity.giving.agreements import DonationAgreement as DonationAgreement
    from community_charity.giving.agreements import PropertyKind as PropertyKind
    from community_charity.giving.agreements import SignAgreement as SignAgreement
    from community_charity.giving.changes import ChangePurpose as ChangePurpose
    from community_charity.giving.changes import PurposeChanged as PurposeChanged
    from community_charity.giving.changes import SurplusTransferred as SurplusTransferred
    from community_charity.giving.changes import TransferSurplus as TransferSurplus
    from community_charity.giving.goods import DistributeGoods as DistributeGoods
    from community_charity.giving.goods import GoodsDistributed as GoodsDistributed
    from community_charity.giving.goods import GoodsReceived as GoodsReceived
    from community_charity.giving.goods import ReceiveGoods as ReceiveGoods
    from community_charity.giving.goods_out import GoodsReturned as GoodsReturned
    from community_charity.giving.goods_out import GoodsReversed as GoodsReversed
    from community_charity.giving.goods_out import GoodsWrittenOff as GoodsWrittenOff
    from community_charity.giving.goods_out import LossKind as LossKind
    from community_charity.giving.goods_out import ReturnGoods as ReturnGoods
    from community_charity.giving.goods_out import ReverseGoods as ReverseGoods
    from community_charity.giving.goods_out import WriteOffGoods as WriteOffGoods
    from community_charity.giving.inventory import GoodsTrace as GoodsTrace
    from community_charity.giving.inventory import StockLine as StockLine
    from community_charity.giving.pledge_orders import ChangePledge as ChangePledge
    from community_charity.giving.pledge_orders import DonationPledged as DonationPledged
    from community_charity.giving.pledge_orders import PledgeChanged as PledgeChanged
    from community_charity.giving.pledge_orders import PledgeDonation as PledgeDonation
    from community_charity.giving.pledge_orders import PledgeWrittenOff as PledgeWrittenOff
    from community_charity.giving.pledge_orders import WriteOffKind as WriteOffKind
    from community_charity.giving.pledge_orders import WriteOffPledge as WriteOffPledge
    from community_charity.giving.pledges import PLEDGES as PLEDGES
    from community_charity.giving.pledges import PledgeStatus as PledgeStatus
    from community_charity.giving.promises import Pledge as Pledge
    from community_charity.giving.promises import Promise as Promise
    from community_charity.giving.purposes import CharitablePurpose as CharitablePurpose
    from community_charity.giving.receipt_orders import CancelReceipt as CancelReceipt
    from community_charity.giving.receipt_orders import CorrectReceipt as CorrectReceipt
    from community_charity.giving.receipt_orders import IssueReceipt as IssueReceipt
    from community_charity.giving.receipt_orders import ReceiptCancelled as ReceiptCancelled
    from community_charity.giving.receipt_orders import ReceiptCorrected as ReceiptCorrected
    from community_charity.giving.receipt_orders import ReceiptIssued as ReceiptIssued
    from community_charity.giving.receipts import RECEIPTS as RECEIPTS
    from community_charity.giving.receipts import Receipt as Receipt
    from community_charity.giving.receipts import ReceiptState as ReceiptState
    from community_charity.giving.recurring import RecurringGift as RecurringGift
    from community_charity.giving.services import ReceiveService as ReceiveService
    from community_charity.giving.services import ReverseService as ReverseService
    from community_charity.giving.services import Service as Service
    from community_charity.giving.services import ServiceKind as ServiceKind
    from community_charity.giving.services import ServiceReceived as ServiceReceived
    from community_charity.giving.services import ServiceReversed as ServiceReversed
    from community_charity.giving.stock import Goods as Goods
    from community_charity.giving.stock import Portion as Portion
    from community_charity.giving.waivers import AskForReceipt as AskForReceipt
    from community_charity.giving.waivers import ReceiptAskedFor as ReceiptAskedFor
    from community_charity.giving.waivers import ReceiptWaived as ReceiptWaived
    from community_charity.giving.waivers import WaiveReceipt as WaiveReceipt
    from community_charity.homeland import HOMELANDS as HOMELANDS
    from community_charity.homeland import ActivateHomelandPool as ActivateHomelandPool
    from community_charity.homeland import ClaimHomelandPool as ClaimHomelandPool
    from community_charity.homeland import EndProject as EndProject
    from community_charity.homeland import FiveOnes as FiveOnes
    from community_charity.homeland import HomelandPool as HomelandPool
    from community_charity.homeland import HomelandProject as HomelandProject
    from community_charity.homeland import LaunchProject as LaunchProject
    from community_charity.homeland import raised_for as raised_for
    from community_charity.instalments import Instalment as Instalment
    from community_charity.interchange.icalendar import to_ical as to_ical
    from community_charity.interchange.threesixtygiving import to_360giving as to_360giving
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
    from community_charity.linkage import AidFacts as AidFacts
    from community_charity.linkage import AnswerReferral as AnswerReferral
    from community_charity.linkage import Entitlement as Entitlement
    from community_charity.linkage import FeedBack as FeedBack
    from community_charity.linkage import Likelihood as Likelihood
    from community_charity.linkage import NameAuthority as NameAuthority
    from community_charity.linkage import OverrideDuplicate as OverrideDuplicate
    from community_charity.linkage import Possible as Possible
    from community_charity.linkage import RecordClaim as RecordClaim
    from community_charity.linkage import ReferOut as ReferOut
    from community_charity.linkage import ReferralAnswer as ReferralAnswer
    from community_charity.linkage import ReferralResult as ReferralResult
    from community_charity.linkage import RegisterMarks as RegisterMarks
    from community_charity.linkage import RelyOnInvestigation as RelyOnInvestigation
    from community_charity.linkage import SeparateHouseholds as SeparateHouseholds
    from community_charity.linkage import case_file as case_file
    from community_charity.linkage import identity_mark as identity_mark
    from community_charity.linkage import marks_seen as marks_seen
    from community_charity.linkage import matching_marks as matching_marks
    from community_charity.linkage import overdue_referrals as overdue_referrals
    from community_charity.linkage import unclaimed_aid as unclaimed_aid
    from community_charity.linkage import unclaimed_for as unclaimed_for
    from community_charity.matching import MATCHINGS as MATCHINGS
    from community_charity.matching import AnnounceMatching as AnnounceMatching
    from community_charity.matching import CancelMatching as CancelMatching
    from community_charity.matching import MatchingAnnounced as MatchingAnnounced
    from community_charity.matching import MatchingCancelled as MatchingCancelled
    from community_charity.matching import MatchingSettled as MatchingSettled
    from community_charity.matching import MatchReturned as MatchReturned
    from community_charity.matching import ReturnMatch as ReturnMatch
    from community_charity.matching import Scope as Scope
    from community_charity.matching import SettleMatching as SettleMatching
    from community_charity.money import Money as Money
    from community_charity.money import yuan as yuan
    from community_charity.movements import tells as tells
    from community_charity.mutual_funds import MUTUAL_FUNDS as MUTUAL_FUNDS
    from community_charity.mutual_funds import EstablishMutualFund as EstablishMutualFund
    from community_charity.mutual_funds import MutualFund as MutualFund
    from community_charity.mutual_funds import MutualFundRules as MutualFundRules
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
    from community_charity.pools import Standing as Standing
    from community_charity.pools import Step as Step
    from community_charity.publish.campaign_reports import CampaignReport as CampaignReport
    from community_charity.publish.campaign_reports import campaign_report as campaign_report
    from community_charity.publish.duties import duties_of as duties_of
    from community_charity.publish.gift_statements import DonorStatement as DonorStatement
    from community_charity.publish.gift_statements import donor_statement as donor_statement
    from community_charity.publish.gift_statements import gift_statement as gift_statement
    from community_charity.publish.statements import Statement as Statement
    from community_charity.publish.statements import statement as statement
    from community_charity.purposes import CANCER as CANCER
    from community_charity.purposes import Purpose as Purpose
    from community_charity.relief import CASES as CASES
    from community_charity.relief import GRANTS as GRANTS
    from community_charity.relief import HOUSEHOLDS as HOUSEHOLDS
    from community_charity.relief import LIFECYCLE as LIFECYCLE
    from community_charity.relief import REVIEWS as REVIEWS
    from community_charity.relief import AcknowledgeReceipt as AcknowledgeReceipt
    from community_charity.relief import AdoptProcedure as AdoptProcedure
    from community_charity.relief import AidKind as AidKind
    from community_charity.relief import AidLine as AidLine
    from community_charity.relief import AppealRefusal as AppealRefusal
    from community_charity.relief import ApproveAsFederation as ApproveAsFederation
    from community_charity.relief import BecomeHelper as BecomeHelper
    from community_charity.relief import CaseClosed as CaseClosed
    from community_charity.relief import CaseFile as CaseFile
    from community_charity.relief import CaseId as CaseId
    from community_charity.relief import CaseOutcome as CaseOutcome
    from community_charity.relief import Change as Change
    from community_charity.relief import ChangeCircumstances as ChangeCircumstances
    from community_charity.relief import CloseCase as CloseCase
    from community_charity.relief import CompletePapers as CompletePapers
    from community_charity.relief import Cost as Cost
    from community_charity.relief import DecideAppeal as DecideAppeal
    from community_charity.relief import DemandRecovery as DemandRecovery
    from community_charity.relief import Discovery as Discovery
    from community_charity.relief import ExpireGrant as ExpireGrant
    from community_charity.relief import FollowUp as FollowUp
    from community_charity.relief import FoundBy as FoundBy
    from community_charity.relief import FulfilRequest as FulfilRequest
    from community_charity.relief import GiveGoods as GiveGoods
    from community_charity.relief import GrantRelief as GrantRelief
    from community_charity.relief import HelperRole as HelperRole
    from community_charity.relief import HelpKind as HelpKind
    from community_charity.relief import InvestigateCase as InvestigateCase
    from community_charity.relief import Means as Means
    from community_charity.relief import MisuseKind as MisuseKind
    from community_charity.relief import NeedSheet as NeedSheet
    from community_charity.relief import ObjectionReason as ObjectionReason
    from community_charity.relief import OpenCase as OpenCase
    from community_charity.relief import PaidBefore as PaidBefore
    from community_charity.relief import PaymentForm as PaymentForm
    from community_charity.relief import PayRelief as PayRelief
    from community_charity.relief import Phase as Phase
    from community_charity.relief import PostNotice as PostNotice
    from community_charity.relief import RaiseObjection as RaiseObjection
    from community_charity.relief import RatifyEmergency as RatifyEmergency
    from community_charity.relief import RationRelief as RationRelief
    from community_charity.relief import RecordAid as RecordAid
    from community_charity.relief import RecordCosts as RecordCosts
    from community_charity.relief import RecordFollowUp as RecordFollowUp
    from community_charity.relief import RecordGovernmentAid as RecordGovernmentAid
    from community_charity.relief import RecordMeans as RecordMeans
    from community_charity.relief import RecordMisuse as RecordMisuse
    from community_charity.relief import RecordRecovery as RecordRecovery
    from community_charity.relief import RecordResidence as RecordResidence
    from community_charity.relief import ReferCase as ReferCase
    from community_charity.relief import RefusalReason as RefusalReason
    from community_charity.relief import RefuseRatification as RefuseRatification
    from community_charity.relief import RefuseRelief as RefuseRelief
    from community_charity.relief import RegisterHousehold as RegisterHousehold
    from community_charity.relief import ReliefCase as ReliefCase
    from community_charity.relief import ReliefGranted as ReliefGranted
    from community_charity.relief import ReliefPaid as ReliefPaid
    from community_charity.relief import RequestFromFund as RequestFromFund
    from community_charity.relief import Residence as Residence
    from community_charity.relief import ReversePayment as ReversePayment
    from community_charity.relief import ReviewCase as ReviewCase
    from community_charity.relief import ServeSociety as ServeSociety
    from community_charity.relief import SetOffPolicy as SetOffPolicy
    from community_charity.relief import Settlement as Settlement
    from community_charity.relief import SettleMisuse as SettleMisuse
    from community_charity.relief import SettleObjection as SettleObjection
    from community_charity.relief import TellRefusal as TellRefusal
    from community_charity.relief import VoidGrant as VoidGrant
    from community_charity.relief import WaiveRecovery as WaiveRecovery
    from community_charity.relief import WithdrawRequest as WithdrawRequest
    from community_charity.relief import WithdrawReview as WithdrawReview
    from community_charity.relief import due_instalments as due_instalments
    from community_charity.relief import flagged as flagged
    from community_charity.relief import goods_given as goods_given
    from community_charity.relief import help_kind as help_kind
    from community_charity.relief import helpers_later as helpers_later
    from community_charity.relief import in_order_of_need as in_order_of_need
    from community_charity.relief import late_emergencies as late_emergencies
    from community_charity.relief import late_grants as late_grants
    from community_charity.relief import may_ask_back as may_ask_back
    from community_charity.relief import need_of as need_of
    from community_charity.relief import need_sheet as need_sheet
    from community_charity.relief import overdue_recoveries as overdue_recoveries
    from community_charity.relief import papers_overdue as papers_overdue
    from community_charity.relief import set_off as set_off
    from community_charity.relief import to_reopen as to_reopen
    from community_charity.relief import unratified as unratified
    from community_charity.restrictions import Restriction as Restriction
    from community_charity.restrictions import TargetGroup as TargetGroup
    from community_charity.restrictions import Use as Use
    from community_charity.rules.assistance import HouseholdSituation as HouseholdSituation
    from community_charity.rules.assistance import MedicalAid as MedicalAid
    from community_charity.rules.assistance import TemporaryAssistance as TemporaryAssistance
    from community_charity.rules.bodies import AssociationApplication as AssociationApplication
    from community_charity.rules.bodies import CharitableTrust as CharitableTrust
    from community_charity.rules.bodies import FoundationApplication as FoundationApplication
    from community_charity.rules.bodies import ServiceOrganisationApplication as ServiceOrganisationApplication
    from community_charity.rules.bodies import SpecialFund as SpecialFund
    from community_charity.rules.campaigns import CampaignConduct as CampaignConduct
    from community_charity.rules.campaigns import CooperativeFundraising as CooperativeFundraising
    from community_charity.rules.campaigns import FundraisingPlan as FundraisingPlan
    from community_charity.rules.campaigns import UseChange as UseChange
    from community_charity.rules.ceilings import PoolKind as PoolKind
    from community_charity.rules.conflicts import BeneficiaryChoice as BeneficiaryChoice
    from community_charity.rules.conflicts import Meeting as Meeting
    from community_charity.rules.conflicts import RecusalQuestion as RecusalQuestion
    from community_charity.rules.disclosure import Done as Done
    from community_charity.rules.disclosure import Duty as Duty
    from community_charity.rules.disclosure import DutyList as DutyList
    from community_charity.rules.disclosure import duties as duties
    from community_charity.rules.linkage import GovernmentAid as GovernmentAid
    from community_charity.rules.matching import Caps as Caps
    from community_charity.rules.matching import FirstCome as FirstCome
    from community_charity.rules.matching import Lottery as Lottery
    from community_charity.rules.matching import Pot as Pot
    from community_charity.rules.matching import ProRata as ProRata
    from community_charity.rules.matching import Quadratic as Quadratic
    from community_charity.rules.matching import Ratio as Ratio
    from community_charity.rules.matching import Threshold as Threshold
    from community_charity.rules.privacy import DataUse as DataUse
    from community_charity.rules.qualification import Certificate as Certificate
    from community_charity.rules.qualification import OfficerCandidate as OfficerCandidate
    from community_charity.rules.qualification import QualificationApplication as QualificationApplication
    from community_charity.rules.rationing import Rationing as Rationing
    from community_charity.rules.rationing import share_out as share_out
    from community_charity.rules.spending import CharityYear as CharityYear
    from community_charity.rules.spending import GiftAgreement as GiftAgreement
    from community_charity.rules.spending import PriorYears as PriorYears
    from community_charity.rules.splits import Split as Split
    from community_charity.rules.start_up import COUNTY_THIRD as COUNTY_THIRD
    from community_charity.rules.start_up import THIRDS as THIRDS
    from community_charity.rules.start_up import BodyKind as BodyKind
    from community_charity.rules.start_up import CapitalPolicy as CapitalPolicy
    from community_charity.rules.start_up import minimum_capital as minimum_capital
    from community_charity.rules.start_up import three_sources as three_sources
    from community_charity.rules.tax import DonationReceipt as DonationReceipt
    from community_charity.rules.tax import EnterpriseDonations as EnterpriseDonations
    from community_charity.rules.tax import GiftYear as GiftYear
    from community_charity.rules.tax import IndividualDonation as IndividualDonation
    from community_charity.rules.tax import RecipientEligibility as RecipientEligibility
    from community_charity.rules.triage import Matter as Matter
    from community_charity.rules.triage import Route as Route
    from community_charity.rules.triage import route as route
    from community_charity.rules.who_may_raise import Fundraiser as Fundraiser
    from community_charity.rules.who_may_raise import FundraiserKind as FundraiserKind
    from community_charity.rules.who_may_raise import FundraisingAct as FundraisingAct
    from community_charity.rules.who_may_raise import FundraisingRequest as FundraisingRequest
    from community_charity.societies import FEDERATIONS as FEDERATIONS
    from community_charity.societies import SOCIETIES as SOCIETIES
    from community_charity.societies import AdmitMember as AdmitMember
    from community_charity.societies import AdoptTopUpPlan as AdoptTopUpPlan
    from community_charity.societies import Affiliate as Affiliate
    from community_charity.societies import ChangeCustodian as ChangeCustodian
    from community_charity.societies import CustodianKind as CustodianKind
    from community_charity.societies import ElectBoards as ElectBoards
    from community_charity.societies import FoundFederation as FoundFederation
    from community_charity.societies import FoundSociety as FoundSociety
    from community_charity.societies import MutualAidSociety as MutualAidSociety
    from community_charity.societies import PlannedPart as PlannedPart
    from community_charity.societies import RecordDues as RecordDues
    from community_charity.societies import RegisterFiledSociety as RegisterFiledSociety
    from community_charity.societies import ReleaseMember as ReleaseMember
    from community_charity.societies import ReverseEntry as ReverseEntry
    from community_charity.societies import SocietyForm as SocietyForm
    from community_charity.societies import SocietyFounded as SocietyFounded
    from community_charity.societies import TopUp as TopUp
    from community_charity.societies import TopUpPlan as TopUpPlan
    from community_charity.societies import TownFederation as TownFederation
    from community_charity.societies import capital_now as capital_now
    from community_charity.societies import gap_now as gap_now
    from community_charity.societies import replenishment_due as replenishment_due
    from community_charity.societies import short_of_members as short_of_members
    from community_charity.societies import societies_of as societies_of
    from community_charity.societies import suggested_payout as suggested_payout
    from community_charity.ties import Tie as Tie
    from community_charity.ties import TieKind as TieKind
    from community_charity.ties import Ties as Ties

__version__ = "0.1.0"

# Where each name lives; a test holds this against the imports above, which are for type checkers.
_HOMES = {
    "datetime": "date",
    ".book.book": "Book",
    ".book.orders": "Command Event HANDLERS handles Table",
    ".book.periods": "ClosePeriod PeriodClosed",
    ".book.tracing": "Balance Path StepKind Trace",
    ".calendar": "CalendarDays deadline EVERY_DAY Months Period WorkCalendar WorkingDays Years",
    ".campaigns.campaign": "Campaign",
    ".campaigns.occasions": "Occasion",
    ".campaigns.running": "CampaignEnded CampaignFile CAMPAIGNS CampaignStarted EndCampaign StartCampaign",
    ".campaigns.solicitors": "RegisterSolicitor Solicitor SolicitorCertificate SolicitorRegistered SOLICITORS",
    ".campaigns.words": "Approach CampaignKind Channel Mode",
    ".capital": "Capital",
    ".errors": "CharityError InvariantBroken LawError Malformed MissingExtra",
    ".flows.accounts": "Account AccountOpened AccountRole ACCOUNTS OpenAccount",
    ".flows.chains": "AgreeChain Chain ChainAgreed CHAINS PassedOn PassOn SharedOut ShareOut",
    ".flows.fees": "AgreeFees ChargeFee FeeCharged FeeReversed FeesAgreed ReverseFee",
    ".flows.spending": "ReverseSpending Spend SpendingReversed Spent",
    ".flows.terms": "FeeKind FeeTerms",
    ".flows.transfers": "FundsTransferred ReverseTransfer TransferFunds TransferReversed",
    ".funds": "AgreeNamedFund AnswerOpinion ApproveAbove Bar ChangeCommittee CommitteeMember CommunityCharityFund CommunityFoundation DonorName dormant_funds EndGround EndRectification EstablishFund FounderKind FundEstablished FundKind FundName FUNDS FundUse HandOnLateMoney HostAgreement Initiator Level MemberKind NamedFund Opinion OrderRectification overdue_instalments PppSeed principal_of PrincipalMode RecordInterest RecordSupervisorOpinion Residue ResidueBasis ReverseInterest ReviewFund SetPrincipal SetUp SetUpPapers Shortcoming TerminateFund UseFacts usual_start yearly_spending",
    ".giving": "CorrectDonation DonationCorrected DonationReceived DonationRefunded DonationReversed ReceiveDonation RefundDonation RefundReason ReverseDonation",
    ".giving.agreements": "AGREEMENTS AgreementSigned DonationAgreement PropertyKind SignAgreement",
    ".giving.changes": "ChangePurpose PurposeChanged SurplusTransferred TransferSurplus",
    ".giving.goods": "DistributeGoods GoodsDistributed GoodsReceived ReceiveGoods",
    ".giving.goods_out": "GoodsReturned GoodsReversed GoodsWrittenOff LossKind ReturnGoods ReverseGoods WriteOffGoods",
    ".giving.inventory": "GoodsTrace StockLine",
    ".giving.pledge_orders": "ChangePledge DonationPledged PledgeChanged PledgeDonation PledgeWrittenOff WriteOffKind WriteOffPledge",
    ".giving.pledges": "PLEDGES PledgeStatus",
    ".giving.promises": "Pledge Promise",
    ".giving.purposes": "CharitablePurpose",
    ".giving.receipt_orders": "CancelReceipt CorrectReceipt IssueReceipt ReceiptCancelled ReceiptCorrected ReceiptIssued",
    ".giving.receipts": "Receipt RECEIPTS ReceiptState",
    ".giving.recurring": "RecurringGift",
    ".giving.services": "ReceiveService ReverseService Service ServiceKind ServiceReceived ServiceReversed",
    ".giving.stock": "Goods Portion",
    ".giving.waivers": "AskForReceipt ReceiptAskedFor ReceiptWaived WaiveReceipt",
    ".homeland": "ActivateHomelandPool ClaimHomelandPool EndProject FiveOnes HomelandPool HomelandProject HOMELANDS LaunchProject raised_for",
    ".instalments": "Instalment",
    ".interchange.icalendar": "to_ical",
    ".interchange.threesixtygiving": "to_360giving",
    ".language": "Text",
    ".law.citation": "Basis Citation Verified",
    ".law.decision": "Checks Decision Finding ground GROUNDS Outcome Refused Remedy Stage",
    ".law.diff": "Diff",
    ".law.figure": "DatedValue Figure",
    ".law.law": "Law LawInForce",
    ".law.table": "FigureTable",
    ".law.values": "DayOfYear Unit",
    ".linkage": "AidFacts AnswerReferral case_file Entitlement FeedBack identity_mark Likelihood marks_seen matching_marks NameAuthority overdue_referrals OverrideDuplicate Possible RecordClaim ReferOut ReferralAnswer ReferralResult RegisterMarks RelyOnInvestigation SeparateHouseholds unclaimed_aid unclaimed_for",
    ".matching": "AnnounceMatching CancelMatching MatchingAnnounced MatchingCancelled MATCHINGS MatchingSettled MatchReturned ReturnMatch Scope SettleMatching",
    ".money": "Money yuan",
    ".movements": "tells",
    ".mutual_funds": "EstablishMutualFund MUTUAL_FUNDS MutualFund MutualFundRules",
    ".organisations": "Charity Committee CommitteeKind ORGANISATIONS OtherBody RecordTie RegisterOrganisation",
    ".parties": "Household HouseholdId OrganisationId Person PersonId",
    ".pools": "Cause POOLS Standing Step",
    ".publish.campaign_reports": "campaign_report CampaignReport",
    ".publish.duties": "duties_of",
    ".publish.gift_statements": "donor_statement DonorStatement gift_statement",
    ".publish.statements": "Statement statement",
    ".purposes": "CANCER Purpose",
    ".relief": "AcknowledgeReceipt AdoptProcedure AidKind AidLine AppealRefusal ApproveAsFederation BecomeHelper CaseClosed CaseFile CaseId CaseOutcome CASES Change ChangeCircumstances CloseCase CompletePapers Cost DecideAppeal DemandRecovery Discovery due_instalments ExpireGrant flagged FollowUp FoundBy FulfilRequest GiveGoods goods_given GrantRelief GRANTS help_kind HelperRole helpers_later HelpKind HOUSEHOLDS in_order_of_need InvestigateCase late_emergencies late_grants LIFECYCLE may_ask_back Means MisuseKind need_of need_sheet NeedSheet ObjectionReason OpenCase overdue_recoveries PaidBefore papers_overdue PaymentForm PayRelief Phase PostNotice RaiseObjection RatifyEmergency RationRelief RecordAid RecordCosts RecordFollowUp RecordGovernmentAid RecordMeans RecordMisuse RecordRecovery RecordResidence ReferCase RefusalReason RefuseRatification RefuseRelief RegisterHousehold ReliefCase ReliefGranted ReliefPaid RequestFromFund Residence ReversePayment ReviewCase REVIEWS ServeSociety set_off SetOffPolicy Settlement SettleMisuse SettleObjection TellRefusal to_reopen unratified VoidGrant WaiveRecovery WithdrawRequest WithdrawReview",
    ".restrictions": "Restriction TargetGroup Use",
    ".rules.assistance": "HouseholdSituation MedicalAid TemporaryAssistance",
    ".rules.bodies": "AssociationApplication CharitableTrust FoundationApplication ServiceOrganisationApplication SpecialFund",
    ".rules.campaigns": "CampaignConduct CooperativeFundraising FundraisingPlan UseChange",
    ".rules.ceilings": "PoolKind",
    ".rules.conflicts": "BeneficiaryChoice Meeting RecusalQuestion",
    ".rules.disclosure": "Done duties Duty DutyList",
    ".rules.linkage": "GovernmentAid",
    ".rules.matching": "Caps FirstCome Lottery Pot ProRata Quadratic Ratio Threshold",
    ".rules.privacy": "DataUse",
    ".rules.qualification": "Certificate OfficerCandidate QualificationApplication",
    ".rules.rationing": "Rationing share_out",
    ".rules.spending": "CharityYear GiftAgreement PriorYears",
    ".rules.splits": "Split",
    ".rules.start_up": "BodyKind CapitalPolicy COUNTY_THIRD minimum_capital THIRDS three_sources",
    ".rules.tax": "DonationReceipt EnterpriseDonations GiftYear IndividualDonation RecipientEligibility",
    ".rules.triage": "Matter Route route",
    ".rules.who_may_raise": "Fundraiser FundraiserKind FundraisingAct FundraisingRequest",
    ".societies": "AdmitMember AdoptTopUpPlan Affiliate capital_now ChangeCustodian CustodianKind ElectBoards FEDERATIONS FoundFederation FoundSociety gap_now MutualAidSociety PlannedPart RecordDues RegisterFiledSociety ReleaseMember replenishment_due ReverseEntry short_of_members SOCIETIES societies_of SocietyForm SocietyFounded suggested_payout TopUp TopUpPlan TownFederation",
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
