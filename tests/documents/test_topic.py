from verifier.documents.topic import shared, stems


def test_shared() -> None:
    """Inflected forms of one word count as one; other topics share little."""
    before = "Die Halbleiter aus Dresden verkaufen sich gut, meldet der Hersteller."
    assert shared(before, "Halbleitern fehlt der Hersteller in Dresden.") > 0.5
    assert shared(before, "Gartenfreunde pflanzen Tomaten im Frühling.") == 0


def test_nothing_to_share() -> None:
    """An empty text shares nothing, and costs nothing."""
    assert shared("Halbleiter", "") == 0
    assert stems("ab cd") == set()
