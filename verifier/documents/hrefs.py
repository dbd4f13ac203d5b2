"""What the target of a link in markup means."""

from __future__ import annotations

import re
from urllib.parse import urljoin

_NO_PLACE = frozenset({"mailto", "tel", "javascript", "data", "about", "sms", "whatsapp"})
# An address that names its host, though its scheme is mistyped: a browser would look for it on the page's own host.
_WITH_HOST = re.compile(r"(?:https?|[htps]{2,7})[:;.,]{0,3}[/\\]{1,3}[^/\\\s]|https?:|www\.", re.IGNORECASE)


def absolute(href: str, base: str | None) -> str | None:
    """None for links inside the page and for what is no place on the web (mail, scripts)."""
    href = href.strip()
    scheme, colon, _ = href.partition(":")
    if not href or href.startswith("#") or scheme.lower() in _NO_PLACE:
        return None
    if _WITH_HOST.match(href) and not re.match(r"https?://[^/]", href, re.IGNORECASE):
        return href
    if base is None:
        return href if colon or href.startswith("//") else None
    try:
        joined = urljoin(base, href)
    except ValueError:
        return href
    return joined if ":" in joined else None
