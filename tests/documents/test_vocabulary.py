from verifier.documents.vocabulary import parse_sections, vocabulary


def test_sections() -> None:
    """Sections hold case-folded entries; comments and blank lines are none."""
    assert parse_sections("# Wort\n[eins]\nAlpha\n\n[zwei]\nbeta\n") == {
        "eins": frozenset({"alpha"}),
        "zwei": frozenset({"beta"}),
    }


def test_headings_of_all_languages() -> None:
    """German and English headings count in every article, and no heading is both list and furniture."""
    words = vocabulary()
    assert {"quellen", "sources"} <= words.list_headings
    assert {"im fokus", "related"} <= words.furniture_headings
    assert not words.list_headings & words.furniture_headings
    assert words.months["november"] == 11
