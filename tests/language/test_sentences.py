"""Sentences; in the tables, "‖" stands where one ends and the next begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.language import load
from verifier.language.sentences import sentences

MARK = "‖"

GERMAN = [
    "Er kam.‖Sie ging.",
    "Er kam!‖Sie ging?‖Ja.",
    "Das Werk, z. B. in Kiel, schließt.‖Die Stadt hilft.",
    "Das Werk, z.B. in Kiel, schließt.‖Die Stadt hilft.",
    "Das gilt u. a. für Kiel.‖Auch Lübeck ist dabei.",
    "Rund 3,5 Mio. Euro fehlen.‖Der Rat berät.",
    "Es fehlen 3,5 Mio.‖Der Rat berät.",
    "Rund 2 Mrd. Dollar, d. h. die Hälfte, sind weg.",
    "Am 3. Oktober 2024 begann es.‖Am 4. ging es weiter.",
    "Am 3. Okt. 2024 begann es.‖Dann war Schluss.",
    "Am 19.11.2024 begann es.‖Dann war Schluss.",
    "Das war am 19.11.‖Die Zeitung schwieg.",
    "Der 1. FC Köln verlor.‖Die Fans pfiffen.",
    "Das war die 2. Bundesliga.‖Die Fans pfiffen.",
    "Im 19. Jahrhundert war das anders.‖Heute nicht.",
    "Papst Johannes XXIII. rief das Konzil ein.‖Es begann 1962.",
    "Das geschah 2024.‖Danach kam nichts.",
    "Das geschah 2024.‖2025 kam nichts.",
    "Es waren 12.‖Die anderen fehlten.",
    "Es waren 12.‖Das reichte.",
    "Der Kurs fiel um 3.5 Prozent.‖Er stieg wieder.",
    "Der Kurs fiel um 3,5 Prozent.‖Er stieg wieder.",
    "Der Preis stieg auf 1.250 Euro.‖Er fiel wieder.",
    "Dr. Müller sprach.‖Prof. Dr. Ada Lang hörte zu.",
    "J. R. Meier kam.‖Sie ging.",
    "J.R. Meier kam.‖Sie ging.",
    "Peter F. Drucker schrieb das.‖Es stimmt.",
    "„Ich gehe.“‖Sie blieb.",
    "„Ich gehe“, sagte sie.‖Er blieb.",
    "„Ich gehe!“, sagte sie.‖Er blieb.",
    "„Gehst du?“, fragte er.‖Sie schwieg.",
    "Er sagte: „Ich gehe.“‖„Und ich bleibe.“",
    "»Ich gehe.«‖Sie blieb.",
    "«Ich gehe.»‖Sie blieb.",
    "Er rief: „Halt!“‖Sie hielt.",
    "(Er kam.)‖Sie ging.",
    "Er kam (wie immer zu spät).‖Sie ging.",
    "Er kam … und ging.‖Sie blieb.",
    "Er kam …‖Sie blieb.",
    "Er kam ... und ging.‖Sie blieb.",
    "Siehe https://www.zeitung.example/a.html?b=c.‖Dort steht es.",
    "Auf zeitung.example steht mehr.‖Auf www.zeitung.example auch.",
    "Das meldet netzpolitik.org.‖Auch t-online schreibt das.",
    "Das stimmt nicht.‖dpa hatte es gemeldet.",
    "Das stimmt nicht.‖taz und heise hatten es gemeldet.",
    "Das stimmt nicht.‖„taz“ hatte es gemeldet.",
    "Das stimmt nicht.‖c't hatte es gemeldet.",
    "Das stimmt.[1]‖Es ist belegt.",
    "Das stimmt.[1][2]‖Es ist belegt.",
    "Das stimmt.¹‖Es ist belegt.",
    "Das stimmt. [1]‖Es ist belegt.",
    "Das stimmt.[^1]‖Es ist belegt.",
    "Das stimmt [1].‖Es ist belegt.",
    "Die Müller GmbH & Co. KG baut.‖Die Stadt hilft.",
    "Der Verein Meer e. V. klagt.‖Die Stadt hilft.",
    "Der Verein Meer e.V. klagt.‖Die Stadt hilft.",
    "Das regelt § 5 Abs. 2 Satz 1.‖Mehr nicht.",
    "Das steht auf S. 12 ff. des Berichts.‖Mehr nicht.",
    "Bücher, Hefte usw. kosten Geld.‖Mehr nicht.",
    "Es gibt Bücher, Hefte usw.‖Die Preise steigen.",
    "Das ist Plan B.‖Die Stadt hilft.",
    "Das hilft gegen Mangel an Vitamin C.‖Auch das stimmt.",
    "Siehe www.zeitung.example/abs/id=12.‖Das steht dort.",
    "Das kostet 5 Mio. Euro bzw. Franken.‖Der und/oder die Nr. 5.",
    "Der Zug kommt um 8.30 Uhr.‖Er fährt um 9.",
    "Laut F.A.Z. stimmt das.‖Die Stadt schweigt.",
    "St. Gallen wählt.‖Bern nicht.",
    "Die U.S. Steel wird verkauft.‖Die Börse jubelt.",
    "Er kam um 1.30 Uhr nachts.‖„Endlich“, sagte sie.",
    "Erstens: Er kam.‖Zweitens: Sie ging.",
    "Hä?!‖Ja!",
    "Kein Punkt am Ende",
    "So ist es.‖Kein Punkt am Ende",
    "Das Modell GPT-4.5 ist da.‖Version 2.0 folgt.",
    "Yahoo! kauft zu.‖Die Börse jubelt.",
    "Das tat Jh. Meier nicht.‖Er kam aus dem 18. Jh. nicht heraus.",
]

ENGLISH = [
    "He came.‖She left.",
    "Mr. Smith came.‖Mrs. Jones left.",
    "The U.S. economy grew.‖It shrank in the U.K. again.",
    "He lives in the U.S.‖The economy grew.",
    "He came at 5 p.m. on Monday.‖She left.",
    "He came at 5 p.m.‖The others left.",
    "It cost $3.5 million.‖It was worth it.",
    "It happened on Jan. 5, 2024.‖Nobody saw it.",
    "Acme Inc. grew.‖Its shares fell.",
    "Acme Inc. said it grew.‖Its shares fell.",
    "Smith et al. found it.‖Nobody else did.",
    "See e.g. the report.‖It is long.",
    "It is No. 5 on the list.‖It was No. 6.",
    "There were five of them, vs. six before.‖Nobody knew.",
    "“I am leaving.”‖She stayed.",
    "“I am leaving,” she said.‖He stayed.",
    "“Are you leaving?” she asked.‖He stayed.",
    '"I am leaving."‖"Stay!"',
    "It was 2024.‖In 2025 it ended.",
    "There were 12.‖The others left.",
    "J. K. Rowling wrote it.‖It sold.",
    "George W. Bush left.‖It ended.",
    "It is at www.news.example.‖Read it.",
    "It is wrong.‖dpa reported it first.",
    "It is true.[1]‖It is proven.",
    "It is true. [1]‖This is the proof.",
    "Plan B.‖The city helps.",
    "He came... and left.‖She stayed.",
    "Gov. Ann Lee and Sen. Bo Ray met.‖They talked.",
    "St. Louis won.‖It was close.",
    "Why?‖Because.",
    "Yahoo! is back.‖The market cheered.",
    "It rose 3.‖It fell 4.",
    "Fig. 3 shows it.‖Figure 4 does not.",
]


def _split(text: str, language: str) -> str:
    return MARK.join(text[a:b] for a, b in sentences(text, 0, len(text), load(language)))


@pytest.mark.parametrize("marked", GERMAN)
def test_german(marked: str) -> None:
    """Full stops of abbreviations, ordinals, dates and addresses end nothing; those of sentences do."""
    assert _split(marked.replace(MARK, " "), "de") == marked


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    """The same for English."""
    assert _split(marked.replace(MARK, " "), "en") == marked


def test_within_a_block() -> None:
    """Only the given stretch is read; offsets count in the whole text."""
    text = "Titel. Er kam. Sie ging. Ende."
    assert list(sentences(text, 7, 24, load("de"))) == [(7, 14), (15, 24)]
    assert list(sentences(text, 6, 6, load("de"))) == []
    assert list(sentences("  \n ", 0, 4, load("de"))) == []


_PIECES = st.sampled_from(
    [
        "Er",
        "kam",
        ".",
        "!",
        "?",
        "…",
        " ",
        "\n",
        "“",
        "„",
        "»",
        ")",
        "[1]",
        "3",
        "Dr",
        "z. B",
        "dpa",
        "¹",
        "\u00a0",
    ]
)


@given(
    st.lists(_PIECES | st.text(max_size=3), max_size=40).map("".join),
    st.sampled_from(["de", "en"]),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_nothing_is_lost(text: str, language: str, skip: int, drop: int) -> None:
    """Sentences cover all but white space, in order, without overlap, and have none at their ends."""
    start, end = min(skip, len(text)), max(min(skip, len(text)), len(text) - drop)
    last = start
    for begin, stop in sentences(text, start, end, load(language)):
        assert last <= begin < stop <= end
        assert not text[last:begin].strip()
        assert not text[begin].isspace()
        assert not text[stop - 1].isspace()
        last = stop
    assert not text[last:end].strip()
