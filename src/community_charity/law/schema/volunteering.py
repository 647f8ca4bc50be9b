"""Volunteering (志愿服务)."""

from __future__ import annotations


class VolunteeringFigures:
    """Records, insurance, stars (记录、保险、星级)."""
