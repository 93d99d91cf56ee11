"""Checks a picture of a person's own item: a file in their folder, and nothing that acts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1 << 20
_PNG = b"\x89PNG\r\n\x1a\n"
_NAMESPACE = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata"),
        *("path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "marker", "pattern"),
    )
)
_REACHES_OUT = re.compile(r"url\s*\(\s*['\"]?(?!['\"]?#)|@import|expression\s*\(|\\", re.IGNORECASE)
_SPACE = " "  # between namespace and name, as expat gives them


class WrongPicture(Exception):
    """A sentence that says what is wrong, with the line in the picture where there is one."""


def checked_picture(path: Path, root: Path) -> None:
    """Raise WrongPicture unless this is a PNG or SVG file below `root` that only draws."""
    try:
        target = path.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise WrongPicture("there is no such file") from None
    if not target.is_relative_to(root):
        raise WrongPicture(f"leads out of {root}; put the picture into it")
    if not target.is_file():
        raise WrongPicture("not a regular file")
    if target.stat().st_size > MOST_BYTES:
        raise WrongPicture(f"larger than {MOST_BYTES >> 20} MiB")
    try:
        content = target.read_bytes()
    except OSError as wrong:
        raise WrongPicture(f"cannot be read: {wrong.strerror}") from None
    if target.suffix.lower() == ".svg":
        _check_svg(target, content)
    elif target.suffix.lower() != ".png" or not content.startswith(_PNG):
        raise WrongPicture("neither a PNG picture (.png) nor an SVG picture (.svg)")


def _check_svg(path: Path, content: bytes) -> None:
    # A document type is refused, and with it the entities that XML bombs are made of.
    parser = expat.ParserCreate("UTF-8", namespace_separator=_SPACE)
    around: list[str] = []

    def refuse(what: str) -> None:
        raise WrongPicture(f"{path.name}:{parser.CurrentLineNumber}: {what}; a picture only draws")

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(_SPACE)
        if namespace == _NAMESPACE and local not in _DRAWN:
            refuse(f"<{local}> is not allowed")
        if namespace != _NAMESPACE and "metadata" not in around:
            refuse(f"<{local}> is no element of SVG (save it as plain SVG)")
        around.append(local)
        for key, value in attributes.items():
            if found := _harm(key.rpartition(_SPACE)[2], value):
                refuse(found)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: around.pop()
    parser.StartDoctypeDeclHandler = lambda *_: refuse("a document type is not allowed")
    parser.ProcessingInstructionHandler = lambda *_: refuse("an instruction is not allowed")
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        said = expat.ErrorString(wrong.code)
        raise WrongPicture(f"{path.name}:{wrong.lineno}: not XML: {said}") from None


def _harm(name: str, value: str) -> str:
    """What an attribute would do beyond drawing; nothing for most."""
    if name.lower().startswith("on"):
        return f"{name} is a script"
    if name == "href" and not value.strip().startswith("#"):
        return "a link leads out of the picture"
    if _REACHES_OUT.search(value):
        return f"{name} reaches out of the picture"
    return ""
