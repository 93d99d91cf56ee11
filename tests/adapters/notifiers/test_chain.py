"""Several notifiers as one."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.notifiers.chain import Chain
from posture_daemon.adapters.notifiers.log import Log
from posture_daemon.core.notice import Answer, Notice
from posture_daemon.errors import Unavailable
from tests.adapters.notifiers.ear import Ear
from tests.contracts.notifier import NOTICE, NotifierContract

if TYPE_CHECKING:
    from collections.abc import Callable


class Double:
    """A notifier that works or does not, as the test wants."""

    def __init__(self, name: str, fault: str = "") -> None:
        self.name = name
        self.fault = fault
        self.shown: list[Notice] = []
        self.withdrawn: list[str] = []
        self.closed = False
        self.hang: asyncio.Event | None = None

    async def open(
        self, answered: Callable[[str, Answer], None], ready: Callable[[], None]
    ) -> None:
        """Keep the callbacks."""
        self.answered, self.ready = answered, ready
        self._check()

    async def show(self, notice: Notice) -> None:
        """Show, once the test lets it."""
        if self.hang:
            await self.hang.wait()
        self._check()
        self.shown.append(notice)

    async def withdraw(self, tag: str) -> None:
        """Remember it."""
        self.withdrawn.append(tag)

    async def close(self) -> None:
        """Remember it."""
        self.closed = True

    def _check(self) -> None:
        if self.fault:
            raise Unavailable(self.fault)


async def opened(*doubles: Double) -> tuple[Chain, Ear]:
    """Open a chain of doubles."""
    chain, ear = Chain(doubles), Ear()
    await chain.open(ear.answered, ear.ready)
    return chain, ear


def test_shows_through_the_first_that_can() -> None:
    """A notice goes to the first notifier that works, and to no other."""

    async def scenario() -> None:
        first, second, third = Double("a", "no bus"), Double("b"), Double("c")
        chain, _ = await opened(first, second, third)
        await chain.show(NOTICE)
        assert [len(double.shown) for double in (first, second, third)] == [0, 1, 0]
        assert chain.name == "b"
        assert chain.report() == [("a", False, "no bus"), ("b", True, ""), ("c", True, "")]

    asyncio.run(scenario())


def test_falls_to_the_next_and_returns(caplog: pytest.LogCaptureFixture) -> None:
    """When one fails the next takes over; each change is one line in the log, not each notice."""
    caplog.set_level(logging.INFO)

    async def scenario() -> None:
        first, second = Double("a"), Double("b")
        chain, _ = await opened(first, second)
        await chain.show(NOTICE)
        first.fault = "it hangs"
        for _ in range(3):
            await chain.show(NOTICE)
        first.fault = ""
        for _ in range(3):
            await chain.show(NOTICE)
        assert (len(first.shown), len(second.shown)) == (4, 3)

    asyncio.run(scenario())
    assert [(record.levelname, record.message) for record in caplog.records] == [
        ("WARNING", "Notices go to b: it hangs"),
        ("INFO", "Notices go to a again"),
    ]


def test_a_better_one_that_returns_is_reported() -> None:
    """The live notice is to be shown again where a better notifier, or the same, came back."""

    async def scenario() -> None:
        first, second, third = Double("a", "no server"), Double("b"), Double("c")
        chain, ear = await opened(first, second, third)
        third.ready()
        assert ear.returns == 0
        second.ready()
        assert ear.returns == 1
        first.fault = ""
        first.ready()
        assert ear.returns == 2
        assert chain.name == "a"
        await chain.show(NOTICE)
        assert first.shown == [NOTICE]

    asyncio.run(scenario())


def test_answers_pass_through() -> None:
    """An answer is passed on, whichever notifier heard it."""

    async def scenario() -> None:
        first, second = Double("a"), Double("b")
        _, ear = await opened(first, second)
        second.answered("stretch", Answer.DONE)
        assert ear.answers == [("stretch", Answer.DONE)]

    asyncio.run(scenario())


def test_withdraws_and_closes_everywhere() -> None:
    """A notice may be left on several notifiers, so all are told."""

    async def scenario() -> None:
        doubles = Double("a", "no bus"), Double("b")
        chain, _ = await opened(*doubles)
        await chain.withdraw("stretch")
        await chain.close()
        assert all(double.withdrawn == ["stretch"] and double.closed for double in doubles)

    asyncio.run(scenario())


def test_what_was_withdrawn_is_not_shown_by_the_next() -> None:
    """A notice withdrawn while one notifier hung does not turn up on the next."""

    async def scenario() -> None:
        first, second = Double("a"), Double("b")
        first.hang = asyncio.Event()
        chain, _ = await opened(first, second)
        showing = asyncio.create_task(chain.show(NOTICE))
        await asyncio.sleep(0)
        await chain.withdraw(NOTICE.tag)
        first.fault = "it hung"
        first.hang.set()
        await showing
        assert second.shown == []

    asyncio.run(scenario())


def test_none_that_works_is_unavailable() -> None:
    """When nothing works every reason is named."""

    async def scenario() -> None:
        doubles = Double("a", "No bus."), Double("b", "No terminal.")
        chain = Chain(doubles)
        with pytest.raises(Unavailable, match=r"a: No bus; b: No terminal"):
            await chain.open(Ear().answered, Ear().ready)
        with pytest.raises(Unavailable):
            await chain.show(NOTICE)
        assert chain.name == "none"
        with pytest.raises(Unavailable, match="there is no notifier"):
            await Chain(()).show(NOTICE)

    asyncio.run(scenario())


class TestContract(NotifierContract):
    """A chain keeps the promises of a notifier."""

    @pytest.fixture
    def notifier(self) -> Chain:
        """Make one whose first notifier never works."""
        return Chain((Double("a", "no bus"), Log()))
