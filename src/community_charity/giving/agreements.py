"""Donation agreements (捐赠协议): what a donor and a charity put in writing about a gift.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> draft = DonationAgreement(  # invented
...     "agreement-1", donor="d-1", recipient="city-charity", kind="money", amount=yuan(9000), own_property=True
... )
>>> print(draft.may_be_signed(Law.of("cn").on(date(2025, 3, 13))).reason.text())
not stated in the agreement: use, time of delivery
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.calendar import day, optional_day
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.giving.agreement_grounds import (
    ADVERTISING,
    BENEFICIARIES,
    HOST_ALLOWS_NAME,
    ON_GOODS,
    OWN_PROPERTY,
    PROCEEDS,
    PRODUCT,
    STATES,
    WORKS,
    WORKS_NAME,
)
from community_charity.giving.purposes import CharitablePurpose, charitable_purposes
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.money import Money, positive_money
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import TEXT, OrganisationId, PartyId, opaque_id, organisation_id, party_id
from community_charity.pools import POOLS
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy, weigh_choice
from community_charity.rules.duties import knowing, points, weigh_duties, weigh_listed
from community_charity.rules.facts import yes_no
from community_charity.rules.spending.facts import AGREED, GiftAgreement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.law import LawInForce

NAMED_BY = declare(
    "agreement.beneficiaries",
    wanted=("a BeneficiaryChoice whose named_by is the donor, or None", "由捐赠人指定的 BeneficiaryChoice，或 None"),
    do=(
        'write BeneficiaryChoice(named_by="donor", ...), or leave it out if nobody is named',
        '写作 BeneficiaryChoice(named_by="donor", ...)；未约定受益人的请省略',
    ),
)
DELIVERIES = declare(
    "agreement.deliveries",
    wanted=("at least one day of delivery, or None if none is agreed", "至少一个交付日；未约定则为 None"),
    do=("write [date(2025, 6, 30)], or leave it out", "写作 [date(2025, 6, 30)]，或省略"),
)
NOT_MONEY = declare(
    "agreement.amount",
    wanted=(
        "an amount for a gift of money, a quantity in words for anything else",
        "货币填 amount，其他财产填 quantity",
    ),
    do=('of 300 blankets write quantity="300 blankets"', '例如棉被300床，写作 quantity="棉被300床"'),
)

# --- values --------------------------------------------------------------------------------------


class PropertyKind(Enum):
    """What is given (捐赠财产种类): 慈善法第36条第1款. ``PropertyKind("goods")`` looks one up.

    >>> PropertyKind("goods").text.zh
    '实物'
    """

    MONEY = "money"
    GOODS = "goods"
    BUILDINGS = "buildings"
    SECURITIES = "securities"
    EQUITY = "equity"
    INTELLECTUAL_PROPERTY = "intellectual_property"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    PropertyKind.MONEY: Text("money", "货币"),
    PropertyKind.GOODS: Text("goods", "实物"),
    PropertyKind.BUILDINGS: Text("buildings", "房屋"),
    PropertyKind.SECURITIES: Text("securities", "有价证券"),
    PropertyKind.EQUITY: Text("equity", "股权"),
    PropertyKind.INTELLECTUAL_PROPERTY: Text("intellectual property", "知识产权"),
    PropertyKind.OTHER: Text("other property", "其他财产"),
}


def _kind(value: PropertyKind | None) -> PropertyKind | None:
    return None if value is None else choice(value, PropertyKind)


def _amount(value: Money | None) -> Money | None:
    return None if value is None else positive_money(value)


def _words(value: str | None) -> str | None:
    if value is not None and (type(value) is not str or not value.strip() or len(value) > _LONGEST):
        raise Malformed(TEXT, given=shown(value))
    return value


_LONGEST = 200


def _deliveries(value: Iterable[date] | None) -> tuple[date, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not value:
        raise Malformed(DELIVERIES, given=shown(value))
    return tuple(sorted(map(day, value)))


def _share(value: Fraction | None) -> Fraction | None:
    if value is not None and (type(value) is not Fraction or not 0 <= value <= 1):
        raise Malformed(AGREED, given=shown(value))
    return value


def _named(value: BeneficiaryChoice | None) -> BeneficiaryChoice | None:
    if value is not None and expect(value, BeneficiaryChoice).named_by is not NamedBy.DONOR:
        raise Malformed(NAMED_BY, given=value.named_by.text)
    return value


@attrs.frozen
class DonationAgreement:
    """A written donation agreement, signed or still a draft (书面捐赠协议).

    What it says; ``None`` means that it does not say it: ``kind`` of property, ``amount`` (`Money`) of a gift of money
    or ``quantity`` in words of anything else, ``quality``, ``use``, days of delivery (``deliveries``), charitable
    ``purposes``, ``beneficiaries`` that the donor names, the least part that goes to charity (``charity_share``) and the
    most that goes to management (``management_share``), both `Fraction`; ``name``, which the gift will bear (冠名);
    ``works``, what it settles of a public works project that is built with the gift; ``proceeds_from``, the first day of
    a show, match, sale or auction whose proceeds are promised.

    What is known of it; ``None`` means that nobody has looked: ``own_property`` (the donor may give it, and it is
    lawful), ``goods_usable``, ``goods_meet_standards``, ``advertises_tobacco``, ``advertises_barred``, ``name_allowed`` (by
    the recipient's own rules), ``name_is_product``, ``name_approved`` (by a government, for works).
    Raises `Malformed`. Source: 慈善法第36条、第37条、第39条、第40条、第61条第3款, 公益事业捐赠法第9条、第13条、第14条.

    >>> draft = DonationAgreement("agreement-1", donor="d-1", recipient="city-charity", kind="money")  # invented
    >>> draft.kind.text.zh, sorted(draft.states)
    ('货币', ['charity', 'donor', 'kind', 'quality'])
    """

    id: str = attrs.field(converter=opaque_id)
    donor: PartyId = attrs.field(kw_only=True, converter=party_id, repr=False)
    recipient: OrganisationId = attrs.field(kw_only=True, converter=organisation_id)
    kind: PropertyKind | None = attrs.field(default=None, kw_only=True, converter=_kind)
    amount: Money | None = attrs.field(default=None, kw_only=True, converter=_amount)
    quantity: str | None = attrs.field(default=None, kw_only=True, converter=_words, repr=False)
    quality: str | None = attrs.field(default=None, kw_only=True, converter=_words, repr=False)
    use: str | None = attrs.field(default=None, kw_only=True, converter=_words, repr=False)
    deliveries: tuple[date, ...] | None = attrs.field(default=None, kw_only=True, converter=_deliveries)
    purposes: frozenset[CharitablePurpose] | None = attrs.field(
        default=None, kw_only=True, converter=charitable_purposes
    )
    beneficiaries: BeneficiaryChoice | None = attrs.field(default=None, kw_only=True, converter=_named, repr=False)
    charity_share: Fraction | None = attrs.field(default=None, kw_only=True, converter=_share)
    management_share: Fraction | None = attrs.field(default=None, kw_only=True, converter=_share)
    name: str | None = attrs.field(default=None, kw_only=True, converter=_words, repr=False)
    works: frozenset[str] | None = attrs.field(default=None, kw_only=True, converter=points)
    proceeds_from: date | None = attrs.field(default=None, kw_only=True, converter=optional_day)
    own_property: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    goods_usable: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    goods_meet_standards: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    advertises_tobacco: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    advertises_barred: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    name_allowed: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    name_is_product: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)
    name_approved: bool | None = attrs.field(default=None, kw_only=True, converter=yes_no)

    def __attrs_post_init__(self) -> None:
        if self.amount is not None and self.kind is not PropertyKind.MONEY:
            raise Malformed(NOT_MONEY, given=Text("an amount of what is no money", "非货币财产的金额"))

    @property
    def is_goods(self) -> bool | None:
        """Whether goods are given (是否为实物); ``None`` if the agreement does not say what is given."""
        return None if self.kind is None else self.kind is PropertyKind.GOODS

    @property
    def is_named(self) -> bool:
        """Whether the gift will bear a name (是否冠名)."""
        return self.name is not None

    @property
    def is_named_works(self) -> bool:
        """Whether a name is given to public works (是否为工程项目命名)."""
        return self.is_named and self.works is not None

    @property
    def states(self) -> frozenset[str]:
        """What of the contents that article 39 names the agreement states (已载明事项).

        Choice: money has no quality of its own, so a gift of money states it without a word.
        """
        is_money = self.kind is PropertyKind.MONEY
        said = {
            "kind": self.kind is not None,
            "quantity": self.amount is not None or (self.quantity is not None and not is_money),
            "quality": self.quality is not None or is_money,
            "use": self.use is not None,
            "delivery_time": self.deliveries is not None,
        }
        return frozenset({"donor", "charity"} | {name for name, there in said.items() if there})

    def terms_for(self, gift: str, amount: Money) -> GiftAgreement | None:
        """Give what is agreed on spending for one gift under it (单项捐赠的支出约定), ``None`` if nothing is agreed.

        ``amount`` is that gift's, as `Money`; what it has paid is to be filled in. Raises `Malformed`.
        Source: 慈善法第61条第3款.

        >>> from fractions import Fraction
        >>> from community_charity.money import yuan
        >>> draft = DonationAgreement(  # invented
        ...     "agreement-1", donor="d-1", recipient="city-charity", management_share=Fraction(1, 20)
        ... )
        >>> draft.terms_for("gift-1", yuan(500)).management_share
        Fraction(1, 20)
        """
        if self.charity_share is None and self.management_share is None:
            return None
        return GiftAgreement(
            gift=gift, amount=amount, charity_share=self.charity_share, management_share=self.management_share
        )

    def may_be_signed(self, law: LawInForce) -> Decision:
        """Tell whether the agreement may be signed on the day of the law (能否签订捐赠协议).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before 1999-09-01. Source: 慈善法第36条、
        第37条、第39条、第40条, 公益事业捐赠法第9条、第13条、第14条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> draft = DonationAgreement("agreement-1", donor="d-1", recipient="city-charity")  # invented
        >>> draft.may_be_signed(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        checks = Checks()
        weigh_agreement(checks, self, law)
        return checks.decision(_ASKED.later(id=self.id), self, law.day, law)


def weigh_agreement(checks: Checks, agreement: DonationAgreement, law: LawInForce) -> None:
    """Weigh all that must hold before an agreement is signed (签订前审查). See `DonationAgreement.may_be_signed`."""
    law = knowing(law, "gift_is_own_lawful_property")
    _weigh_proceeds(checks, agreement, law)
    weigh_listed(checks, STATES, agreement.states, law)
    if agreement.works is not None:
        weigh_listed(checks, WORKS, agreement.works, law)
    weigh_duties(checks, agreement, law, (OWN_PROPERTY, *ON_GOODS, *ADVERTISING, PRODUCT, WORKS_NAME))
    if agreement.is_named:
        checks.weigh(HOST_ALLOWS_NAME, agreement.name_allowed)
    if agreement.beneficiaries is not None and "donor_names_no_interested_person" in law:
        _weigh_beneficiaries(checks, agreement.beneficiaries, law)


def _weigh_beneficiaries(checks: Checks, choice_: BeneficiaryChoice, law: LawInForce) -> None:
    """Ask the rule on beneficiaries; what it finds is noted here, since what mends it is a change of the agreement."""
    asked = Checks()
    weigh_choice(asked, choice_, law)
    for _, holds, required, found, facts in asked:
        checks.weigh(BENEFICIARIES, holds, required, found, facts)


def _weigh_proceeds(checks: Checks, agreement: DonationAgreement, law: LawInForce) -> None:
    begins = agreement.proceeds_from
    if begins is not None and "proceeds_agreement_before_event" in law and law.proceeds_agreement_before_event:
        checks.weigh(PROCEEDS, law.day < begins, begins, law.day)


def _agreement(value: DonationAgreement) -> DonationAgreement:
    return expect(value, DonationAgreement)


# --- commands, events ----------------------------------------------------------------------------


class SignedAgreement(NamedTuple):
    """What a book keeps of an agreement (已签协议): its words, and the day on which it was signed.

    >>> SignedAgreement._fields
    ('agreement', 'on')
    """

    agreement: DonationAgreement
    on: date


AGREEMENTS: Table[str, SignedAgreement] = Table("donation agreements")
"""The agreements signed, by their ids (捐赠协议)."""
WHAT = Text("donation agreement", "捐赠协议")
_ASKED = Text("sign donation agreement {id}", "签订捐赠协议 {id}")


@attrs.frozen(kw_only=True)
class SignAgreement(Command):
    """Sign a donation agreement (签订捐赠协议). No money comes in by it. Recorded it becomes `AgreementSigned`.

    The recipient is an organisation or a pool of the book. Raises `Malformed`.

    >>> import community_charity as cc
    >>> draft = DonationAgreement("agreement-1", donor="d-1", recipient="city-charity")  # invented
    >>> str(SignAgreement(key="sign-1", on=cc.date(2025, 3, 13), agreement=draft).asked())
    'sign donation agreement agreement-1'
    """

    ASKED: ClassVar[Text] = _ASKED

    agreement: DonationAgreement = attrs.field(converter=_agreement)

    def asked(self) -> Text:
        """Say which agreement is to be signed (事项).

        >>> import community_charity as cc
        >>> draft = DonationAgreement("agreement-1", donor="d-1", recipient="city-charity")  # invented
        >>> SignAgreement(key="sign-1", on=cc.date(2025, 3, 13), agreement=draft).asked().zh
        '签订捐赠协议 agreement-1'
        """
        return self.ASKED.fill(id=self.agreement.id)


@attrs.frozen
class AgreementSigned(Event[SignAgreement]):
    """An agreement was signed (捐赠协议已签订)."""


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: AgreementSigned) -> None:
    agreement = event.command.agreement
    state.of(AGREEMENTS)[agreement.id] = SignedAgreement(agreement, event.command.on)


@handles(SignAgreement, apply=_apply)
def _decide(state: State, order: SignAgreement, law: LawInForce, checks: Checks) -> AgreementSigned:
    agreement = order.agreement
    if agreement.recipient not in state.of(POOLS):
        state.found(ORGANISATIONS, agreement.recipient, AN_ORGANISATION, checks)
    state.absent(AGREEMENTS, agreement.id, WHAT, checks)
    weigh_agreement(checks, agreement, law)
    return AgreementSigned(len(state.events), order)
