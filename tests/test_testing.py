"""The strategies give what they promise, and Hypothesis knows them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import community_charity.testing
from community_charity import (
    Book,
    Capital,
    CaseId,
    Charity,
    CommunityCharityFund,
    Cost,
    EstablishFund,
    FoundSociety,
    Household,
    HouseholdId,
    Law,
    MissingExtra,
    Money,
    MutualAidSociety,
    OpenCase,
    OrganisationId,
    OtherBody,
    PersonId,
    RegisterHousehold,
    RegisterOrganisation,
    ReliefCase,
    yuan,
)
from community_charity.testing import (
    BookMachine,
    agreement,
    amounts_near,
    capital,
    cases,
    costs,
    days,
    funds,
    households,
    keys,
    money,
    societies,
)

LAW = Law.of("cn/anhui/xuancheng/xuanzhou")
DAY = date(2025, 3, 13)


@given(money(yuan(1), yuan(2)), amounts_near(0, 50_000), days(), keys())
def test_plain_values_lie_where_they_were_asked_for(amount: Money, near: Money, day: date, key: str) -> None:
    """Bounds are included, amounts near a limit are at most a fen away and never below one."""
    assert yuan(1) <= amount <= yuan(2)
    assert near.fen in {1, 49_999, 50_000, 50_001}
    assert date(2024, 1, 1) <= day <= date(2027, 12, 31)
    assert key.startswith("k-")


@given(capital(Money(0), Money(10)), capital())
def test_capital_sums_to_an_amount_that_was_asked_for(small: Capital, usual: Capital) -> None:
    """Each source gives something, the stated total is right, and the default reaches the floor of Anhui."""
    assert Money(0) < small.total <= Money(10)
    assert yuan(30_000) <= usual.total <= yuan(60_000)
    assert usual.stated in {None, usual.total}


@given(societies(), funds(), days())
def test_societies_and_funds_may_be_founded_in_anhui(
    society: MutualAidSociety, fund: CommunityCharityFund, day: date
) -> None:
    """On any day from 2024 on the law allows them."""
    assert society.may_register(LAW.on(day))
    assert fund.may_establish(LAW.on(day))


@given(funds(), days(date(2025, 1, 1)))
def test_funds_may_be_established_in_hunan(fund: CommunityCharityFund, day: date) -> None:
    """Its guidelines ask for more, and the funds drawn have it."""
    assert fund.may_establish(Law.of("cn/hunan").on(day))


@given(st.data())
def test_what_is_drawn_fits_together_in_a_book(data: st.DataObject) -> None:
    """Given the bodies and households they name, nouns can be entered as drawn."""
    federation, charity = OrganisationId("federation"), OrganisationId("charity")
    book = Book(LAW)
    book.record(RegisterOrganisation(key="1", on=DAY, organisation=OtherBody(federation)))
    book.record(RegisterOrganisation(key="2", on=DAY, organisation=Charity(charity, registered_on=DAY)))
    society = data.draw(societies(ids=st.just(OrganisationId("s")), custodians=st.just(federation)))
    fund = data.draw(funds(ids=st.just(OrganisationId("f")), hosts=st.just(charity)))
    household = data.draw(households())
    case = data.draw(cases(household=st.just(household.id)))
    book.record(FoundSociety(key="3", on=DAY, society=society))
    book.record(EstablishFund(key="4", on=DAY, fund=fund))
    book.record(RegisterHousehold(key="5", on=DAY, household=household))
    book.record(OpenCase(key="6", on=DAY, case=case))
    assert book.balance().is_conserved


@given(costs(proved=True), costs(proved=False))
def test_costs_have_their_evidence_as_asked(proved: tuple[Cost, ...], bare: tuple[Cost, ...]) -> None:
    """All of them, or none."""
    assert all(cost.evidence is not None for cost in proved)
    assert all(cost.evidence is None for cost in bare)


KINDS = [Money, Capital, MutualAidSociety, CommunityCharityFund, Household, Cost, ReliefCase]
IDS = [PersonId, HouseholdId, OrganisationId, CaseId]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_hypothesis_knows_the_types(kind: type[Any]) -> None:
    """`st.from_type` gives valid values without any registration in the test."""

    @given(st.from_type(kind))
    def drawn(value: object) -> None:
        assert isinstance(value, kind)

    drawn()


@pytest.mark.parametrize("kind", IDS, ids=lambda kind: kind.__name__)
def test_hypothesis_knows_the_ids(kind: Any) -> None:
    """Ids of different things begin with different letters."""

    @given(st.from_type(kind))
    def drawn(value: str) -> None:
        assert value[0] == kind.__name__[0].lower()

    drawn()


def test_importing_the_package_for_the_entry_point_loads_nothing_else() -> None:
    """Hypothesis imports it in every test run of whoever installed the library."""
    code = "import sys, community_charity.testing; print(*(n for n in sys.modules if n.startswith(('comm', 'attr'))))"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"community_charity", "community_charity.testing"}


def test_registering_again_changes_nothing() -> None:
    """The hook may run twice, as when a test calls it."""
    community_charity.testing._register()
    assert isinstance(BookMachine.law, Law)


def test_every_name_is_found_and_no_other() -> None:
    """All names of the package are there, and listed."""
    names = community_charity.testing.__all__
    assert all(getattr(community_charity.testing, name) is not None for name in names)
    assert set(names) <= set(dir(community_charity.testing))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = community_charity.testing.nonsense


def test_without_hypothesis_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever lacks it is told what to install."""
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    with pytest.raises(MissingExtra, match=r"community-charity\[test\]"):
        importlib.reload(community_charity.testing)


def test_a_run_in_which_nothing_began_ends_quietly() -> None:
    """There is nothing to replay; and what replays is told from what does not."""
    BookMachine().teardown()
    assert agreement._replays((), LAW)
