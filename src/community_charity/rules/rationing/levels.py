"""Equal awards, equal losses, and the Talmud's way between them (等额救助、等额核减与塔木德分法), in whole fen.

Each fills up to a level, fen by fen, so that one fen more in the purse is one fen more for one claim and changes no other:
no award ever falls. Where a level does not come out even, the odd fen go to the larger claims first, among equal ones to
the id that comes first; of equal losses, the odd fen of loss do. So awards and losses both keep the order of the claims,
and what one of the first two rules gives, the other takes.

>>> equal_awards({"a": 100, "b": 200, "c": 300}, 200)
{'a': 66, 'b': 67, 'c': 67}
>>> equal_losses({"a": 100, "b": 200, "c": 300}, 200)
{'a': 0, 'b': 50, 'c': 150}
>>> talmud({"a": 100, "b": 200, "c": 300}, 200)
{'a': 50, 'b': 75, 'c': 75}
"""

from __future__ import annotations


def equal_awards(claims: dict[str, int], estate: int) -> dict[str, int]:
    """Give each the same, none above its claim (等额救助), in fen; ``estate`` is at most the sum of the claims.

    >>> equal_awards({"a": 1, "b": 5}, 4)
    {'a': 1, 'b': 3}
    """
    return _filled(claims, claims, estate)


def equal_losses(claims: dict[str, int], estate: int) -> dict[str, int]:
    """Let each go short by the same, none below nothing (等额核减), in fen: the dual of `equal_awards`.

    >>> equal_losses({"a": 1, "b": 5}, 4)
    {'a': 0, 'b': 4}
    """
    return _less(claims, equal_awards(claims, sum(claims.values()) - estate))


def talmud(claims: dict[str, int], estate: int) -> dict[str, int]:
    """Give equal awards up to half of each claim, equal losses beyond (塔木德分法), in fen. Source: Aumann and Maschler 1985.

    Half of an odd claim is rounded down and up in turn, from the smallest claim on: no sum of halves is off by more than
    half a fen.

    >>> talmud({"a": 100, "b": 300}, 200), talmud({"a": 1, "b": 1}, 1)
    ({'a': 50, 'b': 150}, {'a': 1, 'b': 0})
    """
    halves, whole = {}, 0
    for who in _rising(claims, claims):
        halves[who] = (whole + claims[who]) // 2 - whole // 2
        whole += claims[who]
    half = whole // 2
    if estate <= half:
        return _filled(claims, halves, estate)
    return _less(claims, _filled(claims, _less(claims, halves), whole - estate))


def _filled(claims: dict[str, int], caps: dict[str, int], fen: int) -> dict[str, int]:
    """Give each the same, none above its cap: from the smallest cap on, an equal part of what is left."""
    given, waiting = dict.fromkeys(claims, 0), len(claims)
    for who in _rising(claims, caps):
        given[who] = min(caps[who], fen // waiting)
        fen -= given[who]
        waiting -= 1
    return given


def _rising(claims: dict[str, int], caps: dict[str, int]) -> list[str]:
    """Put the ids in order, the smallest cap first; of equal ones the smaller claim, then the id that comes last."""
    return sorted(sorted(claims, reverse=True), key=lambda who: (caps[who], claims[who]))


def _less(claims: dict[str, int], taken: dict[str, int]) -> dict[str, int]:
    return {who: fen - taken[who] for who, fen in claims.items()}
