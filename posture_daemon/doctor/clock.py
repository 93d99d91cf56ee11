"""The clock and the time zone: what can be told of them without asking the network."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from posture_daemon.adapters.clock_sync import is_synchronised
from posture_daemon.core.length import format_length
from posture_daemon.doctor.finding import Finding, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from posture_daemon.adapters.clock import SystemClock
    from posture_daemon.adapters.journal_glance import Glance
    from posture_daemon.core.moment import Moment
    from posture_daemon.doctor.service import Report

_TOLERANCE = timedelta(minutes=2)
_SET = "Look whether it is right; where there is systemd: timedatectl set-ntp true"


def examine(
    clock: SystemClock, seen: Glance | None, zone: tzinfo, report: Report | None
) -> Iterator[Finding]:
    """Compare the clock with what the journal remembers, and the zone with the service's."""
    now = clock.now()
    wrong = list(_against_journal(now, clock.boot, seen))
    yield from wrong
    if not wrong:
        yield _unsuspicious(f"It is {now.wall.astimezone(zone):%A, %Y-%m-%d %H:%M}")
    yield _zone(zone, report)


def _against_journal(now: Moment, boot: str, seen: Glance | None) -> Iterator[Finding]:
    if seen is None:
        return
    if seen.last and (behind := seen.last - now.wall) > _TOLERANCE:
        sentence = f"It is {_length(behind)} behind the last entry of the journal"
        yield problem("clock", f"{sentence} ({seen.last:%Y-%m-%d %H:%M} UTC).", _SET)
    elif (state := seen.state) and boot and state.boot == boot:
        # Within one boot the clock that nobody can set tells how late it must be by now.
        passed = now.elapsed - (state.elapsed - state.clock_offset)
        step = now.wall - state.wall - passed
        if abs(step) > _TOLERANCE:
            way = "ahead" if step > timedelta() else "back"
            sentence = f"It was set {_length(abs(step))} {way} since the service's last note."
            yield problem("clock", sentence, _SET)


def _unsuspicious(it_is: str) -> Finding:
    if is_synchronised() is False:
        return warning("clock", f"{it_is}, but no time service keeps it right.", _SET)
    return ok("clock", f"{it_is}.")


def _zone(zone: tzinfo, report: Report | None) -> Finding:
    if not isinstance(zone, ZoneInfo):
        return warning(
            "time zone",
            f"The system's has no name; {zone} is used, and summer time may be missed.",
            'Name it in the settings: [work_hours] time_zone = "Europe/Berlin"',
        )
    if report and report["time_zone"] != str(zone):
        sentence = f"The service goes by {report['time_zone']}, but it is {zone} here."
        return warning("time zone", sentence, "Start the service anew, or name the zone.")
    return ok("time zone", f"{zone}.")


def _length(length: timedelta) -> str:
    return format_length(timedelta(minutes=round(length / timedelta(minutes=1))))
