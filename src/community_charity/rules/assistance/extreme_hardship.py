"""People in extreme hardship (特困人员): who they are, how long support lasts, how far they look after themselves.

Sources: 特困人员认定办法 (2021-07-01) arts. 4 to 6, 21, 22, 24; 社会救助法 art. 16 (2026-07-01); before, 社会救助暂行办法
art. 14.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> law = Law.of("cn").on(date(2026, 7, 1))
>>> [self_care(failed, law).value for failed in (0, 3, 4)]
['able', 'partly', 'dependent']
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.money import Money, known_or_unknown_money
from community_charity.rules.assistance.facts import (
    INCOME,
    PROPERTY,
    PROVIDED,
    STANDARD,
    Area,
    ask,
    below,
    by_area,
    consider,
    dibao_standard,
    of_figure,
    provided,
)
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce

INDICATORS = declare(
    "assistance.indicators",
    wanted=("a whole number from 0 to 6", "0至6之间的整数"),
    do=("count which of the six everyday tasks the person cannot do", "请清点六项自理指标中不能达到的项数"),
)
_TASKS = 6


class Disability(Enum):
    """The kind of disability on the certificate (残疾类别). ``Disability("limb")`` looks one up.

    Source: 特困人员认定办法第5条.

    >>> Disability("sight").name
    'SIGHT'
    """

    INTELLECTUAL = "intellectual"
    MENTAL = "mental"
    LIMB = "limb"
    SIGHT = "sight"
    OTHER = "other"
    NONE = "none"


class Supporters(Enum):
    """Who is bound by law to support the person (法定赡养、抚养、扶养义务人). ``Supporters("none")`` looks one up.

    Source: 特困人员认定办法第4条; who counts as unable is in its article 8 and is not judged here.

    >>> Supporters("unable").name
    'UNABLE'
    """

    NONE = "none"
    UNABLE = "unable"
    ABLE = "able"


class SelfCare(Enum):
    """How far a person can look after themselves (生活自理能力). ``SelfCare("partly")`` looks one up.

    Source: 特困人员认定办法第22条.

    >>> SelfCare("dependent").name
    'DEPENDENT'
    """

    ABLE = "able"
    PARTLY = "partly"
    DEPENDENT = "dependent"


def self_care(failed: int, law: LawInForce) -> SelfCare:
    """Tell how far a person can look after themselves, from the tasks of six that they fail (自理能力认定).

    Raises `Malformed` for no whole number from 0 to 6, `LawError` for a day before 2021-07-01. Source:
    特困人员认定办法第21条、第22条.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> self_care(3, Law.of("cn").on(date(2026, 7, 1)))
    <SelfCare.PARTLY: 'partly'>
    """
    if type(failed) is not int or not 0 <= failed <= _TASKS:
        raise Malformed(INDICATORS, given=shown(failed))
    if not failed:
        return SelfCare.ABLE
    return SelfCare.PARTLY if failed <= in_force(law).tekun_partly_dependent_indicators else SelfCare.DEPENDENT


_GRADES = {
    Disability.INTELLECTUAL: "tekun_mental_disability_grade",
    Disability.MENTAL: "tekun_mental_disability_grade",
    Disability.LIMB: "tekun_limb_disability_grade",
    Disability.SIGHT: "tekun_sight_disability_grade",
}
_STAYS = Text("a supported minor stays supported", "特困未成年人继续供养")


def _disability(value: Disability | None) -> Disability | None:
    return None if value is None else choice(value, Disability)


def _supporters(value: Supporters | None) -> Supporters | None:
    return None if value is None else choice(value, Supporters)


@attrs.frozen(kw_only=True)
class ExtremeHardship:
    """What is known of a person who may be in extreme hardship (特困申请人情况); what is not given is not known.

    ``age`` in full years; ``grade`` that of the disability, 1 the gravest; ``without_capacity_by_province`` says that
    a rule of the province counts the person as without capacity to work; ``income`` is `Money` a month, without basic
    pension and allowances for old age. ``admitted_as_minor`` and ``at_school`` matter to support that goes on. Raises
    `Malformed`.

    >>> ExtremeHardship(age=72, supporters="none").supporters
    <Supporters.NONE: 'none'>
    """

    age: int | None = attrs.field(default=None, converter=count)
    disability: Disability | None = attrs.field(default=None, converter=_disability)
    grade: int | None = attrs.field(default=None, converter=count)
    without_capacity_by_province: bool | None = attrs.field(default=None, converter=yes_no)
    income: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    property_within_rules: bool | None = attrs.field(default=None, converter=yes_no)
    supporters: Supporters | None = attrs.field(default=None, converter=_supporters)
    admitted_as_minor: bool | None = attrs.field(default=None, converter=yes_no)
    at_school: bool | None = attrs.field(default=None, converter=yes_no)

    def without_capacity(self, law: LawInForce) -> bool | None:
        """Tell whether the person counts as without capacity to work (是否无劳动能力); ``None`` if not known.

        Raises `Malformed` for what is no `LawInForce`. Source: 特困人员认定办法第5条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> [ExtremeHardship(age=age).without_capacity(Law.of("cn").on(date(2026, 7, 1))) for age in (15, 60)]
        [True, True]
        """
        law = in_force(law)
        reasons = (*self._by_age(law), self._by_disability(law), self.without_capacity_by_province)
        if True in reasons:
            return True
        return None if None in reasons else False

    def _by_age(self, law: LawInForce) -> tuple[bool | None, bool | None]:
        if self.age is None:
            return None, None
        young = self.age < law.tekun_minor_age if "tekun_minor_age" in law else None
        return self.age >= law.tekun_old_age if "tekun_old_age" in law else None, young

    def _by_disability(self, law: LawInForce) -> bool | None:
        if self.disability in (Disability.NONE, Disability.OTHER):
            return False
        key = None if self.disability is None else _GRADES[self.disability]
        if key is None or key not in law or self.grade is None:
            return None
        return bool(self.grade <= getattr(law, key))

    def weigh(self, checks: Checks, law: LawInForce, area: Area | None, standard: Money | None) -> None:
        """Note the three conditions (审查三项条件): no capacity to work, no source of living, nobody able to support.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> checks = Checks()
        >>> ExtremeHardship().weigh(checks, Law.of("cn").on(date(2026, 7, 1)), None, None)
        >>> [check[0].code for check in checks if check[1] is None]
        ['assistance.tekun_capacity', 'assistance.tekun_income', 'assistance.tekun_property', 'assistance.tekun_alone']
        """
        capacity = self.without_capacity(law)
        consider(checks, CAPACITY, capacity, ((capacity, _CAPACITY_PAPER),))
        line = dibao_standard(law, area, standard)
        papers = ((self.income, INCOME), (line, STANDARD))
        consider(checks, NO_INCOME[area], below(self.income, line), papers, line, self.income)
        consider(checks, NO_PROPERTY, self.property_within_rules, ((self.property_within_rules, PROPERTY),))
        alone = None if self.supporters is None else self.supporters is not Supporters.ABLE
        consider(checks, ALONE, alone, ((alone, _SUPPORTERS_PAPER),))

    def may_stay_supported(self, law: LawInForce) -> Decision:
        """Tell whether someone admitted as a minor stays supported (未成年特困人员能否继续供养).

        Until the age of eighteen, and after it while in compulsory or upper secondary schooling. Raises `Malformed`
        for what is no `LawInForce`. Source: 特困人员认定办法第24条; from 2026-07-01 社会救助法第16条第3款.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> pupil = ExtremeHardship(age=18, admitted_as_minor=True, at_school=True)
        >>> bool(pupil.may_stay_supported(Law.of("cn").on(date(2026, 7, 1))))
        True
        """
        law, checks = in_force(law), Checks()
        if provided(checks, law, _PROVIDED_STAYS, "tekun_support_while_at_school", _STAYS):
            consider(checks, ADMITTED, self.admitted_as_minor, ((self.admitted_as_minor, _ADMISSION_PAPER),))
            young = below(self.age, law.tekun_minor_support_age)
            # A minor stays whether at school or not, a pupil whatever the age.
            stays = self.at_school if young is False else young or self.at_school or None
            papers = ((self.age, _AGE_PAPER), (self.at_school, _SCHOOL_PAPER))
            consider(checks, STAYS, stays, papers, law.tekun_minor_support_age, self.age)
        return checks.decision(_STAYS, self, law.day, law)


def optional_hardship(value: ExtremeHardship | None) -> ExtremeHardship | None:
    """Check a field: `ExtremeHardship`, or ``None`` (特困申请人情况或空). Raises `Malformed`.

    >>> optional_hardship(None) is None
    True
    """
    return None if value is None else expect(value, ExtremeHardship)


_CAPACITY_PAPER = Text(
    "proof of age, the disability certificate, or the rule of the province", "年龄证明、残疾人证或省级规定"
)
_SUPPORTERS_PAPER = Text("a statement on who is bound to support the person", "法定义务人情况声明")
_ADMISSION_PAPER = Text("the decision of admission", "特困人员认定决定")
_AGE_PAPER = Text("proof of age", "年龄证明")
_SCHOOL_PAPER = Text("the school's certificate of enrolment", "学校在读证明")
_PROVIDED_STAYS = of_figure(PROVIDED, "tekun_support_while_at_school")

CAPACITY = ground(
    "assistance.tekun_capacity",
    Stage.NEED,
    title=("the person has no capacity to work", "无劳动能力"),
    unmet=("no capacity to work is not established", "未确认无劳动能力"),
    figures=("tekun_old_age", "tekun_minor_age", *dict.fromkeys(_GRADES.values())),
    remedy=ask,
)
_NO_INCOME = ground(
    "assistance.tekun_income",
    Stage.NEED,
    title=("income of {found} lies below the dibao standard of {required}", "收入{found}，低于低保标准{required}"),
    unmet=("income: {found}; it must lie below this line: {required}", "收入{found}，应低于的标准：{required}"),
    figures=("tekun_support",),
    remedy=ask,
    at_most=True,
)
NO_INCOME = by_area(_NO_INCOME)
"""The income test of extreme hardship, for each kind of area."""
NO_PROPERTY = ground(
    "assistance.tekun_property",
    Stage.NEED,
    title=("the person's property lies within the rules", "财产状况符合特困人员规定"),
    unmet=("the property check for extreme hardship is not passed", "财产状况未通过特困人员核查"),
    figures=("tekun_support",),
    remedy=ask,
)
ALONE = ground(
    "assistance.tekun_alone",
    Stage.NEED,
    title=("nobody is bound and able to support the person", "无法定义务人或其无履行义务能力"),
    unmet=(
        "somebody is bound and able to support the person, or that is not known",
        "有具备履行能力的法定义务人或情况不详",
    ),
    figures=("tekun_support",),
    remedy=ask,
)
ADMITTED = ground(
    "assistance.tekun_admitted",
    Stage.STATE,
    title=("the person was admitted as a minor", "以未成年人身份纳入特困供养"),
    unmet=("admission as a minor is not established", "未确认以未成年人身份纳入"),
    figures=("tekun_support_while_at_school",),
    remedy=ask,
)
STAYS = ground(
    "assistance.tekun_stays",
    Stage.NEED,
    title=("below the age of {required}, or still at school", "未满{required}周岁，或仍在义务教育、高中阶段就学"),
    unmet=(
        "aged {found} and not at school, or that is not known; support lasts to {required}",
        "已满{found}周岁且未在学或情况不详；供养至{required}周岁",
    ),
    figures=("tekun_minor_support_age", "tekun_support_while_at_school"),
    remedy=ask,
)
