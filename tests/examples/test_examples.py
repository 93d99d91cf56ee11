"""The examples read like the lives that they are for."""

from __future__ import annotations

import pytest

from tests.examples.week import EXAMPLES, HERE, WEEKS, transcript


@pytest.mark.parametrize("name", sorted(WEEKS))
def test_a_week_by_the_example_reads_like_the_transcript_beside_it(name: str) -> None:
    """If this fails: .venv/bin/python -m tests.examples.week, and read what has changed."""
    assert transcript(name) == (HERE / f"{name}.txt").read_text("utf-8")


def test_there_is_an_example_for_each_of_the_lives_promised() -> None:
    """Shifts, the phone, deep work, part time and a sit-stand desk; each has its week."""
    lives = {"shift-worker", "call-centre", "developer", "part-time", "sit-stand"}
    assert {path.stem for path in EXAMPLES.glob("*.toml")} == set(WEEKS) == lives
