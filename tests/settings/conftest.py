"""Settings files for tests: written, loaded in this process, and what they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.settings.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from posture_daemon.core.plan import Plan

    PlanOf = Callable[..., Plan]
    ProblemsOf = Callable[..., list[str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the settings file of a test stands."""
    return tmp_path / "settings.toml"


@pytest.fixture
def plan_of(file: Path) -> PlanOf:
    """Load a text as the settings file; it has to be right."""

    def plan(text: str = "", variables: Mapping[str, str] | None = None) -> Plan:
        file.write_text(text, "utf-8")
        answer = load(file, 2026, 2026, variables or {})
        assert answer.plan, answer.problems
        return answer.plan

    return plan


@pytest.fixture
def problems_of(file: Path) -> ProblemsOf:
    """Load a text as the settings file; the lines about it, without the folder's name."""

    def problems(text: str | bytes, variables: Mapping[str, str] | None = None) -> list[str]:
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        answer = load(file, 2026, 2026, variables or {})
        assert answer.plan is None
        assert all(line.isprintable() for line in answer.problems)
        return [line.removeprefix(f"{file.parent}/") for line in answer.problems]

    return problems
