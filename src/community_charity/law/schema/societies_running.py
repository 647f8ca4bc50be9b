"""Running a mutual-aid society once it is founded (互助社的运行)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction


class SocietyRunningFigures:
    """What binds a society after its founding (互助社运行)."""

    society_replenish_share: Fraction
