"""Where a population comes from (数据来源): one line that every table, picture and page made from it repeats.

>>> Source(Text("books of invented societies", "虚构互助社账本"), synthetic=True, seed=3).line.zh
'合成数据：虚构互助社账本，种子 3'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from community_charity.errors import declare
from community_charity.language import Text
from community_charity.whatif.columns import label_column, refuse
from community_charity.whatif.schema import SOURCES

if TYPE_CHECKING:
    from community_charity.whatif.frames import Frame

SOURCES_DIFFER = declare(
    "what_if.sources_differ",
    wanted=("one source in every row of {name}", "{name} 列各行来源相同"),
    do=(
        "see row {row} ({count} such rows), or say source= once for all",
        "请见第 {row} 行（共 {count} 行），或统一用 source= 说明",
    ),
)


_SYNTHETIC: Final = Text("synthetic: ", "合成数据：")


@attrs.frozen
class Source:
    """Where a population comes from (数据来源): said in every table, picture and page made from it.

    >>> Source(Text("books of invented societies", "虚构互助社账本")).line.en
    'books of invented societies'
    """

    title: Text
    synthetic: bool = False
    method: Text | None = None
    seed: int | None = None
    cites: tuple[str, ...] = ()

    @property
    def line(self) -> Text:
        """The source in one line (一行说明); synthetic data always say so."""
        if not self.synthetic:
            return self.title
        seed = Text("", "") if self.seed is None else Text(f", seed {self.seed}", f"，种子 {self.seed}")
        return Text(f"{_SYNTHETIC.en}{self.title.en}{seed.en}", f"{_SYNTHETIC.zh}{self.title.zh}{seed.zh}")

    @classmethod
    def of_line(cls, line: Text) -> Source:
        """Read a source from its line (由一行说明还原); synthetic data stay so.

        >>> Source.of_line(Text("synthetic: villages, seed 3", "合成数据：村，种子 3")).synthetic
        True
        """
        synthetic = line.en.startswith(_SYNTHETIC.en)
        return cls(Text(line.en.removeprefix(_SYNTHETIC.en), line.zh.removeprefix(_SYNTHETIC.zh)), synthetic)


GIVEN: Final = Source(Text("data of the user", "用户数据"))


def source_of(table: Frame) -> Source:
    """Read the source from the columns that `Population.to_frame` writes (读取来源), if they are there. Raises `Malformed`.

    >>> from community_charity.whatif.frames import Frame
    >>> source_of(Frame({"source": ["books", "books"]})).line.en
    'books'
    """
    if SOURCES[0] not in table:
        return GIVEN
    en, zh = (_same_text(table, name if name in table else SOURCES[0]) for name in SOURCES)
    return Source.of_line(Text(en, zh))


def _same_text(table: Frame, name: str) -> str:
    found = label_column(name, table.values(name))
    refuse(SOURCES_DIFFER, name, found, found != found[0])
    return str(found[0])
