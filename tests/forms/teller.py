"""A service that keeps no diary: it listens at a real socket, remembers, and answers as told."""

from __future__ import annotations

import tempfile
import threading
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_daemon.core.sore.deeds import Deed
from posture_daemon.diary.form import deed_of
from posture_daemon.errors import RequestRefused
from posture_daemon.forms.server import FormServer
from posture_daemon.forms.service import RunningService
from tests.control.host import Host

if TYPE_CHECKING:
    from collections.abc import Iterator

_THERMAL = {
    "today": 1,
    "most": 4,
    "opens": None,
    "minutes": 15,
    "asked_today": False,
    "applies_today": False,
    "helped": 0,
    "same": 0,
    "worse": 0,
}
REPORT: dict[str, Any] = {
    "phase": "acute",
    "day": 3,
    "since": "2026-03-02T09:00:00+01:00",
    "level": 2,
    "picked": True,
    "outside_hours": False,
    "card": {"due": False, "answered": "2026-03-02T09:00:00+01:00"},
    "session": None,
    "thermal": {"warmth": _THERMAL, "cold": {**_THERMAL, "opens": "2026-03-04T14:30:00+01:00"}},
    "medicines": [],
    "medicine_card_due": False,
    "activities": ["Sitting through a meeting"],
    "dropped": [],
    "visit": None,
    "questions": ["May I cycle?"],
    "question": None,
    "ask_first": False,
    "leaflets_due": [],
    "diary": {"kept": "encrypted", "trouble": ""},
    "country": "GB",
}


@dataclass(slots=True)
class Teller:
    """What the service would be told, and how it is to answer."""

    report: dict[str, Any] = field(default_factory=lambda: deepcopy(REPORT))
    told: list[Deed] = field(default_factory=list)
    refused: dict[str, RequestRefused] = field(default_factory=dict)

    async def handle(self, request: dict[str, Any]) -> Any:
        """Answer as the service does."""
        match request:
            case {"command": "sore"}:
                return self.report
            case {"command": "tell", "deed": deed, "details": details}:
                if deed in self.refused:
                    raise self.refused[deed]
                self.told.append(deed_of(deed, details))
                return {"said": [f"Noted: {deed}."], "sore": self.report}
        raise AssertionError(request)


@dataclass(slots=True)
class Office:
    """The forms, and the service that they talk to."""

    teller: Teller
    path: Path
    server: FormServer
    listening: ExitStack

    def address(self, page: str) -> str:
        """Where a page is."""
        return self.server.gate.address(page)

    def closed(self) -> None:
        """The service ends, and the forms go on."""
        self.listening.close()


@contextmanager
def office(**lengths: float) -> Iterator[Office]:
    """Forms that are served for as long as the `with` block lasts."""
    with tempfile.TemporaryDirectory(prefix="posture ") as folder:
        path = Path(folder) / "control.sock"
        teller = Teller()
        with ExitStack() as listening:
            listening.enter_context(Host(path, teller.handle))
            server = FormServer(RunningService(str(path)), **lengths)
            thread = threading.Thread(target=server.serve)
            thread.start()
            try:
                yield Office(teller, path, server, listening)
            finally:
                server.stop()
                thread.join(30)
                server.server_close()
