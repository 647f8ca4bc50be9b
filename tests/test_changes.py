"""Changed purposes, surpluses, spending that is no relief, and the way of money through all of them. All invented."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.book.tracing import Path, StepKind
from community_charity.errors import Malformed
from community_charity.giving import RefundDonation
from community_charity.giving.changes import similar
from community_charity.law.decision import Outcome, Refused
from community_charity.money import Money, total, yuan
from community_charity.pools import Cause
from community_charity.purposes import CARE, CULTURE, EDUCATION, GENERAL, ILLNESS, MAJOR_ILLNESS, PURPOSES
from community_charity.restrictions import Restriction, TargetGroup
from community_charity.rules.campaigns.changes import UseChange, UseFixedBy
from reproducers_changes import CONSENT, GIVEN, ILL, SCHOOL, change, spend, surplus, undo
from sample import (
    FUND,
    LATER,
    SOCIETY,
    agreement,
    book,
    case,
    establish,
    fund,
    grant,
    household,
    open_,
    pay,
    receive,
    reverse_gift,
    settle,
    take_back,
)

if TYPE_CHECKING:
    from community_charity.law.decision import Decision


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


def but(facts: UseChange, name: str, told: bool | None) -> UseChange:
    """Give the facts of a change with one of them told otherwise."""
    otherwise: dict[str, Any] = {name: told}
    return attrs.evolve(facts, **otherwise)


def sums(made: Book) -> list[tuple[Any, ...]]:
    """Give every purse's sums and what of each gift is left, to compare books by their money alone."""
    return [
        (
            p.pool,
            p.restriction,
            p.free,
            p.held,
            p.spent,
            p.fees,
            p.returned,
            p.received,
            {g: p.unspent(g) for g in p.gifts()},
        )
        for p in made.purses()
    ]


# --- changing ------------------------------------------------------------------------------------


def test_a_change_moves_what_is_unspent() -> None:
    """What was paid for illness stays paid; the rest of the gift may pay school, and nothing else any more."""
    made = book(GIVEN, grant(amount=yuan(50)), pay(amount=yuan(50)), change())
    way = made.trace("gift-1")
    assert {step.kind: step.amount for step in way.steps} == {
        StepKind.PAID: yuan(50),
        StepKind.MOVED: yuan(150),
        StepKind.LEFT: yuan(150),
    }
    assert way.amount == yuan(200)
    rest = next(purse for purse in made.purses(SOCIETY) if purse.restriction == SCHOOL)
    assert (rest.moved_in, rest.free) == (15_000, 15_000)
    assert made.balance().is_conserved
    assert made.balance().moved_in == made.balance().moved_out == yuan(150)


def test_a_release_frees_the_gift() -> None:
    """Without a new restriction the gift is money like any other of its pool."""
    made = book(GIVEN, change(to=None))
    assert made.balance(SOCIETY).free == yuan(30_200)
    free = next(purse for purse in made.purses(SOCIETY) if purse.restriction is None)
    assert free.unspent("gift-1") == 20_000


def test_start_up_capital_may_be_restricted_later() -> None:
    """Capital is changed under its name, pool and source; there is no day of a gift to look at."""
    made = book()
    source = next(gift for purse in made.purses(SOCIETY) for gift in purse.gifts())
    made.record(change(donations=[source], only_for=None))
    assert made.trace(source).of(StepKind.MOVED) == made.trace(source).of(StepKind.LEFT) > Money(0)


@pytest.mark.parametrize("missing", ["really_needed", "donor_consents"])
@pytest.mark.parametrize("told", [False, None])
def test_the_donor_decides_over_an_agreed_use(missing: str, told: bool | None) -> None:
    """Without the donor's consent the use stays; a consent that is not known is asked for, never taken for a yes."""
    decision = book(GIVEN).decide(change(change=but(CONSENT, missing, told)))
    assert codes(decision) == [f"use_change.{missing}"]
    assert decision.outcome is (Outcome.UNDETERMINED if told is None else Outcome.REFUSED)
    if told is False:
        (remedy,) = decision.remedies
        assert book(GIVEN).decide(remedy.applied_to(decision.subject))


PLANNED = UseChange(
    "change-1",
    fixed_by=[UseFixedBy.PLAN],
    really_needed=True,
    board_decided=True,
    filed=True,
    published=True,
    has_business_supervisor=False,
)


@pytest.mark.parametrize("missing", ["board_decided", "filed", "published"])
def test_a_use_that_a_plan_fixed_takes_board_filing_and_publication(missing: str) -> None:
    """All three, and no consent of each donor."""
    made = book(GIVEN)
    assert made.decide(change(change=PLANNED))
    assert codes(made.decide(change(change=but(PLANNED, missing, told=False)))) == [f"use_change.{missing}"]


