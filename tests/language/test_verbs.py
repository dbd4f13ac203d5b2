from __future__ import annotations

import pytest

from verifier.language import load
from verifier.language.verbs import inflect


def _forms(language: str, entry: str) -> tuple[set[str], set[str]]:
    """(finite forms, participles); "mit … teilt" is written "teilt…mit"."""
    finite: set[str] = set()
    participles: set[str] = set()
    for form, verb in inflect(language, "report", entry):
        shown = f"{form}…{verb.particle}" if verb.particle else form
        (participles if verb.participle else finite).add(shown)
        assert verb.finite != verb.participle
        assert verb.strength == "report"
    return finite, participles


@pytest.mark.parametrize(
    ("entry", "finite", "participle"),
    [
        ("melden", "meldet melden meldete meldeten melde", "gemeldet"),
        ("berichten", "berichtet berichten berichtete berichteten berichte", "berichtet"),
        ("studieren", "studiert studieren studierte studierten studiere", "studiert"),
        ("erklären", "erklärt erklären erklärte erklärten erkläre", "erklärt"),
        ("rechnen", "rechnet rechnen rechnete rechneten rechne", "gerechnet"),
        ("zeigen", "zeigt zeigen zeigte zeigten zeige", "gezeigt"),
        ("entlasten", "entlastet entlasten entlastete entlasteten entlaste", "entlastet"),
        ("sehen: sieht sah gesehen", "sieht sehen sah sahen sehe", "gesehen"),
        ("nennen: nennt nannte genannt", "nennt nennen nannte nannten nenne", "genannt"),
        ("sammeln", "sammelt sammeln sammelte sammelten sammle", "gesammelt"),
        ("ändern", "ändert ändern änderte änderten ändere", "geändert"),
        ("erinnern", "erinnert erinnern erinnerte erinnerten erinnere", "erinnert"),
        ("beziffern", "beziffert beziffern bezifferte bezifferten beziffere", "beziffert"),
        ("öffnen", "öffnet öffnen öffnete öffneten öffne", "geöffnet"),
        ("atmen", "atmet atmen atmete atmeten atme", "geatmet"),
        ("zitieren", "zitiert zitieren zitierte zitierten zitiere", "zitiert"),
        ("ernten", "erntet ernten erntete ernteten ernte", "geerntet"),
        ("beten", "betet beten betete beteten bete", "gebetet"),
    ],
)  # fmt: skip
def test_german(entry: str, finite: str, participle: str) -> None:
    """Third person and Konjunktiv I, present and past, both numbers; "ge" only where the verb takes it."""
    assert _forms("de", entry) == (set(finite.split()), {participle})


@pytest.mark.parametrize(
    ("entry", "split", "joined", "participle"),
    [
        ("mit|teilen", "teilt…mit teilte…mit teilten…mit", "mitteilt mitteilte mitteilen", "mitgeteilt"),
        ("an|kündigen", "kündigt…an kündigte…an", "ankündigt ankündigen", "angekündigt"),
        (
            "hin|weisen: weist wies hingewiesen",
            "weist…hin wies…hin wiesen…hin",
            "hinweist hinwies",
            "hingewiesen",
        ),
        ("an|merken", "merkt…an merke…an", "anmerkt anmerke", "angemerkt"),
        ("vor|bereiten", "bereitet…vor bereiteten…vor", "vorbereitet vorbereitete", "vorbereitet"),
        ("aus|probieren", "probiert…aus", "ausprobiert", "ausprobiert"),
    ],
)
def test_german_separable(entry: str, split: str, joined: str, participle: str) -> None:
    """The particle stands apart in main clauses and joins the verb in others; "ge" stands between them."""
    finite, participles = _forms("de", entry)
    assert set(split.split()) | set(joined.split()) <= finite
    particle = entry.partition("|")[0]
    assert participles == {participle, f"{participle.removeprefix(particle)}…{particle}"}


@pytest.mark.parametrize(
    ("entry", "finite", "participles"),
    [
        ("report", "report reports reported", "reported reporting"),
        ("note", "note notes noted", "noted noting"),
        ("publish", "publish publishes published", "published publishing"),
        ("say: says said said", "say says said", "said saying"),
        ("write: writes wrote written", "write writes wrote", "written writing"),
        ("imply", "imply implies implied", "implied implying"),
        ("survey", "survey surveys surveyed", "surveyed surveying"),
        ("see: sees saw seen", "see sees saw", "seen seeing"),
        ("stress", "stress stresses stressed", "stressed stressing"),
        ("agree", "agree agrees agreed", "agreed agreeing"),
        ("quiz: quizzes quizzed quizzed", "quiz quizzes quizzed", "quizzed quizzing"),
        ("admit: admits admitted admitted", "admit admits admitted", "admitted admitting"),
        ("plan", "plan plans planned", "planned planning"),
        ("run: runs ran run", "run runs ran", "run running"),
        ("cover", "cover covers covered", "covered covering"),
        ("reveal", "reveal reveals revealed", "revealed revealing"),
        ("die", "die dies died", "died dying"),
        ("echo", "echo echoes echoed", "echoed echoing"),
    ],
)
def test_english(entry: str, finite: str, participles: str) -> None:
    """Spelling follows sound: y to ie, e before -ing, doubled consonants."""
    assert _forms("en", entry) == (set(finite.split()), set(participles.split()))


@pytest.mark.parametrize("language", ["de", "en"])
def test_forms_can_be_words(language: str) -> None:
    """No form of any entry holds anything but letters and hyphens, and each knows its infinitive."""
    for form, verbs in load(language).verbs.items():
        assert form.replace("-", "").isalpha()
        assert form == form.lower()
        assert all(verb.infinitive and "|" not in verb.infinitive for verb in verbs)


@pytest.mark.parametrize(
    ("language", "form", "infinitive", "strength"),
    [
        ("de", "berichtete", "berichten", "report"),
        ("de", "schrieb", "schreiben", "report"),
        ("de", "herausgefunden", "herausfinden", "report"),
        ("de", "sagte", "sagen", "say"),
        ("de", "entließ", "entlassen", "actor"),
        ("en", "reported", "report", "report"),
        ("en", "said", "say", "say"),
    ],
)
def test_files(language: str, form: str, infinitive: str, strength: str) -> None:
    """The shipped files know the usual verbs by every form."""
    assert (infinitive, strength) in {(v.infinitive, v.strength) for v in load(language).verbs[form]}
