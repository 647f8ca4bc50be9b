"""Orders of a fund's life, each allowed on `book()` in its place. Everybody in them is invented.

The usual fund is `sample.fund()`: ¥5,000.00 of start-up capital, established on `ON`, hosted by `CHARITY`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from community_charity.calendar import Period
from community_charity.flows.spending import ReverseSpending, Spend
from community_charity.funds.ending import HandOnLateMoney, TerminateFund
from community_charity.funds.interest import RecordInterest, ReverseInterest
from community_charity.funds.life import EndRectification, OrderRectification, ReviewFund, Shortcoming
from community_charity.funds.named import AgreeNamedFund, FounderKind, NamedFund, yearly
from community_charity.funds.principal import PrincipalMode, SetPrincipal
from community_charity.funds.residue import Residue, ResidueBasis
from community_charity.law.law import Law
from community_charity.money import yuan
from community_charity.pools import Cause
from sample import CHARITY, COMMITTEE, FUND, ON, SOCIETY

if TYPE_CHECKING:
    from community_charity.instalments import Instalment
    from community_charity.money import Money

SHENZHEN, HENGSHAN = Law.of("cn/guangdong/shenzhen"), Law.of("cn/hunan/hengyang/hengshan")
ZHENGZHOU, RUGAO = Law.of("cn/henan/zhengzhou"), Law.of("cn/jiangsu/nantong/rugao")
A_YEAR_ON, TWO_YEARS_ON = date(2026, 3, 13), date(2027, 3, 13)
"""Twelve and twenty-four months after the fund was established."""
EVE = ON - timedelta(days=1)
FOUNDER: Any = "g-1"


def _order(kind: Any, usual: dict[str, Any], changes: dict[str, Any]) -> Any:
    return kind(**{"on": ON} | usual | changes)


def keep(principal: Money = yuan(4_000), **changes: Any) -> SetPrincipal:  # noqa: B008 - money never changes
    usual = {"key": "keep-1", "fund": FUND, "mode": PrincipalMode.KEPT, "principal": principal}
    order: SetPrincipal = _order(SetPrincipal, usual, changes)
    return order


def interest(**changes: Any) -> RecordInterest:
    usual = {
        "key": "interest-1",
        "pool": FUND,
        "amount": yuan("12.50"),
        "paper": "advice-1",
        "period": Period(ON - timedelta(days=90), ON),
    }
    order: RecordInterest = _order(RecordInterest, usual, changes)
    return order


def reverse_interest(**changes: Any) -> ReverseInterest:
    usual = {"key": "reverse-interest-1", "interest": "interest-1", "reason": "entered twice"}
    order: ReverseInterest = _order(ReverseInterest, usual, changes)
    return order


def review(*found: str, **changes: Any) -> ReviewFund:
    order: ReviewFund = _order(ReviewFund, {"key": "review-1", "fund": FUND, "by": CHARITY, "found": found}, changes)
    return order


def urge(*reasons: str, **changes: Any) -> OrderRectification:
    usual = {
        "key": "urge-1",
        "fund": FUND,
        "by": CHARITY,
        "reasons": reasons or ("badly_managed",),
        "until": changes.get("on", ON) + timedelta(days=60),
    }
    order: OrderRectification = _order(OrderRectification, usual, changes)
    return order


def let_go_on(*mended: str, **changes: Any) -> EndRectification:
    usual = {"key": "mended-1", "fund": FUND, "by": CHARITY, "mended": mended or ("badly_managed",)}
    order: EndRectification = _order(EndRectification, usual, changes)
    return order


def residue(**changes: Any) -> Residue:
    usual: dict[str, Any] = {"to": SOCIETY, "basis": ResidueBasis.SIMILAR_PURPOSE, "agreed_for": [], "published_on": ON}
    return Residue(**usual | changes)


def end(residue_: Residue | None = None, **changes: Any) -> TerminateFund:
    usual = {
        "key": "end-1", "fund": FUND, "by": CHARITY, "why": "agreed", "agreed": True, "residue": residue_ or residue(),
    }  # fmt: skip
    order: TerminateFund = _order(TerminateFund, usual, changes)
    return order


def hand_on(**changes: Any) -> HandOnLateMoney:
    usual = {"key": "late-1", "fund": FUND, "by": CHARITY, "residue": residue()}
    order: HandOnLateMoney = _order(HandOnLateMoney, usual, changes)
    return order


def spend(amount: Money = yuan(300), **changes: Any) -> Spend:  # noqa: B008 - as above
    usual = {
        "key": "spend-1", "pool": FUND, "amount": amount, "purpose": Cause.ILLNESS, "approved_by": COMMITTEE[:3],
    }  # fmt: skip
    order: Spend = _order(Spend, usual, changes)
    return order


def unspend(**changes: Any) -> ReverseSpending:
    usual = {"key": "unspend-1", "spending": "spend-1", "reason": "came back"}
    order: ReverseSpending = _order(ReverseSpending, usual, changes)
    return order


def named(*parts: Instalment, **changes: Any) -> NamedFund:
    """Give a named fund in three yearly parts of ¥1,000.00, the first of which is start-up capital."""
    usual: dict[str, Any] = {
        "founder_kind": FounderKind.PERSON,
        "parts": parts or yearly(ON, yuan(3_000), 3),
        "founder": FOUNDER,
        "founder_raises": False,
        "name_as_fixed": True,
    }
    return NamedFund(FUND, **usual | changes)


def agree(named_: NamedFund | None = None, **changes: Any) -> AgreeNamedFund:
    usual = {"key": "named-1", "named": named_ or named(source="village_collective")}
    order: AgreeNamedFund = _order(AgreeNamedFund, usual, changes)
    return order


BAD = frozenset({Shortcoming.BADLY_MANAGED})
