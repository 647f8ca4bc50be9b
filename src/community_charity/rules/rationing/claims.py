"""What is claimed of a short purse, checked (申请额的校验).

>>> in_fen({"c-2": 5, "c-1": 3})
{'c-1': 3, 'c-2': 5}
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.money import Money
from community_charity.parties import opaque_id
from community_charity.rules.rationing.kinds import Rationing

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIMS = declare(
    "rationing.claims",
    wanted=(
        "claims by id and one sum to share, each zero or more: all of them Money, or all whole fen",
        "按标识列出的申请额和一个待分配总额，均不为负，且同为金额或同为整数分",
    ),
    do=(
        'give {{"r-1": yuan(300), "r-2": yuan(500)}} and yuan(600)',
        '写作 {{"r-1": yuan(300), "r-2": yuan(500)}} 与 yuan(600)',
    ),
)
TERMS = declare(
    "rationing.terms",
    wanted=(
        "a class (whole number) of each claim for priority, a weight above 0 (int or Fraction) of each for weighted, a seed for lots",
        "分类优先须逐项列明类别（整数），加权须逐项列明权重（大于0的整数或精确分数），抽签须有整数种子",
    ),
    do=("give what the rule asks for, and nothing else", "请仅提供该规则所需的参数"),
)

Amount = TypeVar("Amount", Money, int)
Given = TypeVar("Given")


def in_fen(claims: Mapping[str, Any]) -> dict[str, int]:
    """Check claims and give them in fen, in the order of their ids (申请额，单位：分). Raises `Malformed`."""
    if not isinstance(claims, Mapping):
        raise Malformed(CLAIMS, given=shown(claims))
    if len({type(one) for one in claims.values()}) > 1:
        raise Malformed(CLAIMS, given=Text("amounts of two kinds", "两种形式的金额"))
    return {opaque_id(who): fen_of(claims[who]) for who in sorted(claims, key=opaque_id)}


def fen_of(amount: Any) -> int:
    """Check an amount and give it in fen (金额，单位：分). Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> fen_of(yuan(3)), fen_of(300)
    (300, 300)
    """
    fen = amount.fen if type(amount) is Money else amount
    if type(fen) is not int or fen < 0:
        raise Malformed(CLAIMS, given=amount if type(amount) is Money else shown(amount))
    return fen


def check_terms(rule: Rationing, claims: dict[str, int], classes: Any, weights: Any, seed: Any) -> None:
    """Check that a rule gets what it asks for and nothing else (规则参数齐备). Raises `Malformed`.

    >>> check_terms(Rationing.TALMUD, {}, None, None, None)  # nothing to say
    """
    _only_for(Rationing.PRIORITY, rule, classes)
    _only_for(Rationing.WEIGHTED, rule, weights)
    _only_for(Rationing.LOTTERY, rule, seed)
    if rule is Rationing.PRIORITY:
        _of_each(claims, classes, lambda one: type(one) is int)
    if rule is Rationing.WEIGHTED:
        _of_each(claims, weights, lambda one: type(one) in (int, Fraction) and one > 0)
    if rule is Rationing.LOTTERY and type(seed) is not int:
        _refuse(shown(seed))


def _only_for(wanting: Rationing, rule: Rationing, given: Any) -> None:
    if (given is not None) is not (rule is wanting):
        _refuse(Text("{rule}: too little or too much", "{rule}：参数缺少或多余").fill(rule=rule.text))


def _of_each(claims: dict[str, int], given: Any, is_right: Callable[[Any], bool]) -> None:
    if not isinstance(given, Mapping):
        _refuse(shown(given))
    if set(given) != set(claims):
        _refuse(Text("other ids than those of the claims", "与申请额的标识不一致"))
    for one in given.values():
        if not is_right(one):
            _refuse(shown(one))


def _refuse(given: Text) -> NoReturn:
    raise Malformed(TERMS, given=given)
