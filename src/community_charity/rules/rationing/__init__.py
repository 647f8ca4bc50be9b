"""Sharing a short purse (资金不足时的分配): approved needs, less money than they ask for, and a rule that says who gets what.

Every rule gives whole fen, hands out all there is as far as it is claimed, and gives nobody more than the claim. The
order in which claims are listed changes nothing: odd fen go by a tie rule that each rule declares.

>>> share_out("equal_awards", {"c-1": 100_00, "c-2": 200_00, "c-3": 300_00}, 200_00)  # in fen, invented
{'c-1': 6666, 'c-2': 6667, 'c-3': 6667}
"""

from __future__ import annotations

from community_charity.rules.rationing.kinds import Rationing
from community_charity.rules.rationing.sharing import share_out

__all__ = ["Rationing", "share_out"]
