"""One way to provoke each error about the qualification, and about who may raise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from community_charity.law.law import Law
from community_charity.parties import OrganisationId, PersonId
from community_charity.rules.qualification import OfficerCandidate, QualificationApplication
from community_charity.rules.who_may_raise import Fundraiser, FundraiserKind, FundraisingAct, FundraisingRequest
from reproducers import caught, error, refusal

if TYPE_CHECKING:
    from community_charity.errors import CharityError
    from community_charity.law.decision import Decision

CHARITY = OrganisationId("city-charity")


@error("fact.days", "a penalty that is not in a list", "未放入列表的处罚日期")
def penalty_without_list() -> CharityError:
    never: Any = "never"
    return caught(lambda: OfficerCandidate(PersonId("p-1"), bans=never))


@error("qualification.more_than_all", "more directors from one body than directors", "来自同一组织的理事多于理事总数")
def more_than_all() -> CharityError:
    return caught(lambda: QualificationApplication(CHARITY, directors=5, directors_from_one_body=6))


@error("fundraising.host", "a village that is hosted like a fund", "村民委员会填写了依托组织")
def village_with_a_host() -> CharityError:
    host = Fundraiser("city-charity", FundraiserKind.QUALIFIED_CHARITY)
    return caught(lambda: Fundraiser("lake-village", FundraiserKind.VILLAGERS_COMMITTEE, host=host))


@error("fundraising.circle", "a circle that is one word", "以单个词给出的募捐对象")
def circle_in_a_word() -> CharityError:
    word: Any = "members"
    village = Fundraiser("lake-village", FundraiserKind.VILLAGERS_COMMITTEE)
    return caught(lambda: FundraisingRequest(village, FundraisingAct.RAISE_FROM_CIRCLE, circle=word))


@refusal(
    "fundraising.committee_cooperates", "a committee, if the law did not let it cooperate", "假设法律不许居民委员会合作"
)
def committee_that_may_not() -> Decision:
    charity = Fundraiser("city-charity", FundraiserKind.QUALIFIED_CHARITY, qualified_on=date(2019, 6, 3))
    village = Fundraiser("lake-estate", FundraiserKind.RESIDENTS_COMMITTEE)
    asked = FundraisingRequest(
        village, FundraisingAct.BE_PARTNER, with_charity=charity, charitable_purpose=True, raises_itself=False
    )
    law = Law.of("cn").amend(since=date(2026, 1, 1), residents_committee_may_cooperate=False)
    return asked.may_be_done(law.on(date(2026, 3, 2)))
