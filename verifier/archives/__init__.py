"""Archived copies: `Archives.find` gives, for a source, the copy that its author could have read."""

from verifier.archives.finder import Archives
from verifier.archives.found import Found, not_asked
from verifier.archives.health import Patience
from verifier.archives.opening import Copy, JudgeBody
from verifier.archives.own_network import open_archive_network

__all__ = ["Archives", "Copy", "Found", "JudgeBody", "Patience", "not_asked", "open_archive_network"]
