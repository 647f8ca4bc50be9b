"""Local practice: amounts, targets and quotas of single places (地方实践)."""

from __future__ import annotations


class PracticeFigures:
    """Named funds, seed money, targets, quotas (冠名基金、种子资金、目标、任务)."""
