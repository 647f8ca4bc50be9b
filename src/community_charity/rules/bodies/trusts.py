"""Charitable trusts (慈善信托): what one needs to be filed, and when it keeps its tax benefit.

Instruments: 慈善法 arts. 44 to 51 (44 to 50 before 2024-09-05), 信托法 art. 9. A supervisor is for the settlor to choose; filing
anew, yearly reports and the report of the end are in the calendar of disclosure.

>>> from datetime import date
>>> from community_charity.law.law import Law
>>> trust = CharitableTrust(trustee="other")
>>> print(trust.may_be_filed(Law.of("cn").on(date(2025, 3, 13))).reason.text("zh"))
受托人须为慈善组织、信托公司，实为：其他
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import EVERY_DAY, CalendarDays, deadline, optional_day
from community_charity.errors import Malformed, choice, declare, expect
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision, Stage, ground
from community_charity.law.law import in_force
from community_charity.law.remedies import show
from community_charity.law.words import listed
from community_charity.rules.answers import duty_ground, supply, weigh_duty, weigh_stated
from community_charity.rules.conflicts.beneficiaries import BeneficiaryChoice, NamedBy, weigh_choice
from community_charity.rules.facts import names, yes_no

if TYPE_CHECKING:
    from community_charity.calendar import WorkCalendar
    from community_charity.law.law import LawInForce

CHOOSER = declare(
    "trust.chooser",
    wanted=("a choice made by {by}", "由{by}作出的指定"),
    do=("give each choice its own field", "请分别填写委托人和受托人的指定"),
)


class Trustee(Enum):
    """What the trustee is (受托人类型). ``Trustee("charity")`` looks one up.

    >>> Trustee("trust_company").text.zh
    '信托公司'
    """

    CHARITY = "charity"
    TRUST_COMPANY = "trust_company"
    OTHER = "other"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _TRUSTEES[self]


_TRUSTEES = {
    Trustee.CHARITY: Text("a charity", "慈善组织"),
    Trustee.TRUST_COMPANY: Text("a trust company", "信托公司"),
    Trustee.OTHER: Text("something else", "其他"),
}


def _trustee(value: Trustee | None) -> Trustee | None:
    return None if value is None else choice(value, Trustee)


def _choice_of(by: NamedBy, value: BeneficiaryChoice | None) -> BeneficiaryChoice | None:
    if value is not None and expect(value, BeneficiaryChoice).named_by is not by:
        raise Malformed(CHOOSER, given=value.named_by.text, by=by.text)
    return value


def _settlor(value: BeneficiaryChoice | None) -> BeneficiaryChoice | None:
    return _choice_of(NamedBy.SETTLOR, value)


def _by_trustee(value: BeneficiaryChoice | None) -> BeneficiaryChoice | None:
    return _choice_of(NamedBy.TRUSTEE, value)


@attrs.frozen(kw_only=True)
class CharitableTrust:
    """A charitable trust (慈善信托); what is not given is not known.

    ``deed_states`` names what the deed states; ``settlor_choice`` and ``trustee_choice`` are whom either names as
    beneficiaries (a `BeneficiaryChoice` with no beneficiaries if nobody is named). Raises `Malformed`.

    >>> CharitableTrust(trustee="charity", signed_on=date(2025, 3, 3)).written is None
    True
    """

    written: bool | None = attrs.field(default=None, converter=yes_no)
    deed_states: frozenset[str] | None = attrs.field(default=None, converter=names)
    trustee: Trustee | None = attrs.field(default=None, converter=_trustee)
    settlor_choice: BeneficiaryChoice | None = attrs.field(default=None, converter=_settlor)
    trustee_choice: BeneficiaryChoice | None = attrs.field(default=None, converter=_by_trustee)
    signed_on: date | None = attrs.field(default=None, converter=optional_day)
    filed_on: date | None = attrs.field(default=None, converter=optional_day)

    def may_be_filed(self, law: LawInForce) -> Decision:
        """Tell whether the trust may be filed that day (能否备案).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the Charity Law.
        Source: 慈善法第45条至第47条 (第45条、第46条 before 2024-09-05), 信托法第9条.

        >>> from datetime import date
        >>> from community_charity.law.law import Law
        >>> CharitableTrust(written=False).may_be_filed(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        _ = law.trust_written_form  # a day before the Charity Law has no answer
        weigh_duty(checks, WRITTEN, self.written, law)
        weigh_stated(checks, DEED, self.deed_states, law)
        kinds = law.behind(("trustee_kinds",))[0]
        holds = None if self.trustee is None else self.trustee.value in law.trustee_kinds
        wanted = listed(tuple(label for _, label in kinds.named))
        checks.weigh(TRUSTEE, holds, found=self.trustee, facts={"kinds": wanted})
        for by, field in ((NamedBy.SETTLOR, "settlor_choice"), (NamedBy.TRUSTEE, "trustee_choice")):
            weigh_choice(checks, getattr(self, field) or BeneficiaryChoice(named_by=by), law, field)
        return checks.decision(_FILE, self, law.day, law)

    def may_have_tax_benefit(self, law: LawInForce, calendar: WorkCalendar = EVERY_DAY) -> Decision:
        """Tell whether the trust was filed in time, without which there is no tax benefit (能否享受税收优惠).

        Other conditions of the tax benefit are not judged. ``calendar`` moves an end on a rest day to the next working
        day; `EVERY_DAY` moves nothing. A trust not filed by then has lost it for certain only if that is known: without
        ``filed_on`` the answer is open. Raises `Malformed` for what is no `LawInForce` or no calendar, `LawError` for a
        day before the Charity Law. Source: 慈善法第45条.

        >>> from community_charity.law.law import Law
        >>> trust = CharitableTrust(signed_on=date(2025, 3, 3), filed_on=date(2025, 3, 11))
        >>> trust.may_have_tax_benefit(Law.of("cn").on(date(2025, 3, 13))).outcome.value
        'refused'
        """
        law, checks = in_force(law), Checks()
        span, last = law.trust_filing_days, self.signed_on
        if last is not None and span:  # a what-if may leave no time at all
            last = deadline(last, CalendarDays(span), calendar)
        holds = None if last is None or self.filed_on is None else self.filed_on <= last
        checks.weigh(FILED, holds, last, self.filed_on)
        return checks.decision(_TAX, self, law.day, law)


_FILE = Text("file a charitable trust", "慈善信托备案")
_TAX = Text("tax benefit of a charitable trust", "慈善信托享受税收优惠")

WRITTEN = duty_ground(
    "trust.written",
    "trust_written_form",
    "written",
    title=("it is in writing", "采取书面形式"),
    unmet=("not shown to be in writing", "未证明采取书面形式"),
    does=("put it in writing", "订立书面信托文件"),
    ask=("the deed", "信托文件"),
)
DEED = ground(
    "trust.deed",
    Stage.AUTHORITY,
    title=("the deed states what it must", "信托文件载明全部必备事项"),
    unmet=("the deed does not state: {missing}", "信托文件未载明：{missing}"),
    figures=("trust_deed_states",),
    remedy=supply("deed_states"),
)
TRUSTEE = ground(
    "trust.trustee",
    Stage.AUTHORITY,
    title=("the trustee is one of: {kinds}", "受托人属于：{kinds}"),
    unmet=("the trustee must be one of: {kinds}; found: {found}", "受托人须为{kinds}，实为：{found}"),
    figures=("trustee_kinds",),
    remedy=show("the certificate of the trustee", "受托人登记证书或者金融许可证"),
)
FILED = ground(
    "trust.filed_in_time",
    Stage.STATE,
    title=("filed on {found}, by {required} at the latest", "期限至 {required}，已于 {found} 备案"),
    unmet=("to be filed by {required}; filed on: {found}", "备案期限至 {required}，备案日 {found}"),
    figures=("trust_filing_days",),
    remedy=show("the deed and the receipt of the filing", "信托文件及备案回执"),
)
