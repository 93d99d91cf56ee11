"""The service in this process, at moments that are hard to come by from outside."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon import paths
from posture_daemon.adapters.journal import SqliteJournal, read_entries
from posture_daemon.core.entry import Event
from posture_daemon.daemon import Daemon
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

DAY = timedelta(days=1)
QUIET = '[notifications]\nannounce_start = false\nbackend = "terminal"\n'


@pytest.fixture
def system_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Live in folders of its own, without a desktop; answers the system-wide settings file."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "NOTIFY_SOCKET"):
        monkeypatch.delenv(name, raising=False)
    for name in ("CONFIG_HOME", "CONFIG_DIRS", "STATE_HOME", "DATA_HOME", "CACHE_HOME"):
        monkeypatch.setenv(f"XDG_{name}", str(tmp_path / name))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    file = paths.system_settings_file()
    assert tmp_path in file.parents
    file.parent.mkdir(parents=True)
    file.write_text(QUIET)
    with tempfile.TemporaryDirectory() as run:  # the path of a socket may have 107 bytes only
        monkeypatch.setenv("XDG_RUNTIME_DIR", run)
        yield file


@asynccontextmanager
async def running() -> AsyncIterator[Daemon]:
    """Start the service, and wait until it answers; in the end it stops."""
    daemon = Daemon(None)
    life = asyncio.create_task(daemon.run())
    socket = Path(paths.socket_path())
    try:
        await until(lambda: life.done() or socket.exists(), "it answers")
        yield daemon
    finally:
        daemon.stop()
        await life


def backends(daemon: Daemon) -> list[str]:
    """What notices are shown by."""
    return [notifier["name"] for notifier in daemon.surroundings()["notifiers"]]


def test_what_has_changed_over_night_takes_effect_as_a_whole(system_file: Path) -> None:
    """An administrator's file is read anew at midnight: notices and senses go by it as well."""

    async def scenario() -> None:
        async with running() as daemon:
            before = backends(daemon)
            system_file.write_text(
                QUIET.replace("terminal", "log") + '[mute]\nignore_programs = ["obs"]\n'
            )
            daemon._day = daemon.dispatcher.agenda.calendar.local_day(
                daemon.dispatcher.agenda.state.wall - DAY
            )
            daemon._look_around()
            await until(lambda: backends(daemon) != before, "notices go another way")
            plan = daemon.dispatcher.agenda.plan
            assert plan.notifications.backend == "log"
            await until(
                lambda: daemon._sensing._made_for[1] is daemon.dispatcher.agenda.plan.sensing,
                "the senses are made anew",
            )
            assert plan.sensing.ignore_programs == ("obs",)

    asyncio.run(scenario())


@pytest.mark.usefixtures("system_file")
def test_the_last_word_in_the_journal_is_that_it_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reload that is under way at the end does not make a crash of it."""

    async def scenario() -> None:
        async with running() as daemon:
            _reader, writer = await asyncio.open_unix_connection(paths.socket_path())
            writer.write(b'{"command": "reload"}\n')
            await writer.drain()
            await until(daemon._reloading.locked, "a reload is under way")
            reloading, close = daemon._reloading, daemon._screen.close

            async def close_slowly() -> None:
                await until(lambda: not reloading.locked(), "the reload is over")
                await close()

            monkeypatch.setattr(daemon._screen, "close", close_slowly)
        writer.close()

    asyncio.run(scenario())
    events = [entry.event for entry in read_entries(paths.journal_file())]
    assert events[-1] is Event.STOPPED
    journal = SqliteJournal(paths.journal_file())
    journal.open()
    state = journal.last_state()
    journal.close()
    assert state is not None
    assert state.stopped
