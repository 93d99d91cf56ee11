"""Warmth and cold: their gaps, caps and clocks, and which of the two helped more often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.sore import numbers
from posture_daemon.core.sore.deeds import (
    AnswerNever,
    CheckSkin,
    EndSession,
    JudgeSession,
    Record,
    StartSession,
    Thermal,
    Verdict,
)
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.plan import SessionLimits, SoreCare
    from posture_daemon.core.sore.deeds import ThermalDeed
    from posture_daemon.core.sore.local import LocalClock

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
RANGES = {Thermal.WARMTH: numbers.WARMTH_MINUTES, Thermal.COLD: numbers.COLD_MINUTES}
CHECKS = {Thermal.WARMTH: numbers.WARMTH_CHECKS, Thermal.COLD: numbers.COLD_CHECKS}
_GAPS = {Thermal.WARMTH: numbers.WARMTH_GAP_RANGE, Thermal.COLD: numbers.COLD_GAP_RANGE}


@dataclass(slots=True)
class Session:
    """Warmth or cold that is on; times are elapsed. `looked` counts the looks at the skin."""

    kind: Thermal
    minutes: int
    started: timedelta
    ended: timedelta | None = None
    looked: int = 0
    verdict: Verdict | None = None

    @property
    def due(self) -> timedelta:
        """When it is to be taken off."""
        return self.started + self.minutes * _MINUTE

    @property
    def checks(self) -> list[timedelta]:
        """When to look at the skin."""
        return [self.started + m * _MINUTE for m in CHECKS[self.kind] if m < self.minutes]

    def looks(self, now: timedelta) -> int:
        """How often the skin was to be looked at until now."""
        return sum(check <= now for check in self.checks)

    def alarm(self, now: timedelta) -> int | None:
        """Which time the end alarm rings, from 0 on; none before the end."""
        return None if now < self.due else (now - self.due) // numbers.ALARM_EVERY


class Sessions:
    """The account of all sessions, and what may begin when."""

    def __init__(self, care: SoreCare) -> None:
        self.care = care
        self.all: list[Session] = []
        self._asked: dict[Thermal, tuple[timedelta, bool]] = {}

    @property
    def running(self) -> Session | None:
        """The session that is on."""
        return self.all[-1] if self.all and self.all[-1].ended is None else None

    @property
    def unjudged(self) -> Session | None:
        """The session that is over, and of which nobody has said how it was."""
        last = self.all[-1] if self.all else None
        return last if last and last.ended is not None and last.verdict is None else None

    def limits(self, kind: Thermal) -> SessionLimits:
        """What the person has set for it."""
        return self.care.warmth if kind is Thermal.WARMTH else self.care.cold

    def never(self, clock: LocalClock, kind: Thermal) -> bool | None:
        """Whether a "never" applies today; none if that was not asked today."""
        asked = self._asked.get(kind)
        return asked[1] if asked and clock.day(asked[0]) == clock.today else None

    def within_day(self, now: timedelta, kind: Thermal) -> list[Session]:
        """The sessions of this kind that began in the last 24 hours."""
        return [s for s in self.all if s.kind is kind and s.started > now - _DAY]

    def opens(self, now: timedelta, kind: Thermal) -> timedelta | None:
        """When the next one may begin; none if it may now."""
        limits, waits = self.limits(kind), []
        gap = max(limits.gap, _GAPS[kind][0])
        for other in self.all:
            if other.ended is not None:
                wait = gap if other.kind is kind else numbers.SWITCH_GAP
                waits.append(other.ended + wait)
        most = min(limits.per_day, numbers.MOST_SESSIONS_PER_DAY)
        recent = self.within_day(now, kind)
        if len(recent) >= most:
            waits.append(recent[-most].started + _DAY)
        latest = max(waits, default=now)
        return latest if latest > now else None

    def verdicts(self, kind: Thermal) -> Counter[Verdict]:
        """How often it helped, was the same, or was worse."""
        return Counter(s.verdict for s in self.all if s.kind is kind and s.verdict)

    def pending(self, now: timedelta) -> Iterator[tuple[str, timedelta]]:
        """When the notice of the session that is on next changes, strictly after now."""
        session = self.running
        if session is None:
            return
        rung = session.alarm(now)
        if rung is not None:
            yield f"{session.kind}:alarm", session.due + (rung + 1) * numbers.ALARM_EVERY
            return
        yield f"{session.kind}:end", session.due
        minutes = (now - session.started) // _MINUTE + 1
        yield f"{session.kind}:minute", session.started + minutes * _MINUTE

    # --- told ---

    def check(self, clock: LocalClock, deed: ThermalDeed) -> None:
        """Raise RequestRefused if this cannot be now."""
        if isinstance(deed, StartSession):
            self._check_start(clock, deed)
        elif isinstance(deed, CheckSkin | EndSession) and self.running is None:
            raise RequestRefused("Neither warmth nor cold is on.", "See: posture warmth")
        elif isinstance(deed, JudgeSession) and self.unjudged is None:
            raise RequestRefused("There is no session to say that of.", "See: posture warmth")

    def _check_start(self, clock: LocalClock, deed: StartSession) -> None:
        now, kind = clock.now.elapsed, deed.kind
        if self.running:
            title = f"{self.running.kind.capitalize()} is on until {clock.said(self.running.due)}."
            raise RequestRefused(title, f"To end it: posture {self.running.kind} stop")
        least, most = RANGES[kind]
        if deed.minutes is not None and not least <= deed.minutes <= most:
            raise RequestRefused(f"{kind.capitalize()} is for {least} to {most} minutes.")
        opens = self.opens(now, kind)
        if opens is not None:
            raise RequestRefused(
                f"{kind.capitalize()} may go on again at {clock.said(opens)}, if the skin is as "
                "usual by then."
            )
        never = self.never(clock, kind)
        if never is None:
            raise RequestRefused(
                "The three questions about today come first.", f"posture {kind} start asks them."
            )
        if never:
            raise RequestRefused(
                f"Not today: one of the reasons against {kind} applies.",
                "A pharmacist, physiotherapist or doctor can say more.",
            )
        if not (clock.is_waking or deed.stay_awake):
            raise RequestRefused(
                "These are quiet hours, in which one falls asleep on it.",
                f"If you will stay awake: posture {kind} start --awake",
            )

    def take(self, record: Record) -> None:
        """Note what has happened."""
        match record.deed:
            case StartSession(kind=kind, minutes=minutes):
                minutes = self.limits(kind).minutes if minutes is None else minutes
                self.all.append(Session(kind, minutes, record.elapsed))
            case CheckSkin(fine=fine) if self.running:
                self.running.looked = self.running.looks(record.elapsed)
                if not fine:
                    self.running.ended = record.elapsed
            case EndSession() if self.running:
                self.running.ended = record.elapsed
            case JudgeSession(verdict=verdict) if self.unjudged:
                self.unjudged.verdict = verdict
            case AnswerNever(kind=kind, applies=applies):
                self._asked[kind] = record.elapsed, applies
