"""Reading law from files: everything wrong is refused with its file, its line and its figure."""

from __future__ import annotations

import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from community_charity.errors import LawError
from community_charity.language import Text
from community_charity.law import loading
from community_charity.law.citation import Basis, Citation, Verified
from community_charity.law.figure import Sense
from community_charity.law.law import Law
from community_charity.law.layering import KIND, RELAXED
from community_charity.law.loading import FILE, PLACE, places, read
from community_charity.law.schema import KEYS, TOPICS, nearest, topic_of, units_of
from community_charity.law.values import WHOLE, DayOfYear, Unit
from community_charity.money import Money, yuan

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

# A file of an invented place, in which nothing is wrong. The tests each spoil one spot of it.
GOOD = """\
# Invented town.
[instruments.town_notice]
title = { en = "Notice of the invented town", zh = "虚构镇通知" }
number = "虚构〔2024〕1号"
issued = 2024-02-01
url = "https://example.org/notice"

[relief_case_ceiling]
title = { en = "Most for one case", zh = "个案最高金额" }
unit = "yuan"
sense = "cap"
[[relief_case_ceiling.history]]
since = 2024-03-01
until = 2024-12-31
value = "800"
cites = ["town_notice 1"]
basis = "local_instrument"
verified = "primary"
[[relief_case_ceiling.history]]
since = 2025-01-01
value = "900.50"
cites = ["town_notice"]
basis = "practice"
verified = "secondary"
note = { en = "seen in use", zh = "见于实践" }

[relief_majority]
title = { en = "Majority", zh = "表决比例" }
unit = "rate"
sense = "floor"
[[relief_majority.history]]
since = 2024-03-01
value = "2/3"
basis = "assumption"
verified = "unverified"
note = { en = "chosen", zh = "设定" }

[society_capital_sources]
title = { en = "Sources", zh = "来源" }
unit = "names"
sense = "value"
[[society_capital_sources.history]]
since = 2024-03-01
value = ["donors", "township"]
labels = [{ en = "donors", zh = "社会捐赠" }, { en = "township", zh = "乡镇" }]
basis = "assumption"
verified = "unverified"
note = { en = "chosen", zh = "设定" }

[emergency_papers_days]
title = { en = "Days for the papers", zh = "补齐材料的工作日" }
unit = "working_days"
sense = "cap"
[[emergency_papers_days.history]]
since = 2024-03-01
value = 3
basis = "assumption"
verified = "unverified"
note = { en = "chosen", zh = "设定" }

[fund_committee_is_odd]
title = { en = "Odd committee", zh = "单数" }
unit = "duty"
sense = "duty"
[[fund_committee_is_odd.history]]
since = 2024-03-01
value = false
basis = "assumption"
verified = "unverified"
note = { en = "chosen", zh = "设定" }
"""


def line_of(row: str) -> int:
    return GOOD.splitlines().index(row) + 1


INSTRUMENT = line_of("[instruments.town_notice]")
CASE = line_of("[relief_case_ceiling]")
MAJORITY = line_of("[relief_majority]")
SOURCES = line_of("[society_capital_sources]")
DAYS = line_of("[emergency_papers_days]")
ODD = line_of("[fund_committee_is_odd]")


def test_a_good_file_is_read_whole() -> None:
    """Every part of the file arrives, each value in the type of its unit."""
    law = read(GOOD, name="town.toml", place="cn/town")
    assert law.place == "cn/town"
    case = law.figure("relief_case_ceiling")
    assert (case.title, case.unit, case.sense) == (Text("Most for one case", "个案最高金额"), Unit.YUAN, Sense.CAP)
    first, second = case.history
    notice = Citation(
        Text("Notice of the invented town", "虚构镇通知"),
        "虚构〔2024〕1号",
        date(2024, 2, 1),
        Text("art. 1", "第一条"),
        "https://example.org/notice",
    )
    assert first.citations == (notice,)
    assert (first.value, first.since, first.until) == (yuan(800), date(2024, 3, 1), date(2024, 12, 31))
    assert (first.basis, first.verified, first.note) == (Basis.LOCAL_INSTRUMENT, Verified.PRIMARY, None)
    assert first.place == "cn/town"
    assert (second.value, second.until) == (yuan("900.50"), None)
    assert second.citations[0].article is None
    assert second.note == Text("seen in use", "见于实践")
    on = law.on(date(2024, 3, 1))
    assert on.relief_majority == Fraction(2, 3)
    assert on.emergency_papers_days == 3
    assert on.fund_committee_is_odd is False
    assert on.society_capital_sources == ("donors", "township")
    sources = on.get("society_capital_sources")
    assert sources
    assert (sources.shown("en"), sources.shown("zh")) == ("donors, township", "社会捐赠、乡镇")


