"""Names in a claim, and the forms by which a page may write them.

German writes every noun with a capital, so a capital alone makes no name. A name is `certain` when its shape or its
place in the sentence says so; only a certain name can be missed on a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from verifier.evidence.vocabulary import read_data
from verifier.evidence.words import concepts, fold, function_words, ideas, stem
from verifier.language import load as load_lexicon
from verifier.language.lexicon import Lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[.'’&+-](?=[^\W_])[^\W_]+|\.(?=[^\W_]))*")
_ODD_SHAPE = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]+[A-Z]|^[A-Z][a-z]*[A-Z]|\d[A-Za-z]|[A-Za-z]\d|^[a-z]{1,2}[A-Z]")
_GERMAN_LOOK = re.compile(
    r"(?:ung|heit|keit|schaft|tion|tät|ismus|ment|nis|tum|ling|chen|lein|ungen|heiten|keiten|schaften|tionen|täten|nisse|"
    r"erin|innen|ern|werk|haus|zeug|stoff|markt|preis|zahl|recht|amt|wesen|stelle|kraft|kosten|land|zeit|raum|jahr|tag|"
    r"ierung|nahme|gang|stand|gabe|schutz|bau|platz|plan|satz|fall|grund|teil|punkt|wert|kreis|verbot|steuer|anlage)"
    r"(?:s|es|e|en|er|ern)?\Z",
    re.IGNORECASE,
)
_MEASURES = frozenset(
    "euro dollar franken prozent millionen milliarden million milliarde billionen tonnen liter kilometer meter hektar "
    "anfang mitte ende tausend hundert paar stück tonne jahr jahre monat monate tag tage woche wochen stunde stunden "
    "uhr minuten grad kilo gramm art sorte menge reihe vielzahl dutzend".split()
)
_MAX_WORDS = 6
_PARTICLES = (frozenset({"von", "van", "de", "bin", "al", "di"}), frozenset({"of", "de", "van", "von", "bin", "al", "di"}))


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the claim writes it. `forms`: what a page may write instead, folded."""

    text: str
    start: int
    end: int
    certain: bool
    forms: tuple[str, ...]
    known: bool = False  # from the list of names with foreign forms
    noun: bool = False  # German: stands as common nouns do, with an article, a number or an adjective
    person: bool = False  # several words, the last of which may stand alone


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    opens: bool  # first of a sentence
    low: str


@dataclass(frozen=True, slots=True)
class _Known:
    forms: Mapping[str, tuple[str, ...]]  # folded form -> all folded forms of the entity
    not_names: frozenset[str]
    no_name_parts: frozenset[str]
    longest: int  # words


@cache
def _known() -> _Known:
    data = read_data("names.yaml", plain=True)
    forms: dict[str, tuple[str, ...]] = {}
    for group in ("institutions", "places", "persons"):
        for entity in data[group]:
            folded = tuple(dict.fromkeys(_key(form) for form in entity))
            for form in folded:
                forms[form] = tuple(dict.fromkeys((*forms.get(form, ()), *folded)))
    longest = max(form.count(" ") + 1 for form in forms)
    return _Known(forms, frozenset(data["not_names"]), frozenset(map(str.lower, data["no_name_parts"])), longest)


def _key(form: str) -> str:
    """As words stand in a page's key: short capitals with a mark, full stops and hyphens off."""
    return " ".join(_key_word(token.replace(".", "")) for token in form.replace("-", " ").split())


def _key_word(word: str) -> str:
    return f"^{fold(word)}" if word.isupper() and 1 < len(word) <= 3 else fold(word)


def find_names(text: str, language: str, taken: Sequence[tuple[int, int]] = ()) -> list[Name]:
    """The names of a claim outside `taken` (numbers, dates), without overlap, in order."""
    tokens = [token for token in _tokens(text) if not any(s < token.end and token.start < e for s, e in taken)]
    found: list[Name] = []
    index = 0
    while index < len(tokens):
        name, used = _at(text, tokens, index, language)
        if name is not None and not any(fold(name.text) == fold(other.text) for other in found):
            found.append(name)
        index += used
    return _with_company(text, found) if language == "de" else found


