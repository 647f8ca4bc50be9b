"""One way to provoke each error of writing grants in the 360Giving Data Standard; what is in the book is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from community_charity.interchange.threesixtygiving import to_360giving
from reproducers import caught, error
from sample import ON, SOCIETY, book, grant

if TYPE_CHECKING:
    from community_charity.errors import CharityError


def _refused(**changes: Any) -> CharityError:
    usual: dict[str, Any] = {"prefix": "360G-example", "until": ON}
    return caught(lambda: to_360giving(book(grant()), **usual | changes))


@error("interchange.prefix", "a prefix with a blank in it", "含空格的前缀")
def a_prefix_with_a_blank() -> CharityError:
    return _refused(prefix="360G example")


@error("interchange.short_key", "a key that could be guessed", "可被猜出的密钥")
def a_key_that_could_be_guessed() -> CharityError:
    return _refused(key=b"village-1")


@error("interchange.funders", "a funder that is only a name", "只有名称的资助方")
def a_funder_that_is_only_a_name() -> CharityError:
    return _refused(funders={SOCIETY: "an invented society"})


@error("interchange.no_grants", "no grant by that day", "截至该日没有救助")
def no_grant_by_that_day() -> CharityError:
    return caught(lambda: to_360giving(book(), prefix="360G-example", until=ON))
