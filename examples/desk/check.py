"""Check an article on a running desk from Python, with nothing but the standard library: python check.py artikel.txt"""

import json
import os
import sys
import urllib.request

DESK, TOKEN = os.environ.get("DESK", "http://127.0.0.1:8765"), os.environ.get("VERIFIER_TOKEN", "")


def ask(path, body=None):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    return urllib.request.urlopen(
        urllib.request.Request(DESK + path, body and json.dumps(body).encode(), headers)
    )


check = json.load(ask("/api/v1/checks", {"text": open(sys.argv[1], encoding="utf-8").read()}))
for line in ask(check["events"]):  # as things become known; ends with the check
    print(line.decode().strip()[:100], file=sys.stderr)
for finding in json.load(ask(check["url"]))["articles"][0]["findings"]:
    print(f"line {finding['line']}: {finding['rule']} {finding['message']}")
