"""What is measured on: 3 s windows of running speech, through three kinds of line.

Every example is a recipe of a few numbers; its sound is made when it is needed, always the same for the same seed.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

import audio
from crema_d import Clip

WINDOW = 3 * audio.RATE
LINES = {"clean": lambda x: x, "phone": audio.over_phone, "voip": audio.over_voip}


@dataclass(frozen=True)
class Example:
    clips: tuple[Clip, ...]  # a window is cut out of them in a row
    line: str
    gain_db: float
    seed: int

    @property
    def emotion(self) -> str:
        return self.clips[0].emotion

    @property
    def actor(self) -> str:
        return self.clips[0].actor

    def sound(self, store: "Store") -> np.ndarray:
        random = np.random.default_rng(self.seed)
        x = _window([store.trimmed[c] for c in self.clips], random)
        return LINES[self.line](audio.gain(x, self.gain_db))


class Store:
    """All clips in memory, without the silence around them."""

    def __init__(self, trimmed: dict[Clip, np.ndarray]):
        self.trimmed = trimmed


def _window(parts: list[np.ndarray], random) -> np.ndarray:
    """3 s anywhere in the parts, joined with pauses of 0.1 to 0.6 s; half of them with a little line noise."""
    joined = []
    for part in parts:
        joined += [part, np.zeros(int(random.uniform(0.1, 0.6) * audio.RATE), np.float32)]
    joined = np.concatenate(joined)
    start = random.integers(0, max(1, len(joined) - WINDOW))
    cut = joined[start : start + WINDOW]
    cut = np.pad(cut, (0, WINDOW - len(cut)))
    noise = random.normal(0, 10 ** (random.uniform(-80, -50) / 20), WINDOW) if random.random() < 0.5 else 0
    return (cut + noise).astype(np.float32)


def windows(clips: list[Clip], lines: list[str], each: int, gains: tuple[float, float], seed: int) -> list[Example]:
    """`each` windows per actor and emotion, every one out of five random clips; the lines take turns."""
    groups = defaultdict(list)
    for clip in clips:
        groups[clip.actor, clip.code].append(clip)
    random = np.random.default_rng(seed)
    made = []
    for _, group in sorted(groups.items()):
        for i in range(each):
            chosen = tuple(group[j] for j in random.permutation(len(group))[:5])
            made.append(Example(chosen, lines[i % len(lines)], float(random.uniform(*gains)), seed + len(made)))
    return made
