"""A purse against a model that keeps every single fen, each with the gift it came from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity.book import purses
from community_charity.book.purses import Purse
from community_charity.errors import InvariantBroken

if TYPE_CHECKING:
    from collections.abc import Callable

GIFTS = ("a", "b", "c", "d")
MOST = 7


class Fens:
    """The model: what is left is a list of fens in the order of paying, each of them the name of its gift."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.held = self.received = self.returned = 0
        self.paid: dict[str, list[str]] = {}
        self.given: list[str] = []

    @property
    def free(self) -> int:
        """Count what is left and not held."""
        return len(self.left) - self.held

    @property
    def spent(self) -> int:
        """Count what was paid and not undone."""
        return sum(len(fens) for fens in self.paid.values())

    def receive(self, gift: str, fen: int) -> bool:
        """Put fens of a gift at the end."""
        if fen <= 0:
            return False
        self.left += [gift] * fen
        self.received += fen
        if gift not in self.given:
            self.given.append(gift)
        return True

    def hold(self, fen: int) -> bool:
        """Promise, if there is enough."""
        if not 0 < fen <= self.free:
            return False
        self.held += fen
        return True

    def release(self, fen: int) -> bool:
        """Take a promise back."""
        if not 0 < fen <= self.held:
            return False
        self.held -= fen
        return True

    def pay(self, payment: str, fen: int) -> bool:
        """Take promised fens from the front."""
        if not 0 < fen <= self.held:
            return False
        self.held -= fen
        self.paid[payment], self.left = self.left[:fen], self.left[fen:]
        return True

    def refund(self, gift: str) -> bool:
        """Take out every fen of a gift of which none is paid."""
        fen = self.left.count(gift)
        if not 0 < fen <= self.free or any(gift in fens for fens in self.paid.values()):
            return False
        self.left = [other for other in self.left if other != gift]
        self.returned += fen
        return True

    def undo(self, payment: str) -> bool:
        """Put what was paid at the end again, gift by gift."""
        if payment not in self.paid:
            return False
        for gift, fen in Counter(self.paid.pop(payment)).items():
            self.left += [gift] * fen
        return True


Op = tuple[str, int, int]


def play(purse: Purse, model: Fens, number: int, op: Op) -> None:
    """Do one thing to both; what the model refuses the purse must refuse, and stay as it was."""
    kind, which, fen = op
    gift, payment = GIFTS[which % len(GIFTS)], f"payment-{which}"
    asks: dict[str, tuple[Callable[[], bool], Callable[[], None]]] = {
        "receive": (lambda: model.receive(gift, fen), lambda: purse.receive(gift, fen)),
        "hold": (lambda: model.hold(fen), lambda: purse.hold(fen)),
        "release": (lambda: model.release(fen), lambda: purse.release(fen)),
        "pay": (lambda: model.pay(f"payment-{number}", fen), lambda: purse.pay(f"payment-{number}", fen)),
        "refund": (lambda: model.refund(gift), lambda: purse.refund(gift)),
        "undo": (lambda: model.undo(payment), lambda: purse.undo(payment)),
    }
    of_model, of_purse = asks[kind]
    if of_model():
        of_purse()
        return
    before = purse.facts()
    with pytest.raises(InvariantBroken) as broken:
        of_purse()
    assert broken.value.code == purses.BROKEN
    assert purse.facts() == before


def assert_equal(purse: Purse, model: Fens, payments: int) -> None:
    assert purse.free == model.free
    assert purse.left_on_line() == len(model.left)
    assert (purse.received, purse.held, purse.spent, purse.returned) == (
        model.received, model.held, model.spent, model.returned,
    )  # fmt: skip
    assert purse.received == purse.free + purse.held + purse.spent + purse.returned
    assert purse.gifts() == tuple(model.given)
    for number in range(payments):
        payment = f"payment-{number}"
        assert purse.gifts_of(payment) == tuple(Counter(model.paid.get(payment, ())).items())
    for gift in GIFTS:
        assert purse.unspent(gift) == model.left.count(gift)
        uses = {payment: fens.count(gift) for payment, fens in model.paid.items() if gift in fens}
        assert dict(purse.uses_of(gift)) == uses


ops = st.tuples(
    st.sampled_from(["receive", "receive", "hold", "hold", "release", "pay", "pay", "refund", "undo"]),
    st.integers(0, 30),
    st.integers(0, MOST),
)


