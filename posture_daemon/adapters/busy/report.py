"""What a source reports: the programs that make it busy, each state once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_LONGEST = 60  # characters of a name
_MOST = 5  # names

# Names that say how a program records, not which one it is.
_MEANS = ("voiceengine", "chromium", "chrome input", "alsa plug-in", "pipewire alsa")


class Report:
    """Passes a state on when it is another than the last."""

    def __init__(self, changed: Callable[[bool, str], None]) -> None:
        self._changed = changed
        self._last: tuple[bool, str] | None = None

    def programs(self, names: Iterable[str]) -> None:
        """Report the programs that make it busy; a name may be empty, no program means free."""
        names = set(names)
        told = sorted({clean for name in names if (clean := _clean(name))}, key=str.casefold)
        state = (bool(names), ", ".join(told[:_MOST]))
        if state != self._last:
            self._last = state
            self._changed(*state)


class Ignored:
    """The programs whose use does not count, whatever the case of their names."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = {name.casefold() for name in names}

    def __contains__(self, names: Iterable[str]) -> bool:
        return any(name.casefold() in self._names for name in names)


def program(properties: Mapping[str, object]) -> str:
    """Name a program as a person knows it, by what it told the sound server or PipeWire."""
    name, binary = (
        str(properties.get(f"application.{key}") or "") for key in ("name", "process.binary")
    )
    if any(means in name.casefold() for means in _MEANS):
        return binary or name
    return name or binary or str(properties.get("node.name") or "")


def _clean(name: str) -> str:
    """One short line of text, whatever a program calls itself."""
    line = " ".join(name.split())
    return "".join(filter(str.isprintable, line))[:_LONGEST].strip()
