"""Does the pool ever run dry? (终身破产概率): the infinite horizon of Cramér and Lundberg.

The pool has a capital, a steady income of (1 + loading) times the expected grants, and grants that come as a Poisson
process, one by one. The probability that it is ever overdrawn depends on the capital, the loading and the law of one
grant alone, not on how often grants come.

Sources: Asmussen and Albrecher, *Ruin Probabilities* (2010), chapters IV and V; Burnecki, Mista and Weron, chapter 15
of *Statistical Tools for Finance and Insurance* (2005); De Vylder, Scandinavian Actuarial Journal (1978).

>>> from community_charity.money import yuan
>>> from community_charity.whatif.solvency.amounts import exponential
>>> print(lifetime_ruin(exponential(yuan(5)), loading=Fraction(3, 10), capital=yuan(10)))
0.4849; exact: closed formula (floating-point rounding below 0.0000000001)
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import Malformed, choice, expect
from community_charity.language import Text
from community_charity.money import Money
from community_charity.whatif.solvency.amounts import Exponentials
from community_charity.whatif.solvency.checks import above_zero, at_least_zero, chance, optional
from community_charity.whatif.solvency.checks import loading as checked_loading
from community_charity.whatif.solvency.claims import Claims, claims
from community_charity.whatif.solvency.compound import METHOD, column
from community_charity.whatif.solvency.continuous import Lognormal
from community_charity.whatif.solvency.counts import NegativeBinomial
from community_charity.whatif.solvency.lattice import equilibrium, points
from community_charity.whatif.solvency.probability import Method, Probability, figure

if TYPE_CHECKING:
    from community_charity.language import Lang

_HALVINGS: Final = 80
_FINE: Final = 2000
_SAFE: Final = 1 - 1e-12  # a bound must not be a rounding too low


def lifetime_ruin(
    claims_: Claims,
    /,
    *,
    loading: Fraction | int,
    capital: Money,
    method: Method | str | None = None,
    step: Money | None = None,
) -> Probability:
    """Give the probability that a pool is ever overdrawn (终身破产概率).

    ``loading`` is the income over the expected grants, less 1. Without one ruin is certain; with no capital it is
    1 / (1 + loading) for any law of claims. By ``method``:

    - ``"formula"``: exact, for exponential laws and their mixtures (and without capital for all);
    - ``"lattice"``: Pollaczek and Khinchine's compound geometric, by Panjer's recursion on multiples of ``step`` (by
      default a 2,000th of the capital), bounded from both sides, for any law;
    - ``"de_vylder"``: the exponential law with the same three moments, exact for exponential claims alone;
    - ``"lundberg"``: the bound exp(-R capital); not for lognormal claims.

    Without one it is the formula where there is one, and the lattice elsewhere. Raises `Malformed`.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.amounts import Amounts
    >>> amounts = Amounts({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)})
    >>> for way in ("lattice", "de_vylder", "lundberg"):
    ...     print(lifetime_ruin(amounts, loading=Fraction(1, 10), capital=yuan(5_000), method=way))
    between 0.2293 and 0.2317, for certain; recursion, amounts rounded down and up to the lattice
    about 0.2305 (for certain between 0 and 0.2475); De Vylder's approximation, whose error is not known
    at most 0.2475; Lundberg's bound
    """
    theta, u = checked_loading(loading), at_least_zero(capital)
    step = optional(above_zero)(step)
    closed = isinstance(claims(claims_), Exponentials) or not u or not theta
    way = (Method.FORMULA if closed else Method.LATTICE) if method is None else choice(method, Method)
    if way not in (Method.LATTICE, Method.DE_VYLDER, Method.LUNDBERG, *([Method.FORMULA] if closed else [])):
        formula = "formula, " if closed else ""
        raise Malformed(METHOD, given=way.value, methods=f"{formula}lattice, de_vylder, lundberg")
    if not theta:
        return Probability.of(1.0, Method.FORMULA)
    if way is Method.LUNDBERG:
        return adjustment(claims_, loading=theta).bound(u)
    if way is Method.DE_VYLDER:
        return _de_vylder(claims_, theta, u)
    if way is Method.LATTICE:
        return _lattice(claims_, theta, u, step or Money(max(1, u.fen // _FINE)))
    if not isinstance(claims_, Exponentials):
        return Probability.of(float(1 / (1 + theta)), way)
    return Probability.of(sum(term.at(u) for term in ruin_terms(claims_, loading=theta)), way)


@attrs.frozen
class RuinTerm:
    """One term of the exact formula (破产概率公式的一项): ``share`` times exp(-``rate`` u), with ``rate`` per yuan.

    >>> from community_charity.money import yuan
    >>> round(RuinTerm(0.5, 1.0).at(yuan(1)), 6)
    0.18394
    """

    share: float
    rate: float

    def at(self, capital: Money) -> float:
        """Give the term at a capital (该项取值).

        >>> RuinTerm(0.5, 1.0).at(Money(0))
        0.5
        """
        return self.share * math.exp(-self.rate * capital.fen / 100)


def ruin_terms(claims_: Exponentials, /, *, loading: Fraction | int) -> tuple[RuinTerm, ...]:
    """Give the exact formula for a mixture of exponentials (破产概率公式): the sum of these terms, a part each.

    The rates are the roots of Lundberg's equation, one between each two neighbouring poles, found by halving in exact
    fractions. Raises `Malformed`.

    Bowers and others, *Actuarial Mathematics*: (24/35) exp(-u) + (1/35) exp(-6u), here in a unit of ¥21.

    >>> from community_charity.money import yuan
    >>> mixture = Exponentials({yuan(7): Fraction(1, 2), yuan(3): Fraction(1, 2)})
    >>> [(round(term.share * 35, 9), round(term.rate * 21, 9)) for term in ruin_terms(mixture, loading=Fraction(2, 5))]
    [(24.0, 1.0), (1.0, 6.0)]
    """
    parts, theta = expect(claims_, Exponentials).parts, checked_loading(loading)
    poles = sorted(Fraction(1, mean.fen) for mean in parts)
    roots = [_root(claims_, theta, low, high) for low, high in zip([Fraction(0), *poles], poles, strict=False)]
    terms = []
    for root in roots:
        share = math.prod((1 - root / pole for pole in poles), start=Fraction(1))
        share *= math.prod((other / (other - root) for other in roots if other != root), start=Fraction(1))
        terms.append(RuinTerm(float(share), float(root * 100)))
    return tuple(terms)


def _root(mixture: Exponentials, theta: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Halve the way between two poles: below the root Lundberg's equation is negative there, above it positive."""
    mean, width = mixture.mean, high - low
    for _ in range(_HALVINGS):
        width /= 2
        r = low + width
        if sum(w * m.fen / (1 - r * m.fen) for m, w in mixture.parts.items()) < (1 + theta) * mean:
            low = r
    return low + width / 2


