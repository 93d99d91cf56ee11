"""The seat of a person at a real desktop: what a test can see and do there.

A test of the whole service starts a desktop by `with seats.seated("gnome-shell") as seat:` and runs
the service with `seat.environ`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop import PrivateDesktop


class Seat(Protocol):
    """A desktop that runs, and the person in front of it.

    `session` is where its processes live; whoever started the desktop ends it.
    """

    session: PrivateDesktop

    @property
    def environ(self) -> dict[str, str]:
        """What a program needs in order to live on this desktop."""

    def screenshot(self, path: Path) -> None:
        """Write a picture of the whole screen, as a PNG."""

    def wait_for_notice(self) -> None:
        """Wait until a notification is on the screen and stands still."""

    def wait_until_clear(self) -> None:
        """Wait until no notification is on the screen any more."""

    def press(self, label: str) -> None:
        """Press the button of this label ("Done") of the notification on the screen.

        A real click, wherever the server draws buttons; its own command where it draws none.
        Waits until the button is there, and fails the test if it never is.
        """

    def set_do_not_disturb(self, on: bool) -> None:  # noqa: FBT001 - a switch
        """Switch do-not-disturb as the person does, by the means of this desktop."""

    def close(self) -> None:
        """Let go of what the test holds itself; the session ends the processes."""
