"""How a case comes in: how it was found, whom a society may help, means, changes, and the need line by line."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy, booleans, composite, integers, lists, none, sampled_from

from community_charity.book.book import Book
from community_charity.book.orders import HANDLERS
from community_charity.calendar import Period
from community_charity.errors import Malformed
from community_charity.interchange.json_lines import from_json_lines, to_json_lines
from community_charity.law.decision import Refused
from community_charity.law.law import Law
from community_charity.money import ZERO, Money, yuan
from community_charity.parties import PersonId
from community_charity.publish.statements import statement
from community_charity.relief import CASES, CaseOutcome, Cost, InvestigateCase, Phase, ReliefCase
from community_charity.relief.changes import (
    CHANGES,
    Change,
    ChangeCircumstances,
    RecordMeans,
    RecordResidence,
)
from community_charity.relief.costs import AidKind, AidLine
from community_charity.relief.eligibility import OUTSIDE, Means, Residence, in_order_of_need, weigh_household
from community_charity.relief.intake import Discovery, FoundBy
from community_charity.relief.investigations import Checked
from community_charity.relief.needs import NeedLine, NeedSheet, need_of, need_sheet
from community_charity.rules.assistance.categories import Category
from community_charity.rules.ceilings import PoolKind
from community_charity.rules.linkage import GovernmentAid
from planted_case import INTAKE_BUGS
from sample import (
    CASE,
    COUNCIL,
    FUND,
    LATER,
    LAW,
    ON,
    SOCIETY,
    aid,
    bills,
    bodies,
    book,
    capital,
    case,
    close,
    cost,
    found,
    from_fund,
    government,
    grant,
    in_force,
    open_,
    pay,
    registered_society,
    settle,
    take_back,
    void,
)

if TYPE_CHECKING:
    from community_charity.book.orders import Command
    from community_charity.law.decision import Decision
    from planted_bugs import Bug

DINGYUAN = Law.of("cn/anhui/chuzhou/dingyuan")
EVE = ON - timedelta(1)
YES_NO = (True, False, None)


def belongs(residence: Residence, **changes: Any) -> RecordResidence:
    usual: dict[str, Any] = {"key": "home-1", "on": ON, "case": CASE, "residence": residence, "paper": "register-1"}
    return RecordResidence(**usual | changes)


def recognised(category: Means | str, **changes: Any) -> RecordMeans:
    usual: dict[str, Any] = {"key": "means-1", "on": ON, "case": CASE, "category": category, "paper": "card-1"}
    return RecordMeans(**usual | changes)


def changed(what: Change | str, **changes: Any) -> ChangeCircumstances:
    usual: dict[str, Any] = {"key": "change-1", "on": ON, "case": CASE, "what": what, "paper": "note-1"}
    return ChangeCircumstances(**usual | changes)


def in_dingyuan(*more: Command, case_: ReliefCase | None = None) -> Book:
    """Give a book of a place whose societies help residents only."""
    made = Book(DINGYUAN)
    start = capital(county_finance=yuan(10_000), village_collective=yuan(10_000), donors=yuan(10_000))
    village = registered_society(capital=start)
    made.record_all([*bodies()[:3], found(village), settle(), open_(case_), *more])
    return made


def codes(decision: Decision) -> list[str]:
    return [finding.ground.code for finding in decision.unmet]


# --- how a case was found ------------------------------------------------------------------------


def test_a_case_tells_how_it_was_found() -> None:
    """Who found it, how, and how long it took to open the case."""
    found_by = Discovery(FoundBy.REPORTING_DUTY, ON - timedelta(4), by=PersonId("p-9"))
    file = book(case=case(found_by=found_by)).all(CASES)[CASE]
    assert file.case.found_by is not None
    assert file.case.found_by.how is FoundBy.REPORTING_DUTY
    assert file.since == ON - timedelta(4)
    assert file.days_to_open == 4
    assert "p-9" not in repr(found_by)
    assert "p-9" not in repr(file.case)


def test_a_case_that_nobody_says_how_it_was_found() -> None:
    """Not known is not zero days."""
    file = book().all(CASES)[CASE]
    assert file.case.found_by is None
    assert file.since == ON
    assert file.days_to_open is None


def test_found_on_the_day_it_is_opened_is_the_latest() -> None:
    """A case found on the day of opening is opened; found the day after, it is not, and the remedy says when."""
    assert book(case=case(found_by=Discovery(FoundBy.APPLICATION, ON))).all(CASES)[CASE].days_to_open == 0
    made = Book(LAW)
    made.record_all([*bodies(), settle()])
    order = open_(case(found_by=Discovery(FoundBy.APPLICATION, ON + timedelta(1))))
    decision = made.decide(order)
    assert codes(decision) == ["case.found_before"]
    assert made.decide(decision.remedies[0].applied_to(order))


@pytest.mark.parametrize("wrong", ["hearsay", None, 3])
def test_a_way_that_is_none(wrong: Any) -> None:
    """How it was found is one of five ways."""
    with pytest.raises(Malformed):
        Discovery(wrong, ON)


def test_a_discovery_that_is_none() -> None:
    """A case takes a `Discovery` or nothing."""
    with pytest.raises(Malformed):
        case(found_by="grid_survey")


@pytest.mark.parametrize("each", [*FoundBy, *Means, *Change, *Checked, *AidKind])
def test_every_choice_reads_in_two_languages(each: Any) -> None:
    """Each has words in English and in Chinese."""
    assert each.text.en.isascii()
    assert not each.text.zh.isascii()
    assert type(each)(each.value) is each


def test_who_reports_is_told_by_the_law() -> None:
    """From July 2026 the Law names villagers' and residents' committees first; before 2020 nothing is known."""
    assert "self_government" in Law.of("cn").on(date(2026, 7, 1)).need_reported_by
    assert "grassroots_units" not in Law.of("cn").on(date(2026, 6, 30)).need_reported_by
    assert "need_reported_by" not in Law.of("cn").on(date(2020, 8, 24))


# --- whom a society may help ---------------------------------------------------------------------


@pytest.mark.parametrize(("hukou", "lives", "with_resident"), list(product(YES_NO, YES_NO, YES_NO)))
def test_residence_by_a_plain_model(hukou: bool | None, lives: bool | None, with_resident: bool | None) -> None:
    """One yes is enough; only when each is a no is the answer no."""
    home = Residence(hukou_here=hukou, lives_here=lives, lives_with_resident=with_resident)

    def model(*facts: bool | None) -> bool | None:
        return any(facts) or (None if any(fact is None for fact in facts) else False)

    assert home.registered is model(hukou, with_resident)
    assert home.within is model(hukou, lives, with_resident)
    asked = {law: home.may_be_helped(law.on(ON)).outcome.value for law in (DINGYUAN, LAW)}
    words = {True: "allowed", False: "refused", None: "undetermined"}
    assert asked[DINGYUAN] == words[home.registered]
    assert asked[LAW] == ("refused" if home.within is False else "allowed")


def test_where_only_residents_are_helped_the_paper_is_asked_for() -> None:
    """Unknown is undetermined; the register opens the way, and a lodger is refused."""
    made = in_dingyuan()
    decision = made.decide(grant(amount=yuan(600)))
    assert decision.outcome.value == "undetermined"
    assert codes(decision) == ["relief.resident"]
    assert decision.remedies[0].first == "RecordResidence"
    assert "register" in decision.remedies[0].text.en
    lodger = made.decide(belongs(Residence(hukou_here=False, lives_here=True, lives_with_resident=False)))
    assert lodger
    made.record(belongs(Residence(hukou_here=True)))
    assert made.decide(grant(amount=yuan(600)))


def test_a_lodger_is_refused_there_and_helped_elsewhere() -> None:
    """Living there is not enough where only residents are helped; anywhere else it is."""
    lodger = Residence(hukou_here=False, lives_here=True, lives_with_resident=False)
    decision = in_dingyuan(case_=case(residence=lodger)).decide(grant(amount=yuan(600)))
    assert codes(decision) == ["relief.resident"]
    assert decision.outcome.value == "refused"
    assert not decision.remedies
    assert book(case=case(residence=lodger)).decide(grant())


def test_who_lives_with_a_resident_is_helped() -> None:
    """A family member of a registered household counts."""
    home = Residence(hukou_here=False, lives_with_resident=True)
    assert in_dingyuan(case_=case(residence=home)).decide(grant(amount=yuan(600)))


def test_elsewhere_nothing_is_asked_and_only_outsiders_are_refused() -> None:
    """A society asks for no proof of residence, but a household known to be outside is not helped by it."""
    assert book().decide(grant())
    assert book(case=case(residence=Residence(hukou_here=False))).decide(grant())
    assert codes(book(case=case(residence=OUTSIDE)).decide(grant())) == ["relief.within_community"]


def test_other_pools_help_whom_their_purposes_reach() -> None:
    """A community fund is bound to its purposes, not to a village."""
    assert book(case=case(residence=OUTSIDE)).decide(from_fund())


def test_a_law_without_either_rule_asks_nothing() -> None:
    """Before September 2016 no text is known: nothing is weighed."""
    decision = OUTSIDE.may_be_helped(Law.of("cn").on(date(2016, 8, 31)))
    assert not decision.findings
    assert not OUTSIDE.may_be_helped(Law.of("cn").on(date(2016, 9, 1)))


@pytest.mark.parametrize("key", ["society_helps_residents_only", "society_helps_within_community"])
def test_a_place_may_waive_its_rule(key: str) -> None:
    """A rule that a place set to no is not weighed."""
    law = (DINGYUAN if key == "society_helps_residents_only" else LAW).amend(since=ON, **{key: False})
    decision = Residence(hukou_here=False, lives_here=True, lives_with_resident=False).may_be_helped(law.on(ON))
    assert decision
    assert bool(OUTSIDE.may_be_helped(law.on(ON))) is (key == "society_helps_within_community")


@pytest.mark.parametrize("kind", PoolKind)
def test_only_a_society_is_bound_to_its_community(kind: PoolKind) -> None:
    """The check looks at the kind of pool."""
    from community_charity.law.decision import Checks
    from community_charity.pools import Pool

    checks = Checks()
    weigh_household(checks, OUTSIDE, Pool("v-1", frozenset(), frozenset(), kind=kind), in_force())
    assert checks.unmet is (kind is PoolKind.SOCIETY)


@pytest.mark.parametrize("wrong", [1, "yes"])
def test_residence_is_yes_no_or_not_known(wrong: Any) -> None:
    """Nothing else."""
    with pytest.raises(Malformed):
        Residence(hukou_here=wrong)


@pytest.mark.parametrize("field", ["residence", "means"])
def test_a_case_takes_the_right_types(field: str) -> None:
    """A text is no residence and no means of the list."""
    with pytest.raises(Malformed):
        case(**{field: "village"})


def test_residence_stays_out_of_sight() -> None:
    """Where a household belongs is nobody's business."""
    assert repr(Residence(hukou_here=True)) == "Residence()"


