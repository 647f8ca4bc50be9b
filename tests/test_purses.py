"""A purse against a model that keeps every single fen, each with the gift it came from."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from community_charity.book.lines import BROKEN
from community_charity.book.purses import Purse
from community_charity.errors import InvariantBroken
from community_charity.purposes import ILLNESS
from community_charity.restrictions import Restriction

if TYPE_CHECKING:
    from collections.abc import Callable

GIFTS = ("a", "b", "c", "d")
MOST = 7
ELSEWHERE = ("village-2", None)
SUMS = ("received", "moved_in", "held", "spent", "fees", "returned", "moved_out")

Parts = tuple[tuple[str, int], ...]


class Fens:
    """The model: what is left is a list of fens in the order of paying, each of them the name of its gift."""

    def __init__(self) -> None:
        self.left: list[str] = []
        self.came: Counter[str] = Counter()  # received, moved_in
        self.held = self.returned = 0
        self.gone: dict[str, tuple[str, list[str]]] = {}  # payments, fees, sendings: which sum, and the fens
        self.away: dict[str, dict[str, int]] = {}  # of one gift: refunds and moves, each with its fens
        self.moved = 0  # what of `away` was moved
        self.sent: set[str] = set()
        self.given: list[str] = []

    @property
    def free(self) -> int:
        """Count what is left and not held."""
        return len(self.left) - self.held

    def total(self, kind: str) -> int:
        """Count the fens that left in one way and did not come back."""
        return sum(len(fens) for how, fens in self.gone.values() if how == kind)

    def sums(self) -> dict[str, int]:
        """Give the sums that a purse shows."""
        return {
            "received": self.came["received"],
            "moved_in": self.came["moved_in"],
            "held": self.held,
            "spent": self.total("spent"),
            "fees": self.total("fees"),
            "returned": self.returned,
            "moved_out": self.total("moved_out") + self.moved,
        }

    def parts(self, order: str) -> Parts:
        """Tell whose fens an order took, whether from the front or out of one gift."""
        if order in self.gone:
            return tuple(Counter(self.gone[order][1]).items())
        return tuple((gift, orders[order]) for gift, orders in self.away.items() if order in orders)

    def enter(self, how: str, parts: Parts) -> bool:
        """Put fens of gifts at the end."""
        if not parts or any(fen <= 0 for _, fen in parts):
            return False
        for gift, fen in parts:
            self.left += [gift] * fen
            self.came[how] += fen
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

    def out(self, order: str, fen: int, how: str) -> bool:
        """Take fens from the front: promised ones for a payment, free ones for a fee and a sending."""
        if order in self.gone or not 0 < fen <= (self.held if how == "spent" else self.free):
            return False
        if how == "spent":
            self.held -= fen
        if how == "moved_out":
            self.sent.add(order)
        self.gone[order] = how, self.left[:fen]
        self.left = self.left[fen:]
        return True

    def pick(self, parts: Parts, most: int | None = None) -> bool:
        """Take fens of certain gifts, the last ones first."""
        total = sum(fen for _, fen in parts)
        if any(not 0 < fen <= self.left.count(gift) for gift, fen in parts):
            return False
        if not 0 < total <= self.free or (most is not None and total > most):
            return False
        for gift, fen in parts:
            for _ in range(fen):
                del self.left[len(self.left) - 1 - self.left[::-1].index(gift)]
        return True

    def take_away(self, order: str, gift: str, fen: int, *, moved: bool) -> bool:
        """Take fens of one gift for an order."""
        if not self.pick(((gift, fen),)):
            return False
        self.away.setdefault(gift, {})[order] = fen
        if moved:
            self.moved += fen
            self.sent.add(order)
        else:
            self.returned += fen
        return True

    def untake(self, how: str, parts: Parts) -> bool:
        """Take back what came in."""
        if not self.pick(parts, self.came[how]):
            return False
        self.came[how] -= sum(fen for _, fen in parts)
        return True

    def undo(self, order: str) -> bool:
        """Put what went out at the end again, gift by gift."""
        if order not in self.gone:
            return False
        _, fens = self.gone.pop(order)
        self.sent.discard(order)
        for gift, fen in Counter(fens).items():
            self.left += [gift] * fen
        return True


Op = tuple[str, int, int]


def play(purse: Purse, model: Fens, number: int, op: Op) -> None:
    """Do one thing to both; what the model refuses the purse must refuse, and stay as it was."""
    kind, which, fen = op
    gift, order, earlier = GIFTS[which % len(GIFTS)], f"order-{number}", f"order-{which}"
    if kind.endswith("again") and (which >= number or any(earlier in orders for orders in model.away.values())):
        return  # a key of the future, or of a refund: the book takes each key once
    parts = ((gift, fen),) if which % 2 else ((gift, fen), (GIFTS[(which + 1) % len(GIFTS)], which % 3))
    asks: dict[str, tuple[Callable[[], bool], Callable[[], object]]] = {
        "receive": (lambda: model.enter("received", ((gift, fen),)), lambda: purse.receive(gift, fen)),
        "take": (lambda: model.enter("moved_in", parts), lambda: purse.take(parts)),
        "hold": (lambda: model.hold(fen), lambda: purse.hold(fen)),
        "release": (lambda: model.release(fen), lambda: purse.release(fen)),
        "pay": (lambda: model.out(order, fen, "spent"), lambda: purse.pay(order, fen)),
        "charge": (lambda: model.out(order, fen, "fees"), lambda: purse.charge(order, fen)),
        "pay again": (lambda: model.out(earlier, fen, "spent"), lambda: purse.pay(earlier, fen)),
        "charge again": (lambda: model.out(earlier, fen, "fees"), lambda: purse.charge(earlier, fen)),
        "send again": (
            lambda: model.out(earlier, fen, "moved_out"),
            lambda: purse.send(earlier, fen, ELSEWHERE),
        ),
        "send": (lambda: model.out(order, fen, "moved_out"), lambda: purse.send(order, fen, ELSEWHERE)),
        "refund": (
            lambda: model.take_away(order, gift, fen, moved=False),
            lambda: purse.refund(order, gift, fen),
        ),
        "send_gift": (
            lambda: model.take_away(order, gift, fen, moved=True),
            lambda: purse.send_gift(order, gift, fen, ELSEWHERE),
        ),
        "correct": (lambda: model.untake("received", ((gift, fen),)), lambda: purse.correct(gift, fen)),
        "untake": (lambda: model.untake("moved_in", parts), lambda: purse.untake(parts)),
        "undo": (lambda: model.undo(earlier), lambda: purse.undo(earlier)),
    }
    of_model, of_purse = asks[kind]
    if of_model():
        told = of_purse()
        assert kind != "send" or told == model.parts(order)
        return
    before = purse.facts()
    with pytest.raises(InvariantBroken) as broken:
        of_purse()
    assert broken.value.code == BROKEN
    assert purse.facts() == before


def assert_equal(purse: Purse, model: Fens, orders: int) -> None:
    sums = {name: getattr(purse, name) for name in SUMS}
    assert sums == model.sums()
    assert purse.free == model.free
    assert purse.left_on_line() == len(model.left) == purse.free + purse.held
    assert min(*sums.values(), purse.free) >= 0
    assert purse.received + purse.moved_in == purse.free + sum(
        sums[name] for name in ("held", "spent", "fees", "returned", "moved_out")
    )
    assert purse.gifts() == tuple(model.given)
    for number in range(orders):
        order = f"order-{number}"
        assert purse.gifts_of(order) == model.parts(order)
        assert purse.is_fee(order) == (model.gone.get(order, ("",))[0] == "fees")
        assert purse.sent_to(order) == (ELSEWHERE if order in model.sent else None)
    for gift in GIFTS:
        assert purse.knows(gift) == (gift in model.given)
        assert purse.unspent(gift) == model.left.count(gift)
        uses = {order: fens.count(gift) for order, (_, fens) in model.gone.items() if gift in fens}
        assert dict(purse.uses_of(gift)) == uses
        assert dict(purse.away_of(gift)) == model.away.get(gift, {})


KINDS = (
    "receive", "receive", "receive", "take", "hold", "hold", "release", "pay", "pay", "charge", "send", "refund",
    "refund", "correct", "send_gift", "untake", "undo", "undo",
    "pay again", "charge again", "send again",
)  # fmt: skip
ops = st.tuples(st.sampled_from(KINDS), st.integers(0, 30), st.integers(0, MOST))


@given(st.lists(ops, max_size=40))
@example([("receive", 0, 3), ("receive", 1, 3), ("refund", 0, 3), ("hold", 0, 2), ("pay", 0, 2)])  # a hole in front
@example([("receive", 0, 3), ("hold", 0, 3), ("pay", 0, 3), ("undo", 2, 0), ("refund", 0, 3)])  # refund after undo
@example(
    [
        ("receive", 0, 2), ("receive", 1, 2), ("hold", 0, 2), ("pay", 0, 2), ("refund", 1, 2),
        ("undo", 3, 0), ("hold", 0, 1), ("pay", 0, 1), ("receive", 1, 2), ("refund", 1, 2),
    ]
)  # fmt: skip
@example([("receive", 0, 5), ("hold", 0, 2), ("pay", 0, 2), ("refund", 0, 4), ("refund", 0, 3)])  # what is unspent
@example([("receive", 0, 1), ("receive", 1, 1), ("receive", 2, 1), ("refund", 1, 1), ("hold", 0, 2), ("pay", 0, 2)])
@example(  # cut twice, a hole before and one behind, and a payment over all of them
    [
        ("receive", 0, 5), ("receive", 1, 5), ("receive", 2, 5), ("receive", 3, 5), ("refund", 0, 5),
        ("refund", 1, 2), ("correct", 1, 1), ("send_gift", 2, 5), ("charge", 0, 3), ("undo", 8, 0), ("charge", 0, 7),
    ]
)  # fmt: skip
@example(
    [("receive", 0, 5), ("receive", 1, 5), ("charge", 0, 5), ("refund", 1, 5), ("receive", 1, 5), ("charge", 0, 5)]
)
@example([("take", 0, 3), ("receive", 1, 3), ("untake", 0, 3), ("take", 2, 3), ("untake", 2, 3)])  # one of two is wrong
@example([("receive", 0, 5), ("charge", 0, 2), ("charge again", 1, 2), ("undo", 1, 0), ("charge again", 1, 2)])
@example([("take", 1, 3), ("correct", 1, 1)])  # what was moved in was never received here
@example([("receive", 1, 3), ("untake", 1, 1)])  # what was received here was never moved in
def test_a_purse_keeps_account_of_every_fen(steps: list[Op]) -> None:
    """After each step a purse knows whose every fen is and where it went, as a list of single fens does.

    All that can happen to a purse comes in any order; what would overdraw it, or take out of a gift
    what is spent, breaks an invariant and changes nothing.
    """
    purse, model = Purse("village-1", None), Fens()
    for number, op in enumerate(steps):
        play(purse, model, number, op)
        assert_equal(purse, model, number + 1)


@given(st.lists(ops, max_size=25), st.lists(ops, max_size=10))
def test_a_copy_goes_its_own_way(before: list[Op], after: list[Op]) -> None:
    """What happens to a copy does not happen to the original, and a copy starts with the same facts."""
    only = Restriction(purposes=[ILLNESS])
    purse, model = Purse("village-1", only), Fens()
    for number, op in enumerate(before):
        play(purse, model, number, op)
    facts = purse.facts()
    twin = purse.copy()
    assert twin.facts() == facts
    for number, op in enumerate(after, len(before)):
        play(twin, model, number, op)
    assert purse.facts() == facts
    assert_equal(twin, model, len(before) + len(after))
    assert (twin.pool, twin.restriction) == ("village-1", only)


@pytest.mark.deep
@given(st.lists(ops, max_size=30), st.sampled_from(["pay", "charge", "send"]), st.integers(1, MOST))
def test_undoing_is_as_if_it_had_not_been(steps: list[Op], kind: str, fen: int) -> None:
    """Drawn and undone at once, every sum is as it was, and of each gift as much is unspent and spent."""
    purse, model = Purse("village-1", None), Fens()
    for number, op in enumerate(steps):
        play(purse, model, number, op)

    def picture() -> list[object]:
        of_gifts = [(purse.unspent(gift), purse.uses_of(gift), purse.away_of(gift)) for gift in GIFTS]
        return [*(getattr(purse, name) for name in SUMS), purse.left_on_line(), of_gifts]

    purse.receive("a", fen)
    if kind == "pay":
        purse.hold(fen)
    before = picture()
    number = len(steps)
    play(purse, _ready(model, fen, kind), number, (kind, 0, fen))
    purse.undo(f"order-{number}")
    if kind == "pay":
        purse.hold(fen)
    assert picture() == before


def _ready(model: Fens, fen: int, kind: str) -> Fens:
    model.enter("received", (("a", fen),))
    if kind == "pay":
        model.hold(fen)
    return model


@given(st.lists(ops, max_size=30), st.integers(0, 3), st.integers(1, MOST))
def test_taking_and_untaking_is_as_if_it_had_not_been(steps: list[Op], which: int, fen: int) -> None:
    """Taken in from another purse and given back at once: the sums and what may be spent are as they were."""
    purse, model = Purse("village-1", None), Fens()
    for number, op in enumerate(steps):
        play(purse, model, number, op)
    gift = GIFTS[which]
    before = [getattr(purse, name) for name in SUMS], purse.left_on_line(), purse.unspent(gift), purse.away_of(gift)
    purse.take(((gift, fen),))
    purse.untake(((gift, fen),))
    after = [getattr(purse, name) for name in SUMS], purse.left_on_line(), purse.unspent(gift), purse.away_of(gift)
    assert after == before


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


def test_what_came_last_of_a_gift_goes_back_first() -> None:
    """A gift in two lots is cut from the last one on; what stays is still paid in the order of giving."""
    purse = Purse("village-1", None)
    purse.receive("a", 5)
    purse.receive("b", 5)
    purse.receive("a", 5)
    purse.receive("c", 5)
    purse.refund("refund", "a", 7)
    purse.charge("fee", 13)
    assert purse.gifts_of("fee") == (("a", 3), ("b", 5), ("c", 5))
    assert (purse.unspent("a"), purse.away_of("a"), purse.free) == (0, (("refund", 7),), 0)


def test_a_lot_that_is_partly_paid_is_cut_twice() -> None:
    """Two fen paid, two sent back, two moved: the next payment takes what is left of it and steps over the hole."""
    purse = Purse("village-1", None)
    purse.receive("a", 9)
    purse.receive("b", 9)
    purse.charge("fee-1", 2)
    purse.refund("refund", "a", 2)
    purse.send_gift("move", "a", 2, ELSEWHERE)
    purse.charge("fee-2", 4)
    assert purse.gifts_of("fee-2") == (("a", 3), ("b", 1))
    assert purse.uses_of("a") == (("fee-1", 2), ("fee-2", 3))
    assert purse.away_of("a") == (("refund", 2), ("move", 2))
    with pytest.raises(InvariantBroken):
        purse.refund("too-late", "a", 1)


def test_what_is_held_is_not_sent_back() -> None:
    """Promised money stays, to the last fen, whichever gift it may come from."""
    purse = Purse("village-1", None)
    purse.receive("a", 5)
    purse.hold(2)
    with pytest.raises(InvariantBroken, match="take 4 of 3 free"):
        purse.refund("refund", "a", 4)
    purse.refund("refund", "a", 3)
    assert (purse.free, purse.held, purse.unspent("a")) == (0, 2, 2)


def test_a_move_of_one_gift_is_not_undone_here() -> None:
    """The purse that took it untakes it, and this one receives it: there is no stretch of the line to give back."""
    purse = Purse("village-1", None)
    purse.receive("a", 5)
    purse.send_gift("move", "a", 5, ELSEWHERE)
    with pytest.raises(InvariantBroken, match="undo"):
        purse.undo("move")
    assert purse.sent_to("move") == ELSEWHERE


def test_holding_more_than_is_free_is_told_without_names() -> None:
    """The error says how much was asked and how much there was."""
    purse = Purse("village-1", None)
    purse.receive("gift-of-somebody", 5)
    with pytest.raises(InvariantBroken, match="hold 6 of 5 free") as broken:
        purse.hold(6)
    assert "somebody" not in str(broken.value)
