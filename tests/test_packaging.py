"""What people get when they install the package."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import community_charity

ROOT = Path(__file__).parent.parent

# What `import community_charity` may load beyond itself and the standard library. dateutil reads the zone names of
# the machine in `dateutil.tz`, which the domain has no use for.
ALLOWED = {"attr", "attrs", "community_charity", "dateutil", "six"}

LOADED = """
import sys
before = set(sys.modules)
import community_charity
after = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(after - set(sys.stdlib_module_names)))
"""


def test_importing_the_package_loads_its_two_dependencies_and_nothing_else() -> None:
    """No NumPy, no optional package: the front door opens without them, and fast."""
    done = subprocess.run([sys.executable, "-I", "-c", LOADED], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= ALLOWED


def test_there_are_two_dependencies() -> None:
    """Whoever installs the library gets attrs and python-dateutil; everything else is an extra."""
    wanted = importlib.metadata.requires("community-charity") or []
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in wanted if "extra ==" not in line}
    assert names == {"attrs", "python-dateutil"}


def test_the_version_has_one_source() -> None:
    """The installed version is what ``__version__`` says, and the build reads it there."""
    assert importlib.metadata.version("community-charity") == community_charity.__version__
    assert 'dynamic = ["version"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_package_says_that_it_is_typed() -> None:
    """Type checkers read the annotations of an installed package only if ``py.typed`` is there."""
    assert resources.files(community_charity).joinpath("py.typed").is_file()


@pytest.mark.parametrize("page", ["README.md", "README.zh.md", "CONTRIBUTING.md", ".ci/run"])
def test_the_commands_in_the_readme_are_those_that_ci_runs(page: str) -> None:
    """Set-up and tests are the same two lines for a reader, a contributor and CI."""
    lines = [line.strip() for line in (ROOT / page).read_text(encoding="utf-8").splitlines()]
    set_up = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/python -m community_charity demo'
    assert set_up in lines
    assert ".venv/bin/python -m pytest" in lines