# --- means ---------------------------------------------------------------------------------------


def test_means_are_recorded_and_bar_nothing() -> None:
    """A household of no category is helped as one on the allowance is."""
    for category in Means:
        made = book(recognised(category))
        assert made.all(CASES)[CASE].case.means is category
        assert made.decide(grant())


def test_the_means_are_the_categories_of_the_law() -> None:
    """Four of the eight, with the law's own words; the fifth is none of them."""
    assert [each.category for each in Means] == [
        Category.TEKUN,
        Category.DIBAO,
        Category.MARGINAL,
        Category.RIGID_EXPENSE,
        None,
    ]
    assert Means.DIBAO.text == Category.DIBAO.text


def test_the_order_in_which_cases_are_taken_up() -> None:
    """Urgent first, then by means, not known before other, then who has waited longest."""
    from community_charity.relief import CaseFile

    def file(identity: str, **changes: Any) -> CaseFile:
        return CaseFile(case(identity, **changes), ON, needs=(0, 0))

    files = [
        file("other", means="other"),
        file("unknown"),
        file("waited", found_by=Discovery(FoundBy.APPLICATION, EVE)),
        file("rigid", means="rigid_expense"),
        file("marginal", means="marginal"),
        file("dibao", means="dibao"),
        file("tekun", means="tekun"),
        file("urgent", means="other", urgent=True),
    ]
    ranked = ["urgent", "tekun", "dibao", "marginal", "rigid", "waited", "unknown", "other"]
    assert [each.case.id for each in in_order_of_need(files)] == ranked


