"""The five ones of a village (“五个一”): what the programme asks a village to set up, and what is still missing.

>>> FiveOnes().station is None
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, declare, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Remedy, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.words import listed

if TYPE_CHECKING:
    from community_charity.law.decision import Decision
    from community_charity.law.law import LawInForce

ONES = declare(
    "homeland.ones",
    wanted=("True, False or None for each of the five", "五项均以 True、False 或 None 表示"),
    do=("say None for what nobody has looked at", "未核实的写 None"),
)


def _yes_no_or_unknown(value: bool | None) -> bool | None:
    if value is not None and type(value) is not bool:
        raise Malformed(ONES, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class FiveOnes:
    """The checklist of the five ones (“五个一”), each ``None`` as long as nobody has looked. Raises `Malformed`.

    >>> from datetime import date
    >>> from community_charity.law.law import Law
    >>> ones = FiveOnes(station=True, mutual_fund=True, care_centre=False, covenant=True, volunteer_team=True)
    >>> print(ones.are_set_up(Law.of("cn").on(date(2025, 3, 13))).line())
    Refused: set up the five ones, 2025-03-13 - still missing: a care centre for old people and children
    """

    station: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    mutual_fund: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    care_centre: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    covenant: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)
    volunteer_team: bool | None = attrs.field(default=None, converter=_yes_no_or_unknown)

    def are_set_up(self, law: LawInForce) -> Decision:
        """Tell whether all five are there, and which are missing or not known (是否齐备). Raises `Malformed`.

        Source: practice, as reported of Shaanxi in 2020. A village without all five may raise money all the same.
        """
        law, checks = in_force(law), Checks()
        wanted = law.get("homeland_five_ones")
        if wanted is not None:
            named = [(label, getattr(self, one)) for one, label in wanted.named]
            missing = tuple(label for label, there in named if there is False)
            unknown = tuple(label for label, there in named if there is None)
            holds = False if missing else None if unknown else True
            checks.weigh(FIVE_ONES, holds, facts={"missing": listed(missing or unknown)})
        return checks.decision(_SET_UP, self, law.day, law)


_SET_UP = Text("set up the five ones", "“五个一”建设")
FIVE_ONES = ground(
    "homeland.five_ones",
    Stage.STATE,
    title=("all five are there", "“五个一”齐备"),
    unmet=("still missing: {missing}", "尚缺：{missing}"),
    figures=("homeland_five_ones",),
    remedy=lambda finding, _asked: Remedy(
        Text("set up: {m}", "建立：{m}").fill(m=finding.facts["missing"])
        if finding.holds is False
        else Text("look and say whether there is: {m}", "请核实是否已有：{m}").fill(m=finding.facts["missing"])
    ),
)
