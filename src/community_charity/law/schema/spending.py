"""Spending: what must and what may be spent in a year (年度支出、管理费用、募捐成本)."""

from __future__ import annotations


class SpendingFigures:
    """Ratios by kind of body and band of net assets (支出比例)."""