EARLY = date(2016, 8, 31)


def test_before_the_charity_law_no_duty_is_weighed() -> None:
    """What no law said of a change or a surplus is not asked for; from the law's first day on it is."""
    old = fund(id="old-fund", agreement=agreement(signed_on=EARLY))
    made = book(
        establish(old, key="establish-old", on=EARLY),
        receive(pool=old.id, on=EARLY, amount=yuan(200), only_for=ILL),
    )
    unknown = change(pool=old.id, on=EARLY, change=UseChange("change-1"))
    assert made.decide(unknown)
    assert made.decide(attrs.evolve(unknown, on=EARLY + timedelta(1))).outcome is Outcome.UNDETERMINED
    silent = surplus(pool=old.id, on=EARLY, settled=None, published=None)
    assert made.decide(silent)
    assert made.decide(attrs.evolve(silent, on=EARLY + timedelta(1))).outcome is Outcome.UNDETERMINED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pool": "nowhere"}, "book.not_found"),
        ({"donations": ["gift-9"]}, "book.not_found"),
        ({"donations": ["gift-2"]}, "donation.not_before"),
        ({"only_for": None}, "change.something_left"),
        ({"only_for": Restriction(project="wells")}, "change.something_left"),
        ({"to": Restriction(purposes=[CULTURE])}, "donation.within_purpose"),
    ],
)
def test_what_a_change_must_find(changes: dict[str, Any], code: str) -> None:
    """Pool, gifts, days, purse and purposes are looked at."""
    later = attrs.evolve(GIVEN, key="gift-2", on=LATER + timedelta(30))
    assert codes(book(GIVEN, later).decide(change(**changes))) == [code]


@pytest.mark.parametrize("only_for", [None, ILL, Restriction(project="wells")])
def test_a_purpose_outside_is_refused_with_a_remedy_for_it(only_for: Restriction | None) -> None:
    """Whatever the money is restricted to now, the remedy narrows what it shall be restricted to."""
    made = book(receive(amount=yuan(200), only_for=only_for))
    outside = Restriction(purposes=[EDUCATION, CULTURE])
    decision = made.decide(change(only_for=only_for, to=outside))
    assert codes(decision) == ["donation.within_purpose"]
    (remedy,) = decision.remedies
    assert remedy.changes == {"to": SCHOOL}
    assert made.decide(remedy.applied_to(decision.subject))
    assert made.decide(change(only_for=only_for, to=Restriction(purposes=[CULTURE]))).remedies == ()


UNDOING = (
    (spend(key="use-1", pool=FUND, amount=yuan(5_100)), "ReverseSpending"),
    (change(key="use-1", pool=FUND), "ChangePurpose"),
    (RefundDonation(key="use-1", on=LATER, donation="gift-1", amount=yuan(1), why="sent_twice"), None),
)


@pytest.mark.parametrize(("order", "first"), UNDOING)
def test_what_a_gift_went_to_is_undone_by_its_own_order(order: Any, first: str | None) -> None:
    """The remedy names the order that helps; for money that went back to the giver there is none."""
    made = book(receive(pool=FUND, amount=yuan(200), only_for=ILL), order)
    decision = made.decide(reverse_gift(on=LATER))
    assert codes(decision) == ["donation.unspent"]
    assert [remedy.first for remedy in decision.remedies] == ([] if first is None else [first])


def test_what_is_no_list_of_orders_is_malformed() -> None:
    """Nothing, and a key that is no text, are errors of the library, not of Python."""
    made = book()
    for ask in (
        lambda: made.record_all(None),  # type: ignore[arg-type] # the mistake to show
        lambda: Book.replay(5, made.law),  # type: ignore[arg-type] # as above
        lambda: made.event([]),  # type: ignore[arg-type] # as above
        lambda: ILL.admits("illness"),  # type: ignore[arg-type] # as above
    ):
        with pytest.raises(Malformed):
            ask()


@pytest.mark.parametrize("gifts", [[], "gift-1", ["gift-1", "gift-1"], None])
def test_a_list_of_gifts_is_a_list_of_different_keys(gifts: Any) -> None:
    """Nothing, text, and the same gift twice are malformed."""
    with pytest.raises(Malformed):
        change(donations=gifts)


def test_what_a_change_is_made_of() -> None:
    """A change is a `UseChange`, a surplus goes from a restriction to another."""
    with pytest.raises(Malformed):
        change(change="the donor said so")
    with pytest.raises(Malformed):
        surplus(to=None)


