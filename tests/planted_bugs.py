"""Bugs planted on purpose, to see that the state machine would catch them.

Each is a line of the package replaced by a wrong one. The code object of the function is exchanged, so that whoever
holds a reference to it, such as ``HANDLERS``, runs the wrong line as well.
"""

from __future__ import annotations
import __future__

import ast
import inspect
import textwrap
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from community_charity import capital, giving, pools, restrictions, ties
from community_charity.book import book, lines, orders, periods, purses, state
from community_charity.flows import fees, transfers
from community_charity.giving import changes, donations, reversals
from community_charity.law import decision
from community_charity.matching import pots, returning, settling
from community_charity.relief import authority, case, files, grants, payments, taking_back
from community_charity.rules import linkage
from community_charity.rules.matching import facts

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType

    import pytest


@attrs.frozen
class Bug:
    """What is wrong (``name``), in which function, and which words are replaced by which."""

    name: str
    function: Any = attrs.field(repr=False)
    right: str = attrs.field(repr=False)
    wrong: str = attrs.field(repr=False)

    def plant(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Exchange the code of the function until the end of the test."""
        monkeypatch.setattr(self.function, "__code__", self.code())

    def code(self) -> CodeType:
        """Compile the function with its wrong words. The right ones must stand there exactly once."""
        source = _source(self.function)
        if source.count(self.right) != 1:
            message = f"{self.name}: {self.right!r} stands {source.count(self.right)} times in\n{source}"
            raise LookupError(message)
        names = dict(self.function.__globals__)
        wrong = source.replace(self.right, self.wrong)
        exec(compile(wrong, "<planted>", "exec", __future__.annotations.compiler_flag, dont_inherit=True), names)  # noqa: S102 - our own source
        code: CodeType = names[self.function.__name__].__code__
        return code


def _source(function: Any) -> str:
    """Give the text of a function without its decorators, found by its name."""
    text, found = _parsed(inspect.getfile(function))
    for name in function.__qualname__.split("."):
        found = next(node for node in ast.iter_child_nodes(found) if getattr(node, "name", None) == name)
    assert isinstance(found, ast.FunctionDef)
    lines = text.splitlines()[found.lineno - 1 : found.end_lineno]  # from "def" on: decorators stand above
    return textwrap.dedent("\n".join(lines))


@cache
def _parsed(file: str) -> tuple[str, ast.AST]:
    """Read a module once for all the bugs planted in it."""
    text = Path(file).read_text(encoding="utf-8")
    return text, ast.parse(text)


def every_list() -> dict[tuple[str, str], tuple[Bug, ...]]:
    """Find the lists of bugs in ``planted_*.py``, by module and name."""
    modules = [import_module(path.stem) for path in sorted(Path(__file__).parent.glob("planted_*.py"))]
    return {
        (module.__name__, name): value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, tuple) and any(isinstance(bug, Bug) for bug in value)
    }


def _of(found: Callable[..., Any]) -> Any:
    """Give the plain function behind a method, a class method or a handler."""
    return inspect.unwrap(getattr(found, "__func__", found))


def _decides(order: type[orders.Command]) -> Any:
    return _of(orders.HANDLERS[order].decide)


def _applies(order: type[orders.Command]) -> Any:
    return _of(orders.HANDLERS[order].apply)


_GRANT, _PAY = _decides(grants.GrantRelief), _decides(payments.PayRelief)
_LINE, _PURSE, _BOOK, _STATE = lines.Line, purses.Purse, book.Book, state.State
_CORRECT, _REFUND = _decides(giving.CorrectDonation), _decides(giving.RefundDonation)
_ADMITS, _RANK = _of(restrictions.Restriction.admits), _of(vars(restrictions.Restriction)["rank"].fget)

BUGS = (
    # --- the line of a purse ------------------------------------------------------------------------------------
    Bug("a cut leaves no hole", _of(_LINE.cut), "insort(self._holes, (end - part, self._ends[lot]))", "pass"),
    Bug("a second cut leaves the first hole", _of(_LINE.cut), "self._holes.remove((end, self._ends[lot]))", "pass"),
    Bug("a cut lot stays as long as it was", _of(_LINE.cut), "self._lives[lot] = end - part", "pass"),
    Bug(
        "what came first of a gift goes back first",
        _of(_LINE.cut),
        "in reversed(self._lots[gift])",
        "in self._lots[gift]",
    ),
    Bug("a payment jumps over no hole", _of(_LINE.draw), "end += stop - start", "pass"),
    Bug("a payment jumps over one hole only", _of(_LINE.draw), "while self._holes", "if self._holes"),
    Bug("a payment pays a fen less", _of(_LINE.draw), "self._paid_to + fen", "self._paid_to + fen - 1"),
    Bug("an undone payment forgets whose money it was", _of(_LINE.give_back), "self.enter(gift, fen)", "pass"),
    Bug(
        "undoing restores a fen less",
        _of(_LINE.give_back),
        "self.enter(gift, fen)",
        "self.enter(gift, max(fen - 1, 1))",
    ),
    Bug("an undone payment still counts as a use", _of(_LINE.give_back), "self._undone.add(", "str("),
    Bug("what is paid is still unspent", _of(_LINE.unspent), "max(start, paid_to)", "start"),
    Bug(
        "a purse pays its newest money first",
        _of(_LINE._overlap),
        "end = self._stops[place]",
        "start, end = self._ends[-1] - self._stops[place], self._ends[-1] - start",
    ),
    Bug("a gift's uses stop at the first", _of(_LINE.uses_of), "place += 1", "break"),
    # --- the money of a purse -----------------------------------------------------------------------------------
    Bug("a refund counts one fen less", _of(_PURSE.refund), "self.returned += fen", "self.returned += fen - 1"),
    Bug("a corrected entry stays in the sum", _of(_PURSE.correct), "self.received -= fen", "pass"),
    Bug("an undone payment stays spent", _of(_PURSE.undo), "self.spent -= fen", "pass"),
    Bug("a hold may take what is held already", _of(pools.choose), "purse.free -", "purse.free + purse.held -"),
    Bug("restricted money pays for another use", _of(_STATE.admitting), "if p.restriction.admits(use)", "if True"),
    Bug(
        "the widest restriction is drawn first",
        _of(_STATE.admitting),
        "p.restriction.rank)",
        "p.restriction.rank, reverse=True)",
    ),
    Bug(
        "unrestricted money is drawn first",
        _of(pools.choose),
        "in state.admitting(pool.id, use)",
        "in reversed(list(state.admitting(pool.id, use)))",
    ),
    Bug("a fund spends what it is to keep", _of(pools.choose), "pool.floor if purse.restriction is None", "0 if True"),
    # --- restrictions -------------------------------------------------------------------------------------------
    Bug(
        "money for the narrower purpose serves the wider",
        _ADMITS,
        "use.purpose.within(wider)",
        "use.purpose.within(wider) or wider.within(use.purpose)",
    ),
    Bug("money for one purpose serves only it", _ADMITS, "use.purpose.within(wider)", "use.purpose == wider"),
    Bug("the place is ignored", _ADMITS, "_is_in(use.place, self.place)", "True"),
    Bug("the groups are ignored", _ADMITS, "self.groups is None", "True"),
    Bug("all groups are wanted", _ADMITS, "not self.groups.isdisjoint(use.groups)", "self.groups <= use.groups"),
    Bug("the project is ignored", _ADMITS, "self.project == use.project", "True"),
    Bug("the first day is ignored", _ADMITS, "self.since <= use.on", "True"),
    Bug("the last day is ignored", _ADMITS, "use.on <= self.until", "True"),
    Bug("the last day is too late", _ADMITS, "use.on <= self.until", "use.on < self.until"),
    Bug("an unknown place is anywhere", _of(restrictions._is_in), "there is not None and", "there is None or"),
    Bug("a place with a longer name is inside", _of(restrictions._is_in), 'f"{wanted}/"', "wanted"),
    Bug("the last day does not rank", _RANK, "self.until or date.max", "date.max"),
    Bug("the wider purpose is drawn first", _RANK, "-depth", "depth"),
    Bug("the fewer limits are drawn first", _RANK, "-timeless", "timeless"),
    Bug("the project is drawn last", _RANK, "self.project is None", "self.project is not None"),
    Bug("more purposes are drawn first", _RANK, "len(several)", "-len(several)"),
    Bug("money is paid after its last day", _of(payments._weigh_time), "until < on", "False"),
    Bug("money is not paid on its last day", _of(payments._weigh_time), "until < on", "until <= on"),
    # --- gifts that go back -------------------------------------------------------------------------------------
    Bug("a pool gives up what it is to keep", _of(pools.spare_of), "is None else 0", "is not None else 0"),
    Bug("a gift goes back although part was paid", _of(reversals._weigh_untouched), "if unspent < less", "if False"),
    Bug("a promised gift goes back", _of(reversals._weigh_untouched), "if spare < less", "if False"),
    Bug("a gift goes back twice", _of(reversals._gift), "if gift.key in state.of(REVERSED)", "if False"),
    Bug("a gift goes back before it came", _of(reversals._gift), "order.on < last", "False"),
    Bug(
        "a reversal forgets the correction",
        _decides(giving.ReverseDonation),
        ".get(gift.key, gift.amount)",
        "and gift.amount or gift.amount",
    ),
    Bug(
        "a gift goes back from its own purse alone",
        _of(reversals._take),
        "if key[0] == gift.pool and key != own",
        "if False",
    ),
    Bug("a gift goes back from its own purse last", _of(reversals._take), "in keys:", "in keys[::-1]:"),
    Bug("a changed gift is in no purse", _of(changes._move), "target.take(event.parts)", "pass"),
    Bug("promised money is restricted to something else", _of(changes._weigh_free), "spare >= moving", "True"),
    Bug(
        "more than is unspent is refunded",
        _of(reversals._take),
        "min(purse.unspent(gift.key), spare_of(state, purse))",
        "spare_of(state, purse)",
    ),
    Bug("a refund ignores the floor", _of(reversals._take), "spare_of(state, purse)", "purse.free"),
    Bug("held money is refunded", _of(reversals._take), "spare_of(state, purse)", "purse.free + purse.held"),
    Bug("a refund a fen too much is allowed", _REFUND, "order.amount.fen <= can", "order.amount.fen <= can + 1"),
    Bug("the last fen is not refunded", _REFUND, "order.amount.fen <= can", "order.amount.fen < can"),
    Bug("a second refund forgets the first", _applies(giving.RefundDonation), " + order.amount", " * 0 + order.amount"),
    Bug("a correction counts from the first entry", _CORRECT, "- entered.fen", "- gift.amount.fen"),
    Bug("a correction to the same is made", _CORRECT, "if order.amount == entered", "if False"),
    Bug("a correction may reach what is spent", _CORRECT, "if order.amount < entered", "if False"),
    Bug(
        "a correction is forgotten",
        _applies(giving.CorrectDonation),
        "state.of(CORRECTED)[gift.key] = event.command.amount",
        "pass",
    ),
    Bug(
        "a gift for a cause outside the pool is taken",
        _of(donations.weigh_within),
        "not outside, facts",
        "True, facts",
    ),
    # --- money that moves on ------------------------------------------------------------------------------------
    Bug(
        "a transfer back leaves the money there",
        _of(transfers.carry_back),
        "state.purses[move.target].untake(row.gifts)",
        "pass",
    ),
    Bug(
        "promised money is transferred back",
        _of(transfers._weigh_untouched),
        "there = min(there, spare_of(state, purse))",
        "pass",
    ),
    Bug("a transfer widens the purpose", _of(transfers.weigh_purpose), "if not source.serves(one)", "if False"),
    Bug("a fee is counted on what went back", _of(fees.base_of), "purse.received - purse.returned", "purse.received"),
    Bug("a fen that goes round counts twice", _of(transfers.carry), "max(passed.get((target, gift), 0), 0)", "0"),
    Bug("fees charged before are forgotten", _of(fees.weigh_fee), "share(rate, base) - before", "share(rate, base)"),
    Bug("a fee taken back still counts", _of(fees.charge_back), "-fee.fen", "0"),
    Bug("old terms are charged", _of(fees.rate_on), "return max(", "return min("),
    Bug(
        "a gift with a match goes back",
        _of(reversals._gift),
        "match := state.of(MATCHED).get(gift.key)",
        "match := None",
    ),
    Bug("a matching gives more than its budget", _of(settling._pot), "min(left_of(state, key, row), there)", "there"),
    Bug(
        "a matching gives more than is there",
        _of(settling._pot),
        "min(left_of(state, key, row), there)",
        "left_of(state, key, row)",
    ),
    Bug("a gift is matched twice", _of(pots.waiting), "not match.fen and", "True and"),
    Bug("what went back of a gift is matched", _of(settling._gifts), "live_amount(state, order)", "order.amount"),
    Bug("a cap is ignored", _of(facts.Caps.within), "min(offer, self.per_gift.fen)", "offer"),
    Bug(
        "a match that was returned is lost to the pot", _of(settling.left_of), "match.fen - match.returned", "match.fen"
    ),
    Bug(
        "a returned match still stands on its gift", _of(returning._apply), "del state.of(MATCHED)[order.gift]", "pass"
    ),
    # --- grants and payments ------------------------------------------------------------------------------------
    Bug("a split loses a fen", _of(payments._split), "((key, part - fen),) if", "((key, part - fen - 1),) if"),
    Bug("a payment may exceed what is held", _PAY, "fen <= held, held", "fen <= held + 1, held"),
    Bug("a void keeps the money held", _of(taking_back._release), "state.purses[purse].release(part)", "pass"),
    Bug("the year's sum stays after a reversal", _of(taking_back.take_back), "made), -fen", "made), 0"),
    Bug("grants for a cause are not counted", _of(grants._apply_grant), "order), fen, 1)", "order), fen, 0)"),
    Bug("a voided grant still counts for its cause", _of(taking_back.take_back), "-1 if gone else 0", "0"),
    Bug("an expired grant is paid", _PAY, "made.expires < order.on", "False"),
    Bug(
        "a grant expires on its last day",
        _decides(taking_back.ExpireGrant),
        "order.on <= expires",
        "order.on < expires",
    ),
    Bug("a voided grant is paid", _PAY, "if grant.ended", "if False"),
    Bug("aid that came after the grant does not count", _PAY, "file.needs, file.paid", "file.needs, -(10**9)"),
    Bug("a payment is reversed twice", _decides(taking_back.ReversePayment), "in state.of(REVERSED)", "in ()"),
    # --- who decides --------------------------------------------------------------------------------------------
    Bug("half the panel is a majority", _of(authority.weigh_majority), "> panel * rate", ">= panel * rate"),
    Bug(
        "those with an interest count for the panel",
        _of(authority.weigh_majority),
        "pool.deciders - interested if",
        "pool.deciders if",
    ),
    Bug("who has an interest decides", _of(authority.weigh_interest), "not people & interested", "True"),
    Bug("a manager's relative is helped", _of(authority.weigh_panel), "not related, None", "True, None"),
    Bug("a tie ends a day early", _of(ties.Tie.in_force), "<= (self.until or on)", "< (self.until or date.max)"),
    Bug("one officer is enough", _of(authority.weigh_signatures), "max(law.emergency_signatures, 1)", "1"),
    Bug("an emergency needs no urgency", _GRANT, "order.emergency and not file.case.urgent", "False"),
    Bug(
        "an emergency owes no papers",
        _of(grants._apply_grant),
        "order.on if order.emergency else",
        "None if order.emergency else",
    ),
    Bug("papers without evidence will do", _decides(files.CompletePapers), "not missing, facts", "True, facts"),
    # --- government, need, ceilings -----------------------------------------------------------------------------
    Bug("a pending application is a decision", _of(linkage.government_decided), "aid in DECIDED", "aid not in ()"),
    Bug("unknown aid is a refusal", _of(linkage.government_decided), "None if", "False if"),
    Bug(
        "nobody asks for consent",
        _decides(files.OpenCase),
        "is not None and law.referral_needs_consent",
        "is None and False",
    ),
    Bug("an unknown insurance paid nothing", _of(case.needs_of), "if insurance is None or medical is None", "if False"),
    Bug("a cost needs no evidence", _of(case._proved), "if cost.evidence is not None", "if True"),
    Bug("a case may be opened twice", _decides(files.OpenCase), "state.absent(CASES, case.id, WHAT, checks)", "pass"),
    Bug("a case closes with money held", _of(files.open_case), "weigh_phase(checks, file, order)", "pass"),
    # --- capital ------------------------------------------------------------------------------------------------
    Bug(
        "capital at the floor is too little",
        _of(capital.weigh_capital),
        "not short, floor",
        "capital.total > floor, floor",
    ),
    Bug("a wrong total is believed", _of(capital.weigh_capital_sum), "capital.stated == capital.total", "True"),
    Bug("a margin has the wrong sign", _of(decision._margin), "found - required", "required - found"),
    # --- the book -----------------------------------------------------------------------------------------------
    Bug(
        "the last of several failures is told", _of(vars(decision.Decision)["reason"].fget), "min(failed", "max(failed"
    ),
    Bug("a used key is taken for a repetition", _of(_BOOK._known_or_refused), "known.command == command", "True"),
    Bug("the last day of a closed period is open", _of(_BOOK.record), "on > state.closed", "on >= state.closed"),
    Bug("a closed period hides what is not found", _of(_BOOK._judge), "and not _not_found(checks)", ""),
    Bug("a closed period opens again", _decides(periods.ClosePeriod), "order.through <= state.closed", "False"),
    Bug("a replay does not compare", _of(_BOOK.replay), "again != event or event.number != number", "False"),
    Bug(
        "a replay does not decide",
        _of(_BOOK.replay),
        "book.record(expect(event, Event).command)",
        "book._state.events.setdefault("
        "event.command.key, (HANDLERS[type(event.command)].apply(book._state, event), event)[1])",
    ),
    Bug("a branch shares the purses", _of(_STATE.copy), "purse.copy()", "purse"),
    Bug(
        "a branch draws on the purses of the book",
        _of(_STATE.copy),
        "tuple(twin.purses[p.pool, p.restriction] for p in purses)",
        "purses",
    ),
    Bug("half of several orders is recorded", _of(_BOOK.record_all), "trial = self.branch()", "trial = self"),
    Bug(
        "a decision is recorded",
        _of(_BOOK.decide),
        "checks = self._judge(command)",
        "checks = self._judge(command); self.record(command)",
    ),
)
