"""What the other sides of `what_if.py` do: Polars expressions, OpenFisca-Core and PolicyEngine-Core, on the same frame.

OpenFisca keeps a `float` in 32 bits and an `int` in 32 bits, and so does PolicyEngine-Core, which grew out of it. Money is
therefore asked for in both ways: in yuan as `float`, as their documentation writes money, and in fen as `int`, which is
exact while no amount reaches 21,474,836.48 yuan and wraps silently above it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

FLOOR, CEILING = 3_000_000, 100_000  # fen: ¥30,000 of start-up capital, ¥1,000 a case
RULES = {"floor": FLOOR, "ceiling": CEILING}
FROM = "2020-01-01"  # the day from which both hold
FACTS = ("need", "government_aid", "gifts")
YEAR = 2025  # the first month of the model is its January


class Done(NamedTuple):
    """What each side ends with; `unit` is how many fen stand for one of its numbers."""

    closing: Any  # one balance a society, in the order of the frame
    months: list[tuple[Any, ...]]  # gifts, residual need, paid, unmet, closing balances: totals month by month
    unit: int = 1


def totals(sums: Iterable[Iterable[int]], opening: Any) -> list[tuple[int, ...]]:
    """Give five totals of each month from three, gifts, residual need and paid: the other two follow exactly."""
    found: list[tuple[int, ...]] = []
    balance = int(opening)
    for gifts, residual, paid in sums:
        balance += gifts - paid
        found.append((gifts, residual, paid, residual - paid, balance))
    return found


# --- Polars --------------------------------------------------------------------------------------


def _begin(frame: Any) -> Any:
    import polars as pl

    ceiling = pl.when(pl.col("capital") >= FLOOR).then(pl.lit(CEILING, pl.Int64)).otherwise(pl.lit(0, pl.Int64))
    return frame.with_columns(balance=pl.col("opening"), ceiling=ceiling)


def _month(frame: Any, month: str, residual: str, paid: str) -> Any:
    """Add one month to a frame, eager or lazy: what is left of the need, what is paid, the balance after it."""
    import polars as pl

    need, aid, gifts = (pl.col(f"{fact}_{month}") for fact in FACTS)
    frame = frame.with_columns((pl.col("balance") + gifts).alias("balance"), (need - aid).clip(0).alias(residual))
    frame = frame.with_columns(pl.min_horizontal(residual, "ceiling", "balance").alias(paid))
    return frame.with_columns(balance=pl.col("balance") - pl.col(paid))


def polars_eager(frame: pl.DataFrame, months: int) -> Done:
    """A month at a time, each step carried out at once."""
    import polars as pl

    state, sums = _begin(frame), []
    for month in (f"{number:02}" for number in range(1, months + 1)):
        state = _month(state, month, "residual", "paid")
        sums.append(state.select(pl.col(f"gifts_{month}", "residual", "paid").sum()).row(0))
    return Done(state["balance"].to_numpy(), totals(sums, frame["opening"].sum()))


def polars_streaming(frame: pl.DataFrame, months: int) -> Done:
    """All months written as one lazy query, run by the streaming engine."""
    import polars as pl

    state, names = _begin(frame.lazy()), [f"{number:02}" for number in range(1, months + 1)]
    for month in names:
        state = _month(state, month, f"residual_{month}", f"paid_{month}")
    asked = [pl.col(f"{what}_{month}").sum() for month in names for what in ("gifts", "residual", "paid")]
    # `implode`, so that the column of balances and the sums come out of one pass.
    found = state.select(pl.col("balance").implode(), *asked).collect(engine="streaming")
    sums = found.row(0)[1:]
    triples = zip(sums[::3], sums[1::3], sums[2::3], strict=True)
    return Done(found["balance"].explode().to_numpy(), totals(triples, frame["opening"].sum()))


# --- OpenFisca and PolicyEngine ------------------------------------------------------------------


def period(number: int) -> str:
    """Write a month of the model; 0 is the one before it begins."""
    year, month = divmod(YEAR * 12 + number - 1, 12)
    return f"{year}-{month + 1:02}"


def country(core: str, kind: type) -> Any:
    """Give the smallest system of rules that computes the model; its two parameters carry the day from which they hold."""
    import numpy as np

    node = import_module(f"{core}.parameters").ParameterNode
    variable = import_module(f"{core}.variables").Variable
    build = import_module(f"{core}.entities").build_entity
    periods = import_module(f"{core}.periods")
    society = build(key="society", plural="societies", label="Society", is_person=True)

    def define(name: str, when: Any = periods.MONTH, formula: Any = None) -> type:
        facts = {"value_type": kind, "entity": society, "definition_period": when, "label": name}
        return type(name, (variable,), facts | ({"formula": formula} if formula else {}))

    def residual(society: Any, period: Any) -> Any:
        return np.maximum(society("need", period) - society("government_aid", period), 0)

    def paid(society: Any, period: Any, parameters: Any) -> Any:
        relief = parameters(period).relief
        may_pay = society("capital", period) >= relief.floor
        want = np.where(may_pay, np.minimum(society("residual", period), relief.ceiling), 0)
        return np.minimum(want, society("balance", period.last_month) + society("gifts", period))

    def balance(society: Any, period: Any) -> Any:
        return society("balance", period.last_month) + society("gifts", period) - society("paid", period)

    whole = import_module(f"{core}.taxbenefitsystems").TaxBenefitSystem([society])
    fen = 100 if kind is float else 1
    dated = {name: {"values": {FROM: {"value": value // fen}}} for name, value in RULES.items()}
    whole.parameters = node("", data={"relief": dated})
    whole.add_variables(define("capital", periods.ETERNITY), *(define(name) for name in FACTS))
    whole.add_variables(define("residual", formula=residual), define("paid", formula=paid))
    whole.add_variables(define("balance", formula=balance))
    return whole


def simulation(core: str, system: Any, frame: pl.DataFrame, kind: type) -> tuple[Any, Any]:
    """Give a simulation of as many societies, their capital and opening balance set, and what sets another column."""

    def put(variable: str, when: str, column: str) -> None:
        values = frame[column].to_numpy()
        state.set_input(variable, when, values / 100 if kind is float else values)

    state = import_module(f"{core}.simulations").SimulationBuilder().build_default_simulation(system, frame.height)
    put("capital", period(1), "capital")
    put("balance", period(0), "opening")
    return state, put


def framework(core: str, frame: pl.DataFrame, months: int, *, kind: type, keep: bool = True) -> Done:
    """The whole run: the simulation built, inputs set from the frame, each month asked in order.

    `keep` sets all inputs first and keeps every month, as a simulation does if nothing is said; else the inputs of a month
    are set when its turn comes and what is no longer needed is deleted, as one does to save memory.
    """
    import numpy as np

    state, put = simulation(core, country(core, kind), frame, kind)
    columns = [[(fact, period(number), f"{fact}_{number:02}") for fact in FACTS] for number in range(1, months + 1)]
    wide = np.float64 if kind is float else np.int64  # a sum in 32 bits would lose more than the peer itself does
    by_month, closing = [], None
    for column in (column for month in columns for column in month if keep):
        put(*column)
    for number in range(1, months + 1):
        for column in columns[number - 1] if not keep else ():
            put(*column)
        names = ("gifts", "residual", "paid", "balance")
        found = [state.calculate(name, period(number)) for name in names]
        gifts, residual, paid, balances = (values.sum(dtype=wide) for values in found)
        by_month.append((gifts, residual, paid, residual - paid, balances))
        closing = found[-1]
        for name in (*FACTS, "residual", "paid") if not keep else ():
            state.delete_arrays(name, period(number))
        if not keep:
            state.delete_arrays("balance", period(number - 1))
    return Done(closing, by_month, 100 if kind is float else 1)


def last_month(core: str, frame: pl.DataFrame, months: int) -> Any:
    """Ask the last month alone, as one may where every variable has a formula; give its balances in fen, or the error."""
    state, put = simulation(core, country(core, int), frame, int)
    for number in range(1, months + 1):
        for fact in FACTS:
            put(fact, period(number), f"{fact}_{number:02}")
    return state.calculate("balance", period(months))