# --- changes -------------------------------------------------------------------------------------


def test_who_moved_away_is_no_longer_helped_by_the_society() -> None:
    """Neither where only residents are helped nor elsewhere; the fund still may."""
    made = book(changed("moved_away"))
    assert made.all(CASES)[CASE].case.residence == OUTSIDE
    assert codes(made.decide(grant())) == ["relief.within_community"]
    assert made.decide(from_fund())
    there = in_dingyuan(belongs(Residence(hukou_here=True)), changed("moved_away"))
    assert codes(there.decide(grant(amount=yuan(600)))) == ["relief.resident"]


def test_a_need_that_ended_is_paid_nothing_more() -> None:
    """Neither granted nor paid, whatever facts come in, until the need grew again."""
    made = book(grant(), changed("need_ended"))
    assert made.all(CASES)[CASE].needs == (0, 0)
    assert codes(made.decide(pay())) == ["relief.need"]
    assert codes(made.decide(from_fund(key="grant-2"))) != []
    made.record(bills(cost(yuan(9_000)), on=LATER))
    assert codes(made.decide(pay(on=LATER))) == ["relief.need"]
    made.record(changed("need_grew", key="change-2", on=LATER))
    assert made.all(CASES)[CASE].needs == (6_800_00, 6_800_00)
    assert made.decide(pay(on=LATER))


