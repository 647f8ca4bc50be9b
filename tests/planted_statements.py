"""Bugs planted in statements, letters, campaign reports and the Beancount file, to see that their tests catch them."""

from __future__ import annotations

from typing import Any

from community_charity.interchange import beancount
from community_charity.movements import Move, Movements, Telling, telling
from community_charity.publish import campaign_reports, gift_statements, statements
from planted_bugs import Bug


def _free(of: Any) -> Any:
    """Give the function behind a property."""
    return of.fget


_ADD = Movements._add
_GIFT_ROW = gift_statements._gift_row

STATEMENT_BUGS = (
    Bug("a match counts as moved", _ADD, "kind = Kind.MATCHED", "kind = Kind.MOVED_IN"),
    Bug("what is undone forgets what it was for", _ADD, "if name not in self._said:", "if name:"),
    Bug("capital counts as a gift again", _ADD, "Kind.CAPITAL if gift", "Kind.HELD if gift"),
    Bug("a gift came in on its first purse only", _ADD, "if kind is Kind.PAID else None", "if kind is Kind.FEE else None"),
    Bug("matches of all time are told", Movements.matched_by, "if on in period", "if on"),
    Bug("a second match of a gift hides the first", Movements.matched_by, "found.get(gift, 0) + fen", "fen"),
    Bug("nobody compares with the purses", Movements.__init__, "!= {", "== 0 and {"),
    Bug("a purpose is never asked for", Telling.said, "None if self.purpose is None else", "None if True else"),
    Bug("a grant's narrow purpose is told", telling._cause_of, "cause.purpose", "purpose"),
    Bug("held money is gone", _free(Move.free), "-self.fen if", "0 if"),
    Bug("the first day belongs to the period before", statements.statement, "move.on < first", "move.on <= first"),
    Bug("the last day is left out", statements.statement, "move.on <= last", "move.on < last"),
    Bug("all pools are in the statement of one", statements.statement, "if pool in (None, key[0])}", "}"),
    Bug("what is held counts as opening twice", statements._count, "elif not held", "elif True"),
    Bug("a column of matches is never shown", statements.Statement.table, "name not in _RARE or", "name not in _RARE and"),
    Bug("the whole gift is said to be left", _GIFT_ROW, "left[move.purse] += move.change", "left[move.purse] += abs(move.fen)"),
    Bug("uses of other months are told", _GIFT_ROW, "move.on >= period.first", "move.on"),
    Bug("a refund is not told", _GIFT_ROW, 'sums["returned"]', 'sums["refunded"]'),
    Bug("where it is left is not told", gift_statements._cells, "if stayed else", "if True else"),
)  # fmt: skip

REPORT_BUGS = (
    Bug("every fee of the campaign is a cost", campaign_reports._report, "move.fee.kind is FeeKind.FUNDRAISING_COST", "move.fee.kind"),
    Bug("costs of any campaign count", campaign_reports._report, "move.fee.campaign == campaign", "move.fee.campaign != 0"),
    Bug("gifts of any campaign count", campaign_reports.campaign_report, "gift.order.campaign == campaign", "gift.order.key"),
    Bug("reversed gifts are counted", campaign_reports._counted, "if fen > 0", "if True"),
    Bug("a donor counts once for each gift", campaign_reports._counted, "len(set(donors) - {None})", "len(donors)"),
    Bug("anonymous gifts are donors", campaign_reports._counted, "set(donors) - {None}", "set(donors)"),
    Bug("channels with nothing are listed", campaign_reports._channels, "if any(split[channel].values())", "if True"),
    Bug("payments of before count", campaign_reports._report, "paid=_paid(inside)", "paid=_paid(own)"),
    Bug("the ratio is upside down", _free(campaign_reports.CampaignReport.cost_ratio), "self.costs.fen, self.raised.fen", "self.raised.fen, self.costs.fen"),
)  # fmt: skip

BEANCOUNT_BUGS = (
    Bug("refunds are income taken back", beancount._counter, "_COUNTERS.get(move.kind, _BETWEEN)", '"Income:Gifts"'),
    Bug("a fee counts as paid", beancount._counter, "if move.kind is Kind.PAID:", "if move.kind is not None:"),
    Bug("one side is missing", beancount._entry, "counters[_counter(move)] -= move.change", "pass"),
    Bug("what is undone is said to be done", beancount._words, "if fen < 0 and", "if False and"),
    Bug("own purposes share an account", beancount._use, "''.join(map(_sign, name))", "0"),
    Bug("matches are said to be moves", beancount._words, "Kind.MATCHED.text if Kind.MATCHED in sums else _MOVED", "_MOVED"),
    Bug("the last day is not written", beancount.to_beancount, "command.on <= last", "command.on < last"),
    Bug("an account opens on its last day", beancount._blocks, "min(on, opened.get(account, on))", "max(on, opened.get(account, on))"),
)  # fmt: skip
