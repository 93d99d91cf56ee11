"""The drawings as SVG documents: plain drawing, words, two sets of colours, and motion."""

from __future__ import annotations

import re
from itertools import zip_longest
from xml.etree import ElementTree as ET

import pytest

from posture_daemon import pictures
from posture_daemon.pictures import motion, scene, shelf
from posture_daemon.pictures.palette import DARK, LIGHT

FIGURES = sorted(pictures.known_figures())
SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("svg", "title", "desc", "clipPath", "rect", "g", "path", "animate", "style")
DRAWN = {f"{SVG}{name}" for name in NAMES}
COLOUR = re.compile(r"#[0-9a-f]{6}\b")
MOVING = [name for name in FIGURES if pictures.frames(name) > 1]


def parsed(document: str) -> ET.Element:
    """The elements of a document."""
    return ET.fromstring(document)  # noqa: S314 - it is our own


def documents(name: str) -> list[str]:
    """Every document that there is of a figure."""
    dark = (False, True)
    return [
        *(pictures.svg(name, k, dark=d) for k in range(pictures.frames(name)) for d in dark),
        *(pictures.told_svg(name, dark=d) for d in dark),
        *(pictures.motion_svg(name, dark=d) for d in dark),
    ]


@pytest.mark.parametrize("name", FIGURES)
def test_a_document_only_draws(name: str) -> None:
    """It is XML of a few elements; nothing in it runs, loads or links."""
    for document in documents(name):
        root = parsed(document)
        assert {element.tag for element in root.iter()} <= DRAWN
        for element in root.iter():
            assert not [key for key in element.attrib if key.startswith("on") or "href" in key]
        assert document.count("url(") == document.count(f"url(#{name}-edge)") == 1
        assert "@import" not in document


@pytest.mark.parametrize("name", FIGURES)
def test_a_document_says_what_it_shows(name: str) -> None:
    """The first things in it are the title and the description, and it is an image."""
    figure = shelf.figure(name)
    for document in documents(name):
        root = parsed(document)
        assert root.get("role") == "img"
        assert [root[0].tag, root[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert [root[0].text, root[1].text] == [figure.title, figure.description]


@pytest.mark.parametrize("name", FIGURES)
def test_light_and_dark_differ_in_colours_only(name: str) -> None:
    """Each colour has its counterpart, always the same one."""
    counterpart = {LIGHT[tone]: DARK[tone] for tone in LIGHT}
    light, dark = (pictures.motion_svg(name, dark=dark) for dark in (False, True))
    assert COLOUR.sub(lambda found: counterpart[found[0]], light) == dark
    assert light != dark


@pytest.mark.parametrize("name", MOVING)
def test_the_motion_goes_through_every_frame(name: str) -> None:
    """Each frame stands for a while in the film, in the order in which the movement goes."""
    figure = shelf.figure(name)
    root = parsed(pictures.motion_svg(name))
    moving = root.find(f"{SVG}g/{SVG}g[@class='figure-moving']")
    assert moving is not None
    ways = [film(path) for path in moving if path.find(f"{SVG}animate") is not None]
    assert ways
    stops = range(0, len(ways[0]) - 1, motion.STEPS + 1)
    assert len(stops) == len(motion.round_trip(figure)) - 1
    for stop, frame in zip_longest(stops, motion.round_trip(figure)[:-1]):
        shown = {way[stop] for way in ways}
        assert shown <= {shape.d for shape in scene.moment(figure, frame)}
    assert set(motion.round_trip(figure)) == set(range(pictures.frames(name)))


@pytest.mark.parametrize("name", MOVING)
def test_a_film_can_be_played(name: str) -> None:
    """Times rise from 0 to 1, one for each value; and a path keeps its commands all the way."""
    root = parsed(pictures.motion_svg(name))
    for path in root.iter(f"{SVG}path"):
        animate = path.find(f"{SVG}animate")
        if animate is None:
            continue
        times = [float(time) for time in animate.get("keyTimes", "").split(";")]
        assert (times[0], times[-1]) == (0.0, 1.0)
        assert times == sorted(times)
        assert len(times) == len(film(path))
        assert len({re.sub(r"[-0-9. ]+", "", way) for way in film(path)}) == 1
        assert film(path)[0] == film(path)[-1] == path.get("d")


def film(path: ET.Element) -> list[str]:
    """What a path becomes, one after another."""
    animate = path.find(f"{SVG}animate")
    return [] if animate is None else animate.get("values", "").split(";")


def test_what_there_is_not_is_said_so() -> None:
    """An unknown figure and a frame too many are refused."""
    with pytest.raises(pictures.UnknownFigureError, match="no figure 'somersault'"):
        pictures.svg("somersault")
    with pytest.raises(pictures.UnknownFigureError):
        pictures.frames("../en/eyes")
    with pytest.raises(IndexError):
        pictures.svg("walk", 4)
