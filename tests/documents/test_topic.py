from verifier.documents.topic import kept_topic


def test_kept_topic() -> None:
    """Inflected forms of one word count as one; another topic shares little."""
    before = "Die Halbleiter aus Dresden verkaufen sich gut. Halbleiter braucht der Hersteller in der EU."
    assert kept_topic(before, "Halbleitern fehlt der Hersteller in Dresden, sagt die EU.") >= 0.5
    assert kept_topic(before, "Gartenfreunde pflanzen Tomaten im Frühling.") == 0


def test_nothing_to_share() -> None:
    """An empty text shares nothing."""
    assert kept_topic("Halbleiter", "") == 0
    assert kept_topic("", "Halbleiter") == 0
