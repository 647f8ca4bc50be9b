"""One explained decision, with its findings and citations, against one OpenFisca calculation for one person.

The rule, comparable on both sides: what is granted is the need less other aid, and no more than a ceiling that the law
dates. OpenFisca gives the number; a decision also checks that government aid was decided, a ceiling of the year and a
number of grants, and carries each check with the articles behind it. The peer is asked in both ways its documentation
shows: a test case as a dictionary, and a default simulation with inputs set one by one, which is faster.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity import Decision, ReliefCase

DAY = date(2025, 3, 13)
LAW = "cn/anhui/xuancheng/xuanzhou"
ROUNDS = 2000
NEED, AID, CEILING = 3000, 300, 1000


def microseconds(once: Callable[[], object], times: int = ROUNDS) -> float:
    """Give the microseconds of one round, warmed up."""

    def rounds() -> None:
        for _ in range(times):
            once()

    once()
    return seconds(rounds) / times * 1e6


def explained(decision: Decision) -> int:
    """Build the outcome, each finding and its citations, short of printing them; count the articles."""
    assert decision.outcome
    return sum(len(finding.citations) for finding in decision.findings)


def explained_by(decide: Callable[[], Decision]) -> int:
    """Decide and explain."""
    return explained(decide())


def advised(decision: Decision) -> int:
    """Build as well what decided, and what would change the answer."""
    return explained(decision) + len(decision.remedies) + bool(decision.reason)


# --- ours ----------------------------------------------------------------------------------------


def case_builder() -> Callable[[], ReliefCase]:
    from community_charity import Cause, Cost, GovernmentAid, ReliefCase, yuan

    def build() -> ReliefCase:
        return ReliefCase(
            "case-1",
            household="household-1",
            cause=Cause.ILLNESS,
            costs=(Cost("surgery", yuan(NEED), evidence="invoice-17"),),
            insurance=yuan(0),
            medical_assistance=yuan(0),
            government=GovernmentAid.RECEIVED,
            government_aid=yuan(AID),
        )

    return build


def ours() -> float:
    """The decision on a case that is there, its findings and citations built."""
    from community_charity import Law, yuan

    law, case = Law.of(LAW).on(DAY), case_builder()()
    most = yuan(min(NEED - AID, CEILING))
    assert case.may_pay(most, law)
    refused = case.may_pay(most + yuan("0.01"), law)
    assert refused.remedies[0].changes["amount"] == most
    assert explained(refused) > 0
    return microseconds(lambda: explained(case.may_pay(most, law)))


def ours_refused() -> float:
    """The same, where the answer is no and says what would change it."""
    from community_charity import Law, yuan

    law, case = Law.of(LAW).on(DAY), case_builder()()
    most = yuan(min(NEED - AID, CEILING))
    more = most + yuan("0.01")
    assert case.may_pay(more, law).remedies
    return microseconds(lambda: advised(case.may_pay(more, law)))


def ours_whole() -> float:
    """The case made and checked from its facts, then decided and explained."""
    from community_charity import Law, yuan

    law, most, build = Law.of(LAW).on(DAY), yuan(min(NEED - AID, CEILING)), case_builder()
    return microseconds(lambda: explained(build().may_pay(most, law)))


def ours_book() -> float:
    """The book's decision on an order to grant: also who decided, their ties, and where the money is."""
    from commands import open_book, whole_case

    book = open_book()
    *steps, grant = whole_case("1", 1, grant=CEILING, cost=NEED)
    for step in steps:
        book.record(step)
    assert book.decide(grant)
    return microseconds(lambda: explained(book.decide(grant)))


def ours_printed() -> float:
    """The decision written out as prose."""
    from community_charity import Law, yuan

    law, case = Law.of(LAW).on(DAY), case_builder()()
    return microseconds(lambda: case.may_pay(yuan(900), law).text("zh"))


