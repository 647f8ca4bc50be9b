"""Emergency, misuse and recovery (先行救助、误用与追回)."""

from __future__ import annotations


class RecoveryFigures:
    """What follows a payment: quick money is looked at again, and what was misused comes back (先行救助的追认与款项追回)."""

    emergency_pay_days: int
    emergency_ratified: bool
    emergency_set_off: bool
    relief_not_asked_back_in_need: bool
    misuse_corrected_first: bool
