"""The eight categories of people who may be helped (社会救助对象).

>>> [category.value for category in Category][:3]
['tekun', 'dibao', 'marginal']
"""

from __future__ import annotations

from enum import Enum

from community_charity.language import Text
from community_charity.rules.assistance.facts import PROVIDED, SITUATION, of_figure


class Category(Enum):
    """The eight categories of people who may be helped (救助对象). ``Category("dibao")`` looks one up.

    Source: 社会救助法第13条.

    >>> Category("temporary").text.zh
    '基本生活暂时出现严重困难的人员'
    """

    TEKUN = "tekun"
    DIBAO = "dibao"
    MARGINAL = "marginal"
    RIGID_EXPENSE = "rigid_expense"
    DISASTER = "disaster"
    TEMPORARY = "temporary"
    EMERGENCY_MEDICAL = "emergency_medical"
    HOMELESS = "homeless"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CATEGORIES[self][0]

    @property
    def figure(self) -> str:
        """The figure of the law that provides for it (所依数值)."""
        return _CATEGORIES[self][1]


_CATEGORIES: dict[Category, tuple[Text, str]] = {
    Category.TEKUN: (Text("people in extreme hardship", "特困人员"), "tekun_support"),
    Category.DIBAO: (Text("households on the minimum living allowance", "最低生活保障家庭"), "dibao_below_standard"),
    Category.MARGINAL: (
        Text("households just above the allowance", "最低生活保障边缘家庭"),
        "dibao_margin_recognised",
    ),
    Category.RIGID_EXPENSE: (
        Text("households in rigid-expenditure hardship", "刚性支出困难家庭"),
        "rigid_expense_recognised",
    ),
    Category.DISASTER: (Text("people hit by a disaster", "受灾人员"), "disaster_aid"),
    Category.TEMPORARY: (
        Text("people whose basic living is in grave difficulty for a time", "基本生活暂时出现严重困难的人员"),
        "temporary_assistance_for_sudden_hardship",
    ),
    Category.EMERGENCY_MEDICAL: (
        Text("people who need emergency medical aid", "需要疾病应急救助人员"),
        "emergency_medical_aid",
    ),
    Category.HOMELESS: (Text("people adrift without means of living", "生活无着的流散人员"), "homeless_aid"),
}
PROVISIONS = {category: of_figure(PROVIDED, category.figure) for category in Category}
"""The ground that the law provides for a category, citing that category's figure."""
SITUATIONS = {category: of_figure(SITUATION, category.figure) for category in Category}
"""The ground that a situation is established, citing that category's figure."""
