"""The command ``what-if`` and the files it reads. Villages are invented; Xuanzhou's are synthetic."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from community_charity.__main__ import main
from community_charity.errors import Malformed, MissingExtra
from community_charity.money import yuan
from community_charity.whatif.plans import open_plan, read_plan

EXAMPLES = Path(__file__).parent.parent / "examples" / "what_if"
PLAN = """
place = "cn/anhui"
[population]
society = ["v-1"]
capital = ["30000"]
need_1 = ["2500"]
unit = "yuan"
first_month = "2026-01"
[scenarios.now]
[scenarios.other]
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["what-if", *arguments])
    written = capsys.readouterr()
    return status, written.out, written.err


def test_the_reform_of_xuanzhou(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Topping up 217 societies from 30,000 to 50,000 costs 4.34 million, to the fen, a third of it the county's."""
    page = tmp_path / "reform.html"
    status, out, err = run(capsys, str(EXAMPLES / "reform.toml"), "--html", str(page), "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["fen"]["reform"]["gap_closed"] == 217 * 20_000_00
    assert found["fen"]["reform"]["payer:county_finance"] == 217 * 666_666
    assert found["fen"]["now"]["residual"] == 1_042_800_00
    assert "synthetic" in found["source"]["en"]
    assert "synthetic" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_in_both_languages(capsys: pytest.CaptureFixture[str], lang: str, tmp_path: Path) -> None:
    """All tables, by a label as well, and where the page is."""
    page = tmp_path / "out.html"
    status, out, _ = run(capsys, str(EXAMPLES / "villages.toml"), "--by", "town", "--lang", lang, "--html", str(page))
    assert status == 0
    for word in {"en": ("Topping up", "t-2", "The page is in"), "zh": ("三村资金补充", "t-2", "网页已写入")}[lang]:
        assert word in out
    _, markdown, _ = run(capsys, str(EXAMPLES / "villages.toml"), "--format", "markdown", "--lang", lang)
    assert "| ---: |" in markdown


def test_a_plan_without_a_title(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What is printed then begins with the first table."""
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    status, out, _ = run(capsys, str(tmp_path / "plan.toml"))
    assert status == 0
    assert out.startswith("What would happen")


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, in the language asked for."""
    status, out, err = run(capsys, "nowhere.toml", "--lang", "zh")
    assert (status, out) == (2, "")
    assert "nowhere.toml" in err
    assert "要求" in err


def test_a_page_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Said in words, with status 2."""
    status, _, err = run(capsys, str(EXAMPLES / "villages.toml"), "--html", str(tmp_path / "none" / "out.html"))
    assert status == 2
    assert "--html" in err


def test_everything_a_scenario_may_say() -> None:
    """Choices and shares are read as they stand."""
    plan = read_plan(
        PLAN.replace("[scenarios.other]", "")
        + """
[scenarios.reform]
place = "cn/anhui/luan/yuan"
since = 2026-01-01
below_floor = "suspended"
replenish = "yearly"
layers = ["society"]
government_aid = "6/5"
gifts_change = "-16/25"
paid_by = { county_finance = "1/3", donors = "2/3" }
figures = { society_minimum_capital = 50000, society_replenish_share = "1/4", relief_grants_per_cause_and_year = 2 }
"""
    )
    scenario = plan.scenarios["reform"]
    on = scenario.law.on(__import__("datetime").date(2026, 1, 1))
    assert (on.society_minimum_capital, on.relief_grants_per_cause_and_year) == (yuan(50_000), 2)
    assert [payer.key for payer in scenario.payers(on)] == ["county_finance", "donors"]
    assert plan.title is None
    assert plan.compare(workers=2).total("paid", "reform") == yuan(0)


WRONG: dict[str, tuple[str, str, str]] = {
    "no TOML": ("[population]", "[population", "TOML"),
    "a key of its own": ('place = "cn/anhui"', 'place = "cn/anhui"\nplaces = 1', "places"),
    "no place": ('place = "cn/anhui"', "", "scenarios.now.place"),
    "no scenarios": ("[scenarios.now]\n[scenarios.other]", "", "scenarios"),
    "a scenario that is no table": ("[scenarios.now]\n", "[scenarios]\nnow = 1\n", "scenarios.now"),
    "a key of a scenario": ("[scenarios.other]", "[scenarios.other]\nceiling = 1", "scenarios.other.ceiling"),
    "no unit": ('unit = "yuan"\n', "", "population"),
    "no population": ('society = ["v-1"]\ncapital = ["30000"]\nneed_1 = ["2500"]\n', "", "population"),
    "a file and columns": ('unit = "yuan"', 'unit = "yuan"\nfile = "x.csv"', "population"),
    "figures without a day": ("[scenarios.other]", "[scenarios.other]\nfigures = { relief_case_ceiling = 1 }", "since"),
    "a figure that is none": (
        "[scenarios.other]",
        "[scenarios.other]\nsince = 2026-01-01\nfigures = { relief_case_cieling = 1 }",
        "relief_case_ceiling",
    ),
    "a name that compare has": ("[scenarios.other]", "[scenarios.keep]", "scenarios.keep"),
    "figures that are no table": ("[scenarios.other]", '[scenarios.other]\nfigures = "a"', "scenarios.other.figures"),
    "a share as a float": ("[scenarios.other]", "[scenarios.other]\npaid_by = { donors = 0.5 }", "donors"),
    "a share by nothing": ("[scenarios.other]", '[scenarios.other]\npaid_by = { donors = "1/0" }', "donors"),
    "shares that are no table": ("[scenarios.other]", '[scenarios.other]\npaid_by = "county"', "paid_by"),
    "a title in one language": ('place = "cn/anhui"', 'place = "cn/anhui"\ntitle = "T"', "title"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_a_plan_is_named(name: str) -> None:
    """The key that is wrong, and what is wanted, in both languages."""
    old, new, said = WRONG[name]
    assert old in PLAN
    with pytest.raises(Malformed) as caught:
        read_plan(PLAN.replace(old, new))
    assert caught.value.code == "what_if.plan"
    assert said in caught.value.text("en")
    assert "处理" in caught.value.text("zh")


@pytest.mark.parametrize(
    "population",
    [
        'dataset = "nowhere"\nseed = 1',
        'dataset = "PLACES"\nseed = 1',
        'dataset = "xuanzhou"',
        'dataset = "xuanzhou"\nseed = "one"',
        'dataset = "xuanzhou"\nseed = 1\nunit = "fen"',
    ],
)
def test_a_dataset_is_asked_for_by_name_and_seed(population: str) -> None:
    """Whatever else is said of it is refused: nothing of it is read from the file."""
    with pytest.raises(Malformed, match=r"what_if\.plan"):
        read_plan(f'place = "cn/anhui"\n[population]\n{population}\n[scenarios.a]\n[scenarios.b]')


def _plan(tmp_path: Path, name: str) -> Any:
    text = f'place = "cn/anhui"\n[population]\nfile = "{name}"\nunit = "yuan"\nfirst_month = "2026-01"\n'
    (tmp_path / "plan.toml").write_text(text + "[scenarios.a]\n[scenarios.b]\n", encoding="utf-8")
    return open_plan(tmp_path / "plan.toml")


def test_populations_in_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CSV and Parquet give the same; a missing file, a short line, an empty file or cell are refused."""
    pq, pa = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    (tmp_path / "v.csv").write_text("society,capital,need_1\nv-1,30000,2500.10\n", encoding="utf-8-sig")
    pq.write_table(pa.table({"society": ["v-1"], "capital": ["30000"], "need_1": ["2500.10"]}), tmp_path / "v.parquet")
    needs = [_plan(tmp_path, name).population.facts["need"][0].tolist() for name in ("v.csv", "v.parquet")]
    assert needs == [[2_500_10]] * 2
    for text, said in (
        ("society,capital\nv-1\n", "line 2"),
        ("", "line"),
        ("society,capital,need_1\nv,,1\n", "capital"),
    ):
        (tmp_path / "v.csv").write_text(text, encoding="utf-8")
        with pytest.raises(Malformed, match=said):
            _plan(tmp_path, "v.csv")
    (tmp_path / "v.csv").write_text("society,capital,need_1,need_1\nv-1,1,2,3\n", encoding="utf-8")
    with pytest.raises(Malformed, match="need_1"):
        _plan(tmp_path, "v.csv")
    (tmp_path / "v.csv").write_bytes("society,capital,town\nv-1,1,宣州\n".encode("gbk"))
    with pytest.raises(Malformed, match="UTF-8"):
        _plan(tmp_path, "v.csv")
    (tmp_path / "w.parquet").write_bytes(b"no Parquet")
    with pytest.raises(Malformed, match="Parquet"):
        _plan(tmp_path, "w.parquet")
    with pytest.raises(Malformed, match="beside the plan"):
        _plan(tmp_path, "other.csv")
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingExtra, match="arrow"):
        _plan(tmp_path, "v.parquet")
