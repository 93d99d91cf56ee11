"""The fixtures of the tests of presence."""

from importlib.util import find_spec

from tests.desktop import private_bus, private_desktop

__all__ = ["private_bus", "private_desktop"]

# Windows and macOS go without jeepney.
_WITH_JEEPNEY = [
    "test_lock_screens.py",
    "test_logind_idle.py",
    "test_logind_lock.py",
    "test_mutter.py",
    "test_sleep.py",
]
collect_ignore = [] if find_spec("jeepney") else _WITH_JEEPNEY
