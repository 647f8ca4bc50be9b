"""Who may do what: the whole table against a plain one, and the facts on which it depends. All bodies are invented."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed
from community_charity.law.law import Law
from community_charity.rules.who_may_raise import (
    AppealPlatform,
    Circle,
    Fundraiser,
    FundraiserKind,
    FundraisingAct,
    FundraisingRequest,
)

LAW = Law.of("cn")
ON = date(2026, 3, 2)
DAY = date(2018, 5, 4)
CHARITY = Fundraiser(
    "city-charity", FundraiserKind.QUALIFIED_CHARITY, registered_on=DAY, qualified_on=DAY, tax_eligible=True
)
ALL_IS_WELL: dict[str, Any] = {
    "plan_filed": True,
    "circle": ["members"],
    "purpose_told": True,
    "public_methods": False,
    "voluntary": True,
    "meeting_decided": True,
    "in_hosts_name": True,
    "with_charity": CHARITY,
    "charitable_purpose": True,
    "raises_itself": False,
    "inside_only": True,
    "for_own_hardship": True,
    "true_and_complete": True,
    "platform": "designated",
}
ACTS = ("raise_from_public", "raise_from_circle", "mutual_aid", "give_tax_receipt", "be_partner", "appeal_for_help")
# In the order of the acts: yes, no, or ? for what the law leaves open.
TABLE = {
    "qualified_charity": "yy?y?n",
    "charity": "ny?yyn",
    "association": "nnyyyn",
    "filed_group": "nnynyn",
    "hosted_fund": "yy?y?n",
    "residents_committee": "nyynyn",
    "villagers_committee": "nyynyn",
    "person": "nn?nyy",
}
WORDS = {"y": "allowed", "n": "refused", "?": "undetermined"}


def body(kind: str) -> Fundraiser:
    host = CHARITY if kind == "hosted_fund" else None
    return Fundraiser("body-1", FundraiserKind(kind), registered_on=DAY, qualified_on=DAY, tax_eligible=True, host=host)


def request(kind: str, act: str, **facts: Any) -> FundraisingRequest:
    circle = ["residents"] if kind.endswith("_committee") else ["members"]
    return FundraisingRequest(body(kind), FundraisingAct(act), **{**ALL_IS_WELL, "circle": circle, **facts})


@pytest.mark.parametrize(("kind", "act"), list(product(TABLE, ACTS)))
def test_the_table(kind: str, act: str) -> None:
    """Each kind of body and each act, all other facts being well."""
    expected = WORDS[TABLE[kind][ACTS.index(act)]]
    assert request(kind, act).may_be_done(LAW.on(ON)).outcome.value == expected


@pytest.mark.parametrize(("kind", "act"), list(product(TABLE, ACTS)))
def test_the_table_of_the_first_law(kind: str, act: str) -> None:
    """The same, but for what the committees' laws of 2025 and the article on appeals brought."""
    new = act == "appeal_for_help" or (act == "raise_from_circle" and kind.endswith("_committee"))
    expected = "undetermined" if new else WORDS[TABLE[kind][ACTS.index(act)]]
    assert request(kind, act).may_be_done(LAW.on(date(2020, 3, 2))).outcome.value == expected


@given(data=st.data(), kind=st.sampled_from(sorted(TABLE)), act=st.sampled_from(ACTS))
def test_a_fact_taken_away_never_helps(data: st.DataObject, kind: str, act: str) -> None:
    """Without some facts a yes becomes open at most, and a no stays a no or becomes open: never a yes."""
    gone = data.draw(st.sets(st.sampled_from(sorted(ALL_IS_WELL))))
    before = request(kind, act).may_be_done(LAW.on(ON)).outcome.value
    after = request(kind, act, **dict.fromkeys(gone)).may_be_done(LAW.on(ON)).outcome.value
    assert after != "allowed" or before == "allowed"
    assert after != "refused" or before == "refused"


@pytest.mark.parametrize("kind", ["charity", "association", "filed_group", "villagers_committee", "person"])
def test_cooperation_is_the_way_out_of_a_refusal(kind: str) -> None:
    """Whoever may not raise from the public is told to be a partner; done as told, it is allowed."""
    refused = request(kind, "raise_from_public").may_be_done(LAW.on(ON))
    (remedy,) = refused.remedies
    assert remedy.changes == {"act": FundraisingAct.BE_PARTNER}
    assert bool(remedy.applied_to(request(kind, "raise_from_public")).may_be_done(LAW.on(ON)))


@given(st.sets(st.sampled_from(list(Circle)), min_size=1))
def test_whom_a_charity_may_address(circle: set[Circle]) -> None:
    """Founders, board and members; others are open, the public is not."""
    own = {Circle.FOUNDERS, Circle.BOARD_MEMBERS, Circle.MEMBERS}
    expected = "allowed" if circle <= own else "refused" if Circle.PUBLIC in circle else "undetermined"
    assert request("charity", "raise_from_circle", circle=circle).may_be_done(LAW.on(ON)).outcome.value == expected


def test_a_fund_is_judged_as_its_host() -> None:
    """With the host's standing, once it acts in its name; a remedy reaches through to the host."""
    fund = Fundraiser("lake-fund", FundraiserKind.HOSTED_FUND, host=attrs.evolve(CHARITY, tax_eligible=False))
    asked = FundraisingRequest(fund, FundraisingAct.GIVE_TAX_RECEIPT, in_hosts_name=True)
    (remedy,) = asked.may_be_done(LAW.on(ON)).remedies
    assert bool(remedy.applied_to(asked).may_be_done(LAW.on(ON)))
    orphan = FundraisingRequest(
        Fundraiser("lake-fund", FundraiserKind.HOSTED_FUND), FundraisingAct.RAISE_FROM_PUBLIC, in_hosts_name=False
    )
    decision = orphan.may_be_done(LAW.on(ON))
    assert (decision.outcome.value, decision.remedies) == ("refused", ())


