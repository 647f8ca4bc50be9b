"""One way to provoke each error in the facts of bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.rules.bodies.associations import AssociationApplication
from community_charity.rules.bodies.foundations import FoundationApplication
from community_charity.rules.bodies.special_funds import SpecialFund
from community_charity.rules.bodies.trusts import CharitableTrust
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("fact.count", "a number of members below zero", "会员数为负")
def members_below_zero() -> CharityError:
    return caught(lambda: AssociationApplication(scope="local", members=-1))  # type: ignore[arg-type] # a text will do


@error("fact.names", "a bare name instead of a list of names", "以单个名称代替清单")
def bare_name() -> CharityError:
    return caught(lambda: SpecialFund(agreement_settles="purpose"))


@error("body.answers", "conditions without yes or no", "条件未附是或否")
def conditions_without_answer() -> CharityError:
    return caught(lambda: FoundationApplication(kind="non_public", conditions=["site"]))  # type: ignore[arg-type] # the mistake to show


@error("trust.chooser", "the choice of a donor in the place of the settlor's", "以捐赠人的指定代替委托人的指定")
def choice_of_a_donor() -> CharityError:
    choice = BeneficiaryChoice(named_by="donor")  # type: ignore[arg-type] # a text will do
    return caught(lambda: CharitableTrust(settlor_choice=choice))
