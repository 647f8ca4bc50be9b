"""Matching gifts out of a pool of money (配捐): announced, settled, given back. The rules: `community_charity.rules.matching`."""

from community_charity.matching.pots import (
    MATCHINGS,
    AnnounceMatching,
    CancelMatching,
    Matching,
    MatchingAnnounced,
    MatchingCancelled,
    Scope,
)
from community_charity.matching.returning import MatchReturned, ReturnMatch
from community_charity.matching.settling import (
    GiftMatch,
    MatchingSettled,
    SettleMatching,
    matches_of,
    pot_left,
    standing_of,
)

__all__ = [
    "MATCHINGS",
    "AnnounceMatching",
    "CancelMatching",
    "GiftMatch",
    "MatchReturned",
    "Matching",
    "MatchingAnnounced",
    "MatchingCancelled",
    "MatchingSettled",
    "ReturnMatch",
    "Scope",
    "SettleMatching",
    "matches_of",
    "pot_left",
    "standing_of",
]
