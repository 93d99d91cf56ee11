"""The process that reads calendars: whatever becomes of it, there is a reading of each calendar."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.calendars.child import COMMAND, read_async, read_now
from posture_daemon.core.plan import CalendarSource
from tests.calendars.stage import calendar, request
from tests.desktop import until
from tests.patience import PATIENT, let_pass_once_said

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from posture_daemon.calendars.answer import Reading

# Answers as the real one does, but for the calendar "bad", of which it dies in a way of its own.
_FRAIL = """
import json, os, signal, sys, time
for one in json.load(sys.stdin)["calendars"]:
    if one["name"] == "bad":
        sys.stdout.flush()
        {death}
    print(json.dumps({{"name": one["name"], "events": 7}}))
"""
DEATHS = {
    "killed": ("os.kill(os.getpid(), signal.SIGKILL)", "was ended by signal 9."),
    "failing": ("sys.exit(3)", "ended with status 3."),
    "silent": ("sys.exit(0)", "gave no answer."),
    "babbling": ("os.write(1, bytes(range(256)) * 99 + b'\\n'); sys.exit(0)", "gave no answer."),
    "lying": ("print(json.dumps({'name': 'good'})); sys.exit(0)", "gave no answer."),
    "wrong": ("print(json.dumps({'name': 'bad', 'events': 'x'})); sys.exit(0)", "gave no answer."),
    "naive": (
        (
            "t = '2026-11-25T08:00:00'; o = [{'start': t, 'end': t}]; "
            "print(json.dumps({'name': 'bad', 'occurrences': o})); sys.exit(0)"
        ),
        "gave no answer.",
    ),
}
SOURCES = tuple(CalendarSource(name, path="/") for name in ("good", "bad", "better"))


def frail(death: str) -> Sequence[str]:
    """The command of a child that dies like this."""
    return (sys.executable, "-c", _FRAIL.format(death=death))


def check(readings: Sequence[Reading], ending: str) -> None:
    """Two calendars are read, and the one between them has its reason."""
    assert [one.name for one in readings] == ["good", "bad", "better"]
    assert [one.events for one in readings] == [7, 0, 7]
    assert readings[1].reason == f"The process that reads it {ending}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
@pytest.mark.parametrize(("death", "ending"), DEATHS.values(), ids=DEATHS.keys())
def test_a_calendar_that_brings_the_child_down(death: str, ending: str) -> None:
    """It costs itself alone: the others are read by another child."""
    check(read_now(request(*SOURCES), frail(death)), ending)
    check(asyncio.run(read_async(request(*SOURCES), frail(death))), ending)


def test_a_child_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended when its time is over."""
    hanging = frail("import threading; threading.Event().wait()")
    let_pass_once_said(monkeypatch, b'{"name": "good", "events": 7}\n')
    limit = PATIENT.total_seconds()
    readings = asyncio.run(read_async(request(*SOURCES), hanging, limit=limit))
    check(readings, "was ended after 20 s.")


def test_a_child_that_does_not_start() -> None:
    """Without a program there is a reason for each calendar."""
    for readings in (
        read_now(request(*SOURCES), ("/nowhere/python",)),
        asyncio.run(read_async(request(*SOURCES), ("/nowhere/python",))),
    ):
        assert len(readings) == 3
        assert all("could not be started" in one.reason for one in readings)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes in another way")
def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    """Who no longer waits leaves no process behind."""
    born = tmp_path / "pid"
    waiting = f"open({str(born)!r}, 'w').write(f'{{os.getpid()}}.'); signal.pause()"

    async def scenario() -> None:
        task = asyncio.create_task(read_async(request(*SOURCES), frail(waiting)))
        await until(lambda: born.exists() and born.read_text().endswith("."), "the child is there")
        task.cancel()
        await asyncio.wait([task])

    asyncio.run(scenario())
    with pytest.raises(ProcessLookupError):
        os.kill(int(born.read_text()[:-1]), 0)


def test_a_copy_stands_in_for_an_address_that_brings_the_child_down() -> None:
    """The child that dies while it fetches is followed by one that reads the last good copy."""
    frail_online = _FRAIL.replace("json.load(sys.stdin)", "(q := json.load(sys.stdin))").replace(
        '== "bad"', '== "bad" and q["fetch"]'
    )
    command = (sys.executable, "-c", frail_online.format(death="sys.exit(1)"))
    source = CalendarSource("bad", url="https://calendar.example.com/")
    (reading,) = read_now(request(source, fetch=True), command)
    assert reading.events == 7
    assert reading.reason == "The process that reads it ended with status 1."


def test_the_child_answers_nonsense_without_a_traceback() -> None:
    """What is no request gets one line and an exit status."""
    for said in (b"", b"{}", b"\xff\xfe", b'{"calendars": 1}', b"[" * 10_000):
        done = subprocess.run(COMMAND, input=said, capture_output=True, check=False, timeout=60)
        assert done.returncode == 2
        assert done.stdout == b""
        assert done.stderr.startswith(b"This is no request")
        assert len(done.stderr.splitlines()) == 1


def test_the_service_does_not_import_what_reads_calendars() -> None:
    """The libraries stay in the child: the service runs all day."""
    program = (
        "import sys, posture_daemon.calendars.watch\n"
        "heavy = {'icalendar', 'recurring_ical_events', 'dateutil', 'requests', 'keyring'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True
    )
    assert done.stdout.strip() == "[]"


def test_a_request_survives_the_way_to_the_child(tmp_path: Path) -> None:
    """Settings with any text in them arrive as they are."""
    file = tmp_path / 'A "b" \\ c.ics'
    file.write_text(calendar("20261125T080000Z/PT1H Größe & “Maß”"))
    source = CalendarSource("ñ\n\u2028", path=str(file), ignore=("x" * 100_000, "\x07"))
    (reading,) = read_now(request(source))
    assert reading.name == source.name
    assert [one.title for one in reading.occurrences] == ["Größe & “Maß”"]
