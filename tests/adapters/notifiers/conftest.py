"""The fixtures of the notifiers' tests."""

from importlib.util import find_spec

from tests.desktop import private_bus, private_desktop

__all__ = ["private_bus", "private_desktop"]

# Windows and macOS go without jeepney.
_WITH_JEEPNEY = [
    "test_desktop.py",
    "test_every_server.py",
    "test_link.py",
    "test_real_servers.py",
    "test_session_bus.py",
]
collect_ignore = [] if find_spec("jeepney") else _WITH_JEEPNEY
