"""The page of a report as PDF, by WeasyPrint (the extra `report`): tagged, and made offline."""

from __future__ import annotations

from posture_daemon.errors import Unavailable

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
    """The page on this paper ("A4" or "Letter"), as PDF/UA-1; nothing is fetched from anywhere."""
    fetcher = URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=page, url_fetcher=fetcher)
    sheet = weasyprint.CSS(string=f"@page {{ size: {paper} }}", url_fetcher=fetcher)
    made: bytes = document.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return made
