"""Idleness as a Wayland compositor tells it: sway and others on wlroots, KWin, COSMIC, niri."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.adapters.presence.edge import Edge
from posture_daemon.errors import NotHere
from posture_daemon.wire.wayland import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from posture_daemon.wire.wayland import Arguments, Heard, Wayland

_NOTIFIER, _KDE = "ext_idle_notifier_v1", "org_kde_kwin_idle"

# The requests for a notification, and the event that begins idleness (1 ends it).
_GET_IDLE_NOTIFICATION, _GET_INPUT_IDLE_NOTIFICATION = 1, 2
_GET_IDLE_TIMEOUT = 0
_IDLED = 0

_SEAT_VERSION, _INPUT_VERSION = 1, 2
_LONGEST = 0xFFFFFFFF  # milliseconds, 49 days


class WaylandIdle:
    """The compositor's idle notifications: exact, and silent until something happens.

    ext-idle-notify-v1 in version 2 counts input alone. In version 1, and in KDE's older protocol,
    a film in full screen keeps one present. `environ` is the session's, by default that of this
    process.
    """

    name = "the Wayland compositor"
    exact = True

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = environ

    async def watch(self, after: timedelta, changed: Callable[[bool, timedelta], None]) -> None:
        """Report idle and active until cancelled; whoever is away already counts from now.

        Raises NotHere in other sessions and on compositors that offer no such notification (GNOME),
        Unavailable when the compositor does not answer or goes.
        """
        edge = Edge(changed)

        def heard(opcode: int, _: Arguments) -> None:
            if opcode == _IDLED:
                edge.idle(after)
            else:
                edge.active()

        async with connected(self._environ) as wayland:
            _ask(wayland, after, heard)
            edge.active()
            await wayland.listen()


def _ask(wayland: Wayland, after: timedelta, heard: Heard) -> None:
    length = min(after // timedelta(milliseconds=1), _LONGEST)
    if _NOTIFIER in wayland.globals:
        seat, notifier = _seat(wayland), wayland.bind(_NOTIFIER, _INPUT_VERSION)
        for_input = wayland.globals[_NOTIFIER].version >= _INPUT_VERSION
        request = _GET_INPUT_IDLE_NOTIFICATION if for_input else _GET_IDLE_NOTIFICATION
        wayland.request(notifier, request, wayland.new(heard), length, seat)
    elif _KDE in wayland.globals:
        seat, idle = _seat(wayland), wayland.bind(_KDE, 1)
        wayland.request(idle, _GET_IDLE_TIMEOUT, wayland.new(heard), seat, length)
    else:
        raise NotHere("The compositor offers no idle notifications.")


def _seat(wayland: Wayland) -> int:
    return wayland.bind("wl_seat", _SEAT_VERSION)
