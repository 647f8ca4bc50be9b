"""A book's grants in the 360Giving Data Standard (360Giving 数据标准), as grants to individuals without a name.

Each grant that was made by a day is one entry, and none is ever missing: a grant that was voided, that expired or whose
money came back stays, with what stands of it (``0.00`` if nothing does), a word of explanation, and each amount taken
back as a ``commitmentTransaction`` below zero::

    amountAwarded    what stands: paid, or still to be paid
    amountDisbursed  what was paid and did not come back

The file holds the funder, a day, an amount and codes for why and what for. A household, person, case, key, cost or
reason is not in it. Its grants are numbered in the order in which the book recorded them, so a number never changes.

Amounts are `decimal.Decimal` with two places and `to_json` writes them as they are: a float never comes into it. There
is no clock: ``until`` is the last day that is looked at. It needs no package.

>>> from datetime import date
>>> import community_charity as cc
>>> case = cc.ReliefCase(  # invented, like all that follows
...     "case-1",
...     household="home-1",
...     cause=Cause.ILLNESS,
...     costs=[cc.Cost("bill", cc.yuan(900), evidence="invoice-1")],
...     insurance=cc.yuan(0),
...     medical_assistance=cc.yuan(0),
...     government=cc.GovernmentAid.NOT_ELIGIBLE,
... )
>>> capital = cc.Capital({"donors": cc.yuan(30_000)})
>>> village = cc.MutualAidSociety("village-1", form="filed", council=["p-1"], capital=capital)
>>> on, book = date(2025, 3, 13), cc.Book(cc.Law.of("cn"))
>>> _ = book.record_all(
...     [
...         cc.FoundSociety(key="k-1", on=on, society=village),
...         cc.RegisterHousehold(key="k-2", on=on, household=cc.Household("home-1", ("f-1",))),
...         cc.OpenCase(key="k-3", on=on, case=case),
...         cc.GrantRelief(key="k-4", on=on, case="case-1", pool="village-1", amount=cc.yuan(900), approved_by=["p-1"]),
...     ]
... )
>>> (grant,) = to_360giving(book, prefix="360G-example", until=on)["grants"]
>>> grant["id"], grant["title"], str(grant["amountAwarded"])
('360G-example-1', 'Relief to a household: illness', '900.00')
>>> grant["recipientIndividual"], grant["toIndividualsDetails"]["primaryGrantReason"]
({'id': '360G-example-IND-1', 'name': 'Individual Recipient'}, 'GTIR030')
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from community_charity.book.book import UNKNOWN, Book
from community_charity.calendar import day
from community_charity.errors import Malformed, declare, expect, shown
from community_charity.funds import FUNDS
from community_charity.language import Text
from community_charity.law.words import listed
from community_charity.money import Money
from community_charity.movements import UNTOLD
from community_charity.parties import TEXT, place_code
from community_charity.pools import POOLS, Cause
from community_charity.relief import CASES, GRANTS, ExpireGrant, GrantRelief, PayRelief, ReversePayment, VoidGrant

if TYPE_CHECKING:
    from datetime import date

    from community_charity.language import Lang

PREFIX = declare(
    "interchange.prefix",
    wanted=("a prefix of up to 64 letters A to Z, digits and hyphens", "由至多64个英文字母、数字或连字符组成的前缀"),
    do=("ask 360Giving for the prefix of your organisation", "请向 360Giving 申请本组织的前缀"),
)
KEY = declare(
    "interchange.short_key",
    wanted=("a secret key of at least 32 bytes, or None", "至少32字节的密钥，或 None"),
    do=("make one with secrets.token_bytes(32), publish it nowhere", "请用 secrets.token_bytes(32) 生成，不得公开"),
)
FUNDERS = declare(
    "interchange.funders",
    wanted=("a Funder for each pool that is named, by the pool's id", "以资金池标识为键、Funder 为值的映射"),
    do=('give {{"village-1": Funder("...")}}', '写作 {{"village-1": Funder("...")}}'),
)
NOTHING = declare(
    "interchange.no_grants",
    wanted=("a book in which relief was granted by that day", "截至该日已有批准救助的账本"),
    do=("give a later day: the standard knows no file without one", "请给出更晚的日期：该标准不允许没有记录的文件"),
)

REASONS: Final[Mapping[Cause, str]] = {
    Cause.ILLNESS: "GTIR030",
    Cause.ACCIDENT: "GTIR100",
    Cause.DISASTER: "GTIR100",
    Cause.DEATH_IN_FAMILY: "GTIR100",
}
"""The code of the standard for why a grant was made (资助原因代码). Two causes have none that would be true."""

PURPOSES: Final[Mapping[Cause, str]] = {
    Cause.ILLNESS: "GTIP120",
    Cause.ACCIDENT: "GTIP170",
    Cause.DISASTER: "GTIP170",
    Cause.EDUCATION: "GTIP130",
    Cause.DEATH_IN_FAMILY: "GTIP170",
    Cause.OTHER_HARDSHIP: "GTIP010",
}
"""The code of the standard for what a grant is to be spent on (资助用途代码)."""

_TITLE: Final = Text("Relief to a household: {cause}", "对困难家庭的救助：{cause}")
_WHAT: Final = Text(
    "Money granted to a household in need. Cause: {cause}. The recipient is not named.",
    "向困难家庭批准的救助金。事由：{cause}。不公开受助人身份。",
)
_TAKEN_BACK: Final = Text(
    "{what} Of the {granted} that was granted, {back} was taken back ({how}); {left} stands.",
    "{what}原批准 {granted}，其中 {back} 已收回（{how}），现为 {left}。",
)
_RECIPIENT: Final = Text("Individual Recipient", "个人受助者")
_GRANTED: Final = Text("granted", "批准")
_PAID: Final = Text("paid", "支付")
_VOIDED: Final = Text("voided", "撤销")
_EXPIRED: Final = Text("expired", "过期")
_REVERSED: Final = Text("a payment reversed", "支付冲销")

_PREFIX_FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}\Z")
_SHORTEST_KEY: Final = 32
_DIGITS: Final = 32  # of the keyed hash, in hexadecimal: 128 bits

# --- what a caller tells -------------------------------------------------------------------------


def _line(value: str) -> str:
    if type(value) is not str or not 0 < len(value) <= 200 or not value.isprintable() or value != value.strip():
        raise Malformed(TEXT, given=shown(value))
    return value


@attrs.frozen
class Funder:
    """Who funds the grants of a pool, as the public is to read it (资助方).

    That is the society, or the charity that hosts the fund. ``identifier`` is its organisation identifier with the
    code of its list, as org-id.guide has it; ``place`` a `place_code` of where the helped live, never finer than the
    caller gives it. Both are left out if not given. Raises `Malformed`.

    >>> Funder("Village 1 mutual-aid society").identifier is None  # invented
    True
    """

    name: str = attrs.field(converter=_line)
    identifier: str | None = attrs.field(default=None, kw_only=True, converter=attrs.converters.optional(_line))
    place: str | None = attrs.field(default=None, kw_only=True, converter=place_code)


def _prefix(value: str) -> str:
    if type(value) is not str or _PREFIX_FORM.match(value) is None:
        raise Malformed(PREFIX, given=shown(value))
    return value


def _key(value: bytes | None) -> bytes | None:
    if value is not None and (type(value) is not bytes or len(value) < _SHORTEST_KEY):
        raise Malformed(KEY, given=shown(value))
    return value


def _funders(value: Mapping[str, Funder], book: Book) -> Mapping[str, Funder]:
    if not isinstance(value, Mapping) or not all(isinstance(funder, Funder) for funder in value.values()):
        raise Malformed(FUNDERS, given=shown(value))
    for pool in value:  # a slip in an id would lose the name without a word
        if pool not in book.all(POOLS):
            raise Malformed(UNKNOWN, given=shown(pool))
    return value


# --- what became of each grant -------------------------------------------------------------------


class _Change(NamedTuple):
    """What a day brought: more or less of what stands, more or less of what is paid, in fen."""

    on: date
    what: Text
    awarded: int
    paid: int = 0


class _Story(NamedTuple):
    number: int
    order: GrantRelief
    changes: list[_Change]

    def by(self, last: date) -> list[_Change]:
        return [change for change in self.changes if change.on <= last]


def _sums(changes: list[_Change]) -> tuple[int, int]:
    return sum(change.awarded for change in changes), sum(change.paid for change in changes)


def _stories(book: Book) -> list[_Story]:
    """Tell what became of each grant, whole and in the order of recording; the book itself has to agree."""
    found: dict[str, _Story] = {}
    paid: dict[str, PayRelief] = {}
    for event in book.events:
        order = event.command
        match order:
            case GrantRelief():
                changes = [_Change(order.on, _GRANTED, order.amount.fen)]
                found[order.key] = _Story(len(found) + 1, order, changes)
            case PayRelief():
                paid[order.key] = order
                found[order.grant].changes.append(_Change(order.on, _PAID, 0, order.amount.fen))
            case VoidGrant() | ExpireGrant():
                changes = found[order.grant].changes
                awarded, out = _sums(changes)
                what = _VOIDED if isinstance(order, VoidGrant) else _EXPIRED
                changes.append(_Change(order.on, what, out - awarded))
            case ReversePayment():
                payment = paid[order.payment]
                fen = -payment.amount.fen
                found[payment.grant].changes.append(_Change(order.on, _REVERSED, fen, fen))
            case _:
                pass
    told = {key: _sums(story.changes) for key, story in found.items()}
    there = {key: (grant.left.fen + grant.paid, grant.paid) for key, grant in book.all(GRANTS).items()}
    if told != there:
        amiss = sum(told.get(key) != there.get(key) for key in {*told, *there})
        raise Malformed(UNTOLD, given=f"grants with another story: {amiss}")
    return list(found.values())


# --- the file ------------------------------------------------------------------------------------


def to_360giving(
    book: Book,
    *,
    prefix: str,
    until: date,
    lang: Lang = "en",
    key: bytes | None = None,
    funders: Mapping[str, Funder] | None = None,
) -> dict[str, Any]:
    """Give the grants made up to a day as a package of the 360Giving Data Standard (导出360Giving资助数据).

    ``prefix`` is the publisher's, from 360Giving. ``funders`` tells by pool how its funder is named; a pool that is left
    out goes under the id of its society or host charity. ``lang`` is the language of the words. Amounts are in yuan, as
    `decimal.Decimal`: write the package with `to_json`.

    Each grant has a recipient of its own, unless a ``key`` is given: then grants to one household have one recipient, a
    keyed hash (HMAC-SHA-256) that only the holder of the key can lead back. The same key gives the same recipients each
    year; that joins grants for every reader, and more is known of a recipient then.

    Raises `Malformed` for what is no `Book`, no plain date, no prefix, key or `Funder`, for a pool in ``funders`` that
    the book does not know, for a book without grants by that day, and for one in which orders of other packages have
    changed grants; `ValueError` for another language.

    Source: 360Giving Data Standard, grant schema as of its grants to individuals (2022-12) with the code lists Grant to
    Individuals Reason and Purpose.

    >>> import community_charity as cc
    >>> from datetime import date
    >>> to_360giving(cc.Book(cc.Law.of("cn")), prefix="360G-example", until=date(2025, 3, 31))
    Traceback (most recent call last):
    ...
    community_charity.errors.Malformed: [interchange.no_grants] given: 2025-03-31. wanted: a book in which relief was \
