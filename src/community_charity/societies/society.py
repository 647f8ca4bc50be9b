"""Mutual-aid societies (“救急难”互助社).

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.money import yuan
>>> society = MutualAidSociety(
...     "village-1",
...     form=SocietyForm.FILED,
...     custodian="town-federation",
...     council=("p-1", "p-2", "p-3"),
...     capital=Capital({"village_collective": yuan("29999.99")}),
... )
>>> law = Law.of("cn/anhui/xuancheng/xuanzhou").on(date(2025, 3, 13))
>>> society.capital_gap(law)
yuan("0.01")
>>> print(society.may_register(law).line())
Refused: file mutual-aid society village-1, 2025-03-13 - start-up capital ¥29,999.99 is ¥0.01 short of ¥30,000.00
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import attrs

from community_charity.book.orders import Command, Event, Table, handles
from community_charity.capital import Capital, gap
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.organisations import ORGANISATIONS, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, organisation_id
from community_charity.pools import ACTIVE, POOLS, Pool, Standing, new_names, take_in
from community_charity.purposes import RELIEF
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.start_up import BodyKind, CapitalPolicy
from community_charity.societies.conditions import NOT_BEFORE, weigh_society

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.law import LawInForce
    from community_charity.money import Money

MEMBERS = declare(
    "society.members",
    wanted=("a whole number of members, zero or more, or None if not known", "不为负的整数会员数，不详时为 None"),
    do=("count the members, or leave it out", "请清点会员，或留空"),
)

# --- values --------------------------------------------------------------------------------------


class SocietyForm(Enum):
    """Whether a society is a registered body or only filed (登记或备案). ``SocietyForm("filed")`` looks one up.

    >>> SocietyForm("filed").text.zh, SocietyForm.FILED.body.value
    ('备案', 'society_filed')
    """

    REGISTERED = "registered"
    FILED = "filed"

    @property
    def body(self) -> BodyKind:
        """The kind of body whose capital rules apply (主体类型)."""
        return BodyKind.SOCIETY_REGISTERED if self is SocietyForm.REGISTERED else BodyKind.SOCIETY_FILED

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return Text("register", "登记") if self is SocietyForm.REGISTERED else Text("file", "备案")


def count(value: int | None) -> int | None:
    """Check a number of members (会员数): zero or more, ``None`` if not known. Raises `Malformed`.

    >>> count(50)
    50
    """
    if value is not None and (type(value) is not int or value < 0):
        raise Malformed(MEMBERS, given=shown(value))
    return value


def _form(value: SocietyForm) -> SocietyForm:
    return choice(value, SocietyForm)


def _capital(value: Capital) -> Capital:
    return expect(value, Capital)


def _optional_organisation(value: OrganisationId | None) -> OrganisationId | None:
    return None if value is None else organisation_id(value)


@attrs.frozen
class MutualAidSociety:
    """A mutual-aid society of one village or community (“救急难”互助社).

    A registered society is a social association: it has members and its own account. A filed one
    is a group: another body, its custodian (代管组织), holds its money. ``members`` and
    ``unit_members`` are counts, ``None`` if not known. Amounts are `Money`.
    Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> capital = Capital({"village_collective": yuan(30_000)})
    >>> society = MutualAidSociety(  # invented
    ...     "village-1", form="registered", members=50, council=["p-1"], capital=capital
    ... )
    >>> society.form, society.custodian
    (<SocietyForm.REGISTERED: 'registered'>, None)
    """

    id: OrganisationId = attrs.field(converter=organisation_id)
    form: SocietyForm = attrs.field(kw_only=True, converter=_form)
    capital: Capital = attrs.field(kw_only=True, converter=_capital)
    council: tuple[PersonId, ...] = attrs.field(kw_only=True, converter=people)
    supervisors: tuple[PersonId, ...] = attrs.field(default=(), kw_only=True, converter=people)
    members: int | None = attrs.field(default=None, kw_only=True, converter=count)
    unit_members: int | None = attrs.field(default=0, kw_only=True, converter=count)
    custodian: OrganisationId | None = attrs.field(default=None, kw_only=True, converter=_optional_organisation)

    def capital_gap(self, law: LawInForce) -> Money:
        """Give the start-up capital that is missing that day (资金缺口), as `Money`; zero at the floor.

        Raises `Malformed` for what is no `LawInForce`. Source: 社会团体登记管理条例第10条第1款第5项 for a registered society,
        in Anhui 皖民社救函〔2024〕61号 for both.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> society = MutualAidSociety(  # invented
        ...     "village-1", form="filed", council=["p-1"], capital=Capital({"donors": yuan(1)})
        ... )
        >>> society.capital_gap(Law.of("cn/anhui").on(date(2025, 3, 13)))
        yuan("29999.00")
        """
        return gap(self.form.body, self.capital, in_force(law))

    def may_register(self, law: LawInForce, policy: CapitalPolicy | None = None) -> Decision:
        """Tell whether the society may be registered or filed that day (能否登记或备案).

        ``policy`` asks in addition for a certain split of the capital among its sources.
        Raises `Malformed` for what is no `LawInForce` or no `CapitalPolicy`, `LawError` for a day the law does not reach.

        Source: 慈善法第122条, 社会团体登记管理条例第10条; in Anhui 皖民社救函〔2024〕61号, and as practice 涡民字〔2023〕85号第3条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> from community_charity.money import yuan
        >>> society = MutualAidSociety(  # invented
        ...     "village-1", form="filed", council=["p-1"], capital=Capital({"donors": yuan(1)})
        ... )
        >>> (
        ...     bool(society.may_register(Law.of("cn").on(date(2025, 3, 13)))),
        ...     bool(society.may_register(Law.of("cn/anhui").on(date(2025, 3, 13)))),
        ... )
        (True, False)
        """
        checks = Checks()
        weigh_society(checks, self, in_force(law), _policy(policy))
        return checks.decision(_asked(self), self, law.day, law)


def _society(value: MutualAidSociety) -> MutualAidSociety:
    return expect(value, MutualAidSociety)


def _policy(value: CapitalPolicy | None) -> CapitalPolicy | None:
    return None if value is None else expect(value, CapitalPolicy)


def _asked(society: MutualAidSociety) -> Text:
    asked = Text("{form} mutual-aid society {id}", "{form}“救急难”互助社 {id}")
    return asked.fill(form=society.form.text, id=society.id)


# --- commands, events ----------------------------------------------------------------------------

SOCIETIES: Table[OrganisationId, MutualAidSociety] = Table("societies")
"""The societies as they stand now (互助社现状): members, boards, form and custodian of today, the capital of the start."""
CHANGED: Table[OrganisationId, date] = Table("last change of a society's boards, custodian or form")
WHAT = Text("mutual-aid society", "互助社")


@attrs.frozen(kw_only=True)
class FoundSociety(Command):
    """Register or file a society and take in its start-up capital (设立互助社). Raises `Malformed`.

    >>> import community_charity as cc
    >>> society = MutualAidSociety(  # invented
    ...     "village-1", form="filed", council=["p-1"], capital=Capital({"donors": cc.yuan(1)})
    ... )
    >>> order = FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=society)
    >>> type(cc.Book(cc.Law.of("cn")).record(order)).__name__
    'SocietyFounded'
    """

    ASKED: ClassVar[Text] = Text("found a mutual-aid society", "设立互助社")

    society: MutualAidSociety = attrs.field(converter=_society)
    policy: CapitalPolicy | None = attrs.field(default=None, converter=_policy)

    def asked(self) -> Text:
        """Say which society is to be registered or filed (事项).

        >>> import community_charity as cc
        >>> society = MutualAidSociety(  # invented
        ...     "village-1", form="filed", council=["p-1"], capital=Capital({"donors": cc.yuan(1)})
        ... )
        >>> str(FoundSociety(key="found-1", on=cc.date(2025, 3, 13), society=society).asked())
        'file mutual-aid society village-1'
        """
        return _asked(self.society)


@attrs.frozen
class SocietyFounded(Event[FoundSociety]):
    """A society was registered or filed, its capital is in its purse (互助社已设立)."""


# --- deciding and applying -----------------------------------------------------------------------


def society_of(
    state: State, society: OrganisationId, on: date, checks: Checks, *, in_order: bool = False
) -> MutualAidSociety:
    """Give a society that was founded by that day and not ended (查找互助社). Raises `Stopped`.

    ``in_order``: not before the last change of its boards, custodian or form either.
    """
    row = state.found(SOCIETIES, society, WHAT, checks)
    pool = state.of(POOLS)[society]
    since = state.of(CHANGED).get(society, pool.since) if in_order else pool.since
    if since is not None and on < since:
        checks.stop(NOT_BEFORE, found=on, since=since)
    if pool.standing is Standing.TERMINATED:
        checks.stop(ACTIVE, found=pool.standing, pool=society)
    return row


def change(state: State, society: OrganisationId, on: date, **changes: Any) -> MutualAidSociety:
    """Put a society's new boards, custodian or form in its row (变更互助社). Apply only."""
    row = state.of(SOCIETIES)[society] = attrs.evolve(state.of(SOCIETIES)[society], **changes)
    state.of(CHANGED)[society] = on
    return row


def _apply(state: State, event: SocietyFounded) -> None:
    society = event.command.society
    state.of(SOCIETIES)[society.id] = society
    state.of(POOLS)[society.id] = Pool(
        society.id,
        frozenset(society.council),
        frozenset({RELIEF}),
        holder=society.id,
        kind=PoolKind.SOCIETY,
        since=event.command.on,
    )
    take_in(state, society.id, society.capital.sources)


@handles(FoundSociety, apply=_apply)
def _decide(state: State, order: FoundSociety, law: LawInForce, checks: Checks) -> SocietyFounded:
    society = order.society
    if society.custodian is not None and society.custodian != society.id:
        state.found(ORGANISATIONS, society.custodian, AN_ORGANISATION, checks)
    state.absent(POOLS, society.id, WHAT, checks)
    new_names(state, society.id, society.capital.sources, checks)
    weigh_society(checks, society, law, order.policy)
    return SocietyFounded(len(state.events), order)
