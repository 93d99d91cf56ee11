"""The page as PDF: one sheet, tagged, and with words that can be read and copied."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.desktop import need
from tests.e2e.pictures import artefact
from tests.report.diaries import ALL, facts, gaps, journal, one_day, recovery, single

if TYPE_CHECKING:
    from pathlib import Path

    from posture_daemon.core.sore.deeds import Record
    from posture_daemon.report.parts import Part

for library in ("matplotlib", "pypdf"):
    pytest.importorskip(library)
try:
    from posture_daemon.report.pdf import as_pdf
except Exception as missing:  # noqa: BLE001  Pango is a library of the system
    pytest.skip(str(missing), allow_module_level=True)

from pypdf import PdfReader  # noqa: E402  after it is known to be there

from posture_daemon.report.chart import draw  # noqa: E402
from posture_daemon.report.page import page  # noqa: E402
from posture_daemon.report.parts import USUAL  # noqa: E402

DIARIES: dict[str, tuple[list[Record], int, frozenset[Part]]] = {
    "six-weeks": (recovery(), 42, USUAL),
    "everything": (recovery(), 42, ALL),
    "half-a-year": (recovery(182), 182, USUAL),
    "gaps": (gaps(), 14, USUAL),
    "single": (single(), 1, USUAL),
}


@cache
def made(name: str, paper: str = "A4") -> bytes:
    """The PDF of a diary."""
    records, days, parts = DIARIES[name]
    found = facts(records, days, parts, journal(days))
    return as_pdf(page(found, draw(found)), paper)


def read(pdf: bytes) -> PdfReader:
    """What a reader of PDFs finds."""
    return PdfReader(io.BytesIO(pdf))


def root_of(pdf: bytes) -> Any:
    """The catalogue of the document."""
    return read(pdf).trailer["/Root"]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", ["six-weeks", "half-a-year"])
def test_it_is_one_sheet(name: str, paper: str) -> None:
    """Six weeks and half a year, on both papers."""
    pages = read(made(name, paper)).pages
    assert len(pages) == 1
    width = {"A4": 595, "Letter": 612}[paper]
    assert round(float(pages[0].mediabox.width)) == width


@pytest.mark.parametrize("name", ["gaps", "single"])
def test_little_is_one_sheet_too(name: str) -> None:
    """Of a few scores, or of one."""
    assert len(read(made(name)).pages) == 1


def test_a_single_day_with_all_that_is_added_is_one_sheet() -> None:
    """Where all of it fits, no second one is begun."""
    found = facts(one_day(), 1, ALL, journal(1))
    (only,) = read(as_pdf(page(found, draw(found)), "A4")).pages
    said = only.extract_text()
    assert said.index("Questions") < said.index("Medicine as logged") < said.index("For the clin")


def test_what_is_added_comes_on_a_second_sheet() -> None:
    """Medicine and notes, with how to read the numbers after them."""
    first, second = read(made("everything")).pages
    assert "the white ones" not in first.extract_text()
    said = second.extract_text()
    assert said.index("Medicine as logged") < said.index("Notes") < said.index("For the clinician")


def test_the_words_can_be_read() -> None:
    """In order, the head first."""
    said = " ".join(read(made("six-weeks")).pages[0].extract_text().split())
    order = ("Back diary", "not verified", "A. B.", "Week by week", "Change from the start")
    places = [said.index(word) for word in (*order, "For the clinician", "not a medical device")]
    assert places == sorted(places)
    assert "1 of 1" in said


def test_a_screen_reader_finds_its_way() -> None:
    """Title, language, structure with headings and tables, words for the drawing, PDF/UA."""
    pdf = made("six-weeks")
    root = root_of(pdf)
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  an object of PDF
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    found = read(pdf)
    assert found.metadata
    assert found.metadata.title == "Back diary of A. B., 2 March 2026 to 12 April 2026"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds = list(tags(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= {kind for kind, _ in kinds}
    (alt,) = (alt for kind, alt in kinds if kind == "/Figure")
    assert alt.startswith("Chart of pain from 0 to 10")


def tags(node: object) -> list[tuple[str, str]]:
    """Every tag of the structure, with its alternative text."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in tags(child)]
    if not isinstance(node, dict):
        return []
    own = [(str(node["/S"]), str(node.get("/Alt", "")))] if "/S" in node else []
    return own + (tags(node["/K"]) if "/K" in node else [])


def test_nothing_is_fetched_for_it(tmp_path: Path) -> None:
    """Neither from the network nor from the disk."""
    (tmp_path / "secret.txt").write_text("secret")
    text = (
        f'<html lang="en"><title>t</title><img src="{(tmp_path / "secret.txt").as_uri()}" alt="x">'
    )
    text += '<link rel="attachment" href="http://127.0.0.1:9/"></html>'
    pdf = as_pdf(text, "A4")
    assert b"secret" not in pdf
    assert "/Names" not in root_of(pdf)


@pytest.mark.parametrize("name", ["six-weeks", "everything", "half-a-year"])
def test_it_can_be_looked_at(name: str, tmp_path: Path) -> None:
    """A picture of each sheet, which is not empty."""
    need("pdftoppm")
    from PIL import Image

    file = tmp_path / "report.pdf"
    file.write_bytes(made(name))
    stem = artefact(tmp_path / f"report-pdf-{name}")
    subprocess.run(["pdftoppm", "-r", "80", "-png", file, stem], check=True)
    pictures = sorted(stem.parent.glob(f"{stem.name}-*.png"))
    assert len(pictures) == (2 if name == "everything" else 1)
    for picture in pictures:
        with Image.open(picture) as image:
            grey = image.convert("L")
            assert min(grey.tobytes()) < 40
            ink = sum(grey.histogram()[:128]) / (image.width * image.height)
        assert 0.005 < ink < 0.3
