"""Grants in the 360Giving Data Standard: each one there, each fen right, nobody named.

What the standard asks is noted down, with its source and licence, in ``data/threesixtygiving.json``.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Context, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from community_charity.book.book import Book
from community_charity.errors import Malformed
from community_charity.interchange import threesixtygiving as module
from community_charity.interchange.threesixtygiving import PURPOSES, REASONS, Funder, to_360giving, to_json
from community_charity.money import Money, yuan
from community_charity.parties import Household, HouseholdId, opaque_id
from community_charity.pools import Cause
from community_charity.relief import GRANTS, CaseId, ExpireGrant, GrantRelief, PayRelief, ReversePayment, VoidGrant
from community_charity.testing import BookMachine
from planted_threesixty import BUGS
from reproducers_threesixty import no_grant_by_that_day
from sample import (
    CHARITY,
    FUND,
    LATER,
    NATIONAL,
    ON,
    SOCIETY,
    bodies,
    book,
    case,
    cost,
    establish,
    expire,
    found,
    from_fund,
    fund,
    grant,
    household,
    open_,
    pay,
    people,
    receive,
    settle,
    society,
    take_back,
    void,
)

if TYPE_CHECKING:
    from community_charity.language import Lang
    from planted_bugs import Bug

PREFIX, KEY = "360G-example", bytes(range(32))
UNTIL = date(2025, 12, 31)
SCHEMA = json.loads((Path(__file__).parent / "data" / "threesixtygiving.json").read_text(encoding="utf-8"))
DOCS = Path(__file__).parent.parent / "docs"


# --- what the standard asks ----------------------------------------------------------------------

KINDS: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": Decimal}


def faults(value: Any, schema: dict[str, Any], at: str = "") -> list[str]:
    """Say where a value does not keep to the schema: just the words of JSON Schema that ours uses."""
    if type(value) is not KINDS[schema["type"]]:
        return [f"{at} is no {schema['type']}"]
    found = []
    if isinstance(value, dict):
        found += [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
        for name, one in value.items():
            known = schema["properties"].get(name)
            found += faults(one, known, f"{at}.{name}") if known else [f"{at}.{name} is unknown"]
    elif isinstance(value, list):
        found += [f"{at} is too short"] if len(value) < schema.get("minItems", 0) else []
        found += [fault for place, one in enumerate(value) for fault in faults(one, schema["items"], f"{at}[{place}]")]
    elif isinstance(value, str):
        keeps = (
            value in schema.get("enum", (value,)),
            re.search(schema.get("pattern", ""), value),
            0 < len(value) <= schema.get("maxLength", len(value)),
        )
        found += [] if all(keeps) else [f"{at} has no such value"]
    return found


# --- what has to be there: told another way than the package tells it -----------------------------


def stands(made: Book, until: date) -> dict[int, tuple[int, int]]:
    """Give what stands and what is paid of each grant, in fen, by its number."""
    orders = [event.command for event in made.events]
    payments = [order for order in orders if isinstance(order, PayRelief)]
    reversed_on = {order.payment: order.on for order in orders if isinstance(order, ReversePayment)}
    ended_on = {order.grant: order.on for order in orders if isinstance(order, VoidGrant | ExpireGrant)}
    found = {}
    for number, order in enumerate((one for one in orders if isinstance(one, GrantRelief)), 1):
        mine = [one for one in payments if one.grant == order.key]
        back = sum(one.amount.fen for one in mine if reversed_on.get(one.key, date.max) <= until)
        ended = ended_on.get(order.key, date.max) <= until
        held_in_all = sum(one.amount.fen for one in mine) if ended else order.amount.fen
        paid = sum(one.amount.fen for one in mine if one.on <= until)
        if order.on <= until:
            found[number] = held_in_all - back, paid - back
    return found


def fen(amount: Decimal) -> int:
    assert amount.as_tuple().exponent == -2
    return int(amount.scaleb(2))


def agrees(made: Book, until: date = UNTIL, **options: Any) -> list[dict[str, Any]]:
    """Check a file against the standard and the book; give its grants as another program reads them."""
    package = to_360giving(made, prefix=PREFIX, until=until, **options)
    text = to_json(package)
    read = json.loads(text, parse_float=Decimal)
    assert read == package
    assert text == to_json(to_360giving(made, prefix=PREFIX, until=until, **options))
    assert faults(read, SCHEMA) == []
    grants: list[dict[str, Any]] = read["grants"]
    amounts = {int(one["id"].split("-")[-1]): (one["amountAwarded"], one["amountDisbursed"]) for one in grants}
    assert {number: (fen(a), fen(b)) for number, (a, b) in amounts.items()} == stands(made, until)
    assert list(amounts) == sorted(amounts)
    for one in grants:
        moved = [fen(part["value"]) for part in one.get("commitmentTransaction", ())]
        assert not moved or (sum(moved) == fen(one["amountAwarded"]) and moved[0] > 0 > max(moved[1:]))
        assert one["awardDate"] <= one["dateModified"][:10] <= str(until)
    return grants


def busy() -> Book:
    """Give a book in which every way a grant can end has happened; what is in it is invented."""
    return book(
        grant(key="grant-1", amount=yuan("100.10")),
        pay(key="pay-1", amount=yuan("100.10")),
        grant(key="grant-2", amount=yuan(90)),
        void(key="void-2", grant="grant-2", on=LATER),
        grant(key="grant-3", amount=yuan(80), expires=ON),
        pay(key="pay-3", grant="grant-3", amount=yuan("0.05")),
        expire(key="expire-3", grant="grant-3", on=LATER),
        grant(key="grant-4", amount=yuan(70)),
        pay(key="pay-4", grant="grant-4", amount=yuan(70)),
        take_back(key="reverse-4", payment="pay-4", on=LATER),
        grant(key="grant-5", amount=yuan(60)),
        pay(key="pay-5", grant="grant-5", amount=yuan(20)),
        pay(key="pay-6", grant="grant-5", amount=yuan(30)),
        take_back(key="reverse-5", payment="pay-5", on=LATER),
        void(key="void-5", grant="grant-5", on=LATER + timedelta(1)),
        from_fund(key="grant-6", amount=yuan("12.34")),
        law=NATIONAL,
    )


def test_what_the_busy_book_says() -> None:
    """The amounts, reckoned by hand."""
    amounts = [(str(one["amountAwarded"]), str(one["amountDisbursed"])) for one in agrees(busy())]
    assert amounts == [
        ("100.10", "100.10"), ("0.00", "0.00"), ("0.05", "0.05"), ("0.00", "0.00"), ("30.00", "30.00"), ("12.34", "0.00"),
    ]  # fmt: skip


def test_no_grant_is_missing_from_the_export() -> None:
    """A grant that was voided, expired or paid back stays, says so in words, and its award can be read off.

    Elsewhere such rows were deleted from an export, and whoever compared two years found grants that never were.
    """
    grants = agrees(busy())
    made = [event.command for event in busy().events if _is_grant(event)]
    assert len(grants) == len(made) == 6
    assert [one["id"] for one in grants] == [f"{PREFIX}-{number}" for number in range(1, 7)]
    first = [one.get("commitmentTransaction", [{"value": one["amountAwarded"]}])[0]["value"] for one in grants]
    assert [fen(value) for value in first] == [order.amount.fen for order in made]
    how = [re.findall(r"taken back \((.+)\); (.+) stands", one["description"]) for one in grants]
    assert how == [
        [], [("voided", "¥0.00")], [("expired", "¥0.05")], [("a payment reversed", "¥0.00")],
        [("a payment reversed, voided", "¥30.00")], [],
    ]  # fmt: skip
    assert "Of the ¥60.00 that was granted, ¥30.00 was taken back" in grants[4]["description"]


def _is_grant(event: Any) -> bool:
    return isinstance(event.command, GrantRelief)


def test_an_earlier_file_shows_the_grants_as_they_stood() -> None:
    """Nothing of what came later is in it, and its numbers are those of every later file."""
    before, after = agrees(busy(), LATER - timedelta(1)), agrees(busy(), LATER)
    assert [one["id"] for one in before] == [one["id"] for one in after]
    assert [str(one["amountAwarded"]) for one in before] == ["100.10", "90.00", "80.00", "70.00", "60.00", "12.34"]
    assert not any("commitmentTransaction" in one for one in before)
    assert {one["dateModified"] for one in before} == {f"{ON}T00:00:00Z"}
    assert [one["dateModified"] for one in after] == [
        f"{day}T00:00:00Z" for day in (ON, LATER, LATER, LATER, LATER, ON)
    ]


def test_a_grant_entered_late_keeps_its_number() -> None:
    """The number is that of the recording, whichever day the grant bears."""
    made = book(
        open_(case("case-2", cause=Cause.EDUCATION)),
        grant(key="grant-1", amount=yuan(20), on=LATER),
        grant(key="grant-2", case="case-2", amount=yuan(30)),
        law=NATIONAL,
    )
    assert [one["id"] for one in agrees(made, ON)] == [f"{PREFIX}-2"]
    assert [one["id"] for one in agrees(made, LATER)] == [f"{PREFIX}-1", f"{PREFIX}-2"]


def test_each_taking_back_is_a_transaction_of_its_day() -> None:
    """They sum to what stands; a payment is none of them."""
    parts = agrees(busy())[4]["commitmentTransaction"]
    assert [(one["transactionDate"], str(one["value"]), one["description"]) for one in parts] == [
        (str(ON), "60.00", "granted"),
        (str(LATER), "-20.00", "a payment reversed"),
        (str(LATER + timedelta(1)), "-10.00", "voided"),
    ]


@pytest.mark.parametrize("one", SCHEMA["properties"]["grants"]["items"]["required"])
def test_each_required_field_is_missed(one: str) -> None:
    """The check would find it out, at each grant."""
    grants = agrees(busy())
    for place in range(len(grants)):
        broken = copy.deepcopy(grants)
        del broken[place][one]
        assert faults({"grants": broken}, SCHEMA) == [f".grants[{place}].{one} is missing"]


BROKEN: list[Any] = [
    lambda one: one.update(amountAwarded="100.10"),
    lambda one: one.update(awardDate="13/03/2025"),
    lambda one: one.update(currency="yuan"),
    lambda one: one.update(fundingOrganization=[]),
    lambda one: one.update(recipientIndividual={"id": "360G-example-IND-1"}),
    lambda one: one["recipientIndividual"].update(address="invented"),
    lambda one: one["toIndividualsDetails"].update(primaryGrantReason="illness"),
    lambda one: one.update(title="a" * 140),
]


@pytest.mark.parametrize("broken", BROKEN, ids=range(len(BROKEN)))
def test_a_wrong_field_is_found(broken: Any) -> None:
    """Of another type or pattern, without a name, with a field too many, with a code of our own."""
    grants = agrees(busy())
    broken(grants[0])
    assert len(faults({"grants": grants}, SCHEMA)) == 1


def test_a_validator_of_others_agrees() -> None:
    """The package jsonschema reads our notes of the standard and has nothing to say; it says something of each fault."""
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft4Validator(SCHEMA)
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    package = {"grants": agrees(busy(), funders={SOCIETY: Funder("an invented society", place="341802")}, key=KEY)}
    assert not list(validator.iter_errors(package))
    for broken in BROKEN:
        wrong = copy.deepcopy(package)
        broken(wrong["grants"][0])
        assert list(validator.iter_errors(wrong))
    assert list(validator.iter_errors({"grants": []}))


def test_the_sums_are_those_of_the_book() -> None:
    """What stands and is not paid is held; what is paid is spent."""
    made = busy()
    grants, purses = agrees(made), made.purses()
    awarded = sum(fen(one["amountAwarded"]) for one in grants)
    disbursed = sum(fen(one["amountDisbursed"]) for one in grants)
    assert disbursed == sum(purse.spent for purse in purses)
    assert awarded - disbursed == sum(purse.held for purse in purses)
    rows = made.all(GRANTS).values()
    assert awarded == sum(row.left.fen + row.paid for row in rows)


@pytest.mark.deep
def test_a_book_driven_at_random_is_told_whole() -> None:
    """On its last day, on the day before, and on any other, with and without a key."""
    kinds: Counter[str] = Counter()

    class Exporting(BookMachine):
        def teardown(self) -> None:
            super().teardown()
            days = sorted({event.command.on for event in self.book.events if _is_grant(event)})
            for until in {*days[:3], *days[-1:], date(9999, 1, 1)} if days else ():
                agrees(self.book, until)
                agrees(self.book, until, key=KEY, lang="zh")
            kinds.update(type(event).__name__ for event in self.book.events)

    size = settings(
        max_examples=25,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Exporting, settings=size)
    assert {"ReliefGranted", "ReliefPaid"} <= set(kinds)


# --- amounts -------------------------------------------------------------------------------------


@given(st.integers(-(10**40), 10**40))
def test_an_amount_is_written_with_its_own_digits(amount: int) -> None:
    """A JSON number with two places, exact at any size; no float and no power of ten."""
    text = to_json({"amountAwarded": module._yuan(amount)})
    written = text.splitlines()[1].partition(": ")[2]
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]{2}", written)
    assert written == f"{'-' if amount < 0 else ''}{Money(abs(amount))}".replace("¥", "").replace(",", "")
    assert json.loads(text, parse_float=Decimal) == {"amountAwarded": Decimal(amount).scaleb(-2, Context(prec=60))}


# --- nobody is named -----------------------------------------------------------------------------

MARK = "☃"


def _is_id(text: str) -> bool:
    try:
        return bool(opaque_id(text))
    except Malformed:
        return False


def marked(mark: str) -> Book:
    """Give a book in which everything private bears a mark, wherever it can stand."""
    home, sick = f"home{mark}", CaseId(f"case{mark}")
    panel = people(*(f"p{number}{mark}" for number in range(3)))
    costs = (attrs.evolve(cost(yuan(3_000), f"bill{mark}"), what=f"treatment{mark}"),)
    made = Book(NATIONAL)
    order = {"case": sick, "approved_by": panel[:2]}
    made.record_all(
        [
            *bodies()[:2],
            found(society(council=panel, supervisors=people(f"s{mark}")), key=f"found{mark}"),
            establish(key=f"establish{mark}"),
            receive(key=f"gift{mark}", donor=f"donor{mark}"),
            settle(Household(HouseholdId(home), people(f"f{mark}"), place="341802001002"), key=f"settle{mark}"),
            open_(case(sick, household=home, costs=costs), key=f"open{mark}"),
            grant(key=f"a{mark}", amount=yuan(100), **order),
            pay(key=f"b{mark}", grant=f"a{mark}", amount=yuan(60)),
            take_back(key=f"c{mark}", payment=f"b{mark}", reason=f"why{mark}"),
            void(key=f"d{mark}", grant=f"a{mark}", reason=f"why{mark}"),
            grant(key=f"e{mark}", amount=yuan(50), **order),
        ]
    )
    return made


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=12).map(lambda text: f"{MARK}{text}{MARK}").filter(_is_id), st.sampled_from([None, KEY]))
def test_nothing_private_is_in_the_file(mark: str, key: bytes | None) -> None:
    """Not as it is, not escaped, not as a hash that anybody can make; in neither language."""
    made = marked(mark)
    langs: tuple[Lang, ...] = ("en", "zh")
    for lang in langs:
        grants = agrees(made, lang=lang, key=key)
        text = to_json({"grants": grants})
        assert MARK not in text
        assert "2603" not in text  # its code point
        assert "341802" not in text  # where the household lives
        for private in (f"home{mark}", f"case{mark}", f"f{mark}", f"a{mark}"):
            assert hashlib.sha256(private.encode()).hexdigest()[:32] not in text
        assert {one["recipientIndividual"]["name"] for one in grants} == {module._RECIPIENT.to(lang)}


def recipients(made: Book, **options: Any) -> list[str]:
    return [one["recipientIndividual"]["id"] for one in agrees(made, **options)]


def two_homes() -> Book:
    """Give a book with two grants to one household and one to another."""
    other = case("case-2", household="home-2")
    return book(
        settle(household("home-2", "g-1")),
        open_(other),
        open_(case("case-3", cause=Cause.EDUCATION)),
        grant(key="grant-1", amount=yuan(10)),
        grant(key="grant-2", amount=yuan(10), case="case-3"),
        grant(key="grant-3", amount=yuan(10), case=other.id),
        law=NATIONAL,
    )


def test_without_a_key_no_two_grants_have_one_recipient() -> None:
    """A reader cannot tell which grants went to one household."""
    assert recipients(two_homes()) == [f"{PREFIX}-IND-{number}" for number in (1, 2, 3)]


def test_with_a_key_grants_to_one_household_have_one_recipient() -> None:
    """The key makes it: the same one the same, another one another; so does another publisher's prefix."""
    one, again, other = recipients(two_homes(), key=KEY)
    assert one == again != other
    assert re.fullmatch(rf"{PREFIX}-IND-[0-9a-f]{{32}}", one)
    assert recipients(two_homes(), key=KEY) == [one, again, other]
    assert not {one, other} & set(recipients(two_homes(), key=KEY[::-1]))
    elsewhere = to_360giving(two_homes(), prefix="360G-other", until=UNTIL, key=KEY)["grants"]
    assert not any(row["recipientIndividual"]["id"].endswith(one[-32:]) for row in elsewhere)