def _with_company(text: str, names: list[Name]) -> list[Name]:
    """In "Alibaba, ByteDance und Meituan" one certain name makes its neighbours certain."""
    done = list(names)
    for order in (range(1, len(done)), range(len(done) - 2, -1, -1)):
        for index in order:
            other = index - 1 if order.step > 0 else index + 1
            first, second = sorted((index, other))
            between = text[done[first].end : done[second].start]
            if done[other].certain and not done[other].known and _JOINED.fullmatch(between) and _may_be_name(done[index]):
                done[index] = replace(done[index], certain=True)
    return done


_INSTITUTIONS = (
    "verband", "ministerium", "institut", "amt", "agentur", "zentrale", "gesellschaft", "stiftung", "klinik", "klinikum", "universität",
    "hochschule", "akademie", "bank", "kammer", "behörde", "kommission", "gericht", "gewerkschaft", "verein", "bund", "rat", "kasse",
)  # fmt: skip
_JOINED = re.compile(r",\s|\s(?:und|oder|sowie|&)\s")


def _may_be_name(name: Name) -> bool:
    return not ideas(name.text, "de") and not _GERMAN_LOOK.search(name.text) and name.text[0].isupper()


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        before = text[: match.start()].rstrip(" \t\n\"„“”»«›‹'‚‘([")
        opens = not before or before[-1] in ".!?:…"
        yield _Token(match[0], match.start(), match.end(), opens, match[0].lower())


def _at(text: str, tokens: Sequence[_Token], index: int, language: str) -> tuple[Name | None, int]:
    known = _listed(text, tokens, index, language)
    if known is not None:
        return known
    token = tokens[index]
    if token.text in _known().not_names or token.low in function_words(language):
        return None, 1
    if not (token.text[0].isupper() or _ODD_SHAPE.search(token.text)) or len(token.text) < 2:
        return None, 1
    if language == "de" and "-" in token.text:
        return _from_compound(text, tokens, index)
    return _run(text, tokens, index, language)


def _listed(text: str, tokens: Sequence[_Token], index: int, language: str) -> tuple[Name, int] | None:
    """The longest run of words that the list knows, German endings taken off the last."""
    known = _known()
    for size in range(min(known.longest, len(tokens) - index), 0, -1):
        part = tokens[index : index + size]
        if size > 1 and any(text[a.end : b.start].strip(" \u00a0-") for a, b in zip(part, part[1:], strict=False)):
            continue
        written = text[part[0].start : part[-1].end]
        if size == 1 and not (written[0].isupper() or _adjective(written, language)):
            continue
        for form in _bases(_key(written), language, adjective=size == 1):
            if form in known.forms and not (size == 1 and written in known.not_names):
                if size == 1 and len(form) <= 3 and not written.isupper() and "." not in written:
                    continue
                return Name(written, part[0].start, part[-1].end, certain=True, forms=known.forms[form], known=True), size
    return None


def _adjective(written: str, language: str) -> bool:
    return language == "de" and fold(written).rstrip("ensmr").endswith(("isch", "deutsch"))


def _bases(form: str, language: str, *, adjective: bool) -> Iterator[str]:
    yield form
    endings: tuple[str, ...] = ("es", "s", "n") if language == "de" else ("s",)
    if adjective and language == "de":
        endings = (*endings, "e", "en", "er", "em")
    for ending in endings:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form.removesuffix(ending)
    if form.endswith("'s"):
        yield form.removesuffix("'s")