granted by that day. do: give a later day: the standard knows no file without one
    """
    last = day(until)
    writer = _Writer(expect(book, Book), prefix, key, {} if funders is None else funders, lang)
    made = [(story, changes) for story in _stories(book) if (changes := story.by(last))]
    if not made:
        raise Malformed(NOTHING, given=last)
    return {"grants": [writer.grant(story, changes) for story, changes in made]}


def to_json(package: Mapping[str, Any]) -> str:
    """Write a package as JSON text, each amount to the fen as it is (写成JSON文本).

    ``json.dumps`` knows no `decimal.Decimal`; here one is written with its own digits, which are a JSON number.

    >>> print(to_json({"grants": [{"id": "360G-example-1", "amountAwarded": Decimal("0.10")}]}), end="")
    {
      "grants": [
        {
          "id": "360G-example-1",
          "amountAwarded": 0.10
        }
      ]
    }
    """
    return f"{_written(package, '')}\n"


def _written(value: Any, margin: str) -> str:
    deeper = f"{margin}  "
    match value:
        case Mapping():
            lines = [f"{_written(name, '')}: {_written(one, deeper)}" for name, one in value.items()]
            return _block("{", lines, "}", margin)
        case list():
            return _block("[", [_written(one, deeper) for one in value], "]", margin)
        case Decimal():
            return f"{value:f}"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _block(start: str, lines: list[str], end: str, margin: str) -> str:
    inside = f",\n{margin}  ".join(lines)
    return f"{start}\n{margin}  {inside}\n{margin}{end}"


def _yuan(fen: int) -> Decimal:
    """Give an amount in yuan with two places: from its digits, so that nothing is rounded."""
    return Decimal(f"{fen}e-2")


class _Writer:
    """Puts one grant after the other into the words and fields of the standard."""

    def __init__(self, book: Book, prefix: str, key: bytes | None, named: Mapping[str, Funder], lang: Lang) -> None:
        self.book, self.prefix, self.key, self.lang = book, _prefix(prefix), _key(key), lang
        self.named = _funders(named, book)

    def grant(self, story: _Story, changes: list[_Change]) -> dict[str, Any]:
        order, (awarded, paid) = story.order, _sums(changes)
        case = self.book.all(CASES)[order.case].case
        back = [change for change in changes if change.awarded < 0]
        found: dict[str, Any] = {
            "id": f"{self.prefix}-{story.number}",
            "title": _TITLE.fill(cause=case.cause.text).to(self.lang),
            "description": self._description(order, case.cause, awarded, back),
            "currency": "CNY",
            "amountAwarded": _yuan(awarded),
            "amountDisbursed": _yuan(paid),
            "awardDate": order.on.isoformat(),
            "recipientIndividual": {
                "id": f"{self.prefix}-IND-{self._recipient(story.number, case.household)}",
                "name": _RECIPIENT.to(self.lang),
            },
            "toIndividualsDetails": _codes(case.cause),
            "fundingOrganization": [self._funder(order.pool)],
        }
        if back:
            found["commitmentTransaction"] = [self._commitment(one) for one in changes if one.awarded]
        if order.pool in self.named and (place := self.named[order.pool].place):
            found["beneficiaryLocation"] = [{"countryCode": "CN", "geoCode": place}]
        found["dateModified"] = f"{max(change.on for change in changes)}T00:00:00Z"  # the day; no hour is known
        return found

    def _description(self, order: GrantRelief, cause: Cause, awarded: int, back: list[_Change]) -> str:
        what = _WHAT.fill(cause=cause.text)
        if back:
            taken, how = order.amount - Money(awarded), listed(tuple(dict.fromkeys(change.what for change in back)))
            what = _TAKEN_BACK.fill(what=what, granted=order.amount, back=taken, left=Money(awarded), how=how)
        return what.to(self.lang)

    def _recipient(self, number: int, household: str) -> str:
        """Name a recipient by its grant alone or, with a key, by what nobody without it can lead back."""
        if self.key is None:
            return str(number)
        meant = f"360Giving recipient\n{self.prefix}\n{household}"
        return hmac.digest(self.key, meant.encode(), "sha256").hex()[:_DIGITS]

    def _funder(self, pool: str) -> dict[str, str]:
        fund = self.book.find(FUNDS, pool)
        body = fund.host if fund is not None and fund.host is not None else pool
        named = self.named.get(pool, Funder(body))
        found = {"id": named.identifier or f"{self.prefix}-ORG-{_sign_by_sign(body)}", "name": named.name}
        return found if body == pool else found | {"department": pool}

    def _commitment(self, change: _Change) -> dict[str, Any]:
        return {
            "transactionDate": change.on.isoformat(),
            "currency": "CNY",
            "value": _yuan(change.awarded),
            "description": change.what.to(self.lang),
        }


def _codes(cause: Cause) -> dict[str, Any]:
    reason = {"primaryGrantReason": REASONS[cause]} if cause in REASONS else {}
    return {**reason, "grantPurpose": [PURPOSES[cause]]}


def _sign_by_sign(body: str) -> str:
    """Keep letters, digits and hyphens of an id; any other sign becomes its code point between two low lines."""
    return "".join(sign if re.match(r"[A-Za-z0-9-]", sign) else f"_{ord(sign):x}_" for sign in body)
