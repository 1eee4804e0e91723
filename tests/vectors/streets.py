"""Answers by the streets of a made-up town under the made-up venues: the network as phones get it, and each answer as a digest."""

import base64
from random import Random

from safespaces.snapshot.finder import Finder
from safespaces.streets.codec import encode_network
from safespaces.streets.network import Network
from tests.hours.slow_reference import LONDON
from tests.streets.towns import STREET, Town
from tests.vectors import answers

COLUMNS, ROWS, STEP_M = 24, 20, 190.0
QUESTIONS = 330
# metres east and north of the corner of tests.streets.towns that the centre of the venues lies at
EAST, NORTH = 0.0, 900.0


def town() -> Town:
    """Crooked streets, of which some are missing, some are steps and some go round."""
    random = Random(14)
    nodes = {
        f"{c}:{r}": (
            EAST + (c - COLUMNS / 2) * STEP_M + random.uniform(-60, 60),
            NORTH + (r - ROWS / 2) * STEP_M + random.uniform(-60, 60),
        )
        for c in range(COLUMNS)
        for r in range(ROWS)
    }
    ways = []
    for c in range(COLUMNS):
        for r in range(ROWS):
            for other in (f"{c + 1}:{r}", f"{c}:{r + 1}"):
                if other not in nodes or random.random() < 0.22:
                    continue
                (x, y), (x2, y2) = nodes[f"{c}:{r}"], nodes[other]
                bend = f"{c}:{r}-{other}"
                nodes[bend] = ((x + x2) / 2 + random.uniform(-40, 40), (y + y2) / 2)
                kind = {"highway": "steps"} if random.random() < 0.15 else STREET
                ways.append((f"{c}:{r} {bend} {other}", kind))
    return Town(nodes, tuple(ways))


def network() -> Network:
    """Of that town."""
    return town().built(fewest_segments=20).network


def streets() -> dict:
    """`answers`: questions as in answers.json, with 1 at the end for ways without steps, and the digest of the answer."""
    made, kept, random = network(), answers.directories(), Random(20261129)
    finder = Finder(answers.snapshot(), LONDON, network=made)
    questions = [
        [*answers.question(kept, random), int(random.random() < 0.3)] for _ in range(QUESTIONS)
    ]
    return {
        "network": base64.b64encode(encode_network(made)).decode(),
        "answers": [
            [each, answers.digest(answers.answer(finder, kept, each[:-1], no_steps=bool(each[-1])))]
            for each in questions
        ],
    }
