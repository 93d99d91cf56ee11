"""The CPU time of `check` on files that are wrong, broken or huge, beside a right one."""

from __future__ import annotations

import statistics
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.meter import cost

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 10
"""The promise: none takes longer than the full file this many times."""

_ROUNDS = 7
_ROOT = Path(__file__).parents[1]
_FULL = _ROOT / "config" / "settings.toml"
_CORPUS = _ROOT / "tests" / "settings" / "corpus" / "broken.toml"
_MIB = 1 << 20
_TOLD = 8
_MOST, _COUNTED = 10_000, ",=[{.\n"
"""As many of each of these signs may be in a settings file; more is refused at once."""


def main() -> None:
    """Measure, and print the slowest and whether the promise is kept."""
    right = statistics.median(_time(_FULL) for _ in range(_ROUNDS))
    print(f"{_FULL.name:34}{right * 1000:7.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        taken = {}
        for name, text in (*_broken(), *_huge()):
            file.write_text(text, "utf-8")
            taken[name] = _time(file)
    slowest = sorted(taken, key=lambda name: taken[name], reverse=True)
    for name in slowest[:_TOLD]:
        print(f"{name:34}{taken[name] * 1000:7.0f} ms{taken[name] / right:7.1f} times")
    worst = taken[slowest[0]] / right
    kept = "kept" if worst <= LIMIT else "broken"
    print(f"{len(taken)} files, the worst {worst:.1f} times; the limit of {LIMIT} is {kept}")


def _time(file: Path) -> float:
    """CPU seconds of the command, the start-up of Python included; it tells what is wrong."""
    return cost("check", str(file), allowed=frozenset({0, 4}))


def _broken() -> Iterator[tuple[str, str]]:
    """The corpus of the tests: what people write."""
    for case in tomllib.loads(_CORPUS.read_text("utf-8"))["file"]:
        yield case["name"], case["text"]


def _huge() -> Iterator[tuple[str, str]]:
    """As much as a settings file may hold of one thing: what nobody writes."""
    yield "too many commas", "a = [" + "1," * (_MIB // 2 - 10)
    yield "too many lines", "\n" * _MIB
    yield "lists in lists", "a = " + "[" * 5000
    yield "tables in tables", "a = " + "{a=" * 3000
    yield "a comment", _filled("#", "a", "")
    yield "line breaks", _filled("", "\n", "")
    yield "one text", _filled('profile = "', "é", '"')
    yield "a text of lines", _filled('profile = """', "a\n", '"""')
    yield "escapes", _filled('profile = "', "\\u00e9", '"')
    yield "a list that does not end", _filled("a = [", "1,", "")
    for key in ("mute.sources", "work_hours.days_off", "work_hours.monday", "reminders.a.days"):
        yield f"numbers in {key}", _filled(f"{key} = [", "1,", "]")
        yield f"texts in {key}", _filled(f"{key} = [", '"é",', "]")
        yield f"lines in {key}", _filled(f"{key} = [", '\n"x",', "]")
    yield "right days off", _filled("work_hours.days_off = [", '"2026-01-01",', "]")
    yield "headers", _filled("", "[timing]\n", "")
    yield "lists of tables", _filled("", "[[work_hours.on]]\nx=1\n", "")
    yield "dots", _filled("", f"{'a.' * 150}b = 1\n", "")
    for name, line in {
        "keys": "profil{} = 1",
        "keys in quotes": '"é{}" = 1',
        "reminders": "[reminders.r{}]",
        "wrong reminders": "[reminders.r{}]\nx = 1",
        "dates": 'work_hours.on.d{} = ["x"]',
    }.items():
        yield f"many {name}", _numbered(line)
    keys = ("every", "at", "for", "kind", "quiet", "days", "body", "evry", "bodi", "summry")
    table = "\n".join(f'{key} = "x"' for key in keys)
    yield "nothing right", "\n".join(f"[reminders.r{n}]\n{table}" for n in range(60))


def _filled(head: str, unit: str, tail: str) -> str:
    """As many units as there is room for, or as `check` does not refuse to count."""
    room = _MIB - len((head + tail).encode())
    signs = max(map(unit.count, _COUNTED), default=0)
    return head + unit * min(room // len(unit.encode()), _few(signs)) + tail


def _numbered(line: str) -> str:
    room = _MIB // (len(f"{line}\n".encode()) + 4)
    signs = max(map(line.count, _COUNTED))
    return "\n".join(line.format(number) for number in range(min(room, _few(signs))))


def _few(signs: int) -> int:
    return (_MOST - 10) // signs if signs else _MIB


if __name__ == "__main__":
    main()
