"""What the running service can be asked: one small function for each command."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from posture_daemon.control.report import desk, status
from posture_daemon.control.sore import sore
from posture_daemon.core.length import parse_length
from posture_daemon.core.local_time import instant
from posture_daemon.core.notice import Answer
from posture_daemon.core.notices import has_page, tag_of
from posture_daemon.core.quiet import BY_HAND, DEFAULT_MUTE
from posture_daemon.core.reminder import Desk
from posture_daemon.core.state import Mute
from posture_daemon.diary.form import deed_of
from posture_daemon.errors import RequestRefused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from posture_daemon.control.report import Service

    Request = dict[str, Any]

LONGEST_MUTE = timedelta(days=31)
_CLOCK_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class Requests:
    """Answers requests on behalf of a service. RequestRefused says why something cannot be done."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._commands: dict[str, Callable[[Request], Awaitable[Any]]] = {
            "status": self._status,
            "mute": self._mute,
            "unmute": self._unmute,
            "take": self._take,
            "start": self._answer(Answer.START),
            "show": self._show,
            "done": self._done,
            "pass": self._pass,
            "snooze": self._answer(Answer.SNOOZE),
            "skip": self._answer(Answer.SKIP),
            "desk": self._desk,
            "tell": self._tell,
            "sore": self._sore,
            "answer": self._press,
            "forget": self._forget,
            "reload": self._reload,
            "stop": self._stop,
        }

    async def handle(self, request: Request) -> Any:
        """Do what is asked."""
        command = self._commands.get(request["command"])
        if command is None:
            known = ", ".join(self._commands)
            raise RequestRefused(f"There is no command {request['command']!r}.", f"Known: {known}.")
        return await command(request)

    async def _status(self, _request: Request) -> Any:
        self._service.dispatcher.wake()
        return status(self._service)

    async def _mute(self, request: Request) -> Any:
        agenda = self._service.dispatcher.agenda
        self._service.dispatcher.wake()
        reason = str(request.get("reason") or BY_HAND)[:100]
        mute = self._until(request, reason)
        self._service.dispatcher.mute(mute)
        zone, end = agenda.calendar.zone, agenda.quiet.ends_at(mute)
        return {
            "now": agenda.state.wall.astimezone(zone).isoformat(),
            "until": end and end.astimezone(zone).isoformat(),
        }

    def _until(self, request: Request, reason: str) -> Mute:
        state = self._service.dispatcher.agenda.state
        if request.get("meeting"):
            return self._until_meeting_ends(reason)
        if request.get("until") is not None:
            return Mute(reason, until_at=self._instant(str(request["until"])))
        length = _length(request["for"]) if request.get("for") is not None else DEFAULT_MUTE
        return Mute(reason, until=state.elapsed + length)

    def _until_meeting_ends(self, reason: str) -> Mute:
        if not self._service.dispatcher.agenda.quiet.meeting:
            raise RequestRefused("There is no meeting now.", "Say for how long: posture mute 30m")
        return Mute(reason)

    def _instant(self, until: str) -> datetime:
        """The next time the clock shows "15:00", or the start of the next working day."""
        agenda = self._service.dispatcher.agenda
        now = agenda.state.wall
        if until == "tomorrow":
            start = agenda.calendar.next_day_after(now)
            if start is None:
                raise RequestRefused("There is no next working day.", "Say a time: until 15:00")
            return start
        found = _CLOCK_TIME.fullmatch(until)
        if found is None:
            raise RequestRefused(f"{until!r} is not a time of day.", "Write it like 15:00.")
        since_midnight = timedelta(hours=int(found[1]), minutes=int(found[2]))
        today = agenda.calendar.local_day(now)
        at = instant(today, since_midnight, agenda.calendar.zone)
        if at <= now:
            at = instant(today + timedelta(days=1), since_midnight, agenda.calendar.zone)
        return at.astimezone(UTC)

    async def _unmute(self, _request: Request) -> Any:
        return {"was_muted": self._service.dispatcher.unmute()}

    async def _take(self, request: Request) -> Any:
        agenda = self._service.dispatcher.agenda
        uid = str(request.get("reminder", ""))
        self._service.dispatcher.wake()
        if uid not in agenda.ledger.reminders:
            known = ", ".join(agenda.ledger.reminders) or "none"
            raise RequestRefused(f"There is no reminder {uid!r}.", f"There are: {known}.")
        rest = agenda.ledger.reminders[uid].rest
        # A rest that is under way settles it in the same moment.
        shown = self._service.dispatcher.take(uid)
        return {"reminder": uid, "for": rest.total_seconds(), "shown": shown}

    def _answer(self, answer: Answer) -> Callable[[Request], Awaitable[Any]]:
        async def give(_request: Request) -> Any:
            dispatcher = self._service.dispatcher
            dispatcher.wake()
            live = dispatcher.agenda.live
            if live is None:
                raise RequestRefused("There is nothing to answer.", "See: posture status")
            if not dispatcher.respond(answer):
                raise RequestRefused(
                    f"{live.reminder} has been put off as often as the settings allow.",
                    "Take it or skip it.",
                )
            return {"reminder": live.reminder, "absorbed": list(live.absorbed)}

        return give

    async def _desk(self, request: Request) -> Any:
        dispatcher = self._service.dispatcher
        dispatcher.wake()
        if dispatcher.agenda.plan.desk is None and dispatcher.agenda.care.base.desk:
            raise RequestRefused(
                "While the sore-back plan runs, there are no targets for standing.",
                "Your desk stays in the settings; they come back with level 4, at the earliest in "
                "the third week.",
            )
        if dispatcher.agenda.plan.desk is None:
            raise RequestRefused(
                "The settings know of no sit-stand desk.",
                "If you have one: posture settings set desk.kind sit-stand",
            )
        position = request.get("position")
        if position not in (None, *Desk):
            raise RequestRefused(f"A desk cannot be {position!r}.", "Say up or down.")
        turned = position is not None and dispatcher.turn_desk(Desk(position))
        return {"turned": turned, **(desk(dispatcher.agenda) or {})}

    async def _done(self, request: Request) -> Any:
        """Settle the notice on the screen; with a pass only the one that it was issued for."""
        if "pass" not in request:
            return await self._answer(Answer.DONE)(request)
        dispatcher = self._service.dispatcher
        dispatcher.wake()
        live, tag = dispatcher.agenda.live, self._service.passes.tag_of(str(request["pass"]))
        if live is None or tag is None or not dispatcher.answer(tag, Answer.DONE):
            raise RequestRefused("The notice of this page is over.", "See: posture status")
        return {"reminder": live.reminder, "absorbed": list(live.absorbed)}

    async def _pass(self, request: Request) -> Any:
        """Let a page through that was opened from the last notice with one, and no other."""
        if self._service.passes.tag_of(str(request.get("pass"))) is None:
            raise RequestRefused("This page is too old.", "See: posture sore")
        return {}

    async def _show(self, _request: Request) -> Any:
        """Name what the notice on the screen shows how to do, and begin it."""
        dispatcher = self._service.dispatcher
        dispatcher.wake()
        live = dispatcher.agenda.live
        if live is None:
            raise RequestRefused("There is nothing on the screen.", "Name an item: posture show ID")
        if not has_page(live, dispatcher.agenda.plan):
            raise RequestRefused(f"The words of {live.reminder} are your own, without a page.")
        dispatcher.respond(Answer.SHOW)
        word = self._service.passes.issue(tag_of(live))
        return {"reminder": live.reminder, "item": live.text, "pass": word}

    async def _tell(self, request: Request) -> Any:
        """Take what a person tells of a sore back; it is in the diary before this answers."""
        deed = deed_of(request.get("deed"), request.get("details", {}))
        await self._service.keeping.ready()
        return {"said": self._service.dispatcher.tell(deed), "sore": await self._sore(request)}

    async def _sore(self, _request: Request) -> Any:
        await self._service.keeping.looked()
        self._service.dispatcher.wake()
        report = sore(self._service.dispatcher.agenda)
        return {**report, "diary": self._service.keeping.report()}

    async def _press(self, request: Request) -> Any:
        """Press a button of the notice on the screen."""
        dispatcher, action = self._service.dispatcher, request.get("action")
        dispatcher.wake()
        shown = dispatcher.shown
        there = [str(each) for each in shown.actions] if shown else []
        if shown is None or action not in there:
            known = f"It has: {', '.join(there)}." if there else "See: posture status"
            raise RequestRefused(f"The notice on the screen has no button {action!r}.", known)
        answer = Answer(action)
        opens = bool(dispatcher.agenda.form_for(answer))
        if not self._service.press(shown.tag, answer):
            raise RequestRefused("That is not possible any more.", "See: posture sore")
        said = ["It opens in your browser. In the terminal: posture sore"] if opens else []
        return {"taken": True, "said": said}

    async def _forget(self, _request: Request) -> Any:
        session = self._service.dispatcher.agenda.care.back.sessions.running
        if session:
            raise RequestRefused(
                f"{session.kind.capitalize()} is on, and its alarm must not be forgotten.",
                f"Once it is off: posture {session.kind} stop",
            )
        await self._service.keeping.forget()
        self._service.dispatcher.forget()
        return {}

    async def _reload(self, _request: Request) -> Any:
        await self._service.reload()
        return {"settings": self._service.settings_name}

    async def _stop(self, _request: Request) -> Any:
        self._service.stop()
        return {"pid": self._service.pid}


def _length(text: object) -> timedelta:
    try:
        length = parse_length(str(text))
    except ValueError as wrong:
        raise RequestRefused(f"{text!r} is {wrong}.") from wrong
    if not timedelta() < length <= LONGEST_MUTE:
        raise RequestRefused("A mute lasts more than nothing and at most 31 days.")
    return length
