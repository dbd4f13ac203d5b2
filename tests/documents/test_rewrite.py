"""New addresses in a document: every way of writing the old one, and not a byte besides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.documents.rewrite import with_addresses

OLD = "https://a.example/x?utm_source=m&id=1"
NEW = "https://b.example/y?id=1&n=2"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"Reuters: {OLD}\n", f"Reuters: {NEW}\n"),
        (f"Reuters: {OLD}\r\nMehr\r\n", f"Reuters: {NEW}\r\nMehr\r\n"),
        (f"(siehe {OLD}).", f"(siehe {NEW})."),
        (f"[Reuters]({OLD})", f"[Reuters]({NEW})"),
        (f"<{OLD}>", f"<{NEW}>"),
        (f"Reuters:{OLD}, und", f"Reuters:{NEW}, und"),
        (
            '<a href="https://a.example/x?utm_source=m&amp;id=1">https://a.example/x?utm_source=m&amp;id=1</a>',
            '<a href="https://b.example/y?id=1&amp;n=2">https://b.example/y?id=1&amp;n=2</a>',
        ),
        (
            r'{"url": "https:\/\/a.example\/x?utm_source=m&id=1"}',
            r'{"url": "https:\/\/b.example\/y?id=1&n=2"}',
        ),
        (f"{OLD}\n{OLD}", f"{NEW}\n{NEW}"),
    ],
)
def test_every_way_of_writing_it(before: str, after: str) -> None:
    """Plain, in brackets, in markup with its entities, in JSON with its escapes, several times."""
    assert with_addresses(before.encode(), {OLD: NEW}) == (after.encode(), frozenset({OLD}))


@pytest.mark.parametrize(
    "text",
    [
        f"{OLD}2",
        f"{OLD}&more=1",
        f"{OLD}/deeper",
        f"{OLD}#part",
        f"{OLD}.html",
        f"https://web.archive.org/web/2024/{OLD}",
        f"https://share.example/?u={OLD}",
    ],
)
def test_a_part_of_another_address_is_left(text: str) -> None:
    """A longer address, or one that carries ours inside."""
    assert with_addresses(text.encode(), {OLD: NEW}) == (text.encode(), frozenset())


def test_a_wrapped_address() -> None:
    """As it was read over a line's end, whatever line end the file has."""
    text = b"Reuters: https://a.example/long-\r\nname\r\nEnd"
    old = "https://a.example/long-\nname"
    assert with_addresses(text, {old: NEW}) == (f"Reuters: {NEW}\r\nEnd".encode(), frozenset({old}))


def test_addresses_that_take_each_others_place() -> None:
    """Each is replaced once; what was put in is not replaced again."""
    first, second = "https://a.example/1", "https://a.example/2"
    done, found = with_addresses(f"{first} {second}".encode(), {first: second, second: first})
    assert (done.decode(), found) == (f"{second} {first}", frozenset({first, second}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_any_encoding(encoding: str) -> None:
    """The file keeps the one it has, with its mark."""
    text = "Für „alle“ Größen: " if encoding != "latin-1" else "Für alle Größen: "
    data = (text + OLD + "\r\n").encode(encoding)
    assert with_addresses(data, {OLD: NEW})[0] == (text + NEW + "\r\n").encode(encoding)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_not_a_byte_besides(before: bytes, after: bytes) -> None:
    """Whatever stands around it, damaged text included."""
    data = before + b"\n" + OLD.encode() + b"\n" + after
    done, found = with_addresses(data, {OLD: NEW})
    if found:
        assert done == before + b"\n" + NEW.encode() + b"\n" + after
    else:  # a mark of UTF-16 at the beginning: then these bytes are other letters
        assert done == data
        assert before[:2] in {b"\xff\xfe", b"\xfe\xff"}
