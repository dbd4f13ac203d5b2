"""What is served keeps what `/openapi.json` promises, for cases that nobody thought of.

`make test-api` tries many more of them.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
from importlib.util import find_spec

import pytest

from tests.apps.web.conftest import OpenDesk
from tests.fakeweb import FakeWeb

CASES = int(os.environ.get("API_CASES", "300"))
LONGEST_S = 60 + CASES
HOW = "cases for the API: pip install --group api"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
    "response_headers_conformance,negative_data_rejection,unsupported_method"
)


@pytest.mark.skipif(find_spec("schemathesis") is None, reason=HOW)
async def test_promises_are_kept(open_client: OpenDesk, web: FakeWeb) -> None:
    """No mistake of ours, no answer that is not described, none in another shape than it says."""
    web.route("www.reuters.com", "*")
    client = await open_client(per_client=100_000, checks_at_once=8, queue=100_000, deadline_s=2)
    each = max(4, CASES // 5)  # of every operation, some of which have little to vary
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "schemathesis.cli", "run", f"{client.address}/openapi.json",
        "--checks", CHECKS, "--max-examples", str(each), "--seed", "7", "--phases", "examples,coverage,fuzzing",
        "--no-color", "--suppress-health-check", "all", "--generation-database", "none", "--request-timeout", "30",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _ = await asyncio.wait_for(run.communicate(), LONGEST_S)
    told = out.decode()
    assert run.returncode == 0, told[-6000:]
    generated = re.search(r"(\d+) generated", told)
    assert generated is not None, told
    assert int(generated[1]) >= CASES, told
