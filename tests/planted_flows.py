"""Bugs planted on purpose in transfers, fees and chains, to see that the tests would catch them."""

from __future__ import annotations

from community_charity import approvals
from community_charity.flows import chains, fees, routes, spending, statements, transfers
from community_charity.giving import reversals
from planted_bugs import Bug, _applies, _decides

__all__ = ["BUGS", "Bug"]

BUGS = (
    Bug(
        "a transfer lifts the restriction",
        _decides(transfers.TransferFunds),
        "(order.target, order.only_for)",
        "(order.target, None)",
    ),
    Bug("passing on lifts the restriction", _decides(chains.PassOn), "(target, order.only_for)", "(target, None)"),
    Bug("a purpose may be widened", transfers.weigh_purpose, "not source.serves(one)", "False"),
    Bug("money may go where it cannot serve", transfers.weigh_purpose, "not target.serves(one)", "False"),
    Bug("money may go to where it is", transfers.weigh_transfer, "if source in pools", "if False"),
    Bug("nobody steps aside", transfers._tied, "in {None, giver}", "in {None, giver, taker}"),
    Bug("one's own body makes one step aside", transfers._tied, "in {None, giver}", "in {None}"),
    Bug(
        "one fen too many goes",
        _decides(transfers.TransferFunds),
        "weigh_money(checks, state, source, order.amount.fen)",
        "weigh_money(checks, state, source, order.amount.fen - 1)",
    ),
    Bug("touched money is taken back", transfers._weigh_untouched, "there >= move.fen", "there >= 0"),
    Bug(
        "other gifts stand in", transfers._weigh_untouched, "min(fen, purse.unspent(gift))", "purse.unspent(gift) + fen"
    ),
    Bug(
        "a transfer is reversed twice",
        _decides(transfers.ReverseTransfer),
        "if order.transfer in state.of(REVERSED)",
        "if False",
    ),
    Bug(
        "a transfer is reversed before it was made",
        _decides(transfers.ReverseTransfer),
        "order.on < flow.command.on",
        "False",
    ),
    Bug("a reversal keeps the fee", _applies(transfers.ReverseTransfer), "if flow.fee is not None", "if False"),
    Bug("what came back counts as new", transfers.carry, "move.fen - sum(fen for _, fen in back)", "move.fen"),
    Bug("a reversal leaves what came", transfers.carry_back, "row, -1", "row, 0"),
    Bug("a platform may charge", fees.weigh_fee, "kind is FeeKind.PLATFORM and", "False and"),
    Bug("each fee alone keeps to the terms", fees.weigh_fee, "share(rate, base) - before", "share(rate, base)"),
    Bug("the cap is rounded up", fees.weigh_fee, "share(rate, base) - before", "share(rate, base) + 1 - before"),
    Bug("a society pays as a fund does", fees.weigh_fee, "if pool in state.of(SOCIETIES)", "if False"),
    Bug("what went back bears a fee", fees.base_of, "purse.received - purse.returned", "purse.received"),
    Bug("what was passed on to a pool bears no fee", fees.base_of, "+ state.of(CAME).get(pool, 0)", ""),
    Bug("terms hold before they were agreed", fees.rate_on, "if one.since <= on", ""),
    Bug("the first terms hold for ever", fees.rate_on, "max(agreed", "min(agreed"),
    Bug("a fee that was reversed still counts", fees.charge_back, "-fee.fen", "0"),
    Bug("a fee is reversed twice", _decides(fees.ReverseFee), "if fee.key in state.of(REVERSED)", "if False"),
    Bug("the fee is not part of what leaves", _decides(chains.PassOn), "fen, order.fee.fen)", "fen, 0)"),
    Bug(
        "a fee on the way is not weighed",
        _decides(chains.PassOn),
        "weigh_fee(checks, state, order.source, fee.kind, fee.fen, law)",
        "pass",
    ),
    Bug("the fee on the way is not charged", _applies(chains.PassOn), "if event.fee is not None", "if False"),
    Bug("money is passed on before the chain was agreed", _decides(chains.PassOn), "if order.on < agreed", "if False"),
    Bug(
        "the village is paid on the last day",
        _decides(chains.PassOn),
        "order.on > chain.ends",
        "order.on >= chain.ends",
    ),
    Bug("a step is left out", chains.Chain.after, "self.accounts[1:]", "self.accounts[2:]"),
    Bug(
        "strangers agree to a chain",
        _decides(chains.AgreeChain),
        "if strangers := frozenset(order.approved_by) - everybody",
        "if strangers := frozenset()",
    ),
    Bug("what nobody decides over is spent", approvals.weigh_approval, "if not if_nobody_decides", "if False"),
    Bug(
        "a platform's money is spent",
        _decides(spending.Spend),
        "weigh_approval(checks, pool, order.approved_by, law, paid)",
        "weigh_approval(checks, pool, order.approved_by, law, paid, if_nobody_decides=True)",
    ),
    Bug(
        "a platform's money is transferred",
        _decides(transfers.TransferFunds),
        "(order.target,), order, law)",
        "(order.target,), order, law, if_nobody_decides=True)",
    ),
    Bug(
        "a platform's money is shared out",
        _decides(chains.ShareOut),
        "order.split.ids, order, law)",
        "order.split.ids, order, law, if_nobody_decides=True)",
    ),
    Bug(
        "a platform may not pass on",
        _decides(chains.PassOn),
        "if_nobody_decides=True",
        "if_nobody_decides=False",
    ),
    Bug(
        "a transfer goes round the chain", _decides(transfers.TransferFunds), "weigh_route(checks", "repr(0) or (checks"
    ),
    Bug("a share goes round the chain", _decides(chains.ShareOut), "weigh_route(checks", "repr(0) or (checks"),
    Bug("only the next account is below", routes.lay, "combinations(accounts, 2)", "zip(accounts, accounts[1:])"),
    Bug("the last chain counts", routes.lay, "min(since, below.get(pair, since))", "since"),
    Bug("passing on begins with the last chain", routes.lay, "min(since, passing.get(pair[0], since))", "since"),
    Bug("a chain holds before it was agreed", routes._holds, "since <= on", "True"),
    Bug("a chain does not hold on its first day", routes._holds, "since <= on", "since < on"),
    Bug("nothing is ring-fenced", routes._is_fenced, "!= (None, None)", "== ()"),
    Bug("a project is not ring-fenced", routes._is_fenced, "only_for.project)", "None)"),
    Bug("all restricted money is ring-fenced", routes._is_fenced, "(only_for.place, only_for.project)", "()"),
    Bug("nothing goes back up", routes.weigh_route, "not _holds(below.get((target, source)), on)", "True"),
    Bug(
        "a refund forgets what was passed on", _decides(reversals.RefundDonation), "moved = not enough", "moved = False"
    ),
    Bug(
        "a refund asks for a reversal that helps nothing",
        _decides(reversals.RefundDonation),
        "one.unspent(gift.key)",
        "one.knows(gift.key)",
    ),
    Bug("what was paid went elsewhere", statements._step, 'paid=Money(sums["spent"])', "paid=ZERO"),
    Bug("a new restriction is a move", statements._within, "in keys", "in ()"),
    Bug("a share is lost", _decides(chains.ShareOut), "if part", "if part.fen > 1"),
    Bug("the statement counts what was reversed", statements._inside, "event.command.key not in reversed_", "True"),
    Bug("the statement takes a match for the chain's own", statements._inside, "<= accounts", "is not accounts"),
    Bug("the statement forgets the fees", statements._step, 'Money(sums["fees"])', "ZERO"),
)
