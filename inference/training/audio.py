"""Sound: decode, resample, a simulated phone line, WAV files. Samples are float32 in [-1, 1]."""

import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from scipy.signal import butter, resample_poly, sosfilt

RATE = 16_000
PHONE_RATE = 8_000
_FRAME = RATE // 100  # 10 ms
_AT_ONCE = 50  # files
_PHONE_BAND = butter(4, [300, 3400], btype="bandpass", fs=PHONE_RATE, output="sos")


def decode(paths: list[Path]) -> list[np.ndarray]:
    """Files of any kind that ffmpeg can read, as mono at 16 kHz. Many to a process: starting one is the dear part."""
    sounds = []
    with tempfile.TemporaryDirectory() as folder:
        for start in range(0, len(paths), _AT_ONCE):
            batch = paths[start : start + _AT_ONCE]
            outputs = [Path(folder, f"{i}.f32") for i in range(len(batch))]
            command = ["ffmpeg", "-v", "error", "-y", "-threads", "1"]
            for path in batch:
                command += ["-i", str(path)]
            for i, output in enumerate(outputs):
                command += ["-map", f"{i}:a", "-ar", str(RATE), "-ac", "1", "-f", "f32le", str(output)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            sounds += [np.fromfile(output, "<f4") for output in outputs]
    return sounds


def to_pcm16(x: np.ndarray) -> np.ndarray:
    return np.clip(np.round(x * 32767), -32768, 32767).astype(np.int16)


def from_pcm16(pcm: np.ndarray) -> np.ndarray:
    return (pcm / 32768).astype(np.float32)


def mulaw_round_trip(pcm: np.ndarray) -> np.ndarray:
    """16-bit samples through G.711 mu-law and back (ITU-T G.711, table 2a: 8 segments of 16 steps)."""
    bias, top = 0x84, 32635
    magnitude = np.minimum(np.abs(pcm.astype(np.int32)), top) + bias
    segment = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    step = (magnitude >> (segment + 3)) & 0x0F
    decoded = (((step << 3) + bias) << segment) - bias
    return np.where(pcm < 0, -decoded, decoded).astype(np.int16)


def at_most(x: np.ndarray, rate: int) -> np.ndarray:
    """Without what a recording of that rate could not hold."""
    return resample_poly(resample_poly(x, rate, RATE), RATE, rate)[: len(x)].astype(np.float32)


def to_phone_rate(x: np.ndarray) -> np.ndarray:
    return resample_poly(x, 1, RATE // PHONE_RATE).astype(np.float32)


def from_phone_rate(x: np.ndarray) -> np.ndarray:
    return resample_poly(x, RATE // PHONE_RATE, 1).astype(np.float32)


def over_voip(x: np.ndarray) -> np.ndarray:
    """What a SIP line does: 8 kHz and mu-law, no further filter."""
    return from_phone_rate(from_pcm16(mulaw_round_trip(to_pcm16(to_phone_rate(x)))))


def over_phone(x: np.ndarray) -> np.ndarray:
    """What the old network does: as over_voip, and only 300 to 3400 Hz."""
    narrow = sosfilt(_PHONE_BAND, to_phone_rate(x))
    return from_phone_rate(from_pcm16(mulaw_round_trip(to_pcm16(narrow))))


def gain(x: np.ndarray, db: float) -> np.ndarray:
    """Louder or softer; what no longer fits is clipped, as on a line."""
    return np.clip(x * 10 ** (db / 20), -1, 1).astype(np.float32)


def trim(x: np.ndarray, below_peak_db: float = 35, keep: float = 0.05) -> np.ndarray:
    """Without the silence before and after: 10 ms frames this far below the loudest one, `keep` s left on each side."""
    frames = x[: len(x) // _FRAME * _FRAME].reshape(-1, _FRAME)
    level = np.sqrt((frames**2).mean(1))
    loud = np.flatnonzero(level > level.max() * 10 ** (-below_peak_db / 20))
    margin = int(keep * RATE)
    return x[max(0, loud[0] * _FRAME - margin) : (loud[-1] + 1) * _FRAME + margin]


def write_wav(path: Path, pcm: np.ndarray, rate: int) -> None:
    """16-bit mono PCM behind the plain 44-byte header."""
    data = pcm.astype("<i2").tobytes()
    header = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(data), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * 2, 2,
                         16, b"data", len(data))  # fmt: off
    path.write_bytes(header + data)


def read_wav(path: Path) -> np.ndarray:
    """The samples of a file that write_wav wrote."""
    return np.frombuffer(path.read_bytes()[44:], "<i2")
