from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from verifier.config import (
    ArchiveConfig,
    Config,
    JudgeConfig,
    NetworkConfig,
    NotifyConfig,
    OutletConfig,
    PerHost,
)
from verifier.config_file import MAX_FILE_BYTES, find_config, load_config, parse_config
from verifier.config_values import split_address
from verifier.errors import ConfigError

SHIPPED = Path(__file__).parent.parent / "config.yaml"


def problems(text: str | bytes) -> list[str]:
    """What is wrong with the file, line by line; its name is cut."""
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(ConfigError) as error:
        parse_config(raw, "c.yaml")
    assert all(line.startswith("c.yaml:") for line in error.value.problems)
    assert all(problem.isprintable() for problem in error.value.problems)  # each is one line
    return [problem.removeprefix("c.yaml:") for problem in error.value.problems]


def test_shipped_file_is_the_defaults() -> None:
    """config.yaml shows what holds without it."""
    assert load_config(SHIPPED) == Config()


def test_certificates_are_found_from_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative `ca_file` lies beside the configuration, wherever the check is started."""
    (tmp_path / "haus").mkdir()
    (tmp_path / "haus/ca.pem").write_text("x")
    path = tmp_path / "haus/config.yaml"
    path.write_text("network: {ca_file: ca.pem}\n")
    monkeypatch.chdir("/")
    assert load_config(path).network.ca_file == str(tmp_path / "haus/ca.pem")
    path.write_text(f"network: {{ca_file: {tmp_path}/haus/ca.pem}}\n")
    assert load_config(path).network.ca_file == str(tmp_path / "haus/ca.pem")
    path.write_text("network: {ca_file: weg.pem}\n")
    with pytest.raises(ConfigError, match=f"no such file: '{tmp_path}/haus/weg.pem'"):
        load_config(path)


def test_shipped_file_shows_every_key() -> None:
    """Every key of every part stands in config.yaml, and every line of it has a comment."""
    text = SHIPPED.read_text("utf-8")
    shown = set(re.findall(r"^[ -]*([a-z_]+):", text, re.MULTILINE))
    for class_ in (Config, NetworkConfig, PerHost, ArchiveConfig, *_parts(Config)):
        assert {field.name for field in fields(class_)} <= shown | _OF_ENTRIES
    settings = [line for line in text.splitlines() if re.match(r" *[a-z_]+: *[^ #]", line)]
    assert len(settings) > 25
    repeated = text.split("- name: arquivo")[1].split("cache:")[0]
    assert [line for line in settings if "#" not in line and line not in repeated] == []
    assert all(key in text for key in _OF_ENTRIES)


_OF_ENTRIES = {
    field.name for class_ in (OutletConfig, JudgeConfig, NotifyConfig) for field in fields(class_)
}  # shown within one comment


def _parts(class_: type) -> list[type]:
    hints = get_type_hints(class_).values()
    kinds = [kind for hint in hints for kind in (hint, *get_args(hint))]
    return [kind for kind in kinds if isinstance(kind, type) and is_dataclass(kind)]


def test_many_mistakes_at_once() -> None:
    """All are told, in the order of the file, each with its line and what was probably meant."""
    text = """network:
  timout_s: 5
  retries: drei
  nameservers: [not-an-address]
  per_host:
    interval: 2
article:
  zone: Europe/Berlim
archives:
  - name: x
    kind: waybak
  - kind: memento
    timegate: https://archive.example/
rulez: {}
rules:
  severity: {LNK101: fatal}
