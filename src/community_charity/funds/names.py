"""What a community charity fund is called (社区慈善基金的名称): host, community, and a donor where one is named.

>>> name = FundName(  # invented
...     Text("Lake City Charity Federation", "湖城慈善总会"),
...     Text("Willow Bay Community", "柳湾社区"),
...     donor=Text("Red Cloud", "红云"),
... )
>>> name.text.zh
'湖城慈善总会柳湾社区红云慈善基金'
>>> name.text.en
'Red Cloud Charity Fund of Willow Bay Community, Lake City Charity Federation'
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import show
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.funds.fund import CommunityCharityFund
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

WORDS = declare(
    "fund.name",
    wanted=("words of a name in English and in Chinese", "名称用语，英文和中文各一"),
    do=("give both, as Text(en, zh)", "请一并给出：Text(en, zh)"),
)
PLACE = declare(
    "fund.name_place",
    wanted=(
        "a community, village, township, town or subdistrict, named in full in Chinese",
        "以“社区”“村”“乡”“镇”或“街道”结尾的地名",
    ),
    do=(
        "write the Chinese name out to its last word, such as community or town",
        '例如 Text("Willow Bay Community", "柳湾社区")',
    ),
)
_ENDS = ("社区", "村", "乡", "镇", "街道")

# --- values --------------------------------------------------------------------------------------


class DonorName(Enum):
    """What kind of name a donor gives a fund (冠名种类). ``DonorName("unit")`` looks one up.

    >>> DonorName("person").text.zh
    '个人姓名'
    """

    UNIT = "unit"
    PERSON = "person"
    PRODUCT = "product"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _DONOR_NAMES[self]


_DONOR_NAMES = {
    DonorName.UNIT: Text("the name of a body", "单位名称"),
    DonorName.PERSON: Text("the name of a person", "个人姓名"),
    DonorName.PRODUCT: Text("the name of a product", "产品名称"),
}


def _words(value: Text) -> Text:
    for words in (expect(value, Text).en, value.zh):
        if not isinstance(words, str) or not words.strip():
            raise Malformed(WORDS, given=shown(words))
    return value


def _donor(value: Text | None) -> Text | None:
    return None if value is None else _words(value)


def _place(value: Text) -> Text:
    if not _words(value).zh.endswith(_ENDS):
        raise Malformed(PLACE, given=shown(value.zh))
    return value


def _kind(value: DonorName | str | None) -> DonorName | None:
    return None if value is None else choice(value, DonorName)


@attrs.frozen
class FundName:
    """The name of a fund (基金名称): the host's full name, the place, and right before 慈善基金 the donor's, if any.

    Of a donor's name it may be known what kind it is, whether it promotes a business, and on which day the host's
    board office approved it. The donor's own words are not shown by `repr`. Raises `Malformed`.
    Source: in Hunan 湖南省社区慈善基金设立运行指引（试行）, as the press tells it.

    >>> FundName(Text("City Charity", "市慈善总会"), Text("Lake Town", "湖镇")).text.zh  # invented
    '市慈善总会湖镇慈善基金'
    """

    host: Text = attrs.field(converter=_words)
    place: Text = attrs.field(converter=_place)
    donor: Text | None = attrs.field(default=None, converter=_donor, repr=False)
    donor_is: DonorName | None = attrs.field(default=None, kw_only=True, converter=_kind)
    promotes: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    approved_on: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)

    @property
    def text(self) -> Text:
        """The full name (全称). The English one is a reading; only the Chinese one is fixed by a pattern."""
        en = "Charity Fund" if self.donor is None else f"{self.donor.en} Charity Fund"
        zh = "" if self.donor is None else self.donor.zh
        return Text(f"{en} of {self.place.en}, {self.host.en}", f"{self.host.zh}{self.place.zh}{zh}慈善基金")

    def used_in_full(self, said: str) -> bool:
        """Tell whether the full name was used (是否使用全称), as it must be whenever the fund is.

        >>> name = FundName(Text("City Charity", "市慈善总会"), Text("Lake Town", "湖镇"))  # invented
        >>> name.used_in_full("湖镇慈善基金"), name.used_in_full("市慈善总会湖镇慈善基金")
        (False, True)
        """
        return said in {self.text.zh, self.text.en}


def fund_name(value: FundName | None) -> FundName | None:
    """Check a fund's name, or ``None`` where nobody says (基金名称). Raises `Malformed`.

    >>> fund_name(None) is None
    True
    """
    return None if value is None else expect(value, FundName)


# --- rules ---------------------------------------------------------------------------------------

NAMED_AFTER_HOST = ground(
    "fund.named_after_host",
    Stage.AUTHORITY,
    title=("its name begins with the full name of its host", "基金名称冠以依托组织全称"),
    unmet=("its name is not known", "未提供基金名称"),
    figures=("fund_named_after_host",),
    remedy=show("the full name of the fund", "基金全称"),
)
DONOR_NAME = ground(
    "fund.donor_name",
    Stage.AUTHORITY,
    title=("the donor's name is neither a person's nor a product's", "冠名不使用个人姓名或产品名称"),
    unmet=("not shown that the name is neither a person's nor a product's", "未证明冠名不是个人姓名或产品名称"),
    figures=("fund_name_bars",),
    remedy=show("whose name it is", "冠名所指主体的说明"),
)
NOT_COMMERCIAL = ground(
    "fund.name_not_commercial",
    Stage.AUTHORITY,
    title=("the name promotes no business", "冠名不作商业宣传"),
    unmet=("not shown that the name promotes no business", "未证明冠名不作商业宣传"),
    figures=("fund_name_bars",),
    remedy=show("the use that is made of the name", "冠名使用情况的说明"),
)
NAME_APPROVED = ground(
    "fund.name_approved",
    Stage.AUTHORITY,
    title=("the host's board office approved the donor's name", "冠名已经依托组织理事会办公机构批准"),
    unmet=(
        "not shown that the host's board office approved the donor's name by {required}",
        "未证明冠名已于 {required} 前经依托组织理事会办公机构批准",
    ),
    figures=("fund_donor_name_needs_approval",),
    remedy=lambda _finding, _subject: Remedy(
        Text("show the approval of the host's board office", "请提供依托组织理事会办公机构的批准文件")
    ),
)


def weigh_name(checks: Checks, fund: CommunityCharityFund, law: LawInForce) -> None:
    """Check what a fund is called (审查名称): after its host where the place says so, and how a donor is named."""
    if "fund_named_after_host" in law and law.fund_named_after_host:
        checks.weigh(NAMED_AFTER_HOST, None if fund.name is None else True)
    if fund.name is None or fund.name.donor is None:
        return
    name = fund.name
    if "fund_name_bars" in law:
        barred = law.fund_name_bars
        if "person" in barred or "product" in barred:
            checks.weigh(DONOR_NAME, None if name.donor_is is None else name.donor_is.value not in barred)
        if "commercial" in barred:
            checks.weigh(NOT_COMMERCIAL, None if name.promotes is None else not name.promotes)
    if "fund_donor_name_needs_approval" in law and law.fund_donor_name_needs_approval:
        holds = None if name.approved_on is None else name.approved_on <= law.day
        checks.weigh(NAME_APPROVED, holds, required=law.day)