def test_a_need_that_ended_is_granted_nothing() -> None:
    """No amount fits, and no remedy pretends that one would."""
    decision = book(changed("need_ended")).decide(grant(amount=Money(1)))
    assert codes(decision) == ["relief.need"]
    assert not decision.remedies


def test_the_phase_of_a_case_whose_need_ended() -> None:
    """It stands where it stood."""
    assert book(changed("need_ended")).all(CASES)[CASE].phase is Phase.OPENED


def test_an_income_that_changed_makes_the_means_unknown() -> None:
    """What was recognised no longer says how things are."""
    made = book(recognised("dibao"), changed("income_changed"))
    assert made.all(CASES)[CASE].case.means is None


def test_a_death_changes_no_figure() -> None:
    """It is recorded, with its day and paper, and everything stays as it was."""
    made, same = book(changed("death")), book()
    assert made.all(CASES)[CASE] == same.all(CASES)[CASE]
    (event,) = made.all(CHANGES)[CASE]
    assert event.command.what is Change.DEATH


def test_changes_are_kept_in_order() -> None:
    """The table tells them all."""
    made = book(changed("death"), changed("need_grew", key="change-2"))
    assert [event.command.what for event in made.all(CHANGES)[CASE]] == [Change.DEATH, Change.NEED_GREW]


@pytest.mark.parametrize("order", [belongs(OUTSIDE), recognised("dibao"), changed("death")])
def test_facts_need_an_open_case_that_is_there(order: Any) -> None:
    """Not found, before the opening, closed: the usual refusals."""
    assert codes(book().decide(attrs.evolve(order, case="case-9"))) == ["book.not_found"]
    assert codes(book().decide(attrs.evolve(order, on=EVE))) == ["case.not_before_opening"]
    assert codes(book(close(CaseOutcome.WITHDRAWN)).decide(order)) == ["case.open"]


@pytest.mark.parametrize("make", [belongs, recognised, changed])
def test_what_is_none_of_the_choices(make: Any) -> None:
    """Malformed."""
    with pytest.raises(Malformed):
        make("something else")


