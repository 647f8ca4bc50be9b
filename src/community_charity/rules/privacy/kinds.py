"""Words for the use of personal information (个人信息处理的用词): kinds, purposes, roles, bases, consent.

>>> DataKind("medical_health").text.zh, Consent("separate").text.en
('医疗健康', 'separate consent')
"""

from __future__ import annotations

from enum import Enum

from community_charity.language import Text


class _Worded(Enum):
    """A choice whose value is its name in data files; its words stand in the table beside it."""

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _WORDS[self]


class DataKind(_Worded):
    """A kind of personal information (个人信息种类). ``DataKind("name")`` looks one up.

    >>> DataKind("household_size").text.zh
    '家庭成员数量'
    """

    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    SCHOOL = "school"
    PHOTOGRAPH = "photograph"
    HOUSEHOLD_SIZE = "household_size"
    AMOUNT_RECEIVED = "amount_received"
    AMOUNT_GIVEN = "amount_given"
    INCOME_AND_PROPERTY = "income_and_property"
    IDENTITY_NUMBER = "identity_number"
    MEDICAL_HEALTH = "medical_health"
    FINANCIAL_ACCOUNT = "financial_account"
    SPECIFIC_IDENTITY = "specific_identity"
    BIOMETRIC = "biometric"
    RELIGION = "religion"
    WHEREABOUTS = "whereabouts"


class Purpose(_Worded):
    """What personal information is used for (处理目的). ``Purpose("assess_case")`` looks one up.

    >>> Purpose("publish_donors").text.zh
    '公布捐赠人名单'
    """

    ASSESS_CASE = "assess_case"
    REFER = "refer"
    PUBLISH_RELIEF = "publish_relief"
    PUBLISH_DIBAO = "publish_dibao"
    PUBLISH_DONORS = "publish_donors"
    PUBLISH_STORY = "publish_story"
    KEEP_RECORD = "keep_record"


class Role(_Worded):
    """In what role the person is known (个人的身份). ``Role("donor")`` looks one up.

    >>> Role("settlor").text.zh
    '慈善信托的委托人'
    """

    DONOR = "donor"
    SETTLOR = "settlor"
    VOLUNTEER = "volunteer"
    BENEFICIARY = "beneficiary"
    OTHER = "other"


class LegalBasis(_Worded):
    """What allows the use (合法性基础). ``LegalBasis("emergency")`` looks one up. Source: 个人信息保护法第13条第1款.

    >>> LegalBasis("statutory_duty").text.en
    'statutory duty'
    """

    CONSENT = "consent"
    CONTRACT = "contract"
    STATUTORY_DUTY = "statutory_duty"
    EMERGENCY = "emergency"
    NEWS = "news"
    ALREADY_PUBLIC = "already_public"
    OTHER_LAW = "other_law"


class Consent(_Worded):
    """What a person, or a guardian, said when asked (同意状态). ``Consent("separate")`` looks one up.

    SEPARATE is consent to this very use, asked for on its own (单独同意); GENERAL is any other; REFUSED says no;
    WITHDRAWN said yes and then no. Nobody asked is ``None``, and none of these.

    >>> Consent("withdrawn").text.zh
    '已撤回同意'
    """

    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    GENERAL = "general"
    SEPARATE = "separate"


class Consenter(_Worded):
    """Whose consent counts (同意的主体): the person's own or a guardian's; EITHER, as long as the age is not known.

    >>> Consenter.GUARDIAN.text.zh
    '父母或者其他监护人'
    """

    PERSON = "consent"
    GUARDIAN = "guardian_consent"
    EITHER = "either"


_WORDS: dict[_Worded, Text] = {
    DataKind.NAME: Text("name", "姓名"),
    DataKind.CONTACT: Text("contact", "联系方式"),
    DataKind.ADDRESS: Text("address", "住所"),
    DataKind.SCHOOL: Text("school", "就读学校"),
    DataKind.PHOTOGRAPH: Text("photograph", "影像"),
    DataKind.HOUSEHOLD_SIZE: Text("number of family members", "家庭成员数量"),
    DataKind.AMOUNT_RECEIVED: Text("amount received", "受助金额"),
    DataKind.AMOUNT_GIVEN: Text("amount given", "捐赠金额"),
    DataKind.INCOME_AND_PROPERTY: Text("income and property", "收入与财产"),
    DataKind.IDENTITY_NUMBER: Text("identity number", "身份证件号码"),
    DataKind.MEDICAL_HEALTH: Text("medical or health", "医疗健康"),
    DataKind.FINANCIAL_ACCOUNT: Text("financial account", "金融账户"),
    DataKind.SPECIFIC_IDENTITY: Text("specific identity", "特定身份"),
    DataKind.BIOMETRIC: Text("biometric", "生物识别"),
    DataKind.RELIGION: Text("religion", "宗教信仰"),
    DataKind.WHEREABOUTS: Text("whereabouts", "行踪轨迹"),
    Purpose.ASSESS_CASE: Text("to assess a case", "审查救助个案"),
    Purpose.REFER: Text("to refer to another body", "转介"),
    Purpose.PUBLISH_RELIEF: Text("to post who was helped", "救助公示"),
    Purpose.PUBLISH_DIBAO: Text("to post who receives minimum living allowance", "公布最低生活保障对象"),
    Purpose.PUBLISH_DONORS: Text("to publish who gave", "公布捐赠人名单"),
    Purpose.PUBLISH_STORY: Text("to tell a story in public", "宣传报道"),
    Purpose.KEEP_RECORD: Text("to keep a record", "存档"),
    Role.DONOR: Text("donor", "捐赠人"),
    Role.SETTLOR: Text("settlor of a charitable trust", "慈善信托的委托人"),
    Role.VOLUNTEER: Text("volunteer", "志愿者"),
    Role.BENEFICIARY: Text("beneficiary", "受益人"),
    Role.OTHER: Text("somebody else", "其他人"),
    LegalBasis.CONSENT: Text("consent", "个人同意"),
    LegalBasis.CONTRACT: Text("contract of the person", "个人为当事人的合同"),
    LegalBasis.STATUTORY_DUTY: Text("statutory duty", "法定职责或者法定义务"),
    LegalBasis.EMERGENCY: Text("emergency", "紧急情况"),
    LegalBasis.NEWS: Text("news reporting", "新闻报道、舆论监督"),
    LegalBasis.ALREADY_PUBLIC: Text("lawfully public already", "已经合法公开"),
    LegalBasis.OTHER_LAW: Text("another law", "法律、行政法规的其他规定"),
    Consent.REFUSED: Text("consent refused", "不同意"),
    Consent.WITHDRAWN: Text("consent withdrawn", "已撤回同意"),
    Consent.GENERAL: Text("general consent", "一般同意"),
    Consent.SEPARATE: Text("separate consent", "单独同意"),
    Consenter.PERSON: Text("the person", "本人"),
    Consenter.GUARDIAN: Text("a parent or other guardian", "父母或者其他监护人"),
    Consenter.EITHER: Text("the person or a guardian", "本人或者监护人"),
}
