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
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from posture_daemon.core.plan import Sensing
    from posture_daemon.ports import BusySource, IdleSource, MeetingSource

log = logging.getLogger(__name__)


def sources_for(
    platform: str, counted: Collection[str], sensing: Sensing, calendars: MeetingSource
) -> Sources:
    """Make the sources for a `sys.platform`; busy ones only of the kinds that count."""
    idle, absences, busy = _MAKERS.get(platform, (_idle, _absences, _busy))
    known: Mapping[str, Sequence[BusySource]] = busy(sensing.ignore_programs)
    wanted = {name: [*ways] for name, ways in known.items() if name in counted}
    for stranger in _strangers("posture_daemon.busy"):
        if stranger.source in counted:
            wanted.setdefault(stranger.source, []).append(stranger)
    return Sources(
        idle=[*idle(), *_strangers("posture_daemon.idle")],
        absences=[*absences(), *_strangers("posture_daemon.absence")],
        busy=wanted,
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


def _busy(ignored: Sequence[str]) -> dict[str, list[BusySource]]:
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
    return {
        "microphone": [Microphone(ignored), recording_device(ignored)],
        "camera": [camera(ignored), PipewireCamera(pipewire, ignored)],
        "screen_sharing": [ScreenSharing(pipewire, ignored)],
        "idle_inhibitor": [IdleInhibitors(keeper, ignored) for keeper in keepers],
        "do_not_disturb": [DoNotDisturb()],
        "full_screen": [FullScreenWayland(), FullScreenX11()],
    }


# --- Windows ---


def _windows_idle() -> list[IdleSource]:
    from posture_daemon.adapters.presence.windows import WindowsIdle

    return [WindowsIdle()]


def _windows_absences() -> list[BusySource]:
    from posture_daemon.adapters.presence.windows import WindowsLock

    return [WindowsLock()]


def _windows_busy(ignored: Sequence[str]) -> dict[str, list[BusySource]]:
    from posture_daemon.adapters.busy.windows_attention import WindowsAttention
    from posture_daemon.adapters.busy.windows_consent import WindowsConsent

    return {
        "microphone": [WindowsConsent("microphone", ignored)],
        "camera": [WindowsConsent("camera", ignored)],
        "do_not_disturb": [WindowsAttention("do_not_disturb")],
        "full_screen": [WindowsAttention("full_screen")],
    }


# --- macOS ---


def _mac_idle() -> list[IdleSource]:
    from posture_daemon.adapters.presence.macos import MacIdle

    return [MacIdle()]


def _mac_absences() -> list[BusySource]:
    from posture_daemon.adapters.presence.macos import MacLock

    return [MacLock()]


def _mac_busy(_ignored: Sequence[str]) -> dict[str, list[BusySource]]:
    from posture_daemon.adapters.busy.macos_devices import MacDevices

    return {"microphone": [MacDevices("microphone")], "camera": [MacDevices("camera")]}


_MAKERS = {
    "win32": (_windows_idle, _windows_absences, _windows_busy),
    "darwin": (_mac_idle, _mac_absences, _mac_busy),
}