def test_what_was_checked_on_the_spot() -> None:
    """Each once, in a fixed order; a bare text is no list."""
    look = InvestigateCase(
        key="look-1",
        on=ON,
        case=CASE,
        by=COUNCIL[:2],
        report="r-1",
        checked=[Checked.BILLS, Checked.HOME, Checked.BILLS],
    )
    assert look.checked == (Checked.HOME, Checked.BILLS)
    assert book(look).all(CASES)[CASE].phase is Phase.INVESTIGATED
    with pytest.raises(Malformed):
        attrs.evolve(look, checked="home")  # type: ignore[arg-type] # the mistake to show


# --- government aid by kind ----------------------------------------------------------------------


def test_aid_is_broken_down_by_kind() -> None:
    """The lines of the newest record stand, and a record without lines clears them."""
    lines = [AidLine(AidKind.DIBAO, yuan(300)), AidLine(AidKind.TEMPORARY, yuan(200))]
    order = attrs.evolve(government(GovernmentAid.RECEIVED, yuan(500)), aid_lines=lines)
    made = book(order)
    assert made.all(CASES)[CASE].case.aid_lines == tuple(lines)
    made.record(government(GovernmentAid.RECEIVED, yuan(400), key="government-2"))
    assert made.all(CASES)[CASE].case.aid_lines is None


@pytest.mark.parametrize("lines", [[], [AidLine(AidKind.DIBAO, yuan(499))], "dibao", [yuan(500)]])
def test_lines_that_do_not_add_up(lines: Any) -> None:
    """To the fen, for a case and for the record of one."""
    with pytest.raises(Malformed):
        case(aid_lines=lines)
    with pytest.raises(Malformed):
        attrs.evolve(government(GovernmentAid.RECEIVED, yuan(500)), aid_lines=lines)


# --- the need, line by line ----------------------------------------------------------------------


def fen(most: int = 5_000) -> SearchStrategy[Money]:
    return integers(0, most).map(Money)


@composite
def cases(draw: DrawFn) -> ReliefCase:
    made = draw(lists(st.tuples(integers(1, 5_000), booleans()), max_size=4))
    costs = [Cost("an invented cost", Money(n), "bill-1" if proved else None) for n, proved in made]
    kinds = draw(lists(st.tuples(sampled_from(AidKind), integers(1, 900)), max_size=3))
    lines = [AidLine(kind, Money(n)) for kind, n in kinds]
    aided = sum((line.amount for line in lines), ZERO)
    return case(
        costs=costs,
        insurance=draw(none() | fen()),
        medical_assistance=draw(none() | fen()),
        other_aid=draw(fen()),
        government=GovernmentAid.RECEIVED if lines else GovernmentAid.REFUSED,
        government_aid=aided,
        aid_lines=draw(sampled_from([None, lines])),
    )


@given(cases(), lists(integers(1, 2_000), max_size=3))
def test_the_sheet_ends_with_what_the_case_says(case_: ReliefCase, granted: list[int]) -> None:
    """Line by line it comes to the residual of the case, less what was granted; each line follows from the one before."""
    sheet = need_sheet(case_)
    assert sheet.left == case_.residual
    assert sheet.unproved == case_.stated_need - case_.need
    pools = {f"pool-{n}": Money(amount) for n, amount in enumerate(granted)}
    whole = need_sheet(case_, pools)
    model: int | None = 0
    for line in whole.lines:
        if model is not None and line.amount is not None:
            step = line.amount.fen if line.counts else 0
            model = max(0, model - step) if line.is_aid else model + step
        else:
            model = None
        assert line.left == (None if model is None else Money(model))
    if case_.residual is not None:
        assert whole.left == Money(max(0, case_.residual.fen - sum(granted)))


