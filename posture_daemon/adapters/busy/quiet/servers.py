"""The notification servers by the names that they give themselves, each with its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_daemon.adapters.busy.quiet import dconf, lxqt, mako, properties, swaync, xfce
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from posture_daemon.adapters.busy.quiet.way import Way

_WAYS: dict[str, Way] = {
    "Plasma": properties.PLASMA,
    "dunst": properties.DUNST,
    "mako": mako.MAKO,
    "SwayNotificationCenter": swaync.SWAYNC,
    "Xfce Notify Daemon": xfce.XFCE,
    "gnome-shell": dconf.GNOME,
    "cinnamon": dconf.CINNAMON,
    "lxqt-notificationd": lxqt.LXQT,
}

# GNOME's classic server and MATE's have one name; only the latter can be quiet.
_BY_VENDOR: dict[tuple[str, str], Way] = {("Notification Daemon", "MATE"): dconf.MATE}


def way_of(server: str, vendor: str) -> Way:
    """Choose for a server, which calls itself and its maker so; Unavailable if it has no way."""
    way = _WAYS.get(server) or _BY_VENDOR.get((server, vendor))
    if way is None:
        name = f"The notification server {server[:80]!r} of {vendor[:80]!r}"
        raise Unavailable(f"{name} does not tell whether it is set to do-not-disturb.")
    return way
