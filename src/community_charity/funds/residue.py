"""What is left of a fund that ends (剩余财产), and where it may go: whole, under its restrictions, to a similar purpose.

慈善法第58条（2016年文本第57条） speaks of what a project leaves; this library applies it to a fund. What plan or agreement say
comes first; where they say nothing, it goes to the same or a similar purpose and is published. It never goes back to founder
or donors (慈善法第53条第1款，2016年文本第52条第1款).

>>> ResidueBasis("similar_purpose").text.zh
'用于相同或者相近目的'
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.calendar import optional_day
from community_charity.errors import choice
from community_charity.funds.named import NAMED
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.law.remedies import mend, show
from community_charity.law.words import listed
from community_charity.parties import opaque_id
from community_charity.pools import usable
from community_charity.purposes import GENERAL, Purpose
from community_charity.restrictions import Restriction
from community_charity.rules.facts import names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.book.state import State
    from community_charity.law.decision import Checks, Finding
    from community_charity.law.law import LawInForce
    from community_charity.parties import PartyId
    from community_charity.pools import Pool

# --- values --------------------------------------------------------------------------------------


class ResidueBasis(Enum):
    """By what the rest of a fund goes where it goes (剩余财产处理依据). ``ResidueBasis("agreement")`` looks one up.

    >>> ResidueBasis("agreement").text.en
    'as plan and agreements say'
    """

    AGREEMENT = "agreement"
    SIMILAR_PURPOSE = "similar_purpose"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _BASES[self]


_BASES = {
    ResidueBasis.AGREEMENT: Text("as plan and agreements say", "按募捐方案、协议约定处理"),
    ResidueBasis.SIMILAR_PURPOSE: Text("to the same or a similar purpose", "用于相同或者相近目的"),
}


def _basis(value: ResidueBasis) -> ResidueBasis:
    return choice(value, ResidueBasis)


@attrs.frozen(kw_only=True)
class Residue:
    """Where the rest of a fund shall go (剩余财产处理方案): the pool ``to``, and by which ``basis``.

    ``agreed_for`` are the pools that plan and agreements name for it: empty if they name none, ``None`` if nobody has looked.
    ``published_on`` is the day on which it was published. Raises `Malformed`.

    >>> Residue(to="village-1", basis="similar_purpose", agreed_for=[]).published_on is None
    True
    """

    to: str = attrs.field(converter=opaque_id)
    basis: ResidueBasis = attrs.field(converter=_basis)
    agreed_for: frozenset[str] | None = attrs.field(default=None, converter=names)
    published_on: date | None = attrs.field(default=None, converter=optional_day)


def _restriction(value: Any) -> Restriction | None:
    found: Restriction | None = value  # a purse knows it by less
    return found


@attrs.frozen
class Left:
    """What is left of a fund under one restriction (某一限定下的剩余财产), in fen.

    >>> Left(None, 100).fen
    100
    """

    restriction: Restriction | None = attrs.field(converter=_restriction)
    fen: int


def alike(old: Iterable[Purpose], new: Iterable[Purpose]) -> bool:
    """Tell whether new purposes are the same as old ones or similar (目的相同或者相近): a choice of this library.

    Each new one lies within an old one, or shares with it more than the general purpose. What was for anything at all is
    similar to nothing narrower than charity; what is for anything is similar to nothing narrow.

    >>> from community_charity.purposes import CULTURE, EDUCATION, ILLNESS
    >>> (
    ...     alike([ILLNESS], [EDUCATION]),
    ...     alike([ILLNESS], [CULTURE]),
    ...     alike([ILLNESS], [GENERAL]),
    ...     alike([GENERAL], [CULTURE]),
    ... )
    (True, False, False, True)
    """
    return all(any(one.within(was) or one.common(was) != GENERAL for was in old) for one in new)


# --- rules ---------------------------------------------------------------------------------------


def _as_named(finding: Finding, _asked: Any) -> Remedy | None:
    if finding.holds is None:
        return _ASK(finding, None)
    first = min(finding.facts["agreed"], default=None)
    if first is None:
        text = Text("put it to a similar purpose: nothing is agreed", "未作约定的，用于相近目的")
        return Remedy(text, {"residue.basis": ResidueBasis.SIMILAR_PURPOSE})
    return Remedy(Text("hand it to {p}, as agreed", "按约定转给 {p}").fill(p=first), {"residue.to": first})


_ASK = show("what plan and agreements say of what is left", "募捐方案、协议关于剩余财产的约定")
AS_AGREED = ground(
    "residue.as_agreed",
    Stage.RESTRICTION,
    title=("plan and agreements name {to} for what is left", "募捐方案、协议约定剩余财产转给 {to}"),
    unmet=("not shown that plan and agreements name {to}", "未证明募捐方案、协议约定转给 {to}"),
    figures=("project_surplus_as_settled",),
    remedy=_as_named,
)
SILENT = ground(
    "residue.nothing_agreed",
    Stage.RESTRICTION,
    title=("plan and agreements say nothing of what is left", "募捐方案、协议对剩余财产未作约定"),
    unmet=(
        "not shown that plan and agreements say nothing; what they say comes first",
        "未证明募捐方案、协议未作约定；有约定的从其约定",
    ),
    figures=("project_surplus_as_settled",),
    remedy=lambda finding, _asked: (
        _ASK(finding, None)
        or Remedy(
            Text("hand it over as agreed", "按约定处理"),
            {"residue.basis": ResidueBasis.AGREEMENT, "residue.to": min(finding.facts["agreed"])},
        )
    ),
)
SIMILAR = ground(
    "residue.similar",
    Stage.RESTRICTION,
    title=("{to} serves the same or a similar purpose", "{to} 的宗旨与基金相同或者相近"),
    unmet=("{to} serves neither the same nor a similar purpose", "{to} 的宗旨与基金不相同也不相近"),
    figures=("project_surplus_to_similar_projects",),
)
PUBLISHED = ground(
    "residue.published",
    Stage.AUTHORITY,
    title=("the use of what is left is published", "剩余财产的处理已向社会公开"),
    unmet=("not shown to be published by {until}", "至 {until} 未见向社会公开"),
    figures=("project_surplus_to_similar_projects",),
    remedy=mend(
        "residue.published_on",
        does=("publish it first", "先行公开"),
        ask=("the notice, and its day", "公开信息及日期"),
        to=lambda finding, _asked: finding.facts["until"],
    ),
)
KEPT = ground(
    "residue.restriction_kept",
    Stage.RESTRICTION,
    title=("{to} can serve what each gift was given for", "{to} 的宗旨包含各笔捐赠的限定用途"),
    unmet=(
        "gifts were given for what {to} does not serve: {outside}",
        "部分捐赠的限定用途不在 {to} 宗旨之内：{outside}",
    ),
)
NOT_RETURNED = ground(
    "residue.not_returned",
    Stage.RESTRICTION,
    title=("nothing goes back to founder or donors", "未返还发起人、捐赠人"),
    unmet=(
        "{to} is not shown to be of somebody other than founder and donors",
        "未证明 {to} 的持有人不是发起人或者捐赠人",
    ),
    figures=("charity_property_not_distributed",),
    remedy=show("whose the pool is that shall get it", "接收剩余财产的资金池由谁持有"),
)

# --- weighing ------------------------------------------------------------------------------------


def left_of(state: State, fund: str) -> tuple[Left, ...]:
    """Tell what is free in a fund, restriction by restriction (基金剩余财产)."""
    return tuple(
        Left(purse.restriction, purse.free) for purse in state.purses.values() if purse.pool == fund and purse.free
    )


def weigh_residue(
    checks: Checks, state: State, fund: Pool, residue: Residue, left: tuple[Left, ...], order: Any, law: LawInForce
) -> None:
    """Check where the rest of a fund goes (审查剩余财产去向). Raises `Stopped` if the target cannot take money in."""
    target = usable(state, residue.to, order.on, checks)
    if not left:
        return
    told = {"to": target.id, "agreed": residue.agreed_for}
    if "project_surplus_as_settled" in law:
        agreed = residue.agreed_for
        if residue.basis is ResidueBasis.AGREEMENT:
            checks.weigh(AS_AGREED, None if agreed is None else target.id in agreed, facts=told)
        else:
            checks.weigh(SILENT, None if agreed is None else not agreed, facts=told)
            _weigh_similar(checks, fund, target, left)
        shown_on = residue.published_on
        checks.weigh(PUBLISHED, None if shown_on is None else shown_on <= order.on, facts={"until": order.on})
    _weigh_kept(checks, target, left)
    if "charity_property_not_distributed" in law:
        checks.weigh(NOT_RETURNED, _goes_elsewhere(state, fund, target), facts={"to": target.id})


def _weigh_similar(checks: Checks, fund: Pool, target: Pool, left: tuple[Left, ...]) -> None:
    """What its givers named purposes for keeps them: it is the rest that must go to a similar purpose."""
    if any(one.restriction is None or one.restriction.purposes is None for one in left):
        checks.weigh(SIMILAR, alike(fund.purposes, target.purposes), facts={"to": target.id})


def _weigh_kept(checks: Checks, target: Pool, left: tuple[Left, ...]) -> None:
    named = {one for part in left if part.restriction is not None for one in part.restriction.purposes or ()}
    outside = sorted((one for one in named if not target.serves(one)), key=lambda one: one.code)
    if outside:
        told = {"to": target.id, "outside": listed(tuple(one.text for one in outside))}
        checks.weigh(KEPT, holds=False, facts=told)


def _goes_elsewhere(state: State, fund: Pool, target: Pool) -> bool | None:
    """Tell whether the target is of nobody who founded the fund or gave to it.

    What stays with the host never leaves it: a fund is an account of its host.
    """
    if target.holder is None:
        return None
    return target.holder == fund.holder or target.holder not in _givers(state, fund.id)


def _givers(state: State, fund: str) -> frozenset[PartyId | None]:
    """Tell who gave to a fund, with the founder of a named one, as far as the book knows."""
    gifts = (gift for purse in state.purses.values() if purse.pool == fund for gift in purse.gifts())
    donors: set[PartyId | None] = {
        getattr(state.events[gift].command, "donor", None) for gift in gifts if gift in state.events
    }
    named = state.of(NAMED).get(fund)
    return frozenset(donors if named is None else donors | {named.founder})
