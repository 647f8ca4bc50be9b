"""What a campaign raised, cost and became, held against the model of `moving`."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community_charity.calendar import Period
from community_charity.campaigns.words import Channel
from community_charity.errors import Malformed
from community_charity.flows import AgreeFees, ChargeFee, FeeKind, FeeTerms, ReverseFee
from community_charity.flows.spending import Spend
from community_charity.giving import CorrectDonation, RefundDonation
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.matching import AnnounceMatching, ReturnMatch, Scope, SettleMatching
from community_charity.money import ZERO, Money, total, yuan
from community_charity.parties import PersonId
from community_charity.publish import ByChannel, CampaignReport, campaign_report
from community_charity.purposes import EDUCATION, ILLNESS
from community_charity.rules.matching import Pot, Ratio
from community_charity.rules.who_may_raise import Circle
from moving import Plain, a_stranger, change, strange_orders
from planted_statements import REPORT_BUGS
from reproducers_campaign_noun import DAY, started
from sample import COMMITTEE, COUNCIL, FUND, SOCIETY, receive, reverse_gift

if TYPE_CHECKING:
    from collections.abc import Callable

    from community_charity.book.book import Book
    from community_charity.book.orders import Command
    from planted_bugs import Bug

BOX, LINE = Channel.COLLECTION_BOX, Channel.ONLINE_PLATFORM
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
APRIL_6 = date(2026, 4, 6)


def give(key: str, amount: Money, channel: Channel | None = BOX, **changes: Any) -> Command:
    """Give an order to take in a gift of the campaign."""
    usual: dict[str, Any] = {"pool": SOCIETY, "on": DAY, "campaign": "spring", "channel": channel}
    return receive(**{"key": key, "amount": amount} | usual | changes)


def agreed(*terms: FeeTerms, pool: str = SOCIETY) -> Command:
    who = COUNCIL if pool == SOCIETY else COMMITTEE
    return AgreeFees(key=f"fees-{pool}", on=DAY, pool=pool, terms=list(terms), approved_by=who)


def cost(key: str, amount: Money, **changes: Any) -> ChargeFee:
    usual: dict[str, Any] = {"pool": SOCIETY, "kind": FeeKind.FUNDRAISING_COST, "on": DAY, "campaign": "spring"}
    return ChargeFee(key=key, amount=amount, **usual | changes)


def spring() -> Book:
    """Give a book with a campaign: ¥500.00 of five gifts, three named givers of whom one gave twice."""
    return started(
        agreed(FeeTerms("fundraising_cost", Fraction(1, 5)), FeeTerms("payment_channel", Fraction(1, 100))),
        receive(key="other", pool=SOCIETY, amount=yuan(50), on=DAY, donor=PersonId("d-9"), only_for=[ILLNESS]),
        give("g-1", yuan(100), donor=PersonId("d-1"), only_for=[ILLNESS]),
        give("g-2", yuan(200), LINE, donor=PersonId("d-2"), only_for=[ILLNESS]),
        give("g-3", yuan(60), LINE, donor=PersonId("d-1"), only_for=[ILLNESS]),
        give("g-4", yuan(40), only_for=[ILLNESS]),
        give("g-5", yuan(100), donor=PersonId("d-3"), pool=FUND),
        give("g-6", yuan(70), donor=PersonId("d-4"), pool=FUND),
        reverse_gift(donation="g-6", on=DAY),
        cost("cost-1", yuan(15), only_for=[ILLNESS]),
        cost("fee-1", yuan("1.50"), kind=FeeKind.PAYMENT_CHANNEL, only_for=[ILLNESS]),
        cost("fee-2", yuan(2), campaign=None, only_for=[ILLNESS]),
        RefundDonation(key="refund-1", on=APRIL_6, donation="g-2", amount=yuan(30), why="sent_twice"),
        Spend(
            key="spend-1", on=APRIL_6, pool=SOCIETY, amount=yuan(80), purpose=ILLNESS, approved_by=COUNCIL
        ),
    )  # fmt: skip


def test_the_whole_campaign() -> None:
    """By channel, with gifts and givers; nobody is counted twice, and those who gave without a name stand apart."""
    report = campaign_report(spring(), "spring")
    assert report.period == Period(DAY, APRIL_6)
    assert (report.raised, report.gifts, report.donors, report.anonymous) == (yuan(500), 5, 3, 1)
    assert [(one.channel, one.raised, one.gifts, one.donors, one.anonymous) for one in report.channels] == [
        (LINE, yuan(260), 2, 2, 0),
        (BOX, yuan(240), 3, 2, 1),
    ]
    assert (report.costs, report.other_fees, report.returned) == (yuan(15), yuan("1.50"), yuan(30))
    assert report.cost_ratio == Fraction(15, 500)
    # Fees and spending took the oldest money first: ¥50.00 of it was given before, and by no campaign.
    assert report.fees_borne + report.paid[0][1] == yuan("98.50") - yuan(50)
    assert report.is_conserved
    assert report.left == yuan(500) - yuan(30) - yuan("48.50")


def test_periods_join() -> None:
    """What is left at the end of one is there at the start of the next; the parts add up."""
    made = spring()
    march = campaign_report(made, "spring", MARCH)
    april = campaign_report(made, "spring", Period.month(2026, 4))
    whole = campaign_report(made, "spring", Period.year(2026))
    assert march.left == april.opening
    assert (april.raised, april.gifts, april.cost_ratio, april.channels) == (ZERO, 0, None, ())
    for name in ("raised", "returned", "costs", "other_fees", "fees_borne"):
        assert getattr(march, name) + getattr(april, name) == getattr(whole, name)
    assert april.text().splitlines()[1] == f"left at the start: {march.left}"
    assert (april.returned, april.paid) == (yuan(30), ((ILLNESS, yuan("48.50")),))
    assert march.is_conserved
    assert april.is_conserved
    may = campaign_report(made, "spring", Period.month(2026, 5))
    assert (may.opening, may.left, may.paid) == (april.left, april.left, ())


def test_what_was_corrected_or_reversed_later_lowers_what_was_raised_then() -> None:
    """The month before stays as it was reported; a gift that never was is no gift."""
    made = started(
        give("g-1", yuan(100)),
        give("g-2", yuan(10), donor=PersonId("d-1")),
        CorrectDonation(key="correct-1", on=APRIL_6, donation="g-1", amount=yuan(40), reason="a slip"),
        reverse_gift(donation="g-2", on=APRIL_6),
    )
    march, april = (campaign_report(made, "spring", period) for period in (MARCH, Period.month(2026, 4)))
    assert (march.raised, march.gifts) == (yuan(110), 2)
    assert (april.raised, april.gifts, april.donors, april.cost_ratio) == (yuan(-70), 0, 0, None)
    whole = campaign_report(made, "spring")
    assert (whole.raised, whole.gifts, whole.donors, whole.anonymous) == (yuan(40), 1, 0, 1)


def test_a_cost_that_was_taken_back_costs_nothing() -> None:
    """Charged to any money, it is a cost of the campaign; reversed, it is none."""
    made = started(
        agreed(FeeTerms("fundraising_cost", Fraction(1, 5)), pool=FUND),
        give("g-1", yuan(100)),
        cost("cost-1", yuan(10), pool=FUND),
    )
    report = campaign_report(made, "spring")
    assert (report.costs, report.fees_borne, report.cost_ratio) == (yuan(10), ZERO, Fraction(1, 10))
    made.record(ReverseFee(key="back-1", on=DAY, fee="cost-1", reason="charged twice"))
    assert campaign_report(made, "spring").costs == ZERO


def test_costs_of_another_campaign_are_not_its_own() -> None:
    """Nor are its gifts."""
    made = started(
        agreed(FeeTerms("fundraising_cost", Fraction(1, 5))),
        give("g-1", yuan(100)),
        give("g-2", yuan(30), Channel.WECHAT_GROUP, campaign="dues", giver=Circle.MEMBERS, donor=PersonId("d-5")),
        cost("cost-1", yuan(5)),
        cost("cost-2", yuan(3), campaign="dues"),
    )
    spring, dues = (campaign_report(made, name) for name in ("spring", "dues"))
    assert (spring.raised, spring.costs, spring.gifts) == (yuan(100), yuan(5), 1)
    assert (dues.raised, dues.costs, dues.cost_ratio) == (yuan(30), yuan(3), Fraction(1, 10))


def test_matches_are_told_apart_from_what_was_raised() -> None:
    """They are other givers' money: on top, and no part of the sums."""
    made = started(
        give("g-1", yuan(100), pool=SOCIETY),
        AnnounceMatching(
            key="match-1", on=DAY, source=SOCIETY, pot=Pot(yuan(70), Ratio(1)), gifts=Scope([FUND]), approved_by=COUNCIL
        ),
        give("g-2", yuan(80), pool=FUND),
        SettleMatching(key="settle-1", on=DAY, matching="match-1"),
    )
    report = campaign_report(made, "spring")
    assert (report.raised, report.matched, report.left) == (yuan(180), yuan(70), yuan(180))
    assert "matched on top by others: ¥70.00" in report.text()
    made.record(ReturnMatch(key="return-1", on=APRIL_6, settlement="settle-1", gift="g-2"))
    assert campaign_report(made, "spring").matched == ZERO


