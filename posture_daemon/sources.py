"""Which sources there are: a line to register each, the best of a kind first.

Packages of others join by entry points of the groups `posture_daemon.idle`,
`posture_daemon.absence` and `posture_daemon.busy`: callables without arguments that make a source
(see `ports`). They come after the ones here.
"""

from __future__ import annotations

import logging
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from posture_daemon.senses import Sources

# The modules of the sources are imported where they are chosen: each costs memory.

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from posture_daemon.core.plan import Sensing
    from posture_daemon.ports import BusySource, IdleSource, MeetingSource

    Ways = tuple[str, Sequence[BusySource]]

log = logging.getLogger(__name__)


def sources_for(
    platform: str, counted: Collection[str], sensing: Sensing, calendars: MeetingSource
) -> Sources:
    """Make the sources for a `sys.platform`; busy ones only of the kinds that count."""
    idle, absences, busy = _MAKERS.get(platform, (_idle, _absences, _busy))
    known = list(busy(sensing.ignore_programs))
    known += [(each.source, [each]) for each in _strangers("posture_daemon.busy")]
    return Sources(
        idle=[*idle(), *_strangers("posture_daemon.idle")],
        absences=[*absences(), *_strangers("posture_daemon.absence")],
        busy=[(name, ways) for name, ways in known if name in counted],
        calendars=calendars,
    )


def _strangers(group: str) -> Iterator[Any]:
    """The sources of other packages; a broken one is said, and costs only itself."""
    for entry in entry_points(group=group):
        try:
            yield entry.load()()
        except Exception:
            log.exception("the source %s of another package cannot be used", entry.value)


# --- the desktops of freedesktop.org ---


def _idle() -> list[IdleSource]:
    from posture_daemon.adapters.presence.logind_idle import LogindIdle
    from posture_daemon.adapters.presence.mutter import MutterIdle
    from posture_daemon.adapters.presence.wayland_idle import WaylandIdle
    from posture_daemon.adapters.presence.x11_idle import X11Idle

    return [MutterIdle(), WaylandIdle(), X11Idle(), LogindIdle()]


def _absences() -> list[BusySource]:
    from posture_daemon.adapters.presence.lock_screens import LockScreens
    from posture_daemon.adapters.presence.logind_lock import LogindLock
    from posture_daemon.adapters.presence.sleep import Sleep

    return [LogindLock(), LockScreens(), Sleep()]


def _busy(ignored: Sequence[str]) -> Iterator[Ways]:
    from posture_daemon.adapters.busy.device_use import camera, recording_device
    from posture_daemon.adapters.busy.do_not_disturb import DoNotDisturb
    from posture_daemon.adapters.busy.full_screen_wayland import FullScreenWayland
    from posture_daemon.adapters.busy.full_screen_x11 import FullScreenX11
    from posture_daemon.adapters.busy.idle_inhibitors import IdleInhibitors
    from posture_daemon.adapters.busy.inhibitors_gnome import GnomeSession
    from posture_daemon.adapters.busy.inhibitors_kde import PlasmaPower
    from posture_daemon.adapters.busy.inhibitors_logind import Logind
    from posture_daemon.adapters.busy.microphone import Microphone
    from posture_daemon.adapters.busy.pipewire_camera import PipewireCamera
    from posture_daemon.adapters.busy.screen_sharing import ScreenSharing
    from posture_daemon.wire.pipewire import Pipewire

    pipewire = Pipewire()
    keepers = (GnomeSession(), PlasmaPower(), Logind())
    yield "microphone", [Microphone(ignored)]
    yield "microphone", [recording_device(ignored)]
    yield "camera", [camera(ignored)]
    yield "camera", [PipewireCamera(pipewire, ignored)]
    yield "screen_sharing", [ScreenSharing(pipewire, ignored)]
    yield "idle_inhibitor", [IdleInhibitors(keeper, ignored) for keeper in keepers]
    yield "do_not_disturb", [DoNotDisturb()]
    yield "full_screen", [FullScreenWayland(), FullScreenX11()]


# --- Windows ---


def _windows_idle() -> list[IdleSource]:
    from posture_daemon.adapters.presence.windows import WindowsIdle

    return [WindowsIdle()]


def _windows_absences() -> list[BusySource]:
    from posture_daemon.adapters.presence.windows import WindowsLock

    return [WindowsLock()]


def _windows_busy(ignored: Sequence[str]) -> Iterator[Ways]:
    from posture_daemon.adapters.busy.windows_attention import WindowsAttention
    from posture_daemon.adapters.busy.windows_consent import WindowsConsent

    for name in ("microphone", "camera"):
        yield name, [WindowsConsent(name, ignored)]
    for name in ("do_not_disturb", "full_screen"):
        yield name, [WindowsAttention(name)]


# --- macOS ---


def _mac_idle() -> list[IdleSource]:
    from posture_daemon.adapters.presence.macos import MacIdle

    return [MacIdle()]


def _mac_absences() -> list[BusySource]:
    from posture_daemon.adapters.presence.macos import MacLock

    return [MacLock()]


def _mac_busy(_ignored: Sequence[str]) -> Iterator[Ways]:
    from posture_daemon.adapters.busy.macos_devices import MacDevices

    for name in ("microphone", "camera"):
        yield name, [MacDevices(name)]


_MAKERS = {
    "win32": (_windows_idle, _windows_absences, _windows_busy),
    "darwin": (_mac_idle, _mac_absences, _mac_busy),
}
