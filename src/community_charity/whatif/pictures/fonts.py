"""Fonts that have the signs of both languages (字体): found, never guessed, and no boxes instead of signs.

>>> families("en")[0]  # comes with matplotlib, so that English looks the same everywhere
'DejaVu Sans'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from community_charity.errors import MISSING_EXTRA, MissingExtra, declare
from community_charity.language import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from community_charity.language import Lang

FONT = declare(
    "picture.font",
    wanted=("a font with Chinese signs, such as {fonts}", "含中文字形的字体，如 {fonts}"),
    do=(
        "install one (Debian: fonts-noto-cjk; Fedora: google-noto-sans-cjk-fonts) and start Python again",
        "请安装其中一种（Debian：fonts-noto-cjk；Fedora：google-noto-sans-cjk-fonts），然后重启 Python",
    ),
)

CHINESE: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "STHeiti",
    "Microsoft YaHei",
    "SimHei",
    "DengXian",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Sarasa Gothic SC",
    "LXGW WenKai",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Songti SC",
    "SimSun",
    "AR PL UMing CN",
    "Droid Sans Fallback",
    "Arial Unicode MS",
    # An older matplotlib sees only the first face of Noto's file, the Japanese one: every sign, some in another form.
    "Noto Sans CJK JP",
)
"""Families with simplified Chinese, the best first: without serifs, then with."""

LATIN: Final = "DejaVu Sans"


def chinese_font() -> str | None:
    """Give the first family of `CHINESE` that matplotlib finds on this machine, or nothing (中文字体).

    Raises `MissingExtra` without matplotlib.

    >>> chinese_font() in (*CHINESE, None)
    True
    """
    try:
        from matplotlib import font_manager  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="a picture", package="matplotlib", extra="plots") from error
    installed = {font.name for font in font_manager.fontManager.ttflist}
    return next((family for family in CHINESE if family in installed), None)


def families(lang: Lang) -> list[str]:
    """Give the families for a language, in the order in which a sign is looked for (字体次序).

    Raises `MissingExtra` for Chinese if no font of `CHINESE` is installed.

    >>> families("en")[0]
    'DejaVu Sans'
    """
    found = chinese_font()
    if lang == "zh" and found is None:
        raise MissingExtra(FONT, given=Text("none of them", "均未安装"), fonts=", ".join(CHINESE[:6]))
    chinese = [] if found is None else [found]
    return [*chinese, LATIN] if lang == "zh" else [LATIN, *chinese]


def check_signs(texts: Iterable[str], names: list[str]) -> None:
    """Refuse texts with a sign that no family has (缺字检查), as it would come out as a box. Raises `MissingExtra`.

    >>> check_signs(["¥3万"], families("en") if chinese_font() is None else families("zh")) if chinese_font() else None
    """
    from matplotlib import font_manager  # noqa: PLC0415 - an optional extra

    fonts = [font_manager.get_font(font_manager.findfont(name, fallback_to_default=False)) for name in names]
    signs = {sign for text in texts for sign in text if sign != "\n"}
    missing = sorted(sign for sign in signs if not any(font.get_char_index(ord(sign)) for font in fonts))
    if missing:
        given = Text("{n} signs without a glyph, first U+{code:04X}", "{n}个字没有字形，首个为 U+{code:04X}")
        raise MissingExtra(FONT, given=given.fill(n=len(missing), code=ord(missing[0])), fonts=", ".join(CHINESE[:6]))
