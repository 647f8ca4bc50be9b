"""All files of the law, read, checked and laid over each other, against OpenFisca reading the same values from YAML.

The peer gets what its own format wants: one file for each figure, a value for each date, no citations. Ours holds the
sources, notes and support in two languages as well, and is checked while it is read.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from measure import Line, Report, alternate, main, of, ratio, ratios, seconds, spread

TARGET = 100  # milliseconds


def ours() -> float:
    """Every place, once, in a process that has not read any."""
    from community_charity.law.law import Law
    from community_charity.law.loading import everywhere, places

    taken = seconds(lambda: [Law.of(place) for place in places()])
    assert len(everywhere().records()) >= 250
    return taken * 1000


def nation() -> float:
    """The national law alone, as most programs ask for it."""
    from community_charity.law.law import Law

    return seconds(lambda: Law.of("cn")) * 1000


def one_place() -> float:
    """A district: its file, its province's and the nation's."""
    from community_charity.law.law import Law

    return seconds(lambda: Law.of("cn/anhui/xuancheng/xuanzhou")) * 1000


def yaml() -> float:
    """OpenFisca's parameters with the same numbers and dates."""
    from openfisca_core.parameters import ParameterNode

    from community_charity.law.loading import everywhere

    with tempfile.TemporaryDirectory() as folder:
        count = 0
        for figure in everywhere():
            place = Path(folder, *figure.history[0].place.replace("/", "_").split())
            place.mkdir(exist_ok=True)
            values = {v.since.isoformat(): {"value": _number(v.value)} for v in figure.history}
            text = json.dumps({"description": figure.title.en, "values": values})  # JSON is YAML
            Path(place, f"{figure.key}.yaml").write_text(text, encoding="utf-8")
            count += len(values)
        taken = seconds(lambda: ParameterNode("", directory_path=folder))
    assert count >= 250
    return taken * 1000


def _number(value: Any) -> Any:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, tuple):
        return list(value)
    return str(value) if hasattr(value, "month") else float(getattr(value, "fen", value))


SIDES = {"ours": ours, "yaml": yaml, "nation": nation, "one-place": one_place}


def report(quick: bool) -> Report:
    taken = alternate(of(__file__, SIDES), 1 if quick else 9)
    middle = sorted(taken["ours"])[len(taken["ours"]) // 2]
    return Report(
        "Loading the law",
        [
            Line("all files of all places", spread(taken["ours"], "ms"), f"under {TARGET} ms", middle < TARGET),
            Line("the national file", spread(taken["nation"], "ms")),
            Line("a district, with its province and the nation", spread(taken["one-place"], "ms")),
            Line("OpenFisca, the same values from YAML", spread(taken["yaml"], "ms")),
            ratio("ours to OpenFisca", ratios(taken["ours"], taken["yaml"])),
        ],
        ["Nothing is read before the law of a place is first asked for; each file is read once."],
    )


if __name__ == "__main__":
    main(__file__, SIDES, report)
