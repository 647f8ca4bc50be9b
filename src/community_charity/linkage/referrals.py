"""Referrals out, with consent (转介): what goes out, the answer, what came of it, and what is late.

Only the kinds of data that the person agreed to go out. The body that receives answers in so many working days, and reports
what came of it in so many after it accepted; both times are assumptions of the law data. Referrals in are `ReferCase`.

>>> ReferOut.ASKED.en, FeedBack.ASKED.zh
('refer case {case} to {to}', '反馈转介 {referral} 的结果')
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import attrs

from community_charity.book.orders import Command, Event, Table, handles, reason
from community_charity.errors import Malformed, choice, declare
from community_charity.language import Text
from community_charity.law.decision import Remedy, Stage, ground
from community_charity.linkage.claims import STAYS
from community_charity.money import ZERO, Money, amount_of_money
from community_charity.organisations import ORGANISATIONS
from community_charity.organisations import WHAT as AN_ORGANISATION
from community_charity.parties import OrganisationId, opaque_id, organisation_id
from community_charity.relief.case import needs_of
from community_charity.relief.facts import AboutCase
from community_charity.relief.files import CASES, open_case
from community_charity.relief.lifecycle import moves
from community_charity.rules.facts import yes_no
from community_charity.rules.privacy import Consent, DataKind, DataUse, LegalBasis, Purpose
from community_charity.rules.privacy.facts import data_kinds
from community_charity.rules.privacy.weighing import consent_to_giving

if TYPE_CHECKING:
    from community_charity.book.state import State
    from community_charity.law.decision import Checks
    from community_charity.law.law import LawInForce

ANSWER = declare(
    "referral.reason",
    wanted=("a reason with a referral that is refused", "拒绝转介须说明理由"),
    do=('give reason="..." in words that name no person', '以 reason="..." 说明，勿写入个人信息'),
)
RESULT = declare(
    "referral.amount",
    wanted=("an amount only where the person was helped", "仅在已获帮扶时填写金额"),
    do=("leave the amount out, or give the result helped", "不填金额，或将结果设为 helped"),
)

# --- values --------------------------------------------------------------------------------------


class ReferralAnswer(Enum):
    """What the body that receives a referral says (转介答复). ``ReferralAnswer("accepted")`` looks one up.

    >>> ReferralAnswer("refused").text.zh
    '不予接收'
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _ANSWERS[self]


class ReferralResult(Enum):
    """What came of a referral (转介结果). ``ReferralResult("helped")`` looks one up.

    >>> ReferralResult("withdrew").text.zh
    '当事人已撤回'
    """

    HELPED = "helped"
    NOT_HELPED = "not_helped"
    WITHDREW = "withdrew"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _RESULTS[self]


_ANSWERS = {
    ReferralAnswer.ACCEPTED: Text("accepted", "已接收"),
    ReferralAnswer.REFUSED: Text("refused", "不予接收"),
}
_RESULTS = {
    ReferralResult.HELPED: Text("helped", "已帮扶"),
    ReferralResult.NOT_HELPED: Text("not helped", "未予帮扶"),
    ReferralResult.WITHDREW: Text("the person withdrew", "当事人已撤回"),
}

# --- commands, events ----------------------------------------------------------------------------


def _consent(value: Consent | bool | str | None) -> Consent | None:
    if isinstance(value, bool):
        return Consent.SEPARATE if value else Consent.REFUSED
    return None if value is None else choice(value, Consent)


@attrs.frozen(kw_only=True)
class ReferOut(AboutCase):
    """Refer a case to another body (转出个案). Its key is the referral's id. Recorded it becomes `ReferredOut`. Raises `Malformed`.

    ``what`` are the kinds of data that go out, and no others: see `sheet`. ``consent`` is what the person said to just this,
    told who receives what and for what; ``True`` is separate consent, ``None`` nobody asked. For a child under fourteen the
    guardian's counts; while it is not known whether a child is concerned (``child=None``), both are needed. The whole of what
    the Personal Information Protection Law asks, with notice and assessment, is `DataUse.may_be_given`.
    Source: 个人信息保护法第23条、第29条、第31条.

    >>> from datetime import date
    >>> order = ReferOut(  # invented
    ...     key="out-1", on=date(2025, 3, 13), case="case-1", to="county-charity", what=["household_size"], consent=True
    ... )
    >>> order.asked().en, order.consent
    ('refer case case-1 to county-charity', <Consent.SEPARATE: 'separate'>)
    """

    ASKED: ClassVar[Text] = Text("refer case {case} to {to}", "将个案 {case} 转介至 {to}")

    to: OrganisationId = attrs.field(converter=organisation_id)
    what: frozenset[DataKind] = attrs.field(converter=data_kinds, repr=False)
    consent: Consent | None = attrs.field(default=None, converter=_consent, repr=False)
    child: bool | None = attrs.field(default=None, converter=yes_no, repr=False)
    guardian_consent: Consent | None = attrs.field(default=None, converter=_consent, repr=False)


