"""Small bugs planted in the rules, one at a time, to see whether the decision tables and the tests notice.

Not a part of `bash .ci/run`: it takes some ten seconds a mutant. From the root of the project, in its environment:

    python .ci/mutants.py                          # 200 mutants, the same each time
    python .ci/mutants.py --seed 2 --count 50      # others, fewer
    python .ci/mutants.py --only tax/receipts.py   # those whose file:line contains this text; --count 0: all of them
    python .ci/mutants.py --list                   # say which, and do nothing

What is mutated: the modules of the packages in ``src/community_charity/rules``, an equal share of the sample for each
package. One mutant is one change: ``<`` and ``<=``, ``>`` and ``>=``, ``==`` and ``!=``, ``is`` and ``is not``, ``in`` and
``not in``, ``and`` and ``or``, ``+`` and ``-`` exchanged; a ``not`` left out; ``True``, ``False`` or ``None`` in what is
returned or weighed made another of them; a whole number made one more; a check that is weighed left out; the branches of
a conditional expression exchanged. Annotations, decorators and f-strings are left alone.

How: ``src`` and ``tests`` are copied to a temporary folder, which is put first on the path; the working tree is never
touched. Before the first mutant everything must pass in the copy. Then, for each mutant, two fresh processes at most:

1. *tables*: all cases of ``tests/cases`` whose rule lives in the mutated package (``tests/duties`` for `disclosure`):
   outcome, ground, whether the finding holds, article; then each refusal's remedies, as told and one step short;
2. *tests*, only where the tables noticed nothing: the doctests and the unit tests of the package, then
   its part of ``tests/test_cases.py``. Hypothesis draws the same few examples every time.

A mutant that runs into the time limit counts as noticed. What survives is printed with file, line and change, and the
script fails. A change that can alter no answer is named in `EQUIVALENT`, with the reason, and is not counted.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
RULES = Path("src/community_charity/rules")
COPIED = ("src", "tests", "conftest.py", "pyproject.toml")
LIMITS = {"tables": 60, "tests": 180}  # seconds


class Package(NamedTuple):
    """Where the tables and the tests of a package are: the beginnings of its rules, its files, a word for ``-k``."""

    tests: tuple[str, ...]
    word: str
    rules: tuple[str, ...] = ()


PACKAGES = {
    "assistance": Package(("test_assistance.py", "test_local_law.py"), "assistance"),
    "bodies": Package(("test_bodies.py",), "bodies"),
    "campaigns": Package(("test_campaigns.py",), "plan or cooperation"),
    "conflicts": Package(("test_conflicts.py",), "conflicts"),
    "disclosure": Package(("test_duties.py", "test_publish_duties.py"), ""),
    "privacy": Package(("test_privacy.py",), "privacy"),
    "qualification": Package(
        ("test_qualification.py", "test_organisations.py"), "qualification", ("community_charity.organisations:",)
    ),
    "spending": Package(("test_spending.py",), "spending"),
    "tax": Package(("test_tax.py",), "tax"),
    "who_may_raise": Package(("test_who_may_raise.py",), "who-may-raise"),
}

EQUIVALENT: dict[tuple[str, str, str], str] = {
    ("assistance/extreme_hardship.py", "return «None», None", "False"): "the other, not known, leaves the answer open",
    ("assistance/extreme_hardship.py", "return None, «None»", "False"): "as above",
    (
        "disclosure/counting.py",
        "begins, anchor, steps, length, number = start, start, «0», 0, 0",
        "1",
    ): "no length is 0, so the first one sets the steps to 0",
    (
        "disclosure/counting.py",
        "begins, anchor, steps, length, number = start, start, 0, «0», 0",
        "1",
    ): "a first length of 1 would set what is set already",
    (
        "disclosure/engine.py",
        "return (applies, passed) if «ended > passed» else (False, fact.on)",
        "(ended >= passed)",
    ): "ended on that very day, no interval ends after it, and no other is told",
}
"""Changes that alter no answer: file, line with the place marked, what is put there; and the reason."""


# --- the mutants ---------------------------------------------------------------------------------


class Mutant(NamedTuple):
    """One change: in which file and line, which bytes are replaced by which; and the line, marked."""

    file: str
    line: int
    start: int
    end: int
    old: str
    new: str
    marked: str

    @property
    def package(self) -> str:
        return self.file.split("/")[0]

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    @property
    def change(self) -> str:
        return f"{' '.join(self.old.split())}  ->  {self.new}"

    @property
    def reason(self) -> str | None:
        return EQUIVALENT.get((self.file, self.marked, self.new))

    def applied(self, source: bytes) -> bytes:
        assert source[self.start : self.end].decode() == self.old, self.where
        return source[: self.start] + self.new.encode() + source[self.end :]


SWAPS: dict[type[ast.AST], type[ast.AST]] = {}
for _one, _other in (
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.Is, ast.IsNot),
    (ast.In, ast.NotIn),
    (ast.And, ast.Or),
    (ast.Add, ast.Sub),
):
    SWAPS |= {_one: _other, _other: _one}

OTHERS = {True: (False,), False: (True,), None: (True, False)}


def changed(node: ast.AST, *, judged: bool) -> Iterator[ast.AST]:
    """Give what a node may become; ``judged``: it stands in what is returned, or in what is weighed."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            if type(op) in SWAPS:
                new = copy.deepcopy(node)
                new.ops[place] = SWAPS[type(op)]()  # type: ignore[call-overload]
                yield new
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in SWAPS:
        twin = copy.deepcopy(node)
        twin.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
        yield twin
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant):
        if type(node.value) is int:
            yield ast.Constant(node.value + 1)
        elif judged and (node.value is None or isinstance(node.value, bool)):
            yield from (ast.Constant(value) for value in OTHERS[node.value])
    elif isinstance(node, ast.Expr) and weighs(node.value):
        yield ast.Pass()


