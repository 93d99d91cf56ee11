"""The form of an item in a file, apart from the catalogue: pydantic takes time to make classes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from posture_daemon.content.sore_levels import HIGHEST
from posture_daemon.core.reminder import Kind
from posture_daemon.settings.allowed import count, plain

Area = Literal[
    "eyes",
    "neck",
    "shoulders",
    "wrists",
    "upper-back",
    "lower-back",
    "hips",
    "legs",
    "whole-body",
    "mind",
    "workstation",
]
_MARKUP = "<>&{}\\`"
_LONGEST_REST = "30 minutes"  # what {rest} may become
_FORM = ConfigDict(extra="forbid", frozen=True, strict=False, defer_build=True)


def said(written: str) -> str:
    """Text to be shown and read aloud: in one line, and without markup."""
    text = plain(written)
    odd = next((c for c in text.replace("{rest}", "") if c in _MARKUP or c == "\n"), None)
    if odd == "\n":
        raise ValueError("has a line break; write it in one line")
    if odd:
        raise ValueError(f'holds "{odd}"; a text is plain words, without markup')
    return text


def _at_most(length: int) -> AfterValidator:
    def short(text: str) -> str:
        if (long := len(text.replace("{rest}", _LONGEST_REST))) > length:
            raise ValueError(f"too long: {length} characters at most, and this has {long}")
        return text

    return AfterValidator(short)


Said = Annotated[str, Field(max_length=1000), AfterValidator(said)]
Number = Annotated[int, Field(ge=0, le=7200), BeforeValidator(count)]


class DoseTable(BaseModel):
    """`dose` of an item: whole seconds, and how often; any of them may be left out."""

    model_config = _FORM

    seconds: Number = 0
    repetitions: Number = 0
    sets: Number = 0
    hold: Number = 0
    each_side: bool = False


class ItemTable(BaseModel):
    """One [[item]]; `kind` may be left to the name of its file, and `picture` is a file near it.

    `sore_level` is the lowest level of the sore-back plan that shows it; where it is left out,
    its kind and `sore` decide.
    """

    model_config = _FORM

    id: Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,60}$")]
    kind: Kind | None = None
    title: Annotated[Said, _at_most(40)]
    body: Annotated[Said, _at_most(140)]
    steps: Annotated[tuple[Annotated[Said, _at_most(100)], ...], Field(min_length=3, max_length=6)]
    dose: DoseTable
    areas: Annotated[tuple[Area, ...], Field(min_length=1, max_length=4)]
    position: Literal["sitting", "standing", "floor", "any"]
    level: Annotated[int, Field(ge=1, le=3), BeforeValidator(count)]
    sore: Literal["ok", "gentle", "not"]
    sore_level: Annotated[int, Field(ge=0, le=HIGHEST), BeforeValidator(count)] | None = None
    changes_position: bool = False
    stop: Annotated[Said, _at_most(140)]
    source: Annotated[Said, _at_most(140)]
    grade: Literal["strong", "moderate", "limited", "practice"]
    figure: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] | None = None
    picture: Annotated[str, Field(max_length=200), AfterValidator(plain)] | None = None