def test_a_file_is_laid_over_another_law() -> None:
    """What the file leaves out comes from the law below, what it says wins."""
    law = read(GOOD, name="town.toml", place="cn/town", over=Law.of("cn"))
    assert law.on(date(2025, 1, 1)).association_minimum_members == 50
    assert law.on(date(2025, 1, 1)).relief_majority == Fraction(2, 3)
    assert law.on(date(2024, 2, 29)).relief_majority == Fraction(1, 2)
    assert Law.of("cn").on(date(2025, 1, 1)).relief_majority == Fraction(1, 2)


def test_a_value_ends_the_day_before_the_next_begins() -> None:
    """An end need not be written where another value follows."""
    law = read(GOOD.replace("until = 2024-12-31\n", ""), name="town.toml", place="cn/town")
    first, _ = law.figure("relief_case_ceiling").history
    assert first.until == date(2024, 12, 31)


def test_instruments_of_a_place_above_may_be_cited() -> None:
    """Instruments are handed down with the law; without it the same file is refused."""
    town = read(GOOD, name="town.toml", place="cn/town")
    below = GOOD[GOOD.index("[relief_case_ceiling]") :]
    law = read(below, name="village.toml", place="cn/town/village", over=town)
    assert law.figure("relief_case_ceiling").history[0].citations[0].number == "虚构〔2024〕1号"
    assert "charity_law" in Law.of("cn/anhui").instruments
    with pytest.raises(LawError, match="an instrument of this file or of a place above it"):
        read(below, name="village.toml", place="cn/town/village")


COUNTY = """
[instruments.county_measures]
title = { en = "Measures of the invented county", zh = "虚构县办法" }
basis = "local_instrument"
verified = "partial"

[relief_majority]
history = [
  { since = 2024-03-01, value = "2/3", cites = ["county_measures 5.2"] },
  { since = 2025-03-01, value = "3/4", cites = ["county_measures s2(3)"], basis = "practice", verified = "secondary" },
]
"""


def test_what_the_law_below_says_need_not_be_said_again() -> None:
    """Title, unit and sense come from the nation, basis and verification from the instrument, unless a row says else."""
    law = read(COUNTY, name="county.toml", place="cn/county", over=Law.of("cn"))
    figure = law.figure("relief_majority")
    assert (figure.title, figure.sense) == (Law.of("cn").figure("relief_majority").title, Sense.FLOOR)
    _, first, second = figure.history
    assert (first.basis, first.verified) == (Basis.LOCAL_INSTRUMENT, Verified.PARTIAL)
    assert (second.basis, second.verified) == (Basis.PRACTICE, Verified.SECONDARY)
    assert [str(v.citations[0].article) for v in (first, second)] == ["art. 5 para. 2", "section 2 (3)"]
    with pytest.raises(LawError, match="title, unit, sense and history"):
        read(COUNTY, name="county.toml", place="cn/county")


YEARLY = """
[relief_majority]
by = "fiscal_year"
history = [{ since = 2025-01-01, value = "2/3", basis = "assumption", verified = "unverified", note = { en = "n", zh = "注" } }]
"""


def test_a_figure_by_fiscal_year() -> None:
    """It begins with a year, and the law is asked for a year."""
    law = read(YEARLY, name="t", place="cn/town", over=Law.of("cn"))
    assert law.figure("relief_majority").by_fiscal_year
    assert law.for_fiscal_year(2025).relief_majority == Fraction(2, 3)
    assert law.for_fiscal_year(2024).relief_majority == Fraction(1, 2)
    below = read(YEARLY.replace('by = "fiscal_year"', "").replace("2/3", "3/4"), name="t", place="cn/x", over=law)
    assert below.figure("relief_majority").by_fiscal_year


