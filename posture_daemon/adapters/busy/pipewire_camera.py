"""The camera, where a program takes its pictures through PipeWire, as the camera portal does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.busy.report import Ignored, Report, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from posture_daemon.wire.pipewire import Graph, Pipewire

_APIS = frozenset({"v4l2", "libcamera"})


class PipewireCamera:
    """Busy while a program takes the pictures of a camera of PipeWire's."""

    source = "camera"
    name = "PipeWire (pw-dump)"

    def __init__(self, pipewire: Pipewire, ignored: Sequence[str] = ()) -> None:
        self._pipewire = pipewire
        self._ignored = Ignored(ignored)

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether a camera is in use, and by what; see `ports.BusySource`."""
        report = Report(changed)
        await self._pipewire.follow(lambda graph: report.programs(self._watching(graph)))

    def _watching(self, graph: Graph) -> Iterator[str]:
        for taker in graph.takers(_is_camera):
            keys = ("application.name", "application.process.binary")
            if tuple(str(taker.get(key) or "") for key in keys) not in self._ignored:
                yield program(taker)


def _is_camera(maker: Mapping[str, Any]) -> bool:
    return maker.get("media.class") == "Video/Source" and (
        maker.get("media.role") == "Camera" or maker.get("device.api") in _APIS
    )
