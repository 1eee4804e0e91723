"""Pages travel packed: an old phone on a weak signal gets a fifth of the bytes.

Ready-made files are packed already.
"""

import gzip

from flask import Flask, Response, request

_WORTH_IT = 1000  # bytes
_LEVEL = 5


def add_compression(app: Flask) -> None:
    """Pack HTML for those who can unpack it.

    No page holds a secret beside what a person typed, so length tells nothing.
    """

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype != "text/html" or response.direct_passthrough:
            return response
        response.headers["Vary"] = (
            "Accept-Encoding, User-Agent"  # the maps app's link depends on the phone
        )
        body = response.get_data()
        if len(body) >= _WORTH_IT and request.accept_encodings.quality("gzip") > 0:
            response.set_data(gzip.compress(body, _LEVEL, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
        return response