UNITS = """
[{key}]
title = {{ en = "t", zh = "题" }}
unit = "{unit}"
sense = "value"
history = [{{ since = 2025-01-01, value = {raw}, basis = "assumption", verified = "unverified", note = {{ en = "n", zh = "注" }} }}]
"""


@pytest.mark.parametrize(
    ("unit", "raw", "value"),
    [
        ("rate", '"0.06"', Fraction(3, 50)),
        ("rate", '"1/3"', Fraction(1, 3)),
        ("multiple", '"1.5"', Fraction(3, 2)),
        ("multiple", '"10"', Fraction(10)),
        ("multiple", '"-1"', None),
        ("rate", '"1.5"', None),
        ("multiple", "1.5", None),
    ],
)
def test_rates_and_multiples(unit: str, raw: str, value: Fraction | None) -> None:
    """A rate is at most one, a multiple may be more, neither is a float."""
    text = UNITS.format(key="relief_majority", unit=unit, raw=raw)
    if value is None:
        with pytest.raises(LawError, match=f"fits the unit {unit}"):
            read(text, name="t", place="cn/town")
    else:
        assert read(text, name="t", place="cn/town").on(date(2025, 1, 1)).relief_majority == value


DAY_KEY = next((key for key, kind in KEYS.items() if kind == "DayOfYear"), "")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('"05-31"', DayOfYear(5, 31)),
        ('"02-29"', None),
        ('"13-01"', None),
        ('"5"', None),
        ("5", None),
        ('"a-b"', None),
    ],
)
def test_days_of_the_year(raw: str, value: DayOfYear | None) -> None:
    """A month and a day that every year has."""
    text = UNITS.format(key=DAY_KEY, unit="day_of_year", raw=raw)
    if value is None:
        with pytest.raises(LawError, match="fits the unit day_of_year"):
            read(text, name="t", place="cn/town")
    else:
        assert getattr(read(text, name="t", place="cn/town").on(date(2025, 1, 1)), DAY_KEY) == value


def test_a_title_of_our_own_is_written_without_title_marks() -> None:
    """《》 stand around the instrument's own title only."""
    described = read(GOOD.replace("number =", "described = true\nnumber ="), name="t", place="cn/town")
    for law, marked in ((described, False), (read(GOOD, name="t", place="cn/town"), True)):
        citation = law.figure("relief_case_ceiling").history[0].citations[0]
        assert ("《" in citation.to("zh")) is marked
        assert citation.described is not marked


# ------------------------------------------------------------------------------------------------------ refusals

