"""Archived copies: `Archives.find` gives, for a source, the copy that its author could have read."""

from verifier.archives.finder import Archives, Found
from verifier.archives.opening import Copy, JudgeBody
from verifier.archives.own_network import open_archive_network
from verifier.archives.pace import Patience

__all__ = ["Archives", "Copy", "Found", "JudgeBody", "Patience", "open_archive_network"]
