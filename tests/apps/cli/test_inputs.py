"""What can be named: files, folders, standard input, pipes; and what becomes of the rest."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.apps.running import ARTICLE, COMMAND, LONGEST_S, Done, environment, invoke
from verifier.apps.cli.inputs import expand
from verifier.documents.folders import ARTICLE_SUFFIXES

NOTHING_FOUND = "no article found in this folder; looked for .txt .md .html .docx .json"


def check(*names: str | Path, stdin: bytes = b"") -> Done:
    """An offline run."""
    return invoke("check", *names, "--offline", "--format", "json", stdin=stdin)


def paths(done: Done) -> list[str]:
    """What was reported, in order."""
    return [article["path"] for article in done.report["articles"]]


def test_kinds_of_files(folder: Path) -> None:
    """Every kind of file is read as what it is, all in one report, in the order given."""
    (folder / "b.md").write_text(ARTICLE.replace("Die Werft baut zwei", "# Die Werft baut zwei"), "utf-8")
    (folder / "c.json").write_text(json.dumps({"title": "T", "text": ARTICLE}))
    (folder / "d.HTML").write_text("<h1>Titel</h1><p>Wie Reuters berichtet, baut die Werft.</p>", "utf-8")
    done = check("d.HTML", "c.json", "artikel.txt", "b.md")
    assert (done.code, done.err) == (0, "")
    assert paths(done) == ["d.HTML", "c.json", "artikel.txt", "b.md"]


def test_reports_of_ours_in_a_folder(folder: Path) -> None:
    """What an earlier check wrote beside the articles is passed over, whatever it is called."""
    outputs = {"json": "a.json", "html": "b.html", "markdown": "c.md", "console": "d.txt", "sarif": "e.json"}
    named = [f"--output={format_}={name}" for format_, name in outputs.items()]
    first = invoke("check", ".", "--offline", *named)
    assert (first.code, sorted(path.name for path in folder.iterdir())) == (
        0,
        sorted([*outputs.values(), "artikel.txt"]),
    )
    again = check(".")
    assert (again.code, again.err, paths(again)) == (0, "", ["artikel.txt"])


def test_a_report_of_ours_is_no_article(folder: Path) -> None:
    """Named, or alone in its folder, it is said to be what it is."""
    invoke("check", "artikel.txt", "--offline", "--output=json=bericht.json")
    said = "bericht.json: is a report of a check, not an article; name the article"
    named = check("bericht.json", "artikel.txt")
    assert (named.code, named.lines, paths(named)) == (2, [said], ["artikel.txt"])
    (folder / "artikel.txt").unlink()
    alone = check(".")
    assert (alone.code, alone.out, alone.lines) == (2, b"", [said])


@pytest.mark.parametrize("arguments", [["-"], []])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1252"])
def test_standard_input(arguments: list[str], coding: str) -> None:
    """`-` is standard input, and so is naming nothing where something comes in."""
    done = check(*arguments, stdin=ARTICLE.encode(coding))
    assert (done.code, paths(done)) == (0, ["-"])
    assert [a["outlet"] for a in done.report["articles"][0]["attributions"]] == ["Reuters", "Fördebote"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "-: empty, "),
        (b" \n\t\n", "-: empty, "),
        (b"\x00\x01\x02\x03" * 100, "-: "),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "-: "),
        (b"x" * 50_000_000, "-: "),
    ],
    ids=["empty", "blank", "binary", "image", "50 MB"],
)
def test_no_article(data: bytes, said: str) -> None:
    """What cannot be an article is one line, with exit code 2 and no report."""
    done = check(stdin=data)
    assert (done.code, done.out, len(done.lines)) == (2, b"", 1)
    assert done.lines[0].startswith(said)


def test_folder(folder: Path) -> None:
    """A folder is searched through in the order of names; what is hidden or no article is passed over."""
    for name in (
        "t/b.txt",
        "t/a/z.md",
        "t/.hidden.txt",
        "t/.git/x.txt",
        "t/node_modules/x.md",
        "t/x.pdf",
        "t/A.TXT",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ARTICLE, "utf-8")
    (folder / "t" / "ordner.txt").mkdir()
    done = check("t")
    assert (done.code, done.err) == (0, "")
    assert paths(done) == ["t/A.TXT", "t/b.txt", "t/a/z.md"]
    assert paths(check("t", "t/b.txt", "artikel.txt", "artikel.txt")) == [*paths(done), "artikel.txt"]
    assert paths(check("t/.hidden.txt")) == ["t/.hidden.txt"]


def test_folder_without_articles(folder: Path) -> None:
    """Nothing found is 2, never a silent 0; what else was named is reported all the same."""
    (folder / "leer" / ".git").mkdir(parents=True)
    (folder / "leer" / "bild.png").write_bytes(b"x")
    done = check("leer")
    assert (done.code, done.out, done.lines) == (2, b"", [f"leer: {NOTHING_FOUND}"])
    done = check("leer", "artikel.txt")
    assert (done.code, paths(done), done.lines) == (2, ["artikel.txt"], [f"leer: {NOTHING_FOUND}"])


def test_what_cannot_be_read(folder: Path) -> None:
    """Each gets one line, and the rest is reported; the exit code is 2 whatever was found."""
    t = folder / "t"
    t.mkdir()
    (t / "a.txt").write_bytes(b"")
    (t / "b.txt").symlink_to("nirgends.txt")
    (t / "c.txt").symlink_to("c.txt")
    (t / "d.json").write_text('{"text": ')
    (t / "e.txt").write_text(ARTICLE.replace("Fördebote kosten", "Spiegel kosten"), "utf-8")
    (t / "f.txt").write_bytes(bytes(range(256)) * 40)
    os.mkfifo(t / "g.txt")
    done = check("t", "weg.txt", "x" * 300, "artikel.txt")
    assert done.code == 2
    assert paths(done) == ["t/e.txt", "artikel.txt"]
    assert [line.split(":")[0][:9] for line in done.lines] == [
        "t/a.txt", "t/b.txt", "t/c.txt", "t/d.json", "t/f.txt", "weg.txt", "x" * 9,
    ]  # fmt: skip


@pytest.fixture
def bound_by_permissions() -> list[str]:
    """What stands before a command so that permissions hold for it, also where root runs the tests."""
    if os.getuid() != 0:
        return []
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    if shutil.which("setpriv") is None or subprocess.run([*prefix, "true"], check=False).returncode:
        pytest.skip("root cannot give up its power over files here")
    return prefix


def test_permissions(folder: Path, bound_by_permissions: list[str]) -> None:
    """Files and folders that may not be read get one line each; so does a report that may not be written."""
    (folder / "t" / "zu").mkdir(parents=True)
    for name in ("t/a.txt", "t/b.txt", "t/zu/c.txt"):
        (folder / name).write_text(ARTICLE, "utf-8")
    closed = (folder / "t/a.txt", folder / "t/zu", folder / "t")
    for path, mode in zip(closed, (0, 0, 0o555), strict=True):
        path.chmod(mode)
    try:
        done = _run(*bound_by_permissions, *COMMAND, "check", "t", "--offline", "--format", "json")
        refused = _run(*bound_by_permissions, *COMMAND, "check", "artikel.txt", "--output", "csv=t/x.csv")
    finally:
        for path in reversed(closed):
            path.chmod(0o755)
    assert (done.code, paths(done)) == (2, ["t/b.txt"])
    assert done.lines == [
        "t/a.txt: cannot be read (Permission denied); check its permissions",
        "t/zu: the folder cannot be read (Permission denied); check its permissions",
    ]
    assert (refused.code, refused.out) == (2, b"")
    assert refused.lines == ["t/x.csv: cannot be written; check its permissions"]


def _run(*command: str) -> Done:
    run = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST_S, env=environment())
    return Done(run.returncode, run.stdout, run.stderr.decode())


def test_pipes(folder: Path) -> None:
    """A pipe that is named, like a shell's `<(…)`, is read; one that lies in a folder is passed over."""
    script = 'exec "$0" -m verifier check <(cat artikel.txt) --offline --format json'
    run = subprocess.run(
        ["bash", "-c", script, COMMAND[0]],
        cwd=folder,
        capture_output=True,
        check=True,
        env=environment(),
        timeout=LONGEST_S,
    )
    assert json.loads(run.stdout)["summary"]["attributions"] == 2


def test_nothing_named_at_a_terminal(folder: Path) -> None:
    """Nobody is left waiting in front of a silent command."""
    leader, follower = os.openpty()
    try:
        run = subprocess.run(
            [*COMMAND, "check"],
            stdin=follower,
            capture_output=True,
            check=False,
            env=environment(),
            timeout=LONGEST_S,
        )
    finally:
        os.close(leader)
        os.close(follower)
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(b"verifier: nothing to check; name a file, a folder, an address, or - for")


def test_every_suffix_is_found(folder: Path) -> None:
    """Also in capitals."""
    names = [f"a{suffix}" for suffix in ARTICLE_SUFFIXES] + [
        f"b{suffix.upper()}" for suffix in ARTICLE_SUFFIXES
    ]
    for name in names:
        (folder / "s").mkdir(exist_ok=True)
        (folder / "s" / name).write_text("x")
    assert {Path(input_.name).name for input_ in expand(["s"])} == set(names)
