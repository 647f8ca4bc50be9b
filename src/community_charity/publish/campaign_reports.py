"""What a campaign raised, what raising it cost, and what became of it (募捐活动收支情况).

>>> CampaignReport("spring-2025", Period.month(2025, 4)).cost_ratio is None  # nothing raised: there is no ratio
True
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import Period
from community_charity.campaigns.running import CAMPAIGNS
from community_charity.campaigns.words import Channel
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.flows import FeeKind
from community_charity.language import Text
from community_charity.law.figure import DatedValue
from community_charity.law.values import Unit, shown_in
from community_charity.money import ZERO, Money, total
from community_charity.movements import Kind, Movements
from community_charity.publish.papers import Paper
from community_charity.purposes import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.movements import Gift, Move

CAMPAIGN = declare(
    "campaign_report.campaign",
    wanted=("a campaign that was started in the book", "账本中已开始的募捐活动"),
    do=("look for a slip in the id; book.all(CAMPAIGNS) lists them", "请核对活动标识；全部活动见 book.all(CAMPAIGNS)"),
)

_TITLE = Text("Campaign {campaign}, {first} to {last}", "募捐活动 {campaign}，{first}至{last}")
_HEAD = (Text("item", "项目"), Text("amount", "金额"), Text("remarks", "说明"))
_OPENING = Text("left at the start", "期初结余")
_RAISED = Text("raised", "募得")
_THROUGH = Text("raised: {channel}", "募得：{channel}")
_NO_CHANNEL = Text("channel not told", "渠道未注明")
_COUNTS = Text(
    "gifts: {gifts}; donors: {donors}; anonymous gifts: {anonymous}",
    "{gifts}笔；捐赠人{donors}名；匿名捐赠{anonymous}笔",
)
_MATCHED = Text("matched on top by others", "另获配捐")
_RETURNED = Text("returned to givers", "退回")
_COSTS = Text("cost of fundraising", "募捐成本")
_RATIO = Text("{ratio} of what was raised", "占募得款项的 {ratio}")
_NO_RATIO = Text("nothing was raised", "无募得款项")
_OTHER_FEES = Text("other fees charged for the campaign", "本活动其他费用")
_BORNE = Text("fees that its gifts bore", "本活动捐赠负担的费用")
_PAID = Text("paid: {purpose}", "支出：{purpose}")
_UNTOLD = Text("a purpose not told", "未说明的用途")
_LEFT = Text("left at the end", "期末结余")
_CAP = Text("for comparison: the cap of fundraising cost", "参考：募捐成本比例上限")
_CAP_NOTE = Text(
    "{cap}, measured by the charity's whole cost of a year and its average donation income of {years}; one campaign is "
    "neither within nor beyond it",
    "{cap}，以慈善组织全年募捐成本与前{years}捐赠收入平均数之比计算；不据以判断单个活动是否超限",
)


@attrs.frozen
class ByChannel:
    """What came through one channel (分渠道募得): `Money`, gifts, donors who are named, gifts without one.

    ``channel`` is ``None`` for gifts of which it is not told. Nobody is counted twice within a channel.

    >>> ByChannel(Channel.WECHAT_GROUP, Money(300), gifts=2, donors=1).anonymous
    0
    """

    channel: Channel | None
    raised: Money
    gifts: int = 0
    donors: int = 0
    anonymous: int = 0


@attrs.frozen(repr=False)
class CampaignReport(Paper):
    """What a campaign raised and what became of it (募捐活动收支情况), all sums `Money`; it names nobody.

    ``raised`` is what was entered of its gifts, as corrected; ``returned`` went back. ``costs`` are fees of the kind
    cost of fundraising that were charged for the campaign, ``other_fees`` those of any other kind: whatever money paid
    them. ``fees_borne`` are all fees that the money of its gifts paid, whatever they were for. ``paid`` tells what the
    money of its gifts paid for, by purpose, in any pool to which it moved. ``matched`` is other givers' money.
    ``cap`` is the figure to compare with, if the law has one on the last day.

    >>> report = CampaignReport("spring-2025", Period.month(2025, 4), raised=Money(100_00), costs=Money(1_50))
    >>> report.cost_ratio, report.ratio_text.en
    (Fraction(3, 200), '1.5% of what was raised')
    """

    campaign: str
    period: Period
    opening: Money = attrs.field(default=ZERO, kw_only=True)
    raised: Money = attrs.field(default=ZERO, kw_only=True)
    channels: tuple[ByChannel, ...] = attrs.field(default=(), kw_only=True)
    gifts: int = attrs.field(default=0, kw_only=True)
    donors: int = attrs.field(default=0, kw_only=True)
    anonymous: int = attrs.field(default=0, kw_only=True)
    matched: Money = attrs.field(default=ZERO, kw_only=True)
    returned: Money = attrs.field(default=ZERO, kw_only=True)
    costs: Money = attrs.field(default=ZERO, kw_only=True)
    other_fees: Money = attrs.field(default=ZERO, kw_only=True)
    fees_borne: Money = attrs.field(default=ZERO, kw_only=True)
    paid: tuple[tuple[Purpose | None, Money], ...] = attrs.field(default=(), kw_only=True)
    left: Money = attrs.field(default=ZERO, kw_only=True)
    cap: DatedValue | None = attrs.field(default=None, kw_only=True)
    base_years: DatedValue | None = attrs.field(default=None, kw_only=True)

    @property
    def cost_ratio(self) -> Fraction | None:
        """Costs as an exact part of what was raised (募捐成本率); ``None`` where nothing was raised.

        It says what raising this money cost. It is not the share that art. 15 of 关于慈善组织年度支出、管理费用和募捐成本的规定
        (民发〔2026〕12号) limits: that one is of a year, and of the average income of the years before.
        """
        return Fraction(self.costs.fen, self.raised.fen) if self.raised > ZERO else None

    @property
    def ratio_text(self) -> Text:
        """The cost ratio in words (募捐成本率文字)."""
        ratio = self.cost_ratio
        return _NO_RATIO if ratio is None else _RATIO.fill(ratio=_rate(ratio))

    @property
    def is_conserved(self) -> bool:
        """Tell whether opening + raised - returned - paid - fees borne = left (收支平衡)."""
        paid = total(amount for _, amount in self.paid)
        return self.opening + self.raised - self.returned - paid - self.fees_borne == self.left

    def title(self) -> Text:
        """Name the report and its period (标题)."""
        return _TITLE.fill(campaign=self.campaign, first=self.period.first, last=self.period.last)

    def table(self, lang: Lang = "en") -> list[tuple[str, ...]]:
        """Give a heading and a row for each item (表格); a report of the whole campaign has no opening.

        >>> [row[0] for row in CampaignReport("spring-2025", Period.month(2025, 4)).table()][:3]
        ['item', 'raised', 'returned to givers']
        """
        return [tuple(name.to(lang) for name in _HEAD), *(self._row(lang, *item) for item in self._items())]

    def _row(self, lang: Lang, what: Text, amount: Money | None, remark: Text | None = None) -> tuple[str, ...]:
        return what.to(lang), "" if amount is None else str(amount), "" if remark is None else remark.to(lang)

    def _items(self) -> Iterable[tuple[Text, Money | None, Text | None]]:
        if self.opening != ZERO:
            yield _OPENING, self.opening, None
        yield _RAISED, self.raised, _counts(self)
        for one in self.channels:
            name = _NO_CHANNEL if one.channel is None else one.channel.text
            yield _THROUGH.fill(channel=name), one.raised, _counts(one)
        if self.matched != ZERO:
            yield _MATCHED, self.matched, None
        yield _RETURNED, self.returned, None
        yield _COSTS, self.costs, self.ratio_text
        if self.other_fees != ZERO:
            yield _OTHER_FEES, self.other_fees, None
        yield _BORNE, self.fees_borne, None
        for purpose, amount in self.paid:
            yield _PAID.fill(purpose=_UNTOLD if purpose is None else purpose.text), amount, None
        yield _LEFT, self.left, None
        if self.cap is not None and self.base_years is not None:
            yield _CAP, None, _CAP_NOTE.fill(cap=_said(self.cap), years=_said(self.base_years))

    def text(self, lang: Lang = "en") -> str:
        """Write the title, and one line for each item (文本)."""
        comma, colon = ("; ", ": ") if lang == "en" else ("；", "：")
        rows = self.table(lang)[1:]
        lines = [f"{name}{colon}{comma.join(filter(None, cells))}" for name, *cells in rows]
        return "\n".join([self.title().to(lang), *lines])

    def records(self) -> list[dict[str, Any]]:
        """Give one record (数据), channels and payments inside; amounts in whole fen, the ratio as two whole numbers."""
        ratio = self.cost_ratio
        return [
            {
                "campaign": self.campaign,
                "first": self.period.first.isoformat(),
                "last": self.period.last.isoformat(),
                **{f"{name}_fen": getattr(self, name).fen for name in _AMOUNTS},
                **{name: getattr(self, name) for name in _COUNTED},
                "cost_ratio": None if ratio is None else [ratio.numerator, ratio.denominator],
                "channels": [
                    {"channel": one.channel and one.channel.value, "raised_fen": one.raised.fen}
                    | {name: getattr(one, name) for name in _COUNTED}
                    for one in self.channels
                ],
                "paid": [{"purpose": use and use.code, "amount_fen": amount.fen} for use, amount in self.paid],
            }
        ]

    def __repr__(self) -> str:
        return f"<CampaignReport {self.campaign}: {self.raised} raised>"


_AMOUNTS = ("opening", "raised", "matched", "returned", "costs", "other_fees", "fees_borne", "left")
_COUNTED = ("gifts", "donors", "anonymous")


def _counts(of: CampaignReport | ByChannel) -> Text:
    return _COUNTS.fill(gifts=of.gifts, donors=of.donors, anonymous=of.anonymous)


def _said(value: DatedValue) -> Text:
    return Text(value.shown("en"), value.shown("zh"))


def _rate(rate: Fraction) -> Text:
    return Text(shown_in(rate, Unit.RATE, "en"), shown_in(rate, Unit.RATE, "zh"))


# --- drawing up ----------------------------------------------------------------------------------


def campaign_report(book: Book, campaign: str, period: Period | None = None) -> CampaignReport:
    """Tell what a campaign raised and what became of it (编制募捐活动收支情况), in a period.

    Without a period: from its start to the last day on which any money of the book moved. A gift counts where more of it
    was entered in the period than was corrected. Raises `Malformed` for a campaign that was not started in the book, and
    what `statement` raises. Source: 慈善法第79条（2016年文本第73条） for what a public campaign publishes, every three months
    of a long one and within three months of its end.

    >>> import community_charity as cc
    >>> campaign_report(cc.Book(cc.Law.of("cn")), "spring-2025")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [campaign_report.campaign] given: text of 11 characters (str). wanted: a campaign \
