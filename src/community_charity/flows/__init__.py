"""Money down the chain (资金流转): accounts, transfers, fees, and the way from a platform to a village."""

from community_charity.flows.accounts import (
    ACCOUNTS,
    Account,
    AccountOpened,
    AccountRole,
    OpenAccount,
    held_by,
)
from community_charity.flows.chains import (
    CHAINS,
    AgreeChain,
    Chain,
    ChainAgreed,
    PassedOn,
    PassOn,
    SharedOut,
    ShareOut,
)
from community_charity.flows.fees import (
    AgreeFees,
    ChargeFee,
    FeeCharged,
    FeeReversed,
    FeesAgreed,
    ReverseFee,
    fees_of,
)
from community_charity.flows.statements import ChainStatement, ChainStep, chain_statement
from community_charity.flows.terms import FeeKind, FeeTerms
from community_charity.flows.transfers import (
    Flow,
    FundsTransferred,
    Move,
    ReverseTransfer,
    TransferFunds,
    TransferReversed,
)

__all__ = [
    "ACCOUNTS",
    "CHAINS",
    "Account",
    "AccountOpened",
    "AccountRole",
    "AgreeChain",
    "AgreeFees",
    "Chain",
    "ChainAgreed",
    "ChainStatement",
    "ChainStep",
    "ChargeFee",
    "FeeCharged",
    "FeeKind",
    "FeeReversed",
    "FeeTerms",
    "FeesAgreed",
    "Flow",
    "FundsTransferred",
    "Move",
    "OpenAccount",
    "PassOn",
    "PassedOn",
    "ReverseFee",
    "ReverseTransfer",
    "ShareOut",
    "SharedOut",
    "TransferFunds",
    "TransferReversed",
    "chain_statement",
    "fees_of",
    "held_by",
]
