"""The front door: the names people use, each where it says, and nothing loaded before it is asked for."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import community_charity
from community_charity import rules

SOURCE = ast.parse(Path(community_charity.__file__).read_text("utf-8"))


def for_type_checkers() -> dict[str, str]:
    """Read the imports that type checkers see, from the source: each name with its module."""
    (block,) = [node for node in SOURCE.body if isinstance(node, ast.If)]
    assert isinstance(block.test, ast.Name)
    assert block.test.id == "TYPE_CHECKING"
    found = {}
    for node in block.body:
        assert isinstance(node, ast.ImportFrom)
        assert node.level == 0
        for alias in node.names:
            assert alias.name == alias.asname, f"{alias.name} is not re-exported for type checkers"
            found[alias.name] = str(node.module)
    return found


TYPED = for_type_checkers()


def test_type_checkers_and_users_see_the_same_names() -> None:
    """Names, and where they live, are told twice in the source: the two agree, and none is told twice."""
    homes = {
        name: f"community_charity{home}" if home.startswith(".") else home
        for home, names in community_charity._HOMES.items()
        for name in names.split()
    }
    assert homes == TYPED
    told = [name for names in community_charity._HOMES.values() for name in names.split()]
    assert len(told) == len(set(told))
    assert community_charity.__all__ == sorted(TYPED)


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(TYPED))
def test_each_name_is_the_object_of_its_home(name: str) -> None:
    """What is asked for at the front door is the very object of its module, every time."""
    home = getattr(import_module(TYPED[name]), name)
    community_charity.__dict__.pop(name, None)
    assert getattr(community_charity, name) is home
    assert vars(community_charity)[name] is home
    assert getattr(community_charity, name) is home


ROOMS = [found.name for found in pkgutil.iter_modules(rules.__path__, "community_charity.rules.")]


@pytest.mark.deep
@pytest.mark.parametrize(
    "room",
    [
        *ROOMS,
        "community_charity.publish",
        "community_charity.interchange.icalendar",
        "community_charity.interchange.beancount",
    ],
)
def test_each_room_can_be_entered_first(room: str) -> None:
    """In a fresh interpreter, whichever room of the rules comes first: no two need each other to begin."""
    subprocess.run([sys.executable, "-c", f"import {room}"], check=True)


def test_no_law_is_read_before_it_is_asked_for() -> None:
    """Importing the package, and making a noun, reads no file of the law; asking for a place does."""
    asked = (
        "import sys, community_charity as cc; "
        "cc.Charity('city-charity', registered_on=cc.date(2020, 3, 4)); "
        "print('community_charity.law.loading' in sys.modules); "
        "cc.Law.of('cn'); print('community_charity.law.loading' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["False", "True"]


@pytest.mark.parametrize("name", ["Nothing", "yuann", "book", "__path", ""])
def test_any_other_name_is_an_attribute_error(name: str) -> None:
    """A name that is not there is refused as Python does it, so that `hasattr` and pickles work."""
    if name == "book":
        name = "grant"  # a module of that name may be loaded; this is no module
    with pytest.raises(AttributeError, match=f"module 'community_charity' has no attribute '{name}'"):
        getattr(community_charity, name)
    assert not hasattr(community_charity, name)


def test_dir_lists_every_name() -> None:
    """Completion in a shell knows all names, loaded or not."""
    for name in TYPED:
        vars(community_charity).pop(name, None)
    listed = dir(community_charity)
    assert set(TYPED) <= set(listed)
    assert {"__version__", "__doc__"} <= set(listed)


def test_a_star_brings_the_names_and_no_more() -> None:
    """``from community_charity import *`` gives exactly ``__all__``."""
    space: dict[str, object] = {}
    exec("from community_charity import *", space)  # noqa: S102 - what a user may write
    space.pop("__builtins__")
    assert sorted(space) == community_charity.__all__


def loaded_by(code: str) -> set[str]:
    asked = f"{code}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_door_alone_loads_nothing() -> None:
    """Importing the package brings in neither of its two dependencies, nor any module of its own."""
    assert not loaded_by("import community_charity") & {"attr", "attrs", "dateutil", "numpy", "tomllib"}
    asked = "import sys, community_charity; print([m for m in sys.modules if m.startswith('community_charity.')])"
    done = subprocess.run([sys.executable, "-I", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_name_loads_what_it_needs() -> None:
    """Asking for money brings in attrs, and neither calendars nor NumPy."""
    found = loaded_by("from community_charity import yuan; assert str(yuan(1)) == '¥1.00'")
    assert "attr" in found
    assert not found & {"dateutil", "numpy"}


def test_asking_in_vain_loads_nothing() -> None:
    """A misspelt name is refused without loading anything."""
    found = loaded_by("import community_charity\nassert not hasattr(community_charity, 'yuann')")
    assert not found & {"attr", "attrs", "dateutil"}
