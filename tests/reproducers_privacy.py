"""One way to provoke each error of the rules on personal information; people in them are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.rules.privacy import DataUse
from reproducers import caught, error

if TYPE_CHECKING:
    from community_charity.errors import CharityError


@error("privacy.kinds", "a use of no data at all", "未列个人信息种类")
def use_of_nothing() -> CharityError:
    nothing: Any = []
    return caught(lambda: DataUse(purpose="refer", kinds=nothing))  # type: ignore[arg-type]  # text will do
