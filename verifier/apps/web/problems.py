"""What is wrong with a request, in the shape of RFC 9457."""

from __future__ import annotations

from http import HTTPStatus

from aiohttp import web

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 - an answer, not an accident
    """A request that cannot be served; `detail` says what, where and what to do."""

    def __init__(
        self, status: HTTPStatus, detail: str, *, field: str | None = None, retry_after_s: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field  # of the request: what is wrong
        self.more: dict[str, str] = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}

    @property
    def headers(self) -> dict[str, str]:
        """Further ones of its answer."""
        return self.more | ({"WWW-Authenticate": "Bearer"} if self.status is HTTPStatus.UNAUTHORIZED else {})

    def as_json(self) -> dict[str, object]:
        """The members of the answer."""
        told: dict[str, object] = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": self.detail,
        }
        return told if self.field is None else {**told, "field": self.field}

    def response(self) -> web.Response:
        """As JSON."""
        return web.json_response(
            self.as_json(), status=self.status, content_type=MEDIA_TYPE, headers=self.headers
        )


def unusable(field: str, detail: str) -> Problem:
    """A field of the request makes no sense."""
    return Problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, field=field)
