"""The whole service on real desktops: the notice as a person sees it, a button, the silence."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktops.seats import SEATS, seated
from tests.e2e.pictures import artefact
from tests.e2e.service import AT_THE_DESK, REAL_BREAK, Service

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.desktops.seat import Seat

PRESENT = AT_THE_DESK.replace("[timing]", '[timing]\nflap = "1s"')
# notification-daemon has no such switch, and mako before 1.10 does not tell when it is turned: it
# is asked once a minute, which is too long for a test.
SILENT = [name for name in SEATS if name not in {"notification-daemon", "mako"}]


@contextmanager
def office(name: str) -> Iterator[tuple[Seat, Service]]:
    """A desktop, and a service beside it that is about to show a break; not started."""
    with seated(name) as seat:
        service = Service(PRESENT + REAL_BREAK, seat.environ)
        # The desktop's own settings are at home.
        service.environ["HOME"] = seat.environ["HOME"]
        del service.environ["XDG_CONFIG_HOME"]
        try:
            # Soon, but not before every source has said its first word.
            service.have_worked(timedelta(minutes=54, seconds=50))
            yield seat, service
        finally:
            service.close()


def _is_silent(service: Service) -> bool:
    return any(entry.reason == "do_not_disturb" for entry in service.entries(Event.HELD))


@pytest.mark.parametrize("name", SEATS)
def test_a_break_on_every_desktop(name: str, tmp_path: Path) -> None:
    """Held while the desktop is set to silence, then shown as pictured, and done by its button."""
    with office(name) as (seat, service):
        if name in SILENT:
            seat.set_do_not_disturb(True)
        service.start()
        if name in SILENT:
            service.wait(lambda: _is_silent(service), "the break is held for do-not-disturb")
            assert "do_not_disturb" in service.status()["busy"]
            seat.set_do_not_disturb(False)
        shown = service.wait_for(Event.SHOWN, "break")
        seat.wait_for_notice()
        seat.screenshot(artefact(tmp_path / f"desktop-{name}.png"))
        seat.press("Done")
        done = service.wait_for(Event.DONE, "break")
        assert done.due == shown.due
        assert "Traceback" not in service.said
        assert "ERROR" not in service.said
