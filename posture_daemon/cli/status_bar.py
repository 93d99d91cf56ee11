"""The report of `status` in one line, for the bars of a desktop."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from posture_daemon.cli.status_text import clock_time, end_of_mute, status_lines
from posture_daemon.core.wording import called, in_words

if TYPE_CHECKING:
    from collections.abc import Callable

OFF = "not running"
_SHORT = {"muted": "muted", "closed": "off", "held": "held", "idle": "-"}


def headline(report: dict[str, Any]) -> tuple[str, str]:
    """What matters most now: the state in one word, and a few words on it."""
    now, reminders = report["now"], report["reminders"]
    held = [reminder for reminder in reminders if reminder["held"]]
    coming = next((r for r in reminders if r["due"] and not r["held"]), None)
    if report["muted"]:
        return "muted", f"muted until {end_of_mute(report['muted'][0]['until'], now)}"
    if report["live"]:
        return "live", report["live"]["summary"]
    if not report["work"]["open"]:
        return "closed", f"off until {clock_time(report['work']['until'], now)}"
    if held:
        return "held", f"{called(held[0]['reminder'])} held: {in_words(held[0]['held'])}"
    if coming:
        return "next", f"{called(coming['reminder'])} {clock_time(coming['due'], now)}"
    return "idle", "no reminder ahead"


def waybar(report: dict[str, Any] | None) -> str:
    """A line for a custom module of waybar with `return-type: json`, which reads markup."""
    state, text = headline(report) if report else ("off", OFF)
    tooltip = "\n".join(status_lines(report)) if report else OFF
    line = {"text": _markup(text), "alt": state, "class": state, "tooltip": _markup(tooltip)}
    return json.dumps(line, ensure_ascii=False)


def _markup(text: str) -> str:
    """Plain text for Pango, which would show nothing at all for a lone `&`."""
    return escape(text, quote=False)


def i3status(report: dict[str, Any] | None) -> str:
    """A block of the i3bar protocol, as i3blocks and wrappers of i3status read it."""
    state, text = headline(report) if report else ("off", OFF)
    short = _SHORT.get(state, text)
    if state == "live" and report:
        short = report["live"]["reminder"].rpartition(":")[2]
    # A reminder may wait; nothing here is as urgent as what a bar paints red.
    return json.dumps(
        {"name": "posture", "full_text": text, "short_text": short}, ensure_ascii=False
    )


def as_json(report: dict[str, Any] | None) -> str:
    """The whole report."""
    return json.dumps(report, indent=2, ensure_ascii=False)


def as_text(report: dict[str, Any] | None) -> str:
    """The report for people."""
    return "\n".join(status_lines(report)) if report else "Posture daemon is not running."


FORMATS: dict[str, Callable[[dict[str, Any] | None], str]] = {
    "text": as_text,
    "json": as_json,
    "waybar": waybar,
    "i3status": i3status,
}
