"""What a person has said of single items: starred, hidden, pinned; a file in the state folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from posture_daemon.drafts import put
from posture_daemon.errors import PostureError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_MOST_BYTES = 1 << 20


class Marks(msgspec.Struct, frozen=True, omit_defaults=True):
    """Ids of items. A starred one comes up more often, a hidden one never.

    A pinned one comes up next, once; with it goes when it was pinned, so that the same wish can be
    made again later.
    """

    starred: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    pinned: dict[str, str] = {}

    def of(self, item: str) -> list[str]:
        """What was said of an item: starred, hidden or pinned."""
        named = {"starred": self.starred, "hidden": self.hidden, "pinned": self.pinned}
        return [name for name, ids in named.items() if item in ids]

    def pin(self, item: str) -> str:
        """The mark of this one wish; nothing if it is not pinned."""
        return f"{item}@{self.pinned[item]}" if item in self.pinned else ""

    def with_star(self, item: str) -> Marks:
        """Starred; and no longer hidden, for nobody means both."""
        shown = self.hidden - {item}
        return msgspec.structs.replace(self, starred=self.starred | {item}, hidden=shown)

    def without_star(self, item: str) -> Marks:
        """No longer starred."""
        return msgspec.structs.replace(self, starred=self.starred - {item})

    def with_hidden(self, item: str) -> Marks:
        """Hidden; and neither starred nor pinned any more."""
        bare = self.without_star(item).without_pin(item)
        return msgspec.structs.replace(bare, hidden=self.hidden | {item})

    def without_hidden(self, item: str) -> Marks:
        """No longer hidden."""
        return msgspec.structs.replace(self, hidden=self.hidden - {item})

    def with_pin(self, item: str, at: datetime) -> Marks:
        """Pinned at this moment; and no longer hidden."""
        pinned = self.pinned | {item: at.isoformat(timespec="seconds")}
        return msgspec.structs.replace(self, pinned=pinned, hidden=self.hidden - {item})

    def without_pin(self, item: str) -> Marks:
        """No longer pinned."""
        left = {one: at for one, at in self.pinned.items() if one != item}
        return msgspec.structs.replace(self, pinned=left)


def read_marks(path: Path) -> Marks:
    """The marks in this file, none if there is no file; PostureError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(_MOST_BYTES), type=Marks)
    except FileNotFoundError:
        return Marks()
    except (OSError, msgspec.MsgspecError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or wrong
        raise PostureError(
            f"What you starred, hid and pinned cannot be read: {path}: {why}.",
            "Remove that file to start anew.",
        ) from wrong


def write_marks(path: Path, marks: Marks) -> None:
    """Put them in place of the file at once, for the person's eyes only; OSError if it fails."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    put(path, msgspec.json.format(msgspec.json.encode(marks, order="sorted"), indent=2))
