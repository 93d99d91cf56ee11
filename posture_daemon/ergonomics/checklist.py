"""The checks of a workstation, as data: what to ask, how to measure it and what to change."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

_FILE = Path(__file__).parents[1] / "content" / "en" / "workstation.toml"

_Name = Annotated[str, Meta(pattern=r"^[a-z-]{1,30}$")]
_Title = Annotated[str, Meta(min_length=1, max_length=30)]
_Sentence = Annotated[str, Meta(min_length=1, max_length=140)]
_Steps = Annotated[tuple[_Sentence, ...], Meta(min_length=2, max_length=4)]


class Check(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"whom": "for"}
):
    """One thing to look at. `question` is answered by yes where nothing needs a change.

    `measure` says how, with numbers and units; `whom` it is about, where that is not everybody.
    Of several changes the one with the lowest `rank` is made first, `because` of its reason.
    `grade` is how good the evidence in `source` is: "strong", "moderate", "limited", or
    "practice" for what guidance and experience say.
    """

    id: _Name
    title: _Title
    question: _Sentence
    measure: _Steps
    change: _Sentence
    areas: Annotated[tuple[str, ...], Meta(min_length=1)]
    rank: Annotated[int, Meta(ge=1)]
    because: _Sentence
    source: Annotated[str, Meta(min_length=1)]
    grade: Literal["strong", "moderate", "limited", "practice"]
    whom: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    check: tuple[Check, ...]


def read(path: Path) -> tuple[Check, ...]:
    """The checks of a file, in its order; ValueError when one is not as it should be."""
    try:
        checks = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File).check
    except msgspec.ValidationError as wrong:
        raise ValueError(f"{path}: {wrong}") from wrong
    for key in ("id", "title", "rank"):
        values = [getattr(check, key) for check in checks]
        if twice := {value for value in values if values.count(value) > 1}:
            raise ValueError(f"{path}: the {key} {min(twice)!r} is there twice")
    return checks


@cache
def checklist() -> tuple[Check, ...]:
    """The checks that come with the program."""
    return read(_FILE)
