from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakeweb import html
from verifier.links.judge import judge
from verifier.links.observation import Failure, Observation
from verifier.model import Hop, LinkClass

URL = "http://www.example.com/politik/ein-langer-artikel"
HTML = (("content-type", "text/html; charset=utf-8"),)


def _seen(status: int = 200, body: str | None = None, **more: object) -> Observation:
    content = html() if body is None else body
    fields: dict[str, object] = {"url": URL, "final_url": URL, "status": status, "headers": HTML}
    return Observation(**(fields | {"body": content.encode()} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("class_", [class_ for class_ in LinkClass if class_ is not LinkClass.OK])
def test_a_failure_is_its_own_class(class_: LinkClass) -> None:
    """Without an answer, what went wrong is the class, with its detail and its words."""
    judged = judge(_seen(failure=Failure(class_, "detail", "words")))
    assert (judged.class_, judged.detail, judged.reason) == (class_, "detail", "words")


@pytest.mark.parametrize("status", range(100, 1000, 7))
def test_every_status_has_a_judgement(status: int) -> None:
    """Whatever number a server invents, there is a class, words for it, and no error."""
    judged = judge(_seen(status))
    assert judged.reason
    assert (judged.class_.verdict == "dead") == (status in {404, 410})


@pytest.mark.parametrize("cut", ["timeout", "closed"])
@pytest.mark.parametrize(
    ("body", "verdict"), [("", "undetermined"), ("<html>", "undetermined"), (html(), "alive")]
)
def test_a_page_that_breaks_off(cut: str, body: str, verdict: str) -> None:
    """A page that mostly came is there; one that only began is not judged."""
    assert judge(_seen(body=body, cut=cut)).class_.verdict == verdict


def test_dead_however_it_ends() -> None:
    """A 404 is one, whether its page came or not."""
    assert judge(_seen(404, body="", cut="closed")).class_ is LinkClass.DEAD


@pytest.mark.parametrize(
    ("final", "class_"),
    [
        ("https://example.com/politik/ein-langer-artikel/", LinkClass.OK),
        ("https://example.com/archiv/4711", LinkClass.REDIRECTED),
        ("https://example.com/", LinkClass.SOFT_404),
        ("https://example.com/politik/", LinkClass.SOFT_404),
        ("https://example.com/404", LinkClass.SOFT_404),
        ("https://example.com/login?next=/politik", LinkClass.BLOCKED),
    ],
)
def test_where_a_redirect_ends(final: str, class_: LinkClass) -> None:
    """The end of the way decides: the page, the page elsewhere, a stand-in, or a gate."""
    assert judge(_seen(final_url=final, hops=(Hop(URL, 301),))).class_ is class_


def test_doubt_is_said() -> None:
    """An article that looks like an error page counts as there until a sibling was asked for."""
    judged = judge(_seen(body=html("Seite nicht gefunden")))
    assert (judged.class_, judged.doubt) == (LinkClass.OK, "final")


def test_other_kinds_of_content_are_not_read_as_pages() -> None:
    """The bytes of a document say nothing about walls or errors."""
    headers = (("content-type", "application/pdf"),)
    body = html("Seite nicht gefunden", "Die gesuchte Seite existiert nicht.")
    assert judge(_seen(body=body, headers=headers)).class_ is LinkClass.OK


PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<title>",
            "</title>",
            "<h1>",
            "</h1>",
            "<!--",
            "-->",
            "<noscript>",
            "<p>Text ",
        ),
        *(
            "404",
            "Seite nicht gefunden",
            "casino",
            "captcha",
            "Anmelden",
            "<input type=password>",
            "&#x110000;",
        ),
        *(
            '<body class="error404">',
            "<meta http-equiv=refresh content='0;url=",
            '"isAccessibleForFree":false',
            "\0",
        ),
    ]
)


@given(
    st.lists(PIECES, max_size=40),
    st.sampled_from([200, 202, 204, 206, 300, 403, 404, 429, 503]),
    st.sampled_from(
        [URL, "http://www.example.com/", "http://other.example/login?next=/politik/ein-langer-artikel"]
    ),
    st.sampled_from(["utf-8", "hex", "utf-16", "nonsense"]),
)
def test_any_page_has_a_judgement(pieces: list[str], status: int, final: str, charset: str) -> None:
    """Whatever a server sends, it is judged, twice the same."""
    headers = (("content-type", f"text/html; charset={charset}"),)
    hops = () if final == URL else (Hop(URL, 301),)
    seen = _seen(status, "".join(pieces), final_url=final, hops=hops, headers=headers)
    assert judge(seen) == judge(seen)
