"""What-ifs on columns give to the fen what a plain model gives case by case, however they are cut and ordered.

All societies, people and amounts are invented.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.law.law import Law
from community_charity.money import Money, yuan
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.start_up import COUNTY_THIRD, BodyKind, CapitalPolicy
from community_charity.whatif import (
    BelowFloor,
    Population,
    Replenish,
    Scenario,
    SharedPool,
    blocks,
    simulate,
)
from community_charity.whatif.columns import MOST_FEN
from community_charity.whatif.kernel import Kept
from community_charity.whatif.paying import NO_LIMIT, Counted, Heard, Purse, once, pay
from community_charity.whatif.scenarios import payer_title
from community_charity.whatif.sharing import by_rates, times
from community_charity.whatif.terms import Limits, Terms, terms_of
from whatif_model import NOTHING, Model, nearest
from whatif_worlds import a_world, as_the_model_sees, drawn, of_terms, population_of, simulated

if TYPE_CHECKING:
    from random import Random

    from community_charity.law.law import LawInForce
    from community_charity.whatif.results import Result

MANY = settings(max_examples=300, deadline=None)
QUICK = settings(max_examples=80, deadline=None)
CHANCE = st.randoms(use_true_random=True)  # a seed each: the draws themselves cost nothing


# --- the kernel and the model -----------------------------------------------------------------------


@MANY
@given(CHANCE)
def test_columns_give_what_the_plain_model_gives(chance: Random) -> None:
    """Every sum, cell, case and balance, to the fen; and each fen is accounted for."""
    agree(*drawn(chance))


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_same_with_examples_that_shrink(chance: Random) -> None:
    """Slower to draw, and small where they fail."""
    agree(*drawn(chance))


def agree(world: dict[str, Any], choice: dict[str, Any]) -> None:
    found, model = simulated(world, choice), Model(as_the_model_sees(world), choice).run()
    measures = {
        name: months for name, months in found.sums.items() if name.partition(":")[0] not in {"closing", "payer"}
    }
    for name in {*measures, *model.sums}:
        assert measures.get(name, [0] * world["months"]) == model.sums.get(name, [0] * world["months"]), name
    assert found.closing.tolist() == model.own
    assert {name: held.tolist() for name, held in found.pools.items()} == model.shared
    assert found.kept.months["closing"].tolist() == model.closing
    for name, cells in (("paid", model.cells), ("unmet", model.unmet)):
        whole = [[cells[month, row] for row in range(len(model.own))] for month in range(world["months"])]
        assert found.kept.months[name].tolist() == whole, name
    assert found.kept.societies["topped_up"].tolist() == model.topped_up
    for layer, paid in found.kept.cases.items():
        assert paid.tolist() == [model.paid[layer][number] for number in range(len(world["cases"] or ()))]
    conserved(found)


def conserved(found: Result) -> None:
    """See that opening and all that came in, less what was paid, is closing: in total and with the parts of payers."""
    grew = sum(sum(months) for name, months in found.sums.items() if name.startswith("income:"))
    grew += sum(sum(found.sums.get(name, [])) for name in ("gap_closed", "replenished", "start_up"))
    paid = sum(sum(months) for name, months in found.sums.items() if name.startswith("paid:"))
    closing = int(found.closing.sum()) + sum(int(held.sum()) for held in found.pools.values())
    assert sum(found.opening.values()) + grew - paid == closing
    topped_up = sum(sum(found.sums.get(name, [])) for name in ("gap_closed", "replenished"))
    assert sum(sum(months) for name, months in found.sums.items() if name.startswith("payer:")) == topped_up


@QUICK
@given(CHANCE)
def test_order_and_parts_change_nothing(chance: Random) -> None:
    """Societies in another order, cut into other blocks, on one thread or three: the same to the fen.

    The order of the table of cases is the order in which they are heard, so it stays.
    """
    world, choice = drawn(chance)
    whole = simulated(world, choice)
    rows = chance.sample(range(len(world["societies"])), len(world["societies"]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "ROWS", chance.choice((1, 2, 3)))
        found = simulated(world, choice, population_of(world, rows), workers=chance.choice((1, 2, 3)))
    assert found.sums == whole.sums
    assert found.opening == whole.opening
    assert found.closing.tolist() == whole.closing[rows].tolist()
    assert {name: held.tolist() for name, held in found.pools.items()} == {
        n: h.tolist() for n, h in whole.pools.items()
    }
    assert found.kept.paid is not None
    assert whole.kept.paid is not None
    assert found.kept.paid.tolist() == whole.kept.paid[rows].tolist()
    for name, column in found.kept.societies.items():
        assert column.tolist() == whole.kept.societies[name][rows].tolist()
    for name, column in found.kept.months.items():
        assert column.tolist() == whole.kept.months[name][:, rows].tolist()
    for name, column in found.kept.cases.items():
        assert column.tolist() == whole.kept.cases[name].tolist()


@pytest.mark.deep
@QUICK
@given(CHANCE)
def test_the_first_months_alone_are_the_first_months_of_all(chance: Random) -> None:
    """What comes later changes nothing before."""
    world, choice = drawn(chance)
    count = chance.randint(1, world["months"])
    some, whole = simulated(world, choice, months=count), simulated(world, choice)
    for name in {*some.sums, *whole.sums}:
        first = whole.sums.get(name, [0] * world["months"])[:count]
        assert some.sums.get(name, [0] * count) == first, name
    assert some.kept.months["paid"].tolist() == whole.kept.months["paid"][:count].tolist()
    assert some.closing.tolist() == whole.kept.months["closing"][count - 1].tolist()


@pytest.mark.deep
@QUICK
@given(CHANCE)
def test_a_population_is_the_same_after_any_reform(chance: Random) -> None:
    """Its arrays may not even be written to."""
    world, choice = drawn(chance)
    population = population_of(world)
    arrays = _arrays(population)
    for array in arrays:
        array.flags.writeable = False
    before = [array.copy() for array in arrays]
    first, second = (simulated(world, choice, population) for _ in range(2))
    assert all(np.array_equal(old, new) for old, new in zip(before, _arrays(population), strict=True))
    assert first.sums == second.sums


def _arrays(population: Population) -> list[np.ndarray[Any, Any]]:
    arrays = [*population.labels.values(), population.capital, population.opening]
    arrays += [column for columns in population.facts.values() for column in columns]
    if population.entry is not None:
        arrays.append(population.entry)
    if population.cases is not None:
        arrays += [*population.cases.columns().values(), *population.cases.borne.values()]
    for pool in population.pools.values():
        arrays += [pool.members, pool.opening, *pool.income]
    return arrays


# --- a higher ceiling ----------------------------------------------------------------------------


@pytest.mark.deep
@QUICK
@given(CHANCE)
def test_a_higher_ceiling_never_pays_less_in_all(chance: Random) -> None:
    """What a society has paid by the end of any month never falls, where cases have no memory and nothing is in full.

    By the end of each month it has paid the least of what was asked and what came in, over some suffix of the months; a
    higher ceiling raises what is asked and nothing else. The single month, and the single case, may well get less.
    """
    homeless = {**a_world(chance), "homes": "no"}
    ceiling, paid = chance.choice((50_000, 100_000)), []
    for case in (ceiling, ceiling + chance.choice((1, 50_000))):
        limits = {**NOTHING, "case": case}
        terms = [{"floor": None, "trigger": None, "society": limits, "federation": NOTHING} for _ in range(4)]
        choice = {
            "terms": terms, "layers": ["society"], "below": "gap", "replenish": "never", "aid": Fraction(1), "gifts": Fraction(0),
        }  # fmt: skip
        paid.append(simulated(homeless, choice).kept.months["paid"].cumsum(axis=0))
    assert (paid[1] >= paid[0]).all()


def village(**columns: Any) -> Population:
    """Give one invented village with plenty of capital."""
    return Population.from_frame(
        {"society": ["v-1"], "capital": [30_000_00], **columns}, unit="fen", first_month="2025-01"
    )


def amended(fen: int, **more: Any) -> Law:
    return Law.of("cn/anhui").amend(since=date(2024, 1, 1), relief_case_ceiling=Money(fen), **more)


def test_a_higher_ceiling_may_pay_a_later_month_less() -> None:
    """The money is gone: the total stands, the second month gets less."""
    one = village(opening=[1_500_00], need_1=[2_000_00], need_2=[1_000_00])
    found = [simulate(one, amended(fen)).by_month("paid") for fen in (1_000_00, 1_500_00)]
    assert found == [[yuan(1_000), yuan(500)], [yuan(1_500), yuan(0)]]


def test_a_higher_ceiling_may_pay_less_in_all_where_payments_are_in_full() -> None:
    """In Dingyuan a payment is at least ¥500: what is left of ¥1,000 after ¥600 is too little for the next."""
    cases = {"society": ["v-1", "v-1"], "month": [1, 1], "need": [600_00, 500_00]}
    frame = {"society": ["v-1"], "capital": [30_000_00], "opening": [1_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-01", cases=cases, months=1)
    law = Law.of("cn/anhui/chuzhou/dingyuan")
    found = [
        simulate(one, law.amend(since=date(2024, 1, 1), relief_case_ceiling=yuan(ceiling))).total("paid")
        for ceiling in (500, 600)
    ]
    assert found == [yuan(1_000), yuan(600)]


def test_a_higher_ceiling_may_pay_less_in_all_where_households_have_ceilings() -> None:
    """The first household takes the money and its whole year at once; when money comes, nobody with room is there."""
    cases = {"society": ["v-1"] * 3, "month": [1, 1, 2], "need": [5_000_00] * 3, "household": ["h-1", "h-2", "h-1"]}
    frame = {"society": ["v-1"], "capital": [30_000_00], "opening": [2_000_00], "gifts_1": [0], "gifts_2": [2_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-01", cases=cases, months=2)
    found = [simulate(one, amended(fen), keep="cases").kept.cases["society"].tolist() for fen in (1_000_00, 2_000_00)]
    assert found == [[1_000_00, 1_000_00, 1_000_00], [2_000_00, 0, 0]]


# --- boundaries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("capital", "paid"), [(29_999_99, 0), (30_000_00, 1_000_00), (30_000_01, 1_000_00)])
def test_a_fen_below_the_floor_is_below(capital: int, paid: int) -> None:
    one = Population.from_frame(
        {"society": ["v-1"], "capital": [capital], "need_1": [9_000_00]}, unit="fen", first_month="2025-01"
    )
    suspended = simulate(one, Scenario(Law.of("cn/anhui"), below_floor="suspended"))
    assert suspended.total("paid") == Money(paid)
    assert simulate(one, Law.of("cn/anhui")).total("paid") == yuan(1_000)
    topped = simulate(one, Scenario(Law.of("cn/anhui"), below_floor="topped_up"))
    assert topped.total("gap_closed") == Money(max(0, 30_000_00 - capital))


def test_a_new_society_needs_the_floor_of_its_month() -> None:
    """¥30,000 is enough in January, and not when it is ¥50,000 from February on."""
    frame = {
        "society": ["v-1", "v-2", "v-3"], "capital": [30_000_00] * 3, "entry": [1, 2, 3],
        **{f"need_{n}": [100_00] * 3 for n in (1, 2, 3)},
    }  # fmt: skip
    population = Population.from_frame(frame, unit="fen", first_month="2025-01")
    law = Law.of("cn/anhui").amend(since=date(2025, 3, 1), society_minimum_capital=yuan(50_000))
    found = simulate(population, law)
    assert found.sums["founded"] == [0, 1, 0]
    assert found.sums["refused_to_found"] == [0, 0, 1]
    assert found.closing.tolist() == [29_700_00, 29_800_00, 0]
    topped = simulate(population, Scenario(law, below_floor="topped_up"))
    assert topped.sums["gap_closed"] == [0, 0, 3 * 20_000_00]
    assert topped.sums["founded"] == [0, 1, 1]


def test_the_year_turns_in_january() -> None:
    """¥2,000 a year for a household in Anhui, and once for a cause: both begin anew in January, not in March."""
    cases = {
        "society": ["v-1"] * 5,
        "month": [1, 2, 2, 3, 3],  # 2024-11, 2024-12, 2025-01
        "need": [5_000_00] * 5,
        "household": ["h-1"] * 5,
        "cause": ["illness", "illness", "accident", "illness", "accident"],
    }
    frame = {"society": ["v-1"], "capital": [30_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2024-11", cases=cases, months=3)
    found = simulate(one, Law.of("cn/anhui"), keep="cases")
    assert found.kept.cases["society"].tolist() == [1_000_00, 0, 1_000_00, 1_000_00, 1_000_00]


def test_a_ceiling_that_begins_within_the_year_counts_what_was_paid_before() -> None:
    """The book counts the calendar year, whenever the ceiling came: so do columns."""
    cases = {"society": ["v-1"] * 2, "month": [1, 2], "need": [900, 900], "household": ["h-1"] * 2, "cause": ["c"] * 2}
    frame = {"society": ["v-1"], "capital": [30_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-01", cases=cases, months=2)

    def later(**limits: int) -> list[int]:
        def terms(law: LawInForce, _body: BodyKind) -> Terms:
            of = Limits(**limits) if law.day.month > 1 else Limits()
            return Terms(None, None, dict.fromkeys(PoolKind, of))

        with of_terms(terms):
            found: list[int] = simulate(one, Law.of("cn"), keep="cases").kept.cases["society"].tolist()
        return found

    assert later(year=1_000) == [900, 100]
    assert later(times=1) == [900, 0]
    assert later(times=2) == [900, 900]


@pytest.mark.parametrize(
    ("place", "need", "cancer", "paid"),
    [
        ("cn/anhui/xuancheng/jixi", 3_000_00, True, 800_00),
        ("cn/anhui/xuancheng/jixi", 3_000_00, False, 600_00),
        ("cn/anhui/xuancheng/jixi", 450_00, True, 450_00),
        ("cn/anhui/chuzhou/dingyuan", 3_000_00, False, 1_000_00),
        ("cn/anhui/chuzhou/dingyuan", 499_99, False, 499_99),
        ("cn/anhui/huainan/fengtai", 3_000_00, False, 2_000_00),
        ("cn", 3_000_00, False, 3_000_00),
    ],
)
def test_what_places_report(place: str, need: int, paid: int, *, cancer: bool) -> None:
    """Newspapers report ¥800 and ¥600 of Jixi, at least ¥500 of Dingyuan, up to ¥2,000 of a village in Fengtai."""
    cases = {"society": ["v-1"], "month": [1], "need": [need], "cancer": [cancer]}
    frame = {"society": ["v-1"], "capital": [30_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-04", cases=cases, months=1)
    assert simulate(one, Law.of(place)).total("paid") == Money(paid)


@pytest.mark.parametrize(("money", "paid"), [(599_99, 0), (600_00, 600_00)])
def test_what_is_fixed_is_paid_in_full_or_not_at_all(money: int, paid: int) -> None:
    cases = {"society": ["v-1"], "month": [1], "need": [3_000_00], "cancer": [False]}
    frame = {"society": ["v-1"], "capital": [30_000_00], "opening": [money]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-04", cases=cases, months=1)
    assert simulate(one, Law.of("cn/anhui/xuancheng/jixi")).total("paid") == Money(paid)


def test_a_federation_pays_after_the_society() -> None:
    """Fengtai: ¥2,000 from the village, up to ¥20,000 from the town, the rest stays unmet."""
    pool = SharedPool("federation", kind="federation", by="town", members=["t-1"], opening=[yuan(100_000)])
    frame = {"society": ["v-1"], "capital": [30_000_00], "town": ["t-1"], "need_1": [25_000_00]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-01", pools=[pool])
    found = simulate(one, Scenario(Law.of("cn/anhui/huainan/fengtai"), layers=("society", "federation")))
    assert [found.total(name) for name in ("paid:society", "paid:federation", "unmet")] == [
        yuan(2_000), yuan(20_000), yuan(3_000),
    ]  # fmt: skip


def test_government_aid_and_gifts_move_by_exact_shares() -> None:
    """A fifth more of ¥100.01 is ¥20.00; gifts fall by a third of that, to the nearest fen, and never below nothing."""
    one = village(need_1=[500_00], government_aid_1=[100_01], gifts_1=[10_00])
    scenario = Scenario(Law.of("cn/anhui"), government_aid=Fraction(6, 5), gifts_change=Fraction(-1, 3))
    found = simulate(one, scenario)
    assert found.total("residual") == Money(500_00 - 120_01)
    assert found.total("income:gifts") == Money(10_00 - 6_67)
    deep = Scenario(Law.of("cn/anhui"), government_aid=Fraction(6, 5), gifts_change=Fraction(-100))
    assert simulate(one, deep).total("income:gifts") == Money(0)
    assert simulate(one, Law.of("cn/anhui")).total("income:gifts") == Money(10_00)


@given(st.integers(0, 10**13), st.fractions(0, 100, max_denominator=10**6))
def test_times_is_the_nearest_fen(amount: int, factor: Fraction) -> None:
    assert times(np.array([amount]), factor).tolist() == [nearest(amount * factor)]


@given(st.lists(st.integers(0, 10**13), max_size=5), st.lists(st.integers(1, 999), min_size=1, max_size=6))
def test_parts_come_to_the_whole(amounts: list[int], weights: list[int]) -> None:
    """For each society, and each part within a fen of its share."""
    rates = [Fraction(weight, sum(weights)) for weight in weights]
    parts = by_rates(np.array(amounts, np.int64), rates)
    assert sum(parts).tolist() == amounts  # type: ignore[union-attr] # there is at least one
    for rate, part in zip(rates, parts, strict=True):
        assert all(abs(fen - amount * rate) < 1 for fen, amount in zip(part.tolist(), amounts, strict=True))


def test_sums_beyond_64_bits_are_refused() -> None:
    """A unit mistaken everywhere: 1,200 months of a hundred billion yuan in 400 villages."""
    rows, months = 400, 1200
    column = np.full(rows, MOST_FEN)
    frame = {"society": [f"v-{n}" for n in range(rows)], "capital": column} | {
        f"gifts_{n + 1}": column for n in range(months)
    }
    population = Population.from_frame(frame, unit="fen", first_month="1950-01")
    with pytest.raises(Malformed) as refused:
        simulate(population, Law.of("cn"))
    assert refused.value.code == "what_if.overflow"


# --- who pays ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "policy", "keys"),
    [
        ("cn", None, ["others"]),
        ("cn/anhui/luan/yuan", None, ["council_members", "township", "community"]),
        ("cn/anhui/chuzhou/dingyuan", None, ["county_finance", "village_collective+donors"]),
        ("cn/anhui", COUNTY_THIRD, ["county_finance", "others"]),
        (
            "cn/anhui/xuancheng/xuanzhou",
            None,
            ["district_finance+charity_association+village_collective"],
        ),
    ],
)
def test_payers_of_a_place(place: str, policy: CapitalPolicy | None, keys: list[str]) -> None:
    """As the place reports it, else as the scenario says, else nobody is named."""
    law = Law.of(place)
    payers = Scenario(law, paid_by=policy).payers(law.on(date(2025, 4, 1)))
    assert [payer.key for payer in payers] == keys
    assert sum(payer.rate for payer in payers) == 1
    assert all(payer_title(key).zh for key in keys)


def test_shares_above_the_whole_are_refused() -> None:
    policy = CapitalPolicy(COUNTY_THIRD.title, {"county_finance": Fraction(2, 3), "township": Fraction(1, 2)})
    law = Law.of("cn/anhui")
    with pytest.raises(Malformed) as refused:
        simulate(village(need_1=[1]), Scenario(law, paid_by=policy, below_floor="topped_up"))
    assert refused.value.code == "what_if.over_paid"


@pytest.mark.parametrize("body", [BodyKind.SOCIETY_REGISTERED, BodyKind.SOCIETY_FILED])
def test_the_kind_of_body_says_which_floor_binds(body: BodyKind) -> None:
    """A registered society is an association too: of the two figures the higher one binds, ¥30,000 each."""
    scenario = Scenario(Law.of("cn/anhui"), body=body)
    assert scenario.terms(village(need_1=[1]).months)[0].floor == 30_000_00
    national = terms_of(Law.of("cn").on(date(2025, 1, 1)), body)
    assert national.floor == (30_000_00 if body is BodyKind.SOCIETY_REGISTERED else None)


def test_money_is_low_below_half_of_the_floor_rounded_up() -> None:
    """Half of ¥30,000.01 is ¥15,000.01: with so much a society is not topped up, with a fen less it is."""
    law = Law.of("cn/anhui").amend(since=date(2024, 1, 1), society_minimum_capital=yuan("30000.01"))
    assert terms_of(law.on(date(2025, 1, 1))).trigger == 15_000_01
    for left, more in ((15_000_01, 0), (15_000_00, 15_000_01)):
        found = simulate(village(opening=[left], need_1=[0]), Scenario(law, replenish="when_low"))
        assert found.total("replenished") == Money(more)


@pytest.mark.parametrize("choice", [*BelowFloor, *Replenish])
def test_choices_have_words(choice: BelowFloor | Replenish) -> None:
    assert choice.text.en.isascii()
    assert choice.text.zh


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"layers": "society"}, "what_if.layers"),
        ({"layers": ()}, "what_if.layers"),
        ({"layers": ("society", "")}, "what_if.layers"),
        ({"layers": ("society", "fund", "fund")}, "what_if.layers"),
        ({"government_aid": 1.2}, "what_if.rate"),
        ({"government_aid": Fraction(-1, 5)}, "what_if.rate"),
        ({"gifts_change": Fraction(101)}, "what_if.rate"),
        ({"gifts_change": Fraction(1, 10**6 + 1)}, "what_if.rate"),
        ({"below_floor": "closed"}, "input.choice"),
        ({"replenish": "weekly"}, "input.choice"),
        ({"body": "society"}, "input.choice"),
        ({"paid_by": "county_finance"}, "input.type"),
    ],
)
def test_scenarios_that_cannot_be(choice: dict[str, Any], code: str) -> None:
    with pytest.raises(Malformed) as refused:
        Scenario(Law.of("cn/anhui"), **choice)
    assert refused.value.code == code


def test_rates_at_their_bounds() -> None:
    bounds = Scenario(Law.of("cn/anhui"), government_aid=0, gifts_change=-100)
    assert (bounds.government_aid, bounds.gifts_change) == (Fraction(0), Fraction(-100))
    assert Scenario(Law.of("cn/anhui"), government_aid=100).government_aid == 100


@pytest.mark.parametrize(
    ("place", "asked", "code"),
    [
        ("cn/anhui", {"keep": "households"}, "what_if.keep"),
        ("cn/anhui", {"keep": ("months", 3)}, "what_if.keep"),
        ("cn/anhui", {"workers": 0}, "what_if.workers"),
        ("cn/anhui", {"workers": True}, "what_if.workers"),
        ("cn/anhui", {"months": 2}, "what_if.no_month"),
        ("cn/anhui", {"months": 0}, "what_if.no_month"),
        ("cn/anhui/xuancheng/jixi", {}, "what_if.cancer_unknown"),
    ],
)
def test_simulations_that_cannot_be(place: str, asked: dict[str, Any], code: str) -> None:
    """Without cases nobody knows which need is cancer, and a month is not there beyond the last."""
    population = Population.from_frame(
        {"society": ["v-1"], "capital": [30_000_00], "need_1": [1]}, unit="fen", first_month="2025-05"
    )
    with pytest.raises(Malformed) as refused:
        simulate(population, Law.of(place), **asked)
    assert refused.value.code == code


def test_a_layer_that_the_population_has_not() -> None:
    with pytest.raises(Malformed) as refused:
        simulate(village(need_1=[1]), Scenario(Law.of("cn/anhui"), layers=("fund",)))
    assert refused.value.code == "what_if.unknown_layer"


def test_fixed_amounts_bind_societies_alone() -> None:
    """A federation of Jixi pays what is needed, whatever the cause; another society's money is a society's."""
    frame = {"society": ["v-1"], "capital": [30_000_00], "town": ["t-1"], "need_1": [9_000_00]}

    def paid_by(kind: str) -> Money:
        pool = SharedPool("more", kind=kind, by="town", members=["t-1"], opening=[yuan(50_000)])
        population = Population.from_frame(frame, unit="fen", first_month="2025-05", pools=[pool])
        return simulate(population, Scenario(Law.of("cn/anhui/xuancheng/jixi"), layers=("more",))).total("paid")

    assert paid_by("federation") == yuan(9_000)
    with pytest.raises(Malformed) as refused:
        paid_by("society")
    assert refused.value.code == "what_if.cancer_unknown"


@pytest.mark.parametrize("keep", ["paid", "societies", "months", "cases", ()])
def test_only_what_is_asked_is_kept(keep: Any) -> None:
    kept = simulate(village(need_1=[1]), Law.of("cn/anhui"), keep=keep).kept
    assert [bool(kept.societies), bool(kept.months), bool(kept.cases)] == [
        keep == k for k in ("societies", "months", "cases")
    ]
    assert (kept.paid is not None) == (keep in {"paid", "societies"})


# --- single rounds -----------------------------------------------------------------------------------


def test_a_month_of_several_cases_gets_what_they_may_have_together() -> None:
    """A society that does not stand gets nothing for them."""
    purse = Purse("society", PoolKind.SOCIETY, np.array([900, 900, 100]))
    heard = Heard(np.array([2_000] * 3), capped=lambda _ceiling: np.array([700, 700, 700]))
    paid = pay(Limits(case=500), heard, purse, None, np.array([500, 0, 500]))
    assert paid.tolist() == [700, 0, 100]
    assert purse.balance.tolist() == [200, 900, 0]
    assert pay(Limits(), heard, purse, None, np.full(3, NO_LIMIT)).tolist() == [200, 700, 0]


def test_what_is_fixed_for_all_causes_asks_for_no_cancer() -> None:
    fixed = Limits(cancer=600, other=600)
    assert once(fixed, np.array([900, 500]), np.array([600, 499]), NO_LIMIT).tolist() == [600, 0]


def test_counting_needs_neither_household_nor_cause() -> None:
    counted = Counted(0, 0)
    counted.add(Heard(np.array([1])), np.array([1]))
    assert counted.paid.size == counted.times.size == 0


def test_no_case_in_a_month_is_no_round() -> None:
    purse = Purse("society", PoolKind.SOCIETY, np.array([900]))
    none = np.empty(0, np.int64)
    heard = Heard(none, row=none, rank=none)
    for limits in (Limits(), Limits(least=500)):
        assert pay(limits, heard, purse, None, np.array([NO_LIMIT])).size == 0


def test_kept_columns_go_back_to_their_places() -> None:
    kept = Kept(
        np.array([1, 2]), {"unmet": np.array([3, 4])}, {"paid": np.array([[5, 6]])}, {"society": np.array([7, 8])}
    )
    back = kept.in_order(np.array([1, 0]))
    assert kept._replace(paid=None).in_order(np.array([1, 0])).paid is None
    assert back.paid is not None
    assert [back.paid.tolist(), back.months["paid"].tolist(), back.cases["society"].tolist()] == [
        [2, 1],
        [[6, 5]],
        [7, 8],
    ]


def test_money_alone_is_a_month_too() -> None:
    """Nobody in need: what comes in is there in the end."""
    found = simulate(village(gifts_1=[5]), Law.of("cn/anhui"))
    assert found.total("closing") == Money(30_000_05)


def test_a_pool_nobody_draws_on_keeps_its_money() -> None:
    pool = SharedPool("fund", kind="fund", by="town", members=["t-1", "t-9"], opening=[100, 200], income=[[1, 2]])
    frame = {"society": ["v-1"], "capital": [0], "town": ["t-1"], "need_1": [50]}
    one = Population.from_frame(frame, unit="fen", first_month="2025-01", pools=[pool])
    found = simulate(one, Scenario(Law.of("cn/anhui"), layers=("fund",)))
    assert found.pools["fund"].tolist() == [51, 202]