# What is replaced by what; the table that is named, its line; what the message wants.
SPOILT: list[tuple[str, str, str, int, str]] = [
    (
        "[relief_case_ceiling]",
        "[relief_case_cieling]",
        "relief_case_cieling",
        CASE,
        "a known figure; nearest: relief_case_ceiling",
    ),
    (
        "[relief_majority]",
        "relief = 3\n[relief_majority]",
        "relief_case_ceiling",
        CASE,
        "since, value, and at most until",
    ),
    ('sense = "cap"\n', "", "relief_case_ceiling", CASE, "title, unit, sense and history"),
    ('sense = "cap"', 'sense = "cap"\nby = "month"', "relief_case_ceiling", CASE, 'at most by = "fiscal_year"'),
    ('sense = "cap"', 'sense = "cap"\nby = "fiscal_year"', "relief_case_ceiling", CASE, "begin on 1 January"),
    ('unit = "rate"', 'unit = "rates"', "relief_majority", MAJORITY, "one of yuan, count, hours, days, working_days"),
    ('unit = "rate"', "unit = [1]", "relief_majority", MAJORITY, "one of yuan"),
    ('unit = "rate"', 'unit = "yuan"', "relief_majority", MAJORITY, "a unit that fits Fraction"),
    ('unit = "yuan"', 'unit = "count"', "relief_case_ceiling", CASE, "a unit that fits Money"),
    ('sense = "cap"', 'sense = "ceiling"', "relief_case_ceiling", CASE, "one of floor, cap, duty, value"),
    ('zh = "表决比例"', 'cn = "表决比例"', "relief_majority", MAJORITY, "a text with en and zh"),
    ('zh = "表决比例"', 'zh = ""', "relief_majority", MAJORITY, "a text with en and zh"),
    ('zh = "表决比例"', "zh = 3", "relief_majority", MAJORITY, "a text with en and zh"),
    (
        'title = { en = "Majority", zh = "表决比例" }',
        'title = "Majority"',
        "relief_majority",
        MAJORITY,
        "a text with en",
    ),
    ("since = 2025-01-01", "since = 2024-12-31", "relief_case_ceiling", CASE, "without overlap or gap at 2024-12-31"),
    ("since = 2025-01-01", "since = 2025-01-02", "relief_case_ceiling", CASE, "without overlap or gap at 2025-01-02"),
    ("since = 2025-01-01", "since = 2024-03-01", "relief_case_ceiling", CASE, "without overlap or gap at 2024-03-01"),
    ("since = 2025-01-01", "since = 0001-01-01", "relief_case_ceiling", CASE, "without overlap or gap at 0001-01-01"),
    (
        "since = 2025-01-01\n",
        "since = 2025-01-01\nuntil = 2024-12-31\n",
        "relief_case_ceiling",
        CASE,
        "an end not before 2025-01-01",
    ),
    ("until = 2024-12-31", "until = 2024-02-29", "relief_case_ceiling", CASE, "an end not before 2024-03-01"),
    ("since = 2025-01-01", 'since = "2025-01-01"', "relief_case_ceiling", CASE, "days written as 2024-09-05"),
    ("since = 2025-01-01", "since = 2025-01-01T00:00:00", "relief_case_ceiling", CASE, "days written as 2024-09-05"),
    ("until = 2024-12-31", 'until = "never"', "relief_case_ceiling", CASE, "days written as 2024-09-05"),
    ("until = 2024-12-31", "untill = 2024-12-31", "relief_case_ceiling", CASE, "since, value, and at most until"),
    (
        'verified = "secondary"\n',
        "",
        "relief_case_ceiling",
        CASE,
        "in the row or in the instrument that it cites first",
    ),
    ('basis = "practice"\n', "", "relief_case_ceiling", CASE, "in the row or in the instrument that it cites first"),
    ('verified = "secondary"', 'verified = "yes"', "relief_case_ceiling", CASE, "one of primary, partial, secondary"),
    ('basis = "practice"', 'basis = "custom"', "relief_case_ceiling", CASE, "one of statute, national_instrument"),
    ('cites = ["town_notice"]\n', "", "relief_case_ceiling", CASE, "a citation for anything but an assumption"),
    ('cites = ["town_notice"]', "cites = []", "relief_case_ceiling", CASE, "a citation for anything but"),
    ('["town_notice"]', '["city_notice"]', "relief_case_ceiling", CASE, "an instrument of this file"),
    ('["town_notice"]', '[""]', "relief_case_ceiling", CASE, "an instrument of this file"),
    ('["town_notice"]', "[3]", "relief_case_ceiling", CASE, "an instrument of this"),
    ('["town_notice"]', '[{ in = "town_notice" }]', "relief_case_ceiling", CASE, "an instrument of this"),
    ('["town_notice"]', '"town_notice"', "relief_case_ceiling", CASE, "a list"),
    ('["town_notice"]', '["town_notice art. 1"]', "relief_case_ceiling", CASE, "an article such as 22, 8.1"),
    ('["town_notice"]', '["town_notice 0"]', "relief_case_ceiling", CASE, "an article such as 22, 8.1"),
    ('["town_notice"]', '["town_notice 1 2"]', "relief_case_ceiling", CASE, "an article such as 22, 8.1"),
    (
        'note = { en = "seen in use", zh = "见于实践" }',
        'note = "seen"',
        "relief_case_ceiling",
        CASE,
        "a text with en and",
    ),
    ('"2/3"\nbasis = "assumption"', '"2/3"\nbasis = "statute"', "relief_majority", MAJORITY, "a citation for anything"),
    ('value = "900.50"', 'value = "-0.01"', "relief_case_ceiling", CASE, "a value that fits the unit yuan"),
    ('value = "900.50"', 'value = "900.505"', "relief_case_ceiling", CASE, "a value that fits the unit yuan"),
    ('value = "900.50"', "value = 900", "relief_case_ceiling", CASE, "a value that fits the unit yuan"),
    ('value = "900.50"', "value = 900.5", "relief_case_ceiling", CASE, "a value that fits the unit yuan"),
    ('value = "2/3"', 'value = "4/3"', "relief_majority", MAJORITY, "a value that fits the unit rate"),
    ('value = "2/3"', 'value = "-1/3"', "relief_majority", MAJORITY, "a value that fits the unit rate"),
    ('value = "2/3"', 'value = "1/0"', "relief_majority", MAJORITY, "a value that fits the unit rate"),
    ('value = "2/3"', 'value = "most"', "relief_majority", MAJORITY, "a value that fits the unit rate"),
    ('value = "2/3"', "value = 0.5", "relief_majority", MAJORITY, "a value that fits the unit rate"),
    ('value = ["donors", "township"]', "value = []", "society_capital_sources", SOURCES, "fits the unit names"),
    ('value = ["donors", "township"]', 'value = "donors"', "society_capital_sources", SOURCES, "fits the unit names"),
    ('value = ["donors", "township"]', 'value = ["a", 1]', "society_capital_sources", SOURCES, "fits the unit names"),
    ('value = ["donors", "township"]', 'value = ["a", ""]', "society_capital_sources", SOURCES, "fits the unit names"),
    ('value = ["donors", "township"]', 'value = ["a"]', "society_capital_sources", SOURCES, "a label for each name"),
    ("labels = [", "labels = 3\n# [", "society_capital_sources", SOURCES, "a list of tables"),
    ("value = 3\n", "value = -1\n", "emergency_papers_days", DAYS, "a value that fits the unit working_days"),
    ("value = 3\n", "value = true\n", "emergency_papers_days", DAYS, "a value that fits the unit working_days"),
    ("value = 3\n", 'value = "3"\n', "emergency_papers_days", DAYS, "a value that fits the unit working_days"),
    (
        "value = 3\n",
        'value = 3\nlabels = [{ en = "three", zh = "三" }]\n',
        "emergency_papers_days",
        DAYS,
        "a label for each name",
    ),
    ("value = false", "value = 0", "fund_committee_is_odd", ODD, "a value that fits the unit duty"),
    ('zh = "虚构镇通知"', 'zh = ""', "instruments.town_notice", INSTRUMENT, "a text with en and zh"),
    ("issued = 2024-02-01", 'issued = "2024"', "instruments.town_notice", INSTRUMENT, "issued as date"),
    ("issued = 2024-02-01", "issued = 2024-02-01T00:00:00", "instruments.town_notice", INSTRUMENT, "issued as date"),
    ('number = "虚构〔2024〕1号"', "number = 1", "instruments.town_notice", INSTRUMENT, "number as str"),
    ('url = "https://example.org/notice"', "url = 1", "instruments.town_notice", INSTRUMENT, "url as str"),
    ("issued = 2024-02-01", 'described = "yes"', "instruments.town_notice", INSTRUMENT, "described as bool"),
    ("issued = 2024-02-01", 'basis = "custom"', "instruments.town_notice", INSTRUMENT, "one of statute"),
    ("issued = 2024-02-01", 'verified = "yes"', "instruments.town_notice", INSTRUMENT, "one of primary"),
    ("issued = 2024-02-01", "dated = 2024-02-01", "instruments.town_notice", INSTRUMENT, "title, and at most number"),
    (
        'title = { en = "Notice of the invented town", zh = "虚构镇通知" }\n',
        "",
        "instruments.town_notice",
        INSTRUMENT,
        "title, and at most number",
    ),
    ("# Invented town.", "instruments.other = 3", "instruments.other", 1, "a table"),
    ("# Invented town.", "society_minimum_council = 3", "society_minimum_council", 1, "a table"),
]


