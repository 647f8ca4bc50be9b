"""Receipts of a book: who gives them, for what, and what becomes of them. All donors and bodies are invented."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

import attrs
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from community_charity.book.book import Book
from community_charity.errors import CharityError, LawError, Malformed
from community_charity.flows.accounts import Account, AccountRole, OpenAccount
from community_charity.giving import CorrectDonation, RefundDonation
from community_charity.giving.receipts import (
    OF_GIFT,
    RECEIPTS,
    Issuer,
    Receipt,
    ReceiptState,
    chain,
    issuer_of,
    receipt_state,
    receipts_owed,
)
from community_charity.giving.stock import Goods, Portion
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Outcome
from community_charity.money import Money, yuan
from community_charity.organisations import Committee
from community_charity.parties import OrganisationId, PersonId
from community_charity.pools import POOLS, Pool
from community_charity.rules.tax.status import RecipientKind, TaxStatus
from planted_in_kind import BUGS_OF_RECEIPTS, Bug
from sample import (
    CHARITY,
    FEDERATION,
    FUND,
    LATER,
    NATIONAL,
    ON,
    SOCIETY,
    agreement,
    book,
    charity,
    enter,
    establish,
    found,
    fund,
    receive,
    registered_society,
    reverse_gift,
)
from sample_in_kind import ask_after_all, cancel, correct, give_back, given, goods, issue, service, undo, waive

if TYPE_CHECKING:
    from datetime import date

    from community_charity.law.decision import Decision

DONOR = PersonId("d-1")
RICE = Goods("rice", "bag", 5, value=yuan(400), proof=True)
BASE = book()


def code(decision: Decision) -> str:
    return decision.reason.ground.code if decision.reason else "allowed"


def opened(name: str, holder: str) -> OpenAccount:
    account = Account(name, holder=OrganisationId(holder), role=AccountRole.CHARITY)
    return OpenAccount(key=f"open-{name}", on=ON, account=account)


def of_goods(*lines: Goods, **changes: Any) -> Any:
    return goods(*(lines or [RICE]), **{"pool": FUND, "donor": DONOR} | changes)


def for_goods(**changes: Any) -> Any:
    return issue(**{"gift": "goods-1", "amount": yuan(400)} | changes)


# --- the model -----------------------------------------------------------------------------------


class Act(NamedTuple):
    """One thing to try: what, with which gift, which number, which other number, and which amount in fen."""

    what: str
    gift: int
    number: int
    other: int
    fen: int


class Papers:
    """The model: for each gift what stands of it, and for each receipt what it says and what it came to."""

    def __init__(self) -> None:
        self.stands = {0: 3, 1: 2}
        self.papers: dict[int, tuple[int, int]] = {}
        self.before: dict[int, int] = {}
        self.dead: dict[int, str] = {}
        self.waived: set[int] = set()

    def do(self, act: Act) -> bool:
        """Do as asked if that is possible, and tell whether it was."""
        return bool(getattr(self, act.what)(act))

    def live(self, gift: int) -> list[int]:
        """Give the receipts of a gift that are alive: one at most."""
        return [number for number, (of, _) in self.papers.items() if of == gift and number not in self.dead]

    def issue(self, act: Act) -> bool:
        """Write a paper for a gift that has none."""
        return not self.live(act.gift) and self._write(act.gift, act)

    def correct(self, act: Act) -> bool:
        """Write another in the place of one that lives."""
        if act.other not in self.papers or act.other in self.dead:
            return False
        if not self._write(self.papers[act.other][0], act):
            return False
        self.dead[act.other] = "superseded"
        self.before[act.number] = act.other
        return True

    def cancel(self, act: Act) -> bool:
        """Let one that lives die."""
        if act.other not in self.papers or act.other in self.dead:
            return False
        self.dead[act.other] = "cancelled"
        return True

    def waive(self, act: Act) -> bool:
        """Note that none is wanted."""
        if self.live(act.gift) or act.gift in self.waived:
            return False
        self.waived.add(act.gift)
        return True

    def ask_after_all(self, act: Act) -> bool:
        """Forget that note."""
        if act.gift not in self.waived:
            return False
        self.waived.remove(act.gift)
        return True

    def lessen(self, act: Act) -> bool:
        """Send something back."""
        if act.fen > self.stands[act.gift]:
            return False
        self.stands[act.gift] -= act.fen
        return True

    def _write(self, gift: int, act: Act) -> bool:
        if act.number in self.papers or gift in self.waived or not self.stands[gift] or act.fen != self.stands[gift]:
            return False
        self.papers[act.number] = (gift, act.fen)
        return True

    def state(self, number: int) -> str:
        """Tell what became of a paper."""
        gift, fen = self.papers[number]
        return self.dead.get(number) or ("valid" if fen == self.stands[gift] else "to_be_corrected")


def order(place: int, act: Act) -> Any:
    """Write what the model is asked as an order: gift 0 is money, gift 1 bags of rice, each bag worth a fen."""
    gift, key = ("gift-1", "goods-1")[act.gift], f"k-{place}"
    paper = {"key": key, "number": f"R-{act.number}", "amount": Money(act.fen), "value": Money(act.fen), "proof": True}
    if act.what == "issue":
        return issue(gift=gift, **paper)
    if act.what == "correct":
        return correct(receipt=f"R-{act.other}", **paper)
    if act.what == "cancel":
        return cancel(key=key, receipt=f"R-{act.other}")
    if act.what == "lessen":
        if act.gift:
            return give_back(act.fen, key=key)
        return RefundDonation(key=key, on=ON, donation=gift, amount=Money(act.fen), why="too_much")
    return (waive if act.what == "waive" else ask_after_all)(key=key, gift=gift)


START = book(given(amount=Money(3)), of_goods(Goods("rice", "bag", 2)))


def allowed(act: Act, model: Papers) -> bool:
    """Ask the model. What a receipt for rice says is the number of bags: its value is what the donor proves that day."""
    gift = model.papers.get(act.other, (0, 0))[0] if act.what == "correct" else act.gift
    if act.what in ("issue", "correct") and gift:
        act = act._replace(fen=model.stands[1])
    return model.do(act)


def agree(acts: list[Act]) -> None:
    """Do the same in a book and in the model, and compare all that either can tell."""
    real, model = START.branch(), Papers()
    seen: dict[str, Receipt] = {}
    for place, act in enumerate(acts):
        asked = order(place, act)
        can = bool(real.decide(asked))
        assert can is allowed(act, model)
        if can:
            real.record(asked)
        found = real.all(RECEIPTS)
        assert {number: found[number] for number in seen} == seen
        seen = dict(found)
        assert_told(real, model)
    assert Book.replay(real.events, real.law)._state.facts() == real._state.facts()


def assert_told(real: Book, model: Papers) -> None:
    """Every number is there once; each receipt is in the state and the chain that the model has."""
    assert set(real.all(RECEIPTS)) == {f"R-{number}" for number in model.papers}
    assert sorted(number for several in real.all(OF_GIFT).values() for number in several) == sorted(real.all(RECEIPTS))
    alive = {ReceiptState.VALID, ReceiptState.TO_BE_CORRECTED}
    for several in real.all(OF_GIFT).values():
        assert sum(receipt_state(real, number) in alive for number in several) <= 1
    for number in model.papers:
        assert receipt_state(real, f"R-{number}").value == model.state(number)
        line = [number]
        while line[0] in model.before:
            line.insert(0, model.before[line[0]])
        after = {old: new for new, old in model.before.items()}
        while line[-1] in after:
            line.append(after[line[-1]])
        assert [receipt.number for receipt in chain(real, f"R-{number}")] == [f"R-{one}" for one in line]


SORTS = ["issue", "issue", "correct", "correct", "cancel", "waive", "ask_after_all", "lessen"]
ACTS = st.lists(
    st.builds(Act, st.sampled_from(SORTS), st.integers(0, 1), st.integers(0, 5), st.integers(0, 5), st.integers(1, 3)),
    max_size=12,
)


@settings(max_examples=60)
@drawn(ACTS)
def test_receipts_agree_with_the_model(acts: list[Act]) -> None:
    """One live receipt a gift at most, no number twice, chains without branches, old receipts unchanged."""
    agree(acts)


def drawn_at_random() -> None:
    """Try some hundred acts, the same ones every time, after two that are allowed."""
    draw = random.Random(20_250_313)  # noqa: S311 - for tests, not for secrets
    for _ in range(120):
        acts = [Act("issue", 0, 0, 0, 3), Act("issue", 1, 1, 0, 2)]
        acts += [
            Act(draw.choice(SORTS), draw.randint(0, 1), draw.randint(0, 5), draw.randint(0, 3), draw.randint(1, 3))
            for _ in range(10)
        ]
        agree(acts)


def test_the_drawn_acts_agree() -> None:
    """Without a bug planted, nothing is found: what catches a bug below is the bug."""
    drawn_at_random()
    goods_that_went_back_and_did_not()


def goods_that_went_back_and_did_not() -> None:
    """A bag that is given back, an entry that was wrong: the receipt is right again."""
    made = book(of_goods(), for_goods(), give_back())
    assert receipt_state(made, "R-1") is ReceiptState.TO_BE_CORRECTED
    made.record(undo(entry="back-1"))
    assert receipt_state(made, "R-1") is ReceiptState.VALID


def all_checked() -> None:
    test_the_holder_of_an_account_gives_the_receipt()
    test_the_drawn_acts_agree()


@pytest.mark.parametrize("bug", BUGS_OF_RECEIPTS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and book and model disagree."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, CharityError, LookupError)):
        all_checked()


def test_planted_bugs_have_names_of_their_own() -> None:
    """At least six of them."""
    assert len({bug.name for bug in BUGS_OF_RECEIPTS}) == len(BUGS_OF_RECEIPTS) >= 6


# --- who gives it --------------------------------------------------------------------------------


def test_the_host_of_a_fund_gives_the_receipt() -> None:
    """A fund is no body: its host charity issues, and the snapshot holds what the law wants stated."""
    made = book(given(), issue())
    receipt = made.find(RECEIPTS, "R-1")
    assert receipt == Receipt(
        "R-1",
        ON,
        "gift-1",
        FUND,
        CHARITY,
        RecipientKind.CHARITY,
        yuan(200),
        donor=DONOR,
        handler=PersonId("m-1"),
        states=frozenset({"donor", "kind_and_quantity", "organisation", "handler", "date"}),
    )
    assert "d-1" not in repr(made.event("issue-1")) + repr(receipt)
    assert "m-1" not in repr(made.event("issue-1")) + repr(receipt)


def test_a_filed_society_gives_none() -> None:
    """It is no body that issues receipts: refused with the article."""
    decision = book(receive(donor=DONOR)).decide(issue())
    assert code(decision) == "tax.issuer"
    assert "27" in decision.text("en")


@pytest.mark.parametrize(
    ("status", "outcome"), [(None, "undetermined"), (TaxStatus(2021), "refused"), (TaxStatus(2024), "allowed")]
)
def test_a_registered_society_needs_its_eligibility(status: TaxStatus | None, outcome: str) -> None:
    """A registered society is a social organisation: it issues on the day its eligibility is valid."""
    village = found(registered_society(id="village-2"), key="found-2")
    made = book(village, receive(pool="village-2", donor=DONOR))
    decision = made.decide(issue(status=status))
    assert decision.outcome is Outcome(outcome)
    assert decision or code(decision) == "tax.status"
    made.record(receive(key="gift-2", pool="village-2"))
    assert "receipt.named" in {f.ground.code for f in made.decide(issue(gift="gift-2", status=status)).unmet}


@pytest.mark.parametrize(
    ("on", "kind"), [(ON, RecipientKind.CHARITY), (charity().registered_on, RecipientKind.CHARITY)]
)
def test_a_charity_is_one_from_its_registration_on(on: date, kind: RecipientKind) -> None:
    """A society that the book also has as a charity is a charity; before it was registered it is what it was."""
    village = registered_society(id="village-2")
    body = charity(id=OrganisationId("village-2"))
    made = book(found(village, key="found-2"), enter(body))
    assert issuer_of(made._state, "village-2", on).kind is kind
    before = body.registered_on.replace(year=body.registered_on.year - 1)
    assert issuer_of(made._state, "village-2", before).kind is RecipientKind.SOCIAL_ORGANISATION


def test_who_stands_behind_other_pools() -> None:
    """A fund without a host is no body, a committee is one; of a pool that is neither, nobody knows."""
    alone = Book(NATIONAL.amend(since=ON, fund_needs_host=False))
    alone.record(establish(fund(host=None, agreement=None)))
    assert issuer_of(alone._state, FUND, ON) == Issuer(OrganisationId(FUND), RecipientKind.UNREGISTERED_GROUP)
    made = book(enter(Committee(OrganisationId("lake-village"), "village")))  # type: ignore[arg-type]  # by its value
    made.record(opened("fair", holder="lake-village"))
    assert issuer_of(made._state, "fair", ON) == Issuer(OrganisationId("lake-village"), RecipientKind.COMMITTEE)
    made._state.of(POOLS)["elsewhere"] = Pool("elsewhere", frozenset(), frozenset())
    made.record(receive(pool="elsewhere", donor=DONOR))
    decision = made.decide(issue())
    assert (decision.outcome, code(decision)) == (Outcome.UNDETERMINED, "tax.issuer")


def test_the_holder_of_an_account_gives_the_receipt() -> None:
    """Found under its own name, not under the account's: the charity behind it issues, owes, and is stated."""
    made = book(opened("county", holder=CHARITY), given(pool="county"))
    assert receipts_owed(made) == ("gift-1",)
    made.record(issue())
    receipt = made.all(RECEIPTS)["R-1"]
    assert (receipt.pool, receipt.recipient, receipt.kind) == ("county", CHARITY, RecipientKind.CHARITY)
    assert receipts_owed(made) == ()


