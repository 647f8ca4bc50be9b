"""A book as a Beancount file (复式记账文件), so that somebody else's program adds it up again.

Beancount is a plain-text double-entry program. Each purse is an account of its own, and every movement of money a
transaction between it and a counter account::

    Assets:Pools:<pool>:<restriction>   a purse
    Equity:Start-Up-Capital             start-up capital
    Income:Gifts                        gifts that came in
    Income:Returned                     gifts that went back
    Expenses:Relief:<cause>             relief paid out
    Expenses:Reversed:<cause>           payments taken back

A reversal is a transaction of its own day; what it corrects stays. Money that is only held (granted, not yet paid) has
not moved, and is not there. On the first of each month every purse has a ``balance`` line that allows no fen of
difference, and Beancount refuses the file if its own sum is another. It is made of text alone and needs no package.

The file holds ids of pools, the keys of orders, and causes; no person, donor, household, case or reason. There is no
clock: ``until`` is the last day that is written.

>>> from datetime import date
>>> import community_charity as cc
>>> village = cc.MutualAidSociety(  # its council is invented
...     "village-1", form="filed", council=["p-1"], capital=cc.Capital({"donors": cc.yuan(30_000)})
... )
>>> book = cc.Book(cc.Law.of("cn"))
>>> _ = book.record(cc.FoundSociety(key="found-1", on=date(2025, 3, 13), society=village))
>>> print(to_beancount(book, until=date(2025, 3, 31)).partition("commodity CNY")[2].strip())
2025-03-13 open Assets:Pools:Village-1:Unrestricted CNY
2025-03-13 open Equity:Start-Up-Capital CNY
<BLANKLINE>
2025-03-13 * "Start-up capital"
  event: 0
  key: "found-1"
  kind: "SocietyFounded"
  Assets:Pools:Village-1:Unrestricted  30000.00 CNY
  Equity:Start-Up-Capital  -30000.00 CNY
<BLANKLINE>
2025-04-01 balance Assets:Pools:Village-1:Unrestricted  30000.00 ~ 0.00 CNY
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import MAXYEAR, date, timedelta
from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.book.book import Book
from community_charity.book.orders import Event
from community_charity.book.purses import PurseKey
from community_charity.calendar import day
from community_charity.errors import Malformed, declare, expect
from community_charity.funds import EstablishFund
from community_charity.giving import ReceiveDonation, ReverseDonation
from community_charity.language import Text
from community_charity.money import total
from community_charity.purposes import PURPOSES
from community_charity.relief import CASES, GRANTS, PayRelief, ReversePayment
from community_charity.societies import FoundSociety

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from community_charity.capital import Capital
    from community_charity.language import Lang
    from community_charity.restrictions import Restriction

UNTOLD = declare(
    "interchange.untold_money",
    wanted=("a book whose money only the orders of this package have moved", "资金仅由本库指令变动的账本"),
    do=(
        "write a file of your own for money that your own orders move",
        "自定义指令所变动的资金，请另行编写导出文件",
    ),
)

_KNOWN: Final = frozenset(PURPOSES)
_TITLE: Final = Text("Community charity: book of purses", "社区慈善：资金账户")
_HEAD: Final = Text(
    "Made from a book's facts up to {until}. Each account under Assets:Pools is one purse. Money that is held for a\n"
    "grant has not moved, and is not shown. In names of accounts Z4e00Z stands for the sign U+4E00.",
    "依据账本截至 {until} 的事实生成。Assets:Pools 下每个科目为一个资金账户。已批未付而占用的资金\n"
    "并未变动，不予列示。科目名中的 Z4e00Z 表示字符 U+4E00。",
)
_CAPITAL: Final = Text("Start-up capital", "启动资金")
_GIFT: Final = Text("Gift", "捐赠")
_RETURNED: Final = Text("Entry of a gift reversed", "冲销捐赠入账")
_RELIEF: Final = Text("Relief paid", "发放救助金")
_REVERSED: Final = Text("Payment of relief reversed", "冲销救助金")


@attrs.frozen
class _Move:
    """Money that an event moved: into purses if above zero, out of them if below, in fen."""

    event: Event[Any]
    what: Text
    counter: str
    parts: tuple[tuple[PurseKey, int], ...]


def to_beancount(book: Book, *, until: date, lang: Lang = "en", title: str | None = None) -> str:
    """Write what moved in a book up to a day as a Beancount file (导出复式记账文件).

    Orders dated after ``until`` are left out. ``lang`` is the language of the words, ``title`` the name of the file
    in Beancount; accounts are named alike in both languages. The same book gives the same text.

    Raises `Malformed` for what is no `Book`, no plain date or no text, and for a book in which the orders of other
    packages have moved money, which would be missing in the file; `ValueError` for another language.

    Source: the Beancount language syntax, version 3, for the directives ``open``, ``balance`` and transactions.

    >>> import community_charity as cc
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> print(to_beancount(book, until=date(2025, 3, 31), title="Nothing yet").splitlines()[0])
    option "title" "Nothing yet"
    """
    last = day(until)
    name = _TITLE.to(lang) if title is None else " ".join(expect(title, str).split())
    moves = _told(expect(book, Book))
    lines = [f'option "title" {_quoted(name)}', 'option "operating_currency" "CNY"']
    lines += [f"; {line}" for line in _HEAD.fill(until=last).to(lang).splitlines()]
    blocks = sorted(_blocks([move for move in moves if move.event.command.on <= last], last, lang))
    if blocks:
        lines += ["", f"{blocks[0][0]} commodity CNY"]
    before = None
    for on, rank, _, block in blocks:
        if (on, rank) != before or rank == _TRANSACTION:
            lines.append("")
        before = on, rank
        lines.append(block)
    return "\n".join([*lines, ""])


def account_of(pool: str, restriction: Restriction | None) -> str:
    """Give the name of a purse's account (资金账户的科目名).

    A pool's id keeps its ASCII digits, letters and hyphens. A first small letter is written large, because Beancount
    wants it so; every other sign, a first capital and each ``Z`` becomes its code point in hexadecimal between two
    ``Z``. So no two pools have one account, and the id can be read back. A restriction to purposes of this library is
    named by them, in alphabetical order; any other by its code, with the signs written in the same way.

    >>> from community_charity.pools import Cause
    >>> from community_charity.restrictions import Restriction
    >>> account_of("village-1", None)
    'Assets:Pools:Village-1:Unrestricted'
    >>> account_of("Village-1", Restriction(purposes=[Cause.ILLNESS, Cause.DEATH_IN_FAMILY]))
    'Assets:Pools:Z56Zillage-1:DeathInFamily-Illness'
    >>> account_of("village-1", Restriction(project="wells"))
    'Assets:Pools:Village-1:Restricted-projectZ3dZwells'
    >>> account_of("村 1", None)
    'Assets:Pools:Z6751ZZ20Z1:Unrestricted'
    """
    first, rest = pool[0], pool[1:]
    begin = first.upper() if "a" <= first < "z" else first if "0" <= first <= "9" else _escaped(first)
    return f"Assets:Pools:{begin}{''.join(map(_sign, rest))}:{_last_part(restriction)}"


def _last_part(restriction: Restriction | None) -> str:
    if restriction is None:
        return "Unrestricted"
    several = restriction.purposes or frozenset()
    if restriction.named == 1 and several and several <= _KNOWN:
        return "-".join(sorted(_word(purpose.id) for purpose in several))
    return f"Restricted-{''.join(map(_sign, restriction.code))}"


def _sign(sign: str) -> str:
    return sign if sign != "Z" and sign.isascii() and (sign.isalnum() or sign == "-") else _escaped(sign)


def _escaped(sign: str) -> str:
    return f"Z{ord(sign):x}Z"


def _word(name: str) -> str:
    """Write a name as part of an account: without hyphens, which join several."""
    return "".join(word.capitalize() for word in name.split("_"))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _yuan(fen: int) -> str:
    whole, part = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{part:02d}"


# --- what moved ----------------------------------------------------------------------------------


def _told(book: Book) -> list[_Move]:
    """Give all moves of a book, and hold them against its purses: nothing may be missing."""
    moves = list(_moves(book))
    sums: Counter[PurseKey] = Counter()
    for move in moves:
        sums.update(dict(move.parts))
    there = {(purse.pool, purse.restriction): purse.free + purse.held for purse in book.purses()}
    if dict(sums) != there:
        amiss = sum(sums.get(key, 0) != there.get(key, 0) for key in {*sums, *there})
        raise Malformed(UNTOLD, given=f"purses with money from elsewhere: {amiss}")
    return moves


def _moves(book: Book) -> Iterator[_Move]:
    events: dict[str, Event[Any]] = {}
    causes = _Causes(book)
    for event in book.events:
        order = event.command
        events[order.key] = event
        match order:
            case FoundSociety():
                yield _founding(event, order.society.id, order.society.capital)
            case EstablishFund():
                yield _founding(event, order.fund.id, order.fund.capital)
            case ReceiveDonation():
                yield _Move(event, _GIFT, "Income:Gifts", (((order.pool, order.only_for), order.amount.fen),))
            case ReverseDonation():
                gift = events[order.donation].command
                back = ((gift.pool, gift.only_for), -gift.amount.fen)
                yield _Move(event, _RETURNED, "Income:Gifts", (back,))
            case PayRelief():
                out = tuple((key, -fen) for key, fen in event.parts)  # type: ignore[attr-defined] # a ReliefPaid
                yield _Move(event, _RELIEF, f"Expenses:Relief:{causes.of(order)}", out)
            case ReversePayment():
                paid: Any = events[order.payment]
                yield _Move(event, _REVERSED, f"Expenses:Reversed:{causes.of(paid.command)}", paid.parts)
            case _:
                pass


def _founding(event: Event[Any], pool: str, capital: Capital | None) -> _Move:
    """Open a purse; a fund may begin without capital, and then nothing moves."""
    fen = 0 if capital is None else total(capital.sources.values()).fen
    return _Move(event, _CAPITAL, "Equity:Start-Up-Capital", (((pool, None), fen),))


class _Causes:
    """Finds what a payment was for; cases are named nowhere else."""

    def __init__(self, book: Book) -> None:
        self._grants = book.all(GRANTS)
        self._cases = book.all(CASES)

    def of(self, paid: PayRelief) -> str:
        return _word(self._cases[self._grants[paid.grant].event.command.case].case.cause.value)


# --- as text -------------------------------------------------------------------------------------

_OPEN, _BALANCE, _TRANSACTION = range(3)  # Beancount's own order within a day


def _blocks(moves: list[_Move], last: date, lang: Lang) -> Iterator[tuple[date, int, Any, str]]:
    """Give each directive with its day, its rank within the day, and what sorts it among its like."""
    opened: dict[str, date] = {}
    for move in moves:
        on, lines = move.event.command.on, list(_postings(move))
        for account, _ in lines:
            opened[account] = min(on, opened.get(account, on))
        if any(fen for _, fen in lines):
            yield on, _TRANSACTION, move.event.number, _transaction(move, lines, lang)
    for account, on in opened.items():
        yield on, _OPEN, account, f"{on} open {account} CNY"
    for on, account, fen in _balances(moves, last):
        yield on, _BALANCE, account, f"{on} balance {account}  {_yuan(fen)} ~ 0.00 CNY"


def _postings(move: _Move) -> Iterator[tuple[str, int]]:
    for (pool, restriction), fen in move.parts:
        yield account_of(pool, restriction), fen
    yield move.counter, -sum(fen for _, fen in move.parts)


def _transaction(move: _Move, postings: Iterable[tuple[str, int]], lang: Lang) -> str:
    order = move.event.command
    head = [
        f"{order.on} * {_quoted(move.what.to(lang))}",
        f"  event: {move.event.number}",
        f"  key: {_quoted(order.key)}",
        f"  kind: {_quoted(type(move.event).__name__)}",
    ]
    return "\n".join([*head, *(f"  {account}  {_yuan(fen)} CNY" for account, fen in postings)])


def _balances(moves: Iterable[_Move], last: date) -> Iterator[tuple[date, str, int]]:
    """Give each purse's money at the start of each month from the one after its first move on."""
    by_month: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for move in moves:
        on = move.event.command.on
        for (pool, restriction), fen in move.parts:
            by_month[account_of(pool, restriction)][_month(on)] += fen
    for account, moved in by_month.items():
        yield from _running(account, moved, last)


def _running(account: str, moved: Mapping[int, int], last: date) -> Iterator[tuple[date, str, int]]:
    fen = 0
    for month in range(min(moved), _whole_months(last)):
        fen += moved.get(month, 0)
        yield date((month + 1) // 12, (month + 1) % 12 + 1, 1), account, fen


def _month(on: date) -> int:
    return on.year * 12 + on.month - 1


def _whole_months(last: date) -> int:
    """Give the first month that has not ended on a day; the calendar has no day after its last month."""
    ended = last < date.max and (last + timedelta(1)).month != last.month
    return min(_month(last) + ended, MAXYEAR * 12 + 11)
