"""Relief to a household may not go as plain spending."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.flows.spending import Spend
from community_charity.money import yuan
from community_charity.pools import Cause
from reproducers import refusal
from sample import COMMITTEE, FAMILY, FUND, ON, book

if TYPE_CHECKING:
    from community_charity.law.decision import Decision


@refusal("spending.no_relief", "a fund pays a household's bill as plain spending", "基金以一般支出代替个案救助")
def relief_without_a_case() -> Decision:
    usual: dict[str, Any] = {
        "key": "spend-1",
        "on": ON,
        "pool": FUND,
        "amount": yuan(300),
        "approved_by": COMMITTEE[:3],
    }
    return book().decide(Spend(purpose=Cause.ILLNESS, payee=FAMILY[0], **usual))
