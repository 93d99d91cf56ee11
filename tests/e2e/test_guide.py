"""From a notice to its page and back: dunst, the real service, the desktop's tools, Chromium."""

from __future__ import annotations

import re
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.entry import Event
from tests.desktop import need, wait_until
from tests.e2e.service import AT_THE_DESK, REAL_BREAK, Service
from tests.e2e.test_dunst import MENU, Desk, start_dunst
from tests.guide.chromium import chromium, tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.desktop import PrivateDesktop

# Stands for the browser: it notes what it is to open.
OPENER = """\
#!/bin/sh
printf "%s" "$1" > "{folder}/opened"
"""


@pytest.fixture
def desk(private_desktop: PrivateDesktop) -> Iterator[Desk]:
    """Somebody who has worked long enough, on a desktop with a browser."""
    need("dunst", "dunstctl", "gio", "xdg-mime")
    folder = private_desktop.folder
    for name, script in (("posture-menu", MENU), ("xdg-open", OPENER)):
        program = folder / name
        program.write_text(script.format(folder=folder))
        program.chmod(0o755)
    private_desktop.environ["PATH"] = f"{folder}:{private_desktop.environ['PATH']}"
    private_desktop.environ.pop("INVOCATION_ID", None)
    service = Service(AT_THE_DESK + REAL_BREAK, private_desktop.environ)
    try:
        service.have_worked(timedelta(minutes=54, seconds=57))
        yield Desk(private_desktop, service, start_dunst(private_desktop))
    finally:
        service.close()


def test_show_me_and_done(desk: Desk) -> None:
    """The button opens the page and begins the break; Done on the page is Done here, once."""
    service, opened = desk.service, desk.session.folder / "opened"
    service.posture("show", "--connect")
    service.start()
    service.wait_for(Event.SHOWN, "break")
    desk.wait_for_screen(1)

    desk.choose("Show me")
    wait_until(lambda: opened.exists() and opened.read_text(), "the page is opened")
    page = Path(opened.read_text())
    assert page.is_relative_to(service.runtime)
    assert page.stat().st_mode & 0o777 == 0o600
    live = service.status()["live"]
    assert live["started"]
    desk.wait_for_screen(1)  # the countdown

    with chromium() as browser, tab(browser, page) as shown:
        assert shown.page.inner_text("h1") == live["summary"]
        address = shown.page.get_by_role("link", name="Done").get_attribute("href")
    assert address
    assert re.fullmatch("posture-daemon:done[?][0-9a-f]{32}", address)

    # Another page can only guess; the desktop passes that on as well, and nothing happens.
    guess = f"posture-daemon:done?{'0' * 32}"
    assert "is over" in service.posture("done", "--page", guess, code=1)
    assert service.status()["live"]

    subprocess.run(("gio", "open", address), env=service.environ, check=True)
    assert service.wait_for(Event.DONE, "break").reason is None
    desk.wait_for_screen(0)
    assert "is over" in service.posture("done", "--page", address, code=1)

    service.posture("stop")
    assert service.process.wait(30) == 0
    assert "Traceback" not in service.said
