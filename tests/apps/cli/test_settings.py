"""Where the key of the chat endpoint comes from."""

from __future__ import annotations

import pytest

from verifier.apps.cli.settings import judge_key
from verifier.config import Config, EvidenceConfig, JudgeConfig
from verifier.config_file import parse_config
from verifier.errors import ConfigError

URL = "http://127.0.0.1:1/v1/chat/completions"


def config(key_env: str | None) -> Config:
    return Config(evidence=EvidenceConfig(judge=JudgeConfig(url=URL, model="m", key_env=key_env)))


def test_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The named variable holds it; without a name none is wanted."""
    monkeypatch.setenv("JUDGE_KEY", " sk-4711 ")
    assert judge_key(config("JUDGE_KEY")) == "sk-4711"
    assert judge_key(config(None)) is None
    assert judge_key(Config()) is None


@pytest.mark.parametrize("value", ["", "  ", "sk-\n4711", "sk-schlüssel"])
def test_no_key(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """An empty or impossible key is a mistake of the configuration, and is not repeated."""
    monkeypatch.setenv("JUDGE_KEY", value)
    with pytest.raises(ConfigError) as error:
        judge_key(config("JUDGE_KEY"))
    assert "4711" not in str(error.value)


def test_a_key_instead_of_a_name() -> None:
    """Whoever writes the key itself into the file is told so, without the key."""
    text = f"evidence: {{judge: {{url: '{URL}', model: m, key_env: sk-4711}}}}"
    with pytest.raises(ConfigError) as error:
        parse_config(text.encode(), "c.yaml")
    assert "never the key itself" in str(error.value)
    assert "4711" not in str(error.value)
