"""Inputs that are almost right: texts and bytes that were good, changed a little or a lot."""

import random

ODD_TEXTS = (
    "", " ", "\0", "\u202e", "\u200b", "\ufeff", "ﬁ", "İ", "ß", "\ud7ff", "😀", "e\u0301" * 40, "é", "١٢:٣٠", "½", "𝟙𝟚", "\r\n", "\t",
    "%", "%00", "%s", "{}", "{0.__class__}", "{{7*7}}", "${7*7}", "<b>", "'\"><script>", "' or 1=1 --", "../../etc/passwd", "=1+1", "@SUM(A1)",
    "null", "None", "true", "NaN", "inf", "-inf", "1e309", "-0", "0x10", "1_000", "9" * 400, "-" * 300, "a" * 5_000, "((((" * 200, "[" * 900,
    "CV1 5FB", "CV15FB", "52.41, -1.5", "52,41 -1,5", "91, 181", "-1.5, 52.41", "geo:52.4,-1.5", "https://maps.google.com/?q=52.4,-1.5",
    "Mo-Fr 09:00-17:00", "24/7", "Mo-Su 22:00-02:00; PH off", "2026 Dec 24 10:00-12:00", "9-5", "9am-5pm", "sunset-26:00", "SH off", "25:61",
    "Friday 21:30, Pool Meadow", "tomorrow at 9", "in 20 minutes", "half past 9", "2130", "31 February", "2026-02-30", "0000-00-00", "24:00",
    "1900-01-01", "9999-12-31", "2026-11-24T21:30", "+44 24 7683 3333", "999", "a@b.example", "a+b@xn--80ak6aa92e.com", "a@b..c", "javascript:1",
)  # fmt: skip
ODD_BYTES = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\x80", b"\xed\xa0\x80", b'"', b'""', b",", b";", b"\t", b"\r", b"\n\n",
    b"'", b"\\", b"\\u0000", b"\\ud800", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[", b"]]>", b"{", b"[" * 300, b"1e999", b"-", b"9" * 99,
    b"null", b"NaN", b"PK\x03\x04", b"PK\x05\x06", b"sep=;\n", b"=cmd|' /C calc'!A0",
)  # fmt: skip


class Mutator:
    """Deterministic for a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)

    def text(self, *seeds: str) -> str:
        """A text near one of the seeds, or an odd one."""
        dice = self.dice
        if not seeds or dice.random() < 0.3:
            return "".join(dice.choice(ODD_TEXTS) for _ in range(dice.choice((1, 1, 1, 2, 3))))
        found = dice.choice(seeds)
        for _ in range(dice.choice((0, 1, 1, 2, 4))):
            at, end = sorted(dice.randint(0, len(found)) for _ in range(2))
            found = self._changed_text(found, at, end)
        return found[:20_000]

    def _changed_text(self, found: str, at: int, end: int) -> str:
        dice = self.dice
        return dice.choice((
            lambda: found[:at] + found[end:],
            lambda: found[:at] + dice.choice(ODD_TEXTS) + found[at:],
            lambda: found[:at] + found[at:end] * dice.choice((2, 2, 30)) + found[end:],
            lambda: found[:at] + chr(dice.choice((dice.randrange(128), dice.randrange(0xD800)))) + found[at + 1 :],
            lambda: found[:at] + str(dice.choice((0, -1, 7, 24, 60, 99, 2**31, 10**18))) + found[at + 1 :],
            lambda: found[end:] + found[:end],
            lambda: dice.choice((found.upper, found.lower, found.title, found.swapcase))(),
        ))()  # fmt: skip

    def bytes(self, *seeds: bytes) -> bytes:
        """Bytes near one of the seeds."""
        dice = self.dice
        found = dice.choice(seeds)
        for _ in range(dice.choice((0, 1, 1, 2, 4, 8))):
            at, end = sorted(dice.randint(0, len(found)) for _ in range(2))
            found = self._changed_bytes(found, at, min(end, at + dice.choice((1, 3, 40))), seeds)
        return found[:200_000]

    def _changed_bytes(self, found: bytes, at: int, near: int, seeds: tuple[bytes, ...]) -> bytes:
        dice = self.dice
        return dice.choice((
            lambda: found[:at] + found[near:],
            lambda: found[:at],
            lambda: found[:at] + dice.choice(ODD_BYTES) + found[at:],
            lambda: found[:at] + b"%d" % dice.choice((0, -1, 99, 2**31, 10**30)) + found[near:],
            lambda: found[:at] + bytes([dice.randrange(256)]) + found[at + 1 :],
            lambda: found[:at] + found[at:near] * dice.choice((2, 50)) + found[near:],
            lambda: found[:at] + dice.choice(seeds)[at:],
            lambda: found[:at] + dice.choice(ODD_TEXTS).encode() + found[near:],
            lambda: found.decode("latin-1").encode(dice.choice(("utf-16", "utf-8", "utf-32", "utf-16-be"))),
        ))()  # fmt: skip
