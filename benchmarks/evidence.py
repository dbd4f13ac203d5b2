"""How much reading a cited page and comparing claims with it costs: CPU time and memory of one worker.

    python benchmarks/evidence.py [ROUNDS]

The page is made up: 250 KB in the manner of a news page, with scripts, navigation, teasers, 1,500 words.
"""

from __future__ import annotations

import statistics
import sys
import time
import zlib
from datetime import date

from verifier.evidence.extraction import Job, extract
from verifier.evidence.support import judge_claim

ROUNDS = 30
PAGE_BYTES = 250_000
CLAIMS = (
    "die Reederei Kystlink 34 Fähren betreibt und voriges Jahr 11,2 Millionen Passagiere befördert hat",
    "der Umsatz im dritten Quartal um 12,8 Prozent auf 3,1 Milliarden Dollar fiel",
    "„Wir können nicht warten“, sagte Ragnhild Moe am 11. Februar in Oslo",
)
SENTENCES = (
    "Kystlink runs {n} ferries and carried 11.2 million passengers last year, 6 percent more than in 2023.",
    "The government in Oslo said on Tuesday that a further {n} million crowns would go to charging stations.",
    "Nobody along the coast, from Bergen to Tromsø, expects plan number {n} to hold through the winter.",
    "A spokeswoman for the operator declined to comment on reports that order {n} had been placed in Turkey.",
)
HOSTILE = {
    "nested a million deep": b"<html><body>" + b"<div>" * 1_000_000,
    "nested below the limit of bytes": b"<html><body>" + b"<div>" * 390_000,
    "a million attributes": b"<html><body><p " + b" ".join(b"a%d" % n for n in range(250_000)) + b">",
    "many rich elements": b"<html><body>" + b"<p a=b c=d e=f>word</p>" * 39_000,
    "open scripts": b"<script>" * 200_000,
    "formatting without end": b"<b><i><u><p>" * 20_000,
    "2 MB": b"<html><body>" + b"<p>" + b"word " * 398_000,
}


TEXTS = {
    "2 MB of text on one line": b"Kystlink 34 ferries 11.2 million " * 60_000,
    "2 MB of numbers": b"1.234.567,89 12% " * 115_000,
}


def pdf_bomb(pages: int = 60) -> bytes:
    """A PDF of 6 KB whose pages unpack to 2 MB each."""
    stream = zlib.compress(b"BT /F1 10 Tf (word word) Tj ET\n" * 60_000, 9)
    kids = b"3 0 R " * pages
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    return body + table + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def news_page(seed: int) -> bytes:
    """A page of the wanted size; pages differ, so that nothing is taken from a cache."""
    texts = (
        " ".join(s.format(n=seed * 1000 + i * 4 + j) for j, s in enumerate(SENTENCES)) for i in range(22)
    )
    paragraphs = "".join(f'<p class="text">{text}</p>' for text in texts)
    teasers = "".join(
        f'<li class="t"><a href="/{n}"><img src="/{n}.jpg" alt=""><span>Teaser {n}</span></a></li>'
        for n in range(600)
    )
    head = (
        '<!doctype html><html lang="en"><head><title>Ferries go electric | Example Times</title>'
        '<meta property="og:site_name" content="Example Times"><script type="application/ld+json">'
        '{"@type":"NewsArticle","headline":"Ferries go electric","datePublished":"2025-02-11"}</script>'
    )
    article = f"<article><h1>Ferries go electric</h1>{paragraphs}</article>"
    body = f"<nav><ul>{teasers[:9000]}</ul></nav><main>{article}</main>"
    page = f"{head}<script>SCRIPT</script></head><body>{body}<aside><ul>{teasers}</ul></aside></body></html>"
    return page.replace("SCRIPT", "var a=1;" * ((PAGE_BYTES - len(page)) // 8)).encode()


def cpu_ms(work: object, *arguments: object) -> float:
    """CPU time of one call."""
    begun = time.process_time()
    work(*arguments)  # type: ignore[operator]
    return (time.process_time() - begun) * 1000


def read_and_compare(body: bytes, content_type: str = "text/html") -> None:
    page = extract(Job(body=body, url="https://example.com/ferries", content_type=content_type))
    for claim in CLAIMS:
        judge_claim(claim, claim_language="de", page=page, published=date(2025, 2, 12))


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(f"first page, with all imports   {cpu_ms(read_and_compare, news_page(0)):8.1f} ms")
    times = [cpu_ms(read_and_compare, news_page(n)) for n in range(1, rounds + 1)]
    print(f"250 KB and {len(CLAIMS)} claims, median    {statistics.median(times):8.1f} ms")
    print(f"250 KB and {len(CLAIMS)} claims, worst     {max(times):8.1f} ms")
    hostile = [(name, body, "text/html") for name, body in HOSTILE.items()]
    hostile += [(name, body, "text/plain") for name, body in TEXTS.items()]
    for name, body, kind in (*hostile, ("pages that unpack to 120 MB", pdf_bomb(), "application/pdf")):
        took = cpu_ms(read_and_compare, body, kind)
        page = extract(Job(body=body, url="https://example.com/", content_type=kind))
        print(f"{name:31}{took:8.1f} ms   {page.kind}: {page.reason}")
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    print(
        f"memory at its highest          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB"
    )


if __name__ == "__main__":
    main()
