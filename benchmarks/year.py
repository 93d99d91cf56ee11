"""A simulated year of working days against ten imports of pydantic_settings, and its memory."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

_IMPORTS = 10


def main() -> None:
    """Measure, and print."""
    imports = sum(_run([sys.executable, "-c", "import pydantic_settings"]) for _ in range(_IMPORTS))
    program = str(Path(sys.executable).with_name("posture-daemon"))
    month, year = (
        _run([program, "simulate", "--from", "2026-01-01", "--until", until])
        for until in ("2026-02-01", "2027-01-01")
    )
    print(f"{_IMPORTS} imports of pydantic_settings  {imports:6.2f} s")
    print(f"a month simulated                {month:6.2f} s")
    print(f"a year simulated                 {year:6.2f} s   ratio {year / imports:.2f}")
    memory = [_memory(until) for until in ("2026-02-01", "2027-01-01")]
    print(f"memory, a month and a year       {memory[0]:6.1f} MiB {memory[1]:6.1f} MiB")


def _run(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _memory(until: str) -> float:
    """The most memory that a simulation until then took, in MiB, read by a process of its own."""
    program = str(Path(sys.executable).with_name("posture-daemon"))
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", code, program, "simulate", "--from", "2026-01-01"]
    done = subprocess.run([*command, "--until", until], check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


if __name__ == "__main__":
    main()
