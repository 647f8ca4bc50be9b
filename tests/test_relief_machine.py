"""The whole life of relief cases, driven at random against a model that knows nothing of the package.

The orders are drawn in `relief_life`, the model is `relief_model`. All people, bodies and cases are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Part
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

import sample
from community_charity.linkage import OverrideDuplicate, RegisterMarks
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief import CASES, CaseId
from community_charity.relief.lifecycle import LIFECYCLE, Phase
from planted_relief_life import BUGS, RARE
from relief_life import BEGIN, COUNCILS, HILL, KINDS, MARK, OFFICE, ORDERS, Broken, Life, a_book, lived, people

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DataObject

    from planted_bugs import Bug

DAYS = "days pass"
SIZE = settings(
    max_examples=12,
    stateful_step_count=150,
    deadline=None,
    phases=[Part.explicit, Part.reuse, Part.generate, Part.shrink],
    suppress_health_check=list(HealthCheck),
)


class ReliefMachine(RuleBasedStateMachine):
    """Gives one order after another to a book and to the model, and lets days pass."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @rule(data=st.data())
    def go_on(self, data: DataObject) -> None:
        """Give an order of some kind, or let days pass."""

        def pick(options: Any) -> Any:
            return data.draw(st.sampled_from(list(options)))

        kind = pick((*KINDS, *[DAYS] * 8))
        if kind == DAYS:
            self.life.pass_days(pick)
        else:
            self.life.give(kind, pick)


TestRelief = pytest.mark.deep(ReliefMachine.TestCase)
TestRelief.settings = SIZE


# --- the declared graph ----------------------------------------------------------------------------------

RUNS, ORDERS_OF_A_RUN = 600, 200
DRAWN_KINDS = {kind.partition(",")[0] for kind in ORDERS} & set(LIFECYCLE)
DECLARED = {(kind, one, to) for kind in DRAWN_KINDS for one, all_ in LIFECYCLE[kind].items() for to in all_}
# Nothing was granted in these phases: no papers are owed, nothing waits for a meeting, nothing can be asked back.
NOTHING_GRANTED = ("CompletePapers", "RatifyEmergency", "RefuseRatification", "DemandRecovery", "WaiveRecovery")
NEVER = {(kind, phase, phase) for kind in NOTHING_GRANTED for phase in (Phase.OPENED, Phase.INVESTIGATED)}
WAY_TO = {
    Phase.REFUSED: ("RefuseRelief",),
    Phase.APPEALED: ("RefuseRelief", "AppealRefusal"),
    Phase.CLOSED: ("CloseCase",),
    Phase.RESOLVED: ("ReviewCase",),
    Phase.NOTICED: ("ReviewCase", "PostNotice"),
}
FIRST = {
    "DemandRecovery": ("RecordMisuse",),
    "RecordRecovery": ("RecordMisuse", "DemandRecovery"),
    "WaiveRecovery": ("RecordMisuse", "DemandRecovery"),
}


def towards(edge: tuple[str, Phase, Phase]) -> dict[str, Any]:
    """Name the orders that lead towards an edge that was not walked yet."""
    kind, phase, to = edge
    ways = {*WAY_TO.get(phase, ()), *WAY_TO.get(to, ()), *FIRST.get(kind, ()), "GrantRelief, signed", "PayRelief"}
    way = tuple(sorted(ways - {kind}))
    return {"goal": (kind, phase.value), "way": way}


@pytest.mark.deep
def test_each_edge_of_the_declared_graph_is_walked_and_no_other() -> None:
    """Every move that is declared happens in some life, but for those that cannot; none happens that is not declared."""
    seen: set[tuple[str, Phase, Phase]] = set()
    given = recorded = 0
    for seed in range(RUNS):
        left = sorted(DECLARED - NEVER - seen, key=str)
        if not left:
            break
        life = lived(seed, ORDERS_OF_A_RUN, **({} if seed < 40 else towards(left[seed % len(left)])))
        seen |= {edge for edge in life.edges if edge[0] in DRAWN_KINDS}
        given += life.given.total()
        recorded += len(life.orders)
    assert seen == DECLARED - NEVER
    assert recorded >= given / 3  # a run that is nearly always refused would test the refusals alone


