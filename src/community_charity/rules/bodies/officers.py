"""The officers of a foundation (基金会理事长、副理事长、秘书长) and its legal representative.

Instrument: 基金会管理条例 arts. 23 and 24. What the Charity Law asks of the officers of every charity is asked elsewhere.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> officer = FoundationOfficer(state_post=True)
>>> print(officer.may_serve(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
未证明其并非现职国家工作人员
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, Years, deadline, optional_day
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Ground, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import wait
from community_charity.rules.answers import at_least, denied, duty_ground, number_ground, weigh_duty
from community_charity.rules.facts import count, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


@attrs.frozen(kw_only=True)
class FoundationOfficer:
    """Somebody who is to be chair, vice-chair or secretary-general of a foundation (拟任负责人); no names are kept.

    ``state_post``: a state functionary in post (现职国家工作人员). ``sentenced``: ever sentenced to public surveillance,
    detention or prison, for any crime; ``sentence_ended_on`` the day on which that was served.
    ``lost_political_rights``: ever deprived of them. ``struck_off``: was such an officer of a foundation that was struck
    off, and to blame for it; ``struck_off_on`` the day. ``represents``: is its legal representative, and
    ``represents_another`` that of another organisation. ``stay_months`` are full months a year on the mainland of
    somebody who is no mainland resident. What is ``None`` is not known. Raises `Malformed`.

    >>> FoundationOfficer(sentenced=False).stay_months is None
    True
    """

    state_post: bool | None = attrs.field(default=None, converter=yes_no)
    sentenced: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    sentence_ended_on: date | None = attrs.field(default=None, converter=optional_day, repr=False)
    lost_political_rights: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    struck_off: bool | None = attrs.field(default=None, converter=yes_no)
    struck_off_on: date | None = attrs.field(default=None, converter=optional_day)
    represents: bool | None = attrs.field(default=None, converter=yes_no)
    represents_another: bool | None = attrs.field(default=None, converter=yes_no)
    mainland_resident: bool | None = attrs.field(default=None, converter=yes_no)
    stay_months: int | None = attrs.field(default=None, converter=count)

    def may_serve(self, law: LawInForce) -> Decision:
        """Tell whether this person may be such an officer that day (能否担任).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the regulation.
        Source: 基金会管理条例第23条第1款、第2款, 第24条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> officer = FoundationOfficer(sentenced=True, sentence_ended_on=date(2020, 3, 12))
        >>> officer.may_serve(Law.of("cn").on(date(2025, 3, 12))).remedies[0].wait_until
        datetime.date(2025, 3, 13)
        """
        law, checks = in_force(law), Checks()
        bars = (
            (SENTENCE, self.sentenced, self.sentence_ended_on, law.foundation_officer_sentence_bar_years),
            (STRUCK_OFF, self.struck_off, self.struck_off_on, law.foundation_officer_revocation_bar_years),
        )
        for asked, happened, since, years in bars:
            _weigh_bar(checks, asked, happened, since, years, law.day)
        weigh_duty(checks, RIGHTS, denied(self.lost_political_rights), law)
        weigh_duty(checks, NO_STATE_POST, denied(self.state_post), law)
        if self.represents is not False:
            weigh_duty(checks, ONE_BODY, _if_it_represents(self), law)
        if not self.mainland_resident:
            months, stays = law.foundation_officer_stay_months, self.stay_months
            enough = at_least(stays, months)
            checks.weigh(STAY, enough if self.mainland_resident is False or enough else None, months, stays)
        return checks.decision(_ASKED, self, law.day, law)


def _if_it_represents(officer: FoundationOfficer) -> bool | None:
    alone = denied(officer.represents_another)
    return alone if officer.represents or alone else None


def _weigh_bar(checks: Checks, asked: Ground, happened: bool | None, since: date | None, years: int, day: date) -> None:
    """Weigh a bar of some years: it ends with the same-numbered day, and whoever is barred may serve from the next on."""
    if since is None:
        checks.weigh(asked, denied(happened) or None, years)
        return
    last = deadline(since, Years(years), EVERY_DAY) if years else since  # a what-if may lift the bar
    free = day > last
    checks.weigh(asked, free, years, facts={} if free else {"until": deadline(last, CalendarDays(1), EVERY_DAY)})


_ASKED = Text("be an officer of a foundation", "担任基金会负责人")
_RECORD = (
    "a certificate of no criminal record, or the day on which the sentence was served",
    "无犯罪记录证明，或者刑期执行完毕的日期",
)

SENTENCE = ground(
    "foundation_officer.sentence",
    Stage.AUTHORITY,
    title=("no sentence within the last {required} years", "{required}年内无刑期执行完毕的情形"),
    unmet=(
        "not shown that {required} years have passed since a sentence was served",
        "未证明刑期执行完毕已逾{required}年，或者未受刑罚",
    ),
    figures=("foundation_officer_sentence_bar_years",),
    remedy=wait(ask=_RECORD),
)
STRUCK_OFF = ground(
    "foundation_officer.struck_off",
    Stage.AUTHORITY,
    title=(
        "not to blame for a foundation struck off within the last {required} years",
        "{required}年内无负有个人责任的基金会被撤销登记",
    ),
    unmet=(
        "not shown that {required} years have passed since a foundation was struck off for which he or she was to blame",
        "未证明其负有个人责任的基金会被撤销登记已逾{required}年，或者无此情形",
    ),
    figures=("foundation_officer_revocation_bar_years",),
    remedy=wait(ask=("a statement on posts held before", "任职经历说明")),
)
RIGHTS = duty_ground(
    "foundation_officer.political_rights",
    "foundation_officer_keeps_political_rights",
    "lost_political_rights",
    title=("never deprived of political rights", "未曾被剥夺政治权利"),
    unmet=("not shown never to have been deprived of political rights", "未证明未曾被剥夺政治权利"),
    does=("choose somebody else", "另选他人"),
    ask=_RECORD,
    to=False,
)
NO_STATE_POST = duty_ground(
    "foundation_officer.no_state_post",
    "foundation_officers_hold_no_state_post",
    "state_post",
    title=("no state functionary in post", "并非现职国家工作人员"),
    unmet=("not shown to be no state functionary in post", "未证明其并非现职国家工作人员"),
    does=("leave the state post first", "先行辞去公职"),
    ask=("a statement of the employer", "工作单位证明"),
    to=False,
)
ONE_BODY = duty_ground(
    "foundation_officer.one_body",
    "foundation_represented_by_one_of_its_own",
    "represents_another",
    title=("legal representative of no other organisation", "未同时担任其他组织的法定代表人"),
    unmet=("not shown to be the legal representative of no other organisation", "未证明未同时担任其他组织的法定代表人"),
    does=("give up the other post", "辞去其他组织的法定代表人"),
    ask=("a statement on other posts", "任职声明"),
    to=False,
)
STAY = number_ground(
    "foundation_officer.stay",
    ("foundation_officer_stay_months",),
    "stay_months",
    title=("on the mainland at least {required} months a year", "每年在内地居留不少于{required}个月"),
    unmet=(
        "months a year on the mainland: {found}; at least {required} required",
        "每年在内地居留{found}个月，须不少于{required}个月",
    ),
    does=("stay longer; months still needed: {short}", "再增加居留{short}个月"),
    ask=("where he or she resides, and the record of entries and exits", "居民身份及出入境记录"),
)