def test_the_cap_is_there_to_compare_and_not_to_decide() -> None:
    """The legal base is another one, and the report says so; before the rule there is nothing to compare with."""
    made = spring()
    report = campaign_report(made, "spring")
    assert report.cap is not None
    assert report.cap.value == Fraction(3, 100)
    said = "3%, measured by the charity's whole cost of a year and its average donation income of 3 years"
    assert said in report.text()
    assert "不据以判断单个活动是否超限" in report.text("zh")
    assert campaign_report(made, "spring", Period.year(2025)).cap is None
    assert "for comparison" not in campaign_report(made, "spring", Period.year(2025)).text()


def test_the_words() -> None:
    """The same figures in both languages, as lines, as Markdown, as a page, as plain values."""
    report = campaign_report(spring(), "spring")
    english, chinese = report.text().splitlines(), report.text("zh").splitlines()
    assert len(english) == len(chinese)
    assert english[0] == "Campaign spring, 2026-03-12 to 2026-04-06"
    assert "raised: ¥500.00; gifts: 5; donors: 3; anonymous gifts: 1" in english
    assert "raised: designated internet platform: ¥260.00; gifts: 2; donors: 2; anonymous gifts: 0" in english
    assert "cost of fundraising: ¥15.00; 3% of what was raised" in english
    assert "募捐成本：¥15.00；占募得款项的 3%" in chinese
    assert "支出：患病：¥48.50" in chinese
    assert report.markdown("zh").startswith("**募捐活动 spring，2026-03-12至2026-04-06**")
    assert report._repr_html_() == report.html() != report.html("zh")
    assert repr(report) == "<CampaignReport spring: ¥500.00 raised>"
    (record,) = report.records()
    assert json.loads(json.dumps(record)) == record
    assert (record["raised_fen"], record["cost_ratio"], record["anonymous"]) == (50_000, [3, 100], 1)
    assert [one["channel"] for one in record["channels"]] == ["online_platform", "collection_box"]
    assert [one["purpose"] for one in record["paid"]] == ["relief/illness"]
    written = "\n".join((report.text(), report.html("zh"), json.dumps(record), repr(report)))
    assert not any(donor in written for donor in ("d-1", "d-2", "d-3", "d-9"))