# --- words and codes -----------------------------------------------------------------------------


def of_each_cause() -> Book:
    made = book(law=NATIONAL)
    for number, cause in enumerate(Cause):
        home, sick = f"home-{cause.value}", CaseId(f"case-{cause.value}")
        made.record_all(
            [
                settle(household(home, f"f-{cause.value}")),
                open_(case(sick, household=home, cause=cause)),
                grant(key=f"g-{number}", case=sick, amount=yuan(1)),
            ]
        )
    return made


def test_each_cause_has_its_codes() -> None:
    """Always a purpose, and a reason where one of the list is true."""
    found_ = [one["toIndividualsDetails"] for one in agrees(of_each_cause())]
    assert [one.get("primaryGrantReason") for one in found_] == [REASONS.get(cause) for cause in Cause]
    assert [one["grantPurpose"] for one in found_] == [[PURPOSES[cause]] for cause in Cause]
    assert set(Cause) - set(REASONS) == {Cause.EDUCATION, Cause.OTHER_HARDSHIP}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_has_the_same_codes(lang: Lang) -> None:
    """Its table has a row for each cause, with the codes that are written."""
    page = (DOCS / lang / "howto" / "publish-grants-in-360giving.md").read_text(encoding="utf-8")
    for cause in Cause:
        row = next(line for line in page.splitlines() if line.startswith(f"| {cause.text.to(lang)} "))
        assert re.findall(r"GTI[RP]\d{3}", " ".join(row.split("|")[2:4])) == [
            code for code in (REASONS.get(cause), PURPOSES[cause]) if code
        ]