def _from_compound(text: str, tokens: Sequence[_Token], index: int) -> tuple[Name | None, int]:
    """"Nvidia-Chips", "Microsoft-Mitarbeiter", "US-Regierung": the first part may be a name."""
    token = tokens[index]
    first, _, rest = token.text.partition("-")
    known = _known()
    key = _key(first)
    if first in known.not_names or first.lower() in known.no_name_parts or len(first) < 2:
        return None, 1
    if key in known.forms and (len(first) > 3 or first.isupper()):
        end = token.start + len(first)
        return Name(first, token.start, end, certain=False, forms=known.forms[key], known=True), 1
    if not first[0].isupper() and not _ODD_SHAPE.search(first):
        return None, 1
    tail = rest.rpartition("-")[2]
    if tail[:1].isupper() and tail.lower() not in function_words("de") and ideas(tail, "de"):
        certain = not ideas(first, "de") and not _GERMAN_LOOK.search(first)
        return Name(first, token.start, token.start + len(first), certain, (key,)), 1
    return Name(token.text, token.start, token.end, certain=False, forms=_own_forms(token.text)), 1


def _run(text: str, tokens: Sequence[_Token], index: int, language: str) -> tuple[Name | None, int]:
    """Capitalised words in a row, without the role or the common noun in front of them."""
    run = [tokens[index]]
    for token in tokens[index + 1 : index + _MAX_WORDS]:
        gap = text[run[-1].end : token.start]
        particle = token.low in _PARTICLES[language == "en"]
        if gap.strip(" \u00a0&") or not (token.text[0].isupper() or token.text[0].isdigit() and len(token.text) < 4 or particle):
            break
        if token.low in function_words(language) and not particle or _listed(text, tokens, tokens.index(token), language):
            break
        run.append(token)
    while len(run) > 1 and not (run[-1].text[0].isupper() or run[-1].text[0].isdigit()):
        run.pop()
    used = len(run)
    run, introduced = _without_role(run, language)
    if not run:
        return None, used
    certain = _certain(text, tokens, run, language, introduced=introduced)
    written = text[run[0].start : run[-1].end]
    if language == "de" and len(run) == 1 and not certain and ideas(written, "de"):
        return None, used
    noun = language == "de" and not certain and not introduced and _stands_as_noun(text, run[0])
    return Name(written, run[0].start, run[-1].end, certain, _own_forms(written), noun=noun, person=len(run) > 1), used


def _stands_as_noun(text: str, token: _Token) -> bool:
    before = re.search(r"(\w+)[\s\u00a0]\Z", text[max(0, token.start - 30) : token.start])
    if before is None:
        return False
    word = before[1].lower()
    lexicon = load_lexicon("de")
    if word in lexicon.articles | lexicon.pronoun_articles | lexicon.contractions | lexicon.negations or word.isdigit():
        return True
    return before[1].islower() and len(word) > 3 and word.endswith(("e", "en", "er", "es", "em")) and word not in function_words("de")


def _without_role(run: list[_Token], language: str) -> tuple[list[_Token], bool]:
    """"Finanzchef Ruben Stöhr" -> "Ruben Stöhr"; a noun right in front of a name introduces it."""
    lexicon = load_lexicon(language)
    introduced = False
    while len(run) > 1 and (_is_common(run[0], language, lexicon) or run[0].low in _PARTICLES[0] | _PARTICLES[1]):
        introduced = _introduces(run[0], lexicon)
        run = run[1:]
    return run, introduced


def _introduces(token: _Token, lexicon: Lexicon) -> bool:
    """"Konzern X", "Präsidentin X": a role or a class of things, not a measure, not an institution's own first word."""
    if token.low in _MEASURES or not token.text[0].isupper() or token.low in lexicon.institution_heads:
        return False
    if token.low.endswith(_INSTITUTIONS):
        return False
    roles = lexicon.person_roles | frozenset(lexicon.classifiers)
    return token.low in roles or any(token.low.endswith(role) for role in roles if len(role) > 4) or (
        not token.opens and stem(token.text, "de") in concepts().german
    )


def _is_common(token: _Token, language: str, lexicon: Lexicon) -> bool:
    low = token.low
    roles = lexicon.person_roles
    if low in _MEASURES or low in roles or low in lexicon.classifiers or low.rstrip(".") in {"dr", "prof", "mr", "mrs", "ms"}:
        return True
    if language == "en":
        return token.opens and (low in function_words("en") or bool(ideas(low, "en")))
    return any(low.endswith(role) for role in roles if len(role) > 3) or bool(ideas(low, "de")) or bool(_GERMAN_LOOK.search(low))


