"""Values for tests, drawn by Hypothesis (测试数据生成): all valid, small first, people invented.

What is drawn is accepted by the types of this package, and each noun by the law of Anhui from 2024
on, so that a test begins with something that holds and breaks one thing. ``st.from_type`` finds
these strategies by the types; call them to say more.

>>> from hypothesis import find, strategies as st
>>> society = find(societies(), lambda society: society.form is SocietyForm.REGISTERED)
>>> society.capital.total, society.members, len(society.council)
(yuan("30000.00"), 50, 3)
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st

from community_charity.capital import Capital
from community_charity.funds import CommunityCharityFund, HostAgreement
from community_charity.funds.committee import CommitteeMember, MemberKind
from community_charity.funds.names import FundName
from community_charity.funds.setup import Initiator, SetUp
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.parties import Household, HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief.case import CaseId, ReliefCase
from community_charity.relief.costs import Cost
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import SOURCE_TITLES
from community_charity.societies import MutualAidSociety, SocietyForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn, SearchStrategy

Id = TypeVar("Id")

FIRST_DAY = date(2024, 1, 1)
"""The day from which every figure of Anhui has a value."""
LAST_DAY = date(2027, 12, 31)

_FEN, _YUAN_1000, _FLOOR, _TWICE, _MANY = Money(1), yuan(1_000), yuan(30_000), yuan(60_000), yuan(100_000)
_FORMS = st.sampled_from([SocietyForm.FILED, SocietyForm.REGISTERED])
_CAUSES = st.sampled_from(sorted(Cause, key=lambda cause: cause.value))

# --- amounts and days ----------------------------------------------------------------------------


def money(least: Money = _FEN, most: Money = _MANY) -> SearchStrategy[Money]:
    """Draw amounts between two, both included (金额); each fen may occur.

    >>> from hypothesis import find
    >>> find(money(yuan(5), yuan(6)), lambda amount: amount > yuan(5))
    yuan("5.01")
    """
    return st.integers(least.fen, most.fen).map(Money)


def amounts_near(*fen: int) -> SearchStrategy[Money]:
    """Draw amounts at, one fen below and one fen above some limits in fen (临界金额), none below one fen.

    Where a limit decides, mistakes live there.

    >>> from hypothesis import find
    >>> sorted({find(amounts_near(100_000), lambda amount: amount.fen == n) for n in (99_999, 100_000, 100_001)})
    [yuan("999.99"), yuan("1000.00"), yuan("1000.01")]
    >>> find(amounts_near(-7), lambda amount: True)
    yuan("0.01")
    """
    near = {max(1, limit + step) for limit in fen for step in (0, -1, 1)}
    return st.sampled_from([Money(amount) for amount in sorted(near)])


def days(first: date = FIRST_DAY, last: date = LAST_DAY) -> SearchStrategy[date]:
    """Draw days on which every figure of Anhui is known (日期).

    >>> from hypothesis import find
    >>> find(days(), lambda day: True)
    datetime.date(2024, 1, 1)
    """
    return st.dates(first, last)


# --- ids -----------------------------------------------------------------------------------------


def _ids(letter: str, kind: Callable[[str], Id], most: int) -> SearchStrategy[Id]:
    return st.integers(1, most).map(lambda number: kind(f"{letter}-{number:03d}"))


def person_ids(most: int = 999) -> SearchStrategy[PersonId]:
    """Draw ids of people (自然人标识), of ``most`` different ones.

    >>> from hypothesis import find
    >>> find(person_ids(), lambda person: True)
    'p-001'
    """
    return _ids("p", PersonId, most)


def household_ids(most: int = 999) -> SearchStrategy[HouseholdId]:
    """Draw ids of households (家庭户标识).

    >>> from hypothesis import find
    >>> find(household_ids(), lambda household: True)
    'h-001'
    """
    return _ids("h", HouseholdId, most)


def organisation_ids(most: int = 999) -> SearchStrategy[OrganisationId]:
    """Draw ids of organisations (组织标识).

    >>> from hypothesis import find
    >>> find(organisation_ids(), lambda organisation: True)
    'o-001'
    """
    return _ids("o", OrganisationId, most)


def case_ids(most: int = 999) -> SearchStrategy[CaseId]:
    """Draw ids of cases (个案标识).

    >>> from hypothesis import find
    >>> find(case_ids(), lambda case: True)
    'c-001'
    """
    return _ids("c", CaseId, most)


def keys(most: int = 999_999) -> SearchStrategy[str]:
    """Draw keys of commands (指令编号).

    >>> from hypothesis import find
    >>> find(keys(), lambda key: True)
    'k-001'
    """
    return _ids("k", str, most)


# --- nouns ---------------------------------------------------------------------------------------


@st.composite
def capital(draw: DrawFn, least: Money = _FLOOR, most: Money = _TWICE) -> Capital:
    """Draw start-up capital of one to four sources that sum to an amount between two (启动资金).

    The default begins at the ¥30,000 of Anhui. The stated total is right, or left out.

    >>> from hypothesis import find
    >>> find(capital(), lambda capital: len(capital.sources) == 2).total
    yuan("30000.00")
    """
    sources = draw(st.lists(st.sampled_from(sorted(SOURCE_TITLES)), min_size=1, max_size=4, unique=True))
    whole = draw(money(Money(max(least.fen, len(sources))), most))
    # Each source gives one fen at least; the first gives what the others leave.
    rest = whole.fen - len(sources)
    parts = {}
    for source in sources[1:]:
        part = draw(st.integers(0, rest))
        rest -= part
        parts[source] = Money(1 + part)
    return Capital({sources[0]: Money(1 + rest), **parts}, stated=draw(st.sampled_from([None, whole])))


@st.composite
def societies(
    draw: DrawFn,
    ids: SearchStrategy[OrganisationId] | None = None,
    custodians: SearchStrategy[OrganisationId] | None = None,
    forms: SearchStrategy[SocietyForm] = _FORMS,
) -> MutualAidSociety:
    """Draw mutual-aid societies that Anhui registers or files (互助社).

    ``custodians`` hold the money of filed ones and are never the society itself: register them in
    the book first. The council has three, five or seven members, the supervisors others.

    >>> from hypothesis import find
    >>> federation = st.just(OrganisationId("town-federation"))
    >>> society = find(societies(custodians=federation), lambda society: society.form is SocietyForm.FILED)
    >>> society.custodian, society.members
    ('town-federation', None)
    """
    own = draw(organisation_ids() if ids is None else ids)
    form = draw(forms)
    size = draw(st.sampled_from([3, 5, 7]))
    people = draw(st.lists(person_ids(), min_size=size, max_size=size + 2, unique=True))
    members, units = None, 0
    custodian = None
    if form is SocietyForm.FILED:
        custodian = draw((organisation_ids() if custodians is None else custodians).filter(lambda other: other != own))
    else:
        members, units = draw(st.sampled_from([(50, 0), (1, 49), (0, 30), (120, 3)]))
    return MutualAidSociety(
        own,
        form=form,
        capital=draw(capital()),
        council=tuple(people[:size]),
        supervisors=tuple(people[size:]),
        members=members,
        unit_members=units,
        custodian=custodian,
    )


@st.composite
def funds(
    draw: DrawFn,
    ids: SearchStrategy[OrganisationId] | None = None,
    hosts: SearchStrategy[OrganisationId] | None = None,
) -> CommunityCharityFund:
    """Draw community charity funds that may be established in Anhui and in Hunan (社区慈善基金).

    ``hosts`` are charities: register them in the book first. The agreement is signed by the first of
    the `days` and settles every point; what the fund ``keeps`` is covered by its capital. Nobody on the committee is paid.

    >>> from hypothesis import find
    >>> fund = find(funds(), lambda fund: True)
    >>> len(fund.committee), fund.agreement.signed_on, fund.keeps
    (5, datetime.date(2024, 1, 1), yuan("0.00"))
    """
    people = draw(st.lists(person_ids(), min_size=6, max_size=8, unique=True))
    start = draw(st.none() | capital(Money(1000), yuan(50_000)))
    return CommunityCharityFund(
        draw(organisation_ids() if ids is None else ids),
        host=draw(organisation_ids() if hosts is None else hosts),
        purposes=draw(st.frozensets(st.sampled_from(Cause), min_size=1)),
        committee=tuple(people[:5]),
        supervisors=tuple(people[5:]),
        agreement=HostAgreement(FIRST_DAY, frozenset(_POINTS)),
        capital=start,
        keeps=Money(0) if start is None else draw(money(Money(0), start.total)),
        name=FundName(Text("City Charity", "市慈善总会"), Text("Lake Community", "湖滨社区")),
        set_up=SetUp(initiated_by=draw(st.sampled_from(Initiator))),
        members=[CommitteeMember(person, draw(st.sampled_from(_SEATS)), paid=False) for person in people[:5]],
    )


_SEATS = tuple(kind for kind in MemberKind if kind is not MemberKind.OTHER)
_POINTS = ("purpose", "use", "rights_and_duties", "termination", "residual_property")


@st.composite
def households(
    draw: DrawFn,
    ids: SearchStrategy[HouseholdId] | None = None,
    members: SearchStrategy[PersonId] | None = None,
) -> Household:
    """Draw households of one to five people (家庭户).

    >>> from hypothesis import find
    >>> find(households(), lambda household: True).members
    ('p-001',)
    """
    people = draw(st.lists(person_ids() if members is None else members, min_size=1, max_size=5, unique=True))
    return Household(
        draw(household_ids() if ids is None else ids), tuple(people), place=draw(st.sampled_from([None, "341802"]))
    )


@st.composite
def costs(draw: DrawFn, most: Money = _YUAN_1000, *, proved: bool | None = None) -> tuple[Cost, ...]:
    """Draw one to three costs (费用); ``proved`` says whether each has its evidence, ``None`` for either.

    >>> from hypothesis import find
    >>> find(costs(), lambda costs: costs[0].amount > yuan(5))[0].amount
    yuan("5.01")
    """
    papers = {True: st.just("invoice-1"), False: st.none(), None: st.sampled_from(["invoice-1", None])}[proved]
    cost = st.builds(Cost, st.sampled_from(["surgery", "medicine", "repairs", "fees"]), money(Money(1), most), papers)
    return tuple(draw(st.lists(cost, min_size=1, max_size=3)))


@st.composite
def cases(
    draw: DrawFn,
    ids: SearchStrategy[CaseId] | None = None,
    household: SearchStrategy[HouseholdId] | None = None,
    causes: SearchStrategy[Cause] = _CAUSES,
) -> ReliefCase:
    """Draw relief cases as they come in (救助个案): facts known or not, papers there or not, no referral.

    >>> from hypothesis import find
    >>> case = find(cases(), lambda case: case.government is GovernmentAid.RECEIVED and case.residual)
    >>> case.government_aid, case.residual
    (yuan("0.01"), yuan("0.01"))
    """
    government = draw(st.sampled_from(sorted(GovernmentAid, key=_settled_first)))
    aid = money(Money(0), yuan(3_000))
    return ReliefCase(
        draw(case_ids() if ids is None else ids),
        household=draw(household_ids() if household is None else household),
        cause=draw(causes),
        costs=draw(costs()),
        insurance=draw(aid | st.none()),
        medical_assistance=draw(aid | st.none()),
        government=government,
        government_aid=draw(money(Money(1), yuan(1_000))) if government is GovernmentAid.RECEIVED else Money(0),
        other_aid=draw(aid),
        urgent=draw(st.booleans()),
    )


def _settled_first(government: GovernmentAid) -> tuple[bool, str]:
    return government not in (GovernmentAid.REFUSED, GovernmentAid.RECEIVED), government.value


# --- for `st.from_type` --------------------------------------------------------------------------


def register() -> None:
    """Register these strategies for their types (登记类型); doing it again changes nothing."""
    known: dict[Any, SearchStrategy[Any]] = {
        Money: money(),
        Capital: capital(),
        MutualAidSociety: societies(),
        CommunityCharityFund: funds(),
        Household: households(),
        Cost: costs().map(lambda drawn: drawn[0]),
        ReliefCase: cases(),
        PersonId: person_ids(),
        HouseholdId: household_ids(),
        OrganisationId: organisation_ids(),
        CaseId: case_ids(),
    }
    for kind, strategy in known.items():
        st.register_type_strategy(kind, strategy)