def test_words_come_in_both_languages() -> None:
    """Titles and descriptions; ids, amounts and codes are the same."""
    english, chinese = agrees(busy()), agrees(busy(), lang="zh")
    assert english[1]["title"] == "Relief to a household: illness"
    assert chinese[1]["title"] == "对困难家庭的救助：患病"
    assert chinese[1]["description"].endswith("原批准 ¥90.00，其中 ¥90.00 已收回（撤销），现为 ¥0.00。")
    assert not re.search(r"[^\x00-\x7f¥]", to_json({"grants": english}))
    for one, other in zip(english, chinese, strict=True):
        assert one.keys() == other.keys()
        same = one.keys() - {"title", "description", "recipientIndividual", "commitmentTransaction"}
        assert {name: one[name] for name in same} == {name: other[name] for name in same}
        assert one["recipientIndividual"]["id"] == other["recipientIndividual"]["id"]


# --- who funds -----------------------------------------------------------------------------------


def test_a_society_funds_itself_and_a_fund_through_its_host() -> None:
    """Without more being told, they go under their ids; the fund is a department of its host."""
    funders = [one["fundingOrganization"] for one in agrees(busy())]
    assert funders[0] == [{"id": f"{PREFIX}-ORG-{SOCIETY}", "name": SOCIETY}]
    assert funders[5] == [{"id": f"{PREFIX}-ORG-{CHARITY}", "name": CHARITY, "department": FUND}]


