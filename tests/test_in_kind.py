"""Gifts in kind: every unit of goods against a model that keeps each single one; services. All givers are invented."""

from __future__ import annotations

import random
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.errors import CharityError, Malformed
from community_charity.giving.goods import GoodsDistributed
from community_charity.giving.goods_out import LossKind
from community_charity.giving.inventory import goods_from, goods_to, stock
from community_charity.giving.services import ReverseService, Service, ServiceKind, services
from community_charity.giving.stock import SHELVES, Goods, Lot, Portion, known_total
from community_charity.language import Text
from community_charity.money import Money, yuan
from community_charity.parties import PersonId
from community_charity.pools import Cause
from community_charity.restrictions import Restriction
from planted_in_kind import BUGS, Bug
from sample import FUND, LATER, ON, SOCIETY, book
from sample_in_kind import give_back, goods, hand_out, service, undo, write_off

if TYPE_CHECKING:
    from datetime import date

    from community_charity.law.decision import Decision

BASE = book()
KINDS = (("rice", "bag"), ("oil", "bottle"))
CAUSES = (None, Cause.ILLNESS, Cause.EDUCATION)
RICE, OIL = KINDS


def code(decision: Decision) -> str:
    return decision.reason.ground.code if decision.reason else "allowed"


def lines(counts: tuple[int, int]) -> list[Goods]:
    return [Goods(*kind, n) for kind, n in zip(KINDS, counts, strict=True) if n]


# --- the model -----------------------------------------------------------------------------------


class Act(NamedTuple):
    """One thing to try: what, so many of each kind, on which day, for which cause, of which entry before."""

    what: str
    counts: tuple[int, int]
    day: int
    cause: int
    entry: int


class Unit(NamedTuple):
    """A single piece: which gift it came with, when, and for which cause alone."""

    gift: int
    day: int
    only: int
    kind: int


class Pieces:
    """The model: a heap of single pieces, and for each entry those that it brought or took."""

    def __init__(self) -> None:
        self.heap: list[Unit] = []
        self.entries: dict[int, tuple[str, int, list[Unit]]] = {}
        self.reversed: set[int] = set()

    def do(self, number: int, act: Act) -> bool:
        """Do as asked if that is possible, and tell whether it was."""
        return bool(getattr(self, act.what)(number, act))

    def receive(self, number: int, act: Act) -> bool:
        """Put pieces on the heap."""
        new = [Unit(number, act.day, act.cause, kind) for kind in (0, 1) for _ in range(act.counts[kind])]
        self.heap += new
        self.entries[number] = ("receive", act.day, new)
        return True

    def distribute(self, number: int, act: Act) -> bool:
        """Take pieces meant for the cause, then pieces for any, the oldest first."""
        found: list[Unit] = []
        for kind in (0, 1):
            known = sorted(u for u in self.heap if u.kind == kind and u.day <= act.day)
            meant = [u for u in known if u.only and u.only == act.cause] + [u for u in known if not u.only]
            if len(meant) < act.counts[kind]:
                return False
            found += meant[: act.counts[kind]]
        return self._take(number, act, found)

    def write_off(self, number: int, act: Act) -> bool:
        """Take pieces of one gift."""
        gift = self.entries.get(act.entry)
        if gift is None or gift[0] != "receive" or act.entry in self.reversed or act.day < gift[1]:
            return False
        found: list[Unit] = []
        for kind in (0, 1):
            there = [u for u in self.heap if u.gift == act.entry and u.kind == kind]
            if len(there) < act.counts[kind]:
                return False
            found += there[: act.counts[kind]]
        return self._take(number, act, found)

    give_back = write_off

    def undo(self, _number: int, act: Act) -> bool:
        """Take a gift out again if all of it is there; put back what was taken."""
        entry = self.entries.get(act.entry)
        if entry is None or act.entry in self.reversed or act.day < entry[1]:
            return False
        what, _, moved = entry
        if what == "receive":
            if any(self.heap.count(u) < moved.count(u) for u in moved):
                return False
            for unit in moved:
                self.heap.remove(unit)
        else:
            self.heap += moved
        self.reversed.add(act.entry)
        return True

    def _take(self, number: int, act: Act, found: list[Unit]) -> bool:
        for unit in found:
            self.heap.remove(unit)
        self.entries[number] = (act.what, act.day, found)
        return True

    def count(self, what: str, kind: int) -> int:
        """Count pieces of a kind in the live entries of one sort."""
        live = [e for n, e in self.entries.items() if n not in self.reversed]
        return sum(u.kind == kind for sort, _, moved in live if sort == what for u in moved)