def test_the_sheet_of_a_book_counts_what_each_pool_granted() -> None:
    """Paid and promised count; voided, reversed and of other cases do not."""
    made = book(grant(amount=yuan(200)), pay(amount=yuan(150)))
    assert need_of(made, CASE).left == yuan(600)
    made.record(void())
    assert need_of(made, CASE).left == yuan(650)
    made.record(from_fund(key="grant-2", amount=yuan(100)))
    sheet = need_of(made, CASE)
    assert [line.amount for line in sheet.lines[-2:]] == [yuan(150), yuan(100)]
    assert sheet.left == made.all(CASES)[CASE].case.residual - yuan(250)  # type: ignore[operator] # known here
    made.record(take_back())
    assert need_of(made, CASE).left == yuan(700)
    assert f"granted by {SOCIETY}" not in need_of(made, CASE).text()
    assert f"granted by {FUND}: -¥100.00; left ¥700.00" in need_of(made, CASE).text()


def test_two_grants_of_one_pool_are_one_line() -> None:
    """A pool stands once."""
    law = LAW.amend(since=ON, relief_grants_per_cause_and_year=9)
    made = book(grant(amount=yuan(200)), pay(amount=yuan(200)), grant(key="grant-2", amount=yuan(100)), law=law)
    assert [line.amount for line in need_of(made, CASE).lines[-1:]] == [yuan(300)]


def test_another_case_is_not_counted() -> None:
    """A grant belongs to its case."""
    other = case("case-2", household="home-2")
    from sample import household

    made = book(settle(household("home-2", "f-9")), open_(other), grant(case="case-2"))
    assert need_of(made, CASE).left == yuan(800)


def test_the_sheet_of_a_need_that_ended() -> None:
    """Its last line says so."""
    sheet = need_of(book(aid(insurance=None), changed("need_ended")), CASE)
    assert sheet.left == ZERO
    assert sheet.text().splitlines()[-1] == "the need has ended: ¥0.00; left ¥0.00"
    assert sheet.text("zh").splitlines()[-1] == "困难已消除：¥0.00；余额 ¥0.00"


def test_what_a_cost_is_for_is_told_only_if_asked() -> None:
    """No diagnosis in text, page or data, nor in a repr."""
    sheet = need_sheet(case(costs=[Cost("a <private> matter", yuan(10))]))
    told = [sheet.text(), sheet.text("zh"), sheet.html(), sheet._repr_html_(), str(sheet), repr(sheet)]
    told += [str(sheet.to_dict()), repr(sheet.lines)]
    assert not any("private" in text for text in told)
    assert "cost 1, not proved yet (a <private> matter): ¥10.00" in sheet.text(private=True)
    assert "费用1（尚无凭证）（a <private> matter）" in sheet.text("zh", private=True)
    assert "a &lt;private&gt; matter" in sheet.html(private=True)
    assert "a <private> matter" in sheet.to_dict(private=True)["lines"][0]["what"]["zh"]
    assert NeedLine(sheet.lines[1].what, None, None).label(private=True) == "insurance"


def test_a_sheet_where_something_is_not_known() -> None:
    """Not known is written out, and nothing is left that anybody could tell."""
    sheet = need_sheet(case(insurance=None))
    assert sheet.left is None
    assert "insurance: not known; left not known" in sheet.text()
    assert "医保报销：不详；余额 不详" in sheet.text("zh")
    assert sheet.to_dict()["lines"][1] == {
        "what": {"en": "insurance", "zh": "医保报销"},
        "aid": True,
        "counts": True,
        "amount_fen": None,
        "left_fen": None,
    }


def test_the_sheet_lists_government_aid_by_kind_or_whole() -> None:
    """And nothing of it where there was none."""
    lines = [AidLine(AidKind.DIBAO, yuan(300)), AidLine(AidKind.TEMPORARY, yuan(200))]
    assert "minimum living allowance: -¥300.00; left ¥1,000.00" in need_sheet(case(aid_lines=lines)).text()
    assert need_sheet(case(aid_lines=lines)).left == yuan(800)
    assert "government aid: -¥500.00; left ¥800.00" in need_sheet(case()).text()
    none_ = case(government=GovernmentAid.REFUSED, government_aid=ZERO, other_aid=yuan(50))
    assert "government" not in need_sheet(none_).text()
    assert "other pools: -¥50.00; left ¥1,250.00" in need_sheet(none_).text()