def test_a_funder_is_named_as_the_caller_says() -> None:
    """With an identifier and a place only where they are given."""
    named = {
        SOCIETY: Funder("an invented society", place="341802"),
        FUND: Funder("an invented charity", identifier="XX-LIST-1"),
    }
    grants = agrees(busy(), funders=named)
    assert grants[0]["fundingOrganization"] == [{"id": f"{PREFIX}-ORG-{SOCIETY}", "name": "an invented society"}]
    assert grants[0]["beneficiaryLocation"] == [{"countryCode": "CN", "geoCode": "341802"}]
    assert grants[5]["fundingOrganization"] == [{"id": "XX-LIST-1", "name": "an invented charity", "department": FUND}]
    assert "beneficiaryLocation" not in grants[5]


def test_a_fund_without_a_host_goes_under_its_own_id() -> None:
    """Where the law of the book does not ask for a host."""
    free = NATIONAL.amend(since=date(2020, 1, 1), fund_needs_host=False)
    made = Book(free)
    made.record_all([establish(fund(host=None)), settle(), open_(), from_fund()])
    assert agrees(made)[0]["fundingOrganization"] == [{"id": f"{PREFIX}-ORG-{FUND}", "name": FUND}]


@given(*[st.text("a_-.5f村 ", min_size=1, max_size=6)] * 2)
def test_two_bodies_never_share_an_id(one: str, other: str) -> None:
    """Whatever signs theirs have; slashes and blanks are none of the result."""
    assert re.fullmatch("[A-Za-z0-9_-]*", module._sign_by_sign(one))
    assert (module._sign_by_sign(one) == module._sign_by_sign(other)) == (one == other)


