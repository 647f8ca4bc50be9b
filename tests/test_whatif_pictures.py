"""Pictures: what is drawn, in which words, and that nothing covers anything else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import attrs
import matplotlib as mpl
import pytest
from matplotlib.text import Text as Words

from community_charity.errors import MissingExtra
from community_charity.language import Text
from community_charity.money import yuan
from community_charity.whatif.pictures import Flow, Picture, fonts, money_flow, series
from pictured import EXAMPLES, ODD, SAID, SOURCE, TITLE, a_flow, a_series, watched

if TYPE_CHECKING:
    from community_charity.language import Lang
    from community_charity.whatif.pictures.paper import Sheet

needs_chinese = pytest.mark.skipif(fonts.chinese_font() is None, reason="no Chinese font on this machine")
LANGS: tuple[Any, ...] = ("en", pytest.param("zh", marks=needs_chinese))
EVERY = {**EXAMPLES, **ODD}


@cache
def drawn(name: str, lang: Lang) -> tuple[Picture, str, Sheet, list[tuple[str, Any]]]:
    picture = EVERY[name]()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return picture, *watched(picture, lang)


def comments(svg: str) -> list[str]:
    """Give the words that matplotlib notes beside their outlines."""
    return re.findall(r"<!-- (.*?) -->", svg)


# Each usual picture in both languages, the odd ones by turns: drawing is what takes the time here.
TURNS = [(name, lang) for name in EXAMPLES for lang in ("en", "zh")]
TURNS += [(name, ("en", "zh")[turn % 2]) for turn, name in enumerate(ODD)]


@pytest.mark.parametrize(
    ("name", "lang"), [pytest.param(*turn, marks=[needs_chinese] * (turn[1] == "zh")) for turn in TURNS]
)
def test_no_words_cover_others_and_none_are_cut(name: str, lang: Lang) -> None:
    """Whatever is drawn, each label lies wholly on the paper and clear of all others."""
    _, _, sheet, boxes = drawn(name, lang)
    wide, high = sheet.figure.get_size_inches() * 72
    for text, box in boxes:
        assert box.x0 > -0.5 and box.y0 > -0.5, text  # noqa: PT018 - one statement: within the paper
        assert box.x1 < wide + 0.5 and box.y1 < high + 0.5, text  # noqa: PT018 - as above
    for (one, left), (other, right) in combinations(boxes, 2):
        across = min(left.x1, right.x1) - max(left.x0, right.x0)
        up = min(left.y1, right.y1) - max(left.y0, right.y0)
        assert min(across, up) < 2, (one, other)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("lang", LANGS)
def test_title_and_source_are_printed(name: str, lang: Lang) -> None:
    """Each picture says in its language what it shows and where its numbers come from."""
    picture, svg, *_ = drawn(name, lang)
    assert TITLE.to(lang) in comments(svg)
    assert any(SOURCE.to(lang) in words for words in comments(svg))
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.attrib["role"] == "img"
    name_of = {child.tag.rpartition("}")[2]: child for child in root}
    assert name_of["title"].text == TITLE.to(lang)
    assert name_of["desc"].text == f"{picture.description.to(lang)} {_source(lang)}"
    assert root.attrib["aria-labelledby"] == f"{name_of['title'].attrib['id']} {name_of['desc'].attrib['id']}"


def _source(lang: Lang) -> str:
    return f"Source: {SOURCE.en}" if lang == "en" else f"数据来源：{SOURCE.zh}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_english_picture_has_no_chinese_signs(name: str) -> None:
    """Everything that this library says itself is in the reader's language."""
    picture, svg, *_ = drawn(name, "en")
    told = " ".join(
        [*comments(svg), picture.description.en, *(cell for line in picture.data.lines("en") for cell in line)]
    )
    assert not re.search("[一-鿿]", told)


