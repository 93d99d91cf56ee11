"""The switches that are GSettings keys: GNOME, Cinnamon, MATE. dconf tells of a change."""

from __future__ import annotations

import asyncio

from posture_daemon.adapters.busy.quiet.way import Session, Way
from posture_daemon.errors import Unavailable

_SECONDS = 5
# Several keys may change at once: then it is a folder that is told, and this lets it through.
_CHANGED = "type='signal',interface='ca.desrt.dconf.Writer',member='Notify',arg0path='{path}{key}'"


def _setting(schema: str, path: str, key: str, hiding: str) -> Way:
    async def ask(session: Session) -> bool:
        match await _read(session, schema, key):
            case "true" | "false" as value:
                return value == hiding
        raise Unavailable(f"The setting {schema} {key} is neither true nor false.")

    return Way(ask, (_CHANGED.format(path=path, key=key),))


async def _read(session: Session, schema: str, key: str) -> str:
    """Ask gsettings, which knows the defaults; the library would cost more than the child."""
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    command = ("gsettings", "get", schema, key)
    try:
        child = await asyncio.create_subprocess_exec(
            *command, env=session.environ, stdin=null, stdout=pipe, stderr=null
        )
    except OSError as error:
        raise Unavailable("gsettings is not installed.") from error
    try:
        async with asyncio.timeout(_SECONDS):
            said, _ = await child.communicate()
    except TimeoutError as error:
        raise Unavailable("gsettings does not answer.") from error
    finally:
        await _end(child)
    if child.returncode:
        raise Unavailable(f"gsettings does not know {schema} {key}.")
    return said.decode(errors="replace").strip()


async def _end(child: asyncio.subprocess.Process) -> None:
    if child.returncode is None:
        child.kill()
        await child.wait()


GNOME = _setting(
    "org.gnome.desktop.notifications",
    "/org/gnome/desktop/notifications/",
    "show-banners",
    hiding="false",
)
CINNAMON = _setting(
    "org.cinnamon.desktop.notifications",
    "/org/cinnamon/desktop/notifications/",
    "display-notifications",
    hiding="false",
)
MATE = _setting(
    "org.mate.NotificationDaemon", "/org/mate/notification-daemon/", "do-not-disturb", hiding="true"
)
