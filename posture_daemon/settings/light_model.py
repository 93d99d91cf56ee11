"""Reads settings that are plainly right by the model's own words, and without pydantic.

Importing pydantic takes longer than the rest of `check`. So the module of the model is run with
this one in pydantic's place, and what TOML gave is held against its annotations. Whatever is
wrong, or right in a way that only pydantic knows, is pydantic's to judge.
"""

from __future__ import annotations

import builtins
import sys
from enum import StrEnum
from functools import cache, partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NamedTuple,
    Self,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from posture_daemon.settings.light_validators import (
    MISSING,
    AfterValidator,
    BeforeValidator,
    Field,
    Mark,
    PlainValidator,
)
from posture_daemon.settings.written import Written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from posture_daemon.settings.model import Settings

__all__ = [
    "AfterValidator",
    "BaseModel",
    "BeforeValidator",
    "ConfigDict",
    "Field",
    "PlainValidator",
    "surely_right",
]

_PLAIN = (str, int, bool)


class _Doubt(ValueError):
    """Let pydantic judge."""


def surely_right(table: Mapping[str, object]) -> Settings | None:
    """The settings in this table; none where there is any doubt that it is right."""
    try:
        settings: Settings = _model()["Settings"].model_validate(table)
    except ValueError:
        return None
    return settings


@cache
def _model() -> dict[str, Any]:
    """Everything that the module of the model defines, by stand-ins."""
    module = ModuleType("posture_daemon.settings.model")
    vars(module)["__builtins__"] = vars(builtins) | {"__import__": _import}
    file = Path(__file__).with_name("model.py")
    SourceFileLoader(module.__name__, str(file)).exec_module(module)
    return vars(module)


def _import(name: str, *others: Any) -> Any:
    return sys.modules[__name__] if name == "pydantic" else __import__(name, *others)


def ConfigDict(  # noqa: N802 - pydantic's name
    *, extra: Literal["forbid"], frozen: bool, arbitrary_types_allowed: bool, defer_build: bool
) -> None:
    """Nothing else may be configured; all of it is so here."""


class _Key(NamedTuple):
    name: str
    hint: Any
    default: Any


class BaseModel:
    """A table that was read, as far as its users know pydantic's."""

    def __init__(self, values: Mapping[str, Any], given: set[str]) -> None:
        vars(self).update(values)
        self.model_fields_set = given

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((key.name, getattr(self, key.name)) for key in _keys(type(self).__name__).values())

    @classmethod
    def model_validate(cls, written: Mapping[str, Any]) -> Self:
        """Read a table; ValueError where it is not plainly right."""
        keys = _keys(cls.__name__)
        if not written.keys() <= keys.keys():
            raise _Doubt
        given = {keys[key].name: _read(keys[key].hint, value) for key, value in written.items()}
        left_out = (key for key in keys.values() if key.name not in given)
        return cls({key.name: _default(key) for key in left_out} | given, set(given))

    def model_copy(self, *, update: dict[str, Any]) -> Self:
        """The same table with other values."""
        return type(self)(dict(self) | update, self.model_fields_set | update.keys())


@cache
def _keys(table: str) -> dict[str, _Key]:
    """The keys of this table of the model, by what the file calls them."""
    form = _model()[table]
    hints = get_type_hints(form, _model(), include_extras=True)
    return dict(_key(name, hint, getattr(form, name, MISSING)) for name, hint in hints.items())


def _key(name: str, hint: Any, default: Any) -> tuple[str, _Key]:
    if isinstance(default, Field):
        hint = Annotated[hint, default]
    marks = getattr(hint, "__metadata__", ())
    aliases = [mark.alias for mark in marks if isinstance(mark, Field) and mark.alias]
    return (aliases or [name])[-1], _Key(name, hint, default)


def _default(key: _Key) -> Any:
    default = key.default
    if isinstance(default, Field):
        if default.validate_default:
            return _read(key.hint, default.default)
        default = default.default
    if default is MISSING:
        raise _Doubt
    return default


def _read(hint: Any, written: Any) -> Any:
    """The value of this type that was written; ValueError where it is not plainly one."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _marked(parts[0], parts[1:], written)
    if origin is Union or origin is UnionType:
        return _optional(parts, written)
    if origin is Literal and type(written) is str and written in parts:
        return written
    if origin in {tuple, frozenset} and parts[1:] in {(), (...,)} and type(written) is list:
        return origin(_read(parts[0], one) for one in written)
    if origin is dict and type(written) is dict:
        return {_read(parts[0], key): _read(parts[1], one) for key, one in written.items()}
    return _whole(hint, written)


def _marked(inner: Any, marks: Sequence[Any], written: Any) -> Any:
    """What the marks of a type make of it, the last one outermost."""
    if not marks:
        return _read(inner, written)
    *before, mark = marks
    if isinstance(mark, Written):  # which is about the JSON Schema
        return _marked(inner, before, written)
    if isinstance(mark, Mark):
        return mark.read(written, partial(_marked, inner, before))
    raise _Doubt


def _optional(types: Sequence[Any], written: Any) -> Any:
    """TOML has no value for nothing, so that what is written is of the other type."""
    match types:
        case (hint, nothing) if nothing is NoneType:
            return _read(hint, written)
    raise _Doubt


def _whole(hint: Any, written: Any) -> Any:
    if hint in _PLAIN and type(written) is hint:
        if hint is str:
            written.encode()  # what is no Unicode is a ValueError
        return written
    if isinstance(hint, type):
        if issubclass(hint, BaseModel) and type(written) is dict:
            return hint.model_validate(written)
        if issubclass(hint, StrEnum) and type(written) is str:
            return hint(written)
    raise _Doubt
