"""Giving (捐赠): gifts that come in, and gifts that go back."""

from community_charity.giving.donations import REVERSED, DonationReceived, ReceiveDonation
from community_charity.giving.reversals import DonationReversed, ReverseDonation

__all__ = [
    "REVERSED",
    "DonationReceived",
    "DonationReversed",
    "ReceiveDonation",
    "ReverseDonation",
]
