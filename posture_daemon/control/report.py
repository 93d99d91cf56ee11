"""The report that `status` gives: what is next, what is held and why, what is quiet until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from posture_daemon import __version__
from posture_daemon.core.outlook import prospects

if TYPE_CHECKING:
    from datetime import datetime

    from posture_daemon.control.passes import Passes
    from posture_daemon.core.agenda import Agenda
    from posture_daemon.core.notice import Answer
    from posture_daemon.core.outlook import Prospect
    from posture_daemon.dispatcher import Dispatcher


def worth_telling(sources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without those that do not work beside another one of their kind that does."""
    told = {each["source"] for each in sources if each["works"]}
    return [each for each in sources if each["works"] or each["source"] not in told]


class Diarist(Protocol):
    """What the commands need of whoever keeps the diary."""

    async def looked(self) -> None:
        """Wait until it is known whether the diary opens, for a moment at most."""

    async def ready(self) -> None:
        """Have a diary to write into. Raises RequestRefused where it cannot be opened."""

    def report(self) -> dict[str, Any]:
        """How it is kept, as JSON values."""

    async def forget(self) -> None:
        """Let go of the diary, so that it can be deleted."""


class Service(Protocol):
    """What the commands need of the running service."""

    dispatcher: Dispatcher
    passes: Passes
    pid: int

    @property
    def keeping(self) -> Diarist:
        """Who keeps the diary."""

    @property
    def settings_name(self) -> str:
        """Where the settings come from."""

    def surroundings(self) -> dict[str, Any]:
        """The state of everything around the agenda, as JSON values."""

    async def reload(self) -> None:
        """Read the settings anew; SettingsError if they are wrong, and the old ones stay."""

    def press(self, tag: str, answer: Answer) -> bool:
        """Press a button of the notice with this tag; false if that means nothing now."""

    def stop(self) -> None:
        """End the service."""


def status(service: Service) -> dict[str, Any]:
    """Everything that `status` tells, as JSON values; instants are local ISO 8601."""
    agenda = service.dispatcher.agenda
    return {
        "version": __version__,
        "pid": service.pid,
        "settings": service.settings_name,
        "time_zone": str(agenda.calendar.zone),
        "now": _iso(agenda, agenda.state.wall),
        "muted": [
            {"reason": mute.reason, "until": _iso(agenda, agenda.quiet.ends_at(mute))}
            for mute in agenda.state.mutes
        ],
        "working": agenda.passage.working,
        "sore_back": _sore_back(agenda),
        "work": _work(agenda),
        "presence": str(agenda.state.presence),
        "busy": sorted(agenda.state.sources),
        "desk": desk(agenda),
        "live": _live(agenda),
        "reminders": [_reminder(agenda, prospect) for prospect in prospects(agenda)],
        "set_aside": _set_aside(agenda),
        "jobs": {
            name: _iso(agenda, agenda.state.wall + (at - agenda.state.elapsed))
            for name, at in sorted(agenda.pending().items(), key=lambda item: item[1])
        },
        **service.surroundings(),
    }


def _sore_back(agenda: Agenda) -> str | None:
    """Where the plan for a sore back stands; none where nothing was ever told of one."""
    back = agenda.care.back
    return str(back.course.phase(back.clock(agenda.here))) if back.is_known else None


def _set_aside(agenda: Agenda) -> list[str]:
    """The reminders of the settings that the sore-back plan keeps away."""
    now = {reminder.uid for reminder in agenda.plan.reminders}
    return [r.uid for r in agenda.care.base.reminders if r.uid not in now]


def desk(agenda: Agenda) -> dict[str, Any] | None:
    """How the sit-stand desk is and what has been stood, lengths in seconds; none without one."""
    cycle = agenda.ledger.cycle
    if cycle.plan is None:
        return None
    return {
        "position": str(agenda.state.desk.position),
        "standing": cycle.standing.total_seconds(),
        "stood_today": cycle.stood.total_seconds(),
        "week": cycle.week,
        "stand": cycle.stand.total_seconds(),
    }


def _iso(agenda: Agenda, at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(agenda.calendar.zone).isoformat()


def _work(agenda: Agenda) -> dict[str, Any]:
    until = agenda.calendar.next_change(agenda.state.wall)
    return {"open": agenda.workday.open, "until": _iso(agenda, until)}


def _live(agenda: Agenda) -> dict[str, Any] | None:
    live = agenda.live
    if live is None:
        return None
    since = agenda.state.wall - (agenda.state.elapsed - live.shown)
    return {
        "reminder": live.reminder,
        "absorbed": list(live.absorbed),
        "summary": live.summary,
        "since": _iso(agenda, since),
        "delivered": live.delivered is not None,
        "started": live.started is not None,
        "can_snooze": live.can_snooze,
    }


def _reminder(agenda: Agenda, prospect: Prospect) -> dict[str, Any]:
    return {
        "reminder": prospect.reminder,
        "due": _iso(agenda, prospect.due),
        "held": prospect.held,
        "snoozed": prospect.snoozed,
    }
