"""A file that is made once and then sent to everybody: bytes, the same bytes packed, and a strong
tag for "has it changed?".
"""

import gzip
from dataclasses import dataclass
from hashlib import sha256

import brotli
from flask import Response, request

# bytes; of a tenth of a megabyte the tightest brotli takes a third of a second, once
_LARGE = 150_000
_TIGHTEST, _QUICK = 11, 5


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """A body, and the same packed: (name of the encoding, bytes), the smallest first, those only
    that help.

    `tag` is a digest of the body, equal on every node.
    """

    body: bytes
    packed: tuple[tuple[str, bytes], ...]
    tag: str
    content_type: str


def ready_file(body: bytes, content_type: str, tight: bool = True) -> ReadyFile:
    """Pack and tag a body once; not so `tight` where anybody may ask for many of them."""
    quality, level = (_TIGHTEST, 9) if tight and len(body) <= _LARGE else (_QUICK, 6)
    return packed_file(body, brotli.compress(body, quality=quality), content_type, level)


def packed_file(body: bytes, br: bytes, content_type: str, level: int = 9) -> ReadyFile:
    """The same for a body that is packed with brotli already."""
    packed = (("br", br), ("gzip", gzip.compress(body, level, mtime=0)))
    smaller = [each for each in packed if len(each[1]) < len(body)]
    return ReadyFile(
        body,
        tuple(sorted(smaller, key=lambda each: len(each[1]))),
        sha256(body).hexdigest()[:20],
        content_type,
    )


def send(file: ReadyFile, cache_control: str) -> Response:
    """The answer to a request for the file: 304 where the caller has it, packed where the caller
    can unpack it.
    """
    accepted = request.accept_encodings
    encoding, body = next(
        ((name, packed) for name, packed in file.packed if accepted.quality(name) > 0),
        ("", file.body),
    )
    # a strong tag names bytes, so each encoding has its own
    tags = {"": file.tag, **{name: f"{file.tag}-{name}" for name, _ in file.packed}}
    known = request.if_none_match
    if any(known.contains(tag) for tag in tags.values()):
        answer = Response(status=304)
    else:
        answer = Response(body, content_type=file.content_type)
        if encoding:
            answer.headers["Content-Encoding"] = encoding
    answer.set_etag(tags[encoding])
    answer.headers["Cache-Control"] = cache_control
    answer.headers["Vary"] = "Accept-Encoding"
    return answer
