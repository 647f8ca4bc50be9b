"""A book as a Beancount file (复式记账文件), so that somebody else's program adds it up again.

Beancount is a plain-text double-entry program. Each purse is an account of its own, and every movement of money a
transaction between it and a counter account::

    Assets:Pools:<pool>:<restriction>   a purse
    Equity:Start-Up-Capital             start-up capital
    Income:Gifts                        gifts that came in, as corrected
    Income:Refunded                     gifts that went back
    Expenses:Paid:<purpose>             payments
    Expenses:Fees:<kind>                fees

A reversal is a transaction of its own day on the same accounts, with the opposite sign (红字冲销); what it corrects
stays. Money that moves from purse to purse, a match for example, is one transaction between their accounts. Money that is
only held (granted, not yet paid) has not moved, and is not there. On the first of each month every purse has a
``balance`` line that allows no fen of difference, and Beancount refuses the file if its own sum is another. The file is
text alone and needs no package.

It holds ids of pools, the keys of orders, and purposes; no person, donor, household, case or reason. There is no clock:
``until`` is the last day that is written.

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
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import attrs

from community_charity.book.orders import Event
from community_charity.calendar import day
from community_charity.errors import expect
from community_charity.language import Text
from community_charity.movements import Kind, Move, Movements
from community_charity.purposes import GENERAL, PURPOSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from community_charity.book.book import Book
    from community_charity.language import Lang
    from community_charity.purposes import Purpose
    from community_charity.restrictions import Restriction

_KNOWN: Final = frozenset(PURPOSES)
_TITLE: Final = Text("Community charity: book of purses", "社区慈善：资金账户")
_HEAD: Final = Text(
    "Made from a book's facts up to {until}. Each account under Assets:Pools is one purse. Money that is held for a\n"
    "grant has not moved, and is not shown. In names of accounts Z4e00Z stands for the sign U+4E00.",
    "依据账本截至 {until} 的事实生成。Assets:Pools 下每个科目为一个资金账户。已批未付而占用的资金\n"
    "并未变动，不予列示。科目名中的 Z4e00Z 表示字符 U+4E00。",
)
_UNDONE: Final = Text("undone: {what}", "冲销：{what}")
_MOVED: Final = Text("moved between purses", "账户间划转")
_COUNTERS: Final = {
    Kind.CAPITAL: "Equity:Start-Up-Capital",
    Kind.RECEIVED: "Income:Gifts",
    Kind.CORRECTED: "Income:Gifts",
    Kind.INTEREST: "Income:Interest",
    Kind.RETURNED: "Income:Refunded",
}
_BETWEEN: Final = "Equity:Between-Purses"
"""Where money would stand that an event takes out of one purse and puts into none; no order of this package does."""


@attrs.frozen
class _Entry:
    """What an event moved: what each account gained, in fen, the purses' first; the money in them sums to zero."""

    event: Event[Any]
    what: Text
    postings: tuple[tuple[str, int], ...]


def to_beancount(book: Book, *, until: date, lang: Lang = "en", title: str | None = None) -> str:
    """Write what moved in a book up to a day as a Beancount file (导出复式记账文件).

    Orders dated after ``until`` are left out. ``lang`` is the language of the words, ``title`` the name of the file
    in Beancount; accounts are named alike in both languages. The same book gives the same text.

    Raises `Malformed` for what is no `Book`, no plain date or no text, `ValueError` for another language, and what
    `community_charity.movements.Movements` raises.

    Source: the Beancount language syntax, version 3, for the directives ``open``, ``balance`` and transactions.

    >>> import community_charity as cc
    >>> book = cc.Book(cc.Law.of("cn"))
    >>> print(to_beancount(book, until=date(2025, 3, 31), title="Nothing yet").splitlines()[0])
    option "title" "Nothing yet"
    """
    last = day(until)
    name = _TITLE.to(lang) if title is None else " ".join(expect(title, str).split())
    entries = [entry for entry in _entries(Movements(book)) if entry.event.command.on <= last]
    lines = [f'option "title" {_quoted(name)}', 'option "operating_currency" "CNY"']
    lines += [f"; {line}" for line in _HEAD.fill(until=last).to(lang).splitlines()]
    blocks = sorted(_blocks(entries, last, lang))
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


