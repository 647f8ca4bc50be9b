"""What kinds of campaign there are, and how gifts reach them (募捐活动的类型、方式与渠道).

Channels are what brings money. What the notices name beside them and brings none is left out: places given for
resources, resources given for services, and a lottery counter, whose sales are no gifts.

>>> Channel("wechat_group").text.zh, Channel("collection_box").method.value
('微信群', 'box')
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from community_charity.language import Text

if TYPE_CHECKING:
    from community_charity.rules.campaigns.plan import CampaignMethod


class CampaignKind(Enum):
    """What a campaign is (募捐活动类型). ``CampaignKind("one_day")`` looks one up.

    >>> CampaignKind("spend_linked").text.zh
    '消费捐'
    """

    ONE_DAY = "one_day"
    ONE_YUAN = "one_yuan"
    SPEND_LINKED = "spend_linked"
    CHARITY_FAIR = "charity_fair"
    CHARITY_SALE = "charity_sale"
    GENERAL = "general"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    CampaignKind.ONE_DAY: Text("one-day donation", "慈善一日捐"),
    CampaignKind.ONE_YUAN: Text("one-yuan donation", "一元捐"),
    CampaignKind.SPEND_LINKED: Text("donation by spending", "消费捐"),
    CampaignKind.CHARITY_FAIR: Text("charity fair", "公益集市"),
    CampaignKind.CHARITY_SALE: Text("charity sale", "义卖"),
    CampaignKind.GENERAL: Text("campaign", "募捐活动"),
}


class Mode(Enum):
    """From whom a campaign raises (募捐方式): anybody, or particular people: 慈善法第21条. ``Mode("targeted")`` looks one up.

    >>> Mode("targeted").text.zh
    '定向募捐'
    """

    PUBLIC = "public"
    TARGETED = "targeted"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _MODES[self]


_MODES = {
    Mode.PUBLIC: Text("public fundraising", "公开募捐"),
    Mode.TARGETED: Text("targeted fundraising", "定向募捐"),
}


class Approach(Enum):
    """How people are asked, in the words of Suining's notice (劝募方式). ``Approach("directed")`` looks one up.

    It is no term of the law: a campaign of either `Mode` may ask all at once, or one after another.

    >>> Approach("collective").text.zh
    '集中劝募'
    """

    COLLECTIVE = "collective"
    DIRECTED = "directed"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _APPROACHES[self]


_APPROACHES = {
    Approach.COLLECTIVE: Text("all are asked at one time", "集中劝募"),
    Approach.DIRECTED: Text("those who fit are asked", "定向劝募"),
}


class Channel(Enum):
    """How a gift reaches a campaign (捐赠渠道). ``Channel("solicitor")`` looks one up.

    ONLINE_PLATFORM is one that the ministry designated (慈善法第27条); OWN_SITE the charity's own pages.

    >>> Channel("charity_fair").text.zh
    '公益集市'
    """

    ONLINE_PLATFORM = "online_platform"
    OWN_SITE = "own_site"
    WECHAT_GROUP = "wechat_group"
    OFFICIAL_ACCOUNT = "official_account"
    OFFLINE_VENUE = "offline_venue"
    SOLICITOR = "solicitor"
    COLLECTION_BOX = "collection_box"
    CHARITY_FAIR = "charity_fair"
    CHARITY_SALE = "charity_sale"
    MERCHANT = "merchant"
    BANK_TRANSFER = "bank_transfer"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CHANNELS[self]

    @property
    def method(self) -> CampaignMethod | None:
        """The method of public fundraising that this channel is in itself (对应的公开募捐方式): 慈善法第23条.

        ``None`` where that depends on who is asked and how: a group of members, a solicitor, an account number.
        """
        from community_charity.rules.campaigns.plan import CampaignMethod  # noqa: PLC0415 - a room of rules, for those who ask

        name = _METHODS.get(self)
        return None if name is None else CampaignMethod(name)


_CHANNELS = {
    Channel.ONLINE_PLATFORM: Text("designated internet platform", "指定的互联网公开募捐服务平台"),
    Channel.OWN_SITE: Text("the charity's own site", "本组织网站"),
    Channel.WECHAT_GROUP: Text("messaging group", "微信群"),
    Channel.OFFICIAL_ACCOUNT: Text("official account", "公众号"),
    Channel.OFFLINE_VENUE: Text("event at a place", "线下活动现场"),
    Channel.SOLICITOR: Text("solicitor", "劝募员"),
    Channel.COLLECTION_BOX: Text("donation box", "募捐箱"),
    Channel.CHARITY_FAIR: Text("charity fair", "公益集市"),
    Channel.CHARITY_SALE: Text("charity sale", "义卖"),
    Channel.MERCHANT: Text("merchant", "商户"),
    Channel.BANK_TRANSFER: Text("bank transfer", "银行转账"),
}
_METHODS = {
    Channel.ONLINE_PLATFORM: "internet",
    Channel.OWN_SITE: "internet",
    Channel.OFFICIAL_ACCOUNT: "internet",
    Channel.COLLECTION_BOX: "box",
    Channel.CHARITY_FAIR: "event",
    Channel.CHARITY_SALE: "event",
}