def test_an_account_may_be_called_as_another_body_is() -> None:
    """The name of an account makes nobody its issuer: neither a charity nor a society of that name."""
    other, village = OrganisationId("other-charity"), registered_society(id="village-2")
    made = book(enter(charity(id=other)), found(village, key="found-2"), opened(other, holder=FEDERATION))
    assert issuer_of(made._state, other, ON) == Issuer(FEDERATION, None)
    made.record(given(pool=other))
    assert receipts_owed(made) == ()
    assert code(made.decide(issue())) == "tax.issuer"
    assert made.decide(issue()).outcome is Outcome.UNDETERMINED
    made.record(opened("theirs", holder=other))
    assert issuer_of(made._state, "theirs", ON) == Issuer(other, RecipientKind.CHARITY)


def test_each_pool_tells_who_stands_behind_it() -> None:
    """Of an account whose it is, of a fund its host, of a society itself; a file brings it back."""
    made = book(opened("county", holder=FEDERATION))
    again = from_json_lines(to_json_lines(made), made.law)
    for one in (made, again):
        holders = {name: pool.holder for name, pool in one.all(POOLS).items()}
        assert holders == {SOCIETY: SOCIETY, FUND: CHARITY, "county": FEDERATION}


def test_before_the_law_there_is_no_answer() -> None:
    """The figures on receipts begin in 2020: an earlier day is told as such."""
    old = fund(id="old-fund", agreement=agreement(signed_on=ON.replace(year=2019)))
    made = book(establish(old, key="establish-old", on=ON.replace(year=2019)), law=NATIONAL)
    made.record(given(pool="old-fund", on=ON.replace(year=2019)))
    with pytest.raises(LawError) as caught:
        made.decide(issue(on=ON.replace(year=2019)))
    assert caught.value.code == "law.no_value"


