"""Relief (救助): households, cases, their facts, the procedure, grants, payments, and what comes after."""

from community_charity.households import HOUSEHOLDS, RegisterHousehold
from community_charity.relief.case import (
    CaseId,
    PaidBefore,
    ReliefCase,
)
from community_charity.relief.changes import (
    Change,
    ChangeCircumstances,
    RecordMeans,
    RecordResidence,
)
from community_charity.relief.costs import (
    AidKind,
    AidLine,
    Cost,
)
from community_charity.relief.eligibility import (
    Means,
    Residence,
    in_order_of_need,
)
from community_charity.relief.emergency import (
    SetOffPolicy,
    late_emergencies,
    may_ask_back,
    papers_overdue,
    set_off,
)
from community_charity.relief.facts import (
    CaseReferred,
    RecordAid,
    RecordCosts,
    RecordGovernmentAid,
    ReferCase,
)
from community_charity.relief.federated import (
    ApproveAsFederation,
)
from community_charity.relief.files import (
    CASES,
    CaseClosed,
    CaseFile,
    CaseOpened,
    CaseOutcome,
    CloseCase,
    CompletePapers,
    OpenCase,
)
from community_charity.relief.follow_up import (
    BecomeHelper,
    FollowUp,
    HelperRole,
    RecordFollowUp,
    helpers_later,
    to_reopen,
)
from community_charity.relief.fund_requests import (
    FulfilRequest,
    RequestFromFund,
    ServeSociety,
    WithdrawRequest,
)
from community_charity.relief.grants import (
    GRANTS,
    GrantRelief,
    ReliefGranted,
)
from community_charity.relief.in_kind import (
    GiveGoods,
    PaymentForm,
    goods_given,
    goods_value,
)
from community_charity.relief.in_time import (
    HelpKind,
    help_kind,
    late_grants,
)
from community_charity.relief.intake import (
    Discovery,
    FoundBy,
)
from community_charity.relief.investigations import (
    CaseInvestigated,
    Checked,
    InvestigateCase,
)
from community_charity.relief.lifecycle import (
    LIFECYCLE,
    Phase,
)
from community_charity.relief.misuse import (
    MisuseKind,
    RecordMisuse,
    Settlement,
    SettleMisuse,
)
from community_charity.relief.needs import (
    NeedLine,
    NeedSheet,
    need_of,
    need_sheet,
)
from community_charity.relief.objections import (
    OBJECTIONS,
    ObjectionReason,
    RaiseObjection,
    SettleObjection,
)
from community_charity.relief.payments import (
    AcknowledgeReceipt,
    PayRelief,
    ReliefPaid,
    due_instalments,
)
from community_charity.relief.ratifying import (
    RatifyEmergency,
    RefuseRatification,
    flagged,
    unratified,
)
from community_charity.relief.rationing import (
    Rationed,
    RationRelief,
)
from community_charity.relief.recovery import (
    DEMANDS,
    DemandRecovery,
    RecordRecovery,
    WaiveRecovery,
    overdue_recoveries,
)
from community_charity.relief.refusals import (
    REFUSALS,
    AppealRefusal,
    DecideAppeal,
    Refusal,
    RefusalReason,
    RefuseRelief,
    TellRefusal,
)
from community_charity.relief.reviews import (
    REVIEWS,
    AdoptProcedure,
    CaseReviewed,
    NoticePosted,
    PostNotice,
    ReviewCase,
    WithdrawReview,
)
from community_charity.relief.taking_back import (
    ExpireGrant,
    ReversePayment,
    VoidGrant,
)

__all__ = [
    "CASES",
    "DEMANDS",
    "GRANTS",
    "HOUSEHOLDS",
    "LIFECYCLE",
    "OBJECTIONS",
    "REFUSALS",
    "REVIEWS",
    "AcknowledgeReceipt",
    "AdoptProcedure",
    "AidKind",
    "AidLine",
    "AppealRefusal",
    "ApproveAsFederation",
    "BecomeHelper",
    "CaseClosed",
    "CaseFile",
    "CaseId",
    "CaseInvestigated",
    "CaseOpened",
    "CaseOutcome",
    "CaseReferred",
    "CaseReviewed",
    "Change",
    "ChangeCircumstances",
    "Checked",
    "CloseCase",
    "CompletePapers",
    "Cost",
    "DecideAppeal",
    "DemandRecovery",
    "Discovery",
    "ExpireGrant",
    "FollowUp",
    "FoundBy",
    "FulfilRequest",
    "GiveGoods",
    "GrantRelief",
    "HelpKind",
    "HelperRole",
    "InvestigateCase",
    "Means",
    "MisuseKind",
    "NeedLine",
    "NeedSheet",
    "NoticePosted",
    "ObjectionReason",
    "OpenCase",
    "PaidBefore",
    "PayRelief",
    "PaymentForm",
    "Phase",
    "PostNotice",
    "RaiseObjection",
    "RatifyEmergency",
    "RationRelief",
    "Rationed",
    "RecordAid",
    "RecordCosts",
    "RecordFollowUp",
    "RecordGovernmentAid",
    "RecordMeans",
    "RecordMisuse",
    "RecordRecovery",
    "RecordResidence",
    "ReferCase",
    "Refusal",
    "RefusalReason",
    "RefuseRatification",
    "RefuseRelief",
    "RegisterHousehold",
    "ReliefCase",
    "ReliefGranted",
    "ReliefPaid",
    "RequestFromFund",
    "Residence",
    "ReversePayment",
    "ReviewCase",
    "ServeSociety",
    "SetOffPolicy",
    "SettleMisuse",
    "SettleObjection",
    "Settlement",
    "TellRefusal",
    "VoidGrant",
    "WaiveRecovery",
    "WithdrawRequest",
    "WithdrawReview",
    "due_instalments",
    "flagged",
    "goods_given",
    "goods_value",
    "help_kind",
    "helpers_later",
    "in_order_of_need",
    "late_emergencies",
    "late_grants",
    "may_ask_back",
    "need_of",
    "need_sheet",
    "overdue_recoveries",
    "papers_overdue",
    "set_off",
    "to_reopen",
    "unratified",
]
