"""A notice in the words of the freedesktop notification specification: texts, actions, hints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_daemon.adapters.notifiers import image, text
from posture_daemon.core.notice import Answer
from posture_daemon.core.reminder import Urgency

if TYPE_CHECKING:
    from posture_daemon.core.notice import Notice

APPLICATION = "posture-daemon"
ICON = Path(__file__).with_name("icons") / "posture-daemon.png"

NOTIFY_SIGNATURE = "susssasa{sv}i"

_DEFAULT = "default"
_URGENCIES = {Urgency.LOW: 0, Urgency.NORMAL: 1, Urgency.CRITICAL: 2}

# These draw the default action as one more button, beside the one of the same meaning.
_DRAW_DEFAULT = frozenset({"Xfce Notify Daemon", "lxqt-notificationd"})

# These list the actions in a menu, where there is room for all of them.
_LIST_ACTIONS = frozenset({"dunst", "mako"})

# The others draw a row of buttons. GNOME leaves out what comes after the third one (43), and LXQt
# makes a list of them all then (1.2.0). The last one is Skip, and closing the notice does the same.
_MOST_BUTTONS = {"gnome-shell": 3, "lxqt-notificationd": 3}
_FIT_ELSEWHERE = 4

# What goes first where there is no room: both are commands that can be given at any time.
_SPARE = (Answer.SORE, Answer.HELP)

# Shows no icon at all where there is this hint, and the icon of the argument where there is none
# (1.2.0).
_BLIND_TO_IMAGE_PATH = frozenset({"lxqt-notificationd"})

# Takes a path for an image, and not the address that the specification asks for (0.7.3).
_IMAGE_BY_PATH = frozenset({"SwayNotificationCenter"})

# It crashes where a number and a tag both name what is to be replaced (1.7.1); the tag is enough.
_REPLACES_BY_TAG = frozenset({"mako"})

# In milliseconds; the next one would be negative, and 0 means never.
_SHORTEST_TIMEOUT, _LONGEST_TIMEOUT = 1, 2**31 - 1


@dataclass(frozen=True, slots=True)
class Server:
    """A notification server; `owner` is its unique name, which no other ever gets on this bus."""

    owner: str
    name: str
    version: str
    capabilities: frozenset[str]
    vendor: str = ""

    @property
    def leaves_closed_on_screen(self) -> bool:
        """Whether CloseNotification leaves the window where it is, until a person clicks on it.

        So does GNOME's classic server (3.20); what is replaced by something that expires goes.
        """
        return (self.name, self.vendor) == ("Notification Daemon", "GNOME")

    @property
    def loses_what_follows_a_close(self) -> bool:
        """Whether a notification may not be seen that comes at the moment when the last one goes.

        So it is with swaync (0.7.3). GNOME (43) on the other hand shows no banner for one that
        comes before the last has gone.
        """
        return self.name == "SwayNotificationCenter"

    def __str__(self) -> str:
        """Its own name and version."""
        return f"{self.name} {self.version}".strip()


def notify_arguments(notice: Notice, server: Server, replaces: int) -> tuple[Any, ...]:
    """Put the notice into the arguments of Notify, as far as the server understands it.

    `replaces` is the number of the notification to be shown in place of, 0 for none.
    """
    summary, body = _texts(notice, server)
    return (
        APPLICATION,
        0 if server.name in _REPLACES_BY_TAG else replaces,
        str(_image(notice) if server.name in _BLIND_TO_IMAGE_PATH else ICON),
        summary,
        body,
        _actions(notice, server),
        _hints(notice, server),
        _timeout(notice),
    )


def vanishing(replaces: int) -> tuple[Any, ...]:
    """Return the arguments of Notify that take the notification of this number off the screen."""
    return (APPLICATION, replaces, "", "", "", [], {}, _SHORTEST_TIMEOUT)


def answer_to(notice: Notice, key: str) -> Answer:
    """Say what the person meant who chose the action `key` of this notice.

    A click on the body (`default`) starts what the notice asks for. It is offered only beside
    Start: to clear a notice away by a click must not count as done. Some servers report it
    unasked; then it clears away and nothing else.
    """
    wanted = Answer.START.value if key == _DEFAULT else key
    return Answer(wanted) if wanted in notice.actions else Answer.DISMISSED


def _texts(notice: Notice, server: Server) -> tuple[str, str]:
    summary = text.line(notice.summary)
    by_command = "" if "actions" in server.capabilities else text.how_to_answer(notice)
    body = text.joined(text.paragraph(notice.body), by_command)
    if "body" not in server.capabilities:
        return text.line(f"{summary}: {body}" if body else summary), ""
    if "body-markup" in server.capabilities:
        # The summary is plain text everywhere.
        body = text.escaped(body)
    return summary, body


def _timeout(notice: Notice) -> int:
    if notice.alarm or notice.expires is None:
        return 0
    milliseconds = notice.expires // timedelta(milliseconds=1)
    return min(max(milliseconds, _SHORTEST_TIMEOUT), _LONGEST_TIMEOUT)


def _actions(notice: Notice, server: Server) -> list[str]:
    if "actions" not in server.capabilities:
        return []
    # Four buttons are the most that fit, and GNOME draws three: "Show me" begins the break as well.
    dropped = {Answer.START} if Answer.SHOW in notice.actions else set()
    buttons = [action for action in notice.actions if action not in dropped]
    pairs = [(action.value, action.label) for action in _fitting(buttons, server)]
    if Answer.START in notice.actions and server.name not in _DRAW_DEFAULT:
        pairs.insert(0, (_DEFAULT, Answer.START.label))
    # mako refuses an odd list.
    return [word for pair in pairs for word in pair]


def _fitting(buttons: list[Answer], server: Server) -> list[Answer]:
    if server.name in _LIST_ACTIONS:
        return buttons
    most = _MOST_BUTTONS.get(server.name, _FIT_ELSEWHERE)
    for spare in _SPARE:
        if len(buttons) > most:
            buttons = [action for action in buttons if action is not spare]
    return buttons[:most]


def _image(notice: Notice) -> Path:
    return image.file_of(notice.picture) or ICON


def _hints(notice: Notice, server: Server) -> dict[str, tuple[str, Any]]:
    # A service that was killed and started again replaces its own old notice, where known. An alarm
    # replaces only itself.
    stack = f"{APPLICATION}.{notice.tag}" if notice.alarm else APPLICATION
    hints: dict[str, tuple[str, Any]] = {
        "urgency": ("y", _URGENCIES[Urgency.CRITICAL if notice.alarm else notice.urgency]),
        "category": ("s", f"x-posture-daemon.{'alarm' if notice.alarm else 'break'}"),
        "desktop-entry": ("s", APPLICATION),
        "x-canonical-private-synchronous": ("s", stack),
        "x-dunst-stack-tag": ("s", stack),
    }
    if server.name not in _BLIND_TO_IMAGE_PATH:
        path = _image(notice)
        hints["image-path"] = ("s", str(path) if server.name in _IMAGE_BY_PATH else path.as_uri())
    return hints | _sound(notice, server) | _lasting(notice)


def _sound(notice: Notice, server: Server) -> dict[str, tuple[str, Any]]:
    if not (notice.sound or notice.alarm):
        return {"suppress-sound": ("b", True)}
    if "sound" not in server.capabilities:
        return {}
    return {"sound-name": ("s", "alarm-clock-elapsed" if notice.alarm else "message-new-instant")}


def _lasting(notice: Notice) -> dict[str, tuple[str, Any]]:
    return {"transient": ("b", True)} if notice.quiet and not notice.alarm else {}
