"""The law as a table, the difference between two laws, and what changes next."""

from __future__ import annotations

import builtins
from datetime import date, timedelta
from fractions import Fraction
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import attrs
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community_charity.errors import LawError, Malformed, MissingExtra
from community_charity.law.citation import Basis
from community_charity.law.diff import ELSEWHERE, Diff
from community_charity.law.law import Law
from community_charity.law.loading import everywhere, places
from community_charity.law.schema import TOPICS, topic_of
from community_charity.law.table import RECORD, FigureTable, days, record
from community_charity.law.values import DayOfYear, Unit, digits, possible, shown_in
from community_charity.money import Money, yuan

if TYPE_CHECKING:
    from community_charity.language import Lang

ONE = timedelta(days=1)
CN = Law.of("cn")
AMENDED = date(2024, 9, 5)

any_place = st.sampled_from(places())
any_day = st.dates(date(1998, 10, 25), date(2027, 12, 31))


def listed(law: Law) -> dict[str, Any]:
    return {figure.key: figure for figure in law.figures()}


# ------------------------------------------------------------------------------------------------------ the table


@pytest.mark.parametrize("place", places())
def test_a_record_for_each_dated_value(place: str) -> None:
    """Every value of a place is there once, as plain text that tells value, unit, days, source and support."""
    table = Law.of(place).figures()
    records = table.records()
    assert len(records) == sum(len(figure.history) for figure in table)
    for (figure, value), found in zip(table.values(), records, strict=True):
        assert tuple(found) == RECORD
        assert found == record(figure, value)
        assert all(text is None or (isinstance(text, str) and text) for text in found.values())
        assert found["value"] == digits(value.value)
        assert found["until"] == (value.until and value.until.isoformat())
        assert found["basis"] == value.basis.value
        assert (found["instrument"] is None) == (not value.citations)
        for citation in value.citations:
            assert citation.instrument.zh in str(found["instrument"])
            assert citation.number is None or citation.number in str(found["number"])
            assert citation.article is None or citation.article.zh in str(found["article"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_rendering_shows_every_value(lang: Lang) -> None:
    """Text, Markdown and HTML name each figure, its value, its days and its sources."""
    table = Law.of("cn/anhui/xuancheng/xuanzhou").figures()
    for shown in (table.text(lang), table.markdown(lang), table.html(lang)):
        for figure, value in table.values():
            assert figure.key in shown
            assert days(value, lang) in shown
            assert value.basis.text.to(lang) in shown
    widths = {line.count(" | ") for line in table.markdown(lang).splitlines()}
    assert len(widths) == 1
    assert table._repr_html_() == table.html("en")


class Rows(HTMLParser):
    """Counts the cells of each row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row, or add a cell to it."""
        del attrs
        if tag == "tr":
            self.rows.append(0)
        elif tag in ("td", "th"):
            self.rows[-1] += 1


def test_html_rows_have_as_many_cells_as_heads() -> None:
    """Seven columns in each row."""
    table = CN.figures()
    rows = Rows()
    rows.feed(table.html())
    assert set(rows.rows) == {7}
    assert len(rows.rows) == 1 + len(table.records())


def test_a_data_frame() -> None:
    """One row for each dated value, one column for each field, nothing changed."""
    frame = CN.figures().to_frame("polars")
    assert isinstance(frame, pl.DataFrame)
    assert frame.to_dicts() == CN.figures().records()
    assert tuple(frame.columns) == RECORD


def test_a_data_frame_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the package and the extra."""
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name == "narwhals":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match="frames"):
        CN.figures().to_frame()


@pytest.mark.parametrize("topic", ["x", "", None])
def test_a_topic_that_is_none(topic: Any) -> None:
    """A misspelt topic is refused with the list, and is not an empty table."""
    with pytest.raises(Malformed, match="fundraising"):
        CN.figures().of_topic(topic)


def test_topics_part_the_figures() -> None:
    """Every figure is in the table of one topic; the tables together are the whole."""
    table = CN.figures()
    parts = {topic: table.of_topic(topic) for topic in TOPICS}
    assert sum(len(part) for part in parts.values()) == len(table)
    for topic, part in parts.items():
        assert isinstance(part, FigureTable)
        assert all(topic_of(figure.key) == topic for figure in part)


def test_the_table_of_a_day_has_one_value_for_each_figure() -> None:
    """What holds on that day, and nothing else."""
    day = CN.on(AMENDED)
    for figure in day.figures():
        (value,) = figure.history
        assert value.in_force(AMENDED)
        assert getattr(day, figure.key) == value.value
        assert day.history(figure.key) == CN.figure(figure.key).history


# ------------------------------------------------------------------------------------------------------ values


@pytest.mark.parametrize(
    ("value", "unit", "en", "zh", "plain"),
    [
        (yuan(30_000), Unit.YUAN, "¥30,000.00", "¥30,000.00", "30000.00"),
        (50, Unit.COUNT, "50", "50", "50"),
        (1, Unit.COUNT, "1", "1", "1"),
        (10, Unit.DAYS, "10 days", "10日", "10"),
        (1, Unit.DAYS, "1 day", "1日", "1"),
        (24, Unit.HOURS, "24 hours", "24小时", "24"),
        (6, Unit.MONTHS, "6 months", "6个月", "6"),
        (3, Unit.GRADE, "3A", "3A", "3"),
        (1, Unit.GRADE, "1A", "1A", "1"),
        (Fraction(7, 10), Unit.RATE, "70%", "70%", "0.7"),
        (Fraction(3, 50), Unit.RATE, "6%", "6%", "0.06"),
        (Fraction(1, 3), Unit.RATE, "1/3", "1/3", "1/3"),
        (Fraction(0), Unit.RATE, "0%", "0%", "0"),
        (Fraction(1), Unit.RATE, "100%", "100%", "1"),
        (Fraction(3, 2), Unit.MULTIPLE, "1.5 times", "1.5倍", "1.5"),
        (Fraction(10), Unit.MULTIPLE, "10 times", "10倍", "10"),
        (DayOfYear(5, 31), Unit.DAY_OF_YEAR, "31 May", "5月31日", "05-31"),
        (True, Unit.DUTY, "yes", "是", "true"),
        (False, Unit.DUTY, "no", "否", "false"),
        (("a", "b"), Unit.NAMES, "a, b", "a、b", "a; b"),
    ],
)
def test_values_read_as_their_unit_wants(value: Any, unit: Unit, en: str, zh: str, plain: str) -> None:
    """With unit for readers, in plain digits for programs."""
    assert (shown_in(value, unit, "en"), shown_in(value, unit, "zh"), digits(value)) == (en, zh, plain)


@given(st.fractions(0, 100))
def test_digits_lose_nothing(rate: Fraction) -> None:
    """What is written reads back as the same number."""
    assert Fraction(digits(rate)) == rate


@pytest.mark.parametrize(
    ("value", "unit", "can_be"),
    [
        (Money(0), Unit.YUAN, True),
        (Money(-1), Unit.YUAN, False),
        (-1, Unit.DAYS, False),
        (0, Unit.DAYS, True),
        (Fraction(1), Unit.RATE, True),
        (Fraction(1_000_001, 1_000_000), Unit.RATE, False),
        (Fraction(-1), Unit.MULTIPLE, False),
        (("a",), Unit.NAMES, True),
        (DayOfYear(1, 1), Unit.DAY_OF_YEAR, True),
    ],
)
def test_what_can_be_a_value(value: Any, unit: Unit, can_be: bool) -> None:
    """Nothing below zero, and no rate above one."""
    assert possible(value, unit) is can_be


@pytest.mark.parametrize(("month", "day"), [(2, 29), (0, 1), (13, 1), (4, 31), ("5", 31), (None, None)])
def test_a_day_that_not_every_year_has(month: Any, day: Any) -> None:
    """29 February is not a day of every year; nor is what is no day at all."""
    with pytest.raises(Malformed, match=r"law\.day_of_year"):
        DayOfYear(month, day)


# ------------------------------------------------------------------------------------------------------ differences


@given(one=any_place, other=any_place)
def test_a_difference_applied_gives_the_other_law(one: str, other: str) -> None:
    """Between any two places, in any direction."""
    here, there = Law.of(one), Law.of(other)
    applied = here.diff(there).applied_to(here)
    assert listed(applied) == listed(there)
    assert applied.place == other
    assert (here.diff(there) == ()) is (listed(here) == listed(there))


@given(place=any_place, one=any_day, other=any_day)
def test_a_difference_between_two_days_applied_gives_the_other_day(place: str, one: date, other: date) -> None:
    """What holds on one day becomes what holds on the other; a day does not differ from itself."""
    here, there = Law.of(place).on(one), Law.of(place).on(other)
    diff = here.diff(there)
    assert listed(diff.applied_to(here.alone())) == listed(there.alone())
    assert here.diff(here) == ()
    assert {key for key, *_ in diff} == {
        figure.key for figure in Law.of(place).figures() if here.get(figure.key) != there.get(figure.key)
    }


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_difference_shows_both_sides(lang: Lang) -> None:
    """Old and new value with their sources, in every rendering."""
    diff = CN.on(AMENDED - ONE).diff(CN.on(AMENDED))
    old, new = CN.figure("public_fundraising_wait_years").history
    for shown in (diff.text(lang), diff.markdown(lang), diff.html(lang)):
        assert "public_fundraising_wait_years" in shown
        assert CN.figure("public_fundraising_wait_years").title.to(lang) in shown
        for value in (old, new):
            assert f"{value.shown(lang)}{', ' if lang == 'en' else '，'}{days(value, lang)}" in shown
    assert diff._repr_html_() == diff.html("en")
    gone = CN.diff(Law("cn", {}))
    assert "–" in gone.markdown(lang)
    assert CN.figures()[0].title.to(lang) in gone.text(lang)


def test_a_difference_is_applied_only_to_its_own_side() -> None:
    """Applied elsewhere it would lose something; so it is refused with the figure."""
    reform = CN.amend(since=date(2026, 1, 1), association_minimum_members=30)
    other = CN.amend(since=date(2026, 1, 1), association_minimum_members=40)
    with pytest.raises(LawError, match="association_minimum_members") as caught:
        CN.diff(reform).applied_to(other)
    assert caught.value.code == ELSEWHERE
    assert listed(CN.diff(reform).applied_to(CN)) == listed(reform)
    assert isinstance(CN.diff(reform), Diff)


def test_only_the_law_of_a_day_is_compared_with_the_law_of_a_day() -> None:
    """A law without a day is refused, and so is what is no law."""
    with pytest.raises(Malformed):
        CN.diff(5)  # type: ignore[arg-type] # on purpose
    with pytest.raises(Malformed):
        CN.on(AMENDED).diff(CN)  # type: ignore[arg-type] # on purpose


# ------------------------------------------------------------------------------------------------------ what comes


@given(place=any_place, day=any_day)
def test_what_changes_next(place: str, day: date) -> None:
    """Between a day and the eve of the next change, nothing differs; on that day something does."""
    law = Law.of(place)
    coming = law.changes_after(day)
    assert list(coming) == sorted(coming, key=lambda c: (c.on, c.key))
    assert all(change.on > day for change in coming)
    if not coming:
        return
    first = coming[0].on
    assert law.on(day).diff(law.on(first - ONE)) == ()
    changed = {change.key: change for change in coming if change.on == first}
    assert {key for key, *_ in law.on(day).diff(law.on(first))} == set(changed)
    for key, change in changed.items():
        assert law.on(day).get(key) == change.before
        assert law.on(first).get(key) == change.after


def test_the_end_of_a_value_without_a_successor_is_a_change() -> None:
    """A guideline that lapses leaves nothing; one that ends with the calendar does not end."""
    figure = CN.figure("association_minimum_members")
    for until, count in ((date(2026, 12, 31), 1), (date.max, 0), (None, 0)):
        law = Law("cn", {figure.key: attrs.evolve(figure, history=(attrs.evolve(figure.history[0], until=until),))})
        coming = law.changes_after(date(2026, 1, 1))
        assert len(coming) == count
        for change in coming:
            assert (change.on, change.before, change.after) == (date(2027, 1, 1), law.figures()[0].history[0], None)


# ------------------------------------------------------------------------------------------------------ the whole


def test_there_are_as_many_dated_values_as_promised(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 250, each with a source or marked as an assumption; what is a statute names its article or number."""
    values = [value for _, value in everywhere().values()]
    by_support: dict[tuple[str, str], int] = {}
    for value in values:
        support = (value.basis.value, value.verified.value)
        by_support[support] = by_support.get(support, 0) + 1
        assert value.citations or value.basis is Basis.ASSUMPTION, value.key
        if value.basis is Basis.STATUTE:
            assert any(c.article or c.number for c in value.citations), value.key
    with capsys.disabled():
        print(f"\n{len(values)} dated values:", dict(sorted(by_support.items())))  # noqa: T201 - the count is asked for
    assert len(values) >= 250


def test_a_chain_of_layers_never_relaxes_what_binds() -> None:
    """Under every place, a binding floor, cap or duty of the nation is kept on every day on which it changes."""
    binding = (Basis.STATUTE, Basis.NATIONAL_INSTRUMENT)
    for place in places():
        law = Law.of(place)
        for figure in CN.figures():
            for base in figure.history:
                if base.basis not in binding:
                    continue
                for day in {base.since, *(v.since for v in law.figure(figure.key).history)}:
                    if base.in_force(day):
                        local = law.on(day).get(figure.key)
                        assert local is not None
                        assert not laxer(figure.sense.value, base.value, local.value), (place, figure.key, day)


def laxer(sense: str, base: Any, local: Any) -> bool:
    if sense == "cap":
        return bool(local > base)
    return sense in {"floor", "duty"} and bool(local < base)
