"""The picture of the README: a break with its buttons, as the server of Xfce shows it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from posture_daemon.core.entry import Event
from tests.adapters.notifiers.real_servers import XFCE
from tests.desktop import need
from tests.e2e.pictures import keep_picture, paint_background
from tests.e2e.service import AT_THE_DESK, REAL_BREAK, Service

if TYPE_CHECKING:
    from tests.desktop import PrivateDesktop

GTK = """\
[Settings]
gtk-theme-name = Adwaita
gtk-font-name = DejaVu Sans 11
"""


def test_a_break_with_its_buttons(private_desktop: PrivateDesktop, tmp_path: Path) -> None:
    """A server that draws buttons is given them, and the notice fits on the screen."""
    need(str(XFCE), "import", "display", "xdotool")
    settings = Path(private_desktop.environ["HOME"]) / ".config" / "gtk-3.0" / "settings.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(GTK)
    private_desktop.environ["GDK_DPI_SCALE"] = "1.4"  # readable in a README
    paint_background(private_desktop)
    private_desktop.start_server(XFCE)
    service = Service(AT_THE_DESK + REAL_BREAK, private_desktop.environ)
    try:
        service.have_worked(timedelta(minutes=54, seconds=57))
        service.start()
        service.wait(lambda: service.entries(Event.SHOWN), "the break is shown")
        service.wait(lambda: service.status()["live"]["delivered"], "it has been delivered")
        assert service.status()["notifier"].startswith("Xfce Notify Daemon ")
        keep_picture(private_desktop, "xfce4-notifyd", tmp_path / "notification.png")
    finally:
        service.close()
