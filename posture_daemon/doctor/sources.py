"""What the service knows of the person and of the day: presence, meetings, mutes, working hours."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_daemon.control.report import worth_telling
from posture_daemon.core.wording import in_words
from posture_daemon.doctor.finding import Finding, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.doctor.service import Report


def examine(report: Report) -> Iterator[Finding]:
    """Say what is known, and what keeps it quiet now."""
    yield from _presence(report)
    yield from _busy(report)
    yield from _mutes(report)
    yield _hours(report)


def unknown() -> Finding:
    """Nobody to ask: the service watches all of them, and a glance would miss most."""
    return warning(
        "presence",
        "What tells of presence, meetings and calendars was not looked at: only a running service "
        "of this version knows.",
        "Start it, and ask again.",
    )


def _presence(report: Report) -> Iterator[Finding]:
    name = report["presence_source"]
    if name.startswith("none"):
        yield warning(
            "presence",
            "Nothing tells whether you are there: all your working hours count as work.",
            "When you leave, say so: posture mute 30m",
        )
    else:
        yield ok("presence", f"{name} tells; you are {report['presence']}.")
    for each in report["presence_sources"]:
        if not each["works"]:
            yield ok(each["tells"], f"Not by {each['name']}: {each['reason']}")
        elif each["tells"] != "idle":
            yield ok(each["tells"], f"{each['name']} can tell.")


def _busy(report: Report) -> Iterator[Finding]:
    sources = report["sources"]
    if not any(each["works"] for each in (*sources, *report["calendars"])):
        yield warning(
            "meetings",
            "Nothing tells of meetings, calls and full screens: reminders come then as well.",
            "Before a meeting: posture mute 1h",
        )
    for source in worth_telling(sources):
        topic = in_words(source["source"])
        if source["works"]:
            yield ok(topic, f"{source['name']} can tell.")
        else:
            yield warning(topic, f"It cannot be told: {source['reason']}")
    for calendar in report["calendars"]:
        yield _calendar(calendar)
    if report["busy"]:
        yield ok("meetings", f"Held back now by: {', '.join(map(in_words, report['busy']))}.")


def _calendar(calendar: dict[str, Any]) -> Finding:
    topic = f"calendar {calendar['name']}"
    if not calendar["works"]:
        return warning(topic, calendar["reason"], _remedy(calendar))
    if calendar["warnings"]:
        return warning(topic, calendar["warnings"][0])
    return ok(topic, f"It was read {_time(calendar['read_at'])}; {len(calendar['today'])} today.")


def _remedy(calendar: dict[str, Any]) -> str:
    if "certificate" in calendar["reason"]:
        return (
            "If it is your company's or your own authority, name the file with its certificate in "
            "SSL_CERT_FILE, in the environment of the service, and start that anew."
        )
    return f"Set it right in [mute.calendars.{calendar['name']}], then: posture reload"


def _mutes(report: Report) -> Iterator[Finding]:
    for mute in report["muted"]:
        sentence = f"It is muted ({mute['reason']}) until {_time(mute['until'])}."
        yield warning("mute", sentence, "To end that: posture unmute")


def _hours(report: Report) -> Finding:
    work = report["work"]
    if work["until"] is None and not work["open"]:
        return problem(
            "hours", "There is no working day ahead.", "See [work_hours] in the settings."
        )
    inside = "It is within" if work["open"] else "It is outside"
    until = f" until {_time(work['until'])}" if work["until"] else ""
    return ok("hours", f"{inside} working hours{until} ({report['time_zone']}).")


def _time(iso: str | None) -> str:
    return f"{datetime.fromisoformat(iso):%Y-%m-%d %H:%M}" if iso else "the meeting ends"
