"""What an auxiliary opens and something later in the clause closes: "hat … gemeldet", "konnte … einsehen", "has a chart"."""

from __future__ import annotations

from verifier.citations.mentions import Sentence
from verifier.citations.neighbours import clause_bounds
from verifier.language.verbs import Verb

_LONGEST_BRACKET = 25  # words between an auxiliary and its participle
_LONGEST_OBJECT = 6  # words


def shown_piece(s: Sentence, index: int) -> int | None:
    """The noun of "has a chart", "has more details": what an outlet shows its readers."""
    if s.low[index] not in s.lexicon.having or s.lexicon.had_nouns.isdisjoint(s.held):
        return None
    end = clause_bounds(s, index)[1]
    ahead = range(index + 1, min(index + _LONGEST_OBJECT, end))
    if any(i in ahead and verb.participle for i, verb in s.verbs):
        return None
    return next((i for i in ahead if s.low[i] in s.lexicon.had_nouns), None)


def first_to(s: Sentence, index: int) -> tuple[int, Verb] | None:
    """The verb of "was (the) first to report"."""
    if "first" not in s.low[index + 1 : index + 3]:
        return None
    to = s.low.index("first", index) + 1
    verbs = [v for i, v in s.verbs if i == to + 1 and v.finite] if s.low[to : to + 1] == ["to"] else []
    return (to + 1, verbs[0]._replace(plural=False)) if verbs else None


def closing_participle(s: Sentence, index: int) -> tuple[int, Verb] | None:
    """The participle of reporting that closes the bracket opened by an auxiliary; None in the passive."""
    if s.low[index] in s.lexicon.passive_auxiliaries or not {"be", "been"}.isdisjoint(
        s.low[index + 1 : index + 3]
    ):
        told = any(low in s.lexicon.told_of for low in s.low[index + 1 : index + 4])
        if not told:
            return None
    found = None
    for at, verb in s.verbs:
        running = s.lexicon.code == "en" and s.low[at].endswith("ing")
        if at > index and verb.participle and verb.strength != "actor" and not running:
            if at - index > _LONGEST_BRACKET or any(_closes(s, i) for i in range(index, at)):
                break
            if found is None or (found[1].strength == "weak" != verb.strength):
                found = at, verb  # "hat Preise verfolgt und festgestellt"
    return found


def insight(s: Sentence, index: int) -> tuple[int, Verb] | None:
    """The infinitive of "konnte die Akten einsehen", "hat … einsehen können", "will wissen, dass …"."""
    lexicon, modal = s.lexicon, s.low[index]
    able = lexicon.insight_verbs if modal in lexicon.insight_modals else frozenset()
    fitting = able | lexicon.claimed_verbs if modal in lexicon.claiming_modals else able
    for at, verb in s.verbs if fitting else ():
        if at > index and s.low[at] == verb.infinitive in fitting:
            between = s.low[index:at]
            far = at - index > _LONGEST_BRACKET or any(_closes(s, i) for i in range(index, at))
            denied = not lexicon.negations.isdisjoint(between)
            return None if far or denied else (at, verb._replace(plural=False))
    return None


def _closes(s: Sentence, index: int) -> bool:
    """A mark over which no bracket reaches: "wurde verklagt, weil es berichtet hatte"."""
    low = s.low[index]
    if low == ",":
        return s.lexicon.code == "en" or s.low[index + 1] in s.lexicon.subordinators
    return low in {";", ":", "."}
