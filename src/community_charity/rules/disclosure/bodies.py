"""What happens to bodies, trusts, committees, volunteers and cases (组织、信托、村居、志愿服务与救助的事实)."""

from __future__ import annotations

from enum import Enum

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.rules.disclosure.facts import Fact, Repeated, Yearly
from community_charity.rules.facts import yes_no


class BodyForm(Enum):
    """The legal form of a body that reports (组织形式). ``BodyForm("foundation")`` looks one up.

    >>> BodyForm("association").text.zh
    '社会团体'
    """

    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    SERVICE_ORGANISATION = "service_organisation"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _FORMS[self]


_FORMS = {
    BodyForm.FOUNDATION: Text("foundation", "基金会"),
    BodyForm.ASSOCIATION: Text("association", "社会团体"),
    BodyForm.SERVICE_ORGANISATION: Text("social service organisation", "社会服务机构"),
    BodyForm.OTHER: Text("body of another form", "其他组织"),
}


class PostingCommittee(Enum):
    """Whose notice board it is (村务公开或居务公开). ``PostingCommittee("village")`` looks one up.

    >>> PostingCommittee("residents").text.zh
    '居民委员会'
    """

    VILLAGE = "village"
    RESIDENTS = "residents"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        village = self is PostingCommittee.VILLAGE
        return Text("villagers' committee", "村民委员会") if village else Text("residents' committee", "居民委员会")


def _form(value: BodyForm | None) -> BodyForm | None:
    return None if value is None else choice(value, BodyForm)


def _committee(value: PostingCommittee) -> PostingCommittee:
    return choice(value, PostingCommittee)


# --- bodies --------------------------------------------------------------------------------------------


@attrs.frozen
class YearEnded(Yearly):
    """A year of a body is over (组织的年度终了). Raises `Malformed`.

    ``form`` is its legal form; ``charity`` whether it is a charity (慈善组织); ``qualified`` whether it holds
    public-fundraising qualification; ``supervised`` whether it has a supervising body (业务主管单位);
    ``tax_deductible`` whether its donors may deduct (公益性捐赠税前扣除资格); ``major_projects`` whether it ran any.

    >>> YearEnded("city-charity", 2025, form="foundation", charity=True).form.text.zh
    '基金会'
    """

    form: BodyForm | None = attrs.field(default=None, kw_only=True, converter=_form)
    charity: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    qualified: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    supervised: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    tax_deductible: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    major_projects: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class MajorEvent(Repeated):
    """A major change of assets, investment or deal of a charity (重大资产变动、投资、交易及资金往来). Raises `Malformed`.

    What is major, the charity's charter or finance rules say. Two on one day need subjects of their own.

    >>> from datetime import date
    >>> MajorEvent("building-sale", date(2026, 3, 1)).subject
    'building-sale'
    """


@attrs.frozen
class RelatedPartyDealMade(Repeated):
    """A donation, grant, investment or deal with an important related party (与重要关联方的交易). Raises `Malformed`.

    >>> from datetime import date
    >>> RelatedPartyDealMade("deal-17", date(2026, 3, 1)).tag
    ':2026-03-01'
    """


@attrs.frozen
class BasicInformationChanged(Repeated):
    """Basic information of a charity changed: charter, governing bodies, contact (基本信息变更). Raises `Malformed`.

    >>> from datetime import date
    >>> BasicInformationChanged("city-charity", date(2026, 3, 1)).ONCE
    False
    """


@attrs.frozen
class OrganisationTerminated(Fact):
    """A ground for ending a charity came about (慈善组织终止情形出现). Raises `Malformed`.

    >>> from datetime import date
    >>> OrganisationTerminated("city-charity", date(2026, 3, 1)).tag
    ''
    """


# --- charitable trusts ---------------------------------------------------------------------------------


@attrs.frozen
class TrustSigned(Fact):
    """The papers of a charitable trust were signed (慈善信托文件签订). Raises `Malformed`.

    ``settlor_is_charity``: whether a charity set it up as settlor (委托人).

    >>> from datetime import date
    >>> TrustSigned("lake-trust", date(2026, 3, 1), settlor_is_charity=False).settlor_is_charity
    False
    """

    settlor_is_charity: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class TrusteeChanged(Repeated):
    """The trustee of a charitable trust changed (变更受托人). Raises `Malformed`.

    >>> from datetime import date
    >>> TrusteeChanged("lake-trust", date(2026, 3, 1)).subject
    'lake-trust'
    """


@attrs.frozen
class TrustChanged(Repeated):
    """Something else changed that was filed of a trust (慈善信托备案事项变更). Raises `Malformed`.

    >>> from datetime import date
    >>> TrustChanged("lake-trust", date(2026, 3, 1)).subject
    'lake-trust'
    """


@attrs.frozen
class TrustYearEnded(Yearly):
    """A year of a charitable trust is over (慈善信托年度终了). Raises `Malformed`.

    >>> TrustYearEnded("lake-trust", 2025).tag
    ':2025'
    """


@attrs.frozen
class TrustEnded(Fact):
    """A ground for ending a charitable trust came about (慈善信托终止事由发生). Raises `Malformed`.

    >>> from datetime import date
    >>> TrustEnded("lake-trust", date(2026, 3, 1)).ONCE
    True
    """


# --- committees, volunteers, relief --------------------------------------------------------------------


@attrs.frozen
class DonationsReceivedByCommittee(Repeated):
    """A villagers' or residents' committee received donations (村民委员会、居民委员会接受捐赠). Raises `Malformed`.

    ``many``: whether the village has many receipts and payments (财务往来较多).

    >>> from datetime import date
    >>> DonationsReceivedByCommittee("lake-village", date(2026, 3, 1), committee="village").many is None
    True
    """

    committee: PostingCommittee = attrs.field(kw_only=True, converter=_committee)
    many: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class AccountsPosted(Repeated):
    """A committee put its accounts on the notice board (公布上栏). Raises `Malformed`.

    >>> from datetime import date
    >>> AccountsPosted("lake-village", date(2026, 3, 1), committee="village").committee.text.zh
    '村民委员会'
    """

    committee: PostingCommittee = attrs.field(kw_only=True, converter=_committee)


@attrs.frozen
class VolunteerActivityPlanned(Fact):
    """A volunteer activity is to be held ``on`` a day (拟开展志愿服务活动). Raises `Malformed`.

    ``dangerous``: whether it may put volunteers in personal danger (可能发生人身危险).

    >>> from datetime import date
    >>> VolunteerActivityPlanned("river-patrol", date(2026, 6, 1), dangerous=True).dangerous
    True
    """

    dangerous: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)


@attrs.frozen
class VolunteerActivityHeld(Fact):
    """A volunteer activity was held; ``on`` is its last day (志愿服务活动结束). Raises `Malformed`.

    >>> from datetime import date
    >>> VolunteerActivityHeld("river-patrol", date(2026, 6, 1)).on.day
    1
    """


@attrs.frozen
class EmergencyReliefGranted(Fact):
    """Relief was granted at once, its papers are owed; the subject is the grant (先行救助). Raises `Malformed`.

    >>> from datetime import date
    >>> EmergencyReliefGranted("grant-1", date(2025, 3, 13)).subject
    'grant-1'
    """
