from __future__ import annotations

import pytest

from tests.fakeweb import html
from verifier.links.stored import body_kind

TYPE = (("content-type", "text/html; charset=utf-8"),)
PAGE = "https://zeitung.example/wirtschaft/verband-erwartet-zuwachs"
FEW = "Sie werden gleich weitergeleitet."


@pytest.mark.parametrize(
    ("status_", "text", "kind"),
    [
        (200, html(), None),
        (200, html("Seite nicht gefunden", "Die gesuchte Seite existiert nicht."), "error_page"),
        (200, html("Are you a robot?", "Please complete the captcha"), "bot_wall"),
        (200, html("Bevor Sie fortfahren", "Cookies und Einwilligung"), "consent"),
        (404, html("x"), "404"),
    ],
)
def test_body_kind(status_: int, text: str, kind: str | None) -> None:
    """A page from anywhere, an archive for instance, is judged by the same marks."""
    headers = (("content-type", "text/html; charset=utf-8"),)
    assert body_kind("http://a.example/x/y", status_, headers, text.encode()) == kind


def test_body_kind_of_any_address() -> None:
    """What was archived under an address that nobody could visit is judged all the same."""
    assert body_kind("about:blank", 200, (), html().encode()) is None
    assert body_kind("http://", 404, (), b"") == "404"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (html(head='<link rel="canonical" href="https://zeitung.example/">'), "home_page"),
        (html(head='<link rel="canonical" href="/index.html">'), "home_page"),
        (html(head=f'<link rel="canonical" href="{PAGE}">'), None),
        (html(head='<link rel="canonical" href="/?id=7">'), None),
        (html(head='<link rel="canonical" href="https://[">'), None),
        (html(head='<link rel="shortcut icon" href="/">'), None),
        (html(text=FEW, head='<meta http-equiv="refresh" content="0; url=/">'), "refresh"),
        (html(head='<meta http-equiv="refresh" content="5; url=/neu">'), None),
        (html(text=FEW, head='<meta http-equiv="refresh" content="300; url=/neu">'), None),
        (html(title="404 – Seite nicht gefunden", text="Der Verband rechnet mit einem Zuwachs."), "doubtful"),
        (html(title="Zeitung", text="Um fortzufahren, stimmen Sie Cookies zu. Alle akzeptieren"), "consent"),
    ],
)
def test_what_only_matters_where_nobody_can_be_asked(text: str, kind: str | None) -> None:
    """A page that calls itself the start page, only sends on, or may be an error page is no copy."""
    assert body_kind(PAGE, 200, TYPE, text.encode()) == kind


def test_a_start_page_may_call_itself_one() -> None:
    """Where the start page is what was cited."""
    text = html(head='<link rel="canonical" href="https://zeitung.example/">')
    assert body_kind("https://zeitung.example/", 200, TYPE, text.encode()) is None
