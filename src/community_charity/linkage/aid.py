"""The kinds of government aid, where each is asked for, and what is known of a household (政府救助种类与家庭情况).

>>> Entitlement("medical").text.zh, Entitlement("temporary_emergency").asked_at.zh
('医疗救助', '急难发生地乡镇人民政府、街道办事处')
"""

from __future__ import annotations

from enum import Enum

import attrs

from community_charity.errors import choice, expect
from community_charity.language import Text
from community_charity.rules.assistance import AssistanceKind, Category, HouseholdSituation, Procedure
from community_charity.rules.facts import count, yes_no

_HOME = Text(
    "the township or subdistrict office where the household is registered", "户籍所在地乡镇人民政府、街道办事处"
)
_THERE = Text("the township or subdistrict office where the hardship happened", "急难发生地乡镇人民政府、街道办事处")
_TOWN = Text("the township or subdistrict office", "乡镇人民政府、街道办事处")
_HOSPITAL = Text("the hospital that treats the patient", "实施救治的医疗机构")
_STATION = Text(
    "the aid station of the place, or the township or subdistrict office",
    "当地救助管理机构或者乡镇人民政府、街道办事处",
)


class Entitlement(Enum):
    """What a household may be entitled to (可申请的政府救助). ``Entitlement("dibao")`` looks one up.

    Source: 社会救助法第13条、第21条、第24条.

    >>> Entitlement("dibao").text.zh, Entitlement("dibao").procedure.value
    ('最低生活保障', 'dibao')
    """

    TEKUN = "tekun"
    DIBAO = "dibao"
    DIBAO_SINGLE = "dibao_single"
    MARGINAL = "marginal"
    RIGID_EXPENSE = "rigid_expense"
    MEDICAL = "medical"
    TEMPORARY_EMERGENCY = "temporary_emergency"
    TEMPORARY_EXPENDITURE = "temporary_expenditure"
    DISASTER = "disaster"
    EMERGENCY_MEDICAL = "emergency_medical"
    HOMELESS = "homeless"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self][0]

    @property
    def asked_at(self) -> Text:
        """Where it is asked for (申请受理单位)."""
        return _KINDS[self][1]

    @property
    def procedure(self) -> Procedure | None:
        """The procedure that has time limits (办理程序), ``None`` where none is known."""
        return _KINDS[self][2]


_KINDS: dict[Entitlement, tuple[Text, Text, Procedure | None]] = {
    Entitlement.TEKUN: (Text("support in extreme hardship", "特困人员供养"), _HOME, Procedure.TEKUN),
    Entitlement.DIBAO: (Text("minimum living allowance", "最低生活保障"), _HOME, Procedure.DIBAO),
    Entitlement.DIBAO_SINGLE: (
        Text("minimum living allowance for one member alone", "单人户纳入最低生活保障"),
        _HOME,
        Procedure.DIBAO,
    ),
    Entitlement.MARGINAL: (
        Text("support of households just above the allowance", "最低生活保障边缘家庭救助"),
        _HOME,
        Procedure.DIBAO,
    ),
    Entitlement.RIGID_EXPENSE: (
        Text("support in rigid-expenditure hardship", "刚性支出困难家庭救助"),
        _HOME,
        Procedure.RIGID_EXPENSE,
    ),
    Entitlement.MEDICAL: (Text("medical assistance", "医疗救助"), _HOME, None),
    Entitlement.TEMPORARY_EMERGENCY: (
        Text("temporary assistance in an emergency", "急难型临时救助"),
        _THERE,
        Procedure.TEMPORARY_EMERGENCY,
    ),
    Entitlement.TEMPORARY_EXPENDITURE: (
        Text("temporary assistance for hardship from spending", "支出型临时救助"),
        _THERE,
        Procedure.TEMPORARY,
    ),
    Entitlement.DISASTER: (Text("aid after a natural disaster", "受灾人员救助"), _TOWN, None),
    Entitlement.EMERGENCY_MEDICAL: (Text("emergency medical aid", "疾病应急救助"), _HOSPITAL, None),
    Entitlement.HOMELESS: (Text("aid for people adrift without means", "生活无着的流散人员救助"), _STATION, None),
}
CATEGORIES = {
    Entitlement.TEKUN: Category.TEKUN,
    Entitlement.DIBAO: Category.DIBAO,
    Entitlement.MARGINAL: Category.MARGINAL,
    Entitlement.RIGID_EXPENSE: Category.RIGID_EXPENSE,
    Entitlement.DISASTER: Category.DISASTER,
    Entitlement.EMERGENCY_MEDICAL: Category.EMERGENCY_MEDICAL,
    Entitlement.HOMELESS: Category.HOMELESS,
}
"""The kinds that are decided by the category of the household alone."""


def aid_kind(value: Entitlement | str) -> Entitlement:
    """Check a kind of government aid (救助种类). Raises `Malformed`.

    >>> aid_kind("medical")
    <Entitlement.MEDICAL: 'medical'>
    """
    return choice(value, Entitlement)


def _household(value: HouseholdSituation) -> HouseholdSituation:
    return expect(value, HouseholdSituation)


def _hardship(value: AssistanceKind | str | None) -> AssistanceKind | None:
    return None if value is None else choice(value, AssistanceKind)


@attrs.frozen(kw_only=True)
class AidFacts:
    """What is known of a household that may be entitled to government aid (家庭情况); what is not given is not known.

    ``household`` is what the rules of social assistance ask. For medical assistance ``medical_costs`` says that the
    household bears medical costs after insurance. For temporary assistance ``hardship`` is its kind,
    ``property_for_temporary`` that the property check was passed, ``grants_this_year`` how often it was given for the same
    cause in the calendar year, ``county_decided`` that the county decided on the case by itself (一事一议). Raises `Malformed`.

    >>> AidFacts(hardship="emergency")
    AidFacts()
    """

    household: HouseholdSituation = attrs.field(factory=HouseholdSituation, converter=_household, repr=False)
    medical_costs: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    hardship: AssistanceKind | None = attrs.field(default=None, converter=_hardship, repr=False)
    property_for_temporary: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    grants_this_year: int | None = attrs.field(default=None, converter=count, repr=False)
    county_decided: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
