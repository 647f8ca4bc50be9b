"""One way to provoke each error of the invented populations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.whatif.datasets import xuanzhou
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("what_if.dataset_seed", "a seed below zero", "小于零的种子")
def seed_below_zero() -> CharityError:
    return caught(lambda: xuanzhou(seed=-1))
