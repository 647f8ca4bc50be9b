"""May a body give a receipt for a gift, and does it let the donor deduct? (捐赠票据).

Instruments: 慈善法 art. 38 (the same in 2016), 公告2020年第27号 sections 3, 6, 11 and 13.

Money is receipted at the amount received, goods at their fair value, for which the donor gives proof: no proof, no
receipt. A donor who stays anonymous or waives the receipt gets none: the gift is recorded instead. A charity issues its
receipt whether it is eligible or not; that its donors may deduct is another question.

>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> receipt = DonationReceipt(kind="charity", received_on=date(2026, 3, 1), amount=yuan(100), money=yuan("99.99"))
>>> receipt.may_be_issued(Law.of("cn").on(date(2026, 3, 2))).remedies[0].text.zh
'票据金额改为 ¥99.99'
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import WRONG_TYPE, Malformed, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show
from community_charity.money import Money, known_or_unknown_money, positive_money
from community_charity.rules.facts import yes_no
from community_charity.rules.tax.status import RecipientKind, TaxStatus, recipient_kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from community_charity.law.decision import Finding, Remedy
    from community_charity.law.law import LawInForce


def optional_status(value: TaxStatus | None) -> TaxStatus | None:
    """Check an eligibility, or ``None`` for "not known" (税前扣除资格或不详). Raises `Malformed`.

    >>> optional_status(None) is None
    True
    """
    return None if value is None else expect(value, TaxStatus)


def stated(value: Iterable[str] | None) -> frozenset[str] | None:
    """Check the names of what a receipt states, or ``None`` for "not known" (票据载明事项或不详). Raises `Malformed`.

    >>> stated(["date"])
    frozenset({'date'})
    """
    if value is None:
        return None
    if not isinstance(value, list | tuple | set | frozenset):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="frozenset")
    return frozenset(expect(name, str) for name in value)


def _bool(value: bool) -> bool:
    return expect(value, bool)


def _money(value: Money | None) -> Money | None:
    return None if value is None else positive_money(value)


@attrs.frozen(kw_only=True)
class DonationReceipt:
    """A receipt to be issued for a gift (拟开具的捐赠票据). What is ``None`` is not known.

    ``money`` is what was received in cash; of goods, leave it out and give their ``fair_value``. ``proof`` says that
    the donor showed proof of it. ``states`` are the names of what the receipt states, as the figure
    ``receipt_contents`` lists them. ``waived`` says that the donor stays anonymous or wants none. Raises `Malformed`.

    >>> DonationReceipt(amount=Money(5)).kind is None
    True
    """

    amount: Money = attrs.field(converter=positive_money)
    kind: RecipientKind | None = attrs.field(default=None, converter=recipient_kind)
    status: TaxStatus | None = attrs.field(default=None, converter=optional_status)
    received_on: date | None = attrs.field(default=None, converter=optional_day)
    money: Money | None = attrs.field(default=None, converter=_money)
    goods: bool | None = attrs.field(default=None, converter=yes_no)
    fair_value: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    proof: bool | None = attrs.field(default=None, converter=yes_no)
    official_form: bool | None = attrs.field(default=None, converter=yes_no)
    states: frozenset[str] | None = attrs.field(default=None, converter=stated)
    waived: bool = attrs.field(default=False, converter=_bool)

    def may_be_issued(self, law: LawInForce) -> Decision:
        """Tell whether the receipt may be issued (可否开具捐赠票据).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 慈善法第38条, 公告2020年
        第27号三、十一、十三.

        >>> from community_charity.law.law import Law
        >>> receipt = DonationReceipt(kind="mutual_aid_society", amount=Money(5), waived=True)
        >>> receipt.may_be_issued(Law.of("cn").on(date(2026, 3, 2))).reason.ground.code
        'tax.issuer'
        """
        law, checks = in_force(law), Checks()
        self.weigh(checks, law)
        return checks.decision(_GIVE, self, law.day, law)

    def weigh(self, checks: Checks, law: LawInForce) -> None:
        """Note all that a receipt needs to be issued (审查捐赠票据的开具): `may_be_issued` does, and a book that issues one.

        >>> from community_charity.law.law import Law
        >>> checks = Checks()
        >>> DonationReceipt(kind="charity", amount=Money(5)).weigh(checks, Law.of("cn").on(date(2026, 3, 2)))
        >>> len(checks)
        6
        """
        self._weigh_body(law, checks)
        self._weigh_gift(law, checks)
        self._weigh_paper(law, checks)

    def supports_deduction(self, law: LawInForce) -> Decision:
        """Tell whether the gift counts for the donor's tax (该捐赠可否用于税前扣除): received while eligible.

        A state organ of county level or above needs no eligibility. Where the day of receipt is not known, the day of the
        law is taken for it. Raises `Malformed` for what is no `LawInForce`,
        `LawError` for a day before the law. Source: 公告2020年第27号一、三、六、十.

        >>> from community_charity.law.law import Law
        >>> receipt = DonationReceipt(kind="charity", status=TaxStatus(2024), amount=Money(5))
        >>> receipt.supports_deduction(Law.of("cn").on(date(2027, 1, 1))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        kind, issuers = self.kind, law.receipt_issuers
        checks.weigh(ISSUER, None if kind is None else kind.value in issuers, None, kind)
        if kind is not RecipientKind.GOVERNMENT:
            self._weigh_status(law, checks)
        return checks.decision(_DEDUCT, self, law.day, law)

    def _weigh_body(self, law: LawInForce, checks: Checks) -> None:
        kind, issuers = self.kind, law.receipt_issuers
        checks.weigh(ISSUER, None if kind is None else kind.value in issuers, None, kind)
        if kind in (RecipientKind.SOCIAL_ORGANISATION, RecipientKind.MASS_ORGANISATION):
            self._weigh_status(law, checks)

    def _weigh_status(self, law: LawInForce, checks: Checks) -> None:
        holds = None if self.status is None else self.status.in_force(law, self.received_on)
        checks.weigh(STATUS, holds, law.tax_status_years, None)

    def _weigh_gift(self, law: LawInForce, checks: Checks) -> None:
        received = None if self.received_on is None else self.received_on <= law.day
        checks.weigh(RECEIVED, received, None, self.received_on)
        if self.goods and self.money is None:
            self._weigh_goods(law, checks)
        elif self.money is None or law.cash_receipt_is_amount_received:
            checks.weigh(AMOUNT, None if self.money is None else self.amount == self.money, self.money, self.amount)

    def _weigh_goods(self, law: LawInForce, checks: Checks) -> None:
        if law.goods_receipt_needs_proof:
            checks.weigh(PROOF, self.proof)
        if law.goods_receipt_is_fair_value:
            value = self.fair_value
            checks.weigh(VALUE, None if value is None else self.amount == value, value, self.amount)

    def _weigh_paper(self, law: LawInForce, checks: Checks) -> None:
        if law.receipt_official_form:
            checks.weigh(FORM, self.official_form)
        if self.kind is not RecipientKind.CHARITY:
            return
        if law.anonymous_gift_is_recorded:
            checks.weigh(WANTED, not self.waived)
        words = dict(law.get("receipt_contents").named)  # type: ignore[union-attr]  # from the first Charity Law on
        missing = tuple(words[name] for name in words if self.states is None or name not in self.states)
        holds = None if self.states is None else not missing
        checks.weigh(CONTENTS, holds, None, None, {"missing": missing, "wanted": frozenset(words)})


_GIVE = Text("give a receipt for a gift", "开具捐赠票据")
_DEDUCT = Text("deduct a gift on this receipt", "凭该捐赠票据税前扣除")


def _restate(finding: Finding, subject: Any) -> Remedy | None:
    """State what was received; nothing at all received gives no receipt."""
    nothing = finding.holds is False and not finding.required
    return None if nothing else _STATE(finding, subject)


_STATE = mend(
    "amount",
    does=("state {required}", "票据金额改为 {required}"),
    ask=("the bank slip, or the list of goods with proof of their fair value", "入账凭证，或物资清单及公允价值证明"),
)

ISSUER = ground(
    "tax.issuer",
    Stage.AUTHORITY,
    title=("a body that issues receipts: {found}", "可开具捐赠票据的单位：{found}"),
    unmet=("not shown to be a body that issues receipts: {found}", "未证明属于可开具捐赠票据的单位：{found}"),
    figures=("receipt_issuers",),
    remedy=show("the registration certificate", "登记证书"),
)
STATUS = ground(
    "tax.status",
    Stage.AUTHORITY,
    title=(
        "eligible for deductible gifts on the day, within its {required} years",
        "当日具有公益性捐赠税前扣除资格（有效期{required}年）",
    ),
    unmet=(
        "not shown to be eligible for deductible gifts on the day; an eligibility is valid for {required} years",
        "未证明当日具有公益性捐赠税前扣除资格；资格有效期为{required}年",
    ),
    figures=("tax_status_years",),
    remedy=show(
        "the published list of eligible bodies on which it stands", "列有该单位的公益性捐赠税前扣除资格名单公告"
    ),
)
RECEIVED = ground(
    "tax.received",
    Stage.STATE,
    title=("the gift was received on {found}", "捐赠已于 {found} 收到"),
    unmet=("the gift is not shown to be received on the day ({found})", "未证明当日已收到捐赠（{found}）"),
    origin=("a receipt follows the gift", "票据在收到捐赠后开具"),
    remedy=show("the bank slip or the list of goods handed over", "入账凭证或物资交接清单"),
)
AMOUNT = ground(
    "tax.receipt_amount",
    Stage.MONEY,
    title=("it states the amount received, {required}", "票据金额等于实际收到的 {required}"),
    unmet=("it states {found}, received was {required}", "票据金额 {found}，实际收到 {required}"),
    figures=("cash_receipt_is_amount_received",),
    remedy=_restate,
)
PROOF = ground(
    "tax.value_proof",
    Stage.STATE,
    title=("the donor proved the fair value of the goods", "捐赠方已提供公允价值证明"),
    unmet=("the donor has not proved the fair value of the goods", "捐赠方未提供公允价值证明"),
    figures=("goods_receipt_needs_proof",),
    remedy=mend(
        "proof",
        does=("get the donor's proof of the fair value first", "请捐赠方先提供公允价值证明"),
        ask=("the donor's proof of the fair value", "捐赠方的公允价值证明"),
        to=True,
    ),
)
VALUE = ground(
    "tax.receipt_value",
    Stage.MONEY,
    title=("it states the fair value, {required}", "票据金额等于公允价值 {required}"),
    unmet=("it states {found}, the fair value is {required}", "票据金额 {found}，公允价值 {required}"),
    figures=("goods_receipt_is_fair_value",),
    remedy=_restate,
)
FORM = ground(
    "tax.receipt_form",
    Stage.STATE,
    title=("on the form of the finance departments", "使用财政部门监（印）制的公益事业捐赠票据"),
    unmet=("not shown to be on the form of the finance departments", "未证明使用财政部门监（印）制的公益事业捐赠票据"),
    figures=("receipt_official_form",),
    remedy=mend(
        "official_form",
        does=("use the receipt for public-welfare donations", "改用公益事业捐赠票据"),
        ask=("the receipt", "拟开具的票据"),
        to=True,
    ),
)
WANTED = ground(
    "tax.receipt_wanted",
    Stage.STATE,
    title=("the donor is named and wants a receipt", "捐赠人具名并要求票据"),
    unmet=(
        "the donor is anonymous or waived the receipt: record the gift instead",
        "捐赠人匿名或放弃票据：做好相关记录即可",
    ),
    figures=("anonymous_gift_is_recorded",),
)
CONTENTS = ground(
    "tax.receipt_contents",
    Stage.STATE,
    title=("it states all that it must", "票据载明法定事项"),
    unmet=("not stated, or not shown: {missing}", "未载明或未证明：{missing}"),
    figures=("receipt_contents",),
    remedy=mend(
        "states",
        does=("state also: {missing}", "补充载明：{missing}"),
        ask=("the receipt", "拟开具的票据"),
        to=lambda finding, subject: subject.states | finding.facts["wanted"],
    ),
)