def test_a_ratio_that_is_no_decimal_stays_a_fraction() -> None:
    """Nothing is rounded; where nothing was raised there is no ratio."""
    report = CampaignReport("spring", MARCH, raised=yuan(3), costs=yuan(1))
    assert (report.cost_ratio, report.ratio_text.en) == (Fraction(1, 3), "1/3 of what was raised")
    assert CampaignReport("spring", MARCH, costs=yuan(1)).ratio_text.zh == "无募得款项"
    assert CampaignReport("spring", MARCH).records()[0]["cost_ratio"] is None


def test_an_untold_purpose_and_an_untold_channel() -> None:
    """Orders of another package pay without saying what for; a targeted campaign's gift may come some other way."""
    with a_stranger():
        made = started(give("g-1", yuan(500), LINE, pool=FUND), *strange_orders(FUND))
        # The fund's capital is older and pays first: nothing of the campaign's money moved.
        assert campaign_report(made, "spring").left == yuan(500)
    text = CampaignReport("spring", MARCH, paid=((None, yuan(1)),), channels=(ByChannel(None, yuan(1)),)).text()
    assert "paid: a purpose not told: ¥1.00" in text
    assert "raised: channel not told: ¥1.00; gifts: 0; donors: 0; anonymous gifts: 0" in text


def test_before_anything_came_in() -> None:
    """A campaign that has just started reports nothing, from its first day on."""
    report = campaign_report(started(), "spring")
    assert (report.raised, report.left, report.period.first) == (ZERO, ZERO, DAY)
    assert (report.channels, report.paid) == ((), ())


@pytest.mark.parametrize("what", ["autumn", None, "", 5])
def test_only_a_campaign_of_the_book_will_do(what: Any) -> None:
    """Anything else is an error; so is what is no period and no book."""
    with pytest.raises(Malformed, match=r"campaign_report\.campaign"):
        campaign_report(spring(), what)
    with pytest.raises(Malformed):
        campaign_report(what, "spring")
    with pytest.raises(Malformed):
        campaign_report(spring(), "spring", "the year")  # type: ignore[arg-type]


# --- any campaign --------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(
        st.sampled_from(("give", "give", "give", "refund", "correct", "reverse", "cost", "fee", "spend", "other")),
        st.integers(0, 8),
        st.integers(0, 5),
        st.integers(0, 3),
        st.integers(1, 9_999),
    ),
    min_size=5,
    max_size=40,
)
CHANNELS = (BOX, LINE, Channel.WECHAT_GROUP)


