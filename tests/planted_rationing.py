"""Bugs planted on purpose in rationing, to see that its tests would notice each."""

from __future__ import annotations

from community_charity.relief import rationing, reviews
from community_charity.rules.rationing import levels, sharing
from planted_bugs import Bug, _applies, _decides

BUGS = (
    Bug("what is left is shared among too many", levels._filled, "waiting -= 1", "waiting -= 0"),
    Bug("a cap is no cap", levels._filled, "min(caps[who], fen // waiting)", "fen // waiting"),
    Bug("the odd fen goes to the last id", levels._rising, "reverse=True", "reverse=False"),
    Bug("the odd fen goes to the smaller claim", levels._rising, "(caps[who], claims[who])", "(caps[who], 0)"),
    Bug("halves are all rounded down", levels.talmud, "(whole + claims[who]) // 2 - whole // 2", "claims[who] // 2"),
    Bug("beyond half the Talmud shares awards", levels.talmud, "estate <= half", "True"),
    Bug("losses are shared of the estate", levels.equal_losses, "sum(claims.values()) - estate", "estate"),
    Bug(
        "in proportion the odd fen goes to the smaller claim",
        sharing._by_parts,
        "(-claims[who], who)",
        "(claims[who], who)",
    ),
    Bug(
        "the last class is first",
        sharing._by_class,
        "sorted(set(classes.values()))",
        "sorted(set(classes.values()))[::-1]",
    ),
    Bug("a class takes nothing from the next", sharing._by_class, "estate -= min(asked, estate)", "estate -= 0"),
    Bug("who is met stays in", sharing._weighted, "weight -= weights[who]", "weight -= 0"),
    Bug("a share is not written down", _applies(rationing.RationRelief), "share.fen", "None"),
    Bug("any review will do", _decides(rationing.RationRelief), "!= pool.id", "is None"),
    Bug("nobody steps aside", _decides(rationing.RationRelief), "law, interested)", "law)"),
    Bug("what is enough is shared all the same", _decides(rationing.RationRelief), "<= estate:", "< 0:"),
    Bug("once rationed, always rationed", _decides(rationing.RationRelief), "review.share is None", "True"),
    Bug("more is shared than there is", _decides(rationing.RationRelief), "<= spare, spare", "<= spare + 1, spare"),
    Bug("what is claimed is what was approved", rationing._claim, "min(approved, left)", "approved"),
    Bug("nobody is urgent", rationing._class, "if file.case.urgent", "if False"),
    Bug("all restricted money counts", rationing._spare, "if all(", "if any(True for _ in [0]) or all("),
    Bug("a share binds nobody", reviews.weigh_review, "review.share is not None", "False"),
    Bug("one fen more than the share", reviews.weigh_review, "<= review.share, review", "<= review.share + 1, review"),
)
