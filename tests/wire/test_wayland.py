"""The Wayland connection against a compositor that misbehaves."""

from __future__ import annotations

import asyncio
import os
import struct
import sys
from typing import TYPE_CHECKING

import pytest

from posture_daemon.errors import NotHere, Unavailable
from posture_daemon.wire.wayland import Arguments, connected
from tests.contracts.watching import play
from tests.desktop import until
from tests.fakes.compositor import Compositor, string
from tests.patience import PATIENT, let_pass

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Wayland is at home on Linux")

DISPLAY = 1


def event(thing: int, opcode: int, length: int) -> bytes:
    """Write the head of an event that claims to be so long."""
    return struct.pack("=II", thing, length << 16 | opcode)


def test_learns_what_is_offered(tmp_path: Path) -> None:
    """The globals are known once connected, each with its number and version."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {"wl_seat": 7, "wl_output": 4}).running() as compositor,
            connected(compositor.environ) as wayland,
        ):
            assert wayland.globals == {"wl_seat": (0, 7), "wl_output": (1, 4)}
            with pytest.raises(Unavailable, match="wl_shm"):
                wayland.bind("wl_shm", 1)

    play(scenario())


def test_a_global_may_go(tmp_path: Path) -> None:
    """What the compositor takes back is no longer offered."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {"wl_seat": 7, "wl_output": 4}).running() as compositor,
            connected(compositor.environ) as wayland,
        ):
            compositor.event(2, 1, struct.pack("=I", 0))
            await wayland.sync()
            assert list(wayland.globals) == ["wl_output"]

    play(scenario())


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (event(DISPLAY, 0, 8), "too short"),
        (event(DISPLAY, 0, 20) + struct.pack("=III", 1, 2, 99), "too short"),
        (event(DISPLAY, 0, 24) + struct.pack("=II", 1, 2) + string("bad"), "refuses: bad"),
        (event(2, 0, 8), "too short"),
        (event(2, 0, 4), "no event"),
        (b"\xff" * 8, "gone"),
        (b"GET / HTTP", "gone"),
        (b"", "gone"),
    ],
)
def test_nonsense_makes_it_unavailable(tmp_path: Path, said: bytes, reason: str) -> None:
    """Complaints, short and odd events and half of one have one kind of exception."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {}).running() as compositor,
            connected(compositor.environ) as wayland,
        ):
            compositor.say(said)
            compositor.hang_up()
            with pytest.raises(Unavailable, match=reason):
                await wayland.listen()

    play(scenario())


def test_a_flood_ends_it(tmp_path: Path) -> None:
    """A compositor that does nothing but send is left alone."""

    async def scenario() -> None:
        async with (
            Compositor(tmp_path, {}).running() as compositor,
            connected(compositor.environ) as wayland,
        ):
            compositor.say(event(77, 0, 8) * 5000)
            with pytest.raises(Unavailable, match="more than"):
                await wayland.listen()

    play(scenario())


def test_one_that_hangs_is_not_waited_for(tmp_path: Path) -> None:
    """A compositor that takes the connection and says nothing is unavailable after the limit."""

    async def scenario() -> None:
        async def meet(environ: dict[str, str]) -> None:
            async with connected(environ, PATIENT):
                pytest.fail("it has answered")

        async with Compositor(tmp_path, {}, answers=False).running() as compositor:
            meeting = asyncio.create_task(meet(compositor.environ))
            await until(lambda: compositor.unanswered, "it is asked")
            let_pass(PATIENT)
            with pytest.raises(Unavailable, match="does not answer"):
                await meeting

    play(scenario())


def test_nobody_listens(tmp_path: Path) -> None:
    """A socket that is not there is unavailable, and says which."""

    async def scenario() -> None:
        environ = {"WAYLAND_DISPLAY": "wayland-5", "XDG_RUNTIME_DIR": str(tmp_path)}
        with pytest.raises(Unavailable, match="wayland-5") as raised:
            async with connected(environ):
                pytest.fail("it is connected")
        assert not isinstance(raised.value, NotHere)

    play(scenario())


def test_arguments_are_read_from_front_to_back() -> None:
    """Strings are padded to four bytes, and what is no UTF-8 does no harm."""
    arguments = Arguments(struct.pack("=I", 7) + string("abcd") + string("") + string("x"))
    assert (arguments.uint(), arguments.string(), arguments.string()) == (7, "abcd", "")
    assert arguments.string() == "x"
    assert (
        Arguments(struct.pack("=I4s", 3, b"\xff\xfe\0")).string() == "\N{REPLACEMENT CHARACTER}" * 2
    )
    with pytest.raises(Unavailable):
        Arguments(os.urandom(3)).uint()
