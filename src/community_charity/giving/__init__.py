"""Giving (捐赠): gifts that come in, and gifts that go back."""

from community_charity.giving.donations import (
    CORRECTED,
    MATCHED,
    REFUNDED,
    REVERSED,
    DonationReceived,
    ReceiveDonation,
    live_amount,
)
from community_charity.giving.reversals import (
    CorrectDonation,
    DonationCorrected,
    DonationRefunded,
    DonationReversed,
    RefundDonation,
    RefundReason,
    ReverseDonation,
)

__all__ = [
    "CORRECTED",
    "MATCHED",
    "REFUNDED",
    "REVERSED",
    "CorrectDonation",
    "DonationCorrected",
    "DonationReceived",
    "DonationRefunded",
    "DonationReversed",
    "ReceiveDonation",
    "RefundDonation",
    "RefundReason",
    "ReverseDonation",
    "live_amount",
]