# --- what the machine found ------------------------------------------------------------------------------


def test_an_order_for_one_household_opens_no_way_for_another() -> None:
    """The id that an authority allowed was used by another household: its case stands in the way as any other does."""
    made = a_book()

    def case(name: str, home: str) -> Any:
        return sample.open_(sample.case(name, household=HouseholdId(home)))

    allowed = OverrideDuplicate(
        key="allow-1", on=BEGIN, case=CaseId("c-3"), household=HouseholdId("h-1"), cause=Cause.ILLNESS,
        by=OrganisationId(OFFICE), officer=PersonId("o-1"), reason="a second illness",
    )  # fmt: skip
    made.record_all([case("c-1", "h-1"), allowed, case("c-2", "h-3"), case("c-3", "h-4")])
    made.record_all(
        [RegisterMarks(key=home, on=BEGIN, household=HouseholdId(home), marks=[MARK]) for home in ("h-3", "h-4")]
    )
    decision = made.decide(sample.grant(case="c-2", pool=HILL, approved_by=people(COUNCILS[HILL])))
    assert [finding.ground.code for finding in decision.unmet] == ["case.one_chain"]


def test_taking_back_one_emergency_leaves_the_papers_of_the_next() -> None:
    """Both were granted that day: the papers of the second are owed as before."""
    made = sample.book(case=sample.urgent_case())

    def urgent(key: str) -> Any:
        return sample.from_fund(key=key, amount=yuan(100), emergency=True)

    made.record_all([urgent("e-1"), sample.pay(grant="e-1", amount=yuan(100)), sample.papers(), urgent("e-2")])
    made.record(sample.take_back())
    assert made.all(CASES)[sample.CASE].emergency_on == sample.ON
    made.record(sample.void(grant="e-2"))
    assert made.all(CASES)[sample.CASE].emergency_on is None


def test_the_year_of_a_household_ends_at_its_last_fen() -> None:
    """Three causes, and two halves on paper that share a member: two thousand in all."""
    life, usual = Life(), dict[str, Any]()
    causes = (Cause.ILLNESS, Cause.DISASTER, Cause.EDUCATION)
    for home, cause, fen in zip(("h-1", "h-2", "h-2"), causes, (100_000, 99_999, 2), strict=True):
        case = sample.case(
            f"c-{cause.value}", household=HouseholdId(home), cause=cause, costs=(sample.cost(yuan(5_000)),)
        )
        life.see(sample.open_(case))
        usual = {"case": case.id, "pool": HILL, "approved_by": people(COUNCILS[HILL])}
        life.see(sample.grant(key=f"g-{cause.value}", amount=Money(fen), **usual))
    life.see(sample.grant(key="g-last", amount=Money(1), **usual))
    assert life.given["GrantRelief", "allowed"] == 3


RARELY = (
    test_an_order_for_one_household_opens_no_way_for_another,
    test_taking_back_one_emergency_leaves_the_papers_of_the_next,
    test_the_year_of_a_household_ends_at_its_last_fen,
)

# --- planted bugs ------------------------------------------------------------------------------------------

DRAWN = settings(SIZE, max_examples=40, derandomize=True, database=None, phases=[Part.generate])


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and in some seeded life book and model differ."""
    bug.plant(monkeypatch)
    with pytest.raises(Broken):
        any(lived(seed, 250) is None for seed in range(160))


@pytest.mark.parametrize("bug", BUGS[:4], ids=lambda bug: bug.name)
def test_the_machine_finds_a_planted_bug(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis runs into it too, each time in the same way."""
    bug.plant(monkeypatch)
    with pytest.raises(Broken):
        run_state_machine_as_test(ReliefMachine, settings=DRAWN)


@pytest.mark.parametrize(("bug", "story"), [*zip(RARE, RARELY, strict=True)], ids=lambda one: getattr(one, "name", ""))
def test_a_rare_bug_fails_its_story(bug: Bug, story: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine found once is told again."""
    bug.plant(monkeypatch)
    with pytest.raises(AssertionError):
        story()


def test_each_planted_bug_has_a_name_of_its_own() -> None:
    """At least ten of them."""
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 10
