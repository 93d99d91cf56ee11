"""A person's own items: what is right is there, what is wrong is told by file and line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from posture_daemon.core.reminder import Kind
from posture_daemon.settings.own_items import MOST_BYTES, MOST_FILES, own_items

if TYPE_CHECKING:
    from pathlib import Path

ITEM = """\
[[item]]
id = "{id}"
title = "Juggle"
body = "Throw two balls from hand to hand for a minute."
steps = ["Take two balls.", "Throw one.", "Throw the other."]
dose = {{ seconds = 60 }}
areas = ["shoulders"]
position = "standing"
level = 1
sore = "gentle"
stop = "Stop if a shoulder hurts."
source = "my own idea"
grade = "practice"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of somebody's own items."""
    made = tmp_path / "exercises"
    made.mkdir()
    return made


def item(uid: str = "juggle", **changes: str) -> str:
    """An item that is right but for the keys given, written as TOML; "" leaves one out."""
    lines = ITEM.format(id=uid).splitlines()
    for key, value in changes.items():
        lines = [line for line in lines if not line.startswith(f"{key} =")]
        if value:
            lines.append(f"{key} = {value}")
    return "\n".join(lines) + "\n"


def told(folder: Path) -> list[str]:
    """What is wrong with the items of the folder, without its name."""
    lines = [str(finding) for finding in own_items(folder)[1]]
    assert all(line.isprintable() for line in lines)
    return [line.removeprefix(f"{folder}/") for line in lines]


def ids(folder: Path) -> list[str]:
    """The items that are right."""
    return [found.id for found in own_items(folder)[0]]


def test_no_folder_is_no_problem(tmp_path: Path) -> None:
    """Most people have none."""
    assert own_items(tmp_path / "exercises") == ([], [])


def test_an_item_is_of_the_kind_that_its_file_is_named_after(folder: Path) -> None:
    """Unless it says another; subfolders are packs."""
    (folder / "movement.toml").write_text(item())
    (folder / "circus").mkdir()
    (folder / "circus" / "tricks.toml").write_text(item("spin", kind='"break"'))
    found, findings = own_items(folder)

    assert [(one.id, one.kind, one.pack) for one in found] == [
        ("juggle", Kind.MOVEMENT, "movement.toml"),
        ("spin", Kind.BREAK, "circus/tricks.toml"),
    ]
    assert findings == []


def test_what_is_wrong_does_not_keep_the_rest_out(folder: Path) -> None:
    """Of three items the second is refused, with its line."""
    second = item("two", level="9")
    (folder / "break.toml").write_text(item("one") + second + item("three"))

    assert ids(folder) == ["one", "three"]
    assert told(folder) == ["break.toml:26:9: two: level = 9: too much: 3 at most"]


@pytest.mark.parametrize(
    ("key", "value", "line", "sentence"),
    [
        ("title", '"<b>Juggle</b>"', 13, 'holds "<"; a text is plain words, without markup'),
        ("body", '"Look {{here}}."', 13, 'holds "{"'),
        ("body", '"Ring \\u0007 the bell."', 13, "U+0007, which cannot be shown"),
        ("body", '"Turn \\u202E round."', 13, "U+202E, which cannot be shown"),
        ("title", f'"{"long " * 9}"', 13, "too long: 40 characters at most, and this has 44"),
        ("body", f'"{"long " * 9000}"', 13, "too long"),
        ("title", '"Two\\nlines"', 13, "has a line break; write it in one line"),
        ("steps", '["One.", "Two."]', 13, "too few entries: 3 at least"),
        ("steps", '["1", "2", "3", "4", "5", "6", "7"]', 13, "too many entries: 6 at most"),
        ("dose", "{ secnds = 5 }", 13, 'dose.secnds: unknown key; did you mean "seconds"?'),
        ("dose", "{ seconds = -5 }", 13, "too little: 0 at least"),
        ("areas", '["knee"]', 13, "not one of"),
        ("position", '"sittng"', 13, 'did you mean "sitting"?'),
        ("grade", '"A"', 13, "not one of"),
        ("figure", '"wlak"', 14, 'there is no such drawing; did you mean "walk"?'),
        ("kind", '"own"', 14, "of no kind"),
        ("sore_level", "5", 14, "sore_level = 5: too much: 4 at most"),
        ("sore_level", "0", 14, 'too little: 1 at least for an item with sore = "gentle"'),
        ("steps", "", 1, "juggle: steps: missing; every item needs it"),
        ("colour", '"red"', 14, "colour: unknown key. Known here: id, kind, title"),
        ("id", '"Two words"', 13, "not a name"),
        ("id", '"stretch-doorway"', 13, "this id is taken, by the catalogue itself"),
    ],
)
def test_a_wrong_item_is_refused(
    folder: Path, key: str, value: str, line: int, sentence: str
) -> None:
    """Each with the place where it is wrong, and what to do."""
    (folder / "break.toml").write_text(item(**{key: value}) + item("right"))
    [said] = told(folder)

    assert ids(folder) == ["right"]
    assert said.startswith(f"break.toml:{line}:")
    assert sentence in said