# --- for what ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fen", "outcome"), [(19_999, False), (20_000, True), (20_001, False)])
def test_the_receipt_states_what_was_received(fen: int, *, outcome: bool) -> None:
    """Not a fen less, not a fen more; the remedy states the amount received."""
    made = book(given())
    decision = made.decide(issue(amount=Money(fen)))
    assert bool(decision) is outcome
    if not outcome:
        assert code(decision) == "tax.receipt_amount"
        assert made.decide(decision.remedies[0].applied_to(issue(amount=Money(fen))))


@pytest.mark.parametrize(
    ("line", "shown", "outcome"),
    [
        (RICE, {}, "allowed"),
        (attrs.evolve(RICE, proof=False), {}, "tax.value_proof"),
        (attrs.evolve(RICE, proof=None), {}, "tax.value_proof"),
        (attrs.evolve(RICE, proof=False), {"proof": True}, "allowed"),
        (attrs.evolve(RICE, value=None), {}, "tax.receipt_value"),
        (Goods("rice", "bag", 5), {"proof": True, "value": yuan(400)}, "allowed"),
        (RICE, {"value": yuan(399)}, "tax.receipt_value"),
        (RICE, {"amount": Money(39_999)}, "tax.receipt_value"),
    ],
    ids=["proved", "no proof", "not known", "proved later", "no value", "valued later", "another value", "a fen less"],
)
def test_goods_are_receipted_at_their_fair_value(line: Goods, shown: dict[str, Any], outcome: str) -> None:
    """With proof of the value, whenever it was shown, and at that value; without proof there is no receipt."""
    made = book(of_goods(line))
    decision = made.decide(for_goods(**shown))
    assert code(decision) == outcome
    for remedy in decision.remedies:
        if remedy.changes:
            assert made.decide(remedy.applied_to(for_goods(**shown)))


