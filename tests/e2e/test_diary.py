"""The diary of the real service: under a real keyring, out of every other file, and forgotten."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from posture_daemon.adapters.clock import SystemClock
from posture_daemon.core.entry import Event
from posture_daemon.core.sore.deeds import (
    AddMedicine,
    CheckIn,
    ReadMedicineCard,
    ScoreActivity,
    Stage,
    TakeMedicine,
    Visit,
)
from posture_daemon.diary.answer import Standing, Want
from posture_daemon.diary.cover import Kept
from posture_daemon.errors import RequestRefused
from tests.desktop import PrivateDesktop, private_bus
from tests.desktops.keyring import keyring_daemon
from tests.e2e.service import BLINK, DAY_AND_NIGHT
from tests.e2e.sore_service import MINUTE, SoreService, begun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_daemon.core.sore.deeds import Deed

__all__ = ["private_bus"]

TOLD: tuple[Deed, ...] = (
    CheckIn(7, worst=9, helped=("hot bath",), note="after the piano was moved"),
    ScoreActivity("tying laces", 3),
    ReadMedicineCard(),
    AddMedicine("blue ones", hours=6, times=4, days=3, remind=True),
    TakeMedicine("blue ones"),
    Visit(Stage.BOOKED, SystemClock().now().wall.date() + timedelta(days=3), "Dr Okafor"),
)
DAY = timedelta(days=1)
SECRETS = ("blue ones", "piano", "hot bath", "laces", "Okafor", "sore", "medicine", "check-in")


@pytest.fixture
def service(private_bus: PrivateDesktop) -> Iterator[SoreService]:
    """A service on a bus of its own, with a quiet reminder every second."""
    service = SoreService(DAY_AND_NIGHT + BLINK, private_bus.environ)
    try:
        yield service
    finally:
        service.close()


@pytest.fixture
def keyring(private_bus: PrivateDesktop) -> Iterator[None]:
    """gnome-keyring, unlocked."""
    with keyring_daemon(private_bus, unlocked=True):
        yield


def tell_all(service: SoreService) -> None:
    """Tell something of every kind."""
    for _, deed in begun(MINUTE):
        service.tell(deed)
    for deed in TOLD:
        service.tell(deed)


def everything(service: SoreService) -> dict[str, str]:
    """Every file of the service that is neither its settings nor a socket, as text, by its name."""
    return {
        str(file.relative_to(service.folder)): file.read_bytes().decode(errors="replace")
        for file in service.folder.rglob("*")
        if file.is_file() and file != service.settings
    }


@pytest.mark.usefixtures("keyring")
def test_it_is_encrypted_and_nowhere_else(service: SoreService) -> None:
    """Neither journal nor log nor a command without --health tells of it; with it all is told."""
    service.start()
    service.wait_for(Event.SHOWN, "blink")
    tell_all(service)
    assert service.sore()["diary"] == {"kept": "encrypted", "trouble": ""}
    assert service.diary.stat().st_mode & 0o777 == 0o600
    files = everything(service)
    assert {"log", "state/posture-daemon/journal.sqlite"} <= files.keys()
    for name, text in files.items():
        found = [secret for secret in SECRETS if secret in text]
        assert not found, f"{name} tells of {found}"
    printed = service.posture("log", "--json") + service.posture("log")
    assert not [secret for secret in SECRETS if secret in printed]
    assert "blue ones" in service.posture("log", "--json", "--health")
    assert service.deeds()[-len(TOLD) :] == list(TOLD)


@pytest.mark.usefixtures("keyring")
def test_what_was_answered_is_kept(service: SoreService) -> None:
    """A kill -9 right after the answer loses nothing, and the plan goes on."""
    service.start()
    for _, deed in begun(MINUTE):
        service.tell(deed)
    notes = ("one", "two", "three")
    for note in notes:
        service.tell(CheckIn(3, note=note))
        service.kill()
        service.start()
        assert (service.sore()["phase"], service.sore()["level"]) == ("acute", 2)
    assert tuple(deed.note for deed in service.deeds() if isinstance(deed, CheckIn)) == notes


def refused(service: SoreService, sentence: str) -> None:
    """Nothing can be told, this is said of it, and ordinary reminders come."""
    before = service.diary.read_bytes()
    with pytest.raises(RequestRefused, match=sentence) as said:
        service.tell(CheckIn(4))
    assert "was not written down" in said.value.hint
    report = service.sore()
    assert (report["phase"], report["diary"]["kept"]) == ("well", "locked")
    printed = " ".join(service.posture("sore").split())
    assert sentence in printed
    assert "The plan does not run" not in printed
    seen = len(service.entries(Event.SHOWN))
    service.wait_for(Event.SHOWN, "blink", times=seen + 1)
    assert service.diary.read_bytes() == before
    assert "Traceback" not in service.said


def test_a_locked_keyring(private_bus: PrivateDesktop, service: SoreService) -> None:
    """Nothing is taken down until it is unlocked; then the plan is back without a restart."""
    with keyring_daemon(private_bus, unlocked=True):
        service.have_told(*begun(60 * MINUTE))
    with keyring_daemon(private_bus, unlocked=False):
        service.start()
        refused(service, "The diary is encrypted. The keyring is locked; unlock it.")
    with keyring_daemon(private_bus, unlocked=True):
        service.wait(lambda: service.sore()["phase"] == "acute", "the plan is back")
        service.tell(CheckIn(4))
        assert service.deeds()[-1] == CheckIn(4)


def test_a_keyring_that_asks(private_bus: PrivateDesktop, service: SoreService) -> None:
    """It may take its time: nothing is taken down until it has answered, and then the diary is."""
    with keyring_daemon(private_bus, unlocked=True):
        keyring = private_bus._processes[-1].pid
        service.start()
        os.killpg(keyring, signal.SIGSTOP)
        with pytest.raises(RequestRefused, match="it may be asking you for its password"):
            service.tell(CheckIn(4, note="too early"))
        os.killpg(keyring, signal.SIGCONT)
        service.wait(lambda: service.sore()["diary"]["kept"] == "encrypted", "the diary is open")
        service.tell(CheckIn(5))
        assert service.deeds() == [CheckIn(5)]


def test_a_lost_keyring(private_bus: PrivateDesktop, service: SoreService) -> None:
    """Without the key nothing is changed, and the way out is said."""
    with keyring_daemon(private_bus, unlocked=True):
        service.have_told(*begun(60 * MINUTE))
        service.key(Want.DROP)
        service.start()
        refused(service, "the keyring has lost its key; nothing was changed.")


def test_another_key(private_bus: PrivateDesktop, service: SoreService) -> None:
    """A keyring with a key of its own, as that of another machine, opens nothing."""
    with keyring_daemon(private_bus, unlocked=True):
        service.have_told(*begun(60 * MINUTE))
        service.key(Want.DROP)
        assert service.key(Want.MAKE).standing is Standing.HERE
        service.start()
        refused(service, "another key than the keyring has; nothing was changed.")


def test_no_keyring_at_all(service: SoreService) -> None:
    """Where the session has none the diary is plain, and this is said."""
    service.start()
    service.tell(CheckIn(4, note="in plain words"))
    assert service.sore()["diary"]["kept"] == "plain"
    assert service.contents().kept is Kept.PLAIN
    assert service.diary.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("keyring")
def test_forgotten(service: SoreService) -> None:
    """Everything is gone, with proof, while the service runs; and it begins anew."""
    service.start()
    tell_all(service)
    service.posture("report", "pain", "--html", "report.html", "--yes")
    printed = service.posture("forget", "--all", "--yes")
    assert "LEFT" not in printed
    assert f"gone  {service.diary}" in printed.replace("\n", "")
    assert "gone  the key in the keyring" in printed
    assert not service.diary.exists()
    assert service.key(Want.LOOK).standing is Standing.NO_KEY
    assert service.sore()["phase"] == "well"
    assert service.status()["reminders"][0]["reminder"] == "blink"
    service.end()
    assert not service.diary.exists()
    for name, text in everything(service).items():
        assert name == "report.html" or not [secret for secret in SECRETS if secret in text]


def test_another_timeline(service: SoreService) -> None:
    """A journal that was deleted takes nothing of the plan along: it goes on by the clock."""
    service.have_told(*begun(3 * DAY), (MINUTE, CheckIn(4)), timeline="lost")
    service.journal.unlink()
    service.start()
    service.wait(lambda: service.sore()["phase"] != "well", "the diary is read")
    assert service.sore()["day"] >= 4
    assert service.tell(CheckIn(3)) == ["Kept in the diary. The emergency card comes next."]
    service.kill()
    service.start()
    service.wait(lambda: service.sore()["day"] >= 4, "the diary is read again")


def imported(service: SoreService) -> set[str]:
    """Every module that the process has loaded so far, as Python itself tells."""
    lines = (line for line in service.said.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.usefixtures("keyring")
def test_who_is_well_carries_nothing_of_it(service: SoreService) -> None:
    """Without a diary nothing is loaded that only a diary, a form or a report needs."""
    service.start(PYTHONPROFILEIMPORTTIME="1")
    service.wait_for(Event.SHOWN, "blink")
    assert service.sore()["phase"] == "well"
    known = imported(service)
    assert "posture_daemon.diary.diary" in known
    heavy = {name for name in known if name.partition(".")[0] in {"cryptography", "keyring"}}
    pages = {
        name
        for name in known
        if name.startswith(("posture_daemon.forms.", "posture_daemon.report"))
    }
    assert (heavy, pages) == (set(), {"posture_daemon.forms.child"})
    service.tell(CheckIn(4))
    assert any(name.startswith("cryptography.") for name in imported(service))
    assert "keyring" not in imported(service)  # that is asked in a child
