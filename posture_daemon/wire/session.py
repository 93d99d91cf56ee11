"""The kind of session: which display server the desktop runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.errors import NotHere

if TYPE_CHECKING:
    from collections.abc import Mapping


def on_wayland(environ: Mapping[str, str]) -> bool:
    """Say whether this is a Wayland session, also where an X server runs inside of it."""
    match environ.get("XDG_SESSION_TYPE"):
        case "wayland":
            return True
        case "x11":
            return False
    return bool(environ.get("WAYLAND_DISPLAY"))


def need_x11(environ: Mapping[str, str]) -> None:
    """Raise NotHere on Wayland, where the X server sees its own windows and input only."""
    if on_wayland(environ):
        raise NotHere("This is a Wayland session; its X server knows only a part of it.")
