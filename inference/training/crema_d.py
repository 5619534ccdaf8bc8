"""The CREMA-D folder: which clips there are, who speaks, what listeners heard."""

import csv
from dataclasses import dataclass
from pathlib import Path

EMOTIONS = {"ANG": "angry", "DIS": "disgusted", "FEA": "fearful", "HAP": "happy", "NEU": "neutral", "SAD": "sad"}
_VOTE_COLUMN = {"ANG": "anger", "DIS": "disgust", "FEA": "fear", "HAP": "happy", "NEU": "neutral", "SAD": "sad"}


@dataclass(frozen=True, order=True)
class Clip:
    name: str  # ACTOR_SENTENCE_EMOTION_INTENSITY
    path: Path

    @property
    def actor(self) -> str:
        return self.name.split("_")[0]

    @property
    def sentence(self) -> str:
        return self.name.split("_")[1]

    @property
    def code(self) -> str:
        return self.name.split("_")[2]

    @property
    def emotion(self) -> str:
        return EMOTIONS[self.code]


def clips(folder: Path, split: str) -> list[Clip]:
    found = [Clip(path.stem, path) for path in sorted((folder / split).glob("*.opus"))]
    if not found:
        raise SystemExit(
            f"No .opus files in {folder / split}: --crema-d must name the folder that holds train/ and dev/"
        )
    return found


def votes(folder: Path) -> dict[str, dict[str, float]]:
    """Per clip and emotion, the share of those who only heard it and chose that emotion."""
    shares = {}
    with open(folder / "voice-votes.csv", newline="") as file:
        for row in csv.DictReader(file):
            counts = {EMOTIONS[code]: int(row[column]) for code, column in _VOTE_COLUMN.items()}
            total = sum(counts.values())
            if total:
                shares[row["clip"]] = {emotion: count / total for emotion, count in counts.items()}
    return shares


def agreement(folder: Path) -> dict[str, float]:
    """Per clip, the share of those who only heard it and chose the emotion that was acted."""
    return {clip: shares[EMOTIONS[clip.split("_")[2]]] for clip, shares in votes(folder).items()}


def sexes(folder: Path) -> dict[str, str]:
    with open(folder / "speakers.csv", newline="") as file:
        return {row["ActorID"]: row["Sex"] for row in csv.DictReader(file)}
