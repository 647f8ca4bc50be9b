"""Conflicts of interest (利害关系与回避)."""

from __future__ import annotations


class ConflictFigures:
    """Interested persons, recusal, quorum (利害关系人、回避、法定人数)."""
