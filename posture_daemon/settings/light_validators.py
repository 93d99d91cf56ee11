"""Stands in for the validators of pydantic that the model uses, where it is read without pydantic.

What the model asks of pydantic beyond these is an error at once, and not a rule that goes unread.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Reading = Callable[[Any], Any]

MISSING: Any = object()


class _Validator:
    def __init__(self, function: Reading) -> None:
        self._function = function


class BeforeValidator(_Validator):
    """Looks at what was written, before the type does."""

    def read(self, written: Any, inner: Reading) -> Any:
        """Read what the function makes of it first."""
        return inner(self._function(written))


class AfterValidator(_Validator):
    """Looks at a value of the right type."""

    def read(self, written: Any, inner: Reading) -> Any:
        """Return what the function makes of the value."""
        return self._function(inner(written))


class PlainValidator(_Validator):
    """Makes the value alone."""

    def read(self, written: Any, inner: Reading) -> Any:  # noqa: ARG002  nothing is left for it
        """Return what the function makes of what was written."""
        return self._function(written)


class Field:
    """The bounds of a value, its name in the file and its default."""

    def __init__(
        self,
        default: Any = MISSING,
        *,
        validate_default: bool = False,
        alias: str | None = None,
        ge: int | None = None,
        le: int | None = None,
        max_length: int | None = None,
        pattern: str | None = None,
    ) -> None:
        self.default, self.validate_default, self.alias = default, validate_default, alias
        self._ge, self._le, self._max_length, self._pattern = ge, le, max_length, pattern

    def read(self, written: Any, inner: Reading) -> Any:
        """Return the value, if it is within the bounds; ValueError otherwise."""
        value = inner(written)
        if (
            (self._ge is not None and value < self._ge)
            or (self._le is not None and value > self._le)
            or (self._max_length is not None and len(value) > self._max_length)
            or (self._pattern is not None and not re.fullmatch(self._pattern, value))
        ):
            raise ValueError("out of bounds")
        return value


Mark = BeforeValidator | AfterValidator | PlainValidator | Field
"""What may be said of a type: each reads what was written, by way of the type within."""
