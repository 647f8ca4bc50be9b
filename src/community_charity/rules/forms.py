"""The legal forms of a charity, the kinds of foundation, and the offices that register them (组织形式).

>>> Form("foundation").text.zh, FoundationKind.NON_PUBLIC.capital
('基金会', 'non_public_foundation_minimum_capital')
"""

from __future__ import annotations

from enum import Enum

from community_charity.language import Text
from community_charity.rules.start_up import MINIMUM_CAPITAL, BodyKind


class Form(Enum):
    """The legal form of a body (组织形式): 慈善法第8条第2款. ``Form("association")`` looks one up.

    >>> Form("service_organisation").text.en
    'social service organisation'
    """

    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    SERVICE_ORGANISATION = "service_organisation"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _FORMS[self]


_FORMS = {
    Form.FOUNDATION: Text("foundation", "基金会"),
    Form.ASSOCIATION: Text("social association", "社会团体"),
    Form.SERVICE_ORGANISATION: Text("social service organisation", "社会服务机构"),
}


class FoundationKind(Enum):
    """Whether and where a foundation raises from the public (基金会类型): 基金会管理条例第3条.

    >>> FoundationKind("national_public").text.zh
    '全国性公募基金会'
    """

    NATIONAL_PUBLIC = "national_public"
    LOCAL_PUBLIC = "local_public"
    NON_PUBLIC = "non_public"

    @property
    def capital(self) -> str:
        """The key of the figure that fixes its original fund (原始基金数额的名称)."""
        return MINIMUM_CAPITAL[_BODIES[self]][0]

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_BODIES = {
    FoundationKind.NATIONAL_PUBLIC: BodyKind.NATIONAL_PUBLIC_FOUNDATION,
    FoundationKind.LOCAL_PUBLIC: BodyKind.PUBLIC_FOUNDATION,
    FoundationKind.NON_PUBLIC: BodyKind.FOUNDATION,
}
_KINDS = {
    FoundationKind.NATIONAL_PUBLIC: Text("national foundation that raises from the public", "全国性公募基金会"),
    FoundationKind.LOCAL_PUBLIC: Text("local foundation that raises from the public", "地方性公募基金会"),
    FoundationKind.NON_PUBLIC: Text("foundation that does not raise from the public", "非公募基金会"),
}


class Registrar(Enum):
    """The office that keeps the register of foundations (登记管理机关). ``Registrar("province")`` looks one up.

    >>> Registrar("ministry").text.zh
    '国务院民政部门'
    """

    MINISTRY = "ministry"
    PROVINCE = "province"
    BELOW = "below"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _REGISTRARS[self]


_REGISTRARS = {
    Registrar.MINISTRY: Text("the Ministry of Civil Affairs", "国务院民政部门"),
    Registrar.PROVINCE: Text("the provincial office of civil affairs", "省级人民政府民政部门"),
    Registrar.BELOW: Text("an office below the province", "省级以下民政部门"),
}