that was started in the book. do: look for a slip in the id; book.all(CAMPAIGNS) lists them
    """
    found = Movements(book)
    file = book.find(CAMPAIGNS, campaign)
    if file is None:
        raise Malformed(CAMPAIGN, given=shown(campaign))
    if period is None:
        last = max(move.on for move in found.moves)
        period = Period(file.started, max(file.started, last))
    gifts = {key: gift for key, gift in found.gifts.items() if gift.order and gift.order.campaign == campaign}
    moves = [move for move in found.moves if move.on <= expect(period, Period).last]
    return _report(campaign, period, found, gifts, moves, book)


def _report(
    campaign: str, period: Period, found: Movements, gifts: dict[str, Gift], moves: list[Move], book: Book
) -> CampaignReport:
    own = [move for move in moves if move.gift in gifts]
    inside = [move for move in own if move.on >= period.first]
    charged = [move for move in moves if move.on >= period.first and move.fee and move.fee.campaign == campaign]
    costs = [move for move in charged if move.fee and move.fee.kind is FeeKind.FUNDRAISING_COST]
    entered = _entered(gifts, inside)
    law = book.law.on(period.last)
    on_top = found.matched_by(period)
    return CampaignReport(
        campaign,
        period,
        opening=_sum(move.change for move in own if move.on < period.first),
        raised=_sum(entered.values()),
        channels=_channels(gifts, entered),
        **_counted(entered, gifts),
        matched=_sum(fen for key, fen in on_top.items() if key in gifts),
        returned=_sum(move.fen for move in inside if move.kind is Kind.RETURNED),
        costs=_sum(move.fen for move in costs),
        other_fees=_sum(move.fen for move in charged) - _sum(move.fen for move in costs),
        fees_borne=_sum(move.fen for move in inside if move.kind is Kind.FEE),
        paid=_paid(inside),
        left=_sum(move.change for move in own),
        cap=law.get("fundraising_cost_cap"),
        base_years=law.get("fundraising_cost_base_years"),
    )


def _sum(fen: Iterable[int]) -> Money:
    return Money(sum(fen))


def _entered(gifts: dict[str, Gift], moves: Iterable[Move]) -> dict[str, int]:
    """Give what was entered of each gift, corrections included."""
    sums = dict.fromkeys(gifts, 0)
    for move in moves:
        if move.kind.column == "received":
            sums[move.gift] += move.fen
    return sums


def _counted(entered: dict[str, int], gifts: dict[str, Gift]) -> dict[str, int]:
    """Count gifts of which more was entered than corrected, and their givers."""
    donors = [gifts[key].donor for key, fen in entered.items() if fen > 0]
    return {"gifts": len(donors), "donors": len(set(donors) - {None}), "anonymous": donors.count(None)}


def _channels(gifts: dict[str, Gift], entered: dict[str, int]) -> tuple[ByChannel, ...]:
    """Split what was entered by channel, in the order of `Channel`; what is not told stands last."""
    split: defaultdict[Channel | None, dict[str, int]] = defaultdict(dict)
    for key, fen in entered.items():
        order = gifts[key].order
        split[order.channel if order else None][key] = fen
    return tuple(
        ByChannel(channel, _sum(split[channel].values()), **_counted(split[channel], gifts))
        for channel in (*Channel, None)
        if any(split[channel].values())
    )


def _paid(moves: Iterable[Move]) -> tuple[tuple[Purpose | None, Money], ...]:
    sums: defaultdict[Purpose | None, int] = defaultdict(int)
    for move in moves:
        if move.kind is Kind.PAID:
            sums[move.purpose] += move.fen
    told = sorted(sums.items(), key=lambda use: "" if use[0] is None else use[0].code)
    return tuple((purpose, Money(fen)) for purpose, fen in told if fen)
