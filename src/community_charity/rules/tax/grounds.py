"""What every deduction of a gift needs (扣除的共同条件): an eligible recipient, and a receipt.

>>> ELIGIBLE_RECIPIENT.code, RECEIPT_KEPT.title.zh
('tax.eligible_recipient', '已留存捐赠票据')
"""

from __future__ import annotations

from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import mend, show

ELIGIBLE_RECIPIENT = ground(
    "tax.eligible_recipient",
    Stage.AUTHORITY,
    title=(
        "given through an eligible body or a state organ of county level or above",
        "通过有资格的公益性社会组织或县级以上人民政府及其部门等国家机关捐赠",
    ),
    unmet=(
        "not shown to be given through an eligible body or a state organ of county level or above",
        "未证明系通过有资格的公益性社会组织或县级以上人民政府及其部门等国家机关捐赠",
    ),
    figures=("deduction_needs_eligible_recipient",),
    remedy=show(
        "the published list of eligible bodies on which the recipient stands for the year of the gift",
        "受赠单位列入捐赠年度公益性捐赠税前扣除资格名单的公告",
    ),
)
RECEIPT_KEPT = ground(
    "tax.receipt_kept",
    Stage.STATE,
    title=("the receipts are kept", "已留存捐赠票据"),
    unmet=("the receipts are not shown to be kept", "未证明已留存捐赠票据"),
    figures=("deduction_needs_receipt",),
    remedy=mend(
        "receipts_kept",
        does=("get the receipts for public-welfare donations and keep them", "取得公益事业捐赠票据并留存备查"),
        ask=("the receipts for public-welfare donations", "公益事业捐赠票据"),
        to=True,
    ),
)