"""
    found = problems(text)
    assert [int(problem.split(":")[0]) for problem in found] == [2, 3, 4, 6, 8, 11, 12, 14, 16]
    assert [problem.split(": ", 1)[1] for problem in found] == [
        "network.timout_s: unknown key; did you mean 'timeout_s'?",
        "network.retries: should be a whole number, not 'drei'",
        (
            "network.nameservers[0]: no name server: 'not-an-address'; use 'ADDRESS' or 'ADDRESS:PORT', "
            "like '9.9.9.9' or '[2620:fe::fe]:53'"
        ),
        "network.per_host.interval: unknown key; did you mean 'interval_s'?",
        "article.zone: no time zone of this name: 'Europe/Berlim'; did you mean 'Europe/Berlin'?",
        "archives[0].kind: should be 'wayback' or 'memento' or 'perma', not 'waybak'",
        "archives[1].name: is required",
        "rulez: unknown key; did you mean 'rules'?",
        "rules.severity.LNK101: should be 'error' or 'warning' or 'note', not 'fatal'",
    ]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("network: {timeout_s: 1}\nnetwork: {retries: 1}\n", 2, "network: given twice (first in line 1)"),
        ("network:\n  retries: 1\n  retries: 2\n", 3, "network.retries: given twice (first in line 2)"),
        ("- a\n- b\n", 1, "must hold keys like 'network:', not a list"),
        ("nur ein Satz\n", 1, "must hold keys like 'network:', not text"),
        ("42\n", 1, "must hold keys like 'network:', not a whole number"),
        ("network:\n  timeout_s: 1\n bad\n", 3, "not valid YAML"),
        ("network:\n\ttimeout_s: 1\n", 2, "not valid YAML"),
        ("network: {timeout_s: 1\n", 2, "not valid YAML"),
        ("a: 1\n---\nb: 2\n", 2, "more than one document"),
        ("network: []\n", 1, "network: should be keys with values, not a list"),
        ("archives: {}\n", 1, "archives: should be a list, not keys with values"),
        ("archives: [x]\n", 1, "archives[0]: should be keys with values, not 'x'"),
        ("network: {exclude: news.example}\n", 1, "network.exclude: should be a list, not 'news.example'"),
        ("network: {exclude: [1]}\n", 1, "network.exclude[0]: should be text, not 1"),
        ("network: {exclude: ['*.example']}\n", 1, "no host name and no regular expression"),
        ("network: {exclude: ['a{99999999999}']}\n", 1, "no host name and no regular expression"),
        ("network: {connect_to: [a]}\n", 1, "network.connect_to: should be keys with values, not a list"),
        ("network: {retries: true}\n", 1, "network.retries: should be a whole number, not true"),
        ("network: {retries: 1.5}\n", 1, "network.retries: should be a whole number, not 1.5"),
        ("network: {retries: .inf}\n", 1, "network.retries: should be a whole number, not inf"),
        ("network: {timeout_s: .inf}\n", 1, "network.timeout_s: should be a number, not inf"),
        ("network: {timeout_s: .nan}\n", 1, "network.timeout_s: should be a number, not nan"),
        ("network: {timeout_s: 0}\n", 1, "network.timeout_s: must be greater than 0, not 0"),
        ("network: {timeout_s: '5'}\n", 1, "network.timeout_s: should be a number, not '5'"),
        ("network: {retries: -1}\n", 1, "network.retries: must not be negative: -1"),
        (f"network: {{retries: {'9' * 5000}}}\n", 1, "network.retries: cannot be read"),
        ("network: {respect_robots: 'true'}\n", 1, "network.respect_robots: should be true or false"),
        ("network: {user_agent: ''}\n", 1, "must not be empty"),
        ('network: {user_agent: "a\\r\\nX: y"}\n', 1, "must not be empty or hold line breaks"),
        ("network: {allow_private: [10.1.2.3/8]}\n", 1, "no network: '10.1.2.3/8'"),
        ("network: {allow_private: [intern]}\n", 1, "no network: 'intern'"),
        ("network: {proxy: 'http://['}\n", 1, "must be an http(s) address"),
        ("network: {proxy: 'socks5://a:1'}\n", 1, "must be an http(s) address"),
        ("network: {ca_file: /nowhere/ca.pem}\n", 1, "no such file: '/nowhere/ca.pem'"),
        ("network: {nameservers: ['*']}\n", 1, "no name server: '*'"),
        ("network: {nameservers: [9.9.9.9:0]}\n", 1, "no name server: '9.9.9.9:0'"),
        ("network: {nameservers: [9.9.9.9:99999]}\n", 1, "no name server: '9.9.9.9:99999'"),
        ("network: {nameservers: [dns.example]}\n", 1, "no name server: 'dns.example'"),
        ("network: {connect_to: {'*': '127.0.0.1:1'}}\n", 1, "network.connect_to.*: cannot be mapped: '*'"),
        ("network: {connect_to: {'*:80': '127.0.0.1'}}\n", 1, "cannot be mapped: '127.0.0.1'"),
        ("network: {connect_to: {'*:80': '*:81'}}\n", 1, "cannot be mapped: '*:81'"),
        ("network: {connect_to: {*:80: a}}\n", 1, "in quotation marks"),
        ("network: &a {retries: 1}\narticle: *a\n", 2, "write the value out"),
        ("archives: [{name: a, kind: wayback}]\n", 1, "archives[0]: a wayback archive needs cdx and replay"),
        ("archives: [{name: a, kind: memento}]\n", 1, "a memento archive needs timemap or timegate"),
        ("archives: [{name: a, kind: memento, timegate: x}]\n", 1, "must be an http(s) address, not 'x'"),
        (
            "archives: [{name: a, kind: memento, timegate: 'http://b', per_minute: {all: 0}}]\n",
            1,
            "archives[0].per_minute.all: must be greater than 0, not 0",
        ),
        ("article: {zone: ../../etc/passwd}\n", 1, "no time zone of this name"),
        ("article: {zone: ''}\n", 1, "no time zone of this name"),
        ("article: {copy_days_before: 9999999999}\n", 1, "must be between 0 and 36500"),
        ("article: {stale_days: -1}\n", 1, "must be between 0 and 36500"),
        ("outlets: [{domains: [a.example]}]\n", 1, "outlets[0].name: is required"),
        ("outlets: [{name: ''}]\n", 1, "outlets[0].name: must not be empty"),
        ("outlets: [{name: A, domains: ['https://a.example/x']}]\n", 1, "no domain: 'https://a.example/x'"),
        ("rules: {select: [links]}\n", 1, "rules.select[0]: no rule code or prefix: 'links'"),
        ("store: 2024-01-01\n", 1, "store: should be text, not a date"),
        ("store: 2024-13-45\n", 1, "store: cannot be read"),
        ("store: !!python/object:os.system x\n", 1, "store: cannot be read"),
        ("cache: null\n", 1, "cache: should be text, not nothing"),
        ("1: 2\n", 1, "1: unknown key; known here: network, archives"),
        ("? [a, b]\n: c\n", 1, "a key must be plain text"),
        ("<<: {network: 1}\n", 1, "<<: unknown key"),
        ("[" * 100_000, 1, "nested too deeply"),
        ("a: " * 3 + "\n", 1, "not valid YAML"),
        (bytes(range(256)), 1, "not valid YAML"),
        ("network: ä\n".encode("latin-1"), 1, "not valid YAML"),
        (b"\x89PNG\r\n\x1a\n\0\0", 1, "not valid YAML"),
    ],
)
def test_one_mistake(text: str | bytes, line: int, said: str) -> None:
    """Whatever is wrong is one line that names the place and says what is expected."""
    (found,) = problems(text)
    assert found.startswith(f"{line}: ")
    assert said in found


def test_bombs_do_not_go_off() -> None:
    """A file whose aliases stand for a billion entries is refused at its first alias."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    ]
    (found,) = problems("\n".join(lines))
    assert found.startswith("2: ")
    (found,) = problems("network: &n\n  connect_to: *n\n")
    assert found.startswith("2: ")


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n# only a comment\n", b"---\n", b"\xef\xbb\xbf", b"{}", b"~", b"network:\n#  retries: 1\n"],
)
def test_empty(raw: bytes) -> None:
    """A file without keys, or with a part that has none, gives the defaults."""
    assert parse_config(raw, "c.yaml") == Config()


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(coding: str) -> None:
    """What editors on any system save can be read."""
    raw = "outlets:\r\n  - name: Fördebote\r\n".encode(coding)
    assert parse_config(raw, "c.yaml").outlets == (OutletConfig(name="Fördebote"),)


