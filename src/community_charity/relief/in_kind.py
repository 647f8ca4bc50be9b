"""Relief that is not cash in hand (实物与服务救助): goods, vouchers and services that are paid for, and goods out of the stock.

What a shop or a provider is paid is money, and traced as such. Goods out of the stock never count as money.

>>> PaymentForm("voucher").text.zh
'代金券'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS, Table, handles
from community_charity.errors import Malformed, choice, declare, expect
from community_charity.giving import REVERSED
from community_charity.giving.goods import DistributeGoods
from community_charity.giving.stock import GoodsEvent, Portion, known_total, optional_value, portions
from community_charity.language import Text
from community_charity.money import Money
from community_charity.parties import OrganisationId, opaque_id, organisation_id
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import open_case
from community_charity.relief.open_points import weigh_no_misuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce
    from community_charity.relief.case import CaseId, ReliefCase

# --- the form of a payment -----------------------------------------------------------------------


class PaymentForm(Enum):
    """What a household gets for a payment (发放形式). ``PaymentForm("goods")`` looks one up.

    >>> [form.text.en for form in PaymentForm]
    ['cash', 'goods', 'a voucher', 'a service']
    """

    CASH = "cash"
    GOODS = "goods"
    VOUCHER = "voucher"
    SERVICE = "service"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _FORMS[self]


_FORMS = {
    PaymentForm.CASH: Text("cash", "现金"),
    PaymentForm.GOODS: Text("goods", "实物"),
    PaymentForm.VOUCHER: Text("a voucher", "代金券"),
    PaymentForm.SERVICE: Text("a service", "服务"),
}

PAID_TO = declare(
    "payment.to",
    wanted=(
        "the shop or provider for goods, vouchers and services, and nobody for cash",
        "实物、代金券和服务须列明商家或服务机构，现金则不列",
    ),
    do=(
        "give `to` with a form that is not cash, and leave it out for cash",
        "非现金形式请填 to，现金请勿填写",
    ),
)


def payment_form(value: PaymentForm | str) -> PaymentForm:
    """Check the form of a payment (发放形式). Raises `Malformed`.

    >>> payment_form("goods").value
    'goods'
    """
    return choice(value, PaymentForm)


def paid_to(value: OrganisationId | None) -> OrganisationId | None:
    """Check who is paid in place of the household: a body, or ``None`` (代收方). Raises `Malformed`.

    >>> paid_to(None) is None, paid_to("shop-1")
    (True, 'shop-1')
    """
    return None if value is None else organisation_id(value)


def fits(form: PaymentForm, to: OrganisationId | None) -> None:
    """Refuse cash to a shop, and goods, vouchers and services from nobody (形式与代收方相符). Raises `Malformed`.

    >>> fits(PaymentForm.CASH, None)  # nothing to say
    """
    if (form is PaymentForm.CASH) is not (to is None):
        raise Malformed(PAID_TO, given=form.value)


# --- goods out of the stock ----------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class GiveGoods(AboutCase):
    """Give goods of a pool's stock to the household of a case (发放库存物资). It becomes `GoodsGiven`. Raises `Malformed`.

    ``goods`` say how many of what, each a `Portion`; they leave the stock as of `DistributeGoods`, for what the case serves.
    ``value`` is what they are worth, `Money`, ``None`` if nobody knows: it stands beside the money and is never counted with it.

    >>> from datetime import date
    >>> order = GiveGoods(
    ...     key="rice-1", on=date(2025, 3, 13), case="case-1", pool="village-1", goods=[Portion("rice", "bag", 2)]
    ... )
    >>> order.asked().en
    'give goods of village-1 to case case-1'
    """

    ASKED: ClassVar[Text] = Text("give goods of {pool} to case {case}", "向个案 {case} 发放 {pool} 的物资")

    pool: str = attrs.field(converter=opaque_id)
    goods: tuple[Portion, ...] = attrs.field(converter=portions)
    value: Money | None = attrs.field(default=None, converter=optional_value)


@attrs.frozen
class GoodsGiven(GoodsEvent[GiveGoods]):
    """Goods were given to a case (个案物资已发放); ``drawn`` tells which gift's goods they were."""


GOODS_GIVEN: Table[CaseId, tuple[GoodsGiven, ...]] = Table("goods given out of stock, by case")
"""What goods a case got (个案物资), entries reversed since too. Read it with `goods_given`."""


def goods_given(book: Book, case: CaseId) -> tuple[GoodsGiven, ...]:
    """Give what goods a case got out of the stock, entries that were reversed left out (个案物资). Raises `Malformed`.

    >>> import community_charity as cc
    >>> goods_given(cc.Book(cc.Law.of("cn")), "case-1")
    ()
    """
    return tuple(_standing(expect(book, Book), case))


def goods_value(book: Book, case: CaseId) -> Money | None:
    """Add up what the goods of a case are worth (个案物资价值), `Money`: ``None`` if that of any is not known. Raises `Malformed`.

    >>> import community_charity as cc
    >>> goods_value(cc.Book(cc.Law.of("cn")), "case-1")
    yuan("0.00")
    """
    return known_total(event.command.value for event in goods_given(book, case))


def _standing(book: Book, case: CaseId) -> Iterator[GoodsGiven]:
    reversed_ = book.all(REVERSED)
    for event in book.find(GOODS_GIVEN, case) or ():
        if event.command.key not in reversed_:
            yield event


def _apply_goods(state: State, event: GoodsGiven) -> None:
    order = event.command
    HANDLERS[DistributeGoods].apply(state, event)
    state.of(GOODS_GIVEN)[order.case] = (*state.of(GOODS_GIVEN).get(order.case, ()), event)


def _handing_out(order: GiveGoods, case: ReliefCase) -> DistributeGoods:
    """Say what hands the goods out: they serve what money for the case would serve."""
    use = case.use(order.on)
    return DistributeGoods(
        key=order.key, on=order.on, pool=order.pool, goods=order.goods, purpose=use.purpose, place=use.place,
        groups=use.groups, project=use.project, case=order.case,
    )  # fmt: skip


@handles(GiveGoods, apply=_apply_goods)
def _decide_goods(state: State, order: GiveGoods, law: LawInForce, checks: Checks) -> GoodsGiven:
    file = open_case(state, order, checks)
    weigh_no_misuse(checks, state, order.case)
    out = HANDLERS[DistributeGoods].decide(state, _handing_out(order, file.case), law, checks)
    return GoodsGiven(len(state.events), order, out.drawn)
