"""What the law fixes for one month of a what-if (当月适用条件), in whole fen, read from the same figures as the book.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> terms = terms_of(Law.of("cn/anhui").on(date(2025, 1, 1)))
>>> terms.floor, terms.limits[PoolKind.SOCIETY].case
(3000000, 100000)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from community_charity.law.law import in_force
from community_charity.rules.carriers import share
from community_charity.rules.ceilings import CEILINGS, Ceilings, PoolKind
from community_charity.rules.payouts import fixed_amount
from community_charity.rules.start_up import BodyKind, minimum_capital

if TYPE_CHECKING:
    from fractions import Fraction

    from community_charity.law.law import LawInForce

_NO_CEILINGS: Final = Ceilings()


class Limits(NamedTuple):
    """What one kind of pool may pay (支付限额), in fen; ``None`` where the place fixes nothing.

    ``case`` and ``year`` are the ceilings of a case and of a household's year, ``times`` how often a year for one cause,
    ``least`` the least that one payment may be, ``cancer`` and ``other`` amounts that are fixed by cause.

    >>> Limits(case=1000_00).at_once, Limits(least=500_00).at_once
    (False, True)
    """

    case: int | None = None
    year: int | None = None
    times: int | None = None
    least: int | None = None
    cancer: int | None = None
    other: int | None = None

    @property
    def by_household(self) -> bool:
        """Whether a household's earlier cases matter (是否按家庭累计)."""
        return self.year is not None or self.times is not None

    @property
    def at_once(self) -> bool:
        """Whether a case is paid in full or not at all (是否足额支付): then what one gets may leave more for the next."""
        return self.least is not None or self.cancer is not None or self.other is not None


class Terms(NamedTuple):
    """What the law fixes for a month (当月条件), in fen: least capital, limits by kind of pool, when money has run low."""

    floor: int | None
    trigger: int | None
    limits: dict[PoolKind, Limits]


def terms_of(law: LawInForce, body: BodyKind = BodyKind.SOCIETY_FILED) -> Terms:
    """Read the terms of one day's law (读取条件). ``body`` says which least capital binds.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> terms_of(Law.of("cn").on(date(2025, 1, 1))).floor is None
    True
    """
    floor = minimum_capital(body, in_force(law))
    trigger = None
    if floor is not None and "society_replenish_share" in law:
        trigger = share(floor, law.society_replenish_share, "up").fen
    return Terms(
        None if floor is None else floor.fen,
        trigger,
        {kind: _limits(law, kind) for kind in PoolKind},
    )


def _limits(law: LawInForce, kind: PoolKind) -> Limits:
    case, year, times = CEILINGS.get(kind, _NO_CEILINGS)
    if kind is not PoolKind.SOCIETY:
        return Limits(_fen(law, case), _fen(law, year), _value(law, times))
    cancer, other = (fixed_amount(law, cancer=of) for of in (True, False))
    return Limits(
        _fen(law, case),
        _fen(law, year),
        _value(law, times),
        _fen(law, "relief_case_least"),
        None if cancer is None else cancer.fen,
        None if other is None else other.fen,
    )


def _value(law: LawInForce, key: str | None) -> Any:
    return getattr(law, key) if key is not None and key in law else None


def _fen(law: LawInForce, key: str | None) -> int | None:
    value = _value(law, key)
    return None if value is None else value.fen


class Payer(NamedTuple):
    """Who pays a part of a top-up (出资方): one source or several together, and their part of the whole.

    >>> from fractions import Fraction
    >>> Payer(("village_collective", "donors"), Fraction(2, 3)).key
    'village_collective+donors'
    """

    sources: tuple[str, ...]
    rate: Fraction

    @property
    def key(self) -> str:
        """The name under which the cost is told (列示名称)."""
        return "+".join(self.sources)
