"""One TLS context for the whole run, with the trusted certificates read once."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

from verifier.errors import ConfigError

# Where systems keep their trusted certificates as one file: Debian, Fedora, SUSE, Alpine/BSD/macOS.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_LEGACY_SERVER_CONNECT = 0x4  # OpenSSL's SSL_OP_LEGACY_SERVER_CONNECT: browsers still talk to such servers


def client_context(ca_file: str | None) -> ssl.SSLContext:
    """Verify as a browser does: certificate and host name, TLS 1.2 or newer.

    One for all networks of a process, until `ca_file` changes.

    Raises:
        ConfigError: `ca_file` cannot be read.
    """
    changed_ns = Path(ca_file).stat().st_mtime_ns if ca_file is not None and Path(ca_file).is_file() else 0
    return _context(ca_file, changed_ns)


@lru_cache(maxsize=4)
def _context(ca_file: str | None, _changed_ns: int) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= _LEGACY_SERVER_CONNECT | ssl.OP_IGNORE_UNEXPECTED_EOF
    context.set_alpn_protocols(["http/1.1"])
    _load_system(context)
    if ca_file is not None:
        _load(context, ca_file)
    return context


def _load_system(context: ssl.SSLContext) -> None:
    # A folder of certificates would be searched again at every handshake; one file is read once.
    bundle = ssl.get_default_verify_paths().cafile
    for path in (bundle, *_BUNDLES):
        if path and Path(path).is_file():
            context.load_verify_locations(cafile=path)
            return
    context.load_default_certs()


def _load(context: ssl.SSLContext, ca_file: str) -> None:
    try:
        context.load_verify_locations(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        problem = f"network.ca_file: {ca_file} cannot be read as PEM certificates ({error.strerror or error})"
        raise ConfigError([problem]) from error
