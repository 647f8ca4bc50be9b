"""The paper that pictures are drawn on (绘图纸): one figure, its fonts, its axes, and the words round it.

>>> "font.family" in settings("en")
True
"""

from __future__ import annotations

import threading
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from community_charity.errors import MISSING_EXTRA, MissingExtra
from community_charity.language import Lang, Text
from community_charity.whatif.pictures.checks import Unit
from community_charity.whatif.pictures.fonts import check_signs, families
from community_charity.whatif.pictures.palette import FAINT, GRID, INK, curve
from community_charity.whatif.pictures.words import MINUS, axis_amount, percent, spread, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matplotlib.figure import Figure

    Drawing: TypeAlias = Callable[["Sheet"], None]
else:
    Drawing = Any

WIDTH: Final = 8.0
"""The width of every picture, in inches."""
HEIGHT: Final = 4.8
"""The height of a picture that needs no more, in inches."""
NOTHING: Final = Text("no data", "没有数据")
_LINE: Final = 14.0  # points from one line of a label to the next
_NARROWEST: Final = {Unit.MONEY: 2.0, Unit.COUNT: 2.0, Unit.SHARE: 0.02}  # what an axis spans at least
_ALONE: Final = threading.RLock()  # matplotlib's settings are one for all threads


def tall(labels: int) -> float:
    """Give the height of a picture, in inches, so that labels at its right find room (图高).

    >>> tall(3), tall(8)
    (4.8, 6.0)
    """
    return HEIGHT + 0.4 * max(0, labels - 5)


@attrs.frozen(eq=False)
class Sheet:
    """One figure while it is drawn (绘图中的图): where to draw, and in which language.

    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> Sheet(figure, figure.add_subplot(), "zh").say(Text("paid", "支出"))
    '支出'
    """

    figure: Any  # a matplotlib Figure and its Axes: types of an extra, which attrs could not resolve without it
    axes: Any
    lang: Lang
    _ends: list[tuple[Any, int]] = attrs.field(factory=list, init=False)

    def say(self, text: Text, width: int = 40, most: int = 3) -> str:
        """Give words in the language, broken into lines (取文字)."""
        return wrapped(text.to(self.lang), width, most)

    def nothing(self) -> None:
        """Say that there is nothing to draw (没有数据)."""
        self.axes.set_axis_off()
        self.axes.text(
            0.5, 0.5, self.say(NOTHING), ha="center", va="center", transform=self.axes.transAxes, color=FAINT
        )

    def head(self, text: Text) -> None:
        """Say above the axes what their height stands for (纵轴名): level, so that Chinese reads as well."""
        self.axes.set_title(self.say(text, 90), loc="left", fontsize=9, color=FAINT)

    def scale_up(self, unit: Unit, largest: float) -> None:
        """Write the numbers of the upright axis in its unit (纵轴单位); money is drawn in yuan."""
        self._scale(self.axes.yaxis, unit, largest)

    def scale_across(self, unit: Unit, largest: float) -> None:
        """Write the numbers of the level axis in its unit (横轴单位)."""
        self._scale(self.axes.xaxis, unit, largest)

    def _scale(self, axis: Any, unit: Unit, largest: float) -> None:
        low, high = axis.get_view_interval()
        if high - low < _NARROWEST[unit]:  # all values are the same, or nearly: no axis of thousandths of a fen
            middle, half = (low + high) / 2, _NARROWEST[unit] / 2
            axis.axes.set(**{f"{axis.axis_name}lim": (middle - half, middle + half)})
        axis.set_major_formatter(lambda value, _: tick(value, unit, largest, self.lang))
        axis.set_major_locator(_locator(unit))

    def periods(self, names: Sequence[Text]) -> None:
        """Write the names of periods below, as many as find room (期间名)."""
        words = [self.say(name, 24, 1) for name in names]
        fit = max(2, 60 // (max(map(_columns, words)) + 2))
        step = -(-len(words) // fit)
        self.axes.set_xticks(range(0, len(words), step), words[::step])

    def end_label(self, height: float, text: Text | str, colour: str, *, most: int = 3) -> None:
        """Put a label to the right of the axes, with a line to a height on them (线端标签)."""
        words = self.say(text, 24, most) if isinstance(text, Text) else text
        line = {"arrowstyle": "-", "color": colour, "lw": 0.8, "shrinkA": 1, "shrinkB": 0, "relpos": (0, 0.5)}
        where: Any = ("axes fraction", "data")
        label = self.axes.annotate(
            words, (1, height), (16, 0), where, "offset points", line, annotation_clip=False, va="center", fontsize=9,
            linespacing=1.3,
        )  # fmt: skip
        self._ends.append((label, words.count("\n") + 1))

    def key(self, place: int, text: Text) -> None:
        """Name the curve in a place to the right of the axes, with a piece of its line (图例)."""
        look, at = curve(place), 0.96 - 0.14 * place
        box = self.axes.transAxes
        self.axes.plot((1.02, 1.07), (at, at), transform=box, color=look.colour, ls=look.dash, lw=1.8, clip_on=False)
        self.axes.text(1.08, at, self.say(text, 20), transform=box, va="center", fontsize=9, linespacing=1.3)

    def note(self, text: Text, line: int) -> None:
        """Write a line beside the axes, from the top (旁注)."""
        words = self.say(text, 28, 2)
        where: Any = "axes fraction"
        self.axes.annotate(
            words, (1, 1), (14, -28 * line), where, "offset points", va="top", fontsize=9, annotation_clip=False,
        )  # fmt: skip

    def part_labels(self) -> None:
        """Move the labels at the right apart, once it is known how high the axes are (标签避让)."""
        points = 72 / self.figure.dpi
        at = [float(self.axes.transData.transform((0, label.xy[1]))[1]) * points for label, _ in self._ends]
        box = self.axes.get_window_extent()
        heights = [_LINE * lines for _, lines in self._ends]
        for (label, _), old, new in zip(
            self._ends, at, spread(at, heights, box.y0 * points, box.y1 * points), strict=True
        ):
            label.xyann = (16, new - old)


def _columns(words: str) -> int:
    return max(len(line) * (1 if line.isascii() else 2) for line in words.split("\n"))


def _locator(unit: Unit) -> Any:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - an optional extra

    return MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], integer=unit is Unit.COUNT)


