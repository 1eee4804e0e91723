"""A file that is made once and then sent to everybody: bytes, the same bytes packed, and a strong
tag for "has it changed?".
"""

import gzip
from dataclasses import dataclass
from hashlib import sha256

from flask import Response, request


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A body and its gzip (empty where packing does not help).

    `tag` is a digest of the body, equal on every node.
    """

    body: bytes
    packed: bytes
    tag: str
    content_type: str


def ready_file(body: bytes, content_type: str) -> ReadyFile:
    """Pack and tag a body once."""
    packed = gzip.compress(body, 9, mtime=0)
    return ReadyFile(
        body,
        packed if len(packed) < len(body) else b"",
        sha256(body).hexdigest()[:20],
        content_type,
    )


def send(file: ReadyFile, cache_control: str) -> Response:
    """The answer to a request for the file: 304 where the caller has it, packed where the caller
    can unpack it.
    """
    packed = bool(file.packed) and request.accept_encodings.quality("gzip") > 0
    # a strong tag names bytes, so each encoding has its own
    tag = f"{file.tag}-gz" if packed else file.tag
    known = request.if_none_match
    if known.contains(file.tag) or known.contains(f"{file.tag}-gz"):
        answer = Response(status=304)
    else:
        answer = Response(file.packed if packed else file.body, content_type=file.content_type)
        if packed:
            answer.headers["Content-Encoding"] = "gzip"
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = cache_control
    answer.headers["Vary"] = "Accept-Encoding"
    return answer
