"""What each fold leaves out, and what its network says of that: logits by example, kept in a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import natural
import presence
from crema_d import Clip
from natural import Recording

SPEAKERS, BOTH, GERMAN, NATURAL = "speakers", "speakers and sentences", "german", "natural"
LINES = ("clean", "phone")


@dataclass(frozen=True)
class Fold:
    number: int
    learnt: list[Clip]
    talk: list[Recording]  # learnt from, too
    measured: dict[str, list[Clip]]  # by what is new in them
    natural: list[Recording]  # of sources that are not learnt from


def folds(clips: list[Clip], german: list[Clip], recordings: dict[Recording, np.ndarray], count: int) -> Iterator[Fold]:
    random = np.random.default_rng(4)
    actors = random.permutation(sorted({clip.actor for clip in clips}))
    sentences = random.permutation(sorted({clip.sentence for clip in clips}))
    germans = sorted({clip.actor for clip in german})
    sources = longest_first(recordings)
    for number in range(count):
        out, unsaid = set(actors[number::count]), set(sentences[number::count])
        abroad, unheard = set(germans[number::count]), set(sources[number::count])
        theirs = [clip for clip in clips if clip.actor in out]
        yield Fold(
            number,
            [clip for clip in clips if clip.actor not in out and clip.sentence not in unsaid]
            + [clip for clip in german if clip.actor not in abroad],
            [recording for recording in recordings if recording.source not in unheard],
            {
                SPEAKERS: [clip for clip in theirs if clip.sentence not in unsaid],
                BOTH: [clip for clip in theirs if clip.sentence in unsaid],
                GERMAN: [clip for clip in german if clip.actor in abroad],
            },
            [recording for recording in recordings if recording.source in unheard],
        )


def longest_first(recordings: dict[Recording, np.ndarray]) -> list[str]:
    length = {}
    for recording, sound in recordings.items():
        length[recording.source] = length.get(recording.source, 0) + len(sound)
    return sorted(length, key=lambda source: -length[source])


@dataclass(frozen=True)
class Heard:
    """What a network says, an example a row."""

    logits: np.ndarray  # [n, labels]
    emotion: np.ndarray  # what was acted; of natural speech, its source
    speaker: np.ndarray  # of natural speech, its file
    start: np.ndarray  # s, of natural speech

    @staticmethod
    def joined(parts: list["Heard"]) -> "Heard":
        return Heard(*[np.concatenate([getattr(p, f) for p in parts]) for f in Heard.__dataclass_fields__])

    def keep(self, file: Path) -> None:
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, **{field: getattr(self, field) for field in Heard.__dataclass_fields__})
        partial.rename(file)

    @staticmethod
    def kept(file: Path) -> "Heard":
        data = np.load(file)
        return Heard(*[data[field] for field in Heard.__dataclass_fields__])


def acted(material, clips: list[Clip], line: str, logits) -> Heard:
    x, y = material.windows(clips, line)
    return Heard(logits(x), y, material.actors(clips), np.zeros(len(y)))


def talked(material, recordings: list[Recording], logits, hop: float = 1.0) -> Heard:
    """Windows of the calls' length in which somebody speaks, by phone."""
    hears, parts = presence.Presence(), []
    for recording in recordings:
        sound = natural.by_phone(recording, material.natural[recording])
        starts = presence.starts(sound, hop=int(hop * natural.audio.RATE))
        starts = starts[hears.ratios(sound, starts, natural.WINDOW) >= presence.LEAST]
        if len(starts):
            x = np.stack([natural.audio.to_pcm16(sound[start : start + natural.WINDOW]) for start in starts])
            n = len(starts)
            parts.append(Heard(logits(x), np.full(n, recording.source), np.full(n, recording.file), starts / natural.audio.RATE))
    return Heard.joined(parts)
