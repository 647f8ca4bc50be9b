"""The figures of single places: each as its instrument or report gives it, and none in another place."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from itertools import product
from typing import Any

import attrs
import pytest

import casebook
from casebook import Case
from community_charity.capital import Capital
from community_charity.funds import CommunityCharityFund, HostAgreement
from community_charity.funds.committee import CommitteeMember
from community_charity.funds.names import FundName
from community_charity.funds.setup import SetUp
from community_charity.language import Text
from community_charity.law.citation import Basis, Verified
from community_charity.law.figure import Sense
from community_charity.law.law import Law
from community_charity.law.loading import everywhere, places
from community_charity.law.rendering import sources
from community_charity.law.values import digits
from community_charity.money import Money, yuan
from community_charity.parties import HouseholdId, OrganisationId, PersonId
from community_charity.pools import Cause
from community_charity.relief.case import CaseId, ReliefCase
from community_charity.relief.costs import Cost
from community_charity.rules.assistance.amounts import banded_grant, temporary_assistance_cap
from community_charity.rules.linkage import GovernmentAid
from community_charity.rules.start_up import COUNTY_THIRD, THIRDS, three_sources
from community_charity.societies import MutualAidSociety, SocietyForm

ONE = timedelta(days=1)
LOCAL = [place for place in places() if place != "cn"]

# Place, day, figure, value, what stands behind it. Typed from the instruments and reports, not from the data files.
PINNED = """
cn                            2018-01-01 community_organisations_per_urban_community 10      national_instrument secondary
cn                            2020-12-31 community_organisations_per_rural_community 5       national_instrument secondary
cn                            2023-12-31 community_training_target          2450000          national_instrument primary
cn/anhui                      2024-01-01 society_minimum_capital            30000.00         local_instrument partial
cn/anhui                      2024-01-01 society_target_count               18000            local_instrument partial
cn/anhui                      2024-01-01 society_coverage_rate              1                local_instrument partial
cn/anhui                      2024-01-01 society_aid_is_supplement          true             local_instrument partial
cn/anhui                      2024-12-31 programme_grant_least              2000.00          practice secondary
cn/anhui                      2024-12-31 programme_grant_most               2500.00          practice secondary
cn/anhui                      2024-12-31 community_funds_reported           7232             practice secondary
cn/anhui                      2024-12-31 community_fund_money_reported      125000000.00     practice secondary
cn/anhui/xuancheng/xuanzhou   2025-03-13 society_minimum_capital            30000.00         local_instrument partial
cn/anhui/xuancheng/xuanzhou   2025-03-13 societies_reported                 217              practice secondary
cn/anhui/xuancheng/xuanzhou   2025-03-13 relief_times_reported              1790             practice secondary
cn/anhui/xuancheng/xuanzhou   2025-03-13 relief_paid_reported               1042800.00       practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 society_minimum_members            50               practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 society_minimum_capital            30000.00         practice secondary
cn/anhui/chuzhou/dingyuan     2024-01-01 society_minimum_capital            30000.00         local_instrument partial
cn/anhui/chuzhou/dingyuan     2023-02-07 society_county_share               1/3              practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 society_village_and_donor_share    2/3              practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 relief_case_least                  500.00           practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 relief_case_ceiling                1000.00          practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-06 relief_case_ceiling                1000.00          assumption unverified
cn/anhui/chuzhou/dingyuan     2023-02-07 societies_reported                 80               practice secondary
cn/anhui/chuzhou/dingyuan     2023-02-07 society_money_reported             2400000.00       practice secondary
cn/anhui/xuancheng/jixi       2023-11-06 relief_cancer_amount               800.00           practice secondary
cn/anhui/xuancheng/jixi       2023-11-06 relief_other_cause_amount          600.00           practice secondary
cn/anhui/xuancheng/jixi       2023-11-06 society_custodians                 county_charity   practice secondary
cn/anhui/luan/yuan            2021-08-18 society_council_share              1/3              practice secondary
cn/anhui/luan/yuan            2021-08-18 society_township_share             1/3              practice secondary
cn/anhui/luan/yuan            2021-08-18 society_community_share            1/3              practice secondary
cn/anhui/luan/yuan            2021-08-18 relief_fastest_pay_days            1                practice secondary
cn/anhui/luan/yuan            2021-08-18 society_start_capital              30000.00         practice secondary
cn/anhui/luan/yuan            2024-01-01 society_aid_is_supplement          true             local_instrument partial
cn/anhui/huainan/fengtai      2024-03-15 relief_case_ceiling                1000.00          assumption unverified
cn/anhui/huainan/fengtai      2024-03-16 relief_case_ceiling                2000.00          practice secondary
cn/anhui/huainan/fengtai      2024-03-16 federation_case_ceiling            20000.00         practice secondary
cn/anhui/huainan/fengtai      2024-02-28 relief_times_reported              1189             practice secondary
cn/anhui/huainan/fengtai      2024-02-29 relief_times_reported              221              practice secondary
cn/anhui/huainan/fengtai      2024-02-29 relief_paid_reported               424000.00        practice secondary
cn/anhui/anqing               2024-10-31 fund_gives_society_priority        true             local_instrument secondary
cn/anhui/anqing               2024-10-31 community_funds_reported           474              practice secondary
cn/anhui/bozhou/guoyang       2023-11-13 filed_society_needs_custodian      true             local_instrument partial
cn/anhui/bozhou/guoyang       2023-11-13 filed_society_needs_town_hub       true             local_instrument partial
cn/anhui/tongling/jiaoqu      2025-01-01 relief_pay_days                    3                practice secondary
cn/anhui/chizhou/qingyang     2023-06-01 temporary_assistance_cap_multiple  10               local_instrument partial
cn/anhui/chizhou/qingyang     2023-06-01 temporary_assistance_emergency_minimum_multiple 2   local_instrument partial
cn/anhui/chizhou/dongzhi      2017-05-18 temporary_assistance_minimum_multiple 2             local_instrument secondary
cn/anhui/chizhou/dongzhi      2017-05-18 temporary_assistance_cap_multiple  6                local_instrument secondary
cn/anhui/hefei                2024-12-31 community_funds_reported           1345             practice secondary
cn/anhui/hefei                2024-12-31 community_fund_money_reported      27230000.00      practice secondary
cn/anhui/hefei                2025-03-12 participation_reported             0.18             practice secondary
cn/anhui/hefei                2025-03-13 participation_reported             0.46             practice secondary
cn/anhui/hefei/baohe          2015-01-01 household_quarter_grant            800.00           practice secondary
cn/anhui/hefei/baohe          2014-07-07 venture_fund_total                 8000000.00       practice secondary
cn/hunan                      2025-01-01 fund_minimum_committee             5                local_instrument secondary
cn/hunan                      2026-12-31 fund_minimum_supervisors           1                local_instrument secondary
cn/hunan                      2025-01-01 fund_committee_is_unpaid           true             local_instrument secondary
cn/hunan                      2025-01-01 fund_has_no_sub_funds              true             local_instrument secondary
cn/hunan/hengyang/hengshan    2016-09-01 named_fund_least_person            3000.00          practice primary
cn/hunan/hengyang/hengshan    2016-09-01 named_fund_least_unit              20000.00         practice primary
cn/hubei                      2019-07-08 township_approval_multiple         4                local_instrument secondary
cn/hubei                      2019-07-08 temporary_assistance_emergency_working_days 2       local_instrument secondary
cn/hubei                      2023-08-28 fund_cleaned_up_by_host            true             local_instrument secondary
cn/hubei                      2024-12-31 mutual_aid_project_target          20000            local_instrument secondary
cn/hubei                      2021-01-01 mutual_aid_money_target            1000000000.00    local_instrument secondary
cn/shanghai                   2021-04-30 special_fund_no_sub_fund           true             local_instrument primary
cn/shanghai                   2021-11-01 fundraising_plan_filing_lead_days  10               local_instrument primary
cn/shanghai                   2024-09-05 fundraising_plan_filing_lead_days  10               statute primary
cn/shanghai                   2021-11-01 emergency_plan_filing_days         10               local_instrument primary
cn/shanghai                   2021-11-01 trust_filing_days                  7                local_instrument primary
cn/shanghai                   2021-11-01 donor_query_working_days           10               local_instrument primary
cn/shanghai                   2021-11-01 charity_week_day                   09-05            local_instrument primary
cn/chongqing                  2022-09-01 charity_week_day                   09-05            local_instrument partial
cn/chongqing                  2021-02-23 charities_reported                 124              practice secondary
cn/chongqing                  2021-02-23 qualified_charities_reported       38               practice secondary
cn/chongqing/yubei            2023-12-31 fund_coverage_rate                 0.3              local_instrument partial
cn/chongqing/yubei            2024-01-01 fund_coverage_rate                 1                local_instrument partial
cn/chongqing/yubei            2025-12-31 fund_town_target                   22               local_instrument partial
cn/shandong/yantai            2025-02-19 community_fund_target              400              practice secondary
cn/shandong/yantai            2027-12-31 community_project_target           300              practice secondary
cn/shandong/yantai            2027-12-31 charity_space_target               30               practice secondary
cn/shandong/yantai            2025-02-19 community_funds_reported           342              practice secondary
cn/shandong/yantai/zhifu      2024-05-22 street_fund_start_capital          125000.00        practice secondary
cn/shandong/yantai/zhifu      2024-05-22 fund_start_capital                 10000.00         assumption secondary
cn/shandong/yantai/fushan     2023-03-02 community_fund_money_reported      198000.00        practice secondary
cn/shandong/qingdao           2010-12-31 named_fund_least_person            10000.00         practice secondary
cn/shandong/qingdao/licang    2024-03-07 pilot_communities                  11               practice secondary
cn/shandong/qingdao/xihaian   2023-12-31 funds_per_town_target              1                local_instrument secondary
cn/shandong/qingdao/xihaian   2023-01-01 fund_reward_ceiling                50000.00         practice secondary
cn/shandong/jinan             2022-09-09 fund_only_for_own_community        true             local_instrument secondary
cn/shandong/jinan/huaiyin     2022-08-03 fund_start_capital                 3000.00          practice secondary
cn/shandong/binzhou/zouping   2018-10-15 township_approval_amount           2000.00          local_instrument secondary
cn/shandong/binzhou/zouping   2018-10-15 temporary_assistance_small_working_days 3           local_instrument secondary
cn/shandong/binzhou/zouping   2018-10-15 temporary_assistance_emergency_payment_hours 24     local_instrument secondary
cn/shandong/binzhou/zouping   2018-10-15 temporary_assistance_emergency_papers_working_days 5 local_instrument secondary
cn/sichuan                    2025-06-30 fund_host_is_qualified             true             local_instrument primary
cn/sichuan/suining            2023-05-29 charity_project_quota              3                local_instrument partial
cn/sichuan/suining            2023-06-30 supported_fund_quota               3                local_instrument partial
cn/sichuan/suining            2023-06-30 supported_fund_quota_most          5                local_instrument partial
cn/sichuan/suining            2023-06-30 fund_project_quota                 1                local_instrument partial
cn/sichuan/suining            2023-05-20 fund_start_capital                 30000.00         practice secondary
cn/sichuan/suining            2020-12-31 giving_family_rate_target          0.1              local_instrument secondary
cn/sichuan/suining            2020-12-31 giving_share_of_gdp_target         0.0005           local_instrument secondary
cn/sichuan/suining            2020-12-31 charities_per_ten_thousand_target  5                local_instrument secondary
cn/sichuan/suining            2020-12-31 volunteer_rate_target              0.15             local_instrument secondary
cn/jiangsu                    2025-09-02 campaign_has_its_own_filing        true             statute primary
cn/jiangsu                    2025-09-02 venture_fund_total                 6500000.00       practice secondary
cn/jiangsu/nantong/rugao      2016-07-26 micro_fund_least                   10000.00         practice primary
cn/jiangsu/nantong/rugao      2016-07-26 directed_fund_least                100000.00        practice primary
cn/jiangsu/nantong/rugao      2016-07-26 named_fund_least                   200000.00        practice primary
cn/jiangsu/nantong/rugao      2016-07-26 fund_minimum_capital               10000.00         assumption primary
cn/jiangsu/yangzhou           2020-01-01 community_organisation_minimum_members 20           local_instrument unverified
cn/jiangsu/yangzhou           2020-01-01 community_organisation_minimum_unit_members 10      local_instrument unverified
cn/guangdong/shenzhen         2013-11-18 named_fund_least                   2000000.00       practice primary
cn/guangdong/shenzhen         2013-11-18 named_fund_least_by_instalments    4000000.00       practice primary
cn/guangdong/shenzhen         2013-11-18 named_fund_instalment_years        3                practice primary
cn/guangdong/shenzhen         2013-11-18 named_fund_least_pledge            10000000.00      practice primary
cn/guangdong/shenzhen         2013-11-18 named_fund_yearly_spending         0.2              practice primary
cn/guangdong/shenzhen         2014-03-12 community_foundation_start_capital 1000000.00       practice secondary
cn/guangdong/shenzhen/nanshan 2016-01-01 venture_grant_most                 100000.00        practice secondary
cn/guangdong/huizhou/dayawan  2022-08-24 fund_seed_match                    50000.00         practice secondary
cn/zhejiang                   2020-09-24 dibao_margin_multiple              1.5              local_instrument primary
cn/zhejiang                   2026-07-01 dibao_margin_multiple              1.5              local_instrument primary
cn/zhejiang                   2020-09-24 temporary_assistance_cap_multiple  6                local_instrument primary
cn/zhejiang                   2020-09-24 temporary_assistance_special_cap_multiple 12        local_instrument primary
cn/zhejiang                   2021-07-01 dibao_county_working_days          5                local_instrument primary
cn/zhejiang                   2020-09-24 rural_dibao_share_of_urban         0.7              local_instrument primary
cn/zhejiang/quzhou/qujiang    2013-01-01 medical_aid_minimum_total_cost     100000.00        practice primary
cn/zhejiang/quzhou/qujiang    2013-01-01 medical_aid_first_band_grant       5000.00          practice primary
cn/zhejiang/quzhou/qujiang    2013-01-01 medical_aid_second_band_grant      10000.00         practice primary
cn/zhejiang/quzhou/qujiang    2013-01-01 medical_aid_income_at_most_multiple 1.5             practice primary
cn/xinjiang/kashi             2023-09-06 temporary_assistance_working_days  15               local_instrument partial
cn/xinjiang/kashi             2023-09-06 temporary_assistance_grants_per_cause_and_year 1    local_instrument partial
cn/henan                      2025-12-05 special_fund_initial_capital_provincial 3000000.00  local_instrument partial
cn/henan                      2025-12-05 special_fund_initial_capital_municipal 1500000.00   local_instrument partial
cn/henan                      2025-12-05 special_fund_yearly_addition_share 0.2              local_instrument partial
cn/henan                      2021-01-01 filed_group_has_no_legal_personality true           local_instrument primary
cn/henan/zhengzhou            2017-06-15 named_fund_least_unit              10000.00         practice primary
cn/guangdong/guangzhou        2026-03-12 consumption_donation_rate          0.1              practice unverified
cn/zhejiang/zhoushan/dinghai  2026-03-12 day_donation_community_suggested   10000.00         practice primary
"""
ROWS = [line.split() for line in PINNED.strip().splitlines()]

# Values that end: the last day on which a place says so, and the day after, on which it says nothing.
ENDED = [
    ("cn", "community_organisations_per_urban_community", date(2020, 12, 31)),
    ("cn/anhui", "programme_grant_most", date(2024, 12, 31)),
    ("cn/hunan", "fund_minimum_committee", date(2026, 12, 31)),
    ("cn/hubei", "mutual_aid_times_target", date(2024, 12, 31)),
    ("cn/chongqing/yubei", "fund_coverage_rate", date(2025, 12, 31)),
    ("cn/shandong/yantai", "community_fund_target", date(2027, 12, 31)),
    ("cn/shandong/qingdao/xihaian", "funds_per_town_target", date(2023, 12, 31)),
    ("cn/sichuan/suining", "charity_project_quota", date(2023, 6, 30)),
    ("cn/sichuan/suining", "people_helped_target", date(2020, 12, 31)),
    ("cn/jiangsu", "venture_grant_most", date(2026, 12, 31)),
]


# ------------------------------------------------------------------------------------------------------- each place


@pytest.mark.parametrize("row", ROWS, ids=[f"{row[0]}-{row[2]}-{row[1]}" for row in ROWS])
def test_what_a_place_says_on_a_day(row: list[str]) -> None:
    """Value, kind of authority and how far it was read; a note wherever the text itself was not read in full."""
    place, on, key, value, basis, verified = row
    found = Law.of(place).on(date.fromisoformat(on)).get(key)
    assert found is not None
    assert digits(found.value) == value
    assert (found.basis, found.verified) == (Basis(basis), Verified(verified))
    assert found.place in place


@pytest.mark.parametrize(("place", "key", "last"), ENDED)
def test_a_target_or_a_trial_ends(place: str, key: str, last: date) -> None:
    """On its last day a value still holds; the day after, the place says nothing."""
    law = Law.of(place)
    assert key in law.on(last)
    assert key not in law.on(last + ONE)


def test_every_place_has_figures_of_its_own_that_are_pinned() -> None:
    """No place is only a name, and each appears in the table above; together they say what was promised."""
    own = Counter(value.place for _, value in everywhere().values())
    assert set(own) == set(places())
    assert {row[0] for row in ROWS} == set(places())
    assert sum(own[place] for place in LOCAL) >= 250


@pytest.mark.parametrize("place", LOCAL)
def test_a_value_is_of_the_place_or_of_one_above_it(place: str) -> None:
    """What lies beside a place or below it never shows in it."""
    steps = place.split("/")
    above = {"/".join(steps[: n + 1]) for n in range(len(steps))}
    assert {value.place for figure in Law.of(place).figures() for value in figure.history} <= above


@pytest.mark.parametrize("place", LOCAL)
def test_no_figure_of_a_place_shows_in_another(place: str) -> None:
    """Asked anywhere that is not below it, nothing comes from this place."""
    for other in places():
        if other != place and not other.startswith(f"{place}/"):
            assert all(value.place != place for figure in Law.of(other).figures() for value in figure.history)


def test_a_figure_is_called_and_counted_alike_everywhere() -> None:
    """Places that fix the same figure use one title, one unit and one sense, so that their tables can be compared."""
    said: dict[str, set[Any]] = {}
    for place in places():
        for figure in Law.of(place).figures():
            said.setdefault(figure.key, set()).add((figure.title, figure.unit, figure.sense))
    assert {key: ways for key, ways in said.items() if len(ways) > 1} == {}


def test_what_was_not_read_in_full_or_dated_by_a_report_says_so() -> None:
    """A local value that was not read as a whole has a note in both languages; a report fixes no floor that binds."""
    for figure, value in everywhere().values():
        if value.place == "cn":
            continue
        if value.verified is Verified.UNVERIFIED or value.basis is Basis.ASSUMPTION:
            assert value.note, (value.place, figure.key)
        if value.basis is Basis.PRACTICE:
            assert value.note or value.citations[0].issued == value.since, (value.place, figure.key)
        if figure.key.endswith("_reported"):
            assert value.basis is Basis.PRACTICE, (value.place, figure.key)
            assert figure.sense is Sense.VALUE


def test_a_report_is_cited_as_described_and_not_as_an_instrument() -> None:
    """Reports have no title marks in Chinese; instruments with a known title do."""
    for place in LOCAL:
        for name, instrument in Law.of(place).instruments.items():
            if name.endswith("_report"):
                assert instrument.citation.described, name
                assert instrument.basis is Basis.PRACTICE
                assert instrument.verified is Verified.SECONDARY


def test_a_file_repeats_nothing_that_the_law_below_it_says() -> None:
    """Title, unit and sense stand once on the way from the nation to the place."""
    root = files("community_charity.law").joinpath("cn")
    below = {"cn": set(tomllib.loads(root.joinpath("national.toml").read_text("utf-8")))}
    for place in sorted(LOCAL, key=lambda place: place.count("/")):
        path = place.removeprefix("cn/")
        tables = tomllib.loads(root.joinpath(f"{path}.toml").read_text("utf-8"))
        steps = place.split("/")
        known = set().union(*(below.get("/".join(steps[: n + 1]), set()) for n in range(len(steps) - 1)))
        below[place] = set(tables)
        again = [key for key in set(tables) - {"instruments"} if key in known and "title" in tables[key]]
        assert again == [], place


# ------------------------------------------------------------------------------------------------------- arithmetic


def test_jixi_helped_four_with_cancer_and_three_others() -> None:
    """Seven households and 5,000 yuan at 800 and 600 have one solution only."""
    law = Law.of("cn/anhui/xuancheng/jixi").on(date(2023, 11, 6))
    households, paid = law.relief_households_reported, law.relief_paid_reported
    split = [
        (cancer, other)
        for cancer, other in product(range(households + 1), repeat=2)
        if cancer + other == households
        and law.relief_cancer_amount.fen * cancer + law.relief_other_cause_amount.fen * other == paid.fen
    ]
    assert split == [(4, 3)]


def test_dingyuan_splits_what_its_societies_have() -> None:
    """Eighty societies of 30,000 are 2.4 million: 800,000 from the county, 1.6 million from villages and donors."""
    law = Law.of("cn/anhui/chuzhou/dingyuan").on(date(2023, 2, 7))
    total = law.society_minimum_capital.fen * law.societies_reported
    assert total == law.society_money_reported.fen == 2_400_000_00
    assert total * law.society_county_share == 800_000_00
    assert total * law.society_village_and_donor_share == 1_600_000_00
    assert law.society_county_share == COUNTY_THIRD.shares["county_finance"]


def test_means_of_what_places_report() -> None:
    """Xuanzhou 582.57 a case, Hefei 20,245.35 a fund, Fengtai 1,918.55 a case, rounded to the fen."""
    xuanzhou = Law.of("cn/anhui/xuancheng/xuanzhou").on(date(2025, 3, 13))
    hefei = Law.of("cn/anhui/hefei").on(date(2024, 12, 31))
    fengtai = Law.of("cn/anhui/huainan/fengtai").on(date(2024, 2, 29))
    means = [
        Fraction(xuanzhou.relief_paid_reported.fen, xuanzhou.relief_times_reported),
        Fraction(hefei.community_fund_money_reported.fen, hefei.community_funds_reported),
        Fraction(fengtai.relief_paid_reported.fen, fengtai.relief_times_reported),
    ]
    assert [round(mean) for mean in means] == [582_57, 20_245_35, 1_918_55]


def test_qujiang_pays_by_bands() -> None:
    """Self-paid 29,999 gives nothing, 30,000 and 49,999 give 5,000, 50,000 gives 10,000."""
    law = Law.of("cn/zhejiang/quzhou/qujiang").on(date(2014, 1, 1))
    bands = (
        law.medical_aid_first_band_from,
        law.medical_aid_first_band_grant,
        law.medical_aid_second_band_from,
        law.medical_aid_second_band_grant,
    )
    given = [banded_grant(yuan(paid), *bands) for paid in (29_999, 30_000, 49_999, 50_000)]
    assert given == [yuan(0), yuan(5_000), yuan(5_000), yuan(10_000)]


def test_multiples_of_a_standard_of_722() -> None:
    """Twice is 1,444 in Qingyang's emergencies, four times 2,888 in Hubei's towns, ten times 7,220 in Qingyang."""
    qingyang = Law.of("cn/anhui/chizhou/qingyang").on(date(2024, 1, 1))
    hubei = Law.of("cn/hubei").on(date(2024, 1, 1))
    standard = yuan(722)
    assert temporary_assistance_cap(standard, qingyang.temporary_assistance_emergency_minimum_multiple) == yuan(1_444)
    assert temporary_assistance_cap(standard, hubei.township_approval_multiple) == yuan(2_888)
    assert temporary_assistance_cap(standard, qingyang.temporary_assistance_cap_multiple) == yuan(7_220)


def test_zhifu_shares_out_what_it_raised() -> None:
    """125,000 for the subdistrict and 23 times 10,000 are the 355,000 that were raised."""
    law = Law.of("cn/shandong/yantai/zhifu").on(date(2024, 5, 22))
    communities = law.fund_start_capital.fen * law.community_funds_reported
    assert law.street_fund_start_capital.fen + communities == law.community_fund_money_reported.fen == 355_000_00


def test_the_targets_of_yantai_and_what_there_was() -> None:
    """342 of 400 funds and 150 of 300 projects when the plan was reported; Suining supports three to five funds."""
    law = Law.of("cn/shandong/yantai").on(date(2025, 2, 19))
    assert Fraction(law.community_funds_reported, law.community_fund_target) == Fraction(171, 200)
    assert Fraction(law.community_projects_reported, law.community_project_target) == Fraction(1, 2)
    suining = Law.of("cn/sichuan/suining").on(date(2023, 6, 30))
    assert (suining.supported_fund_quota, suining.supported_fund_quota_most) == (3, 5)


# ------------------------------------------------------------------------------------------------------- rules at places


def society(sources: dict[str, Money], **changes: Any) -> MutualAidSociety:
    made = MutualAidSociety(
        OrganisationId("village-1"),
        form=SocietyForm.FILED,
        custodian=OrganisationId("town-federation"),
        council=(PersonId("p-1"), PersonId("p-2"), PersonId("p-3")),
        capital=Capital(sources),
    )
    return attrs.evolve(made, **changes)


@pytest.mark.parametrize(("last", "allowed"), [(yuan(10_000), True), (yuan("9999.99"), False)])
def test_yuan_thirds_exactly_meet_the_floor(last: Money, *, allowed: bool) -> None:
    """Three times 10,000 are 30,000; a fen less is refused, by the floor and by the agreed thirds alike."""
    law = Law.of("cn/anhui/luan/yuan").on(date(2024, 1, 1))
    asked = society({"council_members": last, "township": yuan(10_000), "community": yuan(10_000)})
    assert bool(asked.may_register(law)) is allowed
    assert bool(asked.may_register(law, THIRDS)) is allowed
    assert asked.capital_gap(law) == yuan(10_000) - last
    assert law.society_capital_sources == tuple(THIRDS.shares)
    assert {law.society_council_share, law.society_township_share, law.society_community_share} == {Fraction(1, 3)}


def test_the_sources_that_places_name() -> None:
    """Xuanzhou, Dingyuan and Jixi each name three; a society that leaves one out is refused where they are asked for."""
    for place in ("xuancheng/xuanzhou", "chuzhou/dingyuan", "xuancheng/jixi"):
        law = Law.of(f"cn/anhui/{place}").on(date(2025, 3, 13))
        policy = three_sources(law.society_capital_sources)
        whole = {source: yuan(10_000) for source in law.society_capital_sources}
        assert society(whole).may_register(law, policy)
        for missing in whole:
            less = {source: yuan(15_000) for source in whole if source != missing}
            assert not society(less).may_register(law, policy)
            assert society(less).may_register(law)


@pytest.mark.parametrize("place", [place for place in LOCAL if not place.startswith("cn/anhui")])
def test_a_small_filed_society_elsewhere(place: str) -> None:
    """Outside Anhui no place fixes what a filed society must have: neither capital nor custodian is asked for."""
    for on in (date(2023, 12, 31), date(2024, 1, 1), date(2026, 7, 1)):
        assert society({"donors": yuan("0.01")}, custodian=None).may_register(Law.of(place).on(on))


@pytest.mark.parametrize("place", [place for place in LOCAL if place.startswith("cn/anhui")])
def test_a_small_filed_society_in_anhui(place: str) -> None:
    """In all of Anhui 30,000 yuan are asked for from 2024 on, and in Dingyuan some months before."""
    short = society({"donors": yuan("29999.99")})
    assert not short.may_register(Law.of(place).on(date(2024, 1, 1)))
    assert bool(short.may_register(Law.of(place).on(date(2023, 12, 31)))) is (place != "cn/anhui/chuzhou/dingyuan")


@pytest.mark.parametrize(("size", "allowed"), [(3, False), (4, False), (5, True), (6, False), (7, True)])
def test_committees_in_hunan_and_its_county(size: int, *, allowed: bool) -> None:
    """Three, four and six are refused, five and seven accepted; in Hengshan, which adds nothing to it, as well."""
    for place in ("cn/hunan", "cn/hunan/hengyang/hengshan"):
        law = Law.of(place)
        fund = CommunityCharityFund(
            "lake-fund",
            host=OrganisationId("city-charity"),
            purposes=frozenset({Cause.ILLNESS}),
            committee=tuple(PersonId(f"p-{n}") for n in range(size)),
            supervisors=(PersonId("s-1"),),
            agreement=HostAgreement(date(2025, 1, 1), frozenset(law.on(date(2025, 1, 1)).fund_agreement_settles)),
            name=FundName(Text("City Charity", "市慈善总会"), Text("Lake Community", "湖滨社区")),
            set_up=SetUp(initiated_by="township"),
            members=[CommitteeMember(PersonId(f"p-{n}"), "resident_leaders", paid=False) for n in range(size)],
        )
        assert bool(fund.may_establish(law.on(date(2025, 6, 3)))) is allowed
        assert fund.may_establish(law.on(date(2027, 1, 1)))
        assert fund.may_establish(Law.of("cn/hubei").on(date(2025, 6, 3)))


@pytest.mark.parametrize(
    ("place", "on", "most"),
    [
        ("cn/anhui", date(2024, 3, 16), 1_000),
        ("cn/anhui/chuzhou/dingyuan", date(2024, 3, 16), 1_000),
        ("cn/anhui/huainan/fengtai", date(2024, 3, 15), 1_000),
        ("cn/anhui/huainan/fengtai", date(2024, 3, 16), 2_000),
        ("cn/anhui/xuancheng/jixi", date(2024, 3, 16), 1_000),
    ],
)
def test_the_ceiling_of_a_case_by_place(place: str, on: date, most: int) -> None:
    """What a place reports replaces the assumption of the province: the ceiling itself is allowed, a fen more is not."""
    case = ReliefCase(
        CaseId("case-1"),
        household=HouseholdId("household-1"),
        cause=Cause.ILLNESS,
        costs=[Cost("surgery", yuan(9_000), evidence="invoice-1")],
        insurance=yuan(0),
        medical_assistance=yuan(0),
        government=GovernmentAid.NOT_ELIGIBLE,
    )
    law = Law.of(place).on(on)
    assert case.may_pay(yuan(most), law)
    decision = case.may_pay(Money(yuan(most).fen + 1), law)
    assert decision.reason is not None
    assert decision.reason.ground.code == "relief.case_ceiling"


# ------------------------------------------------------------------------------------------------------- decision tables

CASES = [case for path in sorted(casebook.FOLDER.rglob("local-*.toml")) for case in casebook._of(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_what_is_decided_at_a_place(case: Case) -> None:
    """The outcome, the ground that decided, its article, in both languages."""
    decision = case.decide()
    assert decision.outcome.value == case.outcome, decision.text("en")
    finding = case.weighed(decision)
    assert case.article in "\n".join(sources(finding, "zh"))
    if decision:
        assert finding.holds
    else:
        assert decision.reason is not None
        assert decision.reason.ground.code == case.ground, decision.text("en")
    for lang in ("en", "zh"):
        assert "{" not in decision.text(lang)
    assert not any("一" <= sign <= "鿿" for found in decision.findings for sign in found.text("en"))


def test_there_are_cases_for_places() -> None:
    """Enough of them, none twice."""
    assert len(CASES) >= 25
    assert len({case.id for case in CASES}) == len(CASES)
