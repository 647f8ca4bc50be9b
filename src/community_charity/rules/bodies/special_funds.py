"""Special funds of foundations (专项基金), the national frame of community charity funds.

Instruments: 民发〔2015〕241号, which was not read itself (what stands here is drawn from local rules that implement it), and
民办函〔2021〕47号 for foundations under the ministry. No national text fixes a least amount: places do.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> fund = SpecialFund(own_account=True)
>>> print(fund.may_be_established(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
未证明专项基金未开设独立银行账户
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from community_charity.errors import Malformed, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.parties import TEXT
from community_charity.rules.answers import (
    at_most,
    denied,
    duty_ground,
    number_ground,
    supply,
    weigh_duty,
    weigh_stated,
)
from community_charity.rules.facts import count, names, yes_no

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


_LONGEST = 200


def _name(value: str | None) -> str | None:
    """Check a name as other texts are checked; an empty one could never head another."""
    if value is not None and not (
        expect(value, str).isprintable() and 0 < len(value.strip()) == len(value) <= _LONGEST
    ):
        raise Malformed(TEXT, given=shown(value))
    return value


@attrs.frozen(kw_only=True)
class SpecialFund:
    """A special fund that a foundation is to set up (拟设立的专项基金); what is not given is not known.

    ``name`` is that of the fund, ``foundation_name`` the full name of the foundation; ``agreement_settles`` names the
    points that the agreement settles. ``sub_funds`` counts funds below it, ``manager_funds`` all special funds that its
    manager looks after; ``under_ministry`` says that the foundation is under the Ministry of Civil Affairs. Raises `Malformed`.

    >>> SpecialFund(name="City Foundation Lake Fund", foundation_name="City Foundation").sub_funds is None
    True
    """

    name: str | None = attrs.field(default=None, converter=_name)
    foundation_name: str | None = attrs.field(default=None, converter=_name)
    board_decided: bool | None = attrs.field(default=None, converter=yes_no)
    agreement_settles: frozenset[str] | None = attrs.field(default=None, converter=names)
    foundation_answers: bool | None = attrs.field(default=None, converter=yes_no)
    own_account: bool | None = attrs.field(default=None, converter=yes_no)
    own_seal: bool | None = attrs.field(default=None, converter=yes_no)
    signs_alone: bool | None = attrs.field(default=None, converter=yes_no)
    sub_funds: int | None = attrs.field(default=None, converter=count)
    under_ministry: bool | None = attrs.field(default=None, converter=yes_no)
    manager_funds: int | None = attrs.field(default=None, converter=count)

    def may_be_established(self, law: LawInForce) -> Decision:
        """Tell whether the fund may be set up that day (能否设立).

        More funds for one manager than the letter names leave the answer open: it says "in principle".
        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the notice.
        Source: 民发〔2015〕241号 (from reports), 民办函〔2021〕47号一.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> SpecialFund(sub_funds=1).may_be_established(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        _ = law.special_fund_board_decides  # a day before the notice has no answer
        weigh_duty(checks, BOARD, self.board_decided, law)
        weigh_stated(checks, AGREEMENT, self.agreement_settles, law)
        weigh_duty(checks, ANSWERS, self.foundation_answers, law)
        weigh_duty(checks, FULL_NAME, self._bears_full_name(), law)
        weigh_duty(checks, NO_ACCOUNT, denied(self.own_account), law)
        weigh_duty(checks, NO_SEAL, denied(self.own_seal), law)
        weigh_duty(checks, SIGNS_NOTHING, denied(self.signs_alone), law)
        if law.special_fund_no_sub_fund:
            checks.weigh(NO_SUB_FUND, at_most(self.sub_funds, 0), 0, self.sub_funds)
        if "special_fund_manager_cap" in law and self.under_ministry is not False:
            most = law.special_fund_manager_cap
            checks.weigh(MANAGER, at_most(self.manager_funds, most) or None, most, self.manager_funds)
        return checks.decision(_ASKED, self, law.day, law)

    def _bears_full_name(self) -> bool | None:
        if self.name is None or self.foundation_name is None:
            return None
        return self.name.startswith(self.foundation_name) and self.name != self.foundation_name


_ASKED = Text("set up a special fund", "设立专项基金")
_AGREEMENT = ("the agreement with the initiator", "与发起人的协议")
_RULES = ("the rules of the fund and the foundation's accounts", "专项基金管理制度及基金会账户信息")

BOARD = duty_ground(
    "special_fund.board",
    "special_fund_board_decides",
    "board_decided",
    title=("the board of the foundation decided on it", "已经基金会理事会审议通过"),
    unmet=("not shown that the board of the foundation decided on it", "未证明已经基金会理事会审议通过"),
    does=("put it to the board", "提交理事会审议"),
    ask=("the minutes of the board", "理事会会议记录"),
)
AGREEMENT = ground(
    "special_fund.agreement",
    Stage.AUTHORITY,
    title=("the agreement settles what it must", "协议载明全部必备事项"),
    unmet=("the agreement does not settle: {missing}", "协议未载明：{missing}"),
    figures=("special_fund_agreement_settles",),
    remedy=supply("agreement_settles"),
)
ANSWERS = duty_ground(
    "special_fund.foundation_answers",
    "foundation_answers_for_special_fund",
    "foundation_answers",
    title=("the foundation answers for it", "基金会承担责任"),
    unmet=("not shown that the foundation answers for it", "未证明基金会承担责任"),
    does=("strike the clause that shifts responsibility", "删除推卸责任的条款"),
    ask=_AGREEMENT,
)
FULL_NAME = duty_ground(
    "special_fund.full_name",
    "special_fund_bears_full_name",
    "name",
    title=("its name is headed by the foundation's full name", "名称冠以基金会全称"),
    unmet=("its name is not shown to be headed by the foundation's full name", "未证明名称冠以基金会全称"),
    does=("put the foundation's full name first", "在名称前冠以基金会全称"),
    ask=("both names in full", "基金会及专项基金的全称"),
    to=lambda _finding, subject: f"{subject.foundation_name}{subject.name}",
)
NO_ACCOUNT = duty_ground(
    "special_fund.no_account",
    "special_fund_no_own_account",
    "own_account",
    title=("it has no bank account of its own", "未开设独立银行账户"),
    unmet=("not shown to have no bank account of its own", "未证明专项基金未开设独立银行账户"),
    does=("run all money through the foundation's account", "全部收支纳入基金会账户"),
    ask=_RULES,
    to=False,
)
NO_SEAL = duty_ground(
    "special_fund.no_seal",
    "special_fund_no_own_seal",
    "own_seal",
    title=("it has no seal of its own", "未刻制独立印章"),
    unmet=("not shown to have no seal of its own", "未证明专项基金未刻制独立印章"),
    does=("give up the seal", "停用并交回印章"),
    ask=_RULES,
    to=False,
)
SIGNS_NOTHING = duty_ground(
    "special_fund.signs_nothing",
    "special_fund_signs_nothing_alone",
    "signs_alone",
    title=("it signs and promises nothing in its own name", "不以自身名义签约或者承诺"),
    unmet=("not shown to sign and promise nothing in its own name", "未证明专项基金不以自身名义签约或者承诺"),
    does=("let the foundation sign", "由基金会签署"),
    ask=_RULES,
    to=False,
)
NO_SUB_FUND = number_ground(
    "special_fund.no_sub_fund",
    ("special_fund_no_sub_fund",),
    "sub_funds",
    at_most=True,
    title=("there are no funds below it", "未再下设专项基金"),
    unmet=("funds below it: {found}; none allowed", "下设专项基金：{found}；不得下设"),
    does=("give up the funds below it", "取消下设的专项基金"),
    ask=_RULES,
)
MANAGER = number_ground(
    "special_fund.manager",
    ("special_fund_manager_cap",),
    "manager_funds",
    at_most=True,
    title=("its manager looks after at most {required} special funds", "管理人员负责的专项基金不超过{required}个"),
    unmet=(
        "special funds of its manager: {found}; in principle at most {required}",
        "管理人员负责的专项基金：{found}个；原则上不超过{required}个",
    ),
    does=("give some of them to another manager", "将部分专项基金交由他人管理"),
    ask=(
        "whether the foundation is under the ministry, how many funds the manager has, and why more than in principle",
        "基金会是否由民政部业务主管、管理人员负责的数量及超出原则的理由",
    ),
)