@pytest.mark.parametrize(("old", "new", "key", "line", "wanted"), SPOILT, ids=[str(i) for i in range(len(SPOILT))])
def test_what_is_wrong_is_refused_with_file_line_and_figure(
    old: str,
    new: str,
    key: str,
    line: int,
    wanted: str,
) -> None:
    """The message names the file, the line of the table, the figure or instrument, and what is wanted."""
    assert old in GOOD
    with pytest.raises(LawError) as caught:
        read(GOOD.replace(old, new, 1), name="town.toml", place="cn/town", over=Law.of("cn"))
    assert caught.value.code == FILE
    assert f"correct town.toml, line {line}, {key}" in caught.value.text("en")
    assert f"请更正 town.toml 第{line}行 {key}" in caught.value.text("zh")
    assert wanted in caught.value.text("en")


BARE = """
[relief_majority]
title = { en = "Majority", zh = "表决比例" }
unit = "rate"
sense = "floor"
"""


@pytest.mark.parametrize(
    ("history", "wanted"),
    [("history = []", "at least one dated value"), ("history = 3", "a list"), ("history = [3]", "a list of tables")],
)
def test_a_figure_has_a_history(history: str, wanted: str) -> None:
    """A figure without any value, or with something else in its place, is refused."""
    with pytest.raises(LawError, match=wanted) as caught:
        read(BARE + history, name="town.toml", place="cn/town")
    assert "town.toml, line 2, relief_majority" in str(caught.value)


