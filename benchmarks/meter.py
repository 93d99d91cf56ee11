"""Readings of processes: memory, wake-ups and CPU time, from /proc; what a command takes."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reading:
    """PSS in KiB, voluntary context switches of all threads, CPU time in nanoseconds."""

    pss: int
    switches: int
    cpu: int


def read(pid: int) -> Reading:
    """Read a process."""
    folder = Path(f"/proc/{pid}")
    pss = _number(r"^Pss:\s+(\d+)", (folder / "smaps_rollup").read_text())
    tasks = list((folder / "task").iterdir())
    switches = sum(
        _number(r"^voluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text())
        for task in tasks
    )
    cpu = sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)
    return Reading(pss, switches, cpu)


def read_family(pid: int) -> Reading:
    """Read a process together with its children, and theirs."""
    own, *others = read(pid), *(read_family(child) for child in _children(pid))
    for other in others:
        own = Reading(own.pss + other.pss, own.switches + other.switches, own.cpu + other.cpu)
    return own


def cost(*arguments: str, allowed: frozenset[int] = frozenset({0})) -> float:
    """CPU seconds that a command of ours takes from start to end, with its children.

    Nothing that is measured so waits for anything, and other work on the machine is not counted.
    RuntimeError when it ends with another status than the `allowed` ones.
    """
    program = str(Path(sys.executable).with_name("posture-daemon"))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([program, *arguments], check=False, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in allowed:
        raise RuntimeError(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{pattern} is not in what the kernel says")
    return int(found[1])
