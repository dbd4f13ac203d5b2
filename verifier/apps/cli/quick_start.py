"""What keeps a short run short."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _NoSession:
    """What tldextract opens and closes again without asking for anything."""

    def mount(self, prefix: str, adapter: object) -> None:
        """Nothing will be fetched."""

    def close(self) -> None:
        """Nothing was opened."""


def collect_garbage_rarely() -> None:
    """Hardly anything here refers to itself in circles; looking for it takes a fifth of a run's time."""
    gc.set_threshold(100_000, 50, 100)


def leave_out_requests() -> None:
    """Let tldextract be imported without the HTTP client that it would only need to update its list.

    Only for a process that is ours alone: for its whole life `requests` is a stand-in here.
    """
    # HACK: tldextract 5.4 imports requests and requests_file at once, for updates that are switched off here
    # (`suffix_list_urls=()`); they are 50 of the 90 ms that it takes to import. To be dropped when it imports
    # them late. https://github.com/john-kurkowski/tldextract
    for name, attribute, value in (
        ("requests", "Session", _NoSession),
        ("requests_file", "FileAdapter", object),
    ):
        stand_in = ModuleType(name, "Stands in for an HTTP client that is never used.")
        setattr(stand_in, attribute, value)
        sys.modules.setdefault(name, stand_in)
    # END HACK


def import_network(ca_file: str | None) -> None:
    """Import what a run with network needs, and read the certificates meanwhile.

    A certificate file that cannot be read is told when the network is opened.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only for runs with network

    from verifier.network.tls import client_context  # noqa: PLC0415 - as above

    with ThreadPoolExecutor(1) as beside:
        beside.submit(client_context, ca_file)
        import verifier.apps.cli.online  # noqa: PLC0415 - as above
        import verifier.archives  # noqa: F401, PLC0415 - as above
    with _no_certificates_read():
        import aiohttp  # noqa: F401, PLC0415 - as above


@contextmanager
def _no_certificates_read() -> Iterator[None]:
    """Contexts made in this block trust nobody. Only for a process that is ours alone."""
    # HACK: aiohttp 3.14 reads the system's certificates twice while it is imported, for contexts that nothing
    # here uses (`network/tls.py` makes ours); that is a third of its import. To be dropped when it makes them
    # late. https://github.com/aio-libs/aiohttp
    import ssl  # noqa: PLC0415 - as above

    ssl.SSLContext.set_default_verify_paths = lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        del ssl.SSLContext.set_default_verify_paths
    # END HACK