@attrs.frozen
class ReferredOut(Event[ReferOut]):
    """A case was referred to another body (个案已转出)."""


def _answer(value: ReferralAnswer | str) -> ReferralAnswer:
    return choice(value, ReferralAnswer)


def _optional_reason(value: str | None) -> str | None:
    return None if value is None else reason(value)


@attrs.frozen(kw_only=True)
class AnswerReferral(Command):
    """Record what the body that receives a referral says (答复转介). It becomes `ReferralAnswered`. Raises `Malformed`.

    ``referral`` is the key of its `ReferOut`; a refusal gives its reason.

    >>> from datetime import date
    >>> AnswerReferral(key="answer-1", on=date(2025, 3, 14), referral="out-1", answer="accepted").asked().zh
    '答复转介 out-1'
    """

    ASKED: ClassVar[Text] = Text("answer referral {referral}", "答复转介 {referral}")

    referral: str = attrs.field(converter=opaque_id)
    answer: ReferralAnswer = attrs.field(converter=_answer)
    reason: str | None = attrs.field(default=None, converter=_optional_reason, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.answer is ReferralAnswer.REFUSED and self.reason is None:
            raise Malformed(ANSWER, given=self.answer.text)


@attrs.frozen
class ReferralAnswered(Event[AnswerReferral]):
    """A referral was answered (转介已答复)."""


def _result(value: ReferralResult | str) -> ReferralResult:
    return choice(value, ReferralResult)


@attrs.frozen(kw_only=True)
class FeedBack(Command):
    """Record what came of a referral (反馈转介结果). It becomes `FedBack`. Raises `Malformed`.

    ``amount`` is what the other body gave, `Money`: it is added to what pools outside the book gave to the case, and lowers
    its need. Leave it at zero where it is recorded otherwise, with `RecordAid` or `RecordGovernmentAid`.

    >>> from datetime import date
    >>> FeedBack(key="back-1", on=date(2025, 3, 20), referral="out-1", result="helped", amount=Money(500_00)).asked().en
    'report what came of referral out-1'
    """

    ASKED: ClassVar[Text] = Text("report what came of referral {referral}", "反馈转介 {referral} 的结果")

    referral: str = attrs.field(converter=opaque_id)
    result: ReferralResult = attrs.field(converter=_result)
    amount: Money = attrs.field(default=ZERO, converter=amount_of_money, repr=False)

    def __attrs_post_init__(self) -> None:
        if self.amount and self.result is not ReferralResult.HELPED:
            raise Malformed(RESULT, given=self.result.text)


@attrs.frozen
class FedBack(Event[FeedBack]):
    """What came of a referral was reported (转介结果已反馈)."""


class Referral(NamedTuple):
    """A referral as the book keeps it (转介): its event, the answer and what came of it, as far as they are there."""

    event: ReferredOut
    answer: ReferralAnswered | None = None
    feedback: FedBack | None = None

    @property
    def accepted(self) -> bool:
        """Tell whether the other body took it (是否已接收)."""
        return self.answer is not None and self.answer.command.answer is ReferralAnswer.ACCEPTED


REFERRALS: Table[str, Referral] = Table("referrals to other bodies")
WHAT = Text("referral", "转介")
moves("ReferOut", STAYS)

# --- rules ---------------------------------------------------------------------------------------


def _later(finding: Any, _asked: Any) -> Remedy:
    since = finding.facts["since"]
    return Remedy(Text("date it on {d} or later", "日期不早于 {d}").fill(d=since), {"on": since}, wait_until=since)


NOT_OPEN = ground(
    "referral.open",
    Stage.STATE,
    title=("no referral of the case to {to} is open", "该个案无至 {to} 的未结转介"),
    unmet=("referral {found} of the case to {to} is still open", "该个案至 {to} 的转介 {found} 尚未了结"),
)
NOT_BEFORE = ground(
    "referral.not_before",
    Stage.STATE,
    title=("not before {since}", "不早于 {since}"),
    unmet=("{found} is before {since}, on which it builds", "{found} 早于其所依据事项的日期 {since}"),
    remedy=_later,
)
NEW = ground(
    "referral.unanswered",
    Stage.STATE,
    title=("the referral was not answered before", "该转介此前未答复"),
    unmet=("the referral was answered before: {found}", "该转介已答复：{found}"),
)
ACCEPTED = ground(
    "referral.accepted",
    Stage.STATE,
    title=("the referral was accepted", "该转介已接收"),
    unmet=("the referral was not accepted", "该转介未被接收"),
    remedy=lambda finding, _asked: (
        None
        if finding.facts["answered"]
        else Remedy(Text("record the answer first", "先记录答复"), first="AnswerReferral")
    ),
)
NO_RESULT = ground(
    "referral.no_result",
    Stage.STATE,
    title=("nothing was reported of the referral before", "该转介此前未反馈结果"),
    unmet=("what came of the referral was reported before: {found}", "该转介已反馈结果：{found}"),
)

# --- deciding and applying -----------------------------------------------------------------------


def _use(order: ReferOut) -> DataUse:
    """Put the referral to the rules of personal information.

    The book holds no day of birth; one stands in here that is on the right side of fourteen, and goes nowhere.
    """
    return DataUse(
        purpose=Purpose.REFER,
        kinds=order.what,
        basis=LegalBasis.CONSENT,
        born=order.on if order.child else None,
        adult=True if order.child is False else None,
        consent=order.consent,
        guardian_consent=order.guardian_consent,
    )


def _open(referral: Referral) -> bool:
    return referral.feedback is None and (referral.answer is None or referral.accepted)


def _apply_out(state: State, event: ReferredOut) -> None:
    state.of(REFERRALS)[event.command.key] = Referral(event)


@handles(ReferOut, apply=_apply_out)
def _decide_out(state: State, order: ReferOut, law: LawInForce, checks: Checks) -> ReferredOut:
    state.found(ORGANISATIONS, order.to, AN_ORGANISATION, checks)
    open_case(state, order, checks)
    for key, referral in state.of(REFERRALS).items():
        made = referral.event.command
        if (made.case, made.to) == (order.case, order.to) and _open(referral):
            checks.stop(NOT_OPEN, found=key, to=order.to)
    consent_to_giving(_use(order), law, checks)
    return ReferredOut(len(state.events), order)


def _apply_answer(state: State, event: ReferralAnswered) -> None:
    key = event.command.referral
    state.of(REFERRALS)[key] = state.of(REFERRALS)[key]._replace(answer=event)


@handles(AnswerReferral, apply=_apply_answer)
def _decide_answer(state: State, order: AnswerReferral, _law: LawInForce, checks: Checks) -> ReferralAnswered:
    referral = state.found(REFERRALS, order.referral, WHAT, checks)
    if referral.answer is not None:
        checks.stop(NEW, found=referral.answer.command.answer.text)
    if order.on < referral.event.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=referral.event.command.on)
    return ReferralAnswered(len(state.events), order)


def _apply_feedback(state: State, event: FedBack) -> None:
    order = event.command
    referral = state.of(REFERRALS)[order.referral]
    state.of(REFERRALS)[order.referral] = referral._replace(feedback=event)
    if order.amount:
        key = referral.event.command.case
        file = state.of(CASES)[key]
        case = file.case.with_facts(other_aid=file.case.other_aid + order.amount)
        state.of(CASES)[key] = file._replace(case=case, needs=needs_of(case))


@handles(FeedBack, apply=_apply_feedback)
def _decide_feedback(state: State, order: FeedBack, _law: LawInForce, checks: Checks) -> FedBack:
    referral = state.found(REFERRALS, order.referral, WHAT, checks)
    if referral.answer is None or not referral.accepted:
        checks.stop(ACCEPTED, answered=referral.answer is not None)
    if referral.feedback is not None:
        checks.stop(NO_RESULT, found=referral.feedback.command.result.text)
    if order.on < referral.answer.command.on:
        checks.stop(NOT_BEFORE, found=order.on, since=referral.answer.command.on)
    return FedBack(len(state.events), order)
