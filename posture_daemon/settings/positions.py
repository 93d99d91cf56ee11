"""Where in the file a key and its value stand, by line and column (from 1, in characters)."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import tree_sitter_toml
from tree_sitter import Language, Parser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from posture_daemon.settings.problems import KeyPath


class Position(NamedTuple):
    """Line and column, counted from 1, and the column after the last if that is in this line."""

    line: int
    column: int
    end_column: int | None = None


_INNER = re.compile(rb"[\x80-\xbf]")  # the bytes of a character after its first, in UTF-8


class _Columns:
    """Columns in characters for those in bytes. A line may be as long as the file."""

    def __init__(self, text: str) -> None:
        self._lines = text.encode().split(b"\n")
        self._inner: dict[int, list[int]] = {}  # by line: where a character has another byte

    def of(self, row: int, byte: int) -> int:
        """The column, from 1, of the character that begins at this byte."""
        if (inner := self._inner.get(row)) is None:
            line = self._lines[row]
            inner = self._inner[row] = [found.start() for found in _INNER.finditer(line)]
        return byte + 1 - bisect_left(inner, byte)


class Positions:
    """The places of all keys and values of one document."""

    def __init__(self, text: str) -> None:
        self._columns = _Columns(text)
        self._keys: dict[KeyPath, Position] = {}
        self._values: dict[KeyPath, Position] = {}
        self._tables: set[KeyPath] = set()
        self._pairs: set[KeyPath] = set()
        self.spans: dict[KeyPath, tuple[int, int]] = {}  # first and last line of a [table]
        self.repeated: tuple[KeyPath, Position] | None = None  # the first key written again
        tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
        self._document(tree.root_node)

    def of(self, path: KeyPath, *, key: bool = False) -> Position:
        """The place of the value, or of its key; of the nearest table around it if need be."""
        if not key and path in self._values:
            return self._values[path]
        for length in range(len(path), 0, -1):
            if path[:length] in self._keys:
                return self._keys[path[:length]]
            if path[:length] in self._values:
                return self._values[path[:length]]
        return Position(1, 1)

    def _document(self, root: Node) -> None:
        counts: dict[KeyPath, int] = {}
        for child in _inner(root):
            if child.type == "pair":
                self._pair(child, ())
            elif child.type in ("table", "table_array_element"):
                self._table(child, counts)

    def _table(self, table: Node, counts: dict[KeyPath, int]) -> None:
        header, *pairs = _inner(table)
        path = self._key(header, ())
        if table.type == "table":
            self._once(path, header, self._tables)
        if table.type == "table_array_element":
            path = (*path, counts.setdefault(path, 0))
            counts[path[:-1]] += 1
        last = pairs[-1] if pairs else header
        self.spans.setdefault(path, (table.start_point.row + 1, last.end_point.row + 1))
        for pair in pairs:
            self._pair(pair, path)

    def _pair(self, pair: Node, above: KeyPath) -> None:
        key, *values = _inner(pair)
        path = self._key(key, above)
        self._once(path, key, self._pairs)
        for length in range(len(above) + 1, len(path)):
            if path[:length] in self._pairs:
                self._again(path[:length], key)
            self._tables.add(path[:length])
        for value in values:
            self._value(value, path)

    def _key(self, node: Node, above: KeyPath) -> KeyPath:
        path = above
        for part in _parts(node):
            path = (*path, _name(part))
            self._keys.setdefault(path, self._position(part))
        return path

    def _once(self, path: KeyPath, node: Node, seen: set[KeyPath]) -> None:
        if path in seen:
            self._again(path, node)
        seen.add(path)

    def _again(self, path: KeyPath, node: Node) -> None:
        self.repeated = self.repeated or (path, self._position(node))

    def _value(self, node: Node, path: KeyPath) -> None:
        self._values.setdefault(path, self._position(node))
        if node.type == "inline_table":
            for pair in _inner(node):
                self._pair(pair, path)
        elif node.type == "array":
            for place, entry in enumerate(_inner(node)):
                self._value(entry, (*path, place))

    def _position(self, node: Node) -> Position:
        (row, start), (last_row, end) = node.start_point, node.end_point
        first = self._columns.of(row, start)
        return Position(row + 1, first, self._columns.of(row, end) if last_row == row else None)


def _inner(node: Node) -> list[Node]:
    # What this grammar may not know of TOML yet is passed over, and told at a place around it.
    return [child for child in node.named_children if child.type not in {"comment", "ERROR"}]


def _parts(key: Node) -> Iterator[Node]:
    if key.type != "dotted_key":
        yield key
        return
    for child in _inner(key):
        yield from _parts(child)


def _name(part: Node) -> str:
    written = (part.text or b"").decode()
    if part.type != "quoted_key":
        return written
    return next(iter(tomllib.loads(f"{written} = 0"))) if "\\" in written else written[1:-1]