def test_the_html_of_a_sheet_is_a_table() -> None:
    """With a caption and a heading in both languages."""
    html = need_sheet(case()).html("zh")
    assert html.startswith("<table><caption>个案 case-1 的需求明细</caption><tr><th>项目</th>")
    assert repr(NeedSheet("case-1", ())) == "<NeedSheet case-1: 0 lines>"


def test_a_case_that_the_book_does_not_know() -> None:
    """Malformed, as for a statement of an unknown pool."""
    with pytest.raises(Malformed):
        need_of(book(), "case-9")  # type: ignore[arg-type] # an id of none


# --- the book keeps it ---------------------------------------------------------------------------


def everything() -> Book:
    lines = [AidLine(AidKind.DIBAO, yuan(500))]
    came = case(found_by=Discovery(FoundBy.REFERRAL, EVE, by=PersonId("p-9")), means="marginal", aid_lines=lines)
    return book(
        belongs(Residence(hukou_here=True)),
        recognised("dibao"),
        InvestigateCase(key="look-1", on=ON, case=CASE, by=COUNCIL[:2], report="r-1", checked=[Checked.HOME]),
        grant(),
        changed("need_ended"),
        changed("moved_away", key="change-2"),
        case=came,
    )


def test_a_book_with_all_of_it_comes_back_from_json_lines() -> None:
    """And says the same."""
    made = everything()
    again = from_json_lines(to_json_lines(made), LAW)
    assert again.all(CASES) == made.all(CASES)
    assert again.all(CHANGES) == made.all(CHANGES)
    assert statement(again, Period(EVE, LATER)) == statement(made, Period(EVE, LATER))


def test_every_order_is_known() -> None:
    """The orders of this page have handlers."""
    assert {RecordResidence, RecordMeans, ChangeCircumstances, InvestigateCase} <= set(HANDLERS)


# --- planted bugs --------------------------------------------------------------------------------


def check() -> None:
    """What the planted bugs are up against."""
    test_found_on_the_day_it_is_opened_is_the_latest()
    test_a_case_tells_how_it_was_found()
    for facts in product(YES_NO, YES_NO, YES_NO):
        test_residence_by_a_plain_model(*facts)
    test_where_only_residents_are_helped_the_paper_is_asked_for()
    test_elsewhere_nothing_is_asked_and_only_outsiders_are_refused()
    test_other_pools_help_whom_their_purposes_reach()
    test_the_order_in_which_cases_are_taken_up()
    test_a_need_that_ended_is_paid_nothing_more()
    test_who_moved_away_is_no_longer_helped_by_the_society()
    test_an_income_that_changed_makes_the_means_unknown()
    test_changes_are_kept_in_order()
    test_aid_is_broken_down_by_kind()
    for lines in ([], [AidLine(AidKind.DIBAO, yuan(499))]):
        test_lines_that_do_not_add_up(lines)
    test_the_sheet_of_a_book_counts_what_each_pool_granted()
    test_two_grants_of_one_pool_are_one_line()
    test_another_case_is_not_counted()
    test_the_sheet_lists_government_aid_by_kind_or_whole()
    test_what_a_cost_is_for_is_told_only_if_asked()
    sheet = need_sheet(case(costs=[Cost("an invented cost", yuan(10)), Cost("another", yuan(3_000), "bill-2")]))
    assert (sheet.left, sheet.unproved) == (yuan(800), yuan(10))


@pytest.mark.deep
def test_without_a_bug_all_is_well() -> None:
    """What catches a bug below is the bug."""
    check()


@pytest.mark.parametrize("bug", INTAKE_BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """One wrong line, and one of the tests fails."""
    bug.plant(monkeypatch)
    with pytest.raises((AssertionError, Refused, Malformed, KeyError, pytest.fail.Exception)):
        check()
