"""All clips decoded once and kept in a folder: as they are without the silence around them, and after a GSM line."""

import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

import numpy as np

import audio
from crema_d import Clip


def trimmed(clips: list[Clip], work: Path) -> dict[Clip, np.ndarray]:
    kept = _kept(work, "trimmed", clips, lambda: [audio.trim(x) for x in audio.decode([clip.path for clip in clips])])
    return dict(zip(clips, kept))


def over_gsm(sounds: dict[Clip, np.ndarray], work: Path) -> dict[Clip, np.ndarray]:
    """Through GSM 06.10 and back; one encoder run an actor."""
    clips = list(sounds)

    def encode():
        groups = defaultdict(list)
        for clip in clips:
            groups[clip.actor].append(clip)
        coded = {}
        for group in groups.values():
            joined = _gsm(np.concatenate([sounds[clip] for clip in group]))
            ends = np.cumsum([len(sounds[clip]) for clip in group])
            coded |= {clip: joined[end - len(sounds[clip]) : end] for clip, end in zip(group, ends)}
        return [coded[clip] for clip in clips]

    return dict(zip(clips, _kept(work, "gsm", clips, encode)))


def _gsm(x: np.ndarray) -> np.ndarray:
    with tempfile.TemporaryDirectory() as folder:
        wav, coded, back = (Path(folder, name) for name in ("in.wav", "coded.gsm", "back.raw"))
        audio.write_wav(wav, audio.to_pcm16(x), audio.RATE)
        quiet = ["ffmpeg", "-v", "error", "-y"]
        subprocess.run([*quiet, "-i", wav, "-ar", "8000", "-c:a", "libgsm", "-f", "gsm", coded], check=True)
        subprocess.run([*quiet, "-f", "gsm", "-i", coded, "-ar", str(audio.RATE), "-f", "f32le", back], check=True)
        heard = np.fromfile(back, "<f4")
    return np.pad(heard, (0, max(0, len(x) - len(heard))))[: len(x)]


def _kept(work: Path, kind: str, clips: list[Clip], make) -> list[np.ndarray]:
    file = work / f"{kind}-{len(clips)}-{clips[0].name}.npz"
    if not file.exists():
        made = [audio.to_pcm16(x) for x in make()]
        work.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial.npz")
        np.savez(partial, samples=np.concatenate(made), lengths=[len(x) for x in made])
        partial.rename(file)
    data = np.load(file)
    samples, ends = data["samples"], np.cumsum(data["lengths"])
    return [audio.from_pcm16(part) for part in np.split(samples, ends[:-1])]
