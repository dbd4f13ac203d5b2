"""Long texts: ordinary ones made up from a seed, and inputs on which careless patterns take forever."""

from __future__ import annotations

import random
from collections.abc import Callable

_SENTENCES = (
    "Wie {0} berichtet, steigen die Preise für Kupfer im dritten Jahr in Folge.",
    "Laut {0} wollen die Hersteller ihre Werke in Sachsen bis zum Herbst erweitern.",
    "Die Gemeinde hat dafür zwölf Hektar ausgewiesen, doch die Anwohner sind skeptisch.",
    "„Das wird kein Spaziergang“, sagte Bürgermeisterin Anna Weber der Zeitung {0}.",
    "Gleichzeitig meldet {0} unter Berufung auf {1}, dass der Bund die Förderung kürzt.",
    "Nach einer Studie der Universität Kiel sank der Verbrauch zuletzt um 3,4 Prozent.",
    "Im Rathaus hieß es, man prüfe derzeit alle Möglichkeiten und werde im Mai entscheiden.",
    "Die Arbeiten beginnen frühestens im nächsten Jahr, weil Ersatzteile fehlen.",
    "Der Wald war nach dem langen Sommer trocken, und das Wasser im Fluss stand niedrig.",
)
_NAMES = (
    "Reuters",
    "das Handelsblatt",
    "der Spiegel",
    "Golem",
    "die Deutsche Welle",
    "Bloomberg",
    "heise online",
    "die Süddeutsche Zeitung",
)
_LIST = (
    "Quellen:\n- Reuters: https://www.reuters.com/a\n- Handelsblatt: https://www.handelsblatt.com/b\n- Golem: https://www.golem.de/c\n"
    "- Deutsche Welle: https://www.dw.com/d\n- Bloomberg: https://www.bloomberg.com/e\n- heise online: https://www.heise.de/f\n"
)


def article_of(length: int, seed: int) -> str:
    """An article of about so many characters, with a list."""
    draw = random.Random(seed)
    text = "Kupfer wird teurer\n\n"
    while len(text) < length - len(_LIST):
        names = draw.sample(_NAMES, 2)
        text += draw.choice(_SENTENCES).format(*names) + ("\n\n" if draw.random() < 0.2 else " ")
    return text + "\n\n" + _LIST


def long_article(length: int) -> str:
    """A very long article."""
    return article_of(20_000, 1).partition("Quellen:")[0] * (length // 20_000) + "\n\n" + _LIST


def _repeated(piece: str, *, listed: bool = False) -> Callable[[int], str]:
    def make(length: int) -> str:
        body = (piece * (length // len(piece) + 1))[:length]
        return ("Quellen:\n" + body) if listed else ("Ein Titel\n\n" + body + "\n\n" + _LIST)

    return make


NASTY: dict[str, Callable[[int], str]] = {
    "cue words": _repeated("laut "),
    "cue words and names": _repeated("laut Reuters und Golem, "),
    "names": _repeated("Reuters "),
    "names joined": _repeated("Reuters, Golem und "),
    "opening quotes": _repeated("„"),
    "quotes": _repeated("„a“ "),
    "quoted names": _repeated("„Spiegel“ "),
    "brackets": _repeated("["),
    "parentheses": _repeated("("),
    "nested parentheses": _repeated("(Quelle: (Reuters "),
    "unclosed links": _repeated("[a]("),
    "link texts": _repeated("[a "),
    "addresses": _repeated("https://a.example/"),
    "long word": _repeated("x"),
    "capital words": _repeated("Aa "),
    "hyphens": _repeated("Aa-"),
    "digits": _repeated("7"),
    "marks": _repeated("a[1]"),
    "newlines": _repeated("a\n"),
    "full stops": _repeated("a. "),
    "dots": _repeated("a."),
    "institutions": _repeated("Institut für "),
    "verbs": _repeated("berichtet "),
    "verbs and names": _repeated("berichtet Reuters "),
    "wie": _repeated("wie der Spiegel, "),
    "anaphors": _repeated("das Blatt meldet. "),
    "documents": _repeated("eine Studie der "),
    "soft hyphens": _repeated("Reu\u00adters "),
    "apostrophes": _repeated("Reuters' "),
    "listed hosts": _repeated("a.example ", listed=True),
    "listed lines": _repeated("- Label: https://a.example/b\n", listed=True),
    "listed labels": _repeated("Label\n", listed=True),
    "listed numbers": _repeated("1 ", listed=True),
    "listed brackets": _repeated("[1] (", listed=True),
    "listed wraps": _repeated("https://a.example/\n", listed=True),
    "listed angles": _repeated("<https://a.example/\n", listed=True),
    "listed on one line": _repeated("https://a.example/b, ", listed=True),
    "listed copies": _repeated("https://web.archive.org/web/2024/https://a.example/b ", listed=True),
    "listed cuts": _repeated("https://www. a.example/b-c-d ", listed=True),
    "listed parts": _repeated("- a\n  - b: https://a.example/\n", listed=True),
    "listed commas": _repeated("a.example,", listed=True),
    "listed schemes": _repeated("https:// ", listed=True),
    "listed signs": _repeated("https://a.example/(),", listed=True),
    "listed dots": _repeated("[.]", listed=True),
    "listed notes": _repeated("abgerufen am (", listed=True),
}