def test_values_arrive() -> None:
    """Values become what `verifier.config` says they are; what is not given keeps its default."""
    config = parse_config(
        b"""network:
  timeout_s: 3
  retries: 1.0
  ca_file: null
  per_host: {concurrency: 7}
  connect_to: {"*:80": "127.0.0.1:8080", "[2001:db8::1]:443": "[::1]:8443"}
  nameservers: ["[2001:db8::1]:5353", "2001:db8::2", "[2001:db8::3]", 9.9.9.9]
archives: []
rules: {severity: {LNK104: note}}
""",
        "c.yaml",
    )
    assert config.network.timeout_s == 3.0
    assert isinstance(config.network.timeout_s, float)
    assert isinstance(config.network.retries, int)
    assert config.network.per_host == PerHost(concurrency=7)
    assert config.network.connect_to == {"*:80": "127.0.0.1:8080", "[2001:db8::1]:443": "[::1]:8443"}
    assert config.network.nameservers == ("[2001:db8::1]:5353", "2001:db8::2", "[2001:db8::3]", "9.9.9.9")
    assert config.archives == ()
    assert config.rules.severity == {"LNK104": "note"}
    assert config.article == Config().article


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("127.0.0.1", ("127.0.0.1", None)),
        ("127.0.0.1:53", ("127.0.0.1", 53)),
        ("::1", ("::1", None)),
        ("[::1]", ("::1", None)),
        ("[2001:db8::1]:5353", ("2001:db8::1", 5353)),
        ("fe80::1%eth0", ("fe80::1%eth0", None)),
        ("*:80", ("*", 80)),
    ],
)
def test_split_address(text: str, expected: tuple[str, int | None]) -> None:
    """IPv6 stands in brackets where a port follows."""
    assert split_address(text) == expected


