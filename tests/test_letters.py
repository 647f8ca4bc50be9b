"""What the person is told, and what hangs on the board: a letter that explains, a line that cannot tell who it is about."""

from __future__ import annotations

import re
from datetime import timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import Malformed
from community_charity.language import Text
from community_charity.law.decision import Decision, Outcome
from community_charity.money import yuan
from community_charity.parties import HouseholdId
from community_charity.publish import Appeal, Letter, relief_notice
from community_charity.publish.lifecycle_picture import edges, lifecycle_svg, name_of
from community_charity.relief import LIFECYCLE, CaseId, Cost, Phase, PostNotice, RefusalReason, RefuseRelief, ReviewCase
from reproducers import REFUSALS
from sample import CASE, COUNCIL, LAW, ON, SOCIETY, book, case, household, open_, settle

SENDER = Text("Lake Village Mutual-Aid Society", "湖村救急难互助社")
APPEAL = Appeal(to=Text("the township", "乡镇人民政府"), within_days=30, where=Text("hall 1", "一号窗口"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refused() -> Decision:
    decision = case().may_pay(yuan(900), LAW.on(ON))
    assert decision.outcome is Outcome.REFUSED
    return decision


@pytest.mark.parametrize("ground", REFUSALS)
def test_every_refusal_makes_a_letter_in_both_languages(ground: str) -> None:
    """Why, with the source of each rule; what would change it; nothing of one language in the other."""
    decision = REFUSALS[ground].provoke()
    assert isinstance(decision, Decision)
    letter = Letter(decision, sender=SENDER, appeal=APPEAL)
    english, chinese = letter.text("en"), letter.text("zh")
    # Only an instrument keeps its number as it was issued.
    assert not any(CHINESE.search(line.partition(" The rule:")[0]) for line in english.splitlines())
    assert CHINESE.search(chinese)
    for remedy in decision.remedies:
        assert remedy.text.en in english
        assert remedy.text.zh in chinese
    for finding in decision.unmet:
        assert finding.text("zh") in chinese
        assert finding.text("en")[1:] in english
    assert "no, this" in english if decision.outcome is Outcome.REFUSED else "not be decided" in english


def test_what_a_letter_says() -> None:
    """The outcome, the reason with its rule, the way to change it, and the way to ask again."""
    letter = Letter(refused(), sender=SENDER, appeal=APPEAL)
    text = letter.text("en", name="Wang")
    assert text.startswith("Lake Village Mutual-Aid Society\n2025-03-13\nDear Wang,\n")
    assert "¥900.00 is more than the ¥800.00 the household still bears." in text
    assert "The rule: a rule of our own, no law." in text
    assert "- Grant no more than ¥800.00" in text or "grant no more than ¥800.00" in text
    assert "ask the township to look at it again, until 2025-04-12" in text
    assert "hall 1" in text
    assert letter.appeal_by == ON + timedelta(30)
    assert "尊敬" not in letter.text("zh")
    assert "您好：" in letter.text("zh")
    assert "一号窗口" in letter.html("zh", name="王某")


def test_a_letter_that_says_yes_tells_what_was_looked_at() -> None:
    """Without an appeal there is no such part."""
    letter = Letter(case().may_pay(yuan(800), LAW.on(ON)), sender=SENDER)
    assert letter.appeal_by is None
    assert "yes, this will be done" in letter.text()
    assert "If you do not agree" not in str(letter)
    assert letter.reasons == letter.decision.findings
    assert Letter(refused(), sender=SENDER, appeal=Appeal(to=SENDER, within_days=1)).parts()[-1][0] == (
        "If you do not agree"
    )


def test_a_letter_about_a_refusal_says_no() -> None:
    """That the refusal may be recorded is no yes to the household: it reads the panel's own reasons."""
    made = book()
    order = RefuseRelief(
        key="no-1",
        on=ON,
        case=CASE,
        pool=SOCIETY,
        reasons=[RefusalReason.NO_NEED_LEFT],
        paper="p-1",
        present=COUNCIL,
        in_favour=COUNCIL,
    )
    letter = Letter(made.decide(order), sender=SENDER, appeal=APPEAL)
    assert letter.refused == order
    assert "no, this cannot be done" in letter.text()
    assert f"- {order.reasons[0].text.zh}。" in letter.text("zh")
    assert "were present" not in letter.text()
    barred = attrs.evolve(order, present=COUNCIL[:1], in_favour=COUNCIL[:1])
    assert Letter(made.decide(barred), sender=SENDER).refused is None


def test_the_name_is_not_kept_and_markup_is_escaped() -> None:
    """A repr tells the day and the outcome; a name is written out as text."""
    letter = Letter(refused(), sender=Text("<b>", "<b>"))
    assert repr(letter) == "Letter(2025-03-13, refused)"
    page = letter.html("en", name="<script>")
    assert "<script>" not in page
    assert "<b>" not in letter._repr_html_()
    assert "script" not in repr(letter) + str(letter)


@pytest.mark.parametrize("days", [0, -1, True, 1.5, "30"])
def test_a_term_is_whole_days(days: object) -> None:
    """Nothing else is a term."""
    with pytest.raises(Malformed, match=r"letter\.within_days"):
        Appeal(to=SENDER, within_days=days)  # type: ignore[arg-type] # what is refused


def test_without_a_term_the_law_gives_it() -> None:
    """Sixty days, an assumption; before there is a figure, somebody has to say it."""
    asked_again = Appeal(to=SENDER)
    assert Letter(refused(), sender=SENDER, appeal=asked_again).appeal_by == ON + timedelta(60)
    with pytest.raises(Malformed, match=r"letter\.within_days"):
        Letter(Decision(SENDER, None, ON, None, refused().checks), sender=SENDER, appeal=asked_again)


def test_a_letter_is_about_a_decision() -> None:
    """Something else is refused, by name of what is wanted."""
    with pytest.raises(Malformed):
        Letter("no decision", sender=SENDER)  # type: ignore[arg-type] # what is refused
    with pytest.raises(Malformed):
        Letter(refused(), sender="a name")  # type: ignore[arg-type] # what is refused
    with pytest.raises(Malformed):
        Letter(refused(), sender=SENDER, appeal=30)  # type: ignore[arg-type] # what is refused


# --- the notice ----------------------------------------------------------------------------------

# Upper case, so that no word of the notice itself can hold it.
SECRETS = st.text(alphabet="ABCDEFGHIJ王李张患病癌", min_size=2, max_size=12)


def noticed(home: str, name: str, what: str, *, times: int = 1) -> tuple[str, str]:
    """Give the line of a notice, in both languages, of a case full of things that are nobody's business."""
    made = book()
    for number in range(times):
        at = CaseId(f"{name}{number}")
        there = HouseholdId(f"{home}{number}")
        costs = (Cost(what, yuan(3_000), evidence=f"{what}-9"),)
        new = case(at, household=there, costs=costs, groups=("child",), place="cn/anhui")
        made.record(settle(household(there, f"{name}-{number}"), key=f"{home}-h{number}"))
        made.record(open_(new, key=f"{name}-o{number}"))
        review = ReviewCase(
            key=f"{name}-r{number}",
            on=ON,
            case=at,
            pool=SOCIETY,
            amount=yuan(600),
            present=COUNCIL,
            in_favour=COUNCIL,
        )
        made.record(review)
        made.record(PostNotice(key=f"{name}-n{number}", on=ON, review=review.key))
    notice = relief_notice(made, f"{name}-r{times - 1}")
    return notice.line("en"), notice.line("zh")


@given(home=SECRETS, name=SECRETS, what=SECRETS, times=st.integers(1, 3))
def test_a_notice_cannot_tell_who_it_is_about(home: str, name: str, what: str, times: int) -> None:
    """Two cases that differ in everything about the household have the same notice."""
    same = noticed("h", "c", "x", times=times)
    assert noticed(home, f"c{name}", what, times=times) == same
    assert same[0] == (
        f"Notice 2025-{times} of village-1: ¥600.00 of relief proposed for one household; objections until 2025-03-18."
    )
    assert (
        same[1]
        == f"village-1 公示 2025-{times} 号：拟救助1户，金额 ¥600.00；如有异议，请于 2025-03-18 前（含当日）提出。"
    )


def test_numbers_count_by_pool_and_year() -> None:
    """The second of a year is 2, whatever lies between."""
    made = book()
    review = ReviewCase(key="r-1", on=ON, case=CASE, pool=SOCIETY, amount=yuan(600), present=COUNCIL, in_favour=COUNCIL)
    made.record(review)
    with pytest.raises(Malformed, match=r"notice\.review"):
        relief_notice(made, "r-1")
    made.record(PostNotice(key="n-1", on=ON, review="r-1"))
    assert str(relief_notice(made, "r-1")).startswith("Notice 2025-1 of village-1")


# --- the picture ---------------------------------------------------------------------------------


def test_the_picture_is_the_graph() -> None:
    """Each arrow is a declared move that leads somewhere else, and each such move is an arrow or a way back."""
    drawn = {(order, edge.start, edge.end) for edge in edges() for order in edge.orders}
    declared = {
        (order, start, end)
        for order, moves in LIFECYCLE.items()
        for start, ends in moves.items()
        for end in ends
        if end is not start
    }
    assert drawn <= declared
    assert {phase for _, *pair in drawn for phase in pair} == set(Phase)
    for lang in ("en", "zh"):
        picture = lifecycle_svg(lang)
        assert all(phase.text.to(lang) in picture for phase in Phase)
        assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")


def test_every_order_of_the_graph_has_a_name_in_both_languages() -> None:
    """The Chinese one comes from its documentation."""
    for order in LIFECYCLE:
        assert CHINESE.search(name_of(order, "zh")), order
        assert not CHINESE.search(name_of(order, "en"))
    assert name_of("Unknown", "zh") == "Unknown"