def weighs(node: ast.AST) -> bool:
    """Tell whether this is ``checks.weigh(...)``, or a helper that is handed the checks."""
    if not isinstance(node, ast.Call):
        return False
    named = isinstance(node.func, ast.Attribute) and node.func.attr == "weigh"
    return named or any(isinstance(each, ast.Name) and each.id == "checks" for each in node.args)


def found(node: ast.AST, *, judged: bool = False, truth: bool = True) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Give each node that may be changed, with what it becomes. ``truth``: what is returned here may be a bool."""
    if isinstance(node, ast.JoinedStr):
        return
    for new in changed(node, judged=judged):
        yield node, new
    if isinstance(node, ast.FunctionDef):
        truth = node.returns is not None and "bool" in ast.unparse(node.returns)
    if isinstance(node, ast.Return):
        judged = truth
    elif isinstance(node, ast.Lambda) or weighs(node):
        judged = True
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            # What is asked is no answer: `None` in `x is None` stays, and so does the test of a condition.
            asks = isinstance(node, ast.Compare) or (isinstance(node, ast.IfExp) and name == "test")
            yield from found(child, judged=judged and not asks, truth=truth)


def mutants(file: Path) -> Iterator[Mutant]:
    """Give every mutant of a module, checked: each reads as Python, and as the change that was meant."""
    source = (ROOT / RULES / file).read_bytes()
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    tree = ast.parse(source)
    for node, new in found(tree):
        assert isinstance(node, ast.expr | ast.stmt)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = starts[node.lineno - 1] + node.col_offset
        end = starts[node.end_lineno - 1] + node.end_col_offset
        text = ast.unparse(ast.fix_missing_locations(new))
        if not isinstance(node, ast.stmt | ast.Constant):
            text = f"({text})"
        old, lines = source[start:end].decode(), (starts[node.lineno - 1], starts[node.end_lineno])
        marked = f"{source[lines[0] : start].decode()}«{old}»{source[end : lines[1]].decode()}".strip()
        mutant = Mutant(file.as_posix(), node.lineno, start, end, old, text, marked)
        ast.parse(mutant.applied(source))
        yield mutant


def sample(count: int, seed: int, only: str) -> list[Mutant]:
    """Draw mutants, an equal share from each package; those that are equivalent are passed over."""
    drawn: dict[str, list[Mutant]] = {}
    for package in PACKAGES:
        files = sorted((ROOT / RULES / package).glob("*.py"))
        every = [mutant for file in files for mutant in mutants(file.relative_to(ROOT / RULES))]
        random.Random(f"{seed} {package}").shuffle(every)  # first, so that the rest of the sample stays as it is
        drawn[package] = [mutant for mutant in every if only in mutant.where and mutant.reason is None]
    turns = [mutant for turn in zip_longest(*drawn.values()) for mutant in turn if mutant is not None]
    return turns[: count or None]


# --- what is asked of each, in a process of its own ------------------------------------------------


def tables(package: str) -> None:
    """Ask the decision tables of a package, in the process of a mutant."""
    import community_charity

    assert Path(community_charity.__file__).is_relative_to(Path.cwd()), "not the copy"
    sys.path.insert(0, "tests")
    if package == "disclosure":
        import test_duties

        for row in test_duties.ROWS:
            test_duties.test_what_is_due_and_by_which_article(row)
        return
    import casebook

    rules = (f"community_charity.rules.{package}:", f"community_charity.rules.{package}.", *PACKAGES[package].rules)
    mine = [case for case in casebook.cases() if case.rule.startswith(rules)]
    assert mine, package
    casebook.cases = lambda: mine
    import test_cases

    for case in mine:
        test_cases.test_what_is_decided_and_by_which_article(case)
    for case in test_cases.REFUSED:
        test_cases.test_a_remedy_is_sound_and_minimal(case)


def commands(package: str) -> dict[str, list[list[str]]]:
    """Give the commands that must fail for a mutant, by what they stand for."""
    of = PACKAGES[package]
    python = [sys.executable, "-P"]
    pytest = [*python, "-m", "pytest", "-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider"]
    pytest.append("--hypothesis-profile=branches")
    units = [f"tests/{file}" for file in of.tests]
    every = [[*pytest, (RULES / package).as_posix(), *units]]
    if of.word:
        every.append([*pytest, "tests/test_cases.py", "-k", of.word])
    return {"tables": [[*python, str(Path(__file__).resolve()), "--tables", package]], "tests": every}


def noticed(package: str, folder: Path) -> tuple[str, str] | None:
    """Tell what notices that something is wrong in the copy, and its last words; ``None`` if nothing does."""
    paths = os.pathsep.join(str(folder / name) for name in ("src", "tests"))
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    for name, each in commands(package).items():
        until = time.monotonic() + LIMITS[name]
        for command in each:
            left = max(until - time.monotonic(), 1)
            try:
                done = subprocess.run(
                    command, cwd=folder, env=env, capture_output=True, text=True, timeout=left, check=False
                )
            except subprocess.TimeoutExpired:
                return name, "out of time"
            if done.returncode:
                return name, (done.stdout + done.stderr)[-2000:]
    return None


def judge(mutant: Mutant, folder: Path) -> str:
    """Plant a mutant in the copy, see what notices it, and take it out again."""
    file = folder / RULES / mutant.file
    source = file.read_bytes()
    for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        compiled.unlink()  # its name, time and size might fit the mutant as well
    try:
        file.write_bytes(mutant.applied(source))
        found_by = noticed(mutant.package, folder)
    finally:
        file.write_bytes(source)
    return found_by[0] if found_by else "survived"


# --- the report ----------------------------------------------------------------------------------


def table(verdicts: list[tuple[Mutant, str]]) -> Iterator[str]:
    """Give the rows of a Markdown table: each package, then all of them."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for mutant, verdict in verdicts:
        counted[mutant.package][verdict] += 1
        counted["all"][verdict] += 1
    yield "| package | mutants | noticed by tables | noticed by tests | survived |"
    yield "|---|---:|---:|---:|---:|"
    for package in (*PACKAGES, "all"):
        if row := counted.get(package):
            yield f"| {package} | {row.total()} | {row['tables']} | {row['tests']} | {row['survived']} |"