def test_an_assumption_says_why() -> None:
    """An assumption without a note is refused, with a note it needs no citation."""
    with pytest.raises(LawError, match="an assumption that says why the value was chosen"):
        read(GOOD.replace('note = { en = "chosen", zh = "设定" }\n', ""), name="town.toml", place="cn/town")


def test_what_is_no_toml_is_refused_with_the_place_of_the_mistake() -> None:
    """The file and the line of a slip in the syntax are named."""
    with pytest.raises(LawError) as caught:
        read("[relief_majority]\ntitle = \n", name="town.toml", place="cn/town")
    assert caught.value.code == FILE
    assert "line 2" in str(caught.value)
    assert "valid TOML" in str(caught.value)
    assert "correct town.toml" in str(caught.value)
    assert isinstance(caught.value.__cause__, ValueError)


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "24-01-01"])
def test_a_date_that_does_not_exist_is_refused_with_its_line(day: str) -> None:
    """No calendar has it; the file and the line are named."""
    line = GOOD.splitlines().index("since = 2025-01-01") + 1
    with pytest.raises(LawError) as caught:
        read(GOOD.replace("since = 2025-01-01", f"since = {day}"), name="town.toml", place="cn/town")
    assert caught.value.code == FILE
    assert f"line {line}" in str(caught.value)
    assert "correct town.toml" in str(caught.value)


def test_both_parsers_read_the_same() -> None:
    """The compiled parser of the extra `fast` and that of Python agree on every shipped file, whichever is used."""
    for entry in FILES:
        text = entry.read_text("utf-8")
        assert tomli.loads(text) == tomllib.loads(text)
    assert loading._TOML in (tomli, tomllib)


def test_the_line_is_that_of_the_table_and_not_of_a_word_in_passing() -> None:
    """A comment or a text that mentions a figure does not mislead."""
    text = "# see [relief_majority] below\n\n[ relief_majority ]\nunit = 1\n"
    with pytest.raises(LawError, match=r"town\.toml, line 3, relief_majority"):
        read(text, name="town.toml", place="cn/town")


def test_a_table_that_is_not_on_a_line_of_its_own_points_to_the_start() -> None:
    """Where the table cannot be found, the first line is named rather than a wrong one."""
    with pytest.raises(LawError, match=r"town\.toml, line 1, relief_majority"):
        read('\n\n"relief_majority" = 3\n', name="town.toml", place="cn/town")


@pytest.mark.parametrize(
    ("key", "unit", "sense", "national", "local", "relaxed"),
    [
        ("association_minimum_members", "count", "floor", "50", "49", True),
        ("association_minimum_members", "count", "floor", "50", "50", False),
        ("association_minimum_members", "count", "floor", "50", "51", False),
        ("association_minimum_capital", "yuan", "floor", "30000", '"29999.99"', True),
        ("association_minimum_capital", "yuan", "floor", "30000", '"30000.00"', False),
        ("association_minimum_capital", "yuan", "floor", "30000", '"30000.01"', False),
        ("referral_needs_consent", "duty", "duty", "True", "false", True),
        ("referral_needs_consent", "duty", "duty", "True", "true", False),
        ("mutual_aid_within_community", "duty", "value", "True", "false", False),
        ("relief_majority", "rate", "floor", "1/2", '"49/100"', False),  # an assumption of the nation binds nobody
        ("relief_majority", "rate", "floor", "1/2", '"2/3"', False),
    ],
)
def test_a_file_of_a_place_may_tighten_and_never_relax(
    key: str, unit: str, sense: str, national: str, local: str, relaxed: bool
) -> None:
    """Floors, caps and duties of the nation bind the place; the refusal shows both values."""
    text = one_figure(key, unit, sense, local)
    if not relaxed:
        assert read(text, name="town.toml", place="cn/town", over=Law.of("cn")).place == "cn/town"
        return
    with pytest.raises(LawError) as caught:
        read(text, name="town.toml", place="cn/town", over=Law.of("cn"))
    assert caught.value.code == RELAXED
    assert key in str(caught.value)
    assert "cn/town" in str(caught.value)
    assert national.replace("30000", "¥30,000.00") in str(caught.value)


