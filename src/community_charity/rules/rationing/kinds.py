"""The rules by which a short purse may be shared (分配规则), and which of them never take back a fen.

>>> [rule.value for rule in Rationing if not rule.is_steady]
['proportional', 'priority', 'weighted']
"""

from __future__ import annotations

from enum import Enum

from community_charity.language import Text


class Rationing(Enum):
    """A rule for sharing a short purse (分配规则). ``Rationing("talmud")`` looks one up.

    PROPORTIONAL: the same part of every claim. EQUAL_AWARDS: the same amount to each, none above its claim (the small
    claims are met first). EQUAL_LOSSES: each goes short by the same amount, none below nothing (the large claims gain).
    TALMUD: equal awards up to half of each claim, equal losses beyond (Aumann and Maschler 1985). PRIORITY: class after
    class, in proportion within one. WEIGHTED: in proportion to weights of need, none above its claim. LOTTERY: whole
    claims in an order drawn by lot; the last one may get a part.

    >>> Rationing("lottery").text.zh
    '抽签'
    """

    PROPORTIONAL = "proportional"
    EQUAL_AWARDS = "equal_awards"
    EQUAL_LOSSES = "equal_losses"
    TALMUD = "talmud"
    PRIORITY = "priority"
    WEIGHTED = "weighted"
    LOTTERY = "lottery"

    # Identity is enough, and enum's own hash runs in Python.
    __hash__ = object.__hash__

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _RULES[self]

    @property
    def is_steady(self) -> bool:
        """Whether more money never lowers anybody's award, to the fen (金额增加时各人所得不减).

        By the other rules an award may fall by one fen, never by more, when the purse grows: that is the price of
        rounding every share to the nearest fen by largest remainder. Their exact shares never fall.

        >>> Rationing.TALMUD.is_steady, Rationing.PROPORTIONAL.is_steady
        (True, False)
        """
        return self not in _ROUNDED


_ROUNDED = frozenset({Rationing.PROPORTIONAL, Rationing.PRIORITY, Rationing.WEIGHTED})
_RULES = {
    Rationing.PROPORTIONAL: Text("in proportion to the claims", "按比例"),
    Rationing.EQUAL_AWARDS: Text("equal awards, none above its claim", "等额救助（不超过申请额）"),
    Rationing.EQUAL_LOSSES: Text("equal losses, none below nothing", "等额核减（不低于零）"),
    Rationing.TALMUD: Text(
        "equal awards up to half of each claim, equal losses beyond", "半额以内等额救助，超出部分等额核减"
    ),
    Rationing.PRIORITY: Text("class after class, in proportion within one", "分类优先、同类按比例"),
    Rationing.WEIGHTED: Text("in proportion to need, none above its claim", "按需要加权（不超过申请额）"),
    Rationing.LOTTERY: Text("by lot", "抽签"),
}