def _certain(text: str, tokens: Sequence[_Token], run: list[_Token], language: str, *, introduced: bool) -> bool:
    first = run[0]
    if any(_ODD_SHAPE.search(token.text) for token in run):
        return True
    if len(run) == 1 and first.text.isupper() and 3 <= len(first.text) <= 6:
        return True
    if language == "en":
        return len(run) > 1 or not first.opens
    common = [bool(ideas(token.text, "de")) or bool(_GERMAN_LOOK.search(token.text)) for token in run]
    if len(run) > 1:
        return not any(common) and not any(re.search("[äöüß]", t.low) and t is not run[-1] for t in run[:1] if len(run) > 3)
    if common[0] or first.low.rstrip("s").endswith(_INSTITUTIONS):
        return False
    return introduced or _bare_genitive(text, tokens, first) or _as_name(text, tokens, first)


def _bare_genitive(text: str, tokens: Sequence[_Token], token: _Token) -> bool:
    """"Alibabas Gründer": a genitive without an article belongs to a name."""
    if not token.low.endswith("s") or len(token.low) < 5:
        return False
    at = tokens.index(token)
    if at and tokens[at - 1].low in load_lexicon("de").articles | load_lexicon("de").pronoun_articles:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.text[0].isupper() and not text[token.end : after.start].strip()


_SINGULAR_VERB = re.compile(r"(?:t|te|sagt|will|kann|soll|hat|ist|wird|war|wurde|habe|sei|werde|wolle)\Z")


def _as_name(text: str, tokens: Sequence[_Token], token: _Token) -> bool:
    """A bare singular subject with its verb right behind ("Meituan baut"): nouns have an article there."""
    at = tokens.index(token)
    lexicon = load_lexicon("de")
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if before is not None and not token.opens and (before.text[0].isupper() or before.low in lexicon.articles | lexicon.pronoun_articles):
        return False
    if before is not None and not token.opens and re.search(r"(?:e|en|er|es|em)\Z", before.low) and before.low not in function_words("de"):
        return False  # an adjective
    if after is None or text[token.end : after.start].strip() or after.text[0].isupper():
        return False
    verb = after.low in lexicon.verbs or after.low in {"hat", "ist", "will", "soll", "wird", "war", "habe", "sei", "wolle", "werde", "kann"}
    return verb and bool(_SINGULAR_VERB.search(after.low)) and not token.low.endswith(("en", "er", "e", "ern", "ei", "ik", "ie"))


def _own_forms(written: str) -> tuple[str, ...]:
    """As written, without a German or English genitive, and with other hyphens."""
    key = _key(written)
    forms = [key]
    for ending in ("'s", "s'", "s"):
        if key.endswith(ending) and len(key) > 4:
            forms.append(key.removesuffix(ending))
            break
    if key.endswith("'"):
        forms.append(key.rstrip("'"))
    return tuple(dict.fromkeys(forms))


def looks_german(word: str) -> bool:
    """Whether a word ends as German common nouns do."""
    return bool(_GERMAN_LOOK.search(word)) or word.lower().rstrip("s").endswith(_INSTITUTIONS)


def sound(word: str) -> str:
    """A name's skeleton, alike for German and English spellings of names from other scripts."""
    low = fold(word)
    for ours, common in _SOUNDS:
        low = low.replace(ours, common)
    return re.sub(r"(.)\1+", r"\1", low)


_SOUNDS = (
    ("schtsch", "x"), ("shch", "x"), ("tsch", "x"), ("tch", "x"), ("sch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "x"), ("kh", "x"),
    ("ts", "z"), ("tz", "z"), ("ij", "i"), ("iy", "i"), ("yj", "i"), ("yy", "i"), ("j", "i"), ("y", "i"), ("w", "v"), ("ck", "k"),
    ("c", "k"), ("q", "k"), ("ph", "f"), ("dsch", "g"), ("dj", "g"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("s", "z"), ("h", ""),
)  # fmt: skip
