"""The report that `sore` gives: where the plan stands, what may begin when, what was typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_daemon.core.sore.deeds import Thermal, Verdict
from posture_daemon.core.sore.episode import Phase
from posture_daemon.core.sore.notes import ASK_FIRST

if TYPE_CHECKING:
    from datetime import timedelta

    from posture_daemon.core.agenda import Agenda
    from posture_daemon.core.sore.back import SoreBack
    from posture_daemon.core.sore.local import LocalClock
    from posture_daemon.core.sore.medicine import Medicine


def sore(agenda: Agenda) -> dict[str, Any]:
    """Everything that `sore` tells, as JSON values; instants are local ISO 8601, lengths whole."""
    back = agenda.care.back
    clock = back.clock(agenda.here)
    episode, course, notes = back.course.episode, back.course, back.notes
    question, visit = back.track.question, notes.visit
    return {
        "phase": str(course.phase(clock)),
        "day": course.day(clock),
        "since": _iso(clock, episode.began) if episode else None,
        "level": course.level(clock),
        "picked": episode is None or {episode.level_raised, episode.usual} != {None},
        "highest_level": course.highest(clock),
        "outside_hours": bool(episode and episode.outside_hours),
        "card": {
            "due": course.phase(clock) is Phase.SAFETY,
            "answered": _iso(clock, episode.card_answered) if episode else None,
        },
        "session": _session(back, clock),
        "thermal": {str(kind): _thermal(back, clock, kind) for kind in Thermal},
        "medicines": [_medicine(medicine, clock) for medicine in back.medicines.listed],
        "ask_first": ASK_FIRST not in notes.read,
        "leaflets_due": back.leaflets_due(agenda.here),
        "medicine_card_due": back.medicines.card_due(clock.now.elapsed),
        "activities": list(notes.activities),
        "dropped": [
            {"item": item, "until": _iso(clock, until)}
            for item, until in course.dropped(clock.now.elapsed).items()
        ],
        "visit": visit
        and {
            "stage": str(visit.stage),
            "on": visit.on and visit.on.isoformat(),
            "whom": visit.whom,
        },
        "questions": list(notes.questions),
        "question": question and {"about": "item", "name": question.item},
        "quiet_hours": not clock.is_waking,
        "country": back.care.country,
    }


def _iso(clock: LocalClock, at: timedelta | None) -> str | None:
    return None if at is None else clock.wall(at).astimezone(clock.zone).isoformat()


def _session(back: SoreBack, clock: LocalClock) -> dict[str, Any] | None:
    session = back.sessions.running
    if session is None:
        return None
    return {
        "kind": str(session.kind),
        "minutes": session.minutes,
        "started": _iso(clock, session.started),
        "ends": _iso(clock, session.due),
        "over": session.alarm(clock.now.elapsed) is not None,
    }


def _thermal(back: SoreBack, clock: LocalClock, kind: Thermal) -> dict[str, Any]:
    sessions, limits = back.sessions, back.sessions.limits(kind)
    verdicts, never = sessions.verdicts(kind), sessions.never(clock, kind)
    return {
        "today": len(sessions.within_day(clock.now.elapsed, kind)),
        "most": limits.per_day,
        "minutes": limits.minutes,
        "opens": _iso(clock, sessions.opens(clock.now.elapsed, kind)),
        "asked_today": never is not None,
        "applies_today": bool(never),
        **{str(verdict): verdicts[verdict] for verdict in Verdict},
    }


def _medicine(medicine: Medicine, clock: LocalClock) -> dict[str, Any]:
    given = medicine.given
    return {
        "nickname": given.nickname,
        "hours": given.hours,
        "times": given.times,
        "days": given.days,
        "anti_inflammatory": given.anti_inflammatory,
        "remind": given.remind,
        "opens": _iso(clock, medicine.opens()),
        "taken_24h": len(medicine.within_day(clock.now.elapsed)),
        "days_in_a_row": medicine.days(clock),
        "ended": medicine.is_over(clock),
    }
