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
from community_charity.capital import Capital, gap, weigh_capital
from community_charity.errors import Malformed, choice, declare, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.organisations import MUTUAL_AID, ORGANISATIONS, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, organisation_id
from community_charity.pools import POOLS, Pool, new_names, take_in
from community_charity.purposes import RELIEF
from community_charity.rules.start_up import BodyKind, CapitalPolicy

if TYPE_CHECKING:
    from typing import Any

    from community_charity.book.state import State
    from community_charity.law.decision import Finding
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


def _count(value: int | None) -> int | None:
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
    members: int | None = attrs.field(default=None, kw_only=True, converter=_count)
    unit_members: int | None = attrs.field(default=0, kw_only=True, converter=_count)
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


# --- rules ---------------------------------------------------------------------------------------


def _by(en: str, zh: str) -> Any:
    """Make a remedy that says by how much a count falls short."""

    def remedy(finding: Finding, _subject: Any) -> Remedy:
        return Remedy(Text(en, zh).fill(n=-finding.margin))

    return remedy


def _more_units_or_people(finding: Finding, _subject: Any) -> Remedy:
    return Remedy(Text("members still needed: {n}", "再增加{n}名会员").fill(n=-finding.margin))


COUNCIL = ground(
    "society.council",
    Stage.AUTHORITY,
    title=("a council of at least {required}", "理事会不少于{required}人"),
    unmet=("members on the council: {found}; at least {required} required", "理事会{found}人，须不少于{required}人"),
    figures=("society_minimum_council",),
    remedy=_by("council members still needed: {n}", "再增加{n}名理事"),
)
ODD_COUNCIL = ground(
    "society.odd_council",
    Stage.AUTHORITY,
    title=("a council of an odd number", "理事会人数为单数"),
    unmet=("the council has an even number of members, {found}", "理事会人数为双数（{found}人）"),
    figures=("society_council_is_odd",),
    remedy=lambda _finding, _subject: Remedy(Text("one council member more or fewer", "增加或减少一名理事")),
)
DIFFERENT = ground(
    "society.different_people",
    Stage.AUTHORITY,
    title=("nobody is named twice on the council", "理事名单无重复"),
    unmet=(
        "only {found} different people hold the {required} council seats",
        "{required}个理事席位仅由{found}人担任",
    ),
    remedy=_by("other people needed on the council: {n}", "另选{n}名理事"),
)
APART = ground(
    "society.supervisors_apart",
    Stage.AUTHORITY,
    title=("nobody is on the council and the supervisory board", "理事与监事未兼任"),
    unmet=("people on both the council and the supervisory board: {found}", "{found}人兼任理事与监事"),
    figures=("society_supervisors_apart",),
    remedy=lambda _finding, _subject: Remedy(Text("choose other supervisors", "另选监事")),
)
ENOUGH_MEMBERS = ground(
    "society.enough_members",
    Stage.AUTHORITY,
    title=("at least {required} members", "会员不少于{required}名"),
    unmet=("members counted: {found}; at least {required} required", "会员{found}名，须不少于{required}名"),
    figures=("association_minimum_members", "association_minimum_unit_members"),
    remedy=lambda finding, subject: (
        Remedy(Text("count the members", "提供会员名册"))
        if finding.found is None
        else _more_units_or_people(finding, subject)
    ),
)
CUSTODIAN = ground(
    "society.custodian",
    Stage.AUTHORITY,
    title=("another body holds the money of a filed society", "备案互助社的资金由其他组织代管"),
    unmet=("a filed society needs a custodian other than itself", "备案互助社须由自身以外的组织代管资金"),
    figures=("filed_society_needs_custodian",),
    remedy=lambda _finding, _subject: Remedy(Text("name a custodian", "指定代管组织")),
)


def weigh_society(checks: Checks, society: MutualAidSociety, law: LawInForce, policy: CapitalPolicy | None) -> None:
    """Check everything a society needs to be registered or filed (审查设立条件).

    What a place does not fix is not asked for. See `MutualAidSociety.may_register`.
    """
    if "mutual_aid_within_community" in law:
        checks.weigh(MUTUAL_AID, law.mutual_aid_within_community)
    size = len(society.council)
    if "society_minimum_council" in law:
        checks.weigh(COUNCIL, size >= law.society_minimum_council, law.society_minimum_council, size)
    if "society_council_is_odd" in law and law.society_council_is_odd:
        checks.weigh(ODD_COUNCIL, size % 2 == 1, found=size)
    people_on_it = len(set(society.council))
    checks.weigh(DIFFERENT, people_on_it == size, size, people_on_it)
    if "society_supervisors_apart" in law and law.society_supervisors_apart:
        both = len(set(society.council) & set(society.supervisors))
        checks.weigh(APART, both == 0, found=both)
    if society.form is SocietyForm.REGISTERED:
        _weigh_members(checks, society, law)
    elif "filed_society_needs_custodian" in law and law.filed_society_needs_custodian:
        checks.weigh(CUSTODIAN, society.custodian not in (None, society.id))
    weigh_capital(checks, society.form.body, society.capital, law, policy)


def _weigh_members(checks: Checks, society: MutualAidSociety, law: LawInForce) -> None:
    """Individuals, or individuals and units mixed, reach one number; units alone a smaller one."""
    people_, units = society.members, society.unit_members
    if people_ is None or units is None:
        checks.weigh(ENOUGH_MEMBERS, None, law.association_minimum_members)
        return
    only_units = people_ == 0 and units > 0
    wanted = law.association_minimum_unit_members if only_units else law.association_minimum_members
    checks.weigh(ENOUGH_MEMBERS, people_ + units >= wanted, wanted, people_ + units)


# --- commands, events ----------------------------------------------------------------------------

SOCIETIES: Table[OrganisationId, MutualAidSociety] = Table("societies")
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


def _apply(state: State, event: SocietyFounded) -> None:
    society = event.command.society
    state.of(SOCIETIES)[society.id] = society
    state.of(POOLS)[society.id] = Pool(society.id, frozenset(society.council), frozenset({RELIEF}), holder=society.id)
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
