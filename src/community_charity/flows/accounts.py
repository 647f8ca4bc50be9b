"""Accounts on the way from giver to village (链上账户): whose they are, and what they are there for.

An account is a pool. A fund inside a host charity is a pool of its own, so that its money is counted apart from the host's
own and from that of every other fund (专项核算).

>>> Account("platform-1", holder="web-platform", role="platform").role.text.zh  # invented
'互联网公开募捐服务平台账户'
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Stage, ground
from community_charity.law.remedies import no_more_than
from community_charity.organisations import ORGANISATIONS, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import POOLS, Cause, Pool, purposes, spare_of, take_in
from community_charity.purposes import GENERAL, Purpose
from community_charity.societies import SOCIETIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.book import Book
    from community_charity.book.purses import PurseKey
    from community_charity.book.state import State
    from community_charity.book.tracing import Balance
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

PASSES_ON = declare(
    "account.passes_on",
    wanted=(
        "a platform's account without anybody who decides: its money is only passed on",
        "平台账户不设决定人：只转拨",
    ),
    do=("leave the deciders out, or take another role", "请删去决定人，或改用其他类型"),
)

# --- values --------------------------------------------------------------------------------------


class AccountRole(Enum):
    """What an account is there for (账户类型). ``AccountRole("village")`` looks one up.

    >>> AccountRole("village").text.en
    'village collective account'
    """

    PLATFORM = "platform"
    FEDERATION = "federation"
    CHARITY = "charity"
    HOST = "host"
    VILLAGE = "village"
    MATCHING_POT = "matching_pot"
    FAIR = "fair"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _ROLES[self]


_ROLES = {
    AccountRole.PLATFORM: Text("account of an internet fundraising platform", "互联网公开募捐服务平台账户"),
    AccountRole.FEDERATION: Text("account of a charity federation", "慈善总会账户"),
    AccountRole.CHARITY: Text("account of a charity", "慈善组织账户"),
    AccountRole.HOST: Text("general account of a fund's host", "依托慈善组织的一般账户"),
    AccountRole.VILLAGE: Text("village collective account", "村集体账户"),
    AccountRole.MATCHING_POT: Text("pot for matching", "配捐资金账户"),
    AccountRole.FAIR: Text("takings of a charity fair", "公益集市账户"),
}


def _role(value: AccountRole | str) -> AccountRole:
    return choice(value, AccountRole)


def _purposes(value: Iterable[Purpose | Cause]) -> frozenset[Purpose]:
    return purposes(value)


@attrs.frozen
class Account:
    """An account of an organisation, as a pool of money (机构账户).

    ``holder`` is whose it is; ``purposes`` what its money may serve, everything charitable unless told. ``deciders`` are
    those who must agree before money leaves it, by more than half. Without any its money is only passed on along an
    agreed chain, refunded, or charged with agreed fees: nobody can spend it, or grant relief out of it. So is a
    platform's account: it receives for others.
    Raises `Malformed`.

    >>> Account("lake-village", holder="lake-committee", role="village", deciders=["p-1"]).purposes  # invented
    frozenset({<Purpose general>})
    """

    id: str = attrs.field(converter=opaque_id)
    holder: OrganisationId = attrs.field(kw_only=True, converter=organisation_id)
    role: AccountRole = attrs.field(kw_only=True, converter=_role)
    purposes: frozenset[Purpose] = attrs.field(default=frozenset({GENERAL}), kw_only=True, converter=_purposes)
    deciders: tuple[PersonId, ...] = attrs.field(default=(), kw_only=True, converter=people, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.role is AccountRole.PLATFORM and self.deciders:
            raise Malformed(PASSES_ON, given=shown(len(self.deciders)))


def _account(value: Account) -> Account:
    return expect(value, Account)


# --- commands, events ----------------------------------------------------------------------------

ACCOUNTS: Table[str, Account] = Table("accounts")
WHAT = Text("account", "账户")


@attrs.frozen(kw_only=True)
class OpenAccount(Command):
    """Open an account of an organisation that the book knows (开立账户). It becomes `AccountOpened`. Raises `Malformed`.

    >>> from datetime import date
    >>> account = Account("lake-village", holder="lake-committee", role="village")  # invented
    >>> OpenAccount(key="open-1", on=date(2025, 3, 13), account=account).asked().en
    'open village collective account lake-village'
    """

    ASKED: ClassVar[Text] = Text("open {role} {id}", "开立{role} {id}")

    account: Account = attrs.field(converter=_account)

    def asked(self) -> Text:
        """Say which account is to be opened (事项)."""
        return self.ASKED.fill(role=self.account.role.text, id=self.account.id)


@attrs.frozen
class AccountOpened(Event[OpenAccount]):
    """An account was opened, and is empty (账户已开立)."""


# --- deciding and applying -----------------------------------------------------------------------


def _apply(state: State, event: AccountOpened) -> None:
    account = event.command.account
    state.of(ACCOUNTS)[account.id] = account
    state.of(POOLS)[account.id] = Pool(
        account.id, frozenset(account.deciders), account.purposes, holder=account.holder, since=event.command.on
    )
    take_in(state, account.id, {})


@handles(OpenAccount, apply=_apply)
def _decide(state: State, order: OpenAccount, _law: LawInForce, checks: Checks) -> AccountOpened:
    state.found(ORGANISATIONS, order.account.holder, AN_ORGANISATION, checks)
    state.absent(POOLS, order.account.id, WHAT, checks)
    return AccountOpened(len(state.events), order)


# --- rules that every way of moving money shares ---------------------------------------------------


MONEY = ground(
    "account.money",
    Stage.MONEY,
    title=("the account can spare {required} of this money", "账户该类资金可动用 {required}"),
    unmet=(
        "{found} is more than the {required} of this money that the account can spare",
        "{found} 超过账户该类资金可动用的 {required}",
    ),
    remedy=no_more_than,
    fen=True,
    at_most=True,
)


def weigh_money(checks: Checks, state: State, key: PurseKey, fen: int, fee: int = 0) -> None:
    """Check that a purse can spare an amount and the fee on it, in fen (可动用余额)."""
    spare = spare_in(state, key)
    checks.weigh(MONEY, fen + fee <= spare, max(spare - fee, 0), fen)


def spare_in(state: State, key: PurseKey) -> int:
    """Give what a purse can spare, in fen (可动用余额): nothing if there is no such purse.

    >>> from community_charity.book.state import State
    >>> spare_in(State(), ("county", None))
    0
    """
    purse = state.purses.get(key)
    return 0 if purse is None else spare_of(state, purse)


# --- reading -------------------------------------------------------------------------------------


def held_by(book: Book, organisation: OrganisationId) -> dict[str, Balance]:
    """Give what an organisation holds, each pool apart (分户核算): a `Balance` by the pool's id.

    It holds its own accounts, the funds and other pools that it hosts, the societies whose custodian it is, and itself if
    it is a society with an account of its own. Raises `Malformed`.

    >>> import community_charity as cc
    >>> held_by(cc.Book(cc.Law.of("cn")), "city-charity")
    {}
    """
    organisation_id(organisation)
    societies = book.all(SOCIETIES)
    held = {pool.id: pool.holder for pool in book.all(POOLS).values() if pool.id not in societies}
    held |= {one.id: one.custodian or one.id for one in societies.values()}
    return {pool: book.balance(pool) for pool, holder in held.items() if holder == organisation}
