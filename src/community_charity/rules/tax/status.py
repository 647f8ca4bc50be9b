"""Who may be eligible for deductible gifts, and how long an eligibility lasts (公益性捐赠税前扣除资格).

Instrument: 公告2020年第27号 sections 3, 6 and 8 to 10.

>>> from community_charity.law.law import Law
>>> status = TaxStatus(2024)
>>> [status.in_force(Law.of("cn").on(day)) for day in (date(2026, 12, 31), date(2027, 1, 1))]
[True, False]
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

import attrs

from community_charity.calendar import Period, day, optional_day
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.law.law import in_force
from community_charity.rules.tax.facts import year

if TYPE_CHECKING:
    from community_charity.law.law import LawInForce


class RecipientKind(Enum):
    """What kind of body receives a gift (受赠单位类型). ``RecipientKind("charity")`` looks one up.

    A social organisation is a registered association, foundation or social service organisation that is no charity;
    a government is one of county level or above.

    >>> RecipientKind("mutual_aid_society").text.zh
    '互助社'
    """

    CHARITY = "charity"
    SOCIAL_ORGANISATION = "social_organisation"
    MASS_ORGANISATION = "mass_organisation"
    GOVERNMENT = "government"
    TOWNSHIP = "township"
    COMMITTEE = "committee"
    MUTUAL_AID_SOCIETY = "mutual_aid_society"
    UNREGISTERED_GROUP = "unregistered_group"
    PERSON = "person"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _KINDS[self]


_KINDS = {
    RecipientKind.CHARITY: Text("charity", "慈善组织"),
    RecipientKind.SOCIAL_ORGANISATION: Text("other registered social organisation", "其他社会组织"),
    RecipientKind.MASS_ORGANISATION: Text("mass organisation", "群众团体"),
    RecipientKind.GOVERNMENT: Text("state organ of county level or above", "县级以上人民政府及其部门等国家机关"),
    RecipientKind.TOWNSHIP: Text("township or street office", "乡镇人民政府、街道办事处"),
    RecipientKind.COMMITTEE: Text("villagers' or residents' committee", "村（居）民委员会"),
    RecipientKind.MUTUAL_AID_SOCIETY: Text("mutual-aid society", "互助社"),
    RecipientKind.UNREGISTERED_GROUP: Text("group that is not registered", "未登记的团体"),
    RecipientKind.PERSON: Text("natural person", "自然人"),
}


def recipient_kind(value: RecipientKind | None) -> RecipientKind | None:
    """Check a kind of body, told as itself or by its value; ``None`` is not known (受赠单位类型). Raises `Malformed`.

    >>> recipient_kind("charity")
    <RecipientKind.CHARITY: 'charity'>
    """
    return None if value is None else choice(value, RecipientKind)


class CancellationCause(Enum):
    """Why an eligibility was cancelled (取消资格的原因). ``CancellationCause("breach")`` looks one up.

    LAPSE: a condition was no longer met (section 7); BREACH: one of section 8; GRAVE: one of section 9.

    >>> CancellationCause("breach").text.en
    'breach of the rules'
    """

    LAPSE = "lapse"
    BREACH = "breach"
    GRAVE = "grave"

    @property
    def text(self) -> Text:
        """The words for a reader (名称)."""
        return _CAUSES[self]


_CAUSES = {
    CancellationCause.LAPSE: Text("a condition no longer met", "不再符合条件"),
    CancellationCause.BREACH: Text("breach of the rules", "违规"),
    CancellationCause.GRAVE: Text(
        "unlawful politics or harm to the public", "非法政治活动或危害国家安全、社会公共利益"
    ),
}


def _cause(value: CancellationCause) -> CancellationCause:
    return choice(value, CancellationCause)


@attrs.frozen
class Cancellation:
    """A cancelled eligibility (取消资格): the day of the announcement, and why. Raises `Malformed`.

    >>> Cancellation(date(2025, 6, 30), "breach").cause.value
    'breach'
    """

    announced_on: date = attrs.field(converter=day)
    cause: CancellationCause = attrs.field(converter=_cause)


@attrs.frozen
class TaxStatus:
    """An eligibility that was confirmed (已取得的公益性捐赠税前扣除资格): valid from 1 January of ``first_year``.

    ``cancelled_on`` is the day on which its cancellation was announced: it ends with that month. Raises `Malformed`.

    >>> TaxStatus(2024).first_year
    2024
    """

    first_year: int = attrs.field(converter=year)
    cancelled_on: date | None = attrs.field(default=None, converter=optional_day)

    def in_force(self, law: LawInForce, on: date | None = None) -> bool:
        """Tell whether it is valid on a day, by default that of the law (当日是否有效).

        Raises `Malformed` for what is no `LawInForce` or no day, `LawError` for a day before the law. Source: 公告2020年第27号六、十.

        >>> from community_charity.law.law import Law
        >>> cancelled = TaxStatus(2024, cancelled_on=date(2025, 6, 10))
        >>> [cancelled.in_force(Law.of("cn").on(day)) for day in (date(2025, 6, 30), date(2025, 7, 1))]
        [True, False]
        """
        law = in_force(law)
        asked = law.day if on is None else day(on)
        valid = self.first_year <= asked.year < self.first_year + law.tax_status_years
        ended = self.cancelled_on is not None and _month(self.cancelled_on).last < asked
        return valid and not ended


def _month(on: date) -> Period:
    return Period.month(on.year, on.month)
