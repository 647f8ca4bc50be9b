"""The command line, run in-process. All societies here are invented."""

from __future__ import annotations

import builtins
import io
import json
import subprocess
import sys
from typing import Any

import pytest

from community_charity.__main__ import main
from community_charity.book.orders import HANDLERS
from community_charity.demo import progress as bars


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command line and give its status and what it wrote."""
    status = main(arguments)
    written = capsys.readouterr()
    return status, written.out, written.err


def test_without_a_command_it_says_what_it_offers(capsys: pytest.CaptureFixture[str]) -> None:
    """Both languages, and JSON with the same counts."""
    status, english, _ = run(capsys)
    assert status == 0
    assert "python -m community_charity demo" in english
    _, chinese, _ = run(capsys, "--lang", "zh")
    counts = json.loads(run(capsys, "--json")[1])
    assert counts["commands"] == len(HANDLERS) > 50
    for count in ("figures", "places", "grounds", "commands"):
        assert str(counts[count]) in english
        assert str(counts[count]) in chinese


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_demo_in_both_languages(capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """The totals are printed, and nothing goes to standard error where there is no terminal."""
    status, out, err = run(capsys, "demo", "--lang", lang, "--seed", "5")
    assert (status, err) == (0, "")
    assert "¥1,042,800.00" in out
    assert "5" in out.splitlines()[2]


def test_language_and_json_may_stand_before_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Said before or after the command, they mean the same."""
    asked = ("law", "--on", "2024-09-05", "--topic", "relief")
    assert run(capsys, "--lang", "zh", *asked) == run(capsys, *asked, "--lang", "zh")
    assert run(capsys, "--json", *asked) == run(capsys, *asked, "--json")
    assert run(capsys, "--lang", "zh", *asked) != run(capsys, *asked)


@pytest.mark.deep
def test_demo_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON document on standard output, nothing else."""
    figures = json.loads(run(capsys, "demo", "--json", "--seed", "5")[1])
    assert figures["seed"] == 5
    assert figures["money"]["charity"]["paid"] == "1042800.00"


def test_society_refused_and_allowed(capsys: pytest.CaptureFixture[str]) -> None:
    """A fen below the floor is refused with article and margin (status 1); the floor is enough (status 0)."""
    ask = ("society", "--form", "registered", "--members", "50", "--capital")
    status, out, _ = run(capsys, *ask, "29999.99")
    assert status == 1
    assert "art. 10 para. 1 (5)" in out
    assert "-¥0.01" in out
    assert run(capsys, *ask, "30000")[0] == 0


def test_society_undetermined_without_members(capsys: pytest.CaptureFixture[str]) -> None:
    """A number of members that is not known is never taken as enough."""
    status, out, _ = run(capsys, "society", "--form", "registered", "--capital", "30000", "--lang", "zh")
    assert status == 1
    assert out.startswith("待定")


def test_society_elsewhere_and_on_another_day(capsys: pytest.CaptureFixture[str]) -> None:
    """Before 2024 Anhui had no floor for a filed society; the nation has none."""
    assert run(capsys, "society", "--capital", "1", "--on", "2023-12-31", "--place", "cn/anhui")[0] == 0
    assert run(capsys, "society", "--capital", "1", "--place", "cn")[0] == 0
    decision = json.loads(run(capsys, "society", "--capital", "1", "--json")[1])
    assert decision["outcome"] == "refused"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("society", "--capital", "29999.999"), "money.text"),
        (("society", "--capital", "0"), "money.not_positive"),
        (("law", "--place", "cn/atlantis"), "law.place"),
        (("law", "--diff", "cn/atlantis"), "law.place"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_wrong_input_is_explained(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str, lang: str
) -> None:
    """Status 2, the error's code, in the language asked for; nothing on standard output."""
    status, out, err = run(capsys, *arguments, "--lang", lang)
    assert (status, out) == (2, "")
    assert code in err
    assert ("wanted" if lang == "en" else "要求") in err


def test_law_of_a_day_with_sources(capsys: pytest.CaptureFixture[str]) -> None:
    """Each figure in force that day with its source, in both languages; without a day, all history."""
    _, out, _ = run(capsys, "law", "--on", "2024-09-05")
    assert "art. 122" in out
    assert "art. 110 [" not in out  # of the law of 2016
    _, earlier, _ = run(capsys, "law", "--on", "2024-09-04", "--lang", "zh", "--place", "cn/anhui")
    assert "第一百一十条" in earlier
    assert "第一百二十二条" not in earlier
    _, both, _ = run(capsys, "law", "--topic", "societies-and-funds", "--format", "markdown")
    assert "art. 122" in both
    assert "art. 110" in both
    assert "association_minimum_members" not in both
    rows = json.loads(run(capsys, "law", "--on", "2025-03-13", "--place", "cn/anhui", "--json")[1])
    assert {row["key"] for row in rows} >= {"society_minimum_capital", "association_minimum_members"}
    assert run(capsys, "law", "--on", "1900-01-01", "--lang", "zh")[1].strip() == "无"
    assert run(capsys, "law", "--format", "html")[1].startswith("<table>")