def test_there_and_back_again() -> None:
    """A change, and the change back, leave every sum but those of the moves as it was."""
    made = book(GIVEN)
    before = sums(made)
    made.record(change())
    made.record(change(key="change-2", only_for=SCHOOL, to=ILL))
    after = [row for row in sums(made) if row[1] != SCHOOL]
    assert after == before


def test_a_changed_gift_may_go_back() -> None:
    """A refund finds what is left of a gift under another restriction of its pool."""
    made = book(GIVEN, change())
    made.record(RefundDonation(key="refund-1", on=LATER, donation="gift-1", amount=yuan(200), why="use_impossible"))
    assert made.trace("gift-1").of(StepKind.RETURNED) == yuan(200)
    assert made.balance(SOCIETY).returned == yuan(200)


# --- surpluses -----------------------------------------------------------------------------------


def test_a_surplus_goes_to_a_similar_purpose() -> None:
    """All that is left moves, whosever it was."""
    made = book(GIVEN, receive(key="gift-2", amount=yuan(5), only_for=ILL), surplus())
    rest = next(purse for purse in made.purses(SOCIETY) if purse.restriction == SCHOOL)
    assert {gift: rest.unspent(gift) for gift in rest.gifts()} == {"gift-1": 20_000, "gift-2": 500}


@pytest.mark.parametrize(
    ("changes", "outcome", "code"),
    [
        ({"settled": None}, "undetermined", "surplus.as_settled"),
        ({"settled": True, "as_settled": True}, "allowed", None),
        ({"settled": True, "as_settled": None}, "undetermined", "surplus.as_settled"),
        ({"published": None}, "undetermined", "surplus.published"),
        ({"pool": "nowhere"}, "refused", "book.not_found"),
        ({"to": ILL}, "refused", "change.something_else"),
        ({"only_for": Restriction(project="wells")}, "refused", "surplus.something_left"),
    ],
)
def test_what_a_surplus_takes(changes: dict[str, Any], outcome: str, code: str | None) -> None:
    """Plan or agreement first, then similarity; published in any case."""
    decision = book(GIVEN).decide(surplus(**changes))
    assert decision.outcome.value == outcome
    assert (decision.reason.ground.code if decision.reason else None) == code


def test_a_surplus_is_what_nobody_was_promised() -> None:
    """While a grant holds some of it, nothing moves; once paid, the rest may."""
    made = book(GIVEN, grant(amount=yuan(150)))
    assert codes(made.decide(surplus())) == ["change.not_promised"]
    made.record(pay(amount=yuan(150)))
    assert made.decide(surplus())


@given(st.sampled_from(PURPOSES), st.sampled_from(PURPOSES))
def test_similar_is_mutual_for_single_purposes(one: Any, other: Any) -> None:
    """Two purposes are alike or not, whichever was first; each is like itself, and what lies within it."""
    if GENERAL in (one, other):
        return
    first, second = Restriction(purposes=[one]), Restriction(purposes=[other])
    assert similar(first, second) == similar(second, first) == (one.path[0] == other.path[0])


def test_places_and_projects_are_like_each_other_only() -> None:
    """Money that names no purpose is like other money that names none."""
    wells, here = Restriction(project="wells"), Restriction(place="cn/anhui")
    assert similar(wells, here)
    assert not similar(wells, ILL)
    assert not similar(ILL, wells)
    assert not similar(ILL, Restriction(purposes=[EDUCATION, CARE]))


# --- spending ------------------------------------------------------------------------------------


def test_restricted_money_pays_first_and_only_what_it_is_for() -> None:
    """A spending for major illness of the old draws the narrowest money first, and none that asks for more."""
    old = Restriction(purposes=[ILLNESS], groups=["elderly"])
    made = book(
        receive(key="gift-1", pool=FUND, amount=yuan(100), only_for=ILL),
        receive(key="gift-2", pool=FUND, amount=yuan(100), only_for=old),
        receive(key="gift-3", pool=FUND, amount=yuan(100), only_for=Restriction(place="cn/anhui/hefei")),
        spend(amount=yuan(150), purpose=MAJOR_ILLNESS, groups=[TargetGroup.ELDERLY]),
    )
    assert [(step.gift, step.amount) for step in made.trace("spend-1").steps] == [
        ("gift-1", yuan(50)),
        ("gift-2", yuan(100)),
    ]


def test_a_spending_that_comes_back_leaves_every_sum_as_it_was() -> None:
    """Reversing is the identity on every balance, though the money stands at the end of the line."""
    made = book(receive(pool=FUND, amount=yuan(100), only_for=ILL))
    before = sums(made)
    made.record_all([spend(), undo()])
    assert sums(made) == before
    assert made.trace("spend-1") == Path("spend-1", ())
    assert codes(made.decide(undo(key="undo-2", spending="gift-1"))) == ["book.not_found"]


