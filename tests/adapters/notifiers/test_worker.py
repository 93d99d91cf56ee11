"""Blocking calls on a thread with a time limit."""

from __future__ import annotations

import asyncio
import threading

import pytest

from posture_daemon.adapters.notifiers.worker import Worker
from tests.patience import IMPATIENT, PATIENT


def test_the_loop_goes_on_meanwhile() -> None:
    """The event loop is free while the call blocks, and the call's end is awaited."""
    gate = threading.Event()

    async def scenario() -> None:
        asyncio.get_running_loop().call_soon(gate.set)
        await Worker(PATIENT).run(gate.wait)

    asyncio.run(scenario())
    assert gate.is_set()


def test_an_error_arrives() -> None:
    """What the call raises is raised to whoever awaits it."""

    def fail() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(Worker(PATIENT).run(fail))


def test_a_call_that_hangs_is_left_behind() -> None:
    """After the limit the caller goes on, nothing else is begun, and nobody waits at the end."""
    gate, worker = threading.Event(), Worker(IMPATIENT)
    with pytest.raises(TimeoutError):
        asyncio.run(worker.run(gate.wait))
    with pytest.raises(TimeoutError, match="the call before"):
        asyncio.run(worker.run(gate.wait))
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "notifier")
    assert thread.daemon
    gate.set()  # its end finds the loop closed, and says nothing
    thread.join(20)
    worker._limit = PATIENT
    asyncio.run(worker.run(gate.wait))


def test_calls_take_turns() -> None:
    """Calls made at the same time are made one after another."""
    running: list[int] = []
    most: list[int] = []

    def call() -> None:
        running.append(1)
        most.append(len(running))
        running.pop()

    async def scenario() -> None:
        worker = Worker(PATIENT)
        await asyncio.gather(*(worker.run(call) for _ in range(5)))

    asyncio.run(scenario())
    assert most == [1] * 5
