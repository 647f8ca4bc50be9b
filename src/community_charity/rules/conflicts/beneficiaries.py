"""Who may not be named as beneficiary (受益人的指定).

Instruments: 慈善法 arts. 40, 46 and 59; before 2024-09-05 arts. 40 and 58. The first text bars naming an interested person
and does not speak of disguise; for trusts it says nothing. Both are left open for those days, not guessed.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> from community_charity.ties import TieKind
>>> choice = BeneficiaryChoice(
...     named_by="donor",
...     how="disguised",
...     beneficiaries=["p-1"],
...     interested_in=["p-9"],
...     ties=[Tie("p-1", "p-9", TieKind.SIBLING)],
... )  # invented
>>> [choice.may_be_named(Law.of("cn").on(day)).outcome.value for day in (date(2024, 9, 4), date(2024, 9, 5))]
['undetermined', 'refused']
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

import attrs

from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend
from community_charity.parties import PartyId
from community_charity.rules.conflicts.facts import parties, some_ties
from community_charity.ties import Tie, TieKind, Ties

if TYPE_CHECKING:
    from community_charity.law.decision import Finding, Ground, Remedy
    from community_charity.law.law import LawInForce


class NamedBy(Enum):
    """Who chooses the beneficiary (指定人). ``NamedBy("donor")`` looks one up.

    >>> NamedBy("settlor").text.zh
    '慈善信托委托人'
    """

    DONOR = "donor"
    CHARITY = "charity"
    SETTLOR = "settlor"
    TRUSTEE = "trustee"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _BY[self]


_BY = {
    NamedBy.DONOR: Text("a donor", "捐赠人"),
    NamedBy.CHARITY: Text("a charity", "慈善组织"),
    NamedBy.SETTLOR: Text("the settlor of a charitable trust", "慈善信托委托人"),
    NamedBy.TRUSTEE: Text("the trustee of a charitable trust", "慈善信托受托人"),
}


class Naming(Enum):
    """How a beneficiary is chosen (指定方式): by name, or by conditions that only he or she can meet.

    >>> Naming("disguised").text.zh
    '变相指定'
    """

    OPEN = "open"
    DISGUISED = "disguised"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return Text("openly", "指定") if self is Naming.OPEN else Text("in disguise", "变相指定")


def _named_by(value: NamedBy) -> NamedBy:
    return choice(value, NamedBy)


def _how(value: Naming | None) -> Naming | None:
    return None if value is None else choice(value, Naming)


@attrs.frozen(kw_only=True)
class BeneficiaryChoice:
    """A choice of beneficiaries (受益人的确定); what is not given is not known.

    ``interested_in`` are the people and bodies whose interested persons may not benefit: the donor, the managers of the
    charity, the settlor, or the trustee with its staff. ``beneficiaries`` are those chosen (of a household, its members;
    ``()`` if the choice is open to all who meet general conditions). ``ties`` are those that are known. Raises `Malformed`.

    >>> BeneficiaryChoice(named_by="charity", beneficiaries=[]).how is None
    True
    """

    named_by: NamedBy = attrs.field(converter=_named_by)
    how: Naming | None = attrs.field(default=None, converter=_how)
    beneficiaries: tuple[PartyId, ...] | None = attrs.field(default=None, converter=parties)
    interested_in: tuple[PartyId, ...] | None = attrs.field(default=None, converter=parties)
    ties: tuple[Tie, ...] | None = attrs.field(default=None, converter=some_ties)

    def related(self, law: LawInForce) -> tuple[Tie, ...] | None:
        """Give the ties that make a beneficiary an interested person (利害关系); ``None`` if it cannot be told.

        Who chooses for himself or herself counts too, told as a `TieKind.SELF`. Assumption: every kind of tie counts,
        since no article defines an interested person. Raises `Malformed` for what is no `LawInForce`.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> BeneficiaryChoice(named_by="donor", beneficiaries=[]).related(Law.of("cn").on(date(2025, 3, 13)))
        ()
        """
        on = in_force(law).day
        if self.beneficiaries == () or self.interested_in == ():
            return ()
        if self.beneficiaries is None or self.interested_in is None:
            return None
        ties = Ties(self.ties or ())
        both = [(one, other) for one in self.beneficiaries for other in self.interested_in]
        # Of two bodies nothing but being the same makes a tie here: ties join a person to somebody.
        own = tuple(tie for one, other in both if one == other for tie in (Tie(one, one, TieKind.SELF),))  # type: ignore[arg-type] # a body may choose itself
        found = own + tuple(tie for one, other in both if one != other for tie in ties.between(one, other, on))
        return found or (None if self.ties is None else ())

    def may_be_named(self, law: LawInForce) -> Decision:
        """Tell whether these beneficiaries may be named (能否如此指定受益人).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the Charity Law.
        Source: 慈善法第40条第1款、第46条、第59条 (第40条第1款、第58条 before 2024-09-05).

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> own = BeneficiaryChoice(named_by="donor", how="open", beneficiaries=["p-1"], interested_in=["p-1"])
        >>> bool(own.may_be_named(Law.of("cn").on(date(2025, 3, 13))))
        False
        """
        law, checks = in_force(law), Checks()
        weigh_choice(checks, self, law)
        return checks.decision(_ASKED.later(by=self.named_by.text), self, law.day, law)


_ASKED = Text("{by} chooses beneficiaries", "{by}确定受益人")


def weigh_choice(checks: Checks, asked: BeneficiaryChoice, law: LawInForce, field: str = "") -> None:
    """Weigh a choice of beneficiaries (受益人审查), which may be a ``field`` of what was asked.

    Raises `LawError` for a day before the Charity Law.
    """
    _ = law.donor_names_no_interested_person  # a day before the Charity Law has no answer
    related = asked.related(law)
    found = None if related is None else len(related)
    holds = True if related == () else False if related and _barred(asked, law) else None
    facts = {"by": asked.named_by.text, "how": asked.how, "field": field}
    checks.weigh(_SIDES[asked.named_by], holds, found=found, facts=facts)


def _barred(asked: BeneficiaryChoice, law: LawInForce) -> bool:
    """Tell whether the text of the day bars it for certain; where it is not known how, both ways must be barred."""
    side = _SIDES[asked.named_by]
    if asked.named_by in (NamedBy.SETTLOR, NamedBy.TRUSTEE):
        key = side.figures[0]
        return bool(key in law and getattr(law, key))
    ways = {Naming.OPEN: getattr(law, side.figures[0]), Naming.DISGUISED: getattr(law, side.figures[1])}
    return bool(ways[asked.how]) if asked.how else all(ways.values())


_ASK = (
    "the agreement or deed, a declaration of ties, and how the beneficiary was found",
    "协议或者信托文件、关系申报，以及受益人的确定过程",
)


def _open_call(finding: Finding, subject: Any) -> Remedy | None:
    """Name nobody; the choice may be the whole question, or a field of it."""
    field = finding.facts["field"]
    path = f"{field}.beneficiaries" if field else "beneficiaries"
    does = ("name nobody: leave the choice to general conditions", "不指定受益人，按一般条件公开确定")
    return mend(path, does=does, ask=_ASK, to=())(finding, subject)


_TITLE = ("{by} names no interested person as beneficiary", "{by}未指定利害关系人作为受益人")
_UNMET = (
    "ties between the beneficiaries and {by}, or others who may not favour them: {found}; named: {how}",
    "受益人与{by}等的利害关系：{found}项；方式：{how}",
)

DONOR_SIDE = ground(
    "conflict.donor_names",
    Stage.RESTRICTION,
    title=_TITLE,
    unmet=_UNMET,
    figures=("donor_names_no_interested_person", "donor_disguise_barred"),
    remedy=_open_call,
)
CHARITY_SIDE = ground(
    "conflict.charity_names",
    Stage.RESTRICTION,
    title=("the charity names no interested person of its managers", "慈善组织未指定管理人员的利害关系人作为受益人"),
    unmet=_UNMET,
    figures=("no_relief_to_interested_persons", "manager_disguise_barred"),
    remedy=_open_call,
)
SETTLOR_SIDE = ground(
    "conflict.settlor_names",
    Stage.RESTRICTION,
    title=_TITLE,
    unmet=_UNMET,
    figures=("settlor_names_no_interested_person",),
    remedy=_open_call,
    origin=(
        "the Charity Law of 2016 says nothing of it in its chapter on trusts; whether its art. 40 applies is left open",
        "2016年《慈善法》慈善信托一章未作规定；是否适用第四十条，本库不作判断",
    ),
)
TRUSTEE_SIDE = ground(
    "conflict.trustee_names",
    Stage.RESTRICTION,
    title=_TITLE,
    unmet=_UNMET,
    figures=("trustee_names_no_interested_person",),
    remedy=_open_call,
    origin=(
        "the Charity Law of 2016 says nothing of it in its chapter on trusts; whether its art. 58 applies is left open",
        "2016年《慈善法》慈善信托一章未作规定；是否适用第五十八条，本库不作判断",
    ),
)
_SIDES: dict[NamedBy, Ground] = {
    NamedBy.DONOR: DONOR_SIDE,
    NamedBy.CHARITY: CHARITY_SIDE,
    NamedBy.SETTLOR: SETTLOR_SIDE,
    NamedBy.TRUSTEE: TRUSTEE_SIDE,
}
