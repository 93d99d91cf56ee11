"""Pictures of a person's own items: they only draw, and are inside the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_daemon.pictures import svg
from posture_daemon.settings.own_items import own_items
from posture_daemon.settings.own_pictures import MOST_BYTES, WrongPicture, checked_picture
from tests.settings.test_own_items import folder, item

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n{}\n</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def complaint(folder: Path, name: str) -> str:
    """What is wrong with this picture; nothing if it is right."""
    try:
        checked_picture(folder / name, folder.resolve())
    except WrongPicture as wrong:
        return str(wrong)
    return ""


@pytest.mark.parametrize(
    "inner",
    [
        '<path d="M0 0L9 9" style="stroke: red"/>',
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>',
        "<title>Juggling</title><text>Hop</text>",
    ],
)
def test_a_drawing_is_right(folder: Path, inner: str) -> None:
    """Lines, texts and references within the picture."""
    (folder / "me.svg").write_text(SVG.format(inner))

    assert complaint(folder, "me.svg") == ""


def test_our_own_drawings_are_right(folder: Path) -> None:
    """Somebody may start from one."""
    (folder / "me.svg").write_text(svg("walk"))

    assert complaint(folder, "me.svg") == ""


@pytest.mark.parametrize(
    ("inner", "sentence"),
    [
        ("<script>alert(1)</script>", "me.svg:2: <script> is not allowed; a picture only draws"),
        ('<path onload="x()"/>', "me.svg:2: onload is a script; a picture only draws"),
        ('<path ONCLICK="x()"/>', "ONCLICK is a script"),
        ("<foreignObject/>", "<foreignObject> is not allowed"),
        ('<image href="https://example.org/a.png"/>', "<image> is not allowed"),
        ('<use xlink:href="other.svg#a"/>', "a link leads out of the picture"),
        ('<a xlink:href="javascript:x()"/>', "<a> is not allowed"),
        ('<rect fill="url(https://example.org/a)"/>', "fill reaches out of the picture"),
        ('<rect style="fill: URL( &quot;x.svg#a&quot; )"/>', "style reaches out of the picture"),
        ("<style>@import 'x.css'</style>", "<style> is not allowed"),
        ('<animate attributeName="href"/>', "<animate> is not allowed"),
        ('<set xmlns="http://www.w3.org/1999/xhtml"/>', "no element of SVG"),
        ("<?xml-stylesheet href='x.css'?>", "an instruction is not allowed"),
        ("<path>", "me.svg:3: not XML: mismatched tag"),
    ],
)
def test_what_acts_is_refused(folder: Path, inner: str, sentence: str) -> None:
    """Scripts, links, what is fetched, and what is no drawing; with the line in the picture."""
    (folder / "me.svg").write_text(SVG.format(inner))

    assert sentence in complaint(folder, "me.svg")


def test_entities_are_refused_before_they_grow(folder: Path) -> None:
    """A document type is enough to say no."""
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    (folder / "me.svg").write_text(bomb + SVG.format("<text>&b;</text>"))

    assert complaint(folder, "me.svg").startswith("me.svg:1: a document type is not allowed")


def test_another_encoding_hides_nothing(folder: Path) -> None:
    """A script in UTF-16 is a script."""
    hidden = SVG.format("<script>x()</script>").encode("utf-16")
    (folder / "me.svg").write_bytes(hidden)

    assert "<script> is not allowed" in complaint(folder, "me.svg")


def test_a_png_is_right_and_what_only_says_so_is_not(folder: Path) -> None:
    """By its first bytes, and by its name."""
    (folder / "me.png").write_bytes(PNG)
    (folder / "not.png").write_text("<svg/>")
    (folder / "me.gif").write_bytes(PNG)

    assert complaint(folder, "me.png") == ""
    for name in ("not.png", "me.gif"):
        assert complaint(folder, name) == "neither a PNG picture (.png) nor an SVG picture (.svg)"


def test_a_picture_elsewhere_is_refused(folder: Path, tmp_path: Path) -> None:
    """By a path that leads out, by an absolute one, and by a link."""
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(tmp_path / "secret.png")

    for name in ("../secret.png", str(tmp_path / "secret.png"), "link.png"):
        assert complaint(folder, name).startswith("leads out of")


def test_a_huge_picture_is_refused_and_one_that_is_missing(folder: Path) -> None:
    """And so is a folder."""
    (folder / "huge.png").write_bytes(PNG + bytes(MOST_BYTES))
    (folder / "folder.png").mkdir()

    assert complaint(folder, "huge.png") == "larger than 1 MiB"
    assert complaint(folder, "none.png") == "there is no such file"
    assert complaint(folder, "folder.png") == "not a regular file"


def test_an_item_comes_with_its_picture(folder: Path) -> None:
    """Beside its file; one with a wrong picture is refused by file and line."""
    (folder / "me.png").write_bytes(PNG)
    (folder / "break.toml").write_text(
        item(picture='"me.png"') + item("other", picture='"../me.png"')
    )
    found, findings = own_items(folder)

    assert [(one.id, one.picture) for one in found] == [("juggle", str(folder / "me.png"))]
    assert [str(one).startswith(f"{folder}/break.toml:27:11: other: picture") for one in findings]
