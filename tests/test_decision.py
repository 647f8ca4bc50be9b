"""Decisions: what decided, by how much, what would change it, and how all of that is written."""

from __future__ import annotations

import json
import pkgutil
from datetime import date
from enum import Enum
from fractions import Fraction
from importlib import import_module
from string import Formatter
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import community_charity
from community_charity.errors import CharityError
from community_charity.language import Text
from community_charity.law.decision import (
    GROUNDS,
    Checks,
    Decision,
    Finding,
    Ground,
    Outcome,
    Refused,
    Remedy,
    Stage,
    Stopped,
    ground,
)
from community_charity.law.law import Law
from community_charity.law.rendering import html, plain, sources
from community_charity.law.schema import KEYS
from community_charity.law.words import listed, shown
from community_charity.money import Money, yuan

for _module in pkgutil.walk_packages(community_charity.__path__, "community_charity."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

SHIPPED = [known for code, known in sorted(GROUNDS.items()) if not code.startswith("test.")]
DAY = date(2025, 3, 13)
LAW = Law.of("cn/anhui").on(DAY)
ASKED = Text("do <this> & that", "办理<此>&彼")


def made(code: str, stage: Stage = Stage.NEED, **more: Any) -> Ground:
    """Make a ground that is not registered."""
    title = Text(f"{code}: at least {{required}}", f"{code}：不少于 {{required}}")
    unmet = Text(f"{code}: {{found}} < {{required}}", f"{code}：{{found}} 低于 {{required}}")
    return Ground(code, stage, title, unmet, **more)


FLOOR = made("test.floor")
CAP = made("test.cap", at_most=True)
FEN_FLOOR = made("test.fen_floor", fen=True)
FEN_CAP = made("test.fen_cap", fen=True, at_most=True)


def decided(*checks: tuple[Any, ...], subject: Any = None, law: Any = None) -> Decision:
    notes = Checks()
    for check in checks:
        notes.weigh(*check)
    return notes.decision(ASKED, subject, DAY, law)


# ------------------------------------------------------------------------------------------------------ the catalogue


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("known", SHIPPED, ids=[known.code for known in SHIPPED])
def test_every_ground_is_told_in_two_languages_with_the_same_facts(known: Ground) -> None:
    """Title and refusal of each ground are in both languages, and neither tells more than the other."""
    for text in (known.title, known.unmet):
        assert text.en.strip()
        # Words of its own, or nothing but the words of a fact.
        assert (
            any("\u4e00" <= sign <= "\u9fff" for sign in text.zh) or text.zh == text.en == f"{{{min(places(text.zh))}}}"
        )
        assert places(text.en) == places(text.zh)
    assert GROUNDS[known.code] is known
    if known.origin is not None:
        assert known.origin.en != known.origin.zh


@pytest.mark.parametrize("known", SHIPPED, ids=[known.code for known in SHIPPED])
def test_every_ground_rests_on_figures_that_exist(known: Ground) -> None:
    """The figures behind a ground are names of figures, none twice."""
    assert set(known.figures) <= set(KEYS)
    assert len(set(known.figures)) == len(known.figures)
    assert "." in known.code


def test_a_ground_is_registered_once() -> None:
    """A second ground under a code is a mistake of the programmer, and leaves the first as it was."""
    first = SHIPPED[0]
    with pytest.raises(ValueError, match=f"registered twice: {first.code}"):
        ground(first.code, Stage.NEED, title=("a", "甲"), unmet=("b", "乙"))
    assert GROUNDS[first.code] is first


def test_a_ground_keeps_what_it_was_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that `ground` is told arrives in the ground."""
    mine: dict[str, Ground] = {}
    monkeypatch.setattr("community_charity.law.decision.GROUNDS", mine)

    def remedy(_finding: Finding, _asked: Any) -> Remedy | None:
        return None

    one = ground(
        "test.whole",
        Stage.MONEY,
        title=("t", "题"),
        unmet=("u", "未"),
        figures=("aid_within_need",),
        remedy=remedy,
        fen=True,
        at_most=True,
        origin=("agreed", "约定"),
    )
    assert mine == {"test.whole": one}
    assert (one.code, one.stage, one.title, one.unmet) == (
        "test.whole",
        Stage.MONEY,
        Text("t", "题"),
        Text("u", "未"),
    )
    assert (one.figures, one.remedy, one.fen, one.at_most) == (("aid_within_need",), remedy, True, True)
    assert one.origin == Text("agreed", "约定")
    bare = ground("test.bare", Stage.NEED, title=("t", "题"), unmet=("u", "未"))
    assert (bare.figures, bare.remedy, bare.fen, bare.at_most, bare.origin) == ((), None, False, False, None)


def test_the_order_of_refusal() -> None:
    """The stages come in the documented order, and nothing is between them."""
    assert [stage.name for stage in sorted(Stage)] == [
        "MALFORMED",
        "KEY_CONFLICT",
        "NOT_FOUND",
        "CLOSED_PERIOD",
        "STATE",
        "AUTHORITY",
        "RESTRICTION",
        "GOVERNMENT_FIRST",
        "NEED",
        "MONEY",
    ]


# ------------------------------------------------------------------------------------------------------ outcome, reason

answers = st.lists(st.tuples(st.sampled_from(Stage), st.sampled_from([True, False, None])), max_size=8)


@given(answers=answers)
def test_the_outcome_follows_from_the_answers(answers: list[tuple[Stage, bool | None]]) -> None:
    """One failure refuses; else one open answer leaves it undetermined; only all yes allows."""
    decision = decided(*((made(f"test.{i}", stage), holds) for i, (stage, holds) in enumerate(answers)))
    said = [holds for _, holds in answers]
    if any(holds is False for holds in said):
        expected = Outcome.REFUSED
    elif any(holds is None for holds in said):
        expected = Outcome.UNDETERMINED
    else:
        expected = Outcome.ALLOWED
    assert decision.outcome is expected
    assert bool(decision) is (expected is Outcome.ALLOWED)
    assert [f.holds for f in decision.findings] == said
    assert [f.holds for f in decision.unmet] == [holds for holds in said if not holds]


@given(answers=answers)
def test_the_reason_is_the_earliest_stage_that_failed(answers: list[tuple[Stage, bool | None]]) -> None:
    """A failure comes before an open answer, an earlier stage before a later, the first noted of one stage."""
    decision = decided(*((made(f"test.{i}", stage), holds) for i, (stage, holds) in enumerate(answers)))
    candidates = [(holds is not False, stage, i) for i, (stage, holds) in enumerate(answers) if not holds]
    if not candidates:
        assert decision.reason is None
    else:
        assert decision.reason
        assert decision.reason.ground.code == f"test.{min(candidates)[2]}"


# ------------------------------------------------------------------------------------------------------ margins


@given(required=st.integers(-(10**9), 10**9), found=st.integers(-(10**9), 10**9))
def test_a_margin_is_negative_when_it_falls_short(required: int, found: int) -> None:
    """For a floor what is above counts, for a cap what is below; in fen it is the same as Money."""
    decision = decided(
        (FLOOR, found >= required, required, found),
        (CAP, found <= required, required, found),
        (FEN_FLOOR, found >= required, required, found),
        (FEN_CAP, found <= required, required, found),
    )
    floor, cap, fen_floor, fen_cap = decision.findings
    assert floor.margin == found - required
    assert cap.margin == required - found
    assert (fen_floor.required, fen_floor.found) == (Money(required), Money(found))
    assert (fen_floor.margin, fen_cap.margin) == (Money(found - required), Money(required - found))
    for finding in (floor, cap):
        assert (finding.margin >= 0) is finding.holds
    for finding in (fen_floor, fen_cap):
        assert (finding.margin >= Money(0)) is finding.holds


@pytest.mark.parametrize(
    ("required", "found"), [(None, 3), (3, None), (True, False), (True, 2), ("three", "two"), (None, None)], ids=repr
)
def test_there_is_no_margin_between_things_that_have_none(required: Any, found: Any) -> None:
    """Yes and no, words, and what is not known have no difference."""
    assert decided((FLOOR, False, required, found)).findings[0].margin is None


def test_what_is_missing_stays_missing_in_fen() -> None:
    """A fen check without a found amount shows the limit and "not known"."""
    (finding,) = decided((FEN_FLOOR, None, 100)).findings
    assert (finding.required, finding.found, finding.margin) == (yuan(1), None, None)
    assert finding.text("en") == "test.fen_floor: not known < ¥1.00"
    assert finding.text("zh") == "test.fen_floor：不详 低于 ¥1.00"


def test_what_is_short_may_be_told() -> None:
    """``{short}`` is the margin turned round, and facts of the check have places of their own."""
    lacking = attrs.evolve(FLOOR, unmet=Text("{short} short of {required}, {who}", "{who}差 {short}，须 {required}"))
    (finding,) = decided((lacking, False, yuan(3), yuan(1), {"who": Text("village", "村")})).findings
    assert finding.text("en") == "¥2.00 short of ¥3.00, village"
    assert finding.text("zh") == "村差 ¥2.00，须 ¥3.00"
    assert finding.facts == {"who": Text("village", "村")}


def test_a_finding_says_the_title_when_it_holds() -> None:
    """What holds is told as the rule, what does not as the lack."""
    held, lacks = decided((FLOOR, True, 3, 5), (FLOOR, False, 3, 2)).findings
    assert held.text() == "test.floor: at least 3"
    assert lacks.text() == "test.floor: 2 < 3"
    assert lacks.text("zh") == "test.floor：2 低于 3"
    assert held.facts == {}


# ------------------------------------------------------------------------------------------------------ notes


def test_a_stop_ends_the_check() -> None:
    """`stop` notes a failure with its facts and raises; `settle` raises only if something does not hold."""
    checks = Checks()
    checks.weigh(FLOOR, holds=True, required=1, found=2)
    checks.settle()
    assert not checks.unmet
    with pytest.raises(Stopped):
        checks.stop(CAP, 1, 2, who="x")
    assert checks.unmet
    assert list(checks) == [(FLOOR, True, 1, 2, None), (CAP, False, 1, 2, {"who": "x"})]
    with pytest.raises(Stopped):
        checks.settle()


@pytest.mark.parametrize("holds", [False, None])
def test_what_is_open_settles_nothing(holds: bool | None) -> None:
    """An open answer is no yes: `settle` stops there, too."""
    checks = Checks()
    checks.weigh(FLOOR, holds)
    with pytest.raises(Stopped):
        checks.settle()


# ------------------------------------------------------------------------------------------------------ remedies


@attrs.frozen
class Inner:
    """An invented part of what is asked."""

    size: int = 1
    name: str = "a"


@attrs.frozen
class Order:
    """An invented thing that is asked."""

    inner: Inner = Inner()
    amount: int = 5


def test_a_remedy_changes_fields_and_fields_of_fields() -> None:
    """Changes apply one after the other, and what was asked stays as it was."""
    asked = Order()
    remedy = Remedy(Text("t", "题"), {"inner.size": 7, "amount": 9, "inner.name": "b"})
    assert remedy.applied_to(asked) == Order(Inner(7, "b"), 9)
    assert asked == Order()
    assert Remedy(Text("t", "题")).applied_to(asked) is asked
    assert Remedy(Text("t", "题"), {"inner": Inner(3)}).applied_to(asked) == Order(Inner(3), 5)


def test_remedies_come_from_what_does_not_hold() -> None:
    """Each unmet ground is asked once with its finding and the subject; one without advice gives none."""

    def advise(finding: Finding, subject: Any) -> Remedy | None:
        if finding.found is None:
            return None
        return Remedy(Text("{n} more", "再加{n}").fill(n=-finding.margin), {"amount": subject.amount})

    advised = made("test.advised", remedy=advise)
    decision = decided(
        (advised, True, 3, 3),
        (advised, False, 3, 1),
        (advised, None, 3, None),
        (FLOOR, False, 3, 1),
        subject=Order(),
    )
    (remedy,) = decision.remedies
    assert remedy.text == Text("2 more", "再加2")
    assert remedy.changes == {"amount": 5}


# ------------------------------------------------------------------------------------------------------ writing

SAMPLE = decided(
    (attrs.evolve(FLOOR, figures=("society_minimum_council",)), True, 3, 5),
    (
        attrs.evolve(
            FLOOR,
            stage=Stage.MONEY,
            figures=("association_minimum_members", "society_capital_sources"),
            remedy=lambda _f, _s: Remedy(Text("<more>", "<加>"), {"b": 1, "a": 2}, "Order", date(2026, 1, 1)),
        ),
        False,
        50,
        49,
    ),
    (attrs.evolve(CAP, title=Text("t", "题"), unmet=Text("<unknown>", "<不详>")), None),
    law=LAW,
)


def test_one_line_for_a_notice() -> None:
    """Outcome, what was asked, day and reason, in the signs of each language."""
    assert SAMPLE.line() == "Refused: do <this> & that, 2025-03-13 - test.floor: 49 < 50"
    assert SAMPLE.line("zh") == "不予：办理<此>&彼，2025-03-13——test.floor：49 低于 50"
    assert decided().line("en") == "Allowed: do <this> & that, 2025-03-13"
    assert decided().line("zh") == "准予：办理<此>&彼，2025-03-13"
    assert decided((FLOOR, None, 1)).line().startswith("Undetermined: ")
    assert decided((FLOOR, None, 1)).line("zh").startswith("待定：")
    assert repr(SAMPLE) == f"<Decision {SAMPLE.line('en')}>"


def test_the_whole_decision_as_prose() -> None:
    """Outcome, each finding with its numbers and its sources, then what would change it."""
    assert str(SAMPLE) == SAMPLE.text() == SAMPLE.text("en")
    assert SAMPLE.text("en").split("\n") == [
        "Refused: do <this> & that (2025-03-13)",
        "  ✓ test.floor: at least 3",
        "      required 3; found 5; margin 2",
        "      [assumption, not law; unverified] (taken from an anonymous model plan for towns of early 2024)",
        "  ✗ test.floor: 49 < 50",
        "      required 50; found 49; margin -1",
        (
            "      Regulation on the Registration of Social Associations (国务院令第250号, 1998-10-25), "
            "art. 10 para. 1 (1) [statute; text read]"
        ),
        "  ? <unknown>",
        "      bookkeeping rule of this library",
        "  What would change this:",
        "    → <more>",
    ]
    assert SAMPLE.text("zh").split("\n") == [
        "不予：办理<此>&彼（2025-03-13）",
        "  ✓ test.floor：不少于 3",
        "      要求3；实有5；差额2",
        "      [假设，非法律规定；未核实]（取自2024年初一份未署名的乡镇样本方案）",
        "  ✗ test.floor：49 低于 50",
        "      要求50；实有49；差额-1",
        "      《社会团体登记管理条例》（国务院令第250号，1998-10-25）第十条第一款第（一）项 [法律法规规章；已核对原文]",
        "  ? <不详>",
        "      本库记账规则",
        "  补救办法：",
        "    → <加>",
    ]
    assert "\n" not in decided().text()


def test_numbers_without_a_margin() -> None:
    """Where there is no difference, none is told."""
    text = decided((FLOOR, False, True, False))
    assert "required yes; found no\n" in text.text("en")
    assert "要求是；实有否\n" in text.text("zh")


def test_a_ground_that_is_neither_law_nor_bookkeeping_says_where_it_comes_from() -> None:
    """The origin of a ground stands where the citation would; a value that is found comes first; none twice."""
    agreed = attrs.evolve(FLOOR, origin=Text("agreed", "约定"))
    assert sources(decided((agreed, True), law=LAW).findings[0], "zh") == ["约定"]
    cited = attrs.evolve(agreed, figures=("association_minimum_members", "association_minimum_unit_members"))
    (source,) = sources(decided((cited, True), law=LAW).findings[0], "en")
    assert source.startswith("Regulation on the Registration")
    assert sources(decided((cited, True), law=None).findings[0], "en") == ["agreed"]


def test_a_decision_as_html_is_escaped() -> None:
    """A notebook shows signs, not markup: every text from outside is escaped, in both languages."""
    for page in (SAMPLE._repr_html_(), html(SAMPLE, "en"), html(SAMPLE, "zh")):
        assert "&lt;" in page
        assert "<this>" not in page
        assert "<more>" not in page
        assert "<unknown>" not in page
        assert page.count("<tr>") == 3
        assert page.count("<li>") == 1
    assert SAMPLE._repr_html_() == html(SAMPLE, "en")
    assert "do &lt;this&gt; &amp; that (2025-03-13)" in html(SAMPLE, "en")
    assert "<td>required 3; found 5; margin 2</td>" in html(SAMPLE, "en")
    assert "<td>?</td><td>&lt;unknown&gt;</td><td></td><td>bookkeeping rule of this library</td>" in html(SAMPLE, "en")
    assert "<p>What would change this:</p><ul><li>&lt;more&gt;</li></ul>" in html(SAMPLE, "en")
    assert "办理&lt;此&gt;&amp;彼（2025-03-13）" in html(SAMPLE, "zh")
    assert "<ul>" not in html(decided((FLOOR, True, 1, 1)), "en")


def test_a_decision_as_data() -> None:
    """Plain values that JSON holds, both languages, numbers as they are and sources with their days."""
    data = SAMPLE.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert (data["outcome"], data["on"]) == ("refused", "2025-03-13")
    assert data["asked"] == {"en": ASKED.en, "zh": ASKED.zh}
    assert [f["holds"] for f in data["findings"]] == [True, False, None]
    first, second, third = data["findings"]
    assert first["text"] == {"en": "test.floor: at least 3", "zh": "test.floor：不少于 3"}
    assert (second["ground"], second["stage"]) == ("test.floor", "money")
    assert (second["required"], second["found"], second["margin"]) == (50, 49, -1)
    (source,) = second["sources"]
    assert (source["figure"], source["value"], source["since"], source["until"]) == (
        "association_minimum_members",
        50,
        "1998-10-25",
        None,
    )
    assert (source["place"], source["basis"], source["verified"], source["note"]) == ("cn", "statute", "primary", None)
    assert (third["required"], third["margin"], third["sources"], third["facts"]) == (None, None, [], {})
    assert data["remedies"] == [
        {
            "text": {"en": "<more>", "zh": "<加>"},
            "changes": ["a", "b"],
            "first": "Order",
            "wait_until": "2026-01-01",
        }
    ]


def test_money_facts_and_remedies_as_data() -> None:
    """Money is a text of yuan, a fact is plain, a remedy may be words alone."""
    advised = made("test.advised", remedy=lambda _f, _s: Remedy(Text("t", "题")), fen=True)
    facts = {"who": Text("village", "村"), "which": frozenset({"b", "a"})}
    data = decided((advised, False, 12345, 5, facts)).to_dict()
    (finding,) = data["findings"]
    assert (finding["required"], finding["found"], finding["margin"]) == ("123.45", "0.05", "-123.40")
    assert finding["facts"] == {"who": {"en": "village", "zh": "村"}, "which": ["a", "b"]}
    assert data["remedies"] == [{"text": {"en": "t", "zh": "题"}, "changes": [], "first": None, "wait_until": None}]
    assert json.dumps(data)


class Kind(Enum):
    """An invented enumeration with words."""

    ONE = "one"

    @property
    def text(self) -> Text:
        """The words."""
        return Text("the one", "其一")


class Bare(Enum):
    """An invented enumeration without words."""

    TWO = "two"


@pytest.mark.parametrize(
    ("value", "en", "zh", "data"),
    [
        (None, "not known", "不详", None),
        (True, "yes", "是", True),
        (False, "no", "否", False),
        (7, "7", "7", 7),
        (yuan("1234.5"), "¥1,234.50", "¥1,234.50", "1234.50"),
        (Fraction(1, 3), "1/3", "1/3", "1/3"),
        (date(2025, 3, 13), "2025-03-13", "2025-03-13", "2025-03-13"),
        (Text("a", "甲"), "a", "甲", {"en": "a", "zh": "甲"}),
        (Kind.ONE, "the one", "其一", "one"),
        (Bare.TWO, "Bare.TWO", "Bare.TWO", "two"),
        ((), "none", "无", []),
        (frozenset(), "none", "无", []),
        (("b", True), "b, yes", "b、是", ["b", True]),
        (["b", "a"], "b, a", "b、a", ["b", "a"]),
        (frozenset({"c", "b", "a", "d"}), "a, b, c, d", "a、b、c、d", ["a", "b", "c", "d"]),
        (frozenset({Kind.ONE}), "the one", "其一", ["one"]),
    ],
    ids=repr,
)
def test_any_value_is_written_for_readers_and_for_programs(value: Any, en: str, zh: str, data: Any) -> None:
    """Lists keep their order, sets are sorted so that a decision reads the same every time."""
    assert (shown(value, "en"), shown(value, "zh")) == (en, zh)
    assert plain(value) == data


def test_texts_are_listed_as_each_language_does() -> None:
    """A comma in English, a pause mark in Chinese, and a word for nothing."""
    assert listed((Text("a", "甲"), Text("b", "乙"))) == Text("a, b", "甲、乙")
    assert listed(()) == Text("none", "无")


@pytest.mark.parametrize("outcome", Outcome)
def test_outcomes_have_words(outcome: Outcome) -> None:
    """Each outcome has its own words."""
    assert [o for o in Outcome if o.text == outcome.text] == [outcome]


# ------------------------------------------------------------------------------------------------------ law behind it


def test_a_finding_carries_the_values_behind_it() -> None:
    """All figures of the ground that have a value that day, with their citations in order."""
    rests = attrs.evolve(FLOOR, figures=("government_aid_first", "society_capital_sources", "relief_majority"))
    law = Law.of("cn").on(date(2026, 7, 1))
    (finding,) = decided((rests, True), law=law).findings
    assert [value.key for value in finding.values] == ["government_aid_first", "relief_majority"]
    assert [c.article.zh for c in finding.citations if c.article] == ["第五十四条", "二（五）"]
    assert decided((rests, True), law=None).findings[0].values == ()


# ------------------------------------------------------------------------------------------------------ refusal as an error


def test_a_refusal_is_an_error_that_says_what_would_change_it() -> None:
    """The message tells the line and all remedies in the language asked for; the reason is a code."""
    error = Refused(SAMPLE)
    assert isinstance(error, CharityError)
    assert (error.code, error.reason, error.decision) == ("refused", "test.floor", SAMPLE)
    assert str(error) == (
        "[refused] given: Refused: do <this> & that, 2025-03-13 - test.floor: 49 < 50. "
        "wanted: an order that every ground allows. do: <more>"
    )
    assert error.text("zh") == (
        "[refused] 收到：不予：办理<此>&彼，2025-03-13——test.floor：49 低于 50。"
        "要求：一项符合全部审查事项的指令。处理：<加>"
    )


def test_several_remedies_are_all_told() -> None:
    """Remedies are parted by a semicolon; braces in them do no harm."""
    one = made("test.one", remedy=lambda _f, _s: Remedy(Text("{one}", "{一}")))
    two = made("test.two", remedy=lambda _f, _s: Remedy(Text("two", "二")))
    error = Refused(decided((one, False, 1, 0), (two, False, 1, 0)))
    assert error.text("en").endswith("do: {one}; two")
    assert error.text("zh").endswith("处理：{一}；二")


def test_a_refusal_without_remedy_points_to_the_decision() -> None:
    """Where nothing can be offered, the decision can still be read."""
    error = Refused(decided((FLOOR, False, 2, 1)))
    assert error.text("en").endswith("do: read error.decision")
    assert error.text("zh").endswith("处理：查阅 error.decision")
    assert Refused(decided()).reason == ""
