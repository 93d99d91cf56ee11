"""The microphone: who records, as the sound server tells (PulseAudio, PipeWire)."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.busy.report import Ignored, Report, program
from posture_daemon.adapters.busy.sound_server import arrival, runs, server_folder
from posture_daemon.wire.pulse import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from posture_daemon.wire.pulse import PulseServer, Recording

_LIMIT = timedelta(seconds=5)


class Microphone:
    """Busy while a program records from a source that is no monitor of an output.

    A paused stream, a level meter and the programs of `ignored` (by name or binary) do not count.
    """

    source = "microphone"
    name = "the sound server"

    def __init__(
        self,
        ignored: Sequence[str] = (),
        environ: Mapping[str, str] | None = None,
        limit: timedelta = _LIMIT,
    ) -> None:
        self._ignored = Ignored(ignored)
        self._environ = os.environ if environ is None else environ
        self._limit = limit
        self.waiting = ""

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether anyone records, and who; see `ports.BusySource`.

        Without a server nothing can be recorded, and none is started: it is waited for. Raises
        Unavailable when it goes, hangs or changes all the time.
        """
        folder = server_folder(self._environ)
        report = Report(changed)
        if not runs(folder):
            report.programs(())
            await self._arrival(folder)
        await self._listen(folder / "native", report)

    async def _arrival(self, folder: Path) -> None:
        self.waiting = "No sound server is running; one that comes is heard."
        try:
            await arrival(folder)
        finally:
            self.waiting = ""

    async def _listen(self, socket: Path, report: Report) -> None:
        async with connected(socket, limit=self._limit) as server:
            while True:
                report.programs(await self._recorders(server))
                await server.change()

    async def _recorders(self, server: PulseServer) -> list[str]:
        recordings = [one for one in await server.recordings() if self._counts(one)]
        sources = {one.source for one in recordings}
        microphones = {source for source in sources if await server.is_microphone(source)}
        return [program(one.properties) for one in recordings if one.source in microphones]

    def _counts(self, recording: Recording) -> bool:
        about = recording.properties
        names = (about.get("application.name", ""), about.get("application.process.binary", ""))
        return not (recording.corked or _is_meter(recording) or names in self._ignored)


def _is_meter(recording: Recording) -> bool:
    """Whether only the level is looked at, as the sound settings do while they are open.

    PulseAudio tells it by the resampling method of PA_STREAM_PEAK_DETECT, pipewire-pulse by the
    property that it makes of it.
    """
    return recording.resampling == "peaks" or recording.properties.get("resample.peaks") == "true"
