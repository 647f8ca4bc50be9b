"""If several things are wrong at once, the documented first one is the answer: each table peels one off after another.

All people, bodies and cases are invented.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import pytest

from community_charity.book.periods import ClosePeriod
from community_charity.errors import Malformed
from community_charity.law.decision import Stage
from community_charity.money import Money, yuan
from community_charity.pools import Cause
from community_charity.relief import CaseOutcome
from community_charity.rules.linkage import GovernmentAid
from sample import (
    CASE,
    FEDERATION,
    FUND,
    LATER,
    ON,
    agreement,
    bills,
    book,
    capital,
    case,
    close,
    cost,
    establish,
    found,
    fund,
    grant,
    household,
    open_,
    papers,
    pay,
    people,
    receive,
    refer,
    reverse_gift,
    settle,
    society,
    take_back,
    urgent_case,
    urgent_grant,
    void,
)

if TYPE_CHECKING:
    from community_charity.book.book import Book
    from community_charity.book.orders import Command

CLOSED = date(2025, 2, 28)
OPEN = date(2025, 3, 1)
SHUT = ClosePeriod(key="close-february", on=OPEN, through=CLOSED)
ALLOWED = "allowed"


def reason(made: Book, order: Command) -> tuple[str, str]:
    """Give the stage and the ground that decided, or that the order is allowed."""
    decision = made.decide(order)
    if decision.reason is None:
        assert decision
        return ALLOWED, ALLOWED
    return decision.reason.ground.stage.name, decision.reason.ground.code


def peel(made: Book, order: Any, table: list[tuple[str, str, dict[str, Any]]]) -> None:
    """Hold the answer against each row; then mend what the row mends. The stages must not go back."""
    stages = []
    for stage, code, mended in table:
        assert reason(made, order) == (stage, code)
        stages.append(stage)
        order = attrs.evolve(order, **mended)
    assert reason(made, order) == (ALLOWED, ALLOWED)
    ranks = [Stage[stage] for stage in stages]
    assert ranks == sorted(ranks)
    made.record(order)


def test_the_stages_are_in_the_documented_order() -> None:
    """The order of refusal is part of the contract."""
    assert [stage.name for stage in Stage] == [
        "MALFORMED", "KEY_CONFLICT", "NOT_FOUND", "CLOSED_PERIOD", "STATE", "AUTHORITY", "RESTRICTION",
        "GOVERNMENT_FIRST", "NEED", "MONEY",
    ]  # fmt: skip


def test_what_is_malformed_is_no_order_at_all() -> None:
    """An order that cannot be right is refused when it is made, before a book is asked."""
    with pytest.raises(Malformed):
        grant(key="", amount=yuan(0), case="nothing")


def grants() -> Book:
    """Give a book with a poor fund and an old society, a used key, a closed month, and four cases."""
    poor = fund(id="poor-fund", capital=capital(yuan(100)), purposes=[Cause.ILLNESS])
    return book(
        found(society(id="old-village"), key="found-old", on=date(2025, 1, 16)),
        receive(key="used", pool="old-village", on=date(2025, 1, 20)),
        establish(poor, key="establish-2", on=date(2025, 1, 16)),
        *(settle(household(f"home-{number}", f"g-{number}")) for number in (2, 3)),
        *(
            attrs.evolve(order, on=date(2025, 1, 20))
            for order in (
                _opened("flood", cause=Cause.DISASTER),
                _opened("waiting", household="home-2", government=GovernmentAid.PENDING, government_aid=Money(0)),
                _opened("gone", household="home-3"),
            )
        ),
        close(CaseOutcome.WITHDRAWN, key="close-gone", case="gone"),
        SHUT,
    )


def _opened(identity: str, **changes: Any) -> Any:
    return open_(case(identity, **changes))


def test_granting() -> None:
    """One grant that is wrong at every stage is refused for each of them in turn, down to acceptance."""
    wrong = grant(
        key="used",
        pool="nowhere",
        case="nowhere",
        on=CLOSED,
        expires=date(2025, 1, 1),
        emergency=True,
        approved_by=people("stranger"),
        amount=yuan(5_000),
    )
    made = grants()
    peel(
        made,
        wrong,
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "grant-1"}),
            ("NOT_FOUND", "book.not_found", {"case": "gone"}),
            ("NOT_FOUND", "book.not_found", {"pool": "poor-fund"}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": OPEN}),
            ("STATE", "case.open", {"case": CASE}),
            ("STATE", "case.not_before_opening", {"on": LATER}),
            ("STATE", "grant.urgent", {"emergency": False, "case": "flood"}),
            ("STATE", "grant.expiry", {"expires": None}),
            ("AUTHORITY", "grant.panel", {"approved_by": people("c-1")}),
            ("AUTHORITY", "grant.majority", {"approved_by": people("c-1", "c-2", "c-3")}),
            ("RESTRICTION", "grant.purpose", {"case": "waiting"}),
            ("GOVERNMENT_FIRST", "relief.government_first", {"case": CASE}),
            ("NEED", "relief.need", {"amount": yuan(1_001), "case": CASE}),
            ("NEED", "relief.need", {"amount": yuan(800)}),
            ("MONEY", "grant.money", {"amount": yuan(100)}),
        ],
    )
    assert made.balance("poor-fund").held == yuan(100)


def test_an_emergency_grant() -> None:
    """Papers owed come before urgency, signatures before need, need before money."""
    made = book(
        establish(fund(id="poor-fund", capital=capital(yuan(100))), key="establish-2"),
        case=urgent_case(costs=[cost(yuan(700), None)]),
    )
    wrong = urgent_grant(pool="poor-fund", approved_by=people("c-1"), amount=yuan(701))
    peel(
        made,
        wrong,
        [
            ("AUTHORITY", "grant.signatures", {"approved_by": people("c-1", "c-2")}),
            ("NEED", "relief.need", {"amount": yuan(700)}),
            ("MONEY", "grant.money", {"amount": yuan(100)}),
        ],
    )
    owing = attrs.evolve(wrong, key="grant-2", emergency=False, expires=date(2025, 1, 1))
    assert reason(made, owing) == ("STATE", "case.phase")
    made.record(pay(amount=yuan(100)))
    assert reason(made, owing) == ("STATE", "case.papers_complete")


def test_government_comes_before_need_and_all_is_told() -> None:
    """From government aid on everything that is wrong is found at once; the earliest stage is the reason."""
    made = grants()
    order = grant(case="waiting", amount=yuan(50_000))
    decision = made.decide(order)
    stages = [finding.ground.stage.name for finding in decision.unmet]
    assert stages == ["GOVERNMENT_FIRST", "NEED", "NEED", "NEED", "MONEY"]


def test_founding_a_society() -> None:
    """Key, custodian, closed month, existing pool, council, capital."""
    wrong = society(custodian="nowhere", council=people("p-1", "p-2"), capital=capital(yuan(1)))
    peel(
        grants(),
        found(wrong, key="used", on=CLOSED),
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "found-2"}),
            ("NOT_FOUND", "book.not_found", {"society": attrs.evolve(wrong, custodian=FEDERATION)}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": ON}),
            ("STATE", "book.exists", {"society": society(id="village-2", council=people("p-1"), capital=capital(yuan(1)))}),
            ("AUTHORITY", "society.council", {"society": society(id="village-2", capital=capital(yuan(1)))}),
            ("MONEY", "capital.floor", {"society": society(id="village-2")}),
        ],
    )  # fmt: skip


def test_establishing_a_fund() -> None:
    """Key, host, closed month, existing pool, agreement, what the fund keeps."""
    wrong = fund(host="nowhere", agreement=None, keeps=yuan(9_000))
    known = attrs.evolve(wrong, host=fund().host)
    named = attrs.evolve(known, id="new-fund")
    agreed = attrs.evolve(named, agreement=agreement())
    peel(
        grants(),
        establish(wrong, key="used", on=CLOSED),
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "establish-3"}),
            ("NOT_FOUND", "book.not_found", {"fund": known}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": ON}),
            ("STATE", "book.exists", {"fund": attrs.evolve(named, host=FEDERATION)}),
            ("AUTHORITY", "fund.host_is_charity", {"fund": named}),
            ("AUTHORITY", "fund.agreement", {"fund": agreed}),
            ("MONEY", "fund.keeps", {"fund": attrs.evolve(agreed, keeps=yuan(5_000))}),
        ],
    )


def test_receiving_a_donation() -> None:
    """Key, pool, closed month, restriction."""
    peel(
        grants(),
        receive(key="used", pool="nowhere", on=CLOSED, only_for=[Cause.DISASTER]),
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "gift-2"}),
            ("NOT_FOUND", "book.not_found", {"pool": FUND}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": ON}),
            ("RESTRICTION", "donation.within_purpose", {"only_for": frozenset({Cause.ILLNESS})}),
        ],
    )


def test_reversing_a_donation() -> None:
    """Key, donation, closed month, reversed before, spent, promised."""
    ill = [Cause.ILLNESS]
    made = book(
        receive(key="twice"),
        reverse_gift(key="reverse-twice", donation="twice"),
        receive(key="spent", amount=yuan(100), only_for=ill),
        grant(amount=yuan(150)),
        pay(amount=yuan(100)),
        receive(key="promised", pool=FUND, amount=yuan(100), only_for=ill),
        settle(household("home-2", "g-2")),
        open_(case("case-2", household="home-2")),
        grant(key="grant-2", case="case-2", pool=FUND, amount=yuan(100), approved_by=people("c-1", "c-2", "c-3")),
        receive(key="whole"),
        ClosePeriod(key="close-february", on=OPEN, through=CLOSED),
    )
    peel(
        made,
        reverse_gift(key="twice", donation="nowhere", on=CLOSED),
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "reverse-9"}),
            ("NOT_FOUND", "book.not_found", {"donation": "grant-1"}),
            ("NOT_FOUND", "book.not_found", {"donation": "twice"}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": ON}),
            ("STATE", "donation.live", {"donation": "spent"}),
            ("MONEY", "donation.unspent", {"donation": "promised"}),
            ("MONEY", "donation.not_promised", {"donation": "whole"}),
        ],
    )


def test_paying() -> None:
    """Key, grant, closed month, voided, dated before the grant, too late, beyond need, beyond the grant."""
    made = book(
        grant(key="void-me", amount=yuan(10)),
        void(grant="void-me"),
        grant(on=LATER, expires=LATER, amount=yuan(300)),
        bills(cost(yuan(2_400))),
        ClosePeriod(key="close-february", on=OPEN, through=CLOSED),
    )
    peel(
        made,
        pay(key="grant-1", grant="nowhere", amount=yuan(500), on=CLOSED),
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "pay-1"}),
            ("NOT_FOUND", "book.not_found", {"grant": "void-me"}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": ON}),
            ("STATE", "grant.live", {"grant": "grant-1"}),
            ("STATE", "grant.not_before", {"on": LATER + timedelta(days=1)}),
            ("STATE", "grant.in_time", {"on": LATER}),
            ("NEED", "relief.need", {"amount": yuan(201)}),
            ("NEED", "relief.need", {"amount": yuan(200)}),
        ],
    )
    more_need = attrs.evolve(bills(cost(yuan(3_000)), key="costs-2"), on=LATER)
    made.record(more_need)
    peel(
        made,
        pay(key="pay-2", amount=yuan("100.01"), on=LATER),
        [("MONEY", "grant.held", {"amount": yuan(100)})],
    )
    made.record_all([close(on=LATER)])
    assert reason(made, pay(key="pay-3", on=ON)) == ("STATE", "case.open")


def test_referring_a_case() -> None:
    """Key, case, body, closed month, closed case, before its opening, consent refused or not asked."""
    wrong = refer(key="used", case="nowhere", by="nowhere", on=CLOSED, consent=False)
    peel(
        grants(),
        wrong,
        [
            ("KEY_CONFLICT", "book.key_conflict", {"key": "refer-1"}),
            ("NOT_FOUND", "book.not_found", {"case": "gone"}),
            ("NOT_FOUND", "book.not_found", {"by": FEDERATION}),
            ("CLOSED_PERIOD", "book.closed_period", {"on": OPEN}),
            ("STATE", "case.open", {"case": CASE}),
            ("STATE", "case.not_before_opening", {"on": ON}),
            ("AUTHORITY", "case.consent_to_refer", {"consent": None}),
            ("AUTHORITY", "case.consent_to_refer", {"consent": True}),
        ],
    )


def test_closing_a_case() -> None:
    """Key, case, closed month, opening, money held, papers, an outcome that does not fit."""
    made = book(
        receive(key="used"), urgent_grant(), ClosePeriod(key="close-february", on=OPEN, through=CLOSED),
        case=urgent_case(),
    )  # fmt: skip
    wrong = close(key="used", case="nowhere", on=CLOSED)
    answers = [
        reason(made, wrong),
        reason(made, wrong := attrs.evolve(wrong, key="close-1")),
        reason(made, wrong := attrs.evolve(wrong, case=CASE)),
        reason(made, wrong := attrs.evolve(wrong, on=OPEN)),
        reason(made, wrong := attrs.evolve(wrong, on=ON)),
    ]
    made.record(pay())
    answers.append(reason(made, wrong))
    made.record_all([papers(), take_back()])
    answers += [reason(made, wrong), reason(made, attrs.evolve(wrong, outcome=CaseOutcome.NOT_ELIGIBLE))]
    assert answers == [
        ("KEY_CONFLICT", "book.key_conflict"),
        ("NOT_FOUND", "book.not_found"),
        ("CLOSED_PERIOD", "book.closed_period"),
        ("STATE", "case.not_before_opening"),
        ("STATE", "case.phase"),
        ("STATE", "case.papers_complete"),
        ("STATE", "case.helped"),
        (ALLOWED, ALLOWED),
    ]
    assert reason(book(grant(), pay(), take_back()), close()) == ("STATE", "case.helped")
