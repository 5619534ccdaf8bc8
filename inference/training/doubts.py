"""How often a model doubts: on voices, on real hold music, on both, on two voices. Prints shares of windows."""

import argparse
from pathlib import Path

import numpy as np

import audio
import crema_d
import examples
import sounds
from material import AS_RECORDED
from train import open_session

SURE = 0.5


def doubted(session, x: np.ndarray) -> str:
    found = np.concatenate([session.run(["doubts"], {"audio": part[None]})[0] for part in x.astype(np.float32)])
    music, several = (found >= SURE).mean(0)
    return f"music {music:.3f}, several speakers {several:.3f}"


def over(x: np.ndarray, other: np.ndarray, db: float) -> np.ndarray:
    """The other this much louder than x, window by window."""
    return x + other * (rms(x) / rms(other) * 10 ** (db / 20))


def rms(x: np.ndarray) -> np.ndarray:
    return np.sqrt((x**2).mean(1, keepdims=True)) + 1e-9


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a model folder")
    parser.add_argument("--crema-d", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="as for train.py")
    parser.add_argument("--music", type=Path, required=True, help="a folder of WAV files")
    args = parser.parse_args()

    session = open_session((args.model / "model.onnx").read_bytes())
    clips = crema_d.clips(args.crema_d, "dev")
    store = examples.Store(sounds.trimmed(clips, args.work))
    voices = {}
    for line in ("clean", "phone"):
        todo = examples.windows(clips, [line], 16, AS_RECORDED, seed=9_000_000)[::12]
        voices[line] = np.stack([example.sound(store) for example in todo])
        print(f"one voice, {line}: {doubted(session, voices[line])}")
    voice = voices["phone"]
    files = sorted(args.music.glob("*.wav"))
    for file, piece in zip(files, audio.decode(files)):
        count = min(40, len(piece) // examples.WINDOW)
        windows = piece[: count * examples.WINDOW].reshape(count, -1)
        print(f"{file.stem}, {count} windows: {doubted(session, windows)}")
        for db in (0, -10, -20):
            behind = windows[np.arange(len(voice)) % count]
            print(f"  behind a voice, {db} dB: {doubted(session, over(voice, behind, db))}")
    another = voice[np.random.default_rng(0).permutation(len(voice))]
    for db in (0, -6, -12):
        print(f"two voices, {db} dB: {doubted(session, over(voice, another, db))}")


if __name__ == "__main__":
    main()