@pytest.mark.parametrize(
    ("kind", "sore", "said", "level"),
    [
        ("stretch", "ok", "", 1),
        ("stretch", "gentle", "", 2),
        ("stretch", "gentle", "1", 1),
        ("stretch", "not", "", 4),
        ("eyes", "ok", "", 0),
        ("eyes", "ok", "3", 3),
        ("standing", "ok", "", 3),
        ("strengthening", "ok", "", 4),
    ],
)
def test_a_level_of_the_sore_back_plan_may_be_said(
    folder: Path, kind: str, sore: str, said: str, level: int
) -> None:
    """Without one, its kind and how it suits a sore back decide."""
    (folder / f"{kind}.toml").write_text(item(sore=f'"{sore}"', sore_level=said))
    [[found], findings] = own_items(folder)

    assert (found.sore_level, findings) == (level, [])


@pytest.mark.parametrize(
    ("kind", "sore", "level", "why"),
    [
        ("stretch", "not", "3", 'too little: 4 at least for an item with sore = "not"'),
        ("strengthening", "ok", "3", "too little: 4 at least for an item of this kind"),
    ],
)
def test_a_level_that_is_too_low_is_refused(
    folder: Path, kind: str, sore: str, level: str, why: str
) -> None:
    """What is not for a sore back, and strength, is for the highest level alone."""
    (folder / f"{kind}.toml").write_text(item(sore=f'"{sore}"', sore_level=level))

    assert told(folder) == [f"{kind}.toml:14:14: juggle: sore_level = {level}: {why}"]
    assert ids(folder) == []


def test_an_id_is_taken_once(folder: Path) -> None:
    """The second one is told where the first one is."""
    (folder / "break.toml").write_text(item() + item())

    assert ids(folder) == ["juggle"]
    [said] = told(folder)
    assert said.startswith('break.toml:15:6: juggle: id = "juggle": this id is taken, by ')
    assert said.endswith(f"{folder}/break.toml:1; choose another one")


@pytest.mark.parametrize(
    ("content", "place", "sentence"),
    [
        ("item = 3", "", "holds no item; each begins with a line [[item]]"),
        ("", "", "holds no item; each begins with a line [[item]]"),
        ("[[item]\n", ":1:", "not TOML"),
        (f"[[item]]\nx = {'[' * 5000}\n", "", "not TOML: lists or tables are nested too deep"),
        (f"x = 1 # {'y' * MOST_BYTES}", "", "larger than 256 KiB"),
        ("item = ['text']", ":1:", "not a table"),
    ],
)
def test_a_wrong_file_is_refused(folder: Path, content: str, place: str, sentence: str) -> None:
    """And the files beside it are read."""
    (folder / "break.toml").write_text(content, "utf-8")
    (folder / "stretch.toml").write_text(item())
    lines = [line for line in told(folder) if sentence in line]

    assert ids(folder) == ["juggle"]
    assert lines
    assert lines[0].startswith(f"break.toml{place}")


def test_a_file_of_other_bytes_is_refused(folder: Path) -> None:
    """What is not UTF-8 is told with the byte."""
    (folder / "break.toml").write_bytes(b'# gr\xfcn\n[[item]]\nid = "x"\n')

    assert told(folder)[0].startswith("break.toml:1:5: not UTF-8: the byte 0xFC")


def test_a_link_that_leads_out_is_refused(folder: Path, tmp_path: Path) -> None:
    """Of a file and of a folder; one within is followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "break.toml").write_text(item("outside"))
    (folder / "break.toml").symlink_to(tmp_path / "elsewhere" / "break.toml")
    (folder / "pack").symlink_to(tmp_path / "elsewhere")
    (folder / "circle").symlink_to(folder)

    assert ids(folder) == []
    assert told(folder) == [f"break.toml: a link that leads out of {folder}; copy the file instead"]


def test_a_folder_that_is_a_link_itself_is_the_persons_choice(folder: Path, tmp_path: Path) -> None:
    """Some keep all their settings elsewhere."""
    (folder / "break.toml").write_text(item())
    link = tmp_path / "link"
    link.symlink_to(folder)

    assert ids(link) == ["juggle"]


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    """Nobody may ever write into it."""
    os.mkfifo(folder / "break.toml")

    assert told(folder) == ["break.toml: not a regular file but a pipe or a device"]


def test_very_many_files_are_not_read(folder: Path) -> None:
    """The first hundred are, and it is said."""
    for number in range(MOST_FILES + 5):
        (folder / f"{number:03}.toml").write_text(item(f"item-{number}", kind='"break"'))

    assert len(ids(folder)) == MOST_FILES
    assert told(folder)[-1].endswith(f"more than {MOST_FILES} files; the others are passed over")
