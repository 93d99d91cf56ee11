"""Our values in the registry of Windows, below HKEY_CURRENT_USER."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from posture_daemon.errors import AutostartError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class RegistryValue:
    """One value; every verb raises AutostartError when Windows refuses."""

    key: str
    value: str

    def read(self) -> object | None:
        """What is there now, if anything."""
        with self._explained():
            try:
                with _winreg().OpenKey(_winreg().HKEY_CURRENT_USER, self.key) as key:
                    content: object = _winreg().QueryValueEx(key, self.value)[0]
            except FileNotFoundError:
                return None
        return content

    def write(self, text: str, kind: int) -> None:
        """Put a value there."""
        with (
            self._explained(),
            _winreg().CreateKey(_winreg().HKEY_CURRENT_USER, self.key) as key,
        ):
            _winreg().SetValueEx(key, self.value, 0, kind, text)

    def remove(self) -> None:
        """Take it away, if it is there."""
        if self.read() is None:
            return
        with (
            self._explained(),
            _winreg().CreateKey(_winreg().HKEY_CURRENT_USER, self.key) as key,
        ):
            _winreg().DeleteValue(key, self.value)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            title = f"The registry refused HKCU\\{self.key}\\{self.value}: {error}."
            raise AutostartError(title, "A policy of your organisation may forbid it.") from error


def _winreg() -> Any:  # typeshed has it for Windows only
    return importlib.import_module("winreg")
