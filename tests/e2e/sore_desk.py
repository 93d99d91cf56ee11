"""The desk of somebody whose back is sore: a real dunst, the real service, and a browser."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.desktop import need, wait_until
from tests.e2e.pictures import paint_background
from tests.e2e.service import AT_THE_DESK
from tests.e2e.sore_service import SoreService
from tests.e2e.test_dunst import MENU, Desk, start_dunst
from tests.e2e.test_guide import OPENER

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from tests.desktop import PrivateDesktop


class SoreDesk(Desk):
    """Also hears what dunst is asked to show, and what the browser is asked to open."""

    service: SoreService

    def __init__(
        self, session: PrivateDesktop, service: SoreService, dunst: subprocess.Popen[bytes]
    ) -> None:
        super().__init__(session, service, dunst)
        session.start("dbus-monitor", "--session", "interface='org.freedesktop.Notifications'")
        wait_until(lambda: "NameAcquired" in session.said("dbus-monitor"), "the bus is watched")

    def wait_for_notice(self, words: str, times: int = 1, limit: float = 30) -> str:
        """Wait until dunst was asked to show these words so often; the last of these calls."""
        found: list[str] = []

        def asked() -> bool:
            found[:] = [call for call in self.calls if words in call]
            return len(found) >= times

        wait_until(asked, f"{times} x {words}", limit)
        return found[-1]

    def wait_for_page(self) -> str:
        """Wait until the browser is asked to open a file; its text."""
        opened = self.session.folder / "opened"
        wait_until(lambda: opened.exists() and opened.read_text(), "a page is opened")
        file = opened.read_text()
        opened.unlink()
        return file


@contextmanager
def sore_desk(session: PrivateDesktop, settings: str = AT_THE_DESK) -> Iterator[SoreDesk]:
    """Furnish a session that has a bus and a screen; the service is not started."""
    need("dunst", "dunstctl", "dbus-monitor", "import", "display", "xdotool")
    folder = session.folder
    for name, script in (("posture-menu", MENU), ("xdg-open", OPENER)):
        program = folder / name
        program.write_text(script.format(folder=folder))
        program.chmod(0o755)
    session.environ["PATH"] = f"{folder}:{session.environ['PATH']}"
    session.environ.pop("INVOCATION_ID", None)
    paint_background(session)
    service = SoreService(settings, session.environ)
    try:
        yield SoreDesk(session, service, start_dunst(session))
    finally:
        service.close()
