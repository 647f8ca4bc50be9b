"""Bugs planted on purpose in the stock of goods and in receipts, to see that the tests would catch them."""

from __future__ import annotations

from community_charity.giving import goods, goods_out, receipt_orders, receipts, stock
from planted_bugs import Bug, _applies, _decides

__all__ = ["BUGS", "BUGS_OF_RECEIPTS", "Bug"]

BUGS = (
    Bug("goods come out one short", stock.take, "sign * part.quantity", "sign * part.quantity + 1"),
    Bug("a lot that comes back is the newest", stock.move, "key=lambda lot: lot.number", "key=lambda lot: lot.left"),
    Bug("a lot forgets what it is restricted to", stock.move, "order.only_for", "None"),
    Bug("an empty lot stays", stock.move, "if left:", "if True:"),
    Bug("restricted goods serve any cause", stock.admits, "only_for.admits(use)", "True"),
    Bug("goods for any cause go first", goods._rank, "(1,) if", "(-1,) if"),
    Bug("goods go out before they came in", goods._available, "lot.since <= order.on", "True"),
    Bug("more goes out than is there", stock.weigh_stock, "if n < p.quantity", "if n + 1 < p.quantity"),
    Bug("another gift's goods are written off", stock.on_shelf, "lot.gift == gift", "True"),
    Bug("a gift is reversed though part of it is gone", goods_out._weigh_untouched, "if missing", "if not missing"),
    Bug(
        "an entry is reversed twice",
        _decides(goods_out.ReverseGoods),
        "if order.entry in state.of(REVERSED)",
        "if False",
    ),
    Bug(
        "an entry is reversed before it was made",
        _decides(goods_out.ReverseGoods),
        "order.on < wrong",
        "False and wrong",
    ),
    Bug("a reversal takes goods out again", _applies(goods_out.ReverseGoods), "sign=1", "sign=-1"),
    Bug("a reversed gift stays on the shelf", _applies(goods_out.ReverseGoods), "-line.quantity", "0"),
)
BUGS_OF_RECEIPTS = (
    Bug("a second receipt is given", _decides(receipt_orders.IssueReceipt), "if live is not None", "if False"),
    Bug(
        "an old receipt is corrected", receipt_orders._standing, "if number != live_number", "if False and live_number"
    ),
    Bug(
        "a number is used twice",
        receipt_orders._weighed,
        "state.absent(RECEIPTS",
        "isinstance(RECEIPTS, type) or (RECEIPTS",
    ),
    Bug("a new receipt names no old one", _decides(receipt_orders.CorrectReceipt), "old.number, law", "None, law"),
    Bug("an account is its own issuer", receipts.issuer_of, "body = kept.holder", "body = OrganisationId(pool)"),
    Bug("a receipt for a gift that is gone", receipt_orders._weighed, "checks.stop(STANDS)", "pass"),
    Bug("a receipt although it was waived", receipt_orders._paper, "or given.key in state.of(WAIVED)", "or False"),
    Bug("goods that went back count", receipts.live_goods, "line.quantity - back[line.kind]", "line.quantity"),
    Bug("a return that was reversed counts", receipts.live_goods, "returned.command.key not in gone", "True"),
    Bug("a chain forgets what came after", receipts.chain, "versions.append(receipt)", "pass"),
    Bug("a cancelled receipt is live", receipts.live_number, "numbers[-1] not in state.of(CANCELLED)", "True"),
    Bug(
        "a receipt always agrees",
        receipts._agrees,
        "receipt.amount == live_amount(state, state.events[receipt.gift].command)",
        "True",
    ),
)
