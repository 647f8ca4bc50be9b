"""One way to provoke each error and ground of gifts in kind; givers, goods and cases in them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.giving.services import Service
from community_charity.giving.stock import Goods
from community_charity.pools import Cause
from reproducers import caught, error, refusal
from sample import FUND, LATER, book
from sample_in_kind import RICE, goods, hand_out, undo, write_off

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

# --- errors --------------------------------------------------------------------------------------


@error("goods.quantity", "half a bag of rice", "半袋大米")
def half_a_bag() -> CharityError:
    half: Any = 0.5
    return caught(lambda: Goods("rice", "bag", half))


@error("goods.lines", "rice on two lines of one gift", "一笔捐赠中大米列为两行")
def rice_on_two_lines() -> CharityError:
    return caught(lambda: goods(RICE, RICE))


@error("service.minutes", "hours as a float", "以浮点数表示服务时长")
def hours_as_a_float() -> CharityError:
    hours: Any = 1.5
    return caught(lambda: Service("time", "repairs", minutes=hours))


@error("service.time", "time that nobody counted", "未计时的时间捐赠")
def time_not_counted() -> CharityError:
    return caught(lambda: Service("time", "repairs"))


# --- grounds -------------------------------------------------------------------------------------


@refusal("goods.purpose", "goods of a fund for a cause outside its purposes", "以基金物资救助宗旨之外的事由")
def goods_for_another_purpose() -> Decision:
    return book(goods(pool=FUND)).decide(hand_out(pool=FUND, purpose=Cause.DISASTER))


@refusal("goods.admitted", "restricted goods handed out for another cause", "将限定用途的物资用于其他事由")
def restricted_goods_for_another_cause() -> Decision:
    return book(goods(only_for=[Cause.EDUCATION])).decide(hand_out())


@refusal("goods.in_stock", "a bag more than there is", "发放数量超出库存一袋")
def a_bag_too_many() -> Decision:
    return book(goods()).decide(hand_out(6))


@refusal("goods.live", "goods that are reversed twice", "重复冲销物资登记")
def goods_reversed_twice() -> Decision:
    return book(goods(), undo()).decide(undo(key="undo-2"))


@refusal("goods.not_before", "goods written off before they came in", "核销日期早于物资接收日")
def written_off_too_early() -> Decision:
    return book(goods(on=LATER)).decide(write_off())


@refusal("goods.untouched", "a gift reversed of which a bag was handed out", "冲销已发放一袋的捐赠物资")
def reversed_though_handed_out() -> Decision:
    return book(goods(), hand_out(1)).decide(undo())
