"""Scores WAV files as a live leg hears them: through mu-law, 3 s windows, a new one every half second."""

import argparse
from pathlib import Path

import numpy as np
import onnxruntime

import audio
from graph import LABELS

WINDOW, HOP = 3 * audio.RATE, audio.RATE // 2


def scores(session, pcm: np.ndarray) -> np.ndarray:
    """[windows, 9] of 8 kHz samples; the first window ends 3 s in, each next one half a second later."""
    x = audio.from_phone_rate(audio.from_pcm16(audio.mulaw_round_trip(pcm)))
    starts = range(0, len(x) - WINDOW + 1, HOP)
    return np.concatenate([session.run(["scores"], {"audio": x[None, s : s + WINDOW]})[0] for s in starts])


def fires_at(p: np.ndarray, threshold: float, hold: float) -> float | None:
    """When p >= threshold has held for `hold` seconds, in seconds of sound; None if never."""
    since = None
    for i, value in enumerate(p):
        now = 3 + i / 2
        since = (now if since is None else since) if value >= threshold else None
        if since is not None and now - since >= hold:
            return now
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="a model folder")
    parser.add_argument("--emotion", choices=LABELS, default="angry")
    parser.add_argument("--threshold", type=float, default=0.6)
    parser.add_argument("--hold", type=float, default=2, help="seconds")
    parser.add_argument("wav", type=Path, nargs="+", help="8 kHz 16-bit mono; several are also heard one after another")
    args = parser.parse_args()

    session = onnxruntime.InferenceSession(args.model / "model.onnx", providers=["CPUExecutionProvider"])
    sounds = {path.name: audio.read_wav(path) for path in args.wav}
    if len(sounds) > 1:
        sounds[" + ".join(sounds)] = np.concatenate(list(sounds.values()))
    for name, pcm in sounds.items():
        p = scores(session, pcm)[:, LABELS.index(args.emotion)]
        at = fires_at(p, args.threshold, args.hold)
        print(f"{name}: {len(pcm) / audio.PHONE_RATE:.1f} s, {args.emotion} {p.min():.2f} to {p.max():.2f}")
        print("  " + " ".join(f"{value:.2f}" for value in p))
        print(f"  >= {args.threshold} for {args.hold:g} s: " + ("never" if at is None else f"first at {at:g} s"))


if __name__ == "__main__":
    main()
