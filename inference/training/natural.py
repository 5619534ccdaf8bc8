"""Natural speech, the neutral that customers really speak: which recordings, whence and under what licence is in natural.csv.

A folder given as --natural holds each as SOURCE/FILE. Nobody labelled them; nobody in them is meant to be angry.
"""

import csv
import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import audio
from presence import Presence

MANIFEST = Path(__file__).parent / "natural.csv"
LEARN, MEASURE = "learn", "measure"  # what is learnt from, a source at a time left out; what is only measured on
WINDOW, GRID = 3 * audio.RATE, audio.RATE // 10
_ACTED_RATE = 11_025  # of CREMA-D and EMO-DB: that natural speech has more to it must not give it away


@dataclass(frozen=True, order=True)
class Recording:
    source: str
    file: str
    language: str
    rate: int  # Hz, as published
    split: str
    licence: str
    sha256: str  # of its samples as 16-bit numbers, so that a FLAC may stand for the WAV
    origin: str

    @property
    def narrow(self) -> bool:
        return self.rate <= audio.PHONE_RATE

    def at(self, folder: Path) -> Path:
        return folder / self.source / self.file


def recordings(split: str) -> list[Recording]:
    with open(MANIFEST, newline="") as file:
        rows = [Recording(**{**row, "rate": int(row["rate"])}) for row in csv.DictReader(file)]
    return sorted(row for row in rows if row.split == split)


def sounds(folder: Path, wanted: list[Recording]) -> dict[Recording, np.ndarray]:
    """Each at 16 kHz. Those that are missing, or differ from natural.csv's, are refused by name."""
    wrong = [r for r in wanted if not r.at(folder).is_file() or _sha256(r.at(folder)) != r.sha256]
    if wrong:
        names = ", ".join(f"{r.source}/{r.file} (from {r.origin})" for r in wrong[:5])
        raise SystemExit(f"{folder}: {len(wrong)} of {len(wanted)} recordings are missing or differ: {names}")
    return dict(zip(wanted, audio.decode([r.at(folder) for r in wanted])))


def _sha256(path: Path) -> str:
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-map", "0:a:0", "-f", "s16le", "-"]
    return hashlib.sha256(subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL).stdout).hexdigest()


def by_phone(recording: Recording, sound: np.ndarray) -> np.ndarray:
    """As it is heard in a call: what is of a phone line already is not sent through another."""
    return audio.over_voip(sound) if recording.narrow else audio.over_phone(sound)


class Talk:
    """Where in the recordings there is speech, to cut windows out; of a source four times as long, twice as often."""

    def __init__(self, heard: dict[Recording, np.ndarray]):
        presence = Presence()
        self.sounds, self.places = {}, {}
        for recording, sound in heard.items():
            padded = np.pad(sound, (0, max(0, WINDOW - len(sound))))
            starts = np.arange(0, len(padded) - WINDOW + 1, GRID)
            spoken = starts[presence.ratios(padded, starts, WINDOW) >= 0.3]
            if len(spoken):
                self.sounds[recording] = audio.at_most(padded, _ACTED_RATE)
                self.places.setdefault(recording.source, []).extend((recording, int(start)) for start in spoken)
        self.sources = sorted(self.places)
        shares = np.sqrt([len(self.places[source]) for source in self.sources])
        self.shares = shares / shares.sum()

    def cut(self, random, samples: int) -> tuple[np.ndarray, str]:
        """Sound, and of which source."""
        places = self.places[self.sources[random.choice(len(self.sources), p=self.shares)]]
        recording, start = places[random.integers(len(places))]
        return self.sounds[recording][start : start + samples], recording.source
