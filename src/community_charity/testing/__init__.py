"""For tests (测试工具): strategies for every noun, a book in plain dictionaries, and a state machine.

For this project's tests and for those of whoever builds on it. It needs Hypothesis, which
``pip install "community-charity[test]"`` brings. Where Hypothesis is installed, ``st.from_type``
knows the types of this package without being told:

>>> from hypothesis import find, strategies as st
>>> from community_charity import Money
>>> find(st.from_type(Money), lambda amount: amount.fen > 12_34)
yuan("12.35")

A whole book, driven at random and compared with the model after every order, is a test in one line:
``TestBook = BookMachine.TestCase``.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from community_charity.testing.agreement import Disagreement as Disagreement
    from community_charity.testing.agreement import plain as plain
    from community_charity.testing.machine import BookMachine as BookMachine
    from community_charity.testing.model import BookModel as BookModel
    from community_charity.testing.strategies import amounts_near as amounts_near
    from community_charity.testing.strategies import capital as capital
    from community_charity.testing.strategies import case_ids as case_ids
    from community_charity.testing.strategies import cases as cases
    from community_charity.testing.strategies import costs as costs
    from community_charity.testing.strategies import days as days
    from community_charity.testing.strategies import funds as funds
    from community_charity.testing.strategies import household_ids as household_ids
    from community_charity.testing.strategies import households as households
    from community_charity.testing.strategies import keys as keys
    from community_charity.testing.strategies import money as money
    from community_charity.testing.strategies import organisation_ids as organisation_ids
    from community_charity.testing.strategies import person_ids as person_ids
    from community_charity.testing.strategies import societies as societies

if find_spec("hypothesis") is None:
    from community_charity.errors import MISSING_EXTRA, MissingExtra

    raise MissingExtra(MISSING_EXTRA, given="community_charity.testing", package="hypothesis", extra="test")

_HOMES = {
    ".agreement": "Disagreement plain",
    ".machine": "BookMachine",
    ".model": "BookModel",
    ".strategies": "amounts_near capital case_ids cases costs days funds household_ids households keys money organisation_ids person_ids societies",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605 - a list of names, told once


def __getattr__(name: str) -> Any:
    # Each name is loaded when first asked for: Hypothesis imports this module whenever it is imported itself.
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(home, __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*globals(), *_HOME_OF]


def _register() -> None:
    """Tell Hypothesis how to draw the types of this package: its entry point calls this on import (登记类型)."""
    from community_charity.testing.strategies import register  # noqa: PLC0415 - only Hypothesis asks, and once

    register()
