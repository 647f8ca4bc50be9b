"""The state machine and its stories catch bugs: each of those planted here, and nothing when none is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from community_charity.testing import BookMachine

sys.path.insert(0, str(Path(__file__).parent))
from planted_bugs import BUGS, Bug
from stories import STORIES, Teller

ONCE = settings(max_examples=1, phases=[Phase.generate], derandomize=True, database=None, deadline=None)
def tell(story):
    @ONCE
    @given(st.none())
    def run(_):
        machine = BookMachine()
        STORIES[story](Teller(machine))
        machine.teardown()
    run()

@pytest.mark.parametrize("story", STORIES)
def test_story(story):
    tell(story)

@pytest.mark.parametrize("bug", BUGS, ids=lambda b: b.name)
def test_bug(bug, monkeypatch):
    bug.plant(monkeypatch)
    hits=[]
    for s in STORIES:
        try: tell(s)
        except Exception as e: hits.append((s, type(e).__name__, str(e)[:120]))
    print("CAUGHT", bug.name, "::", hits)
    assert hits
