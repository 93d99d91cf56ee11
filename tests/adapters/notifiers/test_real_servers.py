"""The desktop client with a real dunst: what comes, goes, hangs and is killed."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.notice import Answer
from posture_daemon.errors import Unavailable
from tests.adapters.notifiers.ear import Ear
from tests.adapters.notifiers.real_servers import (
    choose_in_dunst,
    displayed_by_dunst,
    start_dunst,
)
from tests.adapters.notifiers.stage import client, impatient, opened, play
from tests.contracts.notifier import ALARM, NOTICE, NotifierContract
from tests.desktop import until

if TYPE_CHECKING:
    from posture_daemon.adapters.notifiers.desktop import Desktop
    from tests.desktop import PrivateDesktop

ANSWERABLE = replace(NOTICE, actions=(Answer.DONE, Answer.SNOOZE, Answer.SKIP))


class TestDunst:
    """dunst 1.9: actions by middle click or menu, notices stay after an action."""

    def test_shows_replaces_and_withdraws(self, private_desktop: PrivateDesktop) -> None:
        """One notification is on the screen however often it is updated, and none afterwards."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            async with opened(client(private_desktop.environ), Ear()) as desktop:
                for seconds in (30, 20, 10):
                    await desktop.show(replace(ANSWERABLE, summary=f"Break in {seconds} s"))
                    assert displayed_by_dunst(private_desktop) == 1
                await desktop.withdraw(ANSWERABLE.tag)
                await gone(private_desktop)
                assert desktop.name.startswith("dunst ")

        play(scenario())

    @pytest.mark.parametrize(
        ("label", "answer"),
        [("Done", Answer.DONE), ("Later", Answer.SNOOZE), ("Skip", Answer.SKIP)],
    )
    def test_reports_an_action(
        self, private_desktop: PrivateDesktop, label: str, answer: Answer
    ) -> None:
        """An action picked from dunst's menu is reported, and the notice goes."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                await desktop.show(ANSWERABLE)
                choose_in_dunst(private_desktop, label)
                await until(lambda: ear.answers, "the action is reported")
                await gone(private_desktop)
                assert ear.answers == [(ANSWERABLE.tag, answer)]

        play(scenario())

    def test_an_alarm_waits_while_dunst_is_paused(self, private_desktop: PrivateDesktop) -> None:
        """It hides even what is critical, until it is to go on: the bell has to do."""
        start_dunst(private_desktop)
        private_desktop.run("dunstctl", "set-paused", "true")

        async def scenario() -> None:
            async with opened(client(private_desktop.environ), Ear()) as desktop:
                await desktop.show(ALARM)
                await desktop.show(replace(ALARM, tag="cold@1"))
                assert private_desktop.run("dunstctl", "count", "waiting") == "1"
                assert displayed_by_dunst(private_desktop) == 0
                private_desktop.run("dunstctl", "set-paused", "false")
                await until(lambda: displayed_by_dunst(private_desktop) == 1, "it is shown")

        play(scenario())

    def test_a_click_starts(self, private_desktop: PrivateDesktop) -> None:
        """The default action of a notice that can be started is Start."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                await desktop.show(NOTICE)
                private_desktop.run("dunstctl", "action", "0")
                await until(lambda: ear.answers, "the click is reported")
                await gone(private_desktop)
                assert ear.answers == [(NOTICE.tag, Answer.START)]

        play(scenario())

    def test_reports_a_dismissal(self, private_desktop: PrivateDesktop) -> None:
        """A notice that the person closes is reported as dismissed."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                await desktop.show(ANSWERABLE)
                private_desktop.run("dunstctl", "close")
                await until(lambda: ear.answers, "the dismissal is reported")
                assert ear.answers == [(ANSWERABLE.tag, Answer.DISMISSED)]

        play(scenario())

    def test_expires(self, private_desktop: PrivateDesktop) -> None:
        """A notice that expires goes without any answer."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                await desktop.show(replace(ANSWERABLE, expires=timedelta(milliseconds=300)))
                await gone(private_desktop)
                assert ear.answers == []

        play(scenario())

    def test_closing_takes_the_notice_along(self, private_desktop: PrivateDesktop) -> None:
        """Nothing is left on the screen when the service ends."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            async with opened(client(private_desktop.environ), Ear()) as desktop:
                await desktop.show(ANSWERABLE)
            await gone(private_desktop)

        play(scenario())

    def test_a_service_started_again_replaces_its_old_notice(
        self, private_desktop: PrivateDesktop
    ) -> None:
        """A notice left by a service that was killed is replaced by the next one's."""
        start_dunst(private_desktop)

        async def scenario() -> None:
            async with opened(client(private_desktop.environ), Ear()) as killed:
                await killed.show(ANSWERABLE)
                async with opened(client(private_desktop.environ), Ear()) as successor:
                    await successor.show(ANSWERABLE)
                    assert displayed_by_dunst(private_desktop) == 1

        play(scenario())

    def test_survives_a_killed_server(self, private_desktop: PrivateDesktop) -> None:
        """After kill -9 the next server is reported, and the notice can be shown there."""
        first = start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                await desktop.show(ANSWERABLE)
                private_desktop.end(first, signal.SIGKILL)
                start_dunst(private_desktop)
                await until(lambda: ear.returns, "the new server is reported")
                await desktop.show(ANSWERABLE)
                assert displayed_by_dunst(private_desktop) == 1
                assert ear.answers == []

        play(scenario())

    def test_a_stopped_server_is_not_waited_for(self, private_desktop: PrivateDesktop) -> None:
        """A server that hangs is unavailable after the limit, and reported when it goes on."""
        server = start_dunst(private_desktop)

        async def scenario() -> None:
            ear = Ear()
            async with opened(client(private_desktop.environ), ear) as desktop:
                os.kill(server.pid, signal.SIGSTOP)
                with impatient(desktop), pytest.raises(Unavailable, match="does not answer"):
                    await desktop.show(ANSWERABLE)
                os.kill(server.pid, signal.SIGCONT)
                await until(lambda: ear.returns, "the server answers after all")
                await gone(private_desktop)

        play(scenario())


class TestContract(NotifierContract):
    """The desktop client keeps the promises of a notifier, with dunst."""

    @pytest.fixture
    def notifier(self, private_desktop: PrivateDesktop) -> Desktop:
        """Make a client for a session with dunst."""
        start_dunst(private_desktop)
        return client(private_desktop.environ)


async def gone(session: PrivateDesktop) -> None:
    """Wait until dunst shows nothing."""
    await until(lambda: displayed_by_dunst(session) == 0, "the notice is off the screen")