@pytest.mark.parametrize("known", [True, False], ids=["host known", "host not known"])
@pytest.mark.parametrize("in_hosts_name", [False, None], ids=str)
def test_a_fund_is_told_to_act_for_its_host(known: bool, in_hosts_name: bool | None) -> None:
    """A paper is asked for where it is not known; only a fund that acts in no host's name and has none is past help."""
    fund = Fundraiser("lake-fund", FundraiserKind.HOSTED_FUND, host=CHARITY if known else None)
    asked = FundraisingRequest(fund, FundraisingAct.RAISE_FROM_PUBLIC, plan_filed=True, in_hosts_name=in_hosts_name)
    found = next(f for f in asked.may_be_done(LAW.on(ON)).unmet if f.ground.code == "fundraising.in_hosts_name")
    assert found.ground.remedy is not None
    remedy = found.ground.remedy(found, asked)
    expected = None if remedy is None else remedy.changes
    if in_hosts_name is None:
        assert expected == {}
    else:
        assert expected == ({"in_hosts_name": True} if known else None)


def test_a_what_if_without_the_duties() -> None:
    """What the law does not ask for is not weighed."""
    free = LAW.amend(
        since=date(2026, 1, 1),
        public_fundraising_needs_qualification=False,
        villagers_meeting_decides_collection=False,
        residents_committee_may_cooperate=False,
    )
    law = free.on(ON)
    assert bool(request("person", "raise_from_public").may_be_done(law))
    assert bool(request("villagers_committee", "raise_from_circle", meeting_decided=False).may_be_done(law))
    decision = request("residents_committee", "be_partner").may_be_done(law)
    assert decision.reason is not None
    assert decision.reason.ground.code == "fundraising.committee_cooperates"


@pytest.mark.parametrize("since", [date(2026, 3, 3), None], ids=str)
def test_a_charity_that_is_registered_later_is_told_from_when(since: date | None) -> None:
    """The remedy is the day of its registration; where that is not known, the certificate is asked for."""
    circle = request("charity", "raise_from_circle")
    asked = attrs.evolve(circle, body=attrs.evolve(circle.body, registered_on=since))
    decision = asked.may_be_done(LAW.on(ON))
    assert [finding.ground.code for finding in decision.unmet] == ["fundraising.registered"]
    assert [remedy.wait_until for remedy in decision.remedies] == [since]


@pytest.mark.parametrize(
    ("kind", "since", "until", "changes"),
    [
        ("qualified_charity", date(2026, 3, 3), date(2026, 3, 3), {}),
        ("qualified_charity", None, None, {}),
        ("charity", None, None, {"act": FundraisingAct.BE_PARTNER}),
    ],
    ids=["from tomorrow", "day not known", "not at all"],
)
def test_to_cooperate_is_advised_only_where_waiting_does_not_help(
    kind: str, since: date | None, until: date | None, changes: dict[str, Any]
) -> None:
    """Qualified from a later day: wait. Not known from when: show the certificate. Not qualified: be a partner."""
    asked = request(kind, "raise_from_public")
    asked = attrs.evolve(asked, body=attrs.evolve(asked.body, qualified_on=since))
    decision = asked.may_be_done(LAW.on(ON))
    assert [finding.ground.code for finding in decision.unmet] == ["fundraising.qualified"]
    assert [(remedy.wait_until, remedy.changes) for remedy in decision.remedies] == [(until, changes)]


def test_no_answer_before_the_law() -> None:
    """A day before 1 September 2016 has none; and only the law of one day can be asked."""
    with pytest.raises(LawError):
        request("person", "appeal_for_help").may_be_done(LAW.on(date(2016, 8, 31)))
    law: Any = LAW
    with pytest.raises(Malformed):
        request("person", "appeal_for_help").may_be_done(law)


FUND = Fundraiser("b-2", FundraiserKind.HOSTED_FUND)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "company"},
        {"id": ""},
        {"qualified_on": "2026-01-01"},
        {"registered_on": 2020},
        {"tax_eligible": 1},
        {"kind": "hosted_fund", "host": "city-charity"},
        {"kind": "hosted_fund", "host": FUND},
        {"host": CHARITY},
    ],
    ids=str,
)
def test_a_body_that_cannot_be_is_refused(facts: dict[str, Any]) -> None:
    """Wrong kinds, wrong types, hosts where there can be none."""
    with pytest.raises(Malformed):
        Fundraiser(**{"id": "b-1", "kind": "person", **facts})


@pytest.mark.parametrize(
    "facts",
    [
        {"body": "b-1"},
        {"act": "beg"},
        {"circle": []},
        {"circle": "members"},
        {"circle": ["friends"]},
        {"inside_only": "yes"},
        {"with_charity": "c-1"},
        {"platform": "wall"},
    ],
    ids=str,
)
def test_a_request_that_cannot_be_is_refused(facts: dict[str, Any]) -> None:
    """Wrong types, and words that are no choice."""
    with pytest.raises(Malformed):
        FundraisingRequest(**{"body": CHARITY, "act": "mutual_aid", **facts})


@pytest.mark.parametrize("word", [*FundraiserKind, *FundraisingAct, *Circle, *AppealPlatform], ids=str)
def test_every_choice_has_its_words(word: Any) -> None:
    """In both languages."""
    assert word.text.en
    assert any("一" <= sign <= "鿿" for sign in word.text.zh)
