"""The real service hears of exercises that are starred, hidden, pinned or added."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.e2e.service import BREAK, DAY_AND_NIGHT, Service
from tests.settings.test_own_items import item

if TYPE_CHECKING:
    from collections.abc import Iterator

PLAIN_BREAK = BREAK.replace('summary = "Time for a break"\n', "")


@pytest.fixture
def service() -> Iterator[Service]:
    """A service whose breaks show what the catalogue has."""
    service = Service(DAY_AND_NIGHT + PLAIN_BREAK)
    yield service
    service.close()


def take(service: Service, times: int) -> str:
    """Take a break and end it; return what it showed."""
    service.posture("take", "break")
    shown = service.wait_for(Event.SHOWN, "break", times)
    service.posture("done")
    return shown.text or ""


def test_a_pin_is_shown_next_and_once(service: Service) -> None:
    """The running service needs no restart; `why` says that it was pinned."""
    service.start()
    service.posture("exercises", "pin", "break-one-song")

    assert "pinned" in service.posture("exercises", "show", "break-one-song")
    assert take(service, 1) == "break-one-song"
    assert "chosen because you pinned it" in service.posture("why", "break")
    assert "pinned" not in service.posture("exercises", "show", "break-one-song")
    assert take(service, 2) != "break-one-song"


def test_what_is_hidden_is_not_shown(service: Service) -> None:
    """Of all breaks but one, hidden while it runs, only that one is left."""
    folder = service.folder / "config" / "posture-daemon" / "exercises"
    folder.mkdir(parents=True)
    (folder / "break.toml").write_text(item() + item("wrong", title='"<b>x</b>"'))
    service.start()
    own = service.posture("exercises", "--kind", "break")
    for line in own.splitlines():
        if line.startswith("break-"):
            service.posture("exercises", "hide", line.split()[0])

    assert "break.toml:26:9: wrong: title" in own
    assert f"{folder}/break.toml:26:9: wrong: title" in service.said
    assert [take(service, times) for times in (1, 2)] == ["juggle", "juggle"]
