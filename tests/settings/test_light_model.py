"""What is read without pydantic is what pydantic reads; where that is not sure, pydantic reads."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from posture_daemon.core.reminder import Kind
from posture_daemon.settings import checks, commented, light_validators, salvage, translate
from posture_daemon.settings.checking import check
from posture_daemon.settings.light_model import _read, surely_right
from posture_daemon.settings.loading import load
from posture_daemon.settings.model import Settings
from posture_daemon.settings.oddities import oddities
from tests.settings.test_corpus import CORPUS
from tests.settings.test_oddities import MEANT, ODD

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SHIPPED = [
    *sorted((ROOT / "config").glob("**/*.toml")),
    *sorted((ROOT / "posture_daemon" / "settings" / "profiles").glob("*.toml")),
]
TEXTS = [
    commented.uncommented(),
    *(path.read_text("utf-8") for path in SHIPPED),
    *(case["text"] for case in CORPUS["file"]),
    *(text for text, *_ in ODD),
    *MEANT,
]
EVERY_KEY = tomllib.loads(commented.uncommented())


def answers(file: Path) -> tuple[object, ...]:
    """Everything that is said of a file: by `check`, and to the service."""
    return check(file, {}), load(file, 2026, 2027, {})


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_answers_are_those_of_pydantic(
    file: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """The same plan, the same warnings and the same problems, word for word."""
    file.write_bytes(text.encode())
    light = answers(file)
    monkeypatch.setattr(salvage, "surely_right", lambda _: None)
    assert answers(file) == light


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_needs_no_pydantic(path: Path) -> None:
    """Nor do the files that people make of it."""
    assert surely_right(tomllib.loads(path.read_text("utf-8")))


def test_no_key_needs_pydantic() -> None:
    """Whatever the model says of a key, there is a value of it that is surely right."""
    assert surely_right(EVERY_KEY)


def values(table: Any) -> object:
    """A table of either kind as plain values, with the names of what was written in it."""
    if hasattr(table, "model_fields_set"):
        return {name: values(value) for name, value in table}, table.model_fields_set
    if isinstance(table, dict):
        return {key: values(value) for key, value in table.items()}
    return type(table), table


def told(read: Settings) -> tuple[object, ...]:
    """All that follows from settings."""
    wrong = list(checks.problems(read))
    return values(read), wrong, wrong or (translate.plan(read, 2026, 2026), list(oddities(read)))


def paths(table: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every key, by its path."""
    for key, value in table.items():
        yield (*above, key)
        if isinstance(value, dict):
            yield from paths(value, (*above, key))


WORDS = "5m| 1h |PT5M|25h|0s|never|09:00-12:30|22:00-06:00|12:30|start+1h|2026-05-15|tea|true|1|\n"
WRITTEN = (
    st.sampled_from(
        [
            *WORDS.split("|"),
            *("2026-05-15..2026-05-20", "keyring:x", "env:\ud800", "https://e.org/\ud800", "a\n"),
            *(
                "monday",
                "office",
                "balanced",
                "none",
                "high",
                "neck",
                "en",
                "Asia/Tokyo",
                "40-15-5",
            ),
            *(True, 1, 6, 10**30, 1.0, None, b"5m", date(2026, 5, 15), time(12, 30)),
        ]
    )
    | st.text(max_size=90)
    | st.integers(-1, 12)
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(sorted(paths(EVERY_KEY))),
        st.none() | WRITTEN | st.lists(WRITTEN, max_size=3) | st.dictionaries(st.text(), WRITTEN),
        st.sampled_from(["change", "drop", "add"]),
    ),
    min_size=1,
    max_size=3,
)


def changed(table: dict[str, Any], path: tuple[str, ...], value: object, how: str) -> None:
    """Change one key, take it out, or put one beside it that nobody knows, or everybody."""
    for step in path[:-1]:
        table = table.get(step, {})
        if not isinstance(table, dict):
            return
    if how == "drop":
        table.pop(path[-1], None)
    else:
        table[path[-1] if how == "change" else str(value)] = value


@settings(max_examples=400, deadline=None)
@given(CHANGES)
def test_what_is_surely_right_is_right(changes: list[tuple[tuple[str, ...], object, str]]) -> None:
    """Whatever is written in place of what the settings file holds, pydantic reads the same."""
    table = deepcopy(EVERY_KEY)
    for path, value, how in changes:
        changed(table, path, value, how)
    light = surely_right(table)
    try:
        right = Settings.model_validate(table)
    except ValidationError:
        assert light is None
    else:
        assert light is None or told(light) == told(right)


def is_sure(hint: object, written: object) -> bool:
    """Whether a value is read without pydantic."""
    try:
        _read(hint, written)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("hint", "written"),
    [
        (int, True),
        (int, 1.0),
        (int, "1"),
        (bool, 1),
        (bool, "true"),
        (str, 1),
        (str, "\ud800"),
        (float, 1.0),
        (Literal["tea"], "coffee"),
        (Literal[1], 1),
        (Kind, "brake"),
        (int | str, 1),
        (int | None, None),
        (list[int], [1]),
        (tuple[int, int], [1, 2]),
        (tuple[int, ...], 1),
        (frozenset[str], "a"),
        (dict[str, int], {"a": "1"}),
        (Annotated[int, "odd"], 1),
        (Annotated[str, light_validators.Field(pattern="^a$")], "a\n"),
        (Annotated[str, light_validators.Field(max_length=1)], "aa"),
        (Annotated[int, light_validators.Field(ge=1)], 0),
        (Annotated[int, light_validators.Field(le=1)], 2),
    ],
)
def test_a_doubtful_value_is_left_to_pydantic(hint: object, written: object) -> None:
    """What is wrong, what pydantic would turn into something else, and what only it knows."""
    assert not is_sure(hint, written)


def test_a_rule_that_would_go_unread_is_an_error() -> None:
    """Whoever writes it into the model hears of it at once."""
    with pytest.raises(TypeError, match="multiple_of"):
        light_validators.Field(multiple_of=5)  # type: ignore[call-arg]