def step(key: str, what: str, ahead: int, one: int, other: int, fen: int) -> Command:
    """Give an order of a kind; the numbers choose gift, pool, channel and giver."""
    head: dict[str, Any] = {"key": key, "on": DAY + timedelta(ahead)}
    some: dict[str, Any] = head | {"amount": Money(fen)}
    donor = (None, PersonId("d-1"), PersonId("d-2"), PersonId("d-3"))[other]
    gift = f"give-{one}"
    pool = (SOCIETY, FUND)[one % 2]
    who = COUNCIL if pool == SOCIETY else COMMITTEE
    order: dict[str, Callable[[], Command]] = {
        "give": lambda: give(**some, channel=CHANNELS[one % 3], donor=donor, pool=pool),
        "refund": lambda: RefundDonation(**some, donation=gift, why="sent_twice"),
        "correct": lambda: CorrectDonation(**some, donation=gift, reason="a slip"),
        "reverse": lambda: reverse_gift(**head, donation=gift),
        "cost": lambda: cost(**some),
        "fee": lambda: cost(**some, kind=FeeKind.PAYMENT_CHANNEL, campaign=(None, "spring")[one % 2]),
        "spend": lambda: Spend(**some, pool=pool, purpose=(ILLNESS, EDUCATION)[other % 2], approved_by=who),
        "other": lambda: receive(**some, pool=pool, donor=donor),
    }
    return order[what]()


def tried(steps: list[Any]) -> Book:
    """Give a book in which all of this was tried for the campaign, whatever of it was refused."""
    made = started(agreed(FeeTerms("fundraising_cost", Fraction(1, 5)), FeeTerms("payment_channel", Fraction(1, 5))))
    for number, (what, *numbers) in enumerate(steps):
        with suppress(Refused):
            made.record(step(f"{what}-{number}", what, *numbers))
    return made


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.integers(0, 8), st.integers(0, 8))
def test_any_campaign_in_any_period(steps: list[Any], one: int, other: int) -> None:
    """Every sum is counted once more from plain dictionaries."""
    made = tried(steps)
    period = Period(DAY + timedelta(min(one, other)), DAY + timedelta(max(one, other)))
    report, model = campaign_report(made, "spring", period), Plain(made)
    orders: dict[str, Any] = {event.command.key: event.command for event in made.events}
    own = {key for key in model.gifts if getattr(orders.get(key), "campaign", None) == "spring"}
    upto = [move for move in model.moves if move["gift"] in own and move["on"] <= period.last]
    inside = [move for move in upto if move["on"] >= period.first]
    sums = {
        name: sum(m["fen"] for m in inside if m["column"] == name) for name in ("received", "returned", "fees", "paid")
    }
    assert (report.raised.fen, report.returned.fen) == (sums["received"], sums["returned"])
    assert (report.fees_borne.fen, total(amount for _, amount in report.paid).fen) == (sums["fees"], sums["paid"])
    assert report.left.fen == sum(map(change, upto))
    assert report.is_conserved
    assert total(each.raised for each in report.channels) == report.raised
    entered = {
        key: fen
        for key in own
        if (fen := sum(m["fen"] for m in inside if m["gift"] == key and m["column"] == "received")) > 0
    }
    assert (report.gifts, report.anonymous) == (len(entered), sum(orders[key].donor is None for key in entered))
    assert report.donors == len({orders[key].donor for key in entered} - {None})
    charged = [o for o in orders.values() if isinstance(o, ChargeFee) and o.campaign and o.on in period]
    assert report.costs == total(o.amount for o in charged if o.kind is FeeKind.FUNDRAISING_COST)
    assert report.costs + report.other_fees == total(o.amount for o in charged)


@pytest.mark.parametrize("bug", REPORT_BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is watched by at least one of the tests above."""
    checks = (
        test_the_whole_campaign,
        test_periods_join,
        test_what_was_corrected_or_reversed_later_lowers_what_was_raised_then,
        test_a_cost_that_was_taken_back_costs_nothing,
        test_the_words,
        test_costs_of_another_campaign_are_not_its_own,
    )
    bug.plant(monkeypatch)
    caught = 0
    for check in checks:
        try:
            check()
        except (AssertionError, ZeroDivisionError):
            caught += 1
    assert caught


def test_the_law_of_another_place_may_have_no_cap() -> None:
    """A report needs no figure: without one there is nothing to compare with."""
    assert Law.of("cn").on(date(2025, 12, 31)).get("fundraising_cost_cap") is None