def order(number: int, act: Act) -> Any:
    """Write what the model is asked as an order to the book."""
    on, key, cause = ON + timedelta(act.day), f"k-{number}", CAUSES[act.cause]
    if act.what == "receive":
        return goods(*lines(act.counts), key=key, on=on, only_for=None if cause is None else [cause])
    if act.what == "distribute":
        return hand_out(key=key, on=on, goods=lines(act.counts), purpose=cause or Cause.DISASTER)
    if act.what == "undo":
        return undo(key=key, on=on, entry=f"k-{act.entry}")
    build = write_off if act.what == "write_off" else give_back
    return build(key=key, on=on, gift=f"k-{act.entry}", goods=lines(act.counts))


def agree(acts: list[Act]) -> None:
    """Do the same in a book and in the model, and compare all that either can tell."""
    real, model = BASE.branch(), Pieces()
    for number, act in enumerate(acts):
        asked, before = order(number, act), real.branch()
        assert bool(real.decide(asked)) is model.do(number, act)
        if number in model.entries or real.decide(asked):
            real.record(asked)
        if number in model.entries:
            assert_undone(before, real, number)
        assert_conserved(real, model)
    for number, (what, _, moved) in model.entries.items():
        assert_traced(real, model, number, what, moved)
    assert Book.replay(real.events, real.law)._state.facts() == real._state.facts()


def assert_undone(before: Book, after: Book, number: int) -> None:
    """To record and to reverse leaves the stock as it was."""
    again = after.branch()
    again.record(undo(key="back", on=ON + timedelta(9), entry=f"k-{number}"))
    assert again.all(SHELVES) == before.all(SHELVES)
    assert [line for line in stock(again, SOCIETY) if line.received] == [
        line for line in stock(before, SOCIETY) if line.received
    ]


def assert_conserved(real: Book, model: Pieces) -> None:
    """Nothing is below zero, nothing is lost, and each number is that of the model."""
    found = {(line.what, line.unit): line for line in stock(real, SOCIETY)}
    for place, kind in enumerate(KINDS):
        there = sum(u.kind == place for u in model.heap)
        counts = [model.count(what, place) for what in ("receive", "distribute", "write_off", "give_back")]
        if kind not in found:
            assert there == sum(counts) == 0
            continue
        line = found[kind]
        assert line.is_conserved
        assert (line.there, line.received, line.distributed, line.written_off, line.returned) == (there, *counts)
    assert all(lot.left > 0 for lots in real.all(SHELVES).values() for lot in lots)
    assert real.balance() == BASE.balance()


def assert_traced(real: Book, model: Pieces, number: int, what: str, moved: list[Unit]) -> None:
    """Each piece is told from where it came and where it went, and both tell the same."""
    key = f"k-{number}"
    if what == "receive":
        uses = goods_to(real, key)
        assert all(use in goods_from(real, use.entry) for use in uses)
        gone = sum(
            u.gift == number
            for n, (sort, _, units) in model.entries.items()
            if sort != "receive" and n not in model.reversed
            for u in units
        )
        assert sum(use.portion.quantity for use in uses) == gone
        return
    live = () if number in model.reversed else moved
    told = [(trace.gift, trace.portion.kind, trace.portion.quantity) for trace in goods_from(real, key)]
    pieces = [(f"k-{u.gift}", KINDS[u.kind]) for u in live]
    assert told == [(*piece, pieces.count(piece)) for piece in dict.fromkeys(pieces)]


COUNTS = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any)
ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from(["receive", "receive", "distribute", "distribute", "write_off", "give_back", "undo"]),
        COUNTS,
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(0, 8),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(ACTS)
def test_every_piece_is_where_the_model_has_it(acts: list[Act]) -> None:
    """What is allowed, what is there, what went where: a book and single pieces agree after every step."""
    agree(acts)


def drawn_at_random() -> None:
    """Try some hundred acts, the same ones every time."""
    draw = random.Random(20_250_313)  # noqa: S311 - for tests, not for secrets
    kinds = ["receive", "receive", "distribute", "distribute", "write_off", "give_back", "undo"]
    for _ in range(60):
        acts = [Act("receive", (draw.randint(1, 4), draw.randint(0, 3)), 0, draw.randint(0, 2), 0) for _ in range(3)]
        acts += [
            Act(
                draw.choice(kinds),
                (draw.randint(1, 3), draw.randint(0, 2)),
                draw.randint(0, 3),
                draw.randint(0, 2),
                draw.randint(0, 6),
            )
            for _ in range(9)
        ]
        agree(acts)


