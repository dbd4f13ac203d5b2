"""Runs in pywb's own environment: writes captures from standard input (JSON) as a WARC file with its index.

Usage: write_collection.py ROOT < captures.json
"""

from __future__ import annotations

import base64
import json
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

# These live in pywb's environment, which the product's checks never see.
from pywb.indexer.cdxindexer import main as index  # type: ignore[import-not-found]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-not-found]
from warcio.warcwriter import WARCWriter  # type: ignore[import-not-found]

CONFIG = """\
collections_root: collections
redirect_to_exact: true
framed_replay: false
enable_banner: false
cdx_api_endpoint: /search/cdx
collections:
  web: {index: ./collections/news/indexes/, archive_paths: ./collections/news/archive/}
  cdx: {index: ./collections/news/indexes/, archive_paths: ./collections/news/archive/}
"""


def date(timestamp: str) -> str:
    t = timestamp
    return f"{t[:4]}-{t[4:6]}-{t[6:8]}T{t[8:10]}:{t[10:12]}:{t[12:14]}Z"


def write(writer: Any, capture: dict[str, Any], first_visits: dict[str, tuple[str, str, str]]) -> None:
    headers = [("Content-Type", capture["mimetype"])] + [tuple(header) for header in capture["headers"]]
    if capture["location"]:
        headers.append(("Location", capture["location"]))
    http = StatusAndHeaders(f"{capture['status']} Reason", headers, protocol="HTTP/1.1")
    when = {"WARC-Date": date(capture["timestamp"])}
    if capture["revisit"]:
        first = first_visits[capture["body"]]
        record = writer.create_revisit_record(
            capture["url"], first[0], first[1], first[2], http_headers=http, warc_headers_dict=when
        )
    else:
        body = BytesIO(base64.b64decode(capture["body"]))
        record = writer.create_warc_record(
            capture["url"], "response", payload=body, http_headers=http, warc_headers_dict=when
        )
    writer.write_record(record)
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    first_visits.setdefault(capture["body"], (digest, capture["url"], when["WARC-Date"]))


def main() -> None:
    root = Path(sys.argv[1])
    archive, indexes = root / "collections/news/archive", root / "collections/news/indexes"
    archive.mkdir(parents=True)
    indexes.mkdir(parents=True)
    (root / "config.yaml").write_text(CONFIG)
    warc = archive / "test.warc.gz"
    first_visits: dict[str, tuple[str, str, str]] = {}
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for capture in json.load(sys.stdin):
            write(writer, capture, first_visits)
    index(["-j", "-s", "-o", str(indexes / "index.cdxj"), str(warc)])


main()