# --- what cannot be right ------------------------------------------------------------------------


def test_a_file_without_grants_is_none() -> None:
    """The standard wants one at least."""
    assert no_grant_by_that_day().code == "interchange.no_grants"
    with pytest.raises(Malformed, match="no_grants"):
        agrees(busy(), ON - timedelta(1))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("interchange.prefix", {"prefix": ""}),
        ("interchange.prefix", {"prefix": "360G/example"}),
        ("interchange.prefix", {"prefix": "360G-example\n"}),
        ("interchange.prefix", {"prefix": "a" * 65}),
        ("interchange.prefix", {"prefix": None}),
        ("interchange.short_key", {"key": b"k" * 31}),
        ("interchange.short_key", {"key": "k" * 32}),
        ("interchange.funders", {"funders": [SOCIETY]}),
        ("interchange.funders", {"funders": {SOCIETY: "a name"}}),
        ("book.unknown", {"funders": {"vilage-1": Funder("an invented society")}}),
        ("calendar.day", {"until": "2025-12-31"}),
        ("type", {"book": "a book"}),
    ],
)
def test_what_is_malformed_is_refused(code: str, changes: dict[str, Any]) -> None:
    """In the words of the catalogue, without quoting what was given."""
    usual: dict[str, Any] = {"book": busy(), "prefix": PREFIX, "until": UNTIL} | changes
    made = usual.pop("book")
    with pytest.raises(Malformed) as refused:
        to_360giving(made, **usual)
    assert code in str(refused.value.code)
    assert "kkkk" not in str(refused.value)


