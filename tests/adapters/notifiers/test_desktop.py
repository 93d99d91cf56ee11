"""The desktop client against a scripted server on a real bus: showing, replacing, answering."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jeepney import DBusAddress, HeaderFields, new_signal
from jeepney.io.asyncio import open_dbus_connection

from posture_daemon.core.notice import Answer, Notice
from posture_daemon.errors import Unavailable
from tests.adapters.notifiers.ear import Ear
from tests.adapters.notifiers.scripted_server import NAME, serving
from tests.adapters.notifiers.stage import Timers, client, opened, play
from tests.contracts.notifier import ALARM
from tests.desktop import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from posture_daemon.adapters.notifiers.desktop import Desktop
    from tests.adapters.notifiers.scripted_server import ScriptedServer
    from tests.desktop import PrivateDesktop


class FailingEar(Ear):
    """A caller with a fault of its own."""

    def answered(self, tag: str, answer: Answer) -> None:
        """Fail."""
        raise RuntimeError


NOTICE = Notice("break", "Take a break", actions=(Answer.DONE, Answer.SNOOZE, Answer.SKIP))


@asynccontextmanager
async def stage(
    session: PrivateDesktop,
    timers: Timers | None = None,
    ear: Ear | None = None,
    **quirks: Any,
) -> AsyncIterator[tuple[ScriptedServer, Desktop, Ear]]:
    """Start a server with the given quirks and open a client."""
    ear = ear or Ear()
    async with (
        serving(session, **quirks) as server,
        opened(client(session.environ, timers=timers), ear) as desktop,
    ):
        yield server, desktop, ear


def test_shows_a_notice_with_its_buttons(private_bus: PrivateDesktop) -> None:
    """A notice appears with its summary and a short label for each action."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(NOTICE)
            (shown,) = server.screen.values()
            assert shown.summary == "Take a break"
            assert shown.actions == ["done", "Done", "snooze", "Later", "skip", "Skip"]
            assert desktop.name == "Scripted 1.0 over D-Bus"

    play(scenario())


def test_updates_in_place(private_bus: PrivateDesktop) -> None:
    """A second notice, of whatever tag, takes the place of the first."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(NOTICE)
            await desktop.show(replace(NOTICE, summary="Still time for a break"))
            await desktop.show(Notice("water", "Drink some water"))
            assert [number for number, _ in server.notified] == [0, 1, 1]
            assert [shown.summary for shown in server.screen.values()] == ["Drink some water"]

    play(scenario())


def test_an_alarm_comes_up_anew(private_bus: PrivateDesktop) -> None:
    """Each repetition is a new notification, after the one before has gone; so is what follows."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(NOTICE)
            for repetition in range(3):
                await desktop.show(replace(ALARM, tag=f"cold@{repetition}"))
            await desktop.show(NOTICE)
            assert [number for number, _ in server.notified] == [0, 0, 0, 0, 0]
            assert server.closed == [1, 2, 3, 4]
            assert list(server.screen) == [5]
            assert ear.answers == []

    play(scenario())


def test_swaync_gets_the_next_alarm_before_the_last_one_goes(private_bus: PrivateDesktop) -> None:
    """It would lose the next one otherwise; in the end only that one is on the screen."""

    async def scenario() -> None:
        async with stage(private_bus, name="SwayNotificationCenter") as (server, desktop, _):
            await desktop.show(ALARM)
            await desktop.show(replace(ALARM, tag="cold@1"))
            await until(lambda: server.closed == [1], "the last one is closed")
            assert [number for number, _ in server.notified] == [0, 0]
            assert list(server.screen) == [2]

    play(scenario())