def tables() -> float:
    """Every question of the decision tables, each asked like the others: the median case."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    from casebook import cases

    taken = []
    for case in cases():
        decide = partial(getattr(case.subject, case.rule.rpartition(".")[2]), case.in_force(case.law()))
        taken.append(microseconds(partial(explained_by, decide), 20))
    return median(taken)


# --- the peer ------------------------------------------------------------------------------------


def system() -> Any:
    """Give the smallest OpenFisca system that computes the rule."""
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="Person", is_person=True)

    def asked(name: str) -> type:
        facts = {"value_type": float, "entity": person, "definition_period": MONTH, "label": name}
        return type(name, (Variable,), facts)

    class grant(Variable):  # noqa: N801 - the class's name is the variable's
        value_type, entity, definition_period, label = float, person, MONTH, "relief granted"

        def formula(self, period: Any, parameters: Any) -> Any:
            left = np.maximum(self("need", period) - self("aid", period), 0)
            return np.minimum(left, parameters(period).relief.ceiling)

    whole = TaxBenefitSystem([person])
    ceiling = {"values": {"2020-01-01": {"value": CEILING}}}
    whole.parameters = ParameterNode("", data={"relief": {"ceiling": ceiling}})
    whole.add_variables(asked("need"), asked("aid"), grant)
    return whole


def test_case() -> float:
    """A test case as a dictionary, as its tests and its web service take it."""
    from openfisca_core.simulations import SimulationBuilder

    country = system()

    def once() -> Any:
        facts = {"persons": {"li": {"need": {"2025-03": NEED}, "aid": {"2025-03": AID}}}}
        return SimulationBuilder().build_from_dict(country, facts).calculate("grant", "2025-03")

    assert once().tolist() == [min(NEED - AID, CEILING)]
    return microseconds(once)


def set_inputs() -> float:
    """A default simulation of one person, inputs set one by one."""
    from openfisca_core.simulations import SimulationBuilder

    country = system()

    def once() -> Any:
        simulation = SimulationBuilder().build_default_simulation(country)
        simulation.set_input("need", "2025-03", [NEED])
        simulation.set_input("aid", "2025-03", [AID])
        return simulation.calculate("grant", "2025-03")

    assert once().tolist() == [min(NEED - AID, CEILING)]
    return microseconds(once)


SIDES = {
    "ours": ours,
    "test-case": test_case,
    "whole": ours_whole,
    "set-inputs": set_inputs,
    "refused": ours_refused,
    "book": ours_book,
    "printed": ours_printed,
    "tables": tables,
}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 9)
    unit = "µs"
    return Report(
        "One explained decision",
        [
            Line("a decision on a case, findings and citations built", spread(taken["ours"], unit)),
            Line("the same, with the case made and checked from its facts", spread(taken["whole"], unit)),
            Line("OpenFisca, a test case as a dictionary", spread(taken["test-case"], unit)),
            Line("OpenFisca, a default simulation with inputs set", spread(taken["set-inputs"], unit)),
            ratio("decision to test case", ratios(taken["ours"], taken["test-case"]), at_most=0.152),
            ratio("with the case made, to test case", ratios(taken["whole"], taken["test-case"]), at_most=0.152),
            ratio("decision to inputs set, the faster way", ratios(taken["ours"], taken["set-inputs"]), at_most=0.152),
            Line("a refusal, with what would change it", spread(taken["refused"], unit)),
            Line("an order to grant in a book: panel, ties, money as well", spread(taken["book"], unit)),
            Line("a decision written out as prose", spread(taken["printed"], unit)),
            Line("the questions of the decision tables, median", spread(taken["tables"], unit)),
        ],
        [
            (
                "The rule is comparable: need less other aid, at most a ceiling in force on the day. OpenFisca gives the"
                " number and no reasons; a decision weighs five grounds and carries the articles behind each."
            ),
            (
                "OpenFisca is built for columns of a population, where the cost of setting up is spread over all rows; one"
                " person at a time is what its web service does."
            ),
            "Checked in each run: both sides give the same amount, and a refusal offers exactly that amount.",
        ],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
