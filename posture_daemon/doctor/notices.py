"""The way of a notice to the screen: the notification server, whether it hides, and what it can."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.doctor.finding import Finding, ok, problem, warning
from posture_daemon.errors import Unavailable
from posture_daemon.wire.bus import NobodyListens, NoBus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.adapters.notifiers.freedesktop import Server
    from posture_daemon.doctor.service import Report

_TOPIC = "notices"
_LIMIT = timedelta(seconds=5)
_DESKTOP = frozenset({"auto", "desktop"})
_NO_SCREEN = frozenset({"none", "the log"})
_INSTALL = (
    "Start the notification server of your desktop, or install one (dunst, mako). Without one, "
    "keep a terminal open: posture-daemon run"
)
_NO_BUS = (
    "Ask, and start the service, from within the desktop's session. Where that has no bus, begin "
    "it with one: dbus-run-session COMMAND, or the package dbus-user-session"
)


def examine(backend: str, report: Report | None) -> Iterator[Finding]:
    """Look at the way that the settings choose, and at what the service says of it."""
    if backend in _DESKTOP and sys.platform not in {"win32", "darwin"}:
        yield from asyncio.run(_server(report))
    else:
        yield ok(_TOPIC, f"They are shown by: {backend}.")
    if report:
        yield from _of_service(report)


async def _server(report: Report | None) -> list[Finding]:
    from posture_daemon.adapters.notifiers.glance import meet_server

    try:
        server = await meet_server(None, _LIMIT, start=False)
    except Unavailable as wrong:
        # Some other way may do.
        find = warning if report and report["notifier"] not in _NO_SCREEN else problem
        no_bus = isinstance(wrong, NoBus | NobodyListens)
        return [find(_TOPIC, wrong.title, wrong.hint or (_NO_BUS if no_bus else _INSTALL))]
    if server is None:
        return [ok(_TOPIC, "No notification server runs yet; the first notice will start one.")]
    return [_met(server), await _hiding(server)]


def _met(server: Server) -> Finding:
    able = ", ".join(sorted(server.capabilities)) or "nothing special"
    if "actions" in server.capabilities:
        return ok(_TOPIC, f"{server} shows them (it can: {able}).")
    sentence = f"{server} shows them, but no buttons (it can: {able})."
    return warning(_TOPIC, sentence, "Answer by command: posture done, snooze, skip, start")


async def _hiding(server: Server) -> Finding:
    from posture_daemon.adapters.busy.do_not_disturb import DoNotDisturb

    topic = "do-not-disturb"
    try:
        on = await DoNotDisturb(limit=_LIMIT).is_on()
    except Unavailable as wrong:
        return ok(topic, str(wrong))
    if on:
        sentence = f"{server.name} is set to do-not-disturb and hides what it is given."
        return problem(topic, sentence, _OFF.get(server.name, "Switch it off in the desktop."))
    return ok(topic, f"It is off in {server.name}.")


_OFF = {
    "dunst": "dunstctl set-paused false",
    "mako": "makoctl mode -r do-not-disturb",
    "SwayNotificationCenter": "swaync-client --dnd-off",
}


def _of_service(report: Report) -> Iterator[Finding]:
    """The service may live in another session than this command, and see another desktop."""
    if report["notifier"] in _NO_SCREEN:
        reasons = "; ".join(
            f"{each['name']}: {each['reason']}" for each in report["notifiers"] if each["reason"]
        )
        sentence = f"The service itself reaches no screen, only {report['notifier']} ({reasons})."
        yield problem(_TOPIC, sentence, "Start it anew from within the desktop.")
    else:
        yield ok(_TOPIC, f"The service shows them by {report['notifier']}.")
