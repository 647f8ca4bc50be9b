"""Disclosure: what is told by when (信息公开与期限)."""

from __future__ import annotations


class DisclosureFigures:
    """Due dates and intervals (期限)."""
