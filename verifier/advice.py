"""Help for the editor who looks at a claim: the nearest passage in meaning, a model's opinion. Both decide nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from verifier.config import EvidenceConfig, JudgeConfig
from verifier.errors import ConfigError
from verifier.evidence import opinion, semantic
from verifier.evidence.page import PageText
from verifier.evidence.passages import page_index
from verifier.model import Evidence, Facts, Opinion
from verifier.network import chat
from verifier.pages import compared_text

_AT_ONCE = 4  # questions to the endpoint
_MOST_FAILURES = 3  # in a row: then it is asked no more in this run
_MOST_PASSAGES = 6  # in one question


def adviser_of(config: EvidenceConfig, key: str | None) -> Adviser | None:
    """Who is asked; None where the configuration wants nobody.

    Raises:
        ConfigError: the extra is missing.
    """
    if config.semantic and not semantic.is_installed():
        raise ConfigError(
            ["evidence.semantic: the extra is missing; pip install 'quellen-verifier[semantic]'"]
        )
    return Adviser(config, key) if config.semantic or config.judge else None


class Adviser:
    """Shared by the articles of one run; knows the endpoint's key and tells it to nobody else."""

    def __init__(self, config: EvidenceConfig, key: str | None) -> None:
        self._config = config
        self._key = key
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._failures = 0

    async def advise(
        self, facts: Facts, evidence: Mapping[str, Evidence], text: PageText
    ) -> dict[str, Evidence]:
        """The evidence with passages and opinions; classes and anchors stay as they are."""
        advised = dict(evidence)
        if not text.readable:
            return advised
        claims = {
            mention.id: compared_text(facts.article, mention.claim)
            for mention in facts.attributions
            if mention.id in evidence and mention.claim is not None
        }
        if self._config.semantic:
            advised |= await asyncio.to_thread(_pointed, claims, advised, text, facts.article.language)
        if self._config.judge is not None:
            asked = [self._asked(self._config.judge, claims[id_], advised[id_]) for id_ in claims]
            advised |= zip(claims, await asyncio.gather(*asked), strict=True)
        return advised

    async def _asked(self, judge: JudgeConfig, claim: str, evidence: Evidence) -> Evidence:
        passages = evidence.passages[:_MOST_PASSAGES]
        if not passages:
            return evidence
        async with self._slots:
            if self._failures >= _MOST_FAILURES:
                return evidence
            body = await chat.post(judge, opinion.question(claim, passages, judge.model), self._key)
            self._failures = 0 if body is not None else self._failures + 1
        said = opinion.answer(body, passages) if body is not None else None
        if said is None:
            return evidence
        host = urlsplit(judge.url).hostname or ""
        return replace(evidence, opinion=Opinion(said[0], said[1], judge=host, model=judge.model))


def _pointed(
    claims: Mapping[str, str], evidence: Mapping[str, Evidence], text: PageText, language: str
) -> dict[str, Evidence]:
    """The passage nearest in meaning comes first."""
    passages = [passage.text for passage in page_index(text, language).passages]
    best = semantic.nearest_in_meaning(list(claims.values()), passages)
    return {
        id_: replace(evidence[id_], passages=tuple(dict.fromkeys((found, *evidence[id_].passages))))
        for id_, found in zip(claims, best, strict=True)
        if found is not None
    }
