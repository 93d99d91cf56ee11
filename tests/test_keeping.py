"""The diary is opened when its keyring answers, and not once it is forgotten."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from posture_daemon import keeping
from posture_daemon.diary.cover import Kept
from posture_daemon.diary.diary import SqliteDiary
from posture_daemon.errors import RequestRefused
from posture_daemon.keeping import Keeping
from tests.diary.told import KEY, LOCKED, opened, told

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from pathlib import Path

    from posture_daemon.diary.answer import Answer, Want

    Scenario = Callable[[Keeping, "SlowKeyring"], Coroutine[None, None, None]]
    Play = Callable[[Scenario], None]


class SlowKeyring:
    """A keyring that answers when it is told to, and asks the person for a password until then."""

    def __init__(self) -> None:
        self.opens = asyncio.Event()
        self.asked: list[Want] = []
        self.given_up = 0

    async def ask(self, want: Want) -> Answer:
        """Answer, in the end."""
        self.asked.append(want)
        try:
            await self.opens.wait()
        except asyncio.CancelledError:
            self.given_up += 1
            raise
        return KEY


@pytest.fixture
def with_a_slow_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """Play a scenario with a diary whose keyring is slow."""

    async def play(scenario: Scenario) -> None:
        keyring = SlowKeyring()
        monkeypatch.setattr(keeping, "ask_async", keyring.ask)
        monkeypatch.setattr(keeping, "_A_MOMENT", 0)
        diary = SqliteDiary(tmp_path / "diary.sqlite")
        await scenario(Keeping(diary, lambda *_: None), keyring)
        diary.close()

    return lambda scenario: asyncio.run(play(scenario))


def test_a_keyring_that_answers_late_opens_the_diary(with_a_slow_keyring: Play) -> None:
    """Nobody is kept waiting meanwhile."""

    async def scenario(kept: Keeping, keyring: SlowKeyring) -> None:
        with pytest.raises(RequestRefused, match="has not answered yet"):
            await kept.ready()
        keyring.opens.set()
        await kept.open()
        assert kept.diary.kept is Kept.ENCRYPTED

    with_a_slow_keyring(scenario)


def test_what_is_forgotten_does_not_come_back_with_the_key(with_a_slow_keyring: Play) -> None:
    """A question that is still open is taken back, and its answer makes no file."""

    async def scenario(kept: Keeping, keyring: SlowKeyring) -> None:
        with pytest.raises(RequestRefused, match="has not answered yet"):
            await kept.ready()
        await kept.forget()
        assert keyring.given_up == 1
        keyring.opens.set()
        await kept.run()
        assert kept.diary.kept is Kept.NONE
        assert not kept.diary.path.exists()

    with_a_slow_keyring(scenario)


def test_a_new_diary_can_be_begun_after_the_old_one_is_forgotten(with_a_slow_keyring: Play) -> None:
    """With the key that there is then."""

    async def scenario(kept: Keeping, keyring: SlowKeyring) -> None:
        with pytest.raises(RequestRefused):
            await kept.ready()
        await kept.forget()
        keyring.opens.set()
        await kept.open()
        await kept.ready()
        assert kept.diary.kept is Kept.ENCRYPTED
        assert len(keyring.asked) == 2

    with_a_slow_keyring(scenario)


def test_whoever_looks_has_a_locked_keyring_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next attempt by itself may be an hour away."""
    path, says = tmp_path / "diary.sqlite", [KEY, LOCKED, LOCKED]
    with opened(path) as before:
        before.record([told(0)], [], None)

    async def ask(_want: Want) -> Answer:
        return says.pop()

    async def scenario() -> None:
        heard: list[object] = []
        kept = Keeping(SqliteDiary(path), lambda *known: heard.append(known))
        monkeypatch.setattr(keeping, "ask_async", ask)
        running = asyncio.create_task(kept.run())
        await kept.looked()
        assert heard == []
        await kept.looked()
        assert len(heard) == 1
        running.cancel()
        kept.diary.close()

    asyncio.run(scenario())


def test_what_a_locked_keyring_costs_is_said_truly(with_a_slow_keyring: Play) -> None:
    """What was told is not kept, not even in memory."""

    async def scenario(kept: Keeping, keyring: SlowKeyring) -> None:
        with pytest.raises(RequestRefused) as refused:
            await kept.ready()
        assert refused.value.hint == (
            "What you have just told was not written down; tell it again then."
        )
        await kept.forget()
        assert keyring.given_up == 1

    with_a_slow_keyring(scenario)