@given(st.lists(ops, max_size=40))
@example([("receive", 0, 3), ("receive", 1, 3), ("refund", 0, 0), ("hold", 0, 2), ("pay", 0, 2)])  # a hole in front
@example([("receive", 0, 3), ("hold", 0, 3), ("pay", 0, 3), ("undo", 2, 0), ("refund", 0, 0)])  # refund after undo
@example(
    [
        ("receive", 0, 2), ("receive", 1, 2), ("hold", 0, 2), ("pay", 0, 2), ("refund", 1, 0),
        ("undo", 3, 0), ("hold", 0, 1), ("pay", 0, 1), ("receive", 1, 2), ("refund", 1, 0),
    ]
)  # fmt: skip
@example([("receive", 0, 5), ("hold", 0, 2), ("pay", 0, 2), ("refund", 0, 0)])  # paid in part: no refund
@example([("receive", 0, 1), ("receive", 1, 1), ("receive", 2, 1), ("refund", 1, 0), ("hold", 0, 2), ("pay", 0, 2)])
def test_a_purse_keeps_account_of_every_fen(steps: list[Op]) -> None:
    """After each step a purse knows whose every fen is and where it went, as a list of single fens does.

    Receiving, holding, releasing, paying, refunding and undoing come in any order; what would overdraw the
    purse, or refund what was paid out, breaks an invariant and changes nothing.
    """
    purse, model = Purse("village-1", None), Fens()
    for number, op in enumerate(steps):
        play(purse, model, number, op)
        assert_equal(purse, model, number + 1)


@given(st.lists(ops, max_size=25), st.lists(ops, max_size=10))
def test_a_copy_goes_its_own_way(before: list[Op], after: list[Op]) -> None:
    """What happens to a copy does not happen to the original, and a copy starts with the same facts."""
    purse, model = Purse("village-1", frozenset({"illness"})), Fens()
    for number, op in enumerate(before):
        play(purse, model, number, op)
    facts = purse.facts()
    twin = purse.copy()
    assert twin.facts() == facts
    for number, op in enumerate(after, len(before)):
        play(twin, model, number, op)
    assert purse.facts() == facts
    assert_equal(twin, model, len(before) + len(after))
    assert (twin.pool, twin.restriction) == ("village-1", frozenset({"illness"}))


def test_facts_are_a_picture() -> None:
    """The facts of a purse do not change when the purse does."""
    purse = Purse("village-1", None)
    purse.receive("a", 5)
    facts = purse.facts()
    purse.hold(5)
    purse.pay("payment", 5)
    purse.undo("payment")
    assert facts != purse.facts()
    other = Purse("village-1", None)
    other.receive("a", 5)
    assert other.facts() == facts


def test_a_payment_from_many_gifts() -> None:
    """A payment over several gifts names each with its fen, in the order of giving; each gift names the payment."""
    purse = Purse("village-1", None)
    for gift in GIFTS:
        purse.receive(gift, 10)
    purse.hold(25)
    purse.pay("small", 5)
    purse.pay("large", 20)
    assert purse.gifts_of("small") == (("a", 5),)
    assert purse.gifts_of("large") == (("a", 5), ("b", 10), ("c", 5))
    assert purse.uses_of("a") == (("small", 5), ("large", 5))
    assert purse.unspent("c") == 5
    assert purse.uses_of("d") == ()
    assert purse.gifts_of("nothing") == purse.uses_of("nobody") == ()


def test_undone_money_waits_at_the_end() -> None:
    """What comes back from a payment is spent after what is there, and still belongs to its gift."""
    purse = Purse("village-1", None)
    purse.receive("a", 5)
    purse.receive("b", 5)
    purse.hold(10)
    purse.pay("wrong", 5)
    purse.undo("wrong")
    assert purse.gifts_of("wrong") == ()
    purse.pay("right", 5)
    assert purse.gifts_of("right") == (("b", 5),)
    purse.hold(5)
    purse.pay("later", 5)
    assert purse.gifts_of("later") == (("a", 5),)


def test_holding_more_than_is_free_is_told_without_names() -> None:
    """The error says how much was asked and how much there was."""
    purse = Purse("village-1", None)
    purse.receive("gift-of-somebody", 5)
    with pytest.raises(InvariantBroken, match="hold 6 of 5 free") as broken:
        purse.hold(6)
    assert "somebody" not in str(broken.value)