def run(chosen: Iterable[Mutant]) -> list[tuple[Mutant, str]]:
    """Judge mutants one after the other, in a copy in which everything passes."""
    chosen = list(chosen)
    verdicts = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        for each in COPIED:
            source, target = ROOT / each, folder / each
            if source.is_dir():
                shutil.copytree(source, target)
            else:
                shutil.copy2(source, target)
        for package in sorted({mutant.package for mutant in chosen}):
            if wrong := noticed(package, folder):
                sys.exit(f"{package}: without any mutant, its {wrong[0]} fail:\n{wrong[1]}")
        print(f"{len(chosen)} mutants; without any, everything passes", flush=True)
        for mutant in chosen:
            verdict = judge(mutant, folder)
            verdicts.append((mutant, verdict))
            print(f"{verdict:9} {RULES / mutant.file}:{mutant.line}  {mutant.change}", flush=True)
    return verdicts


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--count", type=int, default=200, help="how many mutants; 0: all")
    parser.add_argument("--only", default="", help="those whose package/module.py:line contains this")
    parser.add_argument("--list", action="store_true", help="say which, and do nothing")
    parser.add_argument("--tables", choices=PACKAGES, help=argparse.SUPPRESS)  # how it calls itself
    asked = parser.parse_args()
    if asked.tables:
        tables(asked.tables)
        return
    chosen = sample(asked.count, asked.seed, asked.only)
    if asked.list:
        for mutant in chosen:
            print(f"{mutant.where}  {mutant.change}")
        print(len(chosen))
        return
    started = time.monotonic()
    verdicts = run(chosen)
    print("", *table(verdicts), "", sep="\n")
    for mutant, verdict in verdicts:
        if verdict == "survived":
            print(f"survived: {RULES / mutant.file}:{mutant.line}  {mutant.change}")
    print(f"{time.monotonic() - started:.0f} s")
    sys.exit(any(verdict == "survived" for _, verdict in verdicts))


if __name__ == "__main__":
    main()
