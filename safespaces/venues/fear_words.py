"""Words of fear: what a young person types who needs somebody now.

Numbers come first then, and never a guess at a place.

`phrase`: those words in a row anywhere; `whole`: the whole text, small words aside. A name that is
typed in full is the name. Slips are spelt out in data/fear_words.csv, not guessed at: "home" is one
letter from Hove.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from safespaces.venues.words import words_of

# beside a place
_CRIES = {
    "help",
    "sos",
    "emergency",
    "scared",
    "frightened",
    "terrified",
    "unsafe",
    "danger",
    "hiding",
    "999",
}
_SMALL = {
    "i",
    "im",
    "m",
    "am",
    "a",
    "the",
    "pls",
    "please",
    "so",
    "really",
    "just",
    "and",
    "need",
    "want",
}
Words = tuple[str, ...]


@dataclass(frozen=True)
class FearWords:
    """The list, as words. `as_rows` is what phones read."""

    phrases: tuple[Words, ...]
    wholes: frozenset[Words]

    def are_in(self, text: str) -> bool:
        """Whether a text has words of fear."""
        words = words_of(text)
        plain = tuple(word for word in words if word not in _SMALL)
        if words in self.wholes or plain in self.wholes:
            return True
        if len(words) > 1 and not _CRIES.isdisjoint(
            (words[0], words[-1])
        ):  # "help pool meadow", "canley scared"
            return True
        return any(
            words[at : at + len(phrase)] == phrase
            for phrase in self.phrases
            for at in range(len(words) - len(phrase) + 1)
        )

    def as_rows(self) -> list[list[str]]:
        """[phrases, wholes], each a list of texts in order."""
        return [
            [" ".join(each) for each in self.phrases],
            sorted(" ".join(each) for each in self.wholes),
        ]


def fear_words_of(rows: Iterable[tuple[str, str]]) -> FearWords:
    """The list from rows of (match, text)."""
    kept = [(match, words_of(text)) for match, text in rows]
    phrases = tuple(dict.fromkeys(words for match, words in kept if match == "phrase"))
    return FearWords(phrases, frozenset(words for match, words in kept if match == "whole"))


NO_FEAR_WORDS = FearWords((), frozenset())
