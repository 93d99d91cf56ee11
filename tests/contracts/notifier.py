"""What every notifier promises; a test class per notifier inherits it and says how to make one."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from posture_daemon.core.notice import BUTTONS, Answer, Notice
from posture_daemon.core.reminder import Urgency

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from posture_daemon.ports import Notifier

NOTICE = Notice(
    tag="stretch",
    summary="Stretch your shoulders",
    body="Roll them back, slowly: 5 < 6 & 7 > 3.",
    actions=(Answer.START, Answer.SNOOZE, Answer.SKIP),
)
ALARM = Notice(
    tag="cold@0",
    summary="The time of the cold pack is over",
    body="Time is up.",
    actions=(Answer.CONFIRM,),
    alarm=True,
)


class NotifierContract:
    """Tests for a notifier that works; the subclass has a fixture `notifier`."""

    def test_has_a_name_before_it_is_opened_and_after(self, notifier: Notifier) -> None:
        """A notifier always has a name that a person can read."""

        async def scenario(notifier: Notifier) -> None:
            assert notifier.name

        assert notifier.name
        play(notifier, scenario)

    def test_shows_updates_and_withdraws(self, notifier: Notifier) -> None:
        """A notice can be shown, shown again with the same tag, and withdrawn."""

        async def scenario(notifier: Notifier) -> None:
            await notifier.show(NOTICE)
            await notifier.show(replace(NOTICE, body="20 seconds left"))
            await notifier.withdraw(NOTICE.tag)

        play(notifier, scenario)

    def test_shows_another_notice_in_place_of_the_one_before(self, notifier: Notifier) -> None:
        """A notice of another tag may follow without a withdrawal."""

        async def scenario(notifier: Notifier) -> None:
            await notifier.show(NOTICE)
            await notifier.show(Notice("water", "Drink some water"))

        play(notifier, scenario)

    def test_withdrawing_what_is_not_there_is_nothing(self, notifier: Notifier) -> None:
        """Withdrawing an unknown notice, or the same one twice, does not raise."""

        async def scenario(notifier: Notifier) -> None:
            await notifier.withdraw("never shown")
            await notifier.show(NOTICE)
            await notifier.withdraw(NOTICE.tag)
            await notifier.withdraw(NOTICE.tag)

        play(notifier, scenario)

    def test_shows_every_kind_of_notice(self, notifier: Notifier) -> None:
        """Urgency, quiet, sound, expiry, actions and texts of any sort are all accepted."""
        notices = (
            Notice("bare", "Only a summary"),
            Notice("empty", ""),
            Notice("quiet", "Quiet", quiet=True, urgency=Urgency.LOW),
            Notice("loud", "Loud", sound=True, urgency=Urgency.CRITICAL),
            Notice("short", "Short", expires=timedelta(milliseconds=1)),
            Notice("endless", "Endless", expires=timedelta(days=400)),
            Notice("all", "All actions", actions=BUTTONS),
            Notice("alarm", "Alarm", alarm=True, quiet=True, expires=timedelta(milliseconds=1)),
            Notice("odd", "-n \0\x1b[31m\ud800\n" + "x" * 10_000, "--help\r\n\0" + "<b>&" * 5_000),
        )

        async def scenario(notifier: Notifier) -> None:
            for notice in notices:
                await notifier.show(notice)

        play(notifier, scenario)

    def test_repeats_an_alarm(self, notifier: Notifier) -> None:
        """An alarm follows a countdown, comes again and again, and makes room for what is next."""

        async def scenario(notifier: Notifier) -> None:
            await notifier.show(replace(NOTICE, quiet=True))
            for repetition in range(3):
                await notifier.show(replace(ALARM, tag=f"cold@{repetition}"))
            await notifier.show(NOTICE)
            await notifier.withdraw(NOTICE.tag)

        play(notifier, scenario)

    def test_closes_twice(self, notifier: Notifier) -> None:
        """Closing never raises, not even a second time."""

        async def scenario(notifier: Notifier) -> None:
            await notifier.show(NOTICE)
            await notifier.close()

        play(notifier, scenario)

    def test_closes_without_having_been_opened(self, notifier: Notifier) -> None:
        """Closing what was never opened does not raise."""
        asyncio.run(notifier.close())

    def test_shows_at_the_same_time(self, notifier: Notifier) -> None:
        """Two tasks may show and withdraw at once; the last one wanted wins or nothing stays."""

        async def scenario(notifier: Notifier) -> None:
            await asyncio.gather(
                notifier.show(NOTICE),
                notifier.show(Notice("water", "Drink some water")),
                notifier.withdraw("water"),
            )

        play(notifier, scenario)


def play(notifier: Notifier, scenario: Callable[[Notifier], Awaitable[None]]) -> None:
    """Open the notifier, play the scenario, close it; none of them may report an answer."""
    answers: list[tuple[str, Answer]] = []

    async def whole() -> None:
        await notifier.open(lambda tag, answer: answers.append((tag, answer)), lambda: None)
        try:
            await scenario(notifier)
        finally:
            await notifier.close()

    asyncio.run(whole())
    assert not answers
