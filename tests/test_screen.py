"""The screen: what was asked for last is shown, whatever the notifier does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING

from posture_daemon.core.notice import Notice
from posture_daemon.errors import Unavailable
from posture_daemon.screen import NotifierScreen
from tests.fakes.scripted_notifier import ScriptedNotifier

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    import pytest

EYES = Notice("eyes", "Look away")
STRETCH = Notice("stretch", "Stretch")
LUNCH = Notice("lunch", "Eat")
ALARM = Notice("cold@0", "Take it off", alarm=True)
AGAIN = replace(ALARM, tag="cold@1")


class SilentBell:
    """Remembers what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ring(self) -> None:
        """Ring."""
        self.asked.append("ring")

    def hush(self) -> None:
        """Be silent."""
        self.asked.append("hush")


class SleeplessMachine:
    """Remembers whether it is kept awake."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def hold(self) -> None:
        """Stay awake."""
        self.asked.append("hold")

    def release(self) -> None:
        """Sleep, if you like."""
        self.asked.append("release")


class Room:
    """A screen at work with a scripted notifier, and what was delivered."""

    def __init__(self) -> None:
        self.notifier = ScriptedNotifier()
        self.tags: list[str] = []
        self.mistakes: list[Exception] = []
        self.bell = SilentBell()
        self.machine = SleeplessMachine()
        self.screen = NotifierScreen(
            self.notifier, self._delivered, bell=self.bell, inhibitor=self.machine
        )

    def _delivered(self, tag: str) -> None:
        self.tags.append(tag)
        if self.mistakes:
            raise self.mistakes.pop()

    async def display(self, notice: Notice | None) -> list[str]:
        """Ask for a notice; what the screen then asks of the notifier."""
        self.screen.display(notice)
        return await self.settle()

    async def settle(self) -> list[str]:
        """Let the screen do all that it can do now; what it asked of the notifier."""
        for _ in range(20):
            await asyncio.sleep(0)
        return self.notifier.take_asked()


def in_room(test: Callable[[Room], Coroutine[None, None, None]]) -> Callable[[], None]:
    """Play a test in a room whose screen is at work, and still is at the end."""

    async def play() -> None:
        room = Room()
        work = asyncio.create_task(room.screen.run())
        await test(room)
        assert not work.done()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    @wraps(test)
    def run() -> None:
        asyncio.run(play())

    del run.__wrapped__  # pytest would look there for fixtures
    return run


@in_room
async def test_shows_and_says_so(room: Room) -> None:
    """A notice is shown, and its tag reported once it has reached the person."""
    assert await room.display(STRETCH) == ["show stretch: Stretch"]
    assert room.tags == ["stretch"]


@in_room
async def test_shows_nothing_twice(room: Room) -> None:
    """A notice that is on the screen is not shown again."""
    await room.display(STRETCH)
    assert await room.display(STRETCH) == []
    assert await room.display(replace(STRETCH)) == []
    assert room.tags == ["stretch"]


@in_room
async def test_replaces_in_place(room: Room) -> None:
    """A changed notice, and another one, are shown without a withdrawal."""
    await room.display(STRETCH)
    assert await room.display(replace(STRETCH, summary="10 s left")) == ["show stretch: 10 s left"]
    assert await room.display(EYES) == ["show eyes: Look away"]


@in_room
async def test_clears(room: Room) -> None:
    """Asked for none, it withdraws what is there, once."""
    assert await room.display(None) == []
    await room.display(STRETCH)
    assert await room.display(None) == ["withdraw stretch"]
    assert await room.display(None) == []


@in_room
async def test_the_latest_wins(room: Room) -> None:
    """What was asked for and overtaken before anything could be done is left out."""
    for notice in (EYES, None, STRETCH, EYES, LUNCH):
        room.screen.display(notice)
    assert await room.settle() == ["show lunch: Eat"]
    assert room.tags == ["lunch"]


@in_room
async def test_a_notifier_that_hangs_holds_up_nothing(room: Room) -> None:
    """Asking goes on meanwhile, and the latest is shown when the notifier is back."""
    room.notifier.works.clear()
    assert await room.display(EYES) == ["show eyes: Look away"]
    assert await room.display(STRETCH) == []
    assert await room.display(LUNCH) == []
    assert room.tags == []
    room.notifier.works.set()
    assert await room.settle() == ["show lunch: Eat"]
    assert room.tags == ["eyes", "lunch"]


@in_room
async def test_a_notice_nobody_wants_any_more_is_taken_away(room: Room) -> None:
    """What a hanging notifier shows too late is withdrawn."""
    room.notifier.works.clear()
    await room.display(EYES)
    await room.display(None)
    room.notifier.works.set()
    assert await room.settle() == ["withdraw eyes"]


@in_room
async def test_a_server_that_comes_back_shows_the_notice_again(room: Room) -> None:
    """After a refresh what is wanted is shown anew; if that is nothing, nothing happens."""
    room.screen.refresh()
    assert await room.settle() == []
    await room.display(STRETCH)
    room.screen.refresh()
    assert await room.settle() == ["show stretch: Stretch"]
    await room.display(None)
    room.screen.refresh()
    assert await room.settle() == []


@in_room
async def test_a_server_that_is_replaced_while_it_shows(room: Room) -> None:
    """A refresh in the midst of showing is not lost: the new server is shown the notice too."""
    room.notifier.works.clear()
    await room.display(STRETCH)
    room.screen.refresh()
    room.notifier.works.set()
    assert await room.settle() == ["show stretch: Stretch"]


@in_room
async def test_a_server_that_is_replaced_while_it_fails(room: Room) -> None:
    """The new server has nothing of ours: even the notice that was there before is shown again."""
    await room.display(STRETCH)
    room.notifier.works.clear()
    await room.display(EYES)
    room.screen.refresh()
    room.notifier.troubles = [Unavailable("the server has gone")]
    room.screen.display(STRETCH)
    room.notifier.works.set()
    assert await room.settle() == ["show stretch: Stretch"]


@in_room
async def test_a_notice_that_could_not_be_shown_is_shown_later(room: Room) -> None:
    """With a server again, what is wanted then is shown, and no other."""
    room.notifier.troubles = [Unavailable("there is no server")] * 2
    await room.display(EYES)
    await room.display(STRETCH)
    assert room.tags == []
    room.screen.refresh()
    assert await room.settle() == ["show stretch: Stretch"]
    assert room.tags == ["stretch"]


@in_room
async def test_what_was_not_shown_is_not_withdrawn(room: Room) -> None:
    """A notice that could not be shown leaves nothing to clear but the one before it."""
    room.notifier.troubles = [Unavailable("there is no server")]
    await room.display(EYES)
    assert await room.display(None) == []
    await room.display(STRETCH)
    room.notifier.troubles = [Unavailable("there is no server")]
    await room.display(EYES)
    assert await room.display(None) == ["withdraw stretch"]


@in_room
async def test_an_alarm_rings_once_for_each_repetition(room: Room) -> None:
    """An alarm rings, not again while it is the same, and again with another tag."""
    for notice in (EYES, ALARM, ALARM, replace(ALARM, body="Now"), AGAIN):
        await room.display(notice)
    assert room.bell.asked.count("ring") == 2


@in_room
async def test_the_bell_falls_silent_with_the_alarm(room: Room) -> None:
    """What was confirmed or overtaken does not go on ringing."""
    await room.display(ALARM)
    await room.display(None)
    assert room.bell.asked == ["hush", "ring", "hush"]
    await room.display(EYES)
    await room.display(None)
    assert len(room.bell.asked) == 3


@in_room
async def test_an_alarm_that_cannot_be_shown_rings(room: Room) -> None:
    """Neither a notifier that fails nor one that hangs holds back the bell."""
    room.notifier.troubles = [Unavailable("there is no server")]
    await room.display(ALARM)
    room.notifier.works.clear()
    await room.display(EYES)
    await room.display(AGAIN)
    assert room.bell.asked.count("ring") == 2
    room.notifier.works.set()


@in_room
async def test_an_alarm_does_not_ring_because_a_server_comes_back(room: Room) -> None:
    """It is shown again, and has rung."""
    await room.display(ALARM)
    room.screen.refresh()
    assert await room.settle() == ["show cold@0: Take it off"]
    assert room.bell.asked.count("ring") == 1


@in_room
async def test_a_wakeful_notice_keeps_the_machine_awake(room: Room) -> None:
    """From the first of them to the last, and also where it cannot be shown."""
    room.notifier.troubles = [Unavailable("there is no server")]
    countdown = replace(EYES, wakeful=True)
    for notice in (EYES, countdown, replace(countdown, body="14 minutes"), AGAIN, None):
        await room.display(notice)
    assert room.machine.asked == ["hold", "release"]


def test_trouble_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    """Each spell of trouble is one warning, with the reason."""

    @in_room
    async def scenario(room: Room) -> None:
        gone = Unavailable("there is no server")
        room.notifier.troubles = [gone, gone, gone, None, gone]
        for notice in (EYES, STRETCH, None, EYES, LUNCH, STRETCH):
            await room.display(notice)

    scenario()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert caplog.messages == ["the notice cannot be shown now: there is no server"] * 2


def test_a_mistake_does_not_end_the_day(caplog: pytest.LogCaptureFixture) -> None:
    """An unexpected exception is one error with its trace, and the next notice is shown."""

    @in_room
    async def scenario(room: Room) -> None:
        room.notifier.troubles = [ZeroDivisionError("show"), ZeroDivisionError("show again")]
        await room.display(EYES)
        await room.display(STRETCH)
        assert await room.display(LUNCH) == ["show lunch: Eat"]
        assert room.tags == ["lunch"]

    scenario()
    [record] = caplog.records
    assert record.levelname == "ERROR"
    assert record.exc_info
    assert str(record.exc_info[1]) == "show"


def test_mistakes_anywhere_do_not_end_the_day(caplog: pytest.LogCaptureFixture) -> None:
    """The same holds for a withdrawal, and for whoever hears that a notice was delivered."""

    @in_room
    async def scenario(room: Room) -> None:
        room.mistakes = [ZeroDivisionError("delivered")]
        assert await room.display(EYES) == ["show eyes: Look away"]
        assert await room.display(STRETCH) == ["show stretch: Stretch"]
        room.notifier.troubles = [ZeroDivisionError("withdraw")]
        assert await room.display(None) == ["withdraw stretch"]
        assert await room.display(LUNCH) == ["show lunch: Eat"]

    scenario()
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_another_notifier_takes_over() -> None:
    """When the settings choose another notifier, it shows what is live; the old one is closed."""

    @in_room
    async def scenario(room: Room) -> None:
        before, other = room.notifier, ScriptedNotifier()
        await room.display(EYES)
        await room.screen.change(other)
        room.notifier = other
        assert await room.settle() == ["show eyes: Look away"]
        assert before.closed

    scenario()
