"""May a body be confirmed as eligible for deductible gifts? (公益性捐赠税前扣除资格的确认条件).

Instrument: 公告2020年第27号 sections 3, 4, 8 and 9, from 2020-01-01; 企业所得税法实施条例 art. 52.

Readings of this library, each marked where it matters: "the two years before" are calendar years, and what happened in
the running year counts too, because it would cost the eligibility at once; the report on the year before is due by
31 March whoever asks; a mutual-aid society serves its members and so is no body for public benefit.

>>> from community_charity.law.law import Law
>>> group = RecipientEligibility(kind="unregistered_group")
>>> group.may_be_confirmed(Law.of("cn").on(date(2026, 11, 2))).reason.ground.code
'tax.kind'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import Period, optional_day
from community_charity.errors import WRONG_TYPE, Malformed, expect, shown
from community_charity.language import Text
from community_charity.law.decision import Checks, Decision
from community_charity.law.law import in_force
from community_charity.rules.facts import count, days, yes_no
from community_charity.rules.tax import grounds_of_recipients as at
from community_charity.rules.tax.accounts import SpecialReport, YearAccounts
from community_charity.rules.tax.facts import each
from community_charity.rules.tax.status import Cancellation, CancellationCause, RecipientKind, recipient_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.law.decision import Ground
    from community_charity.law.law import LawInForce


def _conditions(value: Mapping[str, bool]) -> dict[str, bool]:
    if not isinstance(value, Mapping):
        raise Malformed(WRONG_TYPE, given=shown(value), kind="dict")
    return {expect(name, str): expect(met, bool) for name, met in value.items()}


def _accounts(value: Iterable[YearAccounts]) -> tuple[YearAccounts, ...]:
    return each(value, lambda entry: expect(entry, YearAccounts))


def _reports(value: Iterable[SpecialReport] | None) -> tuple[SpecialReport, ...] | None:
    return None if value is None else each(value, lambda entry: expect(entry, SpecialReport))


def _cancellations(value: Iterable[Cancellation] | None) -> tuple[Cancellation, ...] | None:
    return None if value is None else each(value, lambda entry: expect(entry, Cancellation))


@attrs.frozen(kw_only=True)
class RecipientEligibility:
    """A body that wants to be confirmed (申请确认资格的社会组织). What is ``None`` or left out is not known.

    ``conditions`` says of each condition of the figure ``tax_status_conditions`` whether it is met. A list that is
    given is complete: no penalties is ``[]``, unknown is ``None``. ``penalties`` are the days of administrative
    penalties other than warnings, ``listings`` the days of entry in the list of serious breaches of trust.
    ``new_charity`` says that it was newly set up or recognised as a charity. Raises `Malformed`.

    >>> RecipientEligibility(kind="charity").kind.text.zh
    '慈善组织'
    """

    kind: RecipientKind | None = attrs.field(default=None, converter=recipient_kind)
    conditions: dict[str, bool] = attrs.field(factory=dict, converter=_conditions, hash=False)
    public_qualification: bool | None = attrs.field(default=None, converter=yes_no)
    first_time: bool | None = attrs.field(default=None, converter=yes_no)
    reports: tuple[SpecialReport, ...] | None = attrs.field(default=None, converter=_reports)
    accounts: tuple[YearAccounts, ...] = attrs.field(default=(), converter=_accounts)
    exempt_since: date | None = attrs.field(default=None, converter=optional_day)
    exempt_until: date | None = attrs.field(default=None, converter=optional_day)
    new_charity: bool | None = attrs.field(default=None, converter=yes_no)
    penalties: tuple[date, ...] | None = attrs.field(default=None, converter=days)
    listings: tuple[date, ...] | None = attrs.field(default=None, converter=days)
    grade: int | None = attrs.field(default=None, converter=count)
    grade_until: date | None = attrs.field(default=None, converter=optional_day)
    cancellations: tuple[Cancellation, ...] | None = attrs.field(default=None, converter=_cancellations)

    def may_be_confirmed(self, law: LawInForce) -> Decision:
        """Tell whether the body may be confirmed as eligible in the year of the law (可否确认资格).

        Raises `Malformed` for what is no `LawInForce`, `LawError` for a day before the law. Source: 公告2020年第27号三、四、
        八、九, 企业所得税法实施条例第52条.

        >>> from community_charity.law.law import Law
        >>> decision = RecipientEligibility(kind="charity").may_be_confirmed(Law.of("cn").on(date(2026, 11, 2)))
        >>> decision.outcome.value
        'undetermined'
        """
        law, checks = in_force(law), Checks()
        self._weigh_kind(law, checks)
        self._weigh_past(law, checks)
        if not self._is_new(law):
            self._weigh_reports(law, checks)
            self._weigh_ratios(law, checks)
            self._weigh_standing(law, checks)
        return checks.decision(_ASKED, self, law.day, law)

    def _is_new(self, law: LawInForce) -> bool:
        """Tell whether it is a new charity in the year of its tax exemption: it then meets fewer conditions."""
        since = self.exempt_since
        return bool(
            law.new_charity_fewer_conditions
            and self.kind is RecipientKind.CHARITY
            and self.new_charity
            and since is not None
            and since.year == law.day.year
            and since <= law.day
        )

    def _weigh_kind(self, law: LawInForce, checks: Checks) -> None:
        kind, kinds = self.kind, law.tax_status_kinds
        own_rules = kind is RecipientKind.MASS_ORGANISATION  # which were not read
        checks.weigh(at.KIND, None if kind is None or own_rules else kind.value in kinds, None, kind)
        words = dict(law.get("tax_status_conditions").named)  # type: ignore[union-attr]  # of the same day as the kinds
        known = [self.conditions.get(name) for name in words]
        holds = False if False in known else None if None in known else True
        open_ = tuple(words[name] for name in words if self.conditions.get(name) is not True)
        checks.weigh(at.CONDITIONS_OF_NEW if self._is_new(law) else at.CONDITIONS, holds, None, None, {"open": open_})

    def _weigh_past(self, law: LawInForce, checks: Checks) -> None:
        for ground, found, years in (
            (at.CLEAN, self.penalties, law.tax_status_clean_years),
            (at.UNLISTED, self.listings, law.tax_status_unlisted_years),
        ):
            past = None if found is None else [one for one in found if one <= law.day]
            free = Period.year(max(past).year + years + 1).first if past else None
            holds = None if past is None else free is None or law.day >= free
            checks.weigh(ground, holds, years, None, {"until": free})
        lost = None if self.cancellations is None else [c for c in self.cancellations if c.announced_on <= law.day]
        breaches = [c.announced_on.year for c in lost or () if c.cause is CancellationCause.BREACH]
        free = Period.year(max(breaches) + law.tax_status_bar_years + 1).first if breaches else None
        holds = None if lost is None else free is None or law.day >= free
        checks.weigh(at.BAR, holds, law.tax_status_bar_years, None, {"until": free})
        if law.tax_status_lost_for_ever:
            grave = any(c.cause is CancellationCause.GRAVE for c in lost or ())
            checks.weigh(at.EVER, None if lost is None else not grave)

    def _weigh_reports(self, law: LawInForce, checks: Checks) -> None:
        last = law.day.year - 1
        due = law.tax_status_report_day.in_year(law.day.year)
        found = self._report(last, law)
        if found is None:
            # Nothing filed yet: late only once the day is past.
            late = self.reports is not None and law.day > due
            checks.weigh(at.REPORT, False if late else None, due, None, {"of": last})
        else:
            holds = False if found.filed_on > due else found.audited
            checks.weigh(at.REPORT, holds, due, found.filed_on, {"of": last})
        self._weigh_first_reports(law, checks)

    def _weigh_first_reports(self, law: LawInForce, checks: Checks) -> None:
        years = law.tax_status_first_reports
        filed = [self._report(law.day.year - n, law) for n in range(1, years + 1)]
        audited = [report and report.audited for report in filed]
        if None not in filed and all(audited):
            holds: bool | None = True  # so it does not matter whether it is the first time
        elif self.first_time is False:
            holds = True
        else:
            known = self.first_time and self.reports is not None
            holds = False if known and (None in filed or False in audited) else None
        checks.weigh(at.FIRST_REPORTS, holds, years)

    def _report(self, year: int, law: LawInForce) -> SpecialReport | None:
        filed = [r for r in self.reports or () if r.year == year and r.filed_on <= law.day]
        return min(filed, key=lambda r: r.filed_on, default=None)

    def _weigh_ratios(self, law: LawInForce, checks: Checks) -> None:
        known = self.public_qualification is not None
        checks.weigh(at.QUALIFICATION, True if known else None)
        if not known:
            return  # which ratios bind is open
        by_year = {accounts.year: accounts for accounts in self.accounts}
        grounds = at.QUALIFIED if self.public_qualification else at.UNQUALIFIED
        for n in range(1, law.tax_status_prior_years + 1):
            year = law.day.year - n
            _weigh_year(checks, by_year.get(year) or YearAccounts(year), law, *grounds)

    def _weigh_standing(self, law: LawInForce, checks: Checks) -> None:
        if law.tax_status_needs_exemption:
            exempt = None if self.exempt_until is None else law.day <= self.exempt_until
            checks.weigh(at.EXEMPT, exempt, None, self.exempt_until)
        grade = law.tax_status_minimum_grade
        checks.weigh(at.GRADE, None if self.grade is None else self.grade >= grade, grade, self.grade)
        valid = None if self.grade_until is None else law.day <= self.grade_until
        checks.weigh(at.GRADE_VALID, valid, None, self.grade_until)


def _weigh_year(checks: Checks, accounts: YearAccounts, law: LawInForce, spending: Ground, management: Ground) -> None:
    rate, most_rate = getattr(law, spending.figures[0]), getattr(law, management.figures[0])
    facts = {"of": accounts.year}
    least_ = accounts.least_spending(rate, law.tax_status_average_years)
    spent = accounts.spending
    holds = None if spent is None or least_ is None else spent >= least_
    checks.weigh(spending, holds, least_, spent, facts)
    most, cost = accounts.most_management(most_rate), accounts.management
    checks.weigh(management, None if cost is None or most is None else cost <= most, most, cost, facts)


_ASKED = Text("confirm eligibility for tax-deductible gifts", "确认公益性捐赠税前扣除资格")
