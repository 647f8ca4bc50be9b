"""The life of a fund after it is set up (基金的存续、整改与终止)."""

from __future__ import annotations


class FundLifeFigures:
    """What a host asks of its funds over the years (基金定期清理)."""

    fund_dormancy_months: int
    fund_dormancy_end_months: int
