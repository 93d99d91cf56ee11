"""What `presence` and `meetings` print for people, a line for each source."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_daemon.cli.status_text import clock_time
from posture_daemon.control.report import worth_telling
from posture_daemon.core.telling import in_use
from posture_daemon.core.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    Report = dict[str, Any]

_NOT_MEETINGS = {"do_not_disturb": "off", "full_screen": "nothing fills the screen"}
_ON = {"do_not_disturb": "on", "full_screen": "something fills the screen"}
_TELLS = {"idle": "idle time", "locked": "lock", "asleep": "sleep"}


def presence_lines(report: Report) -> Iterator[str]:
    """Whether somebody is there, and each source."""
    yield f"You are {report['presence']}, as told by {report['presence_source']}."
    sources = report["presence_sources"]
    width = max((len(_TELLS.get(each["tells"], "")) for each in sources), default=0)
    for each in sources:
        mark = "serves" if each["works"] else "not"
        what = _TELLS.get(each["tells"], each["tells"])
        yield f"  {what:<{width}}  {mark:<6} {each['name']}{_because(each['reason'])}"


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def meeting_lines(report: Report) -> Iterator[str]:
    """Whether there is a meeting, each source, each calendar, and the meetings of today."""
    yield _now(report)
    sources = worth_telling(report["sources"])
    names = [in_words(each["source"]) for each in sources]
    names += [f"calendar {each['name']}" for each in report["calendars"]]
    width = max(map(len, names), default=0)
    for each in sources:
        yield f"  {in_words(each['source']):<{width}}  {_source(each)}"
    for each in report["calendars"]:
        yield f"  {'calendar ' + each['name']:<{width}}  {_calendar(each, report['now'])}"
    if report["calendars"]:
        yield from ("", *_today(report))
    else:
        yield "No calendar is in the settings; see `posture settings explain mute.calendars`."


def _now(report: Report) -> str:
    if not report["busy"]:
        return "Nothing speaks against a notice now."
    details = {each["source"]: each["detail"] for each in report["sources"]}
    busy = (f"{name}: {details.get(name, '')}".removesuffix(": ") for name in report["busy"])
    return f"Held back now by: {', '.join(map(in_use, busy))}."


def _source(each: dict[str, Any]) -> str:
    if not each["works"]:
        return f"cannot be told: {each['reason']}"
    quiet = _NOT_MEETINGS.get(each["source"], "not in use")
    state = _ON.get(each["source"], "in use") if each["busy"] else quiet
    by = f" by {each['detail']}" if each["detail"] else ""
    return f"{state}{by} ({each['name']})"


def _calendar(each: dict[str, Any], now: str) -> str:
    stale = f"; as it was {clock_time(each['stale_since'], now)}" if each["stale_since"] else ""
    if not each["works"]:
        return f"{each['reason'].rstrip('.')}{stale}."
    first = f"; {each['warnings'][0]}" if each["warnings"] else ""
    events = f"{each['events']} event{'s' * (each['events'] != 1)}"
    return f"{events}, read {clock_time(each['read_at'], now)}{stale}{first}"


def _today(report: Report) -> Iterator[str]:
    found = [
        (one["start"], one, each["name"]) for each in report["calendars"] for one in each["today"]
    ]
    if not found:
        unread = [each for each in report["calendars"] if not each["works"]]
        known = "no meetings today" if not unread else "no meetings today in what can be read"
        nothing = len(unread) == len(report["calendars"])
        yield "No calendar could be read." if nothing else f"There are {known}."
        return
    yield "Today:"
    for _, one, name in sorted(found, key=lambda each: each[0]):
        when = "all day" if one["all_day"] else f"{_clock(one['start'])}-{_clock(one['end'])}"
        yield f"  {when:<11}  {one['title'] or '(no title)'} ({name})"


def _clock(iso: str) -> str:
    return f"{datetime.fromisoformat(iso):%H:%M}"
