"""Tax: deductions, receipts, eligibility (税收与票据)."""

from __future__ import annotations


class TaxFigures:
    """Deduction caps, carry-forward, eligible recipients (捐赠扣除)."""
