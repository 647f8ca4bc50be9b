"""The book driven at random, against a model that knows nothing of its code."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from community_charity.book.orders import HANDLERS
from community_charity.testing import BookMachine, BookModel

SIZE = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

TestBook = BookMachine.TestCase
TestBook.settings = SIZE


def test_at_least_a_fifth_of_the_orders_is_recorded() -> None:
    """A machine that is nearly always refused would test the refusals alone. The run is the same each time."""
    given: Counter[tuple[str, str]] = Counter()

    class Counting(BookMachine):
        def teardown(self) -> None:
            super().teardown()
            given.update(self.given)

    run = settings(SIZE, max_examples=25, derandomize=True, database=None, phases=[Phase.generate])
    run_state_machine_as_test(Counting, settings=run)
    recorded = sum(times for (_, outcome), times in given.items() if outcome == "allowed")
    assert recorded / given.total() >= 0.2
    assert {outcome for _, outcome in given} == {"allowed", "refused", "undetermined"}


def test_the_model_knows_every_command_of_the_package() -> None:
    """A new command needs its grounds and its deeds in the model, or nothing looks over its shoulder."""
    own = {command.__name__ for command in HANDLERS if command.__module__.startswith("community_charity.")}
    assert own == set(BookModel.GROUNDS) == set(BookModel.DEEDS)
