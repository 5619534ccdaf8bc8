"""Music made by numbers, so that no recording is needed: chords, a bass, a tune, drums, each different by its seed."""

import numpy as np

import audio

_SCALES = [[0, 2, 4, 5, 7, 9, 11], [0, 2, 3, 5, 7, 8, 10]]  # major, minor
_PROGRESSIONS = [[0, 4, 5, 3], [0, 5, 3, 4], [1, 4, 0, 0], [0, 3, 4, 3], [5, 3, 0, 4], [0, 2, 3, 4]]


def piece(seed: int, seconds: float) -> np.ndarray:
    """A piece at -20 dBFS."""
    random = np.random.default_rng(seed)
    beat = 60 / random.uniform(65, 150)
    root, scale = random.integers(40, 56), _SCALES[random.integers(2)]
    chords = _PROGRESSIONS[random.integers(len(_PROGRESSIONS))]
    timbres = [_timbre(random) for _ in range(3)]
    has_tune, has_bass, has_drums = random.random(3) < [0.8, 0.7, 0.5]
    out = np.zeros(int((seconds + 4) * audio.RATE), np.float32)
    for number in range(int(seconds / beat) + 1):
        degree, at = chords[number // 4 % 4], number * beat
        if number % random.choice([1, 2, 4]) == 0:
            for third in (0, 2, 4):
                _play(out, at, _pitch(root + 12, scale, degree + third), beat * 2, 0.25, timbres[0])
        if has_bass:
            _play(out, at, _pitch(root - 12, scale, degree), beat * 0.9, 0.4, timbres[1])
        if has_tune and random.random() < 0.8:
            steps = random.choice([1, 2])
            for part in range(steps):
                note = _pitch(root + 24, scale, degree + random.integers(-2, 5))
                _play(out, at + part * beat / steps, note, beat / steps, 0.35, timbres[2])
        if has_drums:
            _drum(out, at, random)
    out = out[: int(seconds * audio.RATE)]
    return (out * (0.1 / (np.sqrt((out**2).mean()) + 1e-9))).astype(np.float32)


def _pitch(root: int, scale: list[int], degree: int) -> float:
    octave, step = divmod(int(degree), 7)
    return 440 * 2 ** ((root + 12 * octave + scale[step] - 69) / 12)


def _timbre(random) -> tuple:
    """Strength of the harmonics, attack, decay, depth of vibrato."""
    harmonics = random.uniform(0.2, 1, 8) / np.arange(1, 9) ** random.uniform(0.8, 2)
    return harmonics, random.uniform(0.005, 0.12), random.uniform(0.3, 3), random.choice([0, 0, 0.004])


def _play(out, at, pitch, seconds, loud, timbre) -> None:
    harmonics, attack, decay, vibrato = timbre
    t = np.arange(int((seconds + 0.1) * audio.RATE)) / audio.RATE
    phase = 2 * np.pi * pitch * (t + vibrato / 30 * np.sin(2 * np.pi * 5 * t))
    wave = sum(h * np.sin((i + 1) * phase) for i, h in enumerate(harmonics) if (i + 1) * pitch < audio.RATE / 2)
    shape = np.minimum(t / attack, 1) * np.exp(-decay * t) * np.clip((seconds + 0.1 - t) / 0.1, 0, 1)
    _add(out, at, loud * shape * wave)


def _drum(out, at, random) -> None:
    t = np.arange(audio.RATE // 5) / audio.RATE
    hit = np.sin(2 * np.pi * 60 * t * np.exp(-6 * t)) if random.random() < 0.5 else random.normal(0, 0.4, len(t))
    _add(out, at, 0.6 * np.exp(-random.uniform(15, 50) * t) * hit)


def _add(out, at, sound) -> None:
    start = int(at * audio.RATE)
    part = out[start : start + len(sound)]
    part += sound[: len(part)].astype(np.float32)
