"""The desktop client on the real desktop of each notification server, with real clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageColor

from posture_daemon.core.notice import Answer, Notice
from posture_daemon.pictures.palette import LIGHT
from tests.adapters.notifiers.ear import Ear
from tests.adapters.notifiers.stage import client, opened, play
from tests.contracts.notifier import ALARM
from tests.desktop import until
from tests.desktops.gnome import Gnome
from tests.desktops.seats import SEATS, seated
from tests.e2e.pictures import artefact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desktops.seat import Seat

SHADE = 16  # of 255

BREAK = Notice(
    tag="break",
    summary="Time for a break of 5 minutes",
    body="Stand up & look out of the window: 55 minutes at the desk, 40 of them in a meeting.",
    actions=(Answer.DONE, Answer.SNOOZE, Answer.SKIP),
)


# These hide a critical notice too; notification-daemon has no such switch.
DEAF_TO_ALARMS = {"dunst", "mako", "mate-notification-daemon", "notification-daemon"}


@pytest.fixture(scope="module", params=SEATS)
def named_seat(request: pytest.FixtureRequest) -> Iterator[tuple[str, Seat]]:
    """Sit down at one desktop after the other."""
    with seated(request.param) as seat:
        yield request.param, seat


@pytest.fixture
def seat(named_seat: tuple[str, Seat]) -> Seat:
    """Sit at the desktop."""
    return named_seat[1]


def test_picture(named_seat: tuple[str, Seat], tmp_path: Path) -> None:
    """The notice is on the screen, for people to look at, and goes when it is withdrawn."""
    name, seat = named_seat

    async def scenario() -> None:
        ear = Ear()
        async with opened(client(seat.environ), ear) as desktop:
            await desktop.show(BREAK)
            seat.wait_for_notice()
            seat.screenshot(artefact(tmp_path / f"notice-{name}.png"))
            if isinstance(seat, Gnome):
                seat.unfold("Done")
                seat.screenshot(artefact(tmp_path / f"notice-{name}-unfolded.png"))
            await desktop.withdraw(BREAK.tag)
            seat.wait_until_clear()
            assert ear.answers == []

    play(scenario())


def test_a_drawing_is_shown(named_seat: tuple[str, Seat], tmp_path: Path) -> None:
    """What to do is on the screen as a drawing: a patch in the colour of what moves."""
    name, seat = named_seat
    bare, drawn = (artefact(tmp_path / f"drawing-{name}{what}.png") for what in ("-none", ""))

    async def scenario() -> None:
        async with opened(client(seat.environ), Ear()) as desktop:
            # Plasma refuses the same text twice in quick succession.
            await desktop.show(replace(BREAK, body="Without a drawing."))
            seat.wait_for_notice()
            seat.screenshot(bare)
            await desktop.withdraw(BREAK.tag)
            seat.wait_until_clear()
            await desktop.show(replace(BREAK, picture="head-turn", body="To one side, and back."))
            seat.wait_for_notice()
            seat.screenshot(drawn)
            await desktop.withdraw(BREAK.tag)
            seat.wait_until_clear()

    play(scenario())
    assert in_the_colour_of_what_moves(drawn) > 20 + in_the_colour_of_what_moves(bare)


def in_the_colour_of_what_moves(screenshot: Path) -> int:
    """How many pixels have it."""
    wanted = ImageColor.getrgb(LIGHT["moving"])
    pixels = Image.open(screenshot).convert("RGB").tobytes()
    near = (
        all(abs(pixels[place + band] - wanted[band]) < SHADE for band in range(3))
        for place in range(0, len(pixels), 3)
    )
    return sum(near)


@pytest.mark.parametrize(
    ("label", "answer"),
    [("Done", Answer.DONE), ("Later", Answer.SNOOZE), ("Skip", Answer.SKIP)],
)
def test_a_button(seat: Seat, label: str, answer: Answer) -> None:
    """Who presses a button is understood, once, and the notice goes."""

    async def scenario() -> None:
        ear = Ear()
        async with opened(client(seat.environ), ear) as desktop:
            # Plasma refuses the same text twice in quick succession.
            await desktop.show(replace(BREAK, body=f"{label}, and on with it"))
            seat.press(label)
            await until(lambda: ear.answers, "the answer is reported")
            seat.wait_until_clear()
            assert ear.answers == [(BREAK.tag, answer)]

    play(scenario())


def test_a_countdown_stays_one_notice(seat: Seat) -> None:
    """A notice that is shown again and again is one notice: a single withdrawal ends it."""

    async def scenario() -> None:
        ear = Ear()
        async with opened(client(seat.environ), ear) as desktop:
            for seconds in (30, 20, 10):
                await desktop.show(replace(BREAK, body=f"{seconds} seconds"))
                # GNOME may list without a banner what changes while the one before still leaves.
                seat.wait_for_notice()
            await desktop.withdraw(BREAK.tag)
            seat.wait_until_clear()
            assert ear.answers == []

    play(scenario())


def test_an_alarm_comes_up_anew(named_seat: tuple[str, Seat], tmp_path: Path) -> None:
    """After a countdown and at each repetition it pops up, until its button confirms it."""
    name, seat = named_seat

    async def scenario() -> None:
        ear = Ear()
        async with opened(client(seat.environ), ear) as desktop:
            # Plasma refuses what looks like the notice of the test before.
            countdown = replace(BREAK, summary="Cold: a minute left", body="Wait.", quiet=True)
            await desktop.show(countdown)
            seat.wait_for_notice()
            for repetition in (1, 2):
                body = f"Skin looks normal? Rung {repetition} times."
                await desktop.show(replace(ALARM, tag=f"cold@{repetition}", body=body))
                seat.wait_for_notice()
                seat.screenshot(artefact(tmp_path / f"alarm-{name}-{repetition}.png"))
            seat.press("It is off")
            await until(lambda: ear.answers, "the confirmation is reported")
            seat.wait_until_clear()
            assert ear.answers == [("cold@2", Answer.CONFIRM)]

    play(scenario())


@pytest.mark.parametrize(
    "named_seat",
    [name for name in SEATS if name not in DEAF_TO_ALARMS],
    indirect=True,
    scope="module",
)
def test_an_alarm_breaks_the_silence(named_seat: tuple[str, Seat], tmp_path: Path) -> None:
    """Do-not-disturb does not keep a critical notice from the screen."""
    name, seat = named_seat

    async def scenario() -> None:
        async with opened(client(seat.environ), Ear()) as desktop:
            seat.set_do_not_disturb(True)
            try:
                await desktop.show(replace(ALARM, body="Silence!"))
                seat.wait_for_notice()
                seat.screenshot(artefact(tmp_path / f"alarm-{name}-silence.png"))
                await desktop.withdraw(ALARM.tag)
                seat.wait_until_clear()
            finally:
                seat.set_do_not_disturb(False)

    play(scenario())
