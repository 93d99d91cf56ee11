"""A group of commands whose first one needs no name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


class FirstByDefault(click.Group):
    """A group whose first command is meant where no other is named.

    That is so before an option, before nothing at all, and before words that match `meant`.
    """

    def __init__(self, *words: Any, meant: str = "-", **details: Any) -> None:
        super().__init__(*words, **details)
        self._meant: Callable[[str], object] = re.compile(meant).match

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's interface
        """Return the names in their own order."""
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the first command where none is."""
        if not args or (self._meant(args[0]) and args[0] not in ctx.help_option_names):
            less = args and re.fullmatch(r"-\d+", args[0])  # a number, and no option
            args = [next(iter(self.commands)), *(["--"] if less else []), *args]
        return super().parse_args(ctx, args)
