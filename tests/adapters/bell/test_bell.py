"""The bell, with ways that do as the test says."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.bell import Bell
from posture_daemon.errors import Unavailable
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


@dataclass
class ScriptedWay:
    """A way that works, raises what it is told to, or hangs."""

    name: str = "a drum"
    trouble: Exception | None = None
    hangs: bool = False
    sounded: list[str] = field(default_factory=list)

    async def sound(self) -> None:
        """Sound, and remember how it ended."""
        self.sounded.append("begun")
        try:
            await self.look()
        except asyncio.CancelledError:
            self.sounded.append("stopped")
            raise
        self.sounded.append("ended")

    async def has(self, *words: str) -> None:
        """Wait until this has happened to it, and no more."""
        await until(lambda: self.sounded == [*words], f"{self.name}: {', '.join(words)}")

    async def look(self) -> None:
        """Do as told."""
        if self.hangs:
            await asyncio.Event().wait()
        if self.trouble:
            raise self.trouble


def play(scenario: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run a scenario to its end."""
    asyncio.run(asyncio.wait_for(scenario(), 30))


BROKEN = Unavailable("The drum has a hole.")


def test_the_first_way_that_works_is_heard() -> None:
    """Each call rings once, by the best way; the next one is for where that fails."""
    broken, drum, flute = ScriptedWay(trouble=BROKEN), ScriptedWay(), ScriptedWay()

    async def scenario() -> None:
        bell = Bell((broken, drum, flute))
        for rings in (1, 2):
            bell.ring()
            await drum.has(*["begun", "ended"] * rings)

    play(scenario)
    assert broken.sounded == ["begun", "begun"]
    assert flute.sounded == []


def test_a_way_that_hangs_is_left() -> None:
    """After the limit it is stopped, and the next one tried."""
    stuck, drum = ScriptedWay(hangs=True), ScriptedWay()

    async def scenario() -> None:
        Bell((stuck, drum), limit=timedelta(milliseconds=20)).ring()
        await until(lambda: drum.sounded, "the next one rings")

    play(scenario)
    assert stuck.sounded == ["begun", "stopped"]


def test_it_can_be_silenced() -> None:
    """Who has confirmed the alarm hears it no longer, and no other way begins."""
    long, drum = ScriptedWay(hangs=True), ScriptedWay()

    async def scenario() -> None:
        bell = Bell((long, drum))
        bell.ring()
        await long.has("begun")
        bell.hush()
        await long.has("begun", "stopped")

    play(scenario)
    assert drum.sounded == []


def test_silence_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """Each spell without a sound is one warning that gives every reason, and nothing is raised."""
    drum, flute = ScriptedWay(trouble=BROKEN), ScriptedWay("a flute", hangs=True)

    async def scenario() -> None:
        bell = Bell((drum, flute), limit=timedelta(milliseconds=20))
        for rings in (1, 2):
            bell.ring()
            await flute.has(*["begun", "stopped"] * rings)
        drum.trouble = None
        bell.ring()
        await until(lambda: "ended" in drum.sounded, "it rings again")
        drum.trouble = BROKEN
        bell.ring()
        await until(lambda: len(caplog.messages) > 1, "the next spell is said")

    play(scenario)
    said = "the alarm cannot be heard: The drum has a hole; a flute does not come back."
    assert caplog.messages == [said, said]


def test_a_mistake_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing that goes wrong ends the day."""

    async def scenario() -> None:
        Bell((ScriptedWay(trouble=ZeroDivisionError("of the drum")),)).ring()
        await until(lambda: caplog.records, "it is said")

    play(scenario)
    assert "a mistake" in caplog.text
    assert "of the drum" in caplog.text


def test_tells_beforehand_what_would_be_heard() -> None:
    """To look makes no sound; it names the way, or every reason why there is none."""
    broken, drum = ScriptedWay(trouble=BROKEN), ScriptedWay()
    assert asyncio.run(Bell((broken, drum)).look()) == "a drum"
    assert drum.sounded == []
    with pytest.raises(Unavailable, match=r"^The drum has a hole\.$"):
        asyncio.run(Bell((broken,)).look())


def test_nothing_is_loaded_until_it_rings() -> None:
    """A service in which nothing rings pays for no more than the bell's own few lines."""
    code = (
        "import __future__, asyncio, datetime, json, logging, sys\n"
        "before = set(sys.modules)\n"
        "from posture_daemon.adapters.bell import Bell\n"
        "Bell()\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    loaded = [name for name in json.loads(told.stdout) if not name.startswith("posture_daemon")]
    assert loaded == []
    assert "posture_daemon.adapters.bell.ways" not in json.loads(told.stdout)
