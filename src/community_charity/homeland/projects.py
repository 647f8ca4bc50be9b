"""Projects for which a village raises money (众筹项目): launched after its pool is activated, paid after the fundraising.

Money given for a project is kept for it alone (区块化管理) and may be used from the day after the fundraising, as the
restriction says that travels with it.

>>> from community_charity.purposes import PUBLIC_REPAIR
>>> project = HomelandProject(  # invented
...     "wells",
...     pool="lake-home",
...     purpose=PUBLIC_REPAIR,
...     target=Money(20_000_00),
...     last=date(2025, 6, 30),
...     raised_by="city",
... )
>>> print(project.only_for.text.zh)
限用于公共维修；限项目 wells；2025-07-01 起使用
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import attrs

from community_charity.approvals import weigh_approval
from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.calendar import day
from community_charity.errors import expect
from community_charity.homeland.village import HOMELANDS
from community_charity.language import Text
from community_charity.law.decision import Checks, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.money import Money, positive_money, total
from community_charity.organisations import ORGANISATIONS, QUALIFIED, Charity, people
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, PersonId, opaque_id, organisation_id
from community_charity.pools import POOLS, purpose, usable
from community_charity.pools import WHAT as A_POOL
from community_charity.purposes import Purpose
from community_charity.restrictions import Restriction, place

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.state import State
    from community_charity.law.decision import Decision
    from community_charity.law.law import LawInForce

_ONE_DAY = timedelta(days=1)

# --- values --------------------------------------------------------------------------------------


@attrs.frozen
class HomelandProject:
    """A project for which a village raises money (众筹项目), up to and including its ``last`` day.

    ``raised_by`` is the charity that raises for it, which needs public-fundraising qualification: a village has none.
    ``target`` is `Money`. Raises `Malformed`.

    >>> from community_charity.purposes import CULTURE
    >>> HomelandProject(  # invented
    ...     "wells", pool="lake-home", purpose=CULTURE, target=Money(1), last=date(2025, 6, 30), raised_by="city"
    ... ).only_for.since
    datetime.date(2025, 7, 1)
    """

    id: str = attrs.field(converter=opaque_id)
    pool: str = attrs.field(kw_only=True, converter=opaque_id)
    purpose: Purpose = attrs.field(kw_only=True, converter=purpose)
    target: Money = attrs.field(kw_only=True, converter=positive_money)
    last: date = attrs.field(kw_only=True, converter=day)
    raised_by: OrganisationId = attrs.field(kw_only=True, converter=organisation_id)
    place: str | None = attrs.field(default=None, kw_only=True, converter=place)

    @property
    def only_for(self) -> Restriction:
        """What each gift for it is restricted to (限定用途): the project alone, from the day after the fundraising.

        Source: a village is paid after the fundraising has ended, practice as reported of Shaanxi in 2020.
        """
        return Restriction(purposes=[self.purpose], place=self.place, project=self.id, since=self.last + _ONE_DAY)


class Project(NamedTuple):
    """A project as the book keeps it (众筹项目台账): when it was launched, and when it was ended early, if it was."""

    project: HomelandProject
    launched: date
    ended: date | None = None

    @property
    def last(self) -> date:
        """The last day on which it takes gifts (募捐截止日)."""
        return self.project.last if self.ended is None else self.ended

    def may_take(self, pool: str, only_for: Restriction, law: LawInForce) -> Decision:
        """Tell whether a gift to a pool, restricted so, may come in for the project that day (能否受赠). Raises `Malformed`.

        >>> from community_charity.law.law import Law
        >>> from community_charity.purposes import CULTURE
        >>> wells = HomelandProject(  # invented
        ...     "wells", pool="lake-home", purpose=CULTURE, target=Money(1), last=date(2025, 6, 30), raised_by="city"
        ... )
        >>> row, law = Project(wells, launched=date(2025, 3, 13)), Law.of("cn")
        >>> bool(row.may_take("lake-home", wells.only_for, law.on(date(2025, 6, 30))))
        True
        >>> bool(row.may_take("lake-home", wells.only_for, law.on(date(2025, 7, 1))))
        False
        """
        law, checks = in_force(law), Checks()
        _weigh_gift(checks, self, opaque_id(pool), expect(only_for, Restriction), law.day)
        return checks.decision(_GIVE.fill(id=self.project.id), _Gift(only_for), law.day, law)


_GIVE = Text("give for project {id}", "向项目 {id} 捐赠")


@attrs.frozen
class _Gift:
    """What `Project.may_take` was asked, so that a remedy can change it."""

    only_for: Restriction


def _project(value: HomelandProject) -> HomelandProject:
    return expect(value, HomelandProject)


# --- commands, events ----------------------------------------------------------------------------

PROJECTS: Table[str, Project] = Table("happy homeland projects")
A_PROJECT = Text("project", "项目")


@attrs.frozen(kw_only=True)
class LaunchProject(Command):
    """Launch a crowdfunding project of a village (发起众筹项目). It becomes `ProjectLaunched`. Raises `Malformed`.

    >>> from community_charity.purposes import CULTURE
    >>> wells = HomelandProject(  # invented
    ...     "wells", pool="lake-home", purpose=CULTURE, target=Money(5_00), last=date(2025, 6, 30), raised_by="city"
    ... )
    >>> LaunchProject(key="l-1", on=date(2025, 3, 13), project=wells, approved_by=["p-1"]).asked().en
    'launch project wells: ¥5.00 by 2025-06-30'
    """

    ASKED: ClassVar[Text] = Text("launch project {id}: {target} by {last}", "发起项目 {id}：{last} 前募集 {target}")

    project: HomelandProject = attrs.field(converter=_project)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)

    def asked(self) -> Text:
        """Say which project is launched (事项)."""
        return self.ASKED.fill(id=self.project.id, target=self.project.target, last=self.project.last)


@attrs.frozen
class ProjectLaunched(Event[LaunchProject]):
    """A project was launched (众筹项目已发起)."""


@attrs.frozen(kw_only=True)
class EndProject(Command):
    """Stop raising money for a project before its last day (提前结束募捐). It becomes `ProjectEnded`. Raises `Malformed`.

    Its money waits until the day that its donors were told; a project that reached its last day needs no order.

    >>> EndProject(
    ...     key="e-1", on=date(2025, 5, 1), project="wells", reason="enough came in", approved_by=["p-1"]
    ... ).asked().en
    'end project wells early'
    """

    ASKED: ClassVar[Text] = Text("end project {project} early", "提前结束项目 {project} 的募捐")

    project: str = attrs.field(converter=opaque_id)
    reason: str = attrs.field(converter=reason, repr=False)
    approved_by: tuple[PersonId, ...] = attrs.field(converter=people, repr=False)


@attrs.frozen
class ProjectEnded(Event[EndProject]):
    """A project takes no more gifts (募捐已提前结束)."""


# --- rules ---------------------------------------------------------------------------------------

CLAIMED = ground(
    "homeland.activated",
    Stage.STATE,
    title=("the village has claimed and activated the pool", "村级已认领并激活资金"),
    unmet=("{pool} is not activated by {found}", "至 {found}，{pool} 尚未激活"),
    figures=("homeland_claim_before_project",),
    remedy=lambda finding, _asked: (
        Remedy(
            Text("date it on {d} or later", "日期不早于 {d}").fill(d=finding.facts["since"]),
            {"on": finding.facts["since"]},
            wait_until=finding.facts["since"],
        )
        if finding.facts["since"] is not None
        else Remedy(Text("activate it first", "先行激活"), first="ActivateHomelandPool")
    ),
)
LAST_DAY = ground(
    "homeland.last_day",
    Stage.STATE,
    title=("the last day is not before the launch", "截止日不早于发起日"),
    unmet=("the fundraising would end on {found}, before it begins", "募捐截止日 {found} 早于发起日"),
    remedy=lambda _finding, asked: Remedy(
        Text("end on {d}", "截止日改为 {d}").fill(d=asked.on), {"project.last": asked.on}
    ),
)
SERVES = ground(
    "homeland.purpose",
    Stage.RESTRICTION,
    title=("the pool serves this purpose", "资金用途包含该用途"),
    unmet=("the pool does not serve {found}", "资金用途不含{found}"),
)
RAISING = ground(
    "homeland.raising",
    Stage.STATE,
    title=("{found} is a day of the fundraising", "{found} 在募捐期内"),
    unmet=(
        "the fundraising runs from {first} to {last}, unless it ended early: {found} is too early or too late",
        "募捐期为 {first} 至 {last}（提前结束的除外），{found} 过早或过晚",
    ),
)
OF_POOL = ground(
    "homeland.of_pool",
    Stage.STATE,
    title=("the project is of this pool", "项目属于该资金"),
    unmet=("the project is of pool {found}", "项目属于资金 {found}"),
)
AS_ANNOUNCED = ground(
    "homeland.as_announced",
    Stage.RESTRICTION,
    title=("the gift is restricted as the project was announced", "限定用途与项目公布的一致"),
    unmet=("a gift for the project is restricted so: {wanted}", "该项目捐赠的限定用途应为：{wanted}"),
    remedy=lambda finding, _asked: Remedy(
        Text("restrict it as the project says", "按项目公布的用途限定"), {"only_for": finding.facts["only_for"]}
    ),
)


def weigh_project_gift(checks: Checks, state: State, pool: str, only_for: Restriction, on: date) -> None:
    """Check a gift to a village's pool that names a project (审查项目捐赠): one of this pool, in its days, as announced.

    A gift that names no project is for the pool itself. Raises `Stopped`.

    >>> from community_charity.book.state import State
    >>> weigh_project_gift(
    ...     Checks(), State(), "lake-home", Restriction(place="lake"), date(2025, 3, 13)
    ... )  # nothing to say
    """
    if only_for.project is not None:
        row = state.found(PROJECTS, only_for.project, A_PROJECT, checks)
        _weigh_gift(checks, row, pool, only_for, on)


def _weigh_gift(checks: Checks, row: Project, pool: str, only_for: Restriction, on: date) -> None:
    if pool != row.project.pool:
        checks.weigh(OF_POOL, holds=False, found=row.project.pool)
    if not row.launched <= on <= row.last:
        checks.weigh(RAISING, holds=False, found=on, facts={"first": row.launched, "last": row.last})
    if only_for != (wanted := row.project.only_for):
        checks.weigh(AS_ANNOUNCED, holds=False, facts={"wanted": wanted.text, "only_for": wanted})


# --- deciding and applying -----------------------------------------------------------------------


def _apply_launch(state: State, event: ProjectLaunched) -> None:
    project = event.command.project
    state.of(PROJECTS)[project.id] = Project(project, event.command.on)


@handles(LaunchProject, apply=_apply_launch)
def _decide_launch(state: State, order: LaunchProject, law: LawInForce, checks: Checks) -> ProjectLaunched:
    project = order.project
    raiser = state.found(ORGANISATIONS, project.raised_by, AN_ORGANISATION, checks)
    pool = usable(state, project.pool, order.on, checks)
    since = state.found(HOMELANDS, project.pool, A_POOL, checks).activated
    waits = "homeland_claim_before_project" in law and law.homeland_claim_before_project
    if waits and (since is None or order.on < since):
        checks.stop(CLAIMED, found=order.on, pool=project.pool, since=since)
    state.absent(PROJECTS, project.id, A_PROJECT, checks)
    if project.last < order.on:
        checks.stop(LAST_DAY, found=project.last)
    weigh_approval(checks, pool, order.approved_by, law)
    qualified_on = raiser.qualified_on if isinstance(raiser, Charity) else None
    checks.weigh(QUALIFIED, qualified_on is not None and qualified_on <= order.on)
    if not pool.serves(project.purpose):
        checks.weigh(SERVES, holds=False, found=project.purpose)
    return ProjectLaunched(len(state.events), order)


def _apply_end(state: State, event: ProjectEnded) -> None:
    order, projects = event.command, state.of(PROJECTS)
    projects[order.project] = projects[order.project]._replace(ended=order.on)


@handles(EndProject, apply=_apply_end)
def _decide_end(state: State, order: EndProject, law: LawInForce, checks: Checks) -> ProjectEnded:
    row = state.found(PROJECTS, order.project, A_PROJECT, checks)
    if row.ended is not None or not row.launched <= order.on <= row.last:
        checks.stop(RAISING, found=order.on, first=row.launched, last=row.last)
    weigh_approval(checks, state.of(POOLS)[row.project.pool], order.approved_by, law)
    return ProjectEnded(len(state.events), order)


# --- reading -------------------------------------------------------------------------------------


def raised_for(book: Book, project: str) -> Money:
    """Give what givers have given for a project, less what went back to them, wherever it is by now (项目募集额), in `Money`.

    >>> import community_charity as cc
    >>> raised_for(cc.Book(cc.Law.of("cn")), "wells")
    yuan("0.00")
    """
    opaque_id(project)
    mine = [purse for purse in book.purses() if getattr(purse.restriction, "project", None) == project]
    return total(Money(purse.received - purse.returned) for purse in mine)
