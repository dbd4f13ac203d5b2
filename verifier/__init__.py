"""verifier: who is credited, does the link live, is there a copy of the time."""

__version__ = "0.1.0"
