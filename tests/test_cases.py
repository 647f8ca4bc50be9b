"""Every decision table: what is decided, in two languages, what would change it, and that boundaries are sharp."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import Case, cases
from community_charity.law.decision import GROUNDS, Outcome
from community_charity.law.figure import Figure, Sense
from community_charity.law.law import Law
from community_charity.law.rendering import sources
from community_charity.law.values import DayOfYear
from community_charity.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from community_charity.law.decision import Decision, Finding, Remedy


CASES = cases()
ONE = timedelta(days=1)

every_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@every_case
def test_what_is_decided_and_by_which_article(case: Case) -> None:
    """The outcome, the ground that decided (or, if allowed, one that holds), and the article behind it."""
    decision = case.decision
    assert decision.outcome.value == case.outcome, decision.text("en")
    finding = case.weighed(decision)
    if decision:
        assert finding.holds
    else:
        assert decision.reason is not None
        assert decision.reason.ground.code == case.ground, decision.text("en")
        assert not finding.holds
    assert case.article in "\n".join(sources(finding, "zh")), "\n".join(sources(finding, "zh"))


@every_case
def test_a_decision_reads_in_two_languages(case: Case) -> None:
    """Prose, data and HTML in English and Chinese, with every place filled and no English left in the Chinese."""
    decision = case.decision
    for lang in ("en", "zh"):
        for text in (decision.line(lang), decision.text(lang), decision.html(lang)):
            assert "{" not in text
            assert "None" not in text
    assert any("一" <= sign <= "鿿" for sign in decision.line("zh"))
    assert not any("一" <= sign <= "鿿" for finding in decision.findings for sign in finding.text("en"))
    assert decision.to_dict()["outcome"] == case.outcome


def test_what_is_required_and_found_is_no_verdict() -> None:
    """Amounts, days and words are required and found; yes, no and not known are told by whether the ground holds."""
    for case in CASES:
        for finding in case.decision.findings:
            assert not isinstance(finding.required, bool), (case.id, finding.ground.code)
            assert not isinstance(finding.found, bool), (case.id, finding.ground.code)


def test_no_case_stands_twice() -> None:
    """Names tell the cases of a file apart, and there are as many as the project promises."""
    assert [name for name, times in Counter(case.id for case in CASES).items() if times > 1] == []


def test_every_ground_is_seen_to_hold_and_to_fail() -> None:
    """A ground that a table names is met in one case and unmet in another."""
    named = {case.ground for case in CASES}
    held: set[str] = set()
    failed: set[str] = set()
    for case in CASES:
        for finding in case.decision.findings:
            (held if finding.holds else failed).add(finding.ground.code)
    assert named - held == set()
    assert named - failed == set()
    assert named <= set(GROUNDS)


# ------------------------------------------------------------------------------------------------------- remedies

REFUSED = [case for case in CASES if case.outcome == "refused"]


def remedies(decision: Decision) -> list[tuple[Finding, Remedy]]:
    made = [(f, f.ground.remedy(f, decision.subject) if f.ground.remedy else None) for f in decision.unmet]
    # Advice that changes nothing here (choose other people) cannot be tried out.
    return [(finding, remedy) for finding, remedy in made if remedy and (remedy.changes or remedy.wait_until)]


@pytest.mark.parametrize("case", REFUSED, ids=[case.id for case in REFUSED])
def test_a_remedy_is_sound_and_minimal(case: Case) -> None:
    """Made as told, the ground holds; made one fen, one unit or one day less, it does not."""
    decision = case.decision
    for finding, remedy in remedies(decision):
        assert not still_unmet(case, finding, remedy), remedy.text
        if remedy.wait_until is not None:
            assert still_unmet(case, finding, attrs.evolve(remedy, wait_until=remedy.wait_until - ONE)), remedy.text
        for path, value in remedy.changes.items():
            for less in nearer(value, asked_for(decision.subject, path)):
                short = attrs.evolve(remedy, changes={**remedy.changes, path: less})
                assert still_unmet(case, finding, short), (remedy.text.en, less)


def asked_for(subject: Any, path: str) -> Any:
    for name in path.split("."):
        subject = getattr(subject, name)
    return subject


def still_unmet(case: Case, finding: Finding, remedy: Remedy) -> bool:
    subject = remedy.applied_to(case.subject)
    decision = case.decide(subject=subject, on=remedy.wait_until)
    again = [
        f
        for f in decision.findings
        if f.ground.code == finding.ground.code and f.facts.get("of") == finding.facts.get("of")
    ]
    return any(f.holds is not True for f in again)


def nearer(new: Any, old: Any) -> list[Any]:
    """Give the value one step from the remedy towards what was asked, if there is one."""
    if isinstance(new, bool) or old is None or new == old or type(new) is not type(old):
        return []
    if isinstance(new, Money):
        return [Money(new.fen + (1 if old > new else -1))]
    if isinstance(new, int):
        return [new + (1 if old > new else -1)]
    return [new + (ONE if old > new else -ONE)] if hasattr(new, "toordinal") else []


# ------------------------------------------------------------------------------------------------------- the law moves


def moved(law: Law, key: str, number: int, **changes: Any) -> Law:
    """Give a law in which one dated value is another, and its neighbours meet it."""
    figure = law.figure(key)
    history = list(figure.history)
    history[number] = attrs.evolve(history[number], **changes)
    if "since" in changes and number:
        history[number - 1] = attrs.evolve(history[number - 1], until=changes["since"] - ONE)
    return with_figure(law, attrs.evolve(figure, history=tuple(history)))


def with_figure(law: Law, figure: Figure) -> Law:
    return attrs.evolve(law, figures={**law._figures, figure.key: figure})


def steps(value: Any) -> list[tuple[str, Any]]:
    """Give the next smaller and the next larger value, by the smallest step that matters."""
    if isinstance(value, bool):
        return [("other", not value)]
    if isinstance(value, int):
        return [(name, v) for name, v in (("less", value - 1), ("more", value + 1)) if v >= 0]
    if isinstance(value, Money):
        return [("less", Money(value.fen - 1)), ("more", Money(value.fen + 1))]
    if isinstance(value, Fraction):
        return [("less", value - Fraction(1, 10**6)), ("more", value + Fraction(1, 10**6))]
    if isinstance(value, DayOfYear):
        return []
    return [("fewer", value[:-1])] if len(value) > 1 else []


def consulted() -> dict[str, list[Case]]:
    """Give the cases by the figures that their decisions consult."""
    by_key: dict[str, list[Case]] = {}
    for case in CASES:
        for key in {key for finding in case.decision.findings for key in finding.ground.figures}:
            by_key.setdefault(key, []).append(case)
    return by_key


CONSULTED = consulted()
NEVER_ASKED = {("receipt_official_form", "cn", 0)}
"""Values that no decision consults: what else a receipt needs before 2020 was not read, so it is not decided on."""

SHIFTS = [
    (key, place, number, name, value)
    for key, involved in sorted(CONSULTED.items())
    for place in sorted({case.place for case in involved if case.law().has(key)})
    for number, dated in enumerate(Law.of(place).figure(key).history)
    for name, value in steps(dated.value)
    if (key, place, number) not in NEVER_ASKED
]


def verdict(decision: Decision) -> tuple[Outcome, tuple[bool | None, ...]]:
    return decision.outcome, tuple(holds for _, holds, *_ in decision.checks)


def notices(involved: list[Case], change: Callable[[Law], Law]) -> bool:
    """Tell whether some case finds something else under the law that has moved."""
    changed: dict[str, Law] = {}
    for case in involved:
        law = changed.get(case.place)
        if law is None:
            law = changed[case.place] = change(case.law())
        if verdict(case.decide(law=law)) != verdict(case.decision):
            return True
    return False


@pytest.mark.deep
@pytest.mark.parametrize(
    ("key", "place", "number", "name", "value"), SHIFTS, ids=[f"{s[0]}-{s[1]}-{s[2]}-{s[3]}" for s in SHIFTS]
)
def test_some_case_stands_at_each_side_of_each_boundary(
    key: str, place: str, number: int, name: str, value: Any
) -> None:
    """A figure that is off by the smallest step, either way, changes what some case finds."""
    involved = [case for case in CONSULTED[key] if case.place == place]
    labels = (
        {"labels": involved[0].law().figure(key).history[number].labels[: len(value)]}
        if isinstance(value, tuple)
        else {}
    )
    seen = notices(involved, lambda law: moved(law, key, number, value=value, **labels))
    assert seen, f"no case notices {key} {name} ({value})"


DATES = [
    (key, place, number, by)
    for key, involved in sorted(CONSULTED.items())
    for place in sorted({case.place for case in involved if case.law().has(key)})
    for number, dated in enumerate(Law.of(place).figure(key).history)
    if number and Law.of(place).figure(key).history[number - 1].value != dated.value
    for by in (-1, 1)
]


@pytest.mark.deep
@pytest.mark.parametrize(("key", "place", "number", "by"), DATES)
def test_some_case_stands_at_each_side_of_each_effective_date(key: str, place: str, number: int, by: int) -> None:
    """A change that comes a day (or a fiscal year) early or late changes what some case finds."""
    involved = [case for case in CONSULTED[key] if case.place == place]
    figure = involved[0].law().figure(key)
    since = figure.history[number].since
    other = since.replace(year=since.year + by) if figure.by_fiscal_year else since + by * ONE
    assert notices(involved, lambda law: moved(law, key, number, since=other))


# ------------------------------------------------------------------------------------------------------- properties


def tighter(figure: Figure, value: Any, by: int) -> Any:
    """Give a stricter value, or the same where there is none."""
    sign = {Sense.FLOOR: 1, Sense.CAP: -1}.get(figure.sense)
    if figure.sense is Sense.DUTY:
        return True
    if sign is None or isinstance(value, bool | tuple | DayOfYear):
        return value
    if isinstance(value, Money):
        return Money(max(value.fen + sign * by, 0))
    if isinstance(value, Fraction):
        return min(max(value + Fraction(sign * by, 10**7), Fraction(0)), max(Fraction(1), value))
    return max(value + sign * (by % 50), 0)


@given(data=st.data())
def test_tightening_a_figure_never_turns_a_refusal_into_an_approval(data: st.DataObject) -> None:
    """Floors raised, caps lowered, duties added: what was not allowed stays so."""
    case = data.draw(st.sampled_from([case for case in CASES if case.outcome != "allowed"]))
    decision = case.decision
    law = case.law()
    keys = sorted({k for f in decision.findings for k in f.ground.figures if law.has(k)})
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    dated = case.in_force(law).get(key)
    if dated is None:
        return
    number = law.figure(key).history.index(dated)
    value = tighter(law.figure(key), dated.value, data.draw(st.integers(1, 10**7)))
    assert not case.decide(law=moved(law, key, number, value=value))


@given(data=st.data())
def test_a_later_law_never_changes_an_earlier_decision(data: st.DataObject) -> None:
    """A figure that changes the day after, or the year after, leaves the decision as it was."""
    case = data.draw(st.sampled_from(CASES))
    law = case.law()
    keys = sorted({k for f in case.decision.findings for k in f.ground.figures if law.has(k)})
    if not keys:
        return
    key = data.draw(st.sampled_from(keys))
    day: date = case.in_force(law).day + ONE
    history = law.figure(key).history
    value = data.draw(st.sampled_from([v for _, v in steps(history[-1].value)] or [history[-1].value]))
    kept = [
        attrs.evolve(v, until=day - ONE if v.until is None or v.until >= day else v.until)
        for v in history
        if v.since < day
    ]
    new = attrs.evolve(history[-1], value=value, since=day, until=None, labels=())
    later = with_figure(law, attrs.evolve(law.figure(key), history=(*kept, new)))
    assert judged(case, later) == judged(case, law)


def judged(case: Case, law: Law) -> Any:
    """Give what a decision says of its day; until when a value holds, and how long to wait, the later law may change."""
    decision = case.decide(law=law)
    return decision.outcome, [(f.ground.code, f.holds, f.required, f.found) for f in decision.findings]
