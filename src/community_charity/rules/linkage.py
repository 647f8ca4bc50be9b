"""The link with government aid (政府救助衔接).

Instruments: 民发〔2018〕23号 section 2 (5), 社会救助法 arts. 50 and 54, 个人信息保护法 arts. 23 and 29.
Government aid comes first: a case is taken up when it has been decided. A referral carries a
person's data and so needs that person's consent. No cause is paid twice.

>>> government_decided(GovernmentAid.PENDING), government_decided(GovernmentAid.REFUSED)
(False, True)
>>> government_decided(GovernmentAid.UNKNOWN) is None
True
>>> may_refer(consent=None) is None
True
"""

from __future__ import annotations

from enum import Enum

from community_charity.language import Text


class GovernmentAid(Enum):
    """How far government aid has come for a case (政府救助状态). ``GovernmentAid("received")`` looks one up.

    >>> GovernmentAid("pending").text.zh
    '已申请未决定'
    """

    UNKNOWN = "unknown"
    NOT_APPLIED = "not_applied"
    PENDING = "pending"
    RECEIVED = "received"
    REFUSED = "refused"
    NOT_ELIGIBLE = "not_eligible"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _STATES[self]


_STATES = {
    GovernmentAid.UNKNOWN: Text("not known", "不详"),
    GovernmentAid.NOT_APPLIED: Text("not applied for", "未申请"),
    GovernmentAid.PENDING: Text("applied for, not decided", "已申请未决定"),
    GovernmentAid.RECEIVED: Text("received", "已获救助"),
    GovernmentAid.REFUSED: Text("refused", "未获批准"),
    GovernmentAid.NOT_ELIGIBLE: Text("not eligible", "不符合条件"),
}

DECIDED = frozenset({GovernmentAid.RECEIVED, GovernmentAid.REFUSED, GovernmentAid.NOT_ELIGIBLE})
"""The states in which charity may take up what is left."""


def government_decided(aid: GovernmentAid) -> bool | None:
    """Tell whether government aid is settled (政府救助是否已有结论); ``None`` if not known.

    Source: 民发〔2018〕23号二（五）, from 2026-07-01 社会救助法第54条.

    >>> government_decided(GovernmentAid.NOT_APPLIED)
    False
    """
    return None if aid is GovernmentAid.UNKNOWN else aid in DECIDED


def may_refer(*, consent: bool | None) -> bool | None:
    """Tell whether a person's data may go to another body (可否转介): ``None`` if nobody asked.

    Source: 个人信息保护法第23条、第29条.

    >>> may_refer(consent=False)
    False
    """
    return consent
