"""The page of a report as PDF, by WeasyPrint (the extra `report`): tagged, and made offline."""

from __future__ import annotations

from typing import Any

from posture_daemon.errors import Unavailable

_ON_ONE_SHEET = ".annex { break-before: auto !important }"
_HINT = "Install it: pip install 'posture-daemon[report]'. --html makes a page to print."

try:
    import weasyprint
    from weasyprint.urls import URLFetcher
except ImportError:
    raise Unavailable("A PDF needs WeasyPrint, which is not installed.", _HINT) from None
except OSError as wrong:  # it is, and a library of the system is not
    raise Unavailable(
        f"A PDF needs the library Pango, which is not here: {str(wrong).splitlines()[0]}",
        "On Debian: apt install libpango-1.0-0 libpangoft2-1.0-0. --html makes a page to print.",
    ) from wrong


def as_pdf(page: str, paper: str) -> bytes:
    """The page on this paper ("A4" or "Letter"), as PDF/UA-1; nothing is fetched from anywhere.

    What is added is on a second sheet, unless all of it fits on one.
    """
    size = f"@page {{ size: {paper} }}"
    made = _rendered(page, f"{size} {_ON_ONE_SHEET}")
    if len(made.pages) > 1:
        made = _rendered(page, size)
    pdf: bytes = made.write_pdf(pdf_variant="pdf/ua-1")
    return pdf


def _rendered(page: str, style: str) -> Any:
    fetcher = URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    sheet = weasyprint.CSS(string=style, url_fetcher=fetcher)
    return document.render(stylesheets=[sheet], pdf_variant="pdf/ua-1")
