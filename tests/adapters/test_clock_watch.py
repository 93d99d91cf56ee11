"""The timer that is cancelled when the clock is set; no test sets the clock."""

from __future__ import annotations

import asyncio
import ctypes
import errno
import os
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters import clock_watch as adapter
from posture_daemon.adapters.clock_watch import ClockWatch
from posture_daemon.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Coroutine

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has timerfd")
CENTURY = 100 * 365 * 86_400  # seconds


def play(scenario: Coroutine[None, None, None]) -> None:
    """Run a scenario to its end, within a minute."""
    asyncio.run(asyncio.wait_for(scenario, 60))


def seconds_left(watch: ClockWatch) -> int:
    """What the kernel says is left until the timer is due; 0 where it is not set."""
    setting = adapter._Setting()
    assert watch._libc.timerfd_gettime(watch._fd, ctypes.byref(setting)) == 0
    return int(setting.at_s)


def is_open(fd: int) -> bool:
    """Whether this file is open."""
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


class Libc:
    """A C library whose timers are files of the test's choice, and cannot be set."""

    def __init__(self, fd: int, wrong: int) -> None:
        self._fd = fd
        self._wrong = wrong

    def timerfd_create(self, _clock: int, _flags: int) -> int:
        """Make no timer."""
        ctypes.set_errno(self._wrong)
        return self._fd

    def timerfd_settime(self, *_arguments: object) -> int:
        """Set no timer."""
        ctypes.set_errno(self._wrong)
        return -1


@LINUX
def test_sets_a_timer_that_is_never_due() -> None:
    """The kernel takes the timer, which is set to a time that nobody will see."""

    async def scenario() -> None:
        watch = ClockWatch(pytest.fail)
        watch.start()
        assert seconds_left(watch) > CENTURY
        assert not os.get_inheritable(watch._fd)
        assert not os.get_blocking(watch._fd)
        watch._read()  # woken for nothing: there is no news, and no waiting
        watch.stop()

    play(scenario())


@LINUX
def test_stops() -> None:
    """Stopping closes the timer, may be done twice, and without a start."""

    async def scenario() -> None:
        watch = ClockWatch(pytest.fail)
        watch.stop()
        watch.start()
        fd = watch._fd
        watch.stop()
        assert not is_open(fd)
        watch.stop()

    play(scenario())


@LINUX
def test_a_cancelled_timer_is_news_and_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When reading says that the clock was set, this is passed on, each time anew."""

    async def scenario() -> None:
        news = asyncio.Event()
        watch = ClockWatch(news.set)
        watch.start()
        read = os.read

        def cancelled(fd: int, length: int) -> bytes:
            if fd == watch._fd:
                raise OSError(errno.ECANCELED, "Operation canceled")
            return read(fd, length)

        monkeypatch.setattr(os, "read", cancelled)
        for _ in range(3):
            at_once = adapter._Setting(at_ns=1)
            watch._libc.timerfd_settime(watch._fd, 0, ctypes.byref(at_once), None)
            await news.wait()
            news.clear()
            assert seconds_left(watch) > CENTURY
        watch.stop()

    play(scenario())


@LINUX
def test_a_clock_set_meanwhile_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A timer that is cancelled while it is being set is set, as timerfd_settime(2) says."""

    async def scenario() -> None:
        reader, writer = os.pipe()
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Libc(reader, errno.ECANCELED))
        watch = ClockWatch(pytest.fail)
        watch.start()
        watch.stop()
        assert not is_open(reader)
        os.close(writer)

    play(scenario())


@LINUX
@pytest.mark.parametrize("call", ["timerfd_create", "timerfd_settime"])
def test_a_kernel_that_refuses_says_why(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sandbox that forbids the timer is named, and nothing stays open."""

    async def scenario() -> None:
        reader, writer = os.pipe()
        fd = -1 if call == "timerfd_create" else reader
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: Libc(fd, errno.EPERM))
        watch = ClockWatch(pytest.fail)
        with pytest.raises(Unavailable, match=f"{call}: Operation not permitted"):
            watch.start()
        watch.stop()
        assert is_open(reader) == (fd < 0)
        os.close(writer)
        if fd < 0:
            os.close(reader)

    play(scenario())


def test_is_not_for_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, and where a time has not 64 bits for sure, it says that it cannot tell."""

    async def scenario() -> None:
        with pytest.raises(Unavailable, match="only 64-bit Linux"):
            ClockWatch(pytest.fail).start()

    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "darwin")
        play(scenario())
    with monkeypatch.context() as patch:
        patch.setattr(ctypes, "sizeof", lambda _: 4)
        play(scenario())
