"""When a charity must end, and where what is left goes (终止与剩余财产).

Instruments: 慈善法 arts. 17, 18, 53 (17, 18, 52 before 2024-09-05). The days of the liquidation group are in the calendar of
disclosure.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> life = CharityLife(last_activity_on=date(2023, 3, 13))
>>> print(life.may_continue(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
连续未从事慈善活动满2年，满2年应当终止
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import full_years, optional_day
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import mend, show
from community_charity.rules.answers import answers, denied, duty_ground, weigh_answers, weigh_duty
from community_charity.rules.facts import yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


@attrs.frozen(kw_only=True)
class CharityLife:
    """What may end a charity (慈善组织存续情况); what is not given is not known.

    ``last_activity_on`` is the last day of any charitable activity; ``events`` answers by name whether each of the
    figure ``charity_end_events`` has happened. Raises `Malformed`.

    >>> CharityLife(events={"struck_off": False}).last_activity_on is None
    True
    """

    last_activity_on: date | None = attrs.field(default=None, converter=optional_day)
    events: dict[str, bool] = attrs.field(factory=dict, converter=answers, hash=False)

    def may_continue(self, law: LawInForce) -> Decision:
        """Tell whether the charity may go on (是否存续), or must end.

        Raises `Malformed` for what is no `LawInForce` and for activity after the day asked, `LawError` for a day before
        the Charity Law. Source: 慈善法第17条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> life = CharityLife(last_activity_on=date(2023, 3, 14))
        >>> life.may_continue(Law.of("cn").on(date(2025, 3, 13))).outcome.value  # nobody asked for other events
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        most, last = law.charity_idle_years, self.last_activity_on
        idle = None if last is None else full_years(last, law.day)
        checks.weigh(ACTIVE, None if idle is None else idle < most, most, idle)
        weigh_answers(checks, NO_EVENT, {name: not happened for name, happened in self.events.items()}, law)
        return checks.decision(_CONTINUE, self, law.day, law)


class Recipient(Enum):
    """Who gets what is left of a charity (剩余财产的去向). ``Recipient("like_charity")`` looks one up.

    >>> Recipient("insiders").text.zh
    '发起人、捐赠人或者成员'
    """

    LIKE_CHARITY = "like_charity"
    OTHER_CHARITY = "other_charity"
    OTHER = "other"
    INSIDERS = "insiders"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _RECIPIENTS[self]


_RECIPIENTS = {
    Recipient.LIKE_CHARITY: Text("a charity of the same or a similar purpose", "宗旨相同或者相近的慈善组织"),
    Recipient.OTHER_CHARITY: Text("a charity of another purpose", "其他宗旨的慈善组织"),
    Recipient.OTHER: Text("a body that is no charity", "非慈善组织"),
    Recipient.INSIDERS: Text("founders, donors or members", "发起人、捐赠人或者成员"),
}


def _recipient(value: Recipient | None) -> Recipient | None:
    return None if value is None else choice(value, Recipient)


@attrs.frozen(kw_only=True)
class Surplus:
    """What is left of a charity after its liquidation, and where it goes (清算后的剩余财产). Raises `Malformed`.

    ``announced`` says that the liquidation and the recipient were announced. ``None`` is not known.

    >>> Surplus(to="insiders").to.text.en
    'founders, donors or members'
    """

    to: Recipient | None = attrs.field(default=None, converter=_recipient)
    announced: bool | None = attrs.field(default=None, converter=yes_no)

    def may_go(self, law: LawInForce) -> Decision:
        """Tell whether it may go there (剩余财产处理是否合规).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the Charity Law.
        Source: 慈善法第18条, 第53条第1款 (第52条第1款 before 2024-09-05).

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> bool(Surplus(to="like_charity", announced=True).may_go(Law.of("cn").on(date(2025, 3, 13))))
        True
        """
        law, checks = in_force(law), Checks()
        _ = law.charity_surplus_to_like_charity  # a day before the Charity Law has no answer
        inside = None if self.to is None else self.to is Recipient.INSIDERS
        weigh_duty(checks, NOT_DISTRIBUTED, denied(inside), law)
        if not inside:  # told once is enough
            weigh_duty(checks, LIKE_PURPOSE, None if self.to is None else self.to is Recipient.LIKE_CHARITY, law)
        weigh_duty(checks, ANNOUNCED, self.announced, law)
        return checks.decision(_SURPLUS, self, law.day, law)


_CONTINUE = Text("the charity goes on", "慈善组织存续")
_SURPLUS = Text("hand over what is left of a charity", "处理慈善组织的剩余财产")

ACTIVE = ground(
    "ending.active",
    Stage.STATE,
    title=("active within the last {required} years", "{required}年内从事过慈善活动"),
    unmet=(
        "full years without charitable activity: {found}; a charity ends after {required}",
        "连续未从事慈善活动满{found}年，满{required}年应当终止",
    ),
    figures=("charity_idle_years",),
    remedy=show("records of the last activity", "最近一次慈善活动的记录"),
)
NO_EVENT = ground(
    "ending.no_event",
    Stage.STATE,
    title=("nothing else ends it", "未出现其他终止情形"),
    unmet=("what ends it, or cannot be excluded: {missing}", "已出现或者不能排除的终止情形：{missing}"),
    figures=("charity_end_events",),
    remedy=show("the charter, the register and resolutions on division or merger", "章程、登记信息及分立合并决议"),
)
_TO_LIKE = ("hand it to a charity of the same or a similar purpose", "转给宗旨相同或者相近的慈善组织")
_PLAN = ("the charter and the plan for what is left", "章程及剩余财产处理方案")
NOT_DISTRIBUTED = ground(
    "ending.not_distributed",
    Stage.RESTRICTION,
    title=("nothing goes to founders, donors or members", "未在发起人、捐赠人以及成员中分配"),
    unmet=("not shown that nothing goes to founders, donors or members", "未证明未在发起人、捐赠人以及成员中分配"),
    figures=("charity_property_not_distributed",),
    remedy=mend("to", does=_TO_LIKE, ask=_PLAN, to=Recipient.LIKE_CHARITY),
)
LIKE_PURPOSE = ground(
    "ending.like_purpose",
    Stage.RESTRICTION,
    title=("it goes to a charity of the same or a similar purpose", "转给宗旨相同或者相近的慈善组织"),
    unmet=("not shown to go to a charity of the same or a similar purpose", "未证明转给宗旨相同或者相近的慈善组织"),
    figures=("charity_surplus_to_like_charity",),
    remedy=mend("to", does=_TO_LIKE, ask=_PLAN, to=Recipient.LIKE_CHARITY),
)
ANNOUNCED = duty_ground(
    "ending.announced",
    "charity_end_is_announced",
    "announced",
    title=("it is announced", "已向社会公告"),
    unmet=("not shown to be announced", "未证明已向社会公告"),
    does=("announce it", "向社会公告"),
    ask=("the announcement", "公告"),
)