def _entries(found: Movements) -> Iterator[_Entry]:
    """Give what each event moved; an event that only holds money moves none."""
    moves = (move for move in found.moves if move.kind is not Kind.HELD)
    for number, several in groupby(moves, key=lambda move: move.event):
        yield _entry(found.events[number], list(several))


def _entry(event: Event[Any], moves: list[Move]) -> _Entry:
    purses: Counter[str] = Counter()
    counters: Counter[str] = Counter()
    for move in moves:
        purses[account_of(*move.purse)] += move.change
        if move.fen:
            counters[_counter(move)] -= move.change
    between = () if counters[_BETWEEN] else (_BETWEEN,)
    postings = (*purses.items(), *(post for post in counters.items() if post[0] not in between))
    return _Entry(event, _words(moves), postings)


def _counter(move: Move) -> str:
    """Name the account from which money comes into a purse, or to which it goes."""
    if move.kind is Kind.PAID:
        return ":".join(("Expenses:Paid", *_use(move.purpose)))
    if move.kind is Kind.FEE:
        return "Expenses:Fees" if move.fee is None else f"Expenses:Fees:{_word(move.fee.kind.value)}"
    return _COUNTERS.get(move.kind, _BETWEEN)


_PATHS: Final = frozenset(one.path for one in PURPOSES)


def _use(purpose: Purpose | None) -> Iterator[str]:
    """Name a purpose, from the widest on; a purpose of the caller's own with its signs as those of a pool's id."""
    if purpose is None:
        return
    if purpose == GENERAL:
        yield _word(GENERAL.id)
    for place, name in enumerate(purpose.path, 1):
        yield _word(name) if purpose.path[:place] in _PATHS else f"Own-{''.join(map(_sign, name))}"


def _words(moves: list[Move]) -> Text:
    """Say what was done: all of it, in the order in which it was."""
    sums: Counter[Kind] = Counter()
    for move in moves:
        sums[move.kind] += move.fen
    moved = Kind.MATCHED.text if Kind.MATCHED in sums else _MOVED
    said = {}
    for kind, fen in sums.items():
        text = moved if kind in {Kind.MOVED_IN, Kind.MOVED_OUT} else kind.text
        if fen:
            said[_UNDONE.fill(what=text) if fen < 0 and kind is not Kind.CORRECTED else text] = True
    english = "; ".join(text.en for text in said)
    return Text(english[:1].upper() + english[1:], "；".join(text.zh for text in said))


# --- as text -------------------------------------------------------------------------------------

_OPEN, _BALANCE, _TRANSACTION = range(3)  # Beancount's own order within a day


def _blocks(entries: list[_Entry], last: date, lang: Lang) -> Iterator[tuple[date, int, Any, str]]:
    """Give each directive with its day, its rank within the day, and what sorts it among its like."""
    opened: dict[str, date] = {}
    for entry in entries:
        on = entry.event.command.on
        for account, _ in entry.postings:
            opened[account] = min(on, opened.get(account, on))
        if any(fen for _, fen in entry.postings):
            yield on, _TRANSACTION, entry.event.number, _transaction(entry, lang)
    for account, on in opened.items():
        yield on, _OPEN, account, f"{on} open {account} CNY"
    for on, account, fen in _balances(entries, last):
        yield on, _BALANCE, account, f"{on} balance {account}  {_yuan(fen)} ~ 0.00 CNY"


def _transaction(entry: _Entry, lang: Lang) -> str:
    order = entry.event.command
    head = [
        f"{order.on} * {_quoted(entry.what.to(lang))}",
        f"  event: {entry.event.number}",
        f"  key: {_quoted(order.key)}",
        f"  kind: {_quoted(type(entry.event).__name__)}",
    ]
    return "\n".join([*head, *(f"  {account}  {_yuan(fen)} CNY" for account, fen in entry.postings if fen)])


def _balances(entries: Iterable[_Entry], last: date) -> Iterator[tuple[date, str, int]]:
    """Give each purse's money at the start of each month from the one after its first move on."""
    by_month: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for entry in entries:
        for account, fen in entry.postings:
            if account.startswith("Assets:"):
                by_month[account][_month(entry.event.command.on)] += fen
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
