"""Everything that can go wrong with a run itself.

    VerifierError              base: one clear line, and the exit code it leads to
    ├── UsageError             2  a call that makes no sense
    ├── ConfigError            2  config.yaml is wrong; `problems` lists all of them
    ├── InputError             2  an article that cannot be read
    ├── OutputError            2  a report that cannot be written
    ├── NetworkDownError       3  nothing at all could be reached
    └── StoreError             3  the store cannot be reached or read

What a visit finds (a 404, a paywall, a refusal) is a value, never one of these.
"""

from __future__ import annotations


class VerifierError(Exception):
    """Base of all errors that end a run. The text says what, where, and what to do next."""

    exit_code = 3


class UsageError(VerifierError):
    """The call cannot be carried out as given."""

    exit_code = 2


class ConfigError(VerifierError):
    """config.yaml is wrong; `problems` holds one line for each mistake, not only for the first."""

    exit_code = 2

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class InputError(VerifierError):
    """An article cannot be read: missing, empty, binary, too large, or not what its name says."""

    exit_code = 2


class OutputError(VerifierError):
    """A report cannot be written where it was asked for."""

    exit_code = 2


class NetworkDownError(VerifierError):
    """No link could be reached and the network itself seems to be down."""


class StoreError(VerifierError):
    """The store of earlier runs cannot be reached, or was written by a newer version."""