def one_figure(key: str, unit: str, sense: str, value: str, until: str = "") -> str:
    return f"""
[{key}]
title = {{ en = "t", zh = "题" }}
unit = "{unit}"
sense = "{sense}"
[[{key}.history]]
since = 2025-01-01
{until}
value = {value}
basis = "assumption"
verified = "unverified"
note = {{ en = "invented", zh = "虚构" }}
"""


@pytest.mark.parametrize(
    ("unit", "sense", "refused"),
    [("count", "value", True), ("count", "cap", True), ("years", "floor", True), ("count", "floor", False)],
)
def test_a_place_cannot_call_a_floor_something_else(unit: str, sense: str, refused: bool) -> None:
    """What binds, and what is counted, is said by the nation: a local file cannot get around it."""
    text = one_figure("association_minimum_members", unit, sense, "60")
    if not refused:
        assert read(text, name="t", place="cn/town", over=Law.of("cn")).on(date(2025, 1, 1)).association_minimum_members
        return
    with pytest.raises(LawError) as caught:
        read(text, name="t", place="cn/town", over=Law.of("cn"))
    assert caught.value.code == KIND
    assert f"given: {unit}, {sense}." in str(caught.value)
    assert "count, floor" in str(caught.value)


def test_a_place_may_make_a_duty_of_what_is_free() -> None:
    """Where the nation only states a value, a place may bind itself more strictly."""
    text = one_figure("mutual_aid_within_community", "duty", "duty", "true")
    law = read(text, name="t", place="cn/town", over=Law.of("cn"))
    assert law.figure("mutual_aid_within_community").sense is Sense.DUTY


# ------------------------------------------------------------------------------------------------------ shipped files


