"""What came into a chain, what it cost, what arrived and what is held (拨付链收支表), to the fen.

>>> ChainStep("county-1", received=Money(100), fees=Money(1), passed_on=Money(90), there=Money(9)).is_conserved
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.flows.chains import CHAINS, Chain
from community_charity.flows.transfers import Flow
from community_charity.giving import REVERSED
from community_charity.language import Text
from community_charity.money import ZERO, Money, total
from community_charity.restrictions import Restriction, restriction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from community_charity.book.book import Book
    from community_charity.book.purses import Purse
    from community_charity.flows.transfers import Move
    from community_charity.language import Lang
    from community_charity.pools import Cause
    from community_charity.purposes import Purpose

UNKNOWN = declare(
    "chain.unknown",
    wanted=("the id of a chain that the book knows", "账本已有的拨付链标识"),
    do=("see book.all(CHAINS), or record AgreeChain first", "见 book.all(CHAINS)，或先记录 AgreeChain"),
)


@attrs.frozen
class ChainStep:
    """What one account of a chain took in and let go (链上一户收支), each sum as `Money`.

    ``from_chain`` and ``passed_on`` are moves between accounts of the chain; ``matched`` came from pools outside of it,
    ``elsewhere`` went to them. ``paid`` was spent on the spot or paid as relief. ``there`` is what is left, promised
    money included. What changed its restriction inside the account is no move, unless one restriction alone is looked at.

    >>> ChainStep("county-1", received=Money(1)).is_conserved
    False
    """

    account: str
    received: Money = ZERO
    from_chain: Money = ZERO
    matched: Money = ZERO
    returned: Money = ZERO
    fees: Money = ZERO
    passed_on: Money = ZERO
    paid: Money = ZERO
    elsewhere: Money = ZERO
    there: Money = ZERO

    @property
    def came(self) -> Money:
        """All that came in (收入合计)."""
        return self.received + self.from_chain + self.matched

    @property
    def is_conserved(self) -> bool:
        """Tell whether what came in is what went out and what is there (收支平衡)."""
        went = self.returned + self.fees + self.passed_on + self.paid + self.elsewhere
        return self.came == went + self.there


@attrs.frozen
class ChainStatement:
    """The accounts of a chain, from the first to the village's (拨付链收支表).

    raised + matched - fees = paid_to_village + paid + elsewhere + held: nothing is lost on the way.

    >>> ChainStatement(Chain("lake", accounts=["a", "b"]), (ChainStep("a"), ChainStep("b"))).is_conserved
    True
    """

    chain: Chain
    steps: tuple[ChainStep, ...]

    @property
    def _before(self) -> tuple[ChainStep, ...]:
        return self.steps[:-1]

    @property
    def raised(self) -> Money:
        """What was given before the last account, less what went back (募集净额)."""
        return total(step.received - step.returned for step in self._before)

    @property
    def matched(self) -> Money:
        """What came from outside the chain, such as a pot for matching (配捐及其他转入)."""
        return total(step.matched for step in self._before)

    @property
    def fees(self) -> Money:
        """What was charged on the way (费用合计)."""
        return total(step.fees for step in self._before)

    @property
    def paid_to_village(self) -> Money:
        """What arrived in the last account, less what it sent back (拨付村级净额)."""
        return self.steps[-1].from_chain - self.steps[-1].passed_on

    @property
    def paid(self) -> Money:
        """What was spent or paid as relief before the end of the chain (链上支出)."""
        return total(step.paid for step in self._before)

    @property
    def elsewhere(self) -> Money:
        """What left the chain before its end (其他去向)."""
        return total(step.elsewhere for step in self._before)

    @property
    def held(self) -> Money:
        """What is still on the way (在途结余)."""
        return total(step.there for step in self._before)

    @property
    def is_conserved(self) -> bool:
        """Tell whether every fen is accounted for, at each account and along the whole chain (收支平衡)."""
        arrived = self.raised + self.matched - self.fees
        known = self.paid_to_village + self.paid + self.elsewhere + self.held
        return all(step.is_conserved for step in self.steps) and arrived == known

    def text(self, lang: Lang = "en") -> str:
        """Write the statement as a Markdown table, an account a line (文字).

        >>> print(ChainStatement(Chain("lake", accounts=["a", "b"]), (ChainStep("a"), ChainStep("b"))).text("zh"))
        | 账户 | 捐赠 | 上级拨入 | 配捐等转入 | 退回 | 费用 | 拨付 | 支出 | 其他去向 | 结余 |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
        | a | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 |
        | b | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 | ¥0.00 |
        """
        rows = [[head.to(lang) for head in _HEADS], ["---", *["---:"] * (len(_HEADS) - 1)]]
        rows += [[str(cell) for cell in attrs.astuple(step, recurse=False)] for step in self.steps]
        return "\n".join(f"| {' | '.join(row)} |" for row in rows)


_HEADS = (
    Text("account", "账户"),
    Text("given", "捐赠"),
    Text("from the chain", "上级拨入"),
    Text("from elsewhere", "配捐等转入"),
    Text("returned", "退回"),
    Text("fees", "费用"),
    Text("passed on", "拨付"),
    Text("paid", "支出"),
    Text("went elsewhere", "其他去向"),
    Text("there", "结余"),
)


def chain_statement(
    book: Book, chain: str, *, only_for: Restriction | Iterable[Purpose | Cause] | None = None
) -> ChainStatement:
    """Draw up what each account of a chain took in and let go (拨付链收支表).

    ``only_for`` looks at money under one restriction alone, such as that of one village; ``None`` at all. The sums are
    those of the purses; only what moved inside the chain is counted from the events. Raises `Malformed`.

    >>> import community_charity as cc
    >>> chain_statement(cc.Book(cc.Law.of("cn")), "lake")
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [chain.unknown] given: text of 4 characters (str). wanted: the id of a chain that \
the book knows. do: see book.all(CHAINS), or record AgreeChain first
    """
    found = book.find(CHAINS, chain) if isinstance(chain, str) else None
    if found is None:
        raise Malformed(UNKNOWN, given=shown(chain))
    wanted = restriction(only_for)
    inside = list(_inside(book, found, wanted))
    return ChainStatement(found, tuple(_step(book, account, wanted, inside) for account in found.accounts))


def _inside(book: Book, chain: Chain, wanted: Restriction | None) -> Iterator[Move]:
    """Give the moves from one account of a chain to another, save those that were reversed."""
    reversed_, accounts = book.all(REVERSED), frozenset(chain.accounts)
    for event in book.events:
        if isinstance(event, Flow) and event.command.key not in reversed_:
            for move in event.moves:
                if {move.source[0], move.target[0]} <= accounts and (wanted is None or move.source[1] == wanted):
                    yield move


def _step(book: Book, account: str, wanted: Restriction | None, inside: list[Move]) -> ChainStep:
    purses = [purse for purse in book.purses(account) if wanted is None or purse.restriction == wanted]
    came = sum(move.fen for move in inside if move.target[0] == account)
    gone = sum(move.fen for move in inside if move.source[0] == account)
    within = _within(purses)
    sums = {name: _sum(purses, name) for name in ("received", "moved_in", "returned", "fees", "moved_out", "spent")}
    there = sum(purse.left_on_line() for purse in purses)  # counted from the lots, not from the other sums
    return ChainStep(
        account,
        received=Money(sums["received"]),
        from_chain=Money(came),
        matched=Money(sums["moved_in"] - came - within),
        returned=Money(sums["returned"]),
        fees=Money(sums["fees"]),
        passed_on=Money(gone),
        paid=Money(sums["spent"]),
        elsewhere=Money(sums["moved_out"] - gone - within),
        there=Money(there),
    )


def _within(purses: list[Purse]) -> int:
    """Add up what went from one of these purses to another, in fen: it changed its restriction, and is where it was."""
    keys = {(purse.pool, purse.restriction) for purse in purses}
    return sum(
        fen
        for purse in purses
        for gift in purse.gifts()
        for order, fen in (*purse.uses_of(gift), *purse.away_of(gift))
        if purse.sent_to(order) in keys
    )


def _sum(purses: list[Purse], name: str) -> int:
    return sum(getattr(purse, name) for purse in purses)
