"""Every desktop that a test can sit down at, by its name."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.desktop import PrivateDesktop
from tests.desktops.gnome import Gnome
from tests.desktops.plasma import Plasma
from tests.desktops.wlroots import Mako, Swaync
from tests.desktops.x11 import Dunst, GnomeClassic, Lxqt, Mate, Xfce

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.desktops.seat import Seat

_ON_X11: dict[str, Callable[[PrivateDesktop], Seat]] = {
    "dunst": Dunst,
    "xfce4-notifyd": Xfce,
    "mate-notification-daemon": Mate,
    "notification-daemon": GnomeClassic,
    "lxqt-notificationd": Lxqt,
    "plasma": Plasma,
}
_WITH_A_COMPOSITOR: dict[str, Callable[[PrivateDesktop], Seat]] = {
    "mako": Mako,
    "swaync": Swaync,
    "gnome-shell": Gnome,
}
SEATS = (*_ON_X11, *_WITH_A_COMPOSITOR)


@contextmanager
def seated(name: str) -> Iterator[Seat]:
    """Start one of SEATS in a session of its own, and end everything after the block."""
    session = PrivateDesktop()
    try:
        session.start_bus()
        if name in _ON_X11:
            session.start_display()
        seat = (_ON_X11 | _WITH_A_COMPOSITOR)[name](session)
        try:
            yield seat
        finally:
            seat.close()
    finally:
        session.stop()
