"""Relief of a case: need, what is left of it, and how much may be paid (救助额).

The order of aid is insurance, medical assistance, government aid, other pools; charity pays from
what the household still bears itself. Ceilings are figures of the place.

>>> from community_charity.money import yuan
>>> residual(
...     costs=yuan(3000),
...     insurance=yuan(1200),
...     medical_assistance=yuan(500),
...     government_aid=yuan(500),
...     other_aid=yuan(0),
... )
yuan("800.00")
>>> payable(yuan(800), case_room=yuan(1000), household_room=yuan(600), money=yuan(5000))
yuan("600.00")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from community_charity.rules.carriers import least, positive_part, rule

if TYPE_CHECKING:
    from community_charity.rules.carriers import Amount


@rule
def left_after(need: Amount, borne: Amount) -> Amount:
    """What is left of a need after what others bear (剩余需要), never below zero: `Money`, fen or columns. Raises `Malformed`.

    >>> left_after(3000_00, 500_00), left_after(300_00, 500_00)
    (250000, 0)
    """
    return positive_part(need - borne)


@rule
def residual(
    costs: Amount,
    insurance: Amount,
    medical_assistance: Amount,
    government_aid: Amount,
    other_aid: Amount,
) -> Amount:
    """What the household still bears itself (剩余自负部分), never below zero: `Money`, fen or columns.

    Raises `Malformed` for amounts of two kinds.

    >>> residual(3000_00, 1200_00, 500_00, 500_00, 0)
    80000
    """
    return positive_part(costs - insurance - medical_assistance - government_aid - other_aid)


@rule
def granted(need_left: Amount, ceiling_room: Amount, money: Amount) -> Amount:
    """What is granted on a need that is left (可批金额): no more than a ceiling leaves, nor than there is.

    All `Money`, fen or columns. Raises `Malformed` for amounts of two kinds.

    >>> granted(2500_00, 1000_00, 5000_00)
    100000
    """
    return least(least(need_left, ceiling_room), money)


@rule
def room(ceiling: Amount, already: Amount) -> Amount:
    """What a ceiling still leaves (限额余量), never below zero: `Money`, fen or columns. Raises `Malformed`.

    >>> room(1000_00, 1200_00)
    0
    """
    return positive_part(ceiling - already)


@rule
def payable(need_left: Amount, case_room: Amount, household_room: Amount, money: Amount) -> Amount:
    """The most that may be paid (可支付额): the least of need, ceilings and money, all `Money`, fen or columns.

    Raises `Malformed` for amounts of two kinds.

    >>> payable(800_00, 1000_00, 600_00, 5000_00)
    60000
    """
    return positive_part(granted(need_left, least(case_room, household_room), money))


@rule
def grant(
    need: Amount,
    government_aid: Amount,
    ceiling: Amount,
    already: Amount,
    money: Amount,
) -> Amount:
    """What a society pays on a need in one step (救助金测算): for estimates and what-ifs.

    All `Money`, fen or columns. Raises `Malformed` for amounts of two kinds.

    >>> grant(need=3000_00, government_aid=500_00, ceiling=1000_00, already=0, money=5000_00)
    100000
    """
    return granted(positive_part(need - government_aid), room(ceiling, already), money)
