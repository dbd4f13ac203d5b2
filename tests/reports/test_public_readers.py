"""Machine formats in the hands of public libraries that read them, beside the schemas of our own words."""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from sarif_pydantic import Sarif  # type: ignore[import-untyped]

from tests.reports.fixed_report import clean_report, report
from tests.reports.hostile_report import ATTACKS
from tests.reports.hostile_report import report as hostile_report
from verifier.model import Report
from verifier.reports import Options, render
from verifier.reports.summary import in_text_order

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # how it asks for its own version
    import pylanguagetool  # type: ignore[import-untyped]

REPORTS = {"fixed": report(), "clean": clean_report(), **{n: hostile_report(a) for n, a in ATTACKS.items()}}
reports = pytest.mark.parametrize("run", REPORTS.values(), ids=REPORTS)


def written(name: str, run: Report) -> str:
    return render(name, run, Options(version="1.2.3", language="de"))


@reports
def test_sarif(run: Report) -> None:
    """Every finding is a result whose rule is told, the open ones first, at a place with lines and columns."""
    (found,) = Sarif.model_validate_json(written("sarif", run)).runs
    (article,) = run.articles
    results = found.results or []
    told = [*in_text_order(article.findings), *in_text_order(article.decided)]
    assert [(r.rule_id, r.level) for r in results] == [(f.rule, f.severity.value) for f in told]
    assert {rule.id for rule in found.tool.driver.rules or []} == {finding.rule for finding in told}
    regions = [result.locations[0].physical_location.region for result in results]
    places = [(region.start_line, region.start_column) for region in regions if region]
    assert places in ([(f.line, f.column) for f in told], [])  # none for an article that is no file


@reports
def test_junit(run: Report) -> None:
    """A case for the text and one for each source; failures and skips are counted alike by reader and file."""
    xml = JUnitXml.fromstring(written("junit", run).encode())
    (suite,) = xml
    cases = list(suite)
    outcomes = [type(result) for case in cases for result in case.result]
    assert len(cases) == 1 + len(run.articles[0].facts.sources) == suite.tests
    assert (outcomes.count(Failure), outcomes.count(Skipped)) == (suite.failures, suite.skipped)
    assert outcomes.count(Error) == suite.errors == 0


@contextmanager
def server(answer: str) -> Iterator[str]:
    """A LanguageTool that always answers the same."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = answer.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    with HTTPServer(("127.0.0.1", 0), Answering) as http:
        serving = Thread(target=http.serve_forever, daemon=True)
        serving.start()
        yield f"http://127.0.0.1:{http.server_address[1]}/v2/"
        http.shutdown()
        serving.join()


@reports
def test_languagetool(run: Report) -> None:
    """A client of LanguageTool asks, is answered, and shows every match with its rule and its place."""
    with server(written("languagetool", run)) as address:
        answer = pylanguagetool.api.check("Text", address, "de-DE")
    told = io.StringIO()
    with redirect_stdout(told):
        pylanguagetool.print_errors(answer, address, print_color=False, rules=True, rule_categories=True)
    assert answer == json.loads(written("languagetool", run))
    for finding in run.articles[0].findings:
        assert f"{finding.rule}: " in told.getvalue()
