"""The facts of a case as they come in: costs, other aid, government aid, a referral (个案事实)."""

from __future__ import annotations

from typing import ClassVar

import attrs

from community_charity.book.orders import Command, Event
from community_charity.errors import choice
from community_charity.language import Text
from community_charity.money import Money, amount_of_money, known_or_unknown_money
from community_charity.parties import OrganisationId, organisation_id
from community_charity.relief.case import CaseId, aid_fits, case_id, consent
from community_charity.relief.costs import AidLine, Cost, aid_lines, costs, lines_add_up
from community_charity.rules.linkage import GovernmentAid


@attrs.frozen(kw_only=True)
class AboutCase(Command):
    """A command about one case, told by its id (关于个案的指令). Raises `Malformed` for what is no id.

    >>> from datetime import date
    >>> AboutCase(key="about-1", on=date(2025, 3, 13), case="case-1").case
    'case-1'
    """

    case: CaseId = attrs.field(converter=case_id)


def _aid(value: GovernmentAid) -> GovernmentAid:
    return choice(value, GovernmentAid)


@attrs.frozen(kw_only=True)
class RecordCosts(AboutCase):
    """Replace the list of costs of a case by a newer one (记录费用). Amounts are `Money`.

    Recorded it becomes `CostsRecorded`. Raises `Malformed`.

    >>> from datetime import date
    >>> bill = Cost("surgery", Money(3000_00), evidence="invoice-17")  # invented
    >>> str(RecordCosts(key="costs-1", on=date(2025, 3, 13), case="case-1", costs=[bill]).asked())
    'record the costs of case case-1'
    """

    ASKED: ClassVar[Text] = Text("record the costs of case {case}", "记录个案 {case} 的费用")

    costs: tuple[Cost, ...] = attrs.field(converter=costs, repr=False)


@attrs.frozen
class CostsRecorded(Event[RecordCosts]):
    """Costs were recorded (费用已记录)."""


@attrs.frozen(kw_only=True)
class RecordAid(AboutCase):
    """Record what insurance, medical assistance and pools outside the book paid (记录其他救助).

    What is left out stays as it was; give an amount of zero to say that nothing was paid.
    Amounts are `Money`. Recorded it becomes `AidRecorded`. Raises `Malformed`.

    >>> from datetime import date
    >>> str(RecordAid(key="aid-1", on=date(2025, 3, 13), case="case-1", insurance=Money(1200_00)).asked())
    'record other aid to case case-1'
    """

    ASKED: ClassVar[Text] = Text("record other aid to case {case}", "记录个案 {case} 的其他救助")

    insurance: Money | None = attrs.field(default=None, converter=known_or_unknown_money, repr=False)
    medical_assistance: Money | None = attrs.field(default=None, converter=known_or_unknown_money, repr=False)
    other_aid: Money | None = attrs.field(default=None, converter=known_or_unknown_money, repr=False)


@attrs.frozen
class AidRecorded(Event[RecordAid]):
    """Other aid was recorded (其他救助已记录)."""


@attrs.frozen(kw_only=True)
class RecordGovernmentAid(AboutCase):
    """Record how far government aid has come, and what it paid (记录政府救助).

    ``amount`` is `Money`, above zero if aid was received and zero if not; ``aid_lines`` may break it down by kind, to the
    same sum. Recorded it becomes `GovernmentAidRecorded`. Raises `Malformed`. Source: 民发〔2018〕23号二（五）, from 2026-07-01 社会救助法第54条.

    >>> from datetime import date
    >>> str(RecordGovernmentAid(key="aid-2", on=date(2025, 3, 13), case="case-1", government="refused").asked())
    'record government aid to case case-1'
    """

    ASKED: ClassVar[Text] = Text("record government aid to case {case}", "记录个案 {case} 的政府救助")

    government: GovernmentAid = attrs.field(converter=_aid, repr=False)
    amount: Money = attrs.field(default=Money(0), converter=amount_of_money, repr=False)
    aid_lines: tuple[AidLine, ...] | None = attrs.field(default=None, converter=aid_lines, repr=False)

    def __attrs_post_init__(self) -> None:
        aid_fits(self.government, self.amount)
        lines_add_up(self.aid_lines, self.amount)


@attrs.frozen
class GovernmentAidRecorded(Event[RecordGovernmentAid]):
    """Government aid was recorded (政府救助已记录)."""


@attrs.frozen(kw_only=True)
class ReferCase(AboutCase):
    """Record that a body referred the case, with the household's consent (转介).

    Recorded it becomes `CaseReferred`. Raises `Malformed`. Source: 个人信息保护法第23条、第29条 for the consent.

    >>> from datetime import date
    >>> str(ReferCase(key="refer-1", on=date(2025, 3, 13), case="case-1", by="city-charity", consent=True).asked())
    'refer case case-1'
    """

    ASKED: ClassVar[Text] = Text("refer case {case}", "转介个案 {case}")

    by: OrganisationId = attrs.field(converter=organisation_id)
    consent: bool | None = attrs.field(default=None, converter=consent, repr=False)


@attrs.frozen
class CaseReferred(Event[ReferCase]):
    """A case was referred (个案已转介)."""
