"""The senses that the settings ask for: made, and made anew when those are others."""

from __future__ import annotations

import asyncio
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from posture_daemon import paths
from posture_daemon.calendars.watch import Calendars
from posture_daemon.senses import Senses
from posture_daemon.sources import sources_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_daemon.core.plan import Plan
    from posture_daemon.dispatcher import Dispatcher
    from posture_daemon.ports import Clock


class Sensing:
    """The senses of a service, which follow its plan."""

    def __init__(self, dispatcher: Dispatcher, clock: Clock, plan: Plan) -> None:
        self._dispatcher = dispatcher
        self._clock = clock
        self._made_for = _traits(plan)
        self._senses = self._made(plan)

    def _made(self, plan: Plan, known: Mapping[str, str] = MappingProxyType({})) -> Senses:
        zone, copies = plan.hours.time_zone, paths.calendar_folder()
        calendars = Calendars(plan.sensing.calendars, self._clock, zone, copies)
        sources = sources_for(sys.platform, plan.muting, plan.sensing, calendars)
        return Senses(self._dispatcher, self._clock, sources, plan.timing.idle_after, known)

    def start(self) -> None:
        """Begin to sense."""
        self._senses.start()

    async def stop(self) -> None:
        """End every source."""
        await self._senses.stop()

    async def follow(self, plan: Plan) -> None:
        """Go by this plan from now on; somebody who reloads wants the calendars read as well."""
        if (traits := _traits(plan)) == self._made_for:
            self._senses.refresh()
            return
        self._made_for = traits
        known = self._senses.complaints.lasting()
        await self._senses.stop()
        self._senses.forget()
        self._senses = self._made(plan, known)
        self._senses.start()

    def listen_to_typing(self, on: bool) -> None:  # noqa: FBT001  a callback
        """It begins or ceases to matter who is typing; not to be heard in the same breath."""
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: self._senses.presence.listen_to_typing(on=on))

    def hurry(self) -> None:
        """The machine has woken, or the clock was set."""
        self._senses.hurry()

    def report(self) -> dict[str, Any]:
        """The state of every source, as JSON values."""
        return self._senses.report()


def _traits(plan: Plan) -> tuple[object, ...]:
    """What the sources go by."""
    return plan.muting, plan.sensing, plan.timing.idle_after, plan.hours.time_zone
