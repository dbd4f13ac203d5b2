"""Certificates of the fake web: good ones, and each kind of bad one."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Certificates:
    """Issues a server context for a host and a fault: "", "expired", "wrong_host" and so on."""

    def __init__(self) -> None:
        self.authority = trustme.CA()
        self._intermediate = self.authority.create_child_ca()
        self._stranger = trustme.CA()

    @property
    def ca_pem(self) -> bytes:
        return self.authority.cert_pem.bytes()

    def context(self, host: str, fault: str = "") -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if fault == "self_signed":
            _load_self_signed(context, host)
            return context
        leaf = self._leaf(host, fault)
        chain = leaf.cert_chain_pems[:1] if fault in {"incomplete_chain", ""} else leaf.cert_chain_pems
        if fault == "untrusted":
            chain = [*leaf.cert_chain_pems, self._stranger.cert_pem]
        pem = b"".join(blob.bytes() for blob in chain)
        with trustme.Blob(leaf.private_key_pem.bytes() + pem).tempfile() as path:
            context.load_cert_chain(path)
        return context

    def _leaf(self, host: str, fault: str) -> trustme.LeafCert:
        now = datetime.now(UTC)
        match fault:
            case "expired":
                return self.authority.issue_cert(host, not_after=now - timedelta(days=3))
            case "not_yet_valid":
                return self.authority.issue_cert(
                    host, not_before=now + timedelta(days=3), not_after=now + timedelta(days=9)
                )
            case "wrong_host":
                return self.authority.issue_cert("somebody-else.test")
            case "untrusted":
                return self._stranger.issue_cert(host)
            case "incomplete_chain":
                return self._intermediate.issue_cert(host)
            case "":
                return self.authority.issue_cert(host)
        raise ValueError(fault)


def _load_self_signed(context: ssl.SSLContext, host: str) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem += certificate.public_bytes(serialization.Encoding.PEM)
    with trustme.Blob(pem).tempfile() as path:
        context.load_cert_chain(path)