def test_an_alarm_that_is_told_anew_stays_where_it_is(private_bus: PrivateDesktop) -> None:
    """With the same tag it is the same alarm, which is updated in place."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(ALARM)
            await desktop.show(replace(ALARM, body="It has been off for two minutes?"))
            assert [number for number, _ in server.notified] == [0, 1]

    play(scenario())


def test_an_alarm_never_expires(private_bus: PrivateDesktop) -> None:
    """No timer is armed that would take it away."""

    async def scenario() -> None:
        timers = Timers()
        async with stage(private_bus, timers=timers) as (_, desktop, _):
            await desktop.show(replace(ALARM, expires=timedelta(seconds=10)))
            assert timers.armed == []

    play(scenario())


def test_to_close_an_alarm_is_not_to_confirm_it(private_bus: PrivateDesktop) -> None:
    """It is reported as dismissed, and the button as what it says."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(ALARM)
            await server.report_closed(1, 2)
            await until(lambda: ear.answers, "the dismissal is reported")
            await desktop.show(replace(ALARM, tag="cold@1"))
            await server.invoke(2, "confirm")
            await until(lambda: len(ear.answers) > 1, "the button is reported")
            assert ear.answers == [("cold@0", Answer.DISMISSED), ("cold@1", Answer.CONFIRM)]

    play(scenario())


@pytest.mark.parametrize("action", [Answer.DONE, Answer.SNOOZE, Answer.SKIP])
@pytest.mark.parametrize("copies", [1, 2])
def test_reports_an_answer_once(private_bus: PrivateDesktop, action: Answer, copies: int) -> None:
    """A button is reported once, even by a server that sends every signal twice."""

    async def scenario() -> None:
        async with stage(private_bus, copies=copies) as (server, desktop, ear):
            await desktop.show(NOTICE)
            await server.invoke(1, action.value)
            await server.report_closed(1, 2)
            await until(lambda: server.closed == [1], "the client closes what was answered")
            assert ear.answers == [("break", Answer(action.value))]

    play(scenario())


def test_takes_down_what_was_answered(private_bus: PrivateDesktop) -> None:
    """After an answer the notice goes, although dunst, mako and LXQt would leave it there."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(NOTICE)
            await server.invoke(1, "done")
            await until(lambda: not server.screen, "the notice is closed")

    play(scenario())


@pytest.mark.parametrize("copies", [1, 2])
def test_reports_a_dismissal_once(private_bus: PrivateDesktop, copies: int) -> None:
    """A notice that the person closes is reported as dismissed, once."""

    async def scenario() -> None:
        async with stage(private_bus, copies=copies) as (server, desktop, ear):
            await desktop.show(NOTICE)
            await server.report_closed(1, 2)
            await until(lambda: ear.answers, "the dismissal is reported")
            await desktop.show(NOTICE)  # a round trip: a second report would be here by now
            assert ear.answers == [("break", Answer.DISMISSED)]

    play(scenario())


@pytest.mark.parametrize("reason", [1, 3, 4])
def test_other_reasons_are_no_answer(private_bus: PrivateDesktop, reason: int) -> None:
    """Expired, closed by us and closed for no known reason are not answers; the notice is gone."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(NOTICE)
            await server.report_closed(1, reason)
            # The round trip of the first lets the signal arrive before the second.
            await desktop.show(NOTICE)
            await desktop.show(NOTICE)
            assert ear.answers == []
            assert server.notified[-1][0] == 2

    play(scenario())


def test_hears_a_signal_that_comes_with_the_number(private_bus: PrivateDesktop) -> None:
    """A server may answer Notify and report a dismissal in the same breath."""

    async def scenario() -> None:
        at_once = ("NotificationClosed", "uu", (1, 2))
        async with stage(private_bus, at_once=at_once) as (_, desktop, ear):
            await desktop.show(NOTICE)
            await until(lambda: ear.answers, "the dismissal is reported")

    play(scenario())


def test_ignores_what_is_not_ours(private_bus: PrivateDesktop) -> None:
    """Signals about other numbers, by other senders or of other sorts mean nothing."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(NOTICE)
            stranger = await open_dbus_connection(server.address)
            forged = DBusAddress("/org/freedesktop/Notifications", None, NAME)
            signal = new_signal(forged, "ActionInvoked", "us", (1, "done"))
            await stranger.send(signal)
            signal.header.fields[HeaderFields.destination] = server.caller
            await stranger.send(signal)
            await stranger.close()
            await server.invoke(77, "done")
            await server.report_closed(77, 2)
            await server.signal("ActivationToken", "us", (1, "token"))
            await server.signal("ActionInvoked", "s", ("nonsense",))
            await desktop.show(NOTICE)
            assert ear.answers == []

    play(scenario())


def test_a_click_on_the_body_starts_only_what_can_be_started(private_bus: PrivateDesktop) -> None:
    """The default action means Start beside a Start button, and a dismissal anywhere else."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(replace(NOTICE, actions=(Answer.START, Answer.SKIP)))
            await server.invoke(1, "default")
            await until(lambda: len(ear.answers) == 1, "the click is reported")
            await desktop.show(NOTICE)
            await server.invoke(2, "default")
            await until(lambda: len(ear.answers) == 2, "the second click is reported")
            assert [answer for _, answer in ear.answers] == [Answer.START, Answer.DISMISSED]

    play(scenario())