def test_the_drawn_acts_agree() -> None:
    """Without a bug planted, nothing is found: what catches a bug below is the bug."""
    drawn_at_random()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and book and model disagree."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError)):
        drawn_at_random()


def test_planted_bugs_have_names_of_their_own() -> None:
    """At least six of them."""
    assert len({bug.name for bug in BUGS}) == len(BUGS) >= 6


# --- goods ---------------------------------------------------------------------------------------


def test_a_value_counts_only_with_proof() -> None:
    """A value that nobody proved is kept apart; one line without a value leaves the sum unknown, not smaller."""
    claimed = Goods("rice", "bag", 20, value=yuan(1_600))
    assert [attempt.fair_value for attempt in (claimed, Goods("rice", "bag", 20, proof=True))] == [None, None]
    proved = Goods("rice", "bag", 20, value=yuan(1_600), proof=True)
    assert proved.fair_value == yuan(1_600)
    assert Goods("rice", "bag", 20, value=yuan(1_600), proof=False).fair_value is None
    assert known_total([proved.fair_value, claimed.fair_value]) is None
    assert known_total([]) == Money(0)


@pytest.mark.parametrize("wrong", [0, -1, True, 1.0, "5", None])
def test_pieces_are_whole(wrong: Any) -> None:
    """No half, no nothing, no text."""
    with pytest.raises(Malformed, match=r"goods.quantity"):
        Portion("rice", "bag", wrong)


