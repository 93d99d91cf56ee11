"""Puts a file in its place whole or not at all, private from the first moment of its draft."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def put(file: Path, content: bytes) -> None:
    """Put the content in place of the file at once; OSError leaves what was there."""
    with draft(file, content):
        pass


@contextmanager
def draft(file: Path, content: bytes) -> Iterator[Path]:
    """The content beside the file, on the disk, which takes its place when the block ends well.

    Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{file.name[:50]}.", dir=file.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as output:
            output.write(content)
            output.flush()
            os.fsync(output.fileno())
        yield path
        path.replace(file)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