def test_withdraws(private_bus: PrivateDesktop) -> None:
    """A withdrawn notice goes, another tag stays, and a complaint of the server is ignored."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, ear):
            await desktop.show(NOTICE)
            await desktop.withdraw("another")
            assert server.screen
            server.screen.clear()  # now it answers CloseNotification with an error
            await desktop.withdraw("break")
            await until(lambda: server.closed == [1], "the notice is closed")
            await desktop.show(NOTICE)
            assert server.notified[-1][0] == 0
            assert ear.answers == []

    play(scenario())


def test_takes_down_what_expires(private_bus: PrivateDesktop) -> None:
    """The client's own timer closes a notice, as GNOME and others never do."""

    async def scenario() -> None:
        timers = Timers()
        async with stage(private_bus, timers) as (server, desktop, ear):
            await desktop.show(replace(NOTICE, expires=timedelta(seconds=20)))
            assert server.screen[1].timeout == 20_000
            assert timers.delays == [20.0]
            timers.fire()
            await until(lambda: not server.screen, "the notice is closed")
            assert ear.answers == []

    play(scenario())


def test_an_update_expires_anew(private_bus: PrivateDesktop) -> None:
    """The expiry of a notice that was replaced does not take down the next one."""

    async def scenario() -> None:
        timers = Timers()
        async with stage(private_bus, timers) as (_, desktop, _):
            await desktop.show(replace(NOTICE, expires=timedelta(seconds=20)))
            await desktop.show(replace(NOTICE, expires=timedelta(seconds=10)))
            await desktop.show(NOTICE)
            assert timers.delays == [20, 10]
            assert all(handle.cancelled() for handle in timers.handles)

    play(scenario())


def test_closing_takes_the_notice_along(private_bus: PrivateDesktop) -> None:
    """A service that ends leaves no notice behind whose buttons nobody hears."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(NOTICE)
            await desktop.close()
            await until(lambda: not server.screen, "the notice is closed")

    play(scenario())


def test_an_error_of_the_caller_is_not_the_end(private_bus: PrivateDesktop) -> None:
    """A failing callback does not cut the client off from the bus."""

    async def scenario() -> None:
        faults: list[object] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, fault: faults.append(fault))
        async with stage(private_bus, ear=FailingEar()) as (server, desktop, _):
            await desktop.show(NOTICE)
            await server.invoke(1, "done")
            await until(lambda: faults, "the fault of the caller is reported")
            await desktop.show(NOTICE)
            assert server.screen

    play(scenario())


def test_a_server_that_gives_no_number(private_bus: PrivateDesktop) -> None:
    """A server that does not say the number of a notification makes it unavailable."""

    async def scenario() -> None:
        async with stage(private_bus, numberless=True) as (server, desktop, _):
            with pytest.raises(Unavailable, match="gives no numbers"):
                await desktop.show(NOTICE)
            server.numberless = False
            await desktop.show(NOTICE)

    play(scenario())


def test_an_error_of_the_server_is_a_reason(private_bus: PrivateDesktop) -> None:
    """A server that refuses makes the notice unavailable, in the server's own words."""

    async def scenario() -> None:
        async with stage(private_bus) as (server, desktop, _):
            await desktop.show(NOTICE)
            server.failing = True
            with pytest.raises(Unavailable, match="Too many notifications"):
                await desktop.show(Notice("water", "Drink some water"))
            await until(lambda: not server.screen, "the outdated notice is closed")

    play(scenario())
