"""Attempts to get at what is not meant for a client of the desk, as data."""

from __future__ import annotations

import gzip
import io
import zipfile

# Addresses of an "article" that lead into this machine, its network, or nowhere that is the web.
PRIVATE_URLS = (
    "http://127.0.0.1/",
    "http://127.0.0.1:8765/api/v1/checks",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1.:80/",
    "http://0.0.0.0/",
    "http://0/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://10.0.0.1/",
    "http://10.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/router",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[fc00::1]/",
    "http://[ff02::1]/",
    "http://printer.local/",
    "http://intranet/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://198.18.0.1/",
    "http://metadata.internal./",
)
# Names of a public zone that resolve into the private network.
REBOUND = ("10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "fd00::7", "::ffff:10.0.0.7")
# What is no address of an article at all.
UNUSABLE_URLS = (
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://internal/x",
    "data:text/html,<h1>x</h1>",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "http://user@127.0.0.1/",
    "http://www.reuters.com:secret@127.0.0.1/",
    "http://www.reuters.com@127.0.0.1/",
    "http://127.0.0.1\\@www.reuters.com/",
    "http://a.internal/\r\nX-Own: 1",
    "http://a.internal/\x00",
    "http://a.internal:99999/",
    "http://[::1/",
    "http:///x",
    "http://" + "a" * 5000 + ".internal/",
)
# Headers that pretend to be somebody else, or another server.
FOREIGN_HEADERS: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"},
    {"Host": "localhost.evil.example"},
    {"Host": "127.0.0.1.evil.example"},
    {"Host": "evil.example@127.0.0.1"},
    {"Host": ""},
    {"Host": "127.0.0.1:80:80"},
    {"Host": "127.0.0.1/x"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "file://"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
)
# Text that a page must show and never obey.
SCRIPTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action='//evil.example'><button>x</button></form>",
    "<style>*{background:url(//evil.example)}</style>",
    "<!--<script>-->alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "\u202e<script>\u2028alert(1)",
)
# Names of files that want to be somewhere else.
FILE_NAMES = (
    "../../../../etc/passwd",
    "..\\..\\windows\\system32\\drivers\\etc\\hosts",
    "/etc/cron.d/x",
    "C:\\boot.ini",
    "....//....//x.txt",
    "\\\\evil.example\\share\\x.txt",
    "a%00.txt",
    "CON",
    "." * 300,
    "<img src=x onerror=alert(1)>.txt",
    "\u202etxt.exe",
)


def zip_of(*files: tuple[str, bytes]) -> bytes:
    """A zip archive."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in files:
            packed.writestr(name, content)
    return octets.getvalue()


_ENTITY = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_WORD = b'<?xml version="1.0"?>%s<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>'
_TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
_RELS = b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'


def word_of(document: bytes) -> bytes:
    """A Word document whose main part is this."""
    return zip_of(("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", document))


# Files that are no articles: (name, content).
UPLOADS: tuple[tuple[str, bytes], ...] = (
    ("bomb.docx", word_of(_WORD % (b"", b"A" * 300_000_000))),
    ("nested.zip", zip_of(("a.zip", zip_of(("b.txt", bytes(50_000_000)))))),
    ("entity.docx", word_of(_WORD % (_ENTITY.encode(), b"&x;"))),
    ("laughs.docx", word_of(_WORD % (f'<!DOCTYPE r [<!ENTITY l0 "ha">{_LAUGHS}]>'.encode(), b"&l9;"))),
    ("slip.docx", zip_of(("../../../../tmp/slipped", b"x"), ("word/document.xml", b"<x/>"))),
    (
        "entity.html",
        f"<?xml version='1.0'?>{_ENTITY}<html><body><p>Laut &x; wird gebaut.</p></body></html>".encode(),
    ),
    ("entity.xhtml", f"{_ENTITY}<html xmlns='http://www.w3.org/1999/xhtml'><p>&x;</p></html>".encode()),
    ("bomb.txt.gz", gzip.compress(bytes(50_000_000), 9)),
    (
        "page.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    ),
    ("program.exe", b"MZ\x90\x00" + bytes(5000)),
    ("deep.json", b"[" * 100_000),
    ("deep.html", b"<div>" * 100_000),
    ("number.json", b'{"text": ' + b"9" * 100_000 + b"}"),
    ("broken.docx", b"PK\x03\x04" + bytes(100)),
)
