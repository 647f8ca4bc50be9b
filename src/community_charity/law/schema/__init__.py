"""The names of all figures, with their types, by topic (数值目录).

This is the one list of keys: the data files may hold no other, and `LawInForce` offers each as a
typed attribute. To add a figure, add its line to the topic it belongs to, and its values to a data file.
"""

from __future__ import annotations

from difflib import get_close_matches

from community_charity.language import Text
from community_charity.law.schema.assistance import AssistanceFigures
from community_charity.law.schema.bodies import BodyFigures
from community_charity.law.schema.conflicts import ConflictFigures
from community_charity.law.schema.disclosure import DisclosureFigures
from community_charity.law.schema.fund_governance import FundGovernanceFigures
from community_charity.law.schema.fund_life import FundLifeFigures
from community_charity.law.schema.fundraising import FundraisingFigures
from community_charity.law.schema.giving import GivingFigures
from community_charity.law.schema.homeland import HomelandFigures
from community_charity.law.schema.linkage import LinkageFigures
from community_charity.law.schema.practice import PracticeFigures
from community_charity.law.schema.privacy import PrivacyFigures
from community_charity.law.schema.recovery import RecoveryFigures
from community_charity.law.schema.relief import ReliefFigures
from community_charity.law.schema.societies_and_funds import SocietyAndFundFigures
from community_charity.law.schema.societies_running import SocietyRunningFigures
from community_charity.law.schema.spending import SpendingFigures
from community_charity.law.schema.tax import TaxFigures
from community_charity.law.schema.volunteering import VolunteeringFigures
from community_charity.law.values import WHOLE, Unit

TOPICS: dict[str, tuple[Text, type]] = {
    "bodies": (Text("Bodies and their governance", "组织的设立与治理"), BodyFigures),
    "societies-and-funds": (
        Text("Mutual-aid societies and community funds", "互助社与社区慈善基金"),
        SocietyAndFundFigures,
    ),
    "running-societies": (Text("Running a mutual-aid society", "互助社的运行"), SocietyRunningFigures),
    "fund-governance": (Text("Governing a community fund", "社区慈善基金的治理"), FundGovernanceFigures),
    "fund-life": (Text("A fund after it is set up", "基金的存续、整改与终止"), FundLifeFigures),
    "homeland": (Text("Happy Homeland pools and mutual-aid funds", "幸福家园与互助基金"), HomelandFigures),
    "fundraising": (Text("Fundraising", "募捐"), FundraisingFigures),
    "giving": (Text("Giving", "捐赠"), GivingFigures),
    "spending": (Text("Spending", "年度支出与费用"), SpendingFigures),
    "disclosure": (Text("Disclosure and deadlines", "信息公开与期限"), DisclosureFigures),
    "tax": (Text("Tax and receipts", "税收与票据"), TaxFigures),
    "conflicts": (Text("Conflicts of interest", "利害关系与回避"), ConflictFigures),
    "relief": (Text("Relief and its link with government aid", "救助及与政府救助衔接"), ReliefFigures),
    "recovery": (Text("Emergency, misuse and recovery", "先行救助、误用与追回"), RecoveryFigures),
    "linkage": (Text("Referrals, and asking for government aid", "转介与申请政府救助"), LinkageFigures),
    "assistance": (Text("Social assistance by government", "社会救助"), AssistanceFigures),
    "privacy": (Text("Personal information", "个人信息保护"), PrivacyFigures),
    "volunteering": (Text("Volunteering", "志愿服务"), VolunteeringFigures),
    "practice": (Text("Local practice: amounts, targets, quotas", "地方实践：金额、目标与任务"), PracticeFigures),
}
"""The topics in the order in which they are shown: name, title, and the class that lists their figures."""


class Figures(
    BodyFigures,
    SocietyAndFundFigures,
    SocietyRunningFigures,
    FundGovernanceFigures,
    FundLifeFigures,
    HomelandFigures,
    FundraisingFigures,
    GivingFigures,
    SpendingFigures,
    DisclosureFigures,
    TaxFigures,
    ConflictFigures,
    ReliefFigures,
    RecoveryFigures,
    LinkageFigures,
    AssistanceFigures,
    PrivacyFigures,
    VolunteeringFigures,
    PracticeFigures,
):
    """Every figure of the law as an attribute (全部数值); `LawInForce` gives the values.

    >>> KEYS["society_minimum_capital"]
    'Money'
    """


_UNITS_OF = {
    "Money": {Unit.YUAN},
    "int": set(WHOLE),
    "bool": {Unit.DUTY},
    "Fraction": {Unit.RATE, Unit.MULTIPLE},
    "DayOfYear": {Unit.DAY_OF_YEAR},
    "tuple[str, ...]": {Unit.NAMES},
}

KEYS: dict[str, str] = {key: kind for _, listed in TOPICS.values() for key, kind in listed.__annotations__.items()}
"""Each key with the name of its type, topic after topic."""


def topic_of(key: str) -> str:
    """Give the topic that a figure belongs to (所属主题). Raises `KeyError` for a name that is not a figure's.

    >>> topic_of("society_minimum_capital")
    'societies-and-funds'
    """
    return _TOPIC_OF[key]


_TOPIC_OF = {key: name for name, (_, listed) in TOPICS.items() for key in listed.__annotations__}


def units_of(key: str) -> set[Unit]:
    """Give the units that a figure's type admits (可用单位). Raises `KeyError` for a name that is not one.

    >>> [unit.value for unit in units_of("society_minimum_capital")]
    ['yuan']
    """
    return _UNITS_OF[KEYS[key]]


def nearest(key: str) -> str:
    """Give the known key most like a misspelt one (最接近的名称).

    >>> nearest("society_minimum_captial")
    'society_minimum_capital'
    """
    # A near one is found fast; only a name like no other is compared with all of them.
    return (get_close_matches(key, KEYS, 1, 0.8) or get_close_matches(key, KEYS, 1, 0))[0]
