"""What would happen (情景模拟): the rules of the book over a whole population, under this law and under that one."""

from __future__ import annotations

from community_charity.errors import MISSING_EXTRA, MissingExtra

try:
    import numpy  # noqa: F401, ICN001 - asked once for the whole wing: its modules then import it plainly
except ImportError as error:
    raise MissingExtra(MISSING_EXTRA, given="community_charity.whatif", package="numpy", extra="what-if") from error
