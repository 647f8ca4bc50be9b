"""The published figures that the demonstration reproduces (公布数据)."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

import attrs

from community_charity.language import Text
from community_charity.money import Money, yuan


@attrs.frozen
class Published:
    """What the report says (报道所载数据). ``capital_of_each`` is the floor: "at least"."""

    title: Text
    issued: date
    place: str
    societies: int
    grants: int
    paid: Money
    sources: tuple[str, ...]
    capital_of_each: Money


@cache
def published() -> Published:
    """Read the figures shipped in the package.

    >>> published().societies, published().grants, str(published().paid)
    (217, 1790, '¥1,042,800.00')
    """
    raw = tomllib.loads(files("community_charity.demo").joinpath("xuanzhou.toml").read_text("utf-8"))
    return Published(
        title=Text(**raw["title"]),
        issued=raw["issued"],
        place=raw["place"],
        societies=raw["societies"],
        grants=raw["grants"],
        paid=yuan(raw["paid"]),
        sources=tuple(raw["sources"]),
        capital_of_each=yuan(raw["capital_of_each"]),
    )
