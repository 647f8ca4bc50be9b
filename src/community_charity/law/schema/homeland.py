"""Happy Homeland pools and mutual-aid funds (幸福家园与互助基金)."""

from __future__ import annotations


class HomelandFigures:
    """What a village does before it raises money, and what a contribution is (幸福家园村社互助与互助基金)."""

    homeland_claim_before_project: bool
    homeland_five_ones: tuple[str, ...]
    donation_is_without_return: bool
