"""What a search looks at (结果指标): one exact number of a simulation.

>>> outcome_of("payer:county_finance").title.zh
'补充资金承担方：县级财政'
>>> outcome_of("topped_up").title.en
'topped up'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import numpy as np

from community_charity.errors import Malformed, declare, expect, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.rules.start_up import SOURCE_TITLES
from community_charity.whatif.results import Result
from community_charity.whatif.scenarios import NOBODY_NAMED, BelowFloor
from community_charity.whatif.wording import COUNTS, MEASURES, title_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

OUTCOME = declare(
    "what_if.outcome",
    wanted=(
        "a measure such as {choices}, an Outcome, or a function of a Result",
        "指标（如 {choices}）、Outcome，或以 Result 为参数的函数",
    ),
    do=(
        'write outcome="unmet", or outcome=lambda result: result.total("paid")',
        '写作 outcome="unmet"，或 outcome=lambda result: result.total("paid")',
    ),
)
VALUE = declare(
    "what_if.outcome_value",
    wanted=(
        "an exact outcome: Money, a whole number or a Fraction, always of one kind",
        "精确结果：Money、整数或 Fraction，且始终为同一类",
    ),
    do=("give Money, int or Fraction from the function", "函数请返回 Money、int 或 Fraction"),
)
WHO_PAYS = declare(
    "what_if.payer_not_known",
    wanted=("a payer whose part is known: {choices}", "份额明确的出资方：{choices}"),
    do=(
        "name one of them, or give paid_by= with a share for each source",
        "请指明其中之一，或以 paid_by= 给出各方份额",
    ),
)
NO_FLOOR = declare(
    "what_if.no_floor",
    wanted=("a least capital that the place fixes in the last month", "本地最后一个月规定的最低启动资金"),
    do=("load a place that fixes one", "请载入有此规定的地区"),
)

Value: TypeAlias = Money | int | Fraction
"""An exact outcome (结果数值): money, a count, or a ratio."""

BELOW_FLOOR: Final = "below_floor"
_TITLES: Final = {
    BELOW_FLOOR: Text("societies with less money than the floor in the end", "期末资金低于最低启动资金的互助社数"),
}
# What never happened in a run was nothing: no gap was there to close. Of need that is not told, that cannot be said.
_EVENTS: Final = frozenset({"gap_closed", "replenished", "start_up", "founded", "refused_to_found"})
_BY_SOCIETY: Final = frozenset({"helped", "in_need"})
_NAMES: Final = ("paid", "unmet", "topped_up", "payer:county_finance", BELOW_FLOOR)


def _title(value: Text) -> Text:
    return expect(value, Text)


def _function(value: Callable[[Result], Value]) -> Callable[[Result], Value]:
    if not callable(value):
        raise Malformed(OUTCOME, given=shown(value), choices=", ".join(_NAMES))
    return value


def _keep(value: Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


@attrs.frozen
class Outcome:
    """An outcome of your own (自定结果指标): its title, how it is read from a `Result`, and what has to be kept for that.

    ``of`` gives `Money`, a whole number or a `Fraction`. Raises `Malformed`.

    >>> Outcome(Text("closing money", "期末余额"), lambda result: result.total("closing")).title.en
    'closing money'
    """

    title: Text = attrs.field(converter=_title)
    of: Callable[[Result], Value] = attrs.field(converter=_function)
    keep: tuple[str, ...] = attrs.field(default=(), converter=_keep)

    def read(self, result: Result) -> Value:
        """Read it from a result (读取). Raises `Malformed` for what is not exact."""
        return exact(self.of(result))


def exact(value: Any) -> Value:
    """Check that a number is exact (精确性检查): `Money`, a whole number or a `Fraction`. Raises `Malformed`.

    >>> exact(Fraction(1, 3))
    Fraction(1, 3)
    """
    if type(value) is Money or type(value) is int or type(value) is Fraction:
        return value
    raise Malformed(VALUE, given=shown(value))


def alike(*values: Value) -> None:
    """Check that outcomes can be held against each other (同类检查): all money, or none. Raises `Malformed`.

    >>> alike(1, Fraction(1, 2))
    """
    kinds = {type(value) is Money for value in values}
    if len(kinds) > 1:
        raise Malformed(VALUE, given=Text("money beside a number", "金额与数值混用"))


_OF_THE_USER: Final = Text("an outcome of the user", "用户自定指标")


def outcome_of(told: Outcome | str | Callable[[Result], Value]) -> Outcome:
    """Give an outcome from its name, a function or itself (结果指标). Raises `Malformed`.

    Names: every measure of a `Result` (``"paid"``, ``"unmet"``, ``"gap_closed"``, ``"payer:county_finance"`` ...);
    ``"topped_up"`` is all that is topped up, gaps in capital and money that ran low; ``"below_floor"`` counts the
    standing societies that hold less than the floor in the end; ``"helped"`` and ``"in_need"`` count months.
    """
    if isinstance(told, Outcome):
        return told
    if not isinstance(told, str):
        return Outcome(_OF_THE_USER, told)
    whole, _, part = told.partition(":")
    if told == BELOW_FLOOR:
        return Outcome(_TITLES[told], below_floor)
    if whole not in MEASURES or whole == "opening" or (part and whole not in {"paid", "closing", "income", "payer"}):
        raise Malformed(OUTCOME, given=told[:40], choices=", ".join(_NAMES))
    if whole in _BY_SOCIETY:
        return Outcome(title_of(told), lambda result: int(result.kept.societies[told].sum()), ("societies",))
    return Outcome(title_of(told), lambda result: _measure(result, told))


def _measure(result: Result, measure: str) -> Value:
    whole, _, part = measure.partition(":")
    if whole == "topped_up":
        return Money(_event(result, "gap_closed") + _event(result, "replenished"))
    if whole == "payer" and part:
        return Money(_payer(result, measure, part))
    fen = _event(result, measure) if whole in _EVENTS or whole == "payer" else result.amount(measure)
    return fen if whole in COUNTS else Money(fen)


def _event(result: Result, measure: str) -> int:
    return result.amount(measure) if measure in result.measures else 0


def _payer(result: Result, measure: str, key: str) -> int:
    """Give what one payer pays; nothing only where it is known that it pays nothing."""
    payers = [payer for payers in result.plan.payers for payer in payers]
    if any(payer.key == key for payer in payers):
        return _event(result, measure)
    hidden = any(payer.sources == NOBODY_NAMED or key in payer.sources for payer in payers)
    if hidden or key not in SOURCE_TITLES:
        known = dict.fromkeys(payer.key for payer in payers)
        raise Malformed(WHO_PAYS, given=key[:80], choices=", ".join(known))
    return 0


def below_floor(result: Result) -> int:
    """Count the standing societies with less money than the floor in the end (期末低于门槛的互助社数). Raises `Malformed`.

    The floor is that of the last month; money is the balance of the society's own pool, not its start-up capital.
    """
    floor = result.plan.terms[-1].floor
    if floor is None:
        raise Malformed(NO_FLOOR, given=result.scenario.law.place)
    return int((standing(result) & (result.closing < floor)).sum())


def standing(result: Result) -> NDArray[np.bool_]:
    """Tell which societies stand in the end (期末存续的互助社), shape (rows,): those that were founded and not refused."""
    entry, terms = result.population.entry, result.plan.terms
    if entry is None:
        return np.ones(len(result.population), np.bool_)
    freely = result.scenario.below_floor is BelowFloor.TOPPED_UP
    least = np.array([0 if freely or one.floor is None else one.floor for one in terms], np.int64)
    enough = result.population.capital >= least[np.minimum(entry, len(terms) - 1)]
    stand: NDArray[np.bool_] = (entry == 0) | ((entry < len(terms)) & enough)
    return stand