def test_the_longest_prefix_and_the_shortest_key_will_do() -> None:
    """The last that is allowed."""
    package = to_360giving(busy(), prefix="a" * 64, until=UNTIL, key=b"k" * 32)
    assert package["grants"][0]["id"] == f"{'a' * 64}-1"


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": " a"}, {"name": "a\nb"}, {"name": "a" * 201}, {"name": None}, {"identifier": ""}]
)
def test_a_funder_is_one_line(wrong: dict[str, Any]) -> None:
    """A name is wanted; an identifier is text if it is there."""
    usual: dict[str, Any] = {"name": "a" * 200} | wrong
    with pytest.raises(Malformed):
        Funder(usual.pop("name"), **usual)
    assert Funder("a" * 200).name


def test_a_place_is_a_division_code() -> None:
    """An address is none."""
    with pytest.raises(Malformed):
        Funder("an invented society", place="3 Lake Road")


def test_another_language_is_refused() -> None:
    """There are two."""
    other: Any = "fr"
    with pytest.raises(ValueError, match="language given"):
        to_360giving(busy(), prefix=PREFIX, until=UNTIL, lang=other)


def test_a_grant_changed_from_elsewhere_is_not_passed_over() -> None:
    """What another package's orders did to a grant would be missing here."""
    made = busy()
    row = made.all(GRANTS)["grant-1"]
    made._state.of(GRANTS)["grant-1"] = row._replace(paid=row.paid - 1)
    with pytest.raises(Malformed, match="untold_money"):
        agrees(made)


# --- bugs planted on purpose ---------------------------------------------------------------------


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is watched by at least one of the tests above."""
    checks = (
        test_what_the_busy_book_says,
        test_no_grant_is_missing_from_the_export,
        test_an_earlier_file_shows_the_grants_as_they_stood,
        test_each_taking_back_is_a_transaction_of_its_day,
        test_without_a_key_no_two_grants_have_one_recipient,
        test_with_a_key_grants_to_one_household_have_one_recipient,
        test_a_society_funds_itself_and_a_fund_through_its_host,
    )
    bug.plant(monkeypatch)
    caught = 0
    for check in checks:
        try:
            check()
        except (AssertionError, KeyError, Malformed):  # the file is held against the book before it is given
            caught += 1
    assert caught