def test_one_line_without_proof_is_one_too_many() -> None:
    """Of two lines both must be proved; what is known not to be proved weighs more than what is not known."""
    oil = Goods("oil", "bottle", 1, value=yuan(50))
    assert code(book(of_goods(RICE, oil)).decide(for_goods(amount=yuan(450)))) == "tax.value_proof"
    made = book(of_goods(attrs.evolve(RICE, proof=False), oil))
    assert made.decide(for_goods(amount=yuan(450))).outcome is Outcome.REFUSED
    made = book(of_goods(RICE, attrs.evolve(oil, proof=True)))
    made.record(for_goods(amount=yuan(450)))
    receipt = made.find(RECEIPTS, "R-1")
    assert receipt is not None
    assert receipt.goods == (Portion("rice", "bag", 5), Portion("oil", "bottle", 1))


def test_goods_of_which_a_part_went_back_are_valued_anew() -> None:
    """Nobody said what one bag is worth; of a line that went back whole, nothing is left to value."""
    oil = Goods("oil", "bottle", 1, value=yuan(50), proof=True)
    made = book(of_goods(RICE, oil), give_back(1))
    assert code(made.decide(for_goods(amount=yuan(450)))) == "tax.receipt_value"
    made.record(for_goods(amount=yuan(370), value=yuan(370)))
    other = book(of_goods(RICE, oil), give_back(5), for_goods(amount=yuan(50)))
    assert receipt_state(other, "R-1") is ReceiptState.VALID
    gone = book(of_goods(), give_back(5))
    assert code(gone.decide(for_goods())) == "receipt.gift_stands"


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"official_form": None}, "tax.receipt_form"),
        ({"official_form": False}, "tax.receipt_form"),
        ({"gift": "gift-9"}, "book.not_found"),
        ({"gift": f"{FUND}/donors"}, "book.not_found"),
        ({"gift": "found-1"}, "book.not_found"),
    ],
)
def test_what_a_receipt_needs(change: dict[str, Any], outcome: str) -> None:
    """The form of the finance departments, and a gift in the book."""
    made = book(given())
    decision = made.decide(issue(**change))
    assert code(decision) == outcome
    for remedy in decision.remedies:
        if remedy.changes:
            assert made.decide(remedy.applied_to(issue(**change)))