def shipped(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += shipped(entry)
        elif entry.name.endswith(".toml"):
            found.append(entry)
    return found


FILES = shipped(files("community_charity.law").joinpath("cn"))


def test_the_places_are_the_files() -> None:
    """Each data file is one place, the nation first; the list is sorted and complete."""
    first, *others = places()
    assert first == "cn"
    assert others == sorted(others)
    assert {"cn/anhui", "cn/anhui/xuancheng/xuanzhou", "cn/hunan"} <= set(others)
    assert len(places()) == len(FILES)


def test_every_key_belongs_to_one_topic() -> None:
    """Topics share no key, and each has a title in both languages."""
    listed = [key for _, topic in TOPICS.values() for key in topic.__annotations__]
    assert sorted(listed) == sorted(KEYS)
    assert all(key in TOPICS[topic_of(key)][1].__annotations__ for key in KEYS)
    assert all(title.en and title.zh for title, _ in TOPICS.values())


@pytest.mark.parametrize(
    "place", ["", "CN", "cn/", "cn/ningxia", "cn/anhui/xuancheng", "cn/national", "../cn", "cn/cn"]
)
def test_an_unknown_place_is_refused_with_the_choices(place: str) -> None:
    """Nothing is guessed: the message lists the places with a file."""
    with pytest.raises(LawError) as caught:
        Law.of(place)
    assert caught.value.code == PLACE
    for known in places():
        assert known in caught.value.text("en")
        assert known in caught.value.text("zh")


@pytest.mark.parametrize("place", places())
def test_every_shipped_value_has_a_source_or_says_that_it_is_assumed(place: str) -> None:
    """Each value cites an instrument, or is an assumption with a note; each text is in both languages."""
    for figure in Law.of(place).figures():
        texts = [figure.title]
        assert figure.key in KEYS
        assert figure.unit in units_of(figure.key)
        assert figure.history
        for value in figure.history:
            assert value.key == figure.key
            assert value.citations or (value.basis is Basis.ASSUMPTION and value.note)
            assert value.basis is not Basis.ASSUMPTION or value.note
            assert value.citations or value.verified is Verified.UNVERIFIED
            assert place.startswith(value.place)
            texts += [citation.instrument for citation in value.citations]
            texts += [citation.article for citation in value.citations if citation.article]
            texts += [value.note] if value.note else []
            texts += value.labels
        for text in texts:
            assert not any("\u4e00" <= sign <= "\u9fff" for sign in text.en)
            assert any("\u4e00" <= sign <= "\u9fff" for sign in text.zh)


@pytest.mark.parametrize("entry", FILES, ids=[entry.name for entry in FILES])
def test_every_instrument_of_a_shipped_file_is_cited_in_it(entry: Traversable) -> None:
    """No instrument is listed that no value relies on."""
    tables: dict[str, Any] = tomllib.loads(entry.read_text("utf-8"))
    instruments = tables.pop("instruments")
    cited = {cite.split()[0] for table in tables.values() for row in table["history"] for cite in row.get("cites", ())}
    assert set(instruments) <= cited


LEFT_TO_USERS = {
    "local_dibao_standard",
    "local_dibao_standard_rural",
    "local_dibao_standard_urban",
    "local_disposable_income",
    "local_minimum_wage",
    "medical_aid_ceiling",
    "medical_aid_deductible",
    "medical_aid_deductible_waived_for_recipients",
    "medical_aid_income_below_multiple",
    "medical_aid_income_below_wage_multiple",
    "medical_aid_listed_diseases_only",
    "medical_aid_needs_insurance",
    "medical_aid_needs_referral_for_treatment_elsewhere",
    "medical_aid_self_paid_from",
    "rigid_expense_share",
    "temporary_assistance_county_working_days",
    "temporary_assistance_fund_per_resident",
    "temporary_assistance_township_working_days",
    "village_approval_amount",
}


def test_every_key_has_a_value_somewhere_or_is_left_to_users() -> None:
    """A name of a figure that no shipped place fixes is known by name: local amounts that were not readable anywhere."""
    fixed = {figure.key for place in places() for figure in Law.of(place).figures()}
    assert set(KEYS) - fixed == LEFT_TO_USERS


@pytest.mark.parametrize("key", sorted(KEYS)[::9])
def test_a_misspelt_key_names_the_nearest(key: str) -> None:
    """A letter left out still leads to the figure that was meant."""
    assert nearest(key[:-1]) == key
    assert nearest(key) == key


def test_anything_leads_to_some_key() -> None:
    """Even a word like no key gets a suggestion, so that the message is whole."""
    assert nearest("") in KEYS
    assert nearest("汉字") in KEYS


def test_a_type_admits_its_units_only() -> None:
    """Money is counted in yuan, whole numbers are not."""
    assert units_of("relief_case_ceiling") == {Unit.YUAN}
    assert units_of("emergency_papers_days") == WHOLE
    assert units_of("relief_majority") == {Unit.RATE, Unit.MULTIPLE}
    assert units_of("aid_within_need") == {Unit.DUTY}
    assert units_of("fund_agreement_settles") == {Unit.NAMES}
    assert all(units_of(key) for key in KEYS)


def test_loading_a_place_reads_the_files_of_all_its_steps() -> None:
    """Xuanzhou has the figures of its own, of Anhui and of the nation, and is called Xuanzhou."""
    law = loading.load("cn/anhui/xuancheng/xuanzhou")
    assert law.place == "cn/anhui/xuancheng/xuanzhou"
    from_ = {figure.key: figure.history[-1].place for figure in law.figures()}
    assert from_["society_capital_sources"] == "cn/anhui/xuancheng/xuanzhou"
    assert from_["society_minimum_capital"] == "cn/anhui"
    assert from_["association_minimum_members"] == "cn"
    assert set(from_) > {figure.key for figure in Law.of("cn/anhui").figures()}
    assert law.on(date(2025, 3, 13)).association_minimum_capital == Money(30_000_00)
