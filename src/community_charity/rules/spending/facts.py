"""The facts of one fiscal year of a charity (慈善组织的年度数据)."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money, known_or_unknown_money, positive_money
from community_charity.parties import opaque_id

if TYPE_CHECKING:
    from collections.abc import Iterable

AGREED = declare(
    "spending.agreed_share",
    wanted=("an agreed share as a Fraction from 0 to 1, or None", "以 Fraction 给出的0至1之间的约定比例，或 None"),
    do=("write Fraction(1, 20) for five percent", "百分之五请写作 Fraction(1, 20)"),
)
NO_TERMS = declare(
    "spending.no_terms",
    wanted=("an agreement that says something of spending or management cost", "对支出或管理费用有约定的捐赠协议"),
    do=("give charity_share or management_share, or leave the gift out", "给出约定比例，或不列该笔捐赠"),
)


class CharityKind(Enum):
    """The legal form of a charity (慈善组织的组织形式). ``CharityKind("foundation")`` looks one up.

    >>> CharityKind("service_organisation").text.zh
    '社会服务机构'
    """

    FOUNDATION = "foundation"
    ASSOCIATION = "association"
    SERVICE_ORGANISATION = "service_organisation"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    CharityKind.FOUNDATION: Text("foundation", "基金会"),
    CharityKind.ASSOCIATION: Text("social association", "社会团体"),
    CharityKind.SERVICE_ORGANISATION: Text("social service organisation", "社会服务机构"),
}


class Qualification(Enum):
    """Public-fundraising qualification in the year (当年公开募捐资格). ``Qualification("held")`` looks one up.

    REVOKED means that the certificate was revoked during the year.

    >>> Qualification("revoked").text.zh
    '当年被吊销'
    """

    HELD = "held"
    NONE = "none"
    REVOKED = "revoked"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _QUALIFICATIONS[self]


_QUALIFICATIONS = {
    Qualification.HELD: Text("held", "具有"),
    Qualification.NONE: Text("not held", "不具有"),
    Qualification.REVOKED: Text("revoked during the year", "当年被吊销"),
}


class SpecialCircumstance(Enum):
    """What may excuse a year out of proportion, once reported and explained (特殊情形).

    NEW is less than a year as a charity; WRITE_DOWNS a sudden growth of depreciation, amortisation or losses of
    assets; LIABILITIES a sudden loss from expected liabilities.

    >>> SpecialCircumstance("new").text.zh
    '登记或认定为慈善组织未满一年'
    """

    NEW = "new"
    WRITE_DOWNS = "write_downs"
    LIABILITIES = "liabilities"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CIRCUMSTANCES[self]


_CIRCUMSTANCES = {
    SpecialCircumstance.NEW: Text("less than a year as a charity", "登记或认定为慈善组织未满一年"),
    SpecialCircumstance.WRITE_DOWNS: Text(
        "a sudden growth of depreciation, amortisation or losses of assets", "折旧、摊销或资产损失突发性增长"
    ),
    SpecialCircumstance.LIABILITIES: Text("a sudden loss from expected liabilities", "预计负债损失突发性增长"),
}


def signed_money(value: Money | None) -> Money | None:
    """Check a field: `Money` of either sign, or ``None`` for "not known" (金额，可为负，或不详). Raises `Malformed`.

    >>> signed_money(Money(-1))
    yuan("-0.01")
    """
    return None if value is None else expect(value, Money)


@attrs.frozen
class PriorYears:
    """One amount in each of the three years before (前三年数额), the latest first; ``None`` is not known.

    Net assets and income may be below zero. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> PriorYears(yuan(9), yuan(6)).sum_of(2), PriorYears(yuan(9), yuan(6)).sum_of(3)
    (yuan("15.00"), None)
    """

    last: Money | None = attrs.field(default=None, converter=signed_money)
    before: Money | None = attrs.field(default=None, converter=signed_money)
    earlier: Money | None = attrs.field(default=None, converter=signed_money)

    def sum_of(self, years: int) -> Money | None:
        """Add up the latest ``years`` (合计), or give ``None`` if one of them is not known, or none of these.

        >>> PriorYears(Money(1)).sum_of(4) is None
        True
        """
        known = (self.last, self.before, self.earlier)[:years]
        if len(known) != years or not known:
            return None
        amounts = [amount for amount in known if amount is not None]
        return sum(amounts[1:], amounts[0]) if len(amounts) == years else None


def _agreed(value: Fraction | None) -> Fraction | None:
    if value is not None and (type(value) is not Fraction or not 0 <= value <= 1):
        raise Malformed(AGREED, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class GiftAgreement:
    """What a donation agreement says of one gift's spending and cost (捐赠协议对单项捐赠的约定).

    ``charity_share`` is the least part of the ``amount`` that is to go to charity, ``management_share`` the most that
    may go to management; ``None`` if nothing is agreed. ``spent_on_charity`` and ``spent_on_management`` are what the gift has
    paid, ``None`` if not known. Raises `Malformed`. Source: 慈善法第61条.

    >>> from community_charity.money import yuan
    >>> GiftAgreement(gift="gift-1", amount=yuan(1000), management_share=Fraction(1, 20)).gift
    'gift-1'
    """

    gift: str = attrs.field(converter=opaque_id)
    amount: Money = attrs.field(converter=positive_money)
    charity_share: Fraction | None = attrs.field(default=None, converter=_agreed)
    spent_on_charity: Money | None = attrs.field(default=None, converter=known_or_unknown_money)
    management_share: Fraction | None = attrs.field(default=None, converter=_agreed)
    spent_on_management: Money | None = attrs.field(default=None, converter=known_or_unknown_money)

    def __attrs_post_init__(self) -> None:
        if self.charity_share is None and self.management_share is None:
            raise Malformed(NO_TERMS, given=Text("no agreed share", "未给出约定比例"))


def charity_kind(value: CharityKind) -> CharityKind:
    """Check a legal form, given as itself or by its value (组织形式). Raises `Malformed`.

    >>> charity_kind("association").name
    'ASSOCIATION'
    """
    return choice(value, CharityKind)


def known_qualification(value: Qualification | None) -> Qualification | None:
    """Check a qualification, or ``None`` for "not known" (公开募捐资格或不详). Raises `Malformed`.

    >>> known_qualification("none").name
    'NONE'
    """
    return None if value is None else choice(value, Qualification)


def circumstances(value: Iterable[SpecialCircumstance]) -> tuple[SpecialCircumstance, ...]:
    """Check the special circumstances that are claimed; each counts once (特殊情形). Raises `Malformed`.

    >>> [one.name for one in circumstances(["new", "new"])]
    ['NEW']
    """
    listed = value if isinstance(value, list | tuple | set | frozenset) else expect(value, tuple)
    found = {choice(one, SpecialCircumstance) for one in listed}
    return tuple(one for one in SpecialCircumstance if one in found)


def gift_agreements(value: Iterable[GiftAgreement]) -> tuple[GiftAgreement, ...]:
    """Check the agreements on single gifts (单项捐赠约定). Raises `Malformed`, also for a gift that stands twice.

    >>> gift_agreements([])
    ()
    """
    found = tuple(expect(one, GiftAgreement) for one in (value if isinstance(value, list) else expect(value, tuple)))
    if len({one.gift for one in found}) < len(found):
        raise Malformed(TWICE, given=Text("a gift that stands twice", "同一笔捐赠重复列示"))
    return found


TWICE = declare(
    "spending.gift_twice",
    wanted=("one agreement for each gift", "每笔捐赠一份约定"),
    do=("put the terms of one gift into one GiftAgreement", "将同一笔捐赠的约定合并为一个 GiftAgreement"),
)