@given(fen=st.integers(-1, 1))
def test_to_the_last_fen(fen: int) -> None:
    """All that is free may be spent, and not a fen more; the remedy names the most."""
    made = book()
    free = made.balance(FUND).free + Money(fen)
    decision = made.decide(spend(amount=free))
    assert bool(decision) is (fen <= 0)
    if not decision:
        assert made.decide(decision.remedies[0].applied_to(decision.subject))


def test_nothing_there_is_nothing_to_advise() -> None:
    """Of an empty fund nothing can be spent."""
    made = book(spend(amount=book().balance(FUND).free))
    assert made.decide(spend(key="spend-2")).remedies == ()


def test_who_is_paid_does_not_decide() -> None:
    """A member who is paid steps aside; the others are enough."""
    order = spend(payee="c-1", approved_by=("c-2", "c-3", "c-4"))
    assert book().decide(order)
    with pytest.raises(Refused):
        book().record(spend(payee="c-1", approved_by=("c-1", "c-2", "c-3")))
    assert "c-1" not in repr(order)


# --- the way of money ----------------------------------------------------------------------------


def test_the_way_of_a_grant() -> None:
    """What was paid names its gifts; what is held names none yet; reversed payments are gone."""
    made = book(GIVEN, grant(amount=yuan(300)), pay(amount=yuan(250)))
    way = made.trace("grant-1")
    assert way.of(StepKind.PAID) == yuan(250)
    assert way.of(StepKind.HELD) == yuan(50)
    assert way.amount == yuan(300)
    assert total(step.amount for step in way.steps if step.gift == "gift-1") == yuan(200)
    made.record(take_back())
    assert made.trace("grant-1").of(StepKind.PAID) == yuan(0)


def test_what_has_no_way_and_what_is_not_there() -> None:
    """An order that moved nothing has an empty way; a key that the book does not know is malformed."""
    made = book()
    assert repr(made.trace("grant-1" if made.event("grant-1") else made.events[0].command.key)) == (
        f"<Path {made.events[0].command.key}: nothing>"
    )
    with pytest.raises(Malformed) as wrong:
        made.trace("gift-9")
    assert wrong.value.code == "book.unknown"


def test_two_payments_in_their_order() -> None:
    """The payments of a grant are told from the first to the last."""
    made = book(GIVEN, grant(amount=yuan(300)), pay(amount=yuan(100)), pay(key="pay-2", amount=yuan(200)))
    assert [step.payment for step in made.trace("grant-1").steps] == ["pay-1", "pay-2", "pay-2"]


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), min_size=1, max_size=6))
def test_every_fen_of_a_gift_ends_somewhere(rounds: list[tuple[int, int]]) -> None:
    """Whatever was spent, changed and refunded: the ends of each gift's way add up to the gift, purse by purse."""
    made = book()
    for number, (amount, out) in enumerate(rounds):
        made.record(receive(key=f"g-{number}", pool=FUND, amount=Money(amount), only_for=ILL if amount % 2 else None))
        for order in (
            spend(key=f"s-{number}", amount=Money(out)),
            change(key=f"c-{number}", pool=FUND, donations=[f"g-{number}"], only_for=ILL if amount % 2 else None),
            RefundDonation(key=f"r-{number}", on=LATER, donation=f"g-{number}", amount=Money(out), why="too_much"),
        ):
            if made.decide(order):
                made.record(order)
    for number, (amount, _) in enumerate(rounds):
        assert made.trace(f"g-{number}").amount == Money(amount)
    assert made.balance().is_conserved
    assert made.balance().moved_in == made.balance().moved_out


def test_a_case_opens_money_for_its_group_and_project() -> None:
    """Relief for an elderly patient of a project draws the money given for just that."""
    only = Restriction(purposes=[Cause.ILLNESS], groups=["elderly"], project="clinic")
    made = book(
        receive(amount=yuan(100), only_for=only),
        settle(household("home-2", "g-1")),
        open_(case("case-2", household="home-2", groups=["elderly"], project="clinic", purpose=MAJOR_ILLNESS)),
        grant(key="grant-2", case="case-2", amount=yuan(100)),
    )
    assert [(step.restriction, step.amount) for step in made.trace("grant-2").steps] == [(only, yuan(100))]


def test_a_purpose_lies_within_its_cause() -> None:
    """A case of illness is not for school."""
    with pytest.raises(Malformed) as wrong:
        case(purpose=EDUCATION)
    assert wrong.value.code == "case.purpose"
