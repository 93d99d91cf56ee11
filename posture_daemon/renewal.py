"""The renewal of the settings: read anew when the file is saved, and kept when it is wrong."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Protocol

from posture_daemon.core.notices import refusal
from posture_daemon.errors import PostureError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.dispatcher import Dispatcher
    from posture_daemon.ports import Screen, SettingsWatch

log = logging.getLogger(__name__)


class Service(Protocol):
    """What the renewal needs of the running service."""

    dispatcher: Dispatcher

    async def reload(self, saved: Path | None = None) -> None:
        """Put the settings in this file into effect; SettingsError if they are wrong."""


class Renewal:
    """Reloads on every save. What is wrong is said in one notice; the settings in effect stay.

    So they do when the file has vanished: only who asks for a reload means the built-in ones.
    """

    def __init__(self, service: Service, watch: SettingsWatch, screen: Screen, file: Path) -> None:
        self._service = service
        self._watch = watch
        self._screen = screen
        self._file = file
        self._was_there = self._is_there()
        self._told = False

    async def run(self) -> None:
        """Work until cancelled."""
        await self._watch.watch(self.renew)

    async def renew(self) -> None:
        """Read the file anew, if there is one or there was; never raises for what is in it."""
        was_there, self._was_there = self._was_there, self._is_there()
        if not (was_there or self._was_there):
            return
        try:
            await self._service.reload(self._file)
        except SettingsError as wrong:
            self._refuse(wrong.problems[0] if wrong.problems else wrong.title)
        except PostureError as wrong:
            self._refuse(str(wrong))
        else:
            self._accept()

    def _is_there(self) -> bool:
        """Whether there is something; a link that leads nowhere is a mistake, and not nothing."""
        return os.path.lexists(self._file)

    def _refuse(self, problem: str) -> None:
        """Say it; but not in place of a reminder, nor to somebody who wants to be left alone."""
        log.warning("the settings stay as they were: %s", problem)
        agenda = self._service.dispatcher.agenda
        if agenda.live or agenda.quiet.muted or agenda.quiet.meeting:
            return
        self._screen.display(refusal(problem))
        self._told = True

    def _accept(self) -> None:
        log.info("the settings in %s are in effect", self._file)
        if self._told and not self._service.dispatcher.agenda.live:
            self._screen.display(None)
        self._told = False
