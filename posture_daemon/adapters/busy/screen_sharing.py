"""Screen sharing: who takes the pictures that a compositor or portal makes of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.busy.report import Ignored, Report, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from posture_daemon.wire.pipewire import Graph, Pipewire

# Mutter and KWin make a Stream/Output/Video; the portals of wlroots, Hyprland and others make a
# Video/Source, as cameras do, under names of their own.
_STREAM = "Stream/Output/Video"
_SOURCE = "Video/Source"
_SCREENS = ("portal", "xdpw", "wlr", "hyprland", "gnome-shell", "mutter", "kwin", "cosmic", "niri")

# Plasma's panel takes pictures of windows for its own previews.
_SHELLS = frozenset({"plasmashell", "kwin_wayland", "gnome-shell"})


class ScreenSharing:
    """Busy while a program takes pictures of the screen through PipeWire.

    Recording the screen looks the same. What is shared through X11 nobody can see.
    """

    source = "screen_sharing"
    name = "PipeWire (pw-dump)"

    def __init__(self, pipewire: Pipewire, ignored: Sequence[str] = ()) -> None:
        self._pipewire = pipewire
        self._ignored = Ignored(ignored)

    async def watch(self, changed: Callable[[bool, str], None]) -> None:
        """Report whether the screen is shared, and by what; see `ports.BusySource`."""
        report = Report(changed)
        await self._pipewire.follow(lambda graph: report.programs(self._sharing(graph)))

    def _sharing(self, graph: Graph) -> Iterator[str]:
        for taker in graph.takers(_is_screen):
            binary = str(taker.get("application.process.binary") or "")
            names = (str(taker.get("application.name") or ""), binary)
            if binary not in _SHELLS and names not in self._ignored:
                yield program(taker)


def _is_screen(maker: Mapping[str, Any]) -> bool:
    if maker.get("media.role") == "Camera" or maker.get("device.api"):
        return False
    kind, name = maker.get("media.class"), str(maker.get("node.name") or "").casefold()
    return kind == _STREAM or (kind == _SOURCE and any(part in name for part in _SCREENS))
