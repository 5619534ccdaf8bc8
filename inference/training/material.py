"""What is learnt from and measured on: CREMA-D, EMO-DB and natural speech, decoded once."""

import argparse
from pathlib import Path

import numpy as np

import audio
import crema_d
import emo_db
import examples
import natural
import sounds
from batches import Batches

LABELS = sorted(crema_d.EMOTIONS.values())
AS_RECORDED = (0.0, 0.0)
EACH = 16  # windows an actor and emotion


class Material:
    """All clips of both splits and of EMO-DB, and natural speech; decoded, with the listeners' votes."""

    def __init__(self, args: argparse.Namespace):
        work = args.work
        self.work, self.votes = work, crema_d.votes(args.crema_d)
        self.clips = {split: crema_d.clips(args.crema_d, split) for split in ("train", "dev")}
        self.clips["german"] = emo_db.clips(args.emo_db)
        self.natural = natural.sounds(args.natural, natural.recordings(natural.LEARN))
        self.sounds, self.over_gsm = {}, {}
        for clips in self.clips.values():
            trimmed = sounds.trimmed(clips, work)
            self.sounds |= trimmed
            self.over_gsm |= sounds.over_gsm(trimmed, work)

    def batches(self, clips: list, recordings: list, seed: int) -> Batches:
        talk = natural.Talk({recording: self.natural[recording] for recording in recordings})
        return Batches(clips, self.sounds, self.over_gsm, self.votes, LABELS, seed, talk)

    def actors(self, clips: list) -> np.ndarray:
        """Who speaks in each of the windows, [n]."""
        return np.array([e.actor for e in self._examples(clips, "clean")])

    def _examples(self, clips: list, line: str) -> list[examples.Example]:
        return examples.windows(clips, [line], EACH, AS_RECORDED, seed=9_000_000)

    def windows(self, clips: list, line: str) -> tuple[np.ndarray, np.ndarray]:
        """16-bit windows [n, samples] of running speech and what was acted, [n]."""
        todo = self._examples(clips, line)
        store = examples.Store(self.sounds)
        return np.stack([audio.to_pcm16(e.sound(store)) for e in todo]), np.array([e.emotion for e in todo])


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--moonshine", type=Path, required=True, help="the npm package (.tgz) or its encoder_model.onnx"
    )
    parser.add_argument("--crema-d", type=Path, required=True, help="the folder with train/, dev/ and voice-votes.csv")
    parser.add_argument("--emo-db", type=Path, required=True, help="the folder with 03a01Wa.flac and so on")
    parser.add_argument("--natural", type=Path, required=True, help="the folder with what natural.csv lists")
    parser.add_argument(
        "--work", type=Path, required=True, help="a folder outside the repository: decoded sound, and the training's "
        "state after every epoch; the same command goes on from there"
    )  # fmt: skip