def test_every_dated_value_of_every_place(capsys: pytest.CaptureFixture[str]) -> None:
    """One object each, with the fields that other programs rely on; on a day, those in force."""
    rows = json.loads(run(capsys, "law", "--all", "--json")[1])
    fields = "key place title_en title_zh value unit since until instrument number article url basis verified"
    wanted = fields.split()
    assert all(set(wanted) <= set(row) for row in rows)
    assert len({(row["key"], row["place"], row["since"]) for row in rows}) == len(rows)
    assert {row["place"] for row in rows} >= {"cn", "cn/anhui", "cn/hunan", "cn/anhui/xuancheng/xuanzhou"}
    floor = next(row for row in rows if row["key"] == "society_minimum_capital" and row["place"] == "cn/anhui")
    assert (floor["value"], floor["unit"], floor["number"]) == ("30000.00", "yuan", "皖民社救函〔2024〕61号")
    old = json.loads(run(capsys, "law", "--all", "--json", "--on", "2000-01-01")[1])
    assert 0 < len(old) < len(rows)
    assert all(row["since"] <= "2000-01-01" for row in old)


def test_what_differs(capsys: pytest.CaptureFixture[str]) -> None:
    """Two days, two places, two places on one day; a day needs another day."""
    _, days, _ = run(capsys, "law", "--on", "2024-09-04", "--diff", "2024-09-05")
    assert "- 2 years" in days
    assert "+ 1 year" in days
    _, here, _ = run(capsys, "law", "--diff", "cn/hunan", "--lang", "zh")
    assert "fund_minimum_committee" in here
    rows = json.loads(run(capsys, "law", "--diff", "cn/hunan", "--on", "2025-06-01", "--json")[1])
    found = next(row for row in rows if row["key"] == "fund_minimum_committee")
    assert (found["before"], found["after"][0]["value"]) == ([], 5)
    with pytest.raises(SystemExit) as caught:
        main(["law", "--diff", "2024-09-05"])
    assert caught.value.code == 2
    assert "--on" in capsys.readouterr().err


def test_what_changes_next(capsys: pytest.CaptureFixture[str]) -> None:
    """Each change after a day with its first day, its old and its new value, and the new source."""
    _, out, _ = run(capsys, "law", "--next", "--on", "2024-09-04")
    assert "2024-09-05  Full years" in out
    assert "2 years → 1 year" in out
    rows = json.loads(run(capsys, "law", "--next", "--on", "2024-09-04", "--json", "--place", "cn/hunan")[1])
    assert rows[0]["on"] == "2024-09-05"
    assert {"on", "key", "before", "after"} == set(rows[0])
    assert run(capsys, "law", "--next", "--on", "9999-12-30")[1].strip() == "nothing"
    with pytest.raises(SystemExit):
        main(["law", "--next"])


def test_one_topic_of_what_differs_or_changes(capsys: pytest.CaptureFixture[str]) -> None:
    """A topic holds for comparisons and for changes too."""
    _, out, _ = run(capsys, "law", "--diff", "cn/anhui", "--topic", "relief")
    assert "relief_case_ceiling" in out
    assert "society_minimum_capital" not in out
    rows = json.loads(run(capsys, "law", "--next", "--on", "2024-09-04", "--topic", "fundraising", "--json")[1])
    assert "public_fundraising_wait_years" in {row["key"] for row in rows}
    assert "charity_forms" not in {row["key"] for row in rows}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--all", "--place", "cn/anhui"), "--place"),
        (("--next", "--on", "2024-09-04", "--format", "html"), "--json"),
        (("--on", "2025-13-01"), "2025-03-13"),
    ],
)
def test_an_option_that_has_no_effect_is_refused(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    """Nothing that was asked for is left out in silence, and the message says what to write, in both languages."""
    with pytest.raises(SystemExit) as caught:
        main(["law", *arguments])
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert told in error
    assert any("一" <= sign <= "龥" for sign in error)


def test_a_closed_pipe_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads only the first lines, as `head` does, gets no traceback."""

    class Closed:
        def write(self, _text: str) -> None:
            raise BrokenPipeError

        def flush(self) -> None:
            """Nothing to do."""

    monkeypatch.setattr(sys, "stdout", Closed())
    assert main(["law"]) == 0


def test_without_the_extra_there_is_no_bar_and_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The progress bar is an extra; steps are taken all the same."""
    real = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name == "tqdm":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with bars.progress(1) as step:
        step()


def test_the_bar_moves(capsys: pytest.CaptureFixture[str]) -> None:
    """With the extra, the bar takes its steps; without a terminal it stays silent."""
    with bars.progress(2) as step:
        step()
        step()
    assert capsys.readouterr().err == ""


def test_python_dash_m() -> None:
    """``python -m community_charity`` runs the same, and ends with its status."""
    asked = [sys.executable, "-m", "community_charity", "society", "--capital", "1"]
    ended = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ended.returncode == 1
    assert "¥29,999.00" in ended.stdout


def test_a_pipe_without_chinese_gets_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the encoding has no Chinese, as on some systems, the output is UTF-8 and no traceback."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    assert main(["law", "--lang", "zh"]) == 0
    sys.stdout.flush()
    assert "第一百二十二条" in written.getvalue().decode("utf-8")
