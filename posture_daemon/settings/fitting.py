"""Makes what was typed as text what its key wants: variables and options have nothing else.

The file itself is read as TOML has it, which tells numbers, true and false from text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from posture_daemon.settings.explanations import kind_of_key

if TYPE_CHECKING:
    from posture_daemon.settings.layers import Table
    from posture_daemon.settings.problems import KeyPath

_READ: dict[object, TypeAdapter[int]] = {kind: TypeAdapter(kind) for kind in (bool, int)}


def fitted(value: object, path: KeyPath = ()) -> object:
    """The value of this key with "12" as a number and "yes" as true, where such are asked for."""
    if isinstance(value, Mapping):
        return fitted_table(value, path)
    adapter = _READ.get(kind_of_key(path))
    if adapter is None or (isinstance(value, bool) and kind_of_key(path) is int):
        return value
    try:
        return adapter.validate_python(value)
    except ValidationError:
        return value  # which is told as wrong, like one of the file


def fitted_table(table: Table, path: KeyPath = ()) -> dict[str, object]:
    """The same for every value in a table."""
    return {key: fitted(value, (*path, key)) for key, value in table.items()}