WRONG: dict[str, Any] = {
    "no lines": lambda: goods(goods=[]),
    "text for lines": lambda: goods(goods="rice"),
    "lines without a place for a value": lambda: goods(goods=[Portion("rice", "bag", 1)]),
    "two lines of one kind": lambda: goods(goods=[Goods("rice", "bag", 1), Goods("rice", "bag", 2)]),
    "an empty donor": lambda: goods(donor=""),
    "a restriction to nothing": lambda: goods(only_for=[]),
    "a number for lines": lambda: hand_out(goods=[5]),
    "an unknown purpose": lambda: hand_out(purpose="hunger"),
    "an empty case": lambda: hand_out(case=""),
    "an unknown loss": lambda: write_off(loss="stolen"),
    "no reason": lambda: write_off(reason=" "),
    "a value of nothing": lambda: Goods("rice", "bag", 1, value=yuan(0)),
    "proof in words": lambda: Goods("rice", "bag", 1, proof="yes"),  # type: ignore[arg-type]  # on purpose
    "nothing that is given": lambda: Goods("", "bag", 1),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_cannot_be_right_about_goods(wrong: Any) -> None:
    """No lines, two lines of one kind, an unknown cause, a value of nothing: each is malformed."""
    with pytest.raises(Malformed):
        wrong()


def test_the_same_thing_in_another_unit_is_another_kind() -> None:
    """A bag is not a kilogram, and neither is turned into the other."""
    made = book(goods(Goods("rice", "bag", 5), Goods("rice", "kg", 5)))
    assert [(line.what, line.unit, line.there) for line in stock(made, SOCIETY)] == [
        ("rice", "bag", 5),
        ("rice", "kg", 5),
    ]


def test_pools_have_stocks_of_their_own() -> None:
    """What one pool has is not there for another; a pool that is not in the book is an error, not empty."""
    made = book(goods(), goods(key="goods-2", pool=FUND))
    assert [line.there for line in stock(made, FUND)] == [5]
    made.record(hand_out(5))
    assert code(made.decide(hand_out(1, key="out-2"))) == "goods.in_stock"
    assert [line.there for line in stock(made, FUND)] == [5]
    assert [line.distributed for line in stock(made, FUND)] == [0]
    assert made.decide(hand_out(5, key="out-2", pool=FUND))
    assert code(made.decide(hand_out(5, key="out-2", pool=FUND, purpose=Cause.DISASTER))) == "goods.purpose"
    for ask in (stock, services):
        with pytest.raises(Malformed, match=r"book.unknown"):
            ask(made, "village-99")


def test_the_last_bag() -> None:
    """The last one goes, one more does not; the remedy is what is there."""
    made = book(goods(Goods("rice", "bag", 5), Goods("oil", "bottle", 1)))
    asked = hand_out(goods=[Portion("rice", "bag", 6), Portion("oil", "bottle", 2), Portion("salt", "bag", 1)])
    decision = made.decide(asked)
    assert decision.reason is not None
    assert decision.reason.text("en") == "not there on the day: 1 bag of rice, 1 bottle of oil, 1 bag of salt"
    mended = decision.remedies[0].applied_to(asked)
    assert [portion.quantity for portion in mended.goods] == [5, 1]
    made.record(mended)
    empty = made.decide(hand_out(1, key="out-2"))
    assert (code(empty), empty.remedies) == ("goods.in_stock", ())


def test_what_is_missing_and_what_is_meant_for_others_are_told_apart() -> None:
    """Of seven bags asked for five are there, and two of these are for schooling alone."""
    made = book(goods(Goods("rice", "bag", 3)), goods(Goods("rice", "bag", 2), key="g-2", only_for=[Cause.EDUCATION]))
    decision = made.decide(hand_out(7))
    assert {f.ground.code: f.text("en") for f in decision.unmet} == {
        "goods.admitted": "there, but restricted to other uses: 2 bag of rice",
        "goods.in_stock": "not there on the day: 2 bag of rice",
    }
    assert [remedy.applied_to(hand_out(7)).goods for remedy in decision.remedies] == [(Portion("rice", "bag", 3),)]
    assert made.decide(hand_out(3))
    assert code(made.decide(hand_out(4))) == "goods.admitted"


def test_restricted_goods_go_first() -> None:
    """Of goods for the cause and goods for any, those for the cause go first, though they came later."""
    made = book(goods(), goods(key="g-2", on=LATER, only_for=[Cause.ILLNESS]))
    event = made.record(hand_out(6, on=LATER, case="case-1"))
    assert isinstance(event, GoodsDistributed)
    assert [(trace.gift, trace.portion.quantity) for trace in goods_from(made, "out-1")] == [("g-2", 5), ("goods-1", 1)]
    assert [trace.entry for trace in goods_to(made, "g-2")] == ["out-1"]
    assert event.command.case == "case-1"


def test_restricted_goods_go_in_the_order_of_money() -> None:
    """What must be used soonest goes first, though it came last; a restriction that a use does not meet keeps its goods."""
    soon = Restriction(purposes=[Cause.ILLNESS], until=LATER)
    old = Restriction(purposes=[Cause.ILLNESS], groups=["elderly"])
    made = book(goods(only_for=[Cause.ILLNESS]), goods(key="g-2", only_for=soon), goods(key="g-3", only_for=old))
    assert code(made.decide(hand_out(11))) == "goods.admitted"
    made.record(hand_out(12, groups=["elderly"]))
    told = [(trace.gift, trace.portion.quantity) for trace in goods_from(made, "out-1")]
    assert told == [("g-2", 5), ("g-3", 5), ("goods-1", 2)]
    assert code(made.decide(hand_out(1, key="out-2", place="cn/anhui", project="wells"))) == "allowed"


@pytest.mark.parametrize(("on", "outcome"), [(ON, "goods.in_stock"), (LATER, "allowed")])
def test_goods_are_handed_out_from_the_day_they_came(on: date, outcome: str) -> None:
    """Goods that come in later are not there before."""
    assert code(book(goods(on=LATER)).decide(hand_out(on=on))) == outcome


@pytest.mark.parametrize("build", [write_off, give_back, undo])
def test_nothing_happens_to_goods_before_they_came(build: Any) -> None:
    """Written off, given back or reversed on an earlier day is refused; the remedy names the first day."""
    made = book(goods(on=LATER))
    decision = made.decide(build())
    assert code(decision) == "goods.not_before"
    assert made.decide(decision.remedies[0].applied_to(build()))


def test_a_gift_that_was_reversed_is_gone() -> None:
    """Nothing of it can be written off or given back; a reversal itself is no entry that could be reversed."""
    made = book(goods(), undo())
    assert code(made.decide(write_off())) == code(made.decide(give_back())) == "goods.live"
    assert code(made.decide(undo(key="undo-2", entry="undo-1"))) == "book.not_found"
    assert code(made.decide(write_off(gift="out-7"))) == "book.not_found"
    assert stock(made, SOCIETY) == ()
    assert goods_from(made, "undo-1") == goods_from(made, "goods-1") == ()


def test_a_lot_comes_back_to_its_place() -> None:
    """What was handed out and comes back is again the oldest."""
    made = book(goods(), goods(key="g-2"), hand_out(5), undo(entry="out-1"))
    assert made.find(SHELVES, (SOCIETY, *RICE)) == (
        Lot(made.events[-4].number, "goods-1", ON, None, 5),
        Lot(made.events[-3].number, "g-2", ON, None, 5),
    )


@pytest.mark.parametrize(
    ("only_for", "outcome"), [(Cause.EDUCATION, "allowed"), (Cause.DISASTER, "donation.within_purpose")]
)
def test_a_fund_takes_goods_for_its_purposes(only_for: Cause, outcome: str) -> None:
    """A restriction outside the fund's purposes is refused, as for money."""
    assert code(book().decide(goods(pool=FUND, only_for=[only_for]))) == outcome


def test_goods_need_a_pool() -> None:
    """No pool, no stock; a key that names start-up capital is taken."""
    made = book()
    assert code(made.decide(goods(pool="village-99"))) == "book.not_found"
    assert code(made.decide(hand_out(pool="village-99"))) == "book.not_found"
    assert code(made.decide(goods(key=f"{SOCIETY}/village_collective"))) == "book.exists"


def test_where_goods_went_is_asked_of_goods() -> None:
    """A key that is not in the book, or no gift of goods, is an error and not an empty answer."""
    made = book()
    for ask in (goods_from, goods_to):
        with pytest.raises(Malformed, match=r"book.unknown"):
            ask(made, "goods-9")
    with pytest.raises(Malformed, match=r"book.unknown"):
        goods_to(made, "found-1")
    assert goods_from(made, "found-1") == ()


def test_a_giver_of_goods_is_kept_and_not_shown() -> None:
    """The giver's id and the reason stay out of what is printed."""
    made = book(goods(donor=PersonId("giver-7")), write_off())
    assert "giver-7" not in repr(made.event("goods-1"))
    assert "came back" not in repr(made.event("loss-1"))
    assert LossKind("lost").text == Text("lost", "遗失")


# --- services ------------------------------------------------------------------------------------


def test_the_case_of_goods_is_the_keepers_own_note() -> None:
    """It is kept as it was written and looked up nowhere."""
    made = book(goods(), hand_out(1, case="nope"))
    event = made.event("out-1")
    assert event is not None
    assert event.command.case == "nope"


def test_a_service_is_a_fact_and_no_money() -> None:
    """It is listed until it is reversed, and no purse and no stock knows it."""
    audit = Service("service", "audit", value=yuan(3_000), proof=True)
    made = book(service(donor=PersonId("giver-7")), service(key="help-2", service=audit), service(key="f", pool=FUND))
    assert [event.command.key for event in services(made, SOCIETY)] == ["help-1", "help-2"]
    assert (made.balance(), stock(made, SOCIETY)) == (BASE.balance(), ())
    assert "giver-7" not in repr(made.event("help-1"))
    made.record(ReverseService(key="undo-1", on=ON, service="help-1", reason="entered twice"))
    assert [event.command.service for event in services(made, SOCIETY)] == [audit]
    again = ReverseService(key="undo-2", on=ON, service="help-1", reason="entered twice")
    assert code(made.decide(again)) == "goods.live"


def test_a_service_is_not_reversed_before_it_was_given() -> None:
    """Nor is what is no service."""
    made = book(service(on=LATER), goods())
    early = ReverseService(key="undo-1", on=ON, service="help-1", reason="entered twice")
    assert code(made.decide(early)) == "goods.not_before"
    assert (
        code(made.decide(ReverseService(key="u", on=ON, service="goods-1", reason="entered twice"))) == "book.not_found"
    )
    assert code(made.decide(service(key="x", pool="village-99"))) == "book.not_found"
    assert code(made.decide(service(key=f"{SOCIETY}/village_collective"))) == "book.exists"


@given(st.integers(1, 10**9))
def test_hours_are_exact(minutes: int) -> None:
    """A third of an hour is a third."""
    assert Service("time", "repairs", minutes=minutes).hours == Fraction(minutes, 60)


@pytest.mark.parametrize("wrong", [0, -5, 1.5, True, "90"])
def test_minutes_are_whole(wrong: Any) -> None:
    """No float, no nothing, no text."""
    with pytest.raises(Malformed, match=r"service.minutes"):
        Service("service", "audit", minutes=wrong)


def test_an_agreed_value_is_kept_apart_without_proof() -> None:
    """Not known is not zero; time that nobody counted is malformed, a service may go without a count."""
    assert Service("technology", "a filter", value=yuan(5)).proved_value is None
    assert Service(ServiceKind.TECHNOLOGY, "a filter", value=yuan(5), proof=True).proved_value == yuan(5)
    assert Service("service", "audit").hours is None
    assert ServiceKind("time").text.zh == "时间"
    with pytest.raises(Malformed, match=r"service.time"):
        Service("time", "repairs")
    with pytest.raises(Malformed):
        service(service="repairs")