@pytest.mark.parametrize(
    "text", ["", ":53", "a:1", "1.2.3.4:", "[::1", "::1]", "[1.2.3.4:5", "[::1]53", "1.2.3.4:+5", "1.2.3.4:٣"]
)
def test_no_address(text: str) -> None:
    """Half brackets, missing ports and names are no addresses."""
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        split_address(text)


def test_find_config(tmp_path: Path) -> None:
    """The nearest file upwards counts; a folder of that name is none."""
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "config.yaml").write_text("")
    (below / "config.yaml").mkdir()
    assert find_config(below) == tmp_path / "config.yaml"
    (tmp_path / "a" / "config.yaml").write_text("")
    assert find_config(below) == tmp_path / "a" / "config.yaml"


def test_load_config(tmp_path: Path) -> None:
    """Without a file the defaults hold; a file that cannot be read is said in one line."""
    assert load_config(None) == Config()
    (tmp_path / "big.yaml").write_bytes(b"#" * (MAX_FILE_BYTES + 1))
    for path, said in (
        (tmp_path / "missing.yaml", "No such file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "big.yaml", "larger than"),
        (Path("/dev/zero"), "larger than"),
        (tmp_path / "nul\0l.yaml", "cannot be read"),
    ):
        with pytest.raises(ConfigError, match=said) as error:
            load_config(path)
        assert len(error.value.problems) == 1


def test_further_checks() -> None:
    """Who knows the rules can have their codes checked together with all the rest."""

    def check(value: object) -> str | None:
        return None if value == "LNK101" else f"there is no rule {value}"

    with pytest.raises(ConfigError) as error:
        parse_config(
            b"rules:\n  select: [LNK101, LNK999]\n  ignor: []\n",
            "c.yaml",
            further={("rules", "select", "*"): check},
        )
    assert error.value.problems == [
        "c.yaml:2: rules.select[1]: there is no rule LNK999",
        "c.yaml:3: rules.ignor: unknown key; did you mean 'ignore'?",
    ]
