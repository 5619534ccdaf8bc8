"""What is learnt from: an endless row of batches, each made anew from its number, so that training can stop and go on."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import torch

import audio
import music
from augment import degrade
from crema_d import Clip
from hearing import DOUBTS
from natural import Talk

BATCH = 32
DOUBTFUL = 8  # more, with music or a second voice; they teach the doubts, and emotion only where the voice stands out
LENGTHS = (3.0, 3.0, 3.0, 2.0, 2.5, 3.5)  # s; one batch has one length
PIECES = 150
FASTER = (0.88, 1.14)  # half of the voices are played so much faster, and higher: as if others spoke
NATURAL = 8  # more, of people who do not act: taken as neutral
NATURAL_WEIGHT = 1.5  # of each, so that they are about a quarter of what is learnt
VOTES = 0.3  # how much the listeners' votes count beside what was acted


@dataclass(frozen=True)
class Batch:
    audio: torch.Tensor  # [b, samples]
    emotion: torch.Tensor  # [b, labels]: shares that sum to the example's weight, 0 where no emotion is to be learnt
    doubt: torch.Tensor  # [b, 2]


class Batches:
    def __init__(self, clips: list[Clip], sounds: dict, over_gsm: dict, votes: dict, labels: list[str], seed: int,
                 talk: Talk | None = None):  # fmt: skip
        self.clips, self.sounds, self.over_gsm, self.seed, self.talk = clips, sounds, over_gsm, seed, talk
        self.calm = NATURAL_WEIGHT * np.array([label == "neutral" for label in labels], np.float32)
        self.groups = defaultdict(list)
        for clip in clips:
            self.groups[clip.actor, clip.code].append(clip)
        self.keys = sorted(self.groups)
        self.target = {clip: _target(clip, votes, labels) for clip in clips}
        self.pieces = [music.piece(seed * 1000 + i, 8) for i in range(PIECES)]

    def make(self, number: int) -> Batch:
        random = np.random.default_rng((self.seed, number))
        samples = int(random.choice(LENGTHS) * audio.RATE)
        rows = [self._voice(random, samples) for _ in range(BATCH + DOUBTFUL)]
        sound = np.stack([row[0] for row in rows])
        emotion = np.stack([row[1] for row in rows])
        doubt = np.zeros((len(rows), len(DOUBTS)), np.float32)
        for i in range(BATCH, len(rows)):
            if i % 2:
                _with_music(sound, emotion, doubt, i, self.pieces[random.integers(PIECES)], random)
            else:
                self._with_another(sound, emotion, doubt, i, samples, random)
        if self.talk:
            sound = np.concatenate([sound, [self._natural(random, samples)[0] for _ in range(NATURAL)]])
            emotion = np.concatenate([emotion, np.tile(self.calm, (NATURAL, 1))])
            doubt = np.concatenate([doubt, np.zeros((NATURAL, len(DOUBTS)), np.float32)])
        torch_random = torch.Generator().manual_seed(self.seed * 1_000_003 + number)
        return Batch(degrade(torch.tensor(sound), torch_random), torch.tensor(emotion), torch.tensor(doubt))

    def _voice(self, random, samples: int) -> tuple[np.ndarray, np.ndarray]:
        """Half: a window cut out of several clips of one actor and emotion. Half: one clip somewhere in the window."""
        group = self.groups[self.keys[random.integers(len(self.keys))]]
        store = self.over_gsm if random.random() < 0.1 else self.sounds
        if random.random() < 0.5:
            clips = [group[i] for i in random.permutation(len(group))[:4]]
            parts = []
            for clip in clips:
                parts += [store[clip], np.zeros(int(random.uniform(0.05, 0.6) * audio.RATE), np.float32)]
            joined = np.concatenate(parts)
            start = random.integers(0, max(1, len(joined) - samples))
            cut = joined[start : start + samples]
            weights = _heard(parts, start, samples)
            target = sum(w * self.target[clip] for w, clip in zip(weights, clips))
        else:
            clip = group[random.integers(len(group))]
            cut, target = store[clip], self.target[clip]
            if len(cut) > samples:
                start = random.integers(0, len(cut) - samples)
                cut = cut[start : start + samples]
        return _placed(cut, random, samples), target.astype(np.float32)

    def _natural(self, random, samples: int) -> tuple[np.ndarray, str]:
        sound, source = self.talk.cut(random, samples)
        return _placed(sound, random, samples), source

    def _with_another(self, sound, emotion, doubt, i, samples, random) -> None:
        """A second voice over the first, or after it; -15 to 0 dB. It doubts from -10 dB on."""
        actor_before = emotion[i].copy()
        other, _ = self._voice(random, samples)
        db = random.uniform(-15, 0)
        other = other * (_rms(sound[i]) / (_rms(other) + 1e-9)) * 10 ** (db / 20)
        if random.random() < 0.4:
            turn = int(random.uniform(0.35, 0.65) * samples)
            sound[i, turn:], other[:turn] = 0, 0
            other *= 10 ** (-db / 20)
            db = 0
        sound[i] += other
        doubt[i, DOUBTS.index("several-speakers")] = db > -10
        emotion[i] = 0 if db > -10 else actor_before


def _with_music(sound, emotion, doubt, i, piece, random) -> None:
    """Music behind the voice, -25 to +5 dB, or alone. It doubts from -10 dB on."""
    samples = sound.shape[1]
    start = random.integers(0, len(piece) - samples)
    db = random.uniform(-25, 5)
    part = piece[start : start + samples]
    part = part * (_rms(sound[i]) / (_rms(part) + 1e-9)) * 10 ** (db / 20)
    if random.random() < 0.3:
        sound[i], db = 0, 99
    sound[i] += part
    doubt[i, DOUBTS.index("music")] = db > -10
    if db > -5:
        emotion[i] = 0


def _placed(cut: np.ndarray, random, samples: int) -> np.ndarray:
    """Half of them faster or slower; somewhere in the window."""
    if random.random() < 0.5:
        cut = _faster(cut, random.uniform(*FASTER))[:samples]
    room = samples - len(cut)
    before = random.integers(0, room + 1)
    return np.pad(cut, (before, room - before)).astype(np.float32)


def _faster(x: np.ndarray, factor: float) -> np.ndarray:
    return np.interp(np.arange(0, len(x) - 1, factor), np.arange(len(x)), x).astype(np.float32)


def _rms(x) -> float:
    return float(np.sqrt((x**2).mean()))


def _heard(parts: list[np.ndarray], start: int, samples: int) -> np.ndarray:
    """The share of the window that each clip has; parts are clips with a pause behind each."""
    ends = np.cumsum([len(part) for part in parts])
    begins = ends - [len(part) for part in parts]
    seen = np.clip(np.minimum(ends, start + samples) - np.maximum(begins, start), 0, None)[::2].astype(float)
    return seen / max(1.0, seen.sum())


def _target(clip: Clip, votes: dict, labels: list[str]) -> np.ndarray:
    acted = np.array([label == clip.emotion for label in labels], np.float32)
    if clip.name not in votes:
        return acted
    return (1 - VOTES) * acted + VOTES * np.array([votes[clip.name][label] for label in labels], np.float32)