@attrs.frozen
class Adjustment:
    """Lundberg's adjustment coefficient (调节系数) R per yuan, between ``low`` and ``high``.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.amounts import exponential
    >>> print(adjustment(exponential(yuan(5)), loading=Fraction(3, 10)).text())
    R = 0.04615 per yuan: ruin ever with probability at most exp(-0.04615 u)
    """

    low: float
    high: float

    def bound(self, capital: Money) -> Probability:
        """Give Lundberg's bound on the probability of ruin (伦德伯格上界).

        >>> from community_charity.money import yuan
        >>> Adjustment(1.0, 1.0).bound(yuan(0)).high
        1.0
        """
        return Probability.at_most(math.exp(-self.low * at_least_zero(capital).fen / 100), Method.LUNDBERG)

    def text(self, lang: Lang = "en") -> str:
        """Say it in one line (一句话说明).

        >>> Adjustment(0.5, 0.5).text("zh")
        'R = 0.5（每元）：终身破产概率不超过exp(-0.5 u)'
        """
        shape = Text(
            "R = {r} per yuan: ruin ever with probability at most exp(-{r} u)",
            "R = {r}（每元）：终身破产概率不超过exp(-{r} u)",
        )
        return shape.fill(r=figure(self.low)).to(lang)

    def __str__(self) -> str:
        return self.text()


def adjustment(claims_: Claims, /, *, loading: Fraction | int) -> Adjustment:
    """Find Lundberg's adjustment coefficient (调节系数): where E exp(R X) - 1 = (1 + loading) R E X.

    Without a loading it is zero. Raises `Malformed` for lognormal claims, which have no exponential moment.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.amounts import Amounts
    >>> found = adjustment(Amounts({yuan(500): Fraction(1)}), loading=Fraction(1, 10))
    >>> round(found.low, 9) == round(found.high, 9)
    True
    """
    theta, mean = float(checked_loading(loading)), float(claims(claims_).mean)
    if isinstance(claims_, Lognormal):
        raise Malformed(METHOD, given="lundberg", methods="lattice, de_vylder")
    low, high = 0.0, 1 / mean
    while claims_.growth(high) < (1 + theta) * mean * high:
        low, high = high, 2 * high
    for _ in range(_HALVINGS):
        r = (low + high) / 2
        low, high = (r, high) if claims_.growth(r) < (1 + theta) * mean * r else (low, r)
    return Adjustment(low * 100 * _SAFE, high * 100 / _SAFE)


def loading_for(claims_: Claims, /, *, target: Fraction, capital: Money) -> float:
    """Give the least loading at which Lundberg's bound is at most ``target`` (所需附加率); infinite if there is none.

    >>> from community_charity.money import yuan
    >>> from community_charity.whatif.solvency.amounts import Amounts
    >>> amounts = Amounts({yuan(500): Fraction(4, 5), yuan(1_000): Fraction(1, 5)})
    >>> round(loading_for(amounts, target=Fraction(1, 100), capital=yuan(30_000)), 4)
    0.0532
    """
    r = -math.log(chance(target)) / above_zero(capital).fen
    return claims(claims_).growth(r) / (float(claims_.mean) * r) - 1


def _de_vylder(law: Claims, theta: Fraction, u: Money) -> Probability:
    first, second, third = law.moments
    rate = 3 * second / third
    same = 2 * first * third * theta / (3 * second**2)
    value = math.exp(-float(same * rate / (1 + same) * u.fen)) / float(1 + same)
    if isinstance(law, Exponentials) and len(law.parts) == 1:
        return Probability.of(value, Method.DE_VYLDER)
    high = float(1 / (1 + theta))
    if not isinstance(law, Lognormal):
        high = min(high, adjustment(law, loading=theta).bound(u).high)
    return Probability.near(value, high, Method.DE_VYLDER)


def _lattice(law: Claims, theta: Fraction, u: Money, step: Money) -> Probability:
    """The greatest loss of all is a geometric number of record losses, each of which has the law of the integrated tail."""
    size = points(u, step)
    records = equilibrium(law, step, size)
    geometric = NegativeBinomial(1 / theta, size=Fraction(1))
    low, high = (float(1 - column(geometric, one, size).sum()) for one in (records.lower, records.upper))
    return Probability.between(low, high, Method.LATTICE)