def tick(value: float, unit: Unit, largest: float, lang: Lang) -> str:
    """Write one number of an axis (刻度).

    >>> tick(-0.05, Unit.SHARE, 1, "en"), tick(30_000, Unit.MONEY, 30_000, "zh"), tick(1500, Unit.COUNT, 1500, "en")
    ('−5%', '¥3万', '1,500')
    """
    if unit is Unit.MONEY:
        return axis_amount(value, largest, lang)
    return (percent(value) if unit is Unit.SHARE else f"{value:,.6g}").replace("-", MINUS)


def settings(lang: Lang) -> dict[str, Any]:
    """Give the settings that a picture is drawn with (绘图设置), whatever the user's own are.

    >>> settings("en")["svg.fonttype"]
    'path'
    """
    return {
        "font.family": families(lang),
        "font.size": 10,
        "text.color": INK,
        "text.parse_math": False,  # a label may contain a dollar sign
        "axes.labelcolor": INK,
        "axes.edgecolor": FAINT,
        "axes.labelsize": 9,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "grid.color": GRID,
        "grid.linewidth": 0.6,
        "xtick.color": FAINT,
        "ytick.color": FAINT,
        "xtick.labelsize": 9,
        "ytick.labelsize": 9,
        "hatch.linewidth": 0.7,
        "svg.fonttype": "path",
        "svg.hashsalt": "community-charity",
    }


def printed(
    draw: Drawing, title: Text, source: Text, *, lang: Lang, size: tuple[float, float], kind: str, dpi: int
) -> bytes:
    """Draw a picture and give it as ``"svg"`` or ``"png"`` (出图). Raises `MissingExtra`.

    matplotlib's own defaults are laid over the user's settings, and those are put back after it.

    >>> printed(
    ...     lambda sheet: sheet.nothing(), Text("T", "题"), Text("", ""), lang="en", size=(2, 2), kind="png", dpi=72
    ... )[1:4]
    b'PNG'
    """
    try:
        import matplotlib.style  # noqa: PLC0415 - an optional extra
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - an optional extra
        from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - an optional extra
        from matplotlib.figure import Figure  # noqa: PLC0415 - an optional extra
        from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra(MISSING_EXTRA, given="a picture", package="matplotlib", extra="plots") from error
    out = BytesIO()
    with _ALONE, matplotlib.style.context(["default", settings(lang)]):
        engine = ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.06)
        figure = Figure(figsize=size, dpi=72 if kind == "svg" else dpi, layout=engine)
        sheet = Sheet(figure, figure.add_subplot(), lang)
        figure.suptitle(sheet.say(title, 84), x=0.01, ha="left", fontsize=12)
        figure.supxlabel(sheet.say(source, 110), x=0.01, ha="left", fontsize=8, color=FAINT)
        draw(sheet)
        check_signs([_NUMERALS, *_texts(figure)], families(lang))
        # Not `savefig`, which lays out once more and draws twice: half of the time.
        engine.execute(figure)
        figure.set_layout_engine("none")
        sheet.part_labels()
        canvas: Any = FigureCanvasSVG(figure) if kind == "svg" else FigureCanvasAgg(figure)
        if kind == "svg":
            canvas.print_svg(out, metadata=_SILENT)
        else:
            canvas.print_png(out, metadata={"Software": None})
    return out.getvalue()


# No date, no version, no addresses: the same input gives the same bytes.
_SILENT: Final = {"Creator": None, "Date": None, "Format": None, "Type": None}
_NUMERALS: Final = f"0123456789,.%¥{MINUS}"  # what an axis is written with besides the words of a language


def _texts(figure: Figure) -> list[str]:
    from matplotlib.text import Text as Words  # noqa: PLC0415 - an optional extra

    return [found.get_text() for found in figure.findobj(Words) if isinstance(found, Words)]
