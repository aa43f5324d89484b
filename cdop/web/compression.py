"""Pages that anybody may keep travel compressed; what a signed-in person reads never does.

How long a compressed answer is tells something of what it holds, so nothing that is for one reader
alone, such as a form's token, is compressed. Static files are compressed once, beforehand.
"""

import gzip

from flask import Flask, Response, request

LEAST = 1024  # bytes; less is not worth it
TEXT = ("text/", "application/json", "application/feed+json", "application/atom+xml", "image/svg")


def init_app(app: Flask) -> None:
    app.after_request(compress)


def compress(response: Response) -> Response:
    """In gzip, for who takes it; caches are told that there are two forms."""
    if not _is_for_anybody(response):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or _is_whole_already(response):
        return response
    body = response.get_data()
    if len(body) >= LEAST:
        response.set_data(gzip.compress(body, compresslevel=6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        tag, _ = response.get_etag()
        if tag is not None:
            response.set_etag(tag, weak=True)
    return response


def _is_for_anybody(response: Response) -> bool:
    public = bool(response.cache_control.public) and "Set-Cookie" not in response.headers
    return public and (response.mimetype or "").startswith(TEXT)


def _is_whole_already(response: Response) -> bool:
    """Not a whole page, or encoded, or a file that is passed on unread."""
    plain = response.status_code == 200 and "Content-Encoding" not in response.headers
    return not plain or response.direct_passthrough or response.is_streamed