def test_what_a_place_wants_stated_besides() -> None:
    """A reform that wants one thing more on the paper: the remedy states it."""
    contents = ("donor", "kind_and_quantity", "organisation", "handler", "date", "seal")
    made = book(given(), law=NATIONAL.amend(since=ON, receipt_contents=contents))
    decision = made.decide(issue())
    assert code(decision) == "tax.receipt_contents"
    mended = decision.remedies[0].applied_to(issue())
    made.record(mended)
    receipt = made.find(RECEIPTS, "R-1")
    assert receipt is not None
    assert receipt.states == frozenset(contents)


@pytest.mark.parametrize("received", [ON, LATER])
def test_no_receipt_before_the_gift(received: date) -> None:
    """On the day of the gift it may be given, the day before not."""
    assert code(book(given(on=received)).decide(issue())) == ("allowed" if received == ON else "tax.received")


WRONG: dict[str, Any] = {
    "an amount of nothing": lambda: issue(amount=yuan(0)),
    "an empty number": lambda: issue(number=""),
    "nobody who handled it": lambda: issue(handler=None),
    "a form in words": lambda: issue(official_form="yes"),
    "text for a list": lambda: issue(states="seal"),
    "a year for an eligibility": lambda: issue(status=2024),
    "a value of nothing": lambda: issue(value=yuan(0)),
    "proof in words": lambda: issue(proof="yes"),
    "no reason": lambda: correct(reason=""),
    "no reason to cancel": lambda: cancel(reason=""),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_cannot_be_right(wrong: Any) -> None:
    """What can be no receipt is malformed."""
    with pytest.raises(Malformed):
        wrong()


# --- anonymous, or waived ------------------------------------------------------------------------


def test_an_anonymous_gift_is_recorded_instead() -> None:
    """A charity gives no receipt to nobody, and may note that none is given."""
    made = book(given(donor=None))
    assert code(made.decide(issue())) == "tax.receipt_wanted"
    made.record(waive())
    assert code(made.decide(waive(key="waive-2"))) == "book.exists"


def test_a_waiver_stands_until_the_donor_asks() -> None:
    """Who waived gets none; who asks after all gets one."""
    made = book(given(), waive())
    assert code(made.decide(issue())) == "tax.receipt_wanted"
    assert code(made.decide(ask_after_all(gift="gift-9"))) == "book.not_found"
    made.record_all([ask_after_all(), issue()])
    assert code(made.decide(waive(key="waive-2"))) == "receipt.none_live"
    assert code(made.decide(ask_after_all(key="ask-2"))) == "book.not_found"


@pytest.mark.parametrize("early", [waive(), ask_after_all()])
def test_a_waiver_has_its_day(early: Any) -> None:
    """Not before the gift; and nobody asks after all before the waiver."""
    made = book(given(on=LATER)) if early == waive() else book(given(), waive(on=LATER))
    decision = made.decide(early)
    assert code(decision) == "receipt.not_before"
    assert made.decide(decision.remedies[0].applied_to(early))


def test_what_a_charity_still_owes() -> None:
    """Every named donor of a charity, until the receipt is given or waived, or nothing of the gift is left."""
    filed = receive(key="village-gift", donor=DONOR)
    made = book(given(), given(key="gift-2", donor=None), given(key="gift-3"), of_goods(), filed)
    assert receipts_owed(made) == ("gift-1", "gift-3", "goods-1")
    made.record_all([issue(), waive(key="waive-3", gift="gift-3"), give_back(5)])
    assert receipts_owed(made) == ()
    made.record(cancel())
    assert receipts_owed(made) == ("gift-1",)
    made.record(reverse_gift())
    assert receipts_owed(made) == ()


# --- services ------------------------------------------------------------------------------------


def test_no_receipt_for_time() -> None:
    """Whether services are receipted was not found: open, with the paper to ask for."""
    decision = book(service(pool=FUND, donor=DONOR)).decide(issue(gift="help-1"))
    assert (decision.outcome, code(decision)) == (Outcome.UNDETERMINED, "receipt.property")
    assert "Article 36" in decision.text("en")


# --- what becomes of it --------------------------------------------------------------------------


def test_a_gift_that_changes_leaves_its_receipt_to_be_corrected() -> None:
    """A refund, a correction: the receipt says something else than the gift, until it is replaced."""
    made = book(given(), issue())
    assert receipt_state(made, "R-1") is ReceiptState.VALID
    made.record(RefundDonation(key="refund-1", on=LATER, donation="gift-1", amount=yuan(50), why="sent_twice"))
    assert receipt_state(made, "R-1") is ReceiptState.TO_BE_CORRECTED
    assert code(made.decide(correct(on=LATER))) == "tax.receipt_amount"
    made.record(correct(on=LATER, amount=yuan(150)))
    made.record(CorrectDonation(key="right", on=LATER, donation="gift-1", amount=yuan(210), reason="entered twice"))
    assert [receipt_state(made, number).value for number in ("R-1", "R-2")] == ["superseded", "to_be_corrected"]
    made.record(correct(key="correct-2", receipt="R-2", number="R-3", on=LATER, amount=yuan(160)))
    for number in ("R-1", "R-2", "R-3"):
        assert [(one.number, one.amount, one.replaces) for one in chain(made, number)] == [
            ("R-1", yuan(200), None),
            ("R-2", yuan(150), "R-1"),
            ("R-3", yuan(160), "R-2"),
        ]


def test_a_gift_that_is_gone_leaves_its_receipt_to_be_cancelled() -> None:
    """It cannot be corrected to nothing; cancelled, its number stays taken."""
    made = book(given(), issue(), reverse_gift())
    assert receipt_state(made, "R-1") is ReceiptState.TO_BE_CORRECTED
    assert code(made.decide(correct())) == "receipt.gift_stands"
    made.record(cancel())
    assert receipt_state(made, "R-1") is ReceiptState.CANCELLED
    made.record(given(key="gift-2"))
    assert code(made.decide(issue(key="issue-2", gift="gift-2"))) == "book.exists"


def test_a_cancelled_receipt_begins_another_chain() -> None:
    """A new receipt for the gift replaces none."""
    made = book(given(), issue(), cancel(), issue(key="issue-2", number="R-2"))
    assert [one.number for one in chain(made, "R-2")] == ["R-2"]
    assert [one.number for one in chain(made, "R-1")] == ["R-1"]
    assert code(made.decide(cancel(key="cancel-2"))) == "receipt.live"


@pytest.mark.parametrize("early", [correct(), cancel()])
def test_nothing_becomes_of_a_receipt_before_it_was_given(early: Any) -> None:
    """Replaced or cancelled on an earlier day is refused; the remedy names the first day."""
    made = book(given(), issue(on=LATER))
    decision = made.decide(early)
    assert code(decision) == "receipt.not_before"
    assert made.decide(decision.remedies[0].applied_to(early))


def test_only_a_receipt_is_asked_for() -> None:
    """A number that is not in the book is an error for who reads, not found for who orders."""
    made = book(given())
    assert code(made.decide(correct())) == code(made.decide(cancel())) == "book.not_found"
    for ask in (receipt_state, chain):
        with pytest.raises(Malformed, match=r"receipt.unknown"):
            ask(made, "R-1")
    assert ReceiptState("valid").text.zh == "有效"
    assert SOCIETY not in {receipt.pool for receipt in made.all(RECEIPTS).values()}