@needs_chinese
@pytest.mark.parametrize("name", EXAMPLES)
def test_a_chinese_picture_speaks_chinese(name: str) -> None:
    """No English words are left where Chinese is asked for."""
    picture, svg, *_ = drawn(name, "zh")
    told = " ".join(
        [*comments(svg), picture.description.zh, *(cell for line in picture.data.lines("zh") for cell in line)]
    )
    assert not re.search("[A-Za-z]{3}", told)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_svg_names_no_address_and_shares_no_id(name: str) -> None:
    """Nothing is loaded from anywhere, no id occurs twice, and each reference has its target."""
    _, svg, *_ = drawn(name, "en")
    assert set(re.findall(r"https?://[^\"\s<]+", svg)) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert len(ids) == len(set(ids))
    assert {each.partition("-")[0] for each in ids} == {ids[0]}
    assert set(re.findall(r'href="#([^"]*)"', svg)) | set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(ids)
    assert '<style type="text/css">#' in svg


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_is_whole_and_needs_no_network(tmp_path: Path, lang: Lang) -> None:
    """A page has the picture, its words and its numbers, and names no address but those of XML."""
    picture = a_flow()
    text = picture.to_html(tmp_path / "flow.html", lang)
    assert (tmp_path / "flow.html").read_text(encoding="utf-8") == text
    assert f'<html lang="{ {"en": "en", "zh": "zh-CN"}[lang] }">' in text
    assert picture.description.to(lang) in text
    assert text.count("<tr>") == 1 + len(picture.data.rows)
    assert "¥310,000.50" in text
    assert '<details class="cc-numbers" open>' in text
    assert set(re.findall(r"(?:https?:)?//[^\"\s<]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_words_of_a_user_cannot_break_a_page() -> None:
    """Signs of HTML, of XML comments and of mathematics in a label are shown as they are."""
    nasty = Text('<b> & "x" --> $a_1$ \\frac \x00', "<甲>")
    picture = series([nasty, "_b"], {nasty: [1, 2], "_hidden": [3, 4]}, title=nasty, source=nasty)
    svg, sheet, _ = watched(picture, "en")
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root[0].text is not None
    assert "<b>" not in picture.to_html()
    assert "<b>" not in money_flow([Flow("a", nasty, yuan(1))], **SAID).to_html()
    assert not any(words.get_parse_math() for words in sheet.figure.findobj(Words))
    assert any("$a_1$" in words for words in comments(svg))
    assert "_hidden" in comments(svg)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Neither the day, nor the process, nor a user's settings leave a trace."""
    svg, png = a_series().to_svg(tmp_path / "one.svg"), a_series().to_png(tmp_path / "one.png", dpi=50)
    theirs: Any = {"axes.facecolor": "black", "xtick.major.size": 20, "font.size": 30, "svg.fonttype": "none"}
    with mpl.rc_context(theirs):
        assert a_series().to_svg() == svg
        assert a_series().to_png(dpi=50) == png
    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == f'<?xml version="1.0" encoding="utf-8"?>\n{svg}\n'
    assert (tmp_path / "one.png").read_bytes() == png


_ALONE = """
import hashlib, sys
import community_charity.whatif.pictures
assert "matplotlib" not in sys.modules
from pictured import a_series
print(hashlib.sha256(a_series().to_svg().encode()).hexdigest())
assert "matplotlib.pyplot" not in sys.modules
"""


@pytest.mark.deep
def test_another_process_draws_the_same_without_pyplot() -> None:
    """Only drawing imports matplotlib, nothing imports pyplot, and the bytes do not depend on the process."""
    from hashlib import sha256

    run = [sys.executable, "-W", "error", "-c", _ALONE]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    out = subprocess.run(run, check=True, capture_output=True, text=True, env=env)
    assert out.stdout.strip() == sha256(a_series().to_svg().encode()).hexdigest()


@pytest.mark.deep
def test_settings_stay_as_they_were() -> None:
    """A user's settings are the same after a picture, also after one that failed, and in threads."""
    from concurrent.futures import ThreadPoolExecutor

    with mpl.rc_context({"lines.linewidth": 9}):
        before = dict(mpl.rcParams)
        with ThreadPoolExecutor(4) as pool:
            drawings = list(pool.map(lambda _: a_series().to_svg(), range(4)))
        with pytest.raises(MissingExtra):
            series([1], {"\ue000": [1]}, **SAID).to_svg()
        assert dict(mpl.rcParams) == before
    assert len(set(drawings)) == 1


def test_a_sign_without_a_glyph_is_refused() -> None:
    """No boxes: a sign that no font has is an error that names it by its number, not by its text."""
    with pytest.raises(MissingExtra, match=r"1 signs without a glyph, first U\+E000"):
        series([1], {"\ue000": [1]}, **SAID).to_svg()


def test_chinese_without_a_font_is_an_error_that_names_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """English still draws, as it needs no Chinese font; Chinese says what to install."""
    monkeypatch.setattr(fonts, "CHINESE", ("No Such Font",))
    assert fonts.chinese_font() is None
    picture = series([1], {"now": [1]}, **SAID)
    assert picture.to_svg(lang="en")
    with pytest.raises(MissingExtra) as raised:
        picture.to_svg(lang="zh")
    assert raised.value.code == "picture.font"
    assert "given: none of them" in str(raised.value)
    assert "fonts-noto-cjk" in raised.value.text("zh")


def test_the_best_font_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first family of the list that is installed is taken."""
    monkeypatch.setattr(fonts, "CHINESE", ("No Such Font", "DejaVu Serif", "DejaVu Sans"))
    assert fonts.families("zh") == ["DejaVu Serif", "DejaVu Sans"]
    assert fonts.families("en") == ["DejaVu Sans", "DejaVu Serif"]


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures can be made and their numbers read without matplotlib; drawing names the extra."""
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    picture = a_series()
    assert len(picture.data.rows) == 24
    for ask in (picture.to_svg, picture.to_png, fonts.chinese_font):
        with pytest.raises(MissingExtra, match=r'pip install "community-charity\[plots\]"'):
            ask()


@needs_chinese
def test_a_notebook_shows_the_picture_in_its_language() -> None:
    """The language of the function is that of a notebook; a method may ask for the other."""
    picture = attrs.evolve(a_series(), lang="zh")
    html = picture._repr_html_()
    assert TITLE.zh in html
    assert '<details class="cc-numbers">' in html
    assert picture._repr_svg_() == picture.to_svg(lang="zh")
    assert TITLE.en in picture.to_svg(lang="en")


def test_dots_to_the_inch() -> None:
    """A PNG has as many dots as asked for: 8 inches at 50 are 400."""
    assert int.from_bytes(a_series().to_png(dpi=50)[16:20], "big") == 400


def test_a_title_is_in_two_languages() -> None:
    """A plain text is no title."""
    with pytest.raises(TypeError):
        series([1], {"now": [1]}, title="now", source=SOURCE)  # type: ignore[arg-type] # the mistake to show
