"""Community charity funds (社区慈善基金): founding, governing, using, watching and ending them."""

from community_charity.funds.changing import (
    ChangeCommittee,
    CommitteeChanged,
)
from community_charity.funds.committee import (
    CommitteeMember,
    MemberKind,
)
from community_charity.funds.dormancy import (
    Dormant,
    Interest,
    dormant_funds,
)
from community_charity.funds.ending import (
    EndGround,
    FundTerminated,
    HandOnLateMoney,
    LateMoneyHandedOn,
    TerminateFund,
)
from community_charity.funds.fund import (
    FUNDS,
    CommunityCharityFund,
    EstablishFund,
    FundEstablished,
    HostAgreement,
)
from community_charity.funds.interest import (
    InterestRecorded,
    InterestReversed,
    RecordInterest,
    ReverseInterest,
    interest_of,
)
from community_charity.funds.kinds import (
    CommunityFoundation,
    FundKind,
    FundStart,
    usual_start,
)
from community_charity.funds.ladder import (
    Above,
    ApproveAbove,
    ApprovedAbove,
    Level,
)
from community_charity.funds.life import (
    LIFE,
    EndRectification,
    FundReviewed,
    OrderRectification,
    RectificationEnded,
    RectificationOrdered,
    ReviewFund,
    Shortcoming,
)
from community_charity.funds.named import (
    AgreeNamedFund,
    FounderKind,
    NamedFund,
    NamedFundAgreed,
    overdue_instalments,
)
from community_charity.funds.names import (
    DonorName,
    FundName,
)
from community_charity.funds.opinions import (
    AnswerOpinion,
    Opinion,
    OpinionAnswered,
    RecordSupervisorOpinion,
    SupervisorOpinionRecorded,
)
from community_charity.funds.ppp import (
    PppSeed,
)
from community_charity.funds.principal import (
    PRINCIPALS,
    Principal,
    PrincipalMode,
    PrincipalSet,
    SetPrincipal,
    principal_of,
    yearly_spending,
)
from community_charity.funds.residue import (
    Residue,
    ResidueBasis,
)
from community_charity.funds.setup import (
    Initiator,
    SetUp,
    SetUpPapers,
)
from community_charity.funds.uses import (
    Bar,
    FundUse,
    UseFacts,
)

__all__ = [
    "FUNDS",
    "LIFE",
    "PRINCIPALS",
    "Above",
    "AgreeNamedFund",
    "AnswerOpinion",
    "ApproveAbove",
    "ApprovedAbove",
    "Bar",
    "ChangeCommittee",
    "CommitteeChanged",
    "CommitteeMember",
    "CommunityCharityFund",
    "CommunityFoundation",
    "DonorName",
    "Dormant",
    "EndGround",
    "EndRectification",
    "EstablishFund",
    "FounderKind",
    "FundEstablished",
    "FundKind",
    "FundName",
    "FundReviewed",
    "FundStart",
    "FundTerminated",
    "FundUse",
    "HandOnLateMoney",
    "HostAgreement",
    "Initiator",
    "Interest",
    "InterestRecorded",
    "InterestReversed",
    "LateMoneyHandedOn",
    "Level",
    "MemberKind",
    "NamedFund",
    "NamedFundAgreed",
    "Opinion",
    "OpinionAnswered",
    "OrderRectification",
    "PppSeed",
    "Principal",
    "PrincipalMode",
    "PrincipalSet",
    "RecordInterest",
    "RecordSupervisorOpinion",
    "RectificationEnded",
    "RectificationOrdered",
    "Residue",
    "ResidueBasis",
    "ReverseInterest",
    "ReviewFund",
    "SetPrincipal",
    "SetUp",
    "SetUpPapers",
    "Shortcoming",
    "SupervisorOpinionRecorded",
    "TerminateFund",
    "UseFacts",
    "dormant_funds",
    "interest_of",
    "overdue_instalments",
    "principal_of",
    "usual_start",
    "yearly_spending",
]
