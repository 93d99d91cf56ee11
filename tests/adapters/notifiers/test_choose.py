"""Which notifiers are tried for a setting and a system."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from posture_daemon.adapters.notifiers import choose
from posture_daemon.adapters.notifiers.choose import notifiers_for
from tests.adapters.notifiers.ear import Ear
from tests.contracts.notifier import NOTICE

DESKTOP, PLYER = "a notification server over D-Bus", "plyer"
TERMINAL, LOG = "this terminal", "the log"


@pytest.mark.parametrize(
    ("backend", "platform", "names"),
    [
        ("auto", "linux", [DESKTOP, PLYER, TERMINAL, LOG]),
        ("auto", "freebsd14", [DESKTOP, PLYER, TERMINAL, LOG]),
        ("auto", "win32", [PLYER, TERMINAL, LOG]),
        ("auto", "darwin", [PLYER, TERMINAL, LOG]),
        ("desktop", "linux", [DESKTOP, LOG]),
        ("plyer", "linux", [PLYER, LOG]),
        ("terminal", "linux", [TERMINAL, LOG]),
        ("log", "linux", [LOG]),
    ],
)
def test_the_order(backend: str, platform: str, names: list[str]) -> None:
    """The best comes first, the one that was asked for comes alone, the log ends every chain."""
    assert [name for name, _, _ in notifiers_for(backend, platform).report()] == names


def test_imports_only_what_is_chosen() -> None:
    """A service that writes to the log loads neither jeepney nor plyer."""
    program = (
        "import sys; from posture_daemon.adapters.notifiers.choose import notifiers_for;"
        "notifiers_for('log', 'linux'); print({'jeepney', 'plyer'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_plyer_is_loaded_when_it_is_needed() -> None:
    """A chain that ends in plyer does not load it before it shows something."""
    program = (
        "import sys; from posture_daemon.adapters.notifiers.choose import notifiers_for;"
        "notifiers_for('auto', 'linux'); print('plyer' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_a_missing_library_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where jeepney is not installed the chain says so, and goes on with the log."""
    monkeypatch.setattr(choose, "find_spec", lambda _: None)
    chain = notifiers_for("desktop", "win32")

    async def scenario() -> None:
        await chain.open(Ear().answered, Ear().ready)
        await chain.show(NOTICE)
        await chain.withdraw(NOTICE.tag)
        await chain.close()

    asyncio.run(scenario())
    assert chain.report() == [(DESKTOP, False, "jeepney is not installed."), (LOG, True, "")]
