"""Which windows of a leg hold enough speech to be scored: as the program hears it, see docs/decisions/0015."""

from pathlib import Path

import numpy as np
import onnxruntime

import audio
from make_silero_vad import FRAME, UNITS, framed

MODEL = Path(__file__).parent.parent / "models/silero-vad/silero-vad-16k.onnx"
THRESHOLD, LETS_GO = 0.5, 0.2  # speech goes on until its probability falls below this part of the threshold
LEAST = 0.2  # of a window that must be speech, `model.minimum-speech`
_AT_ONCE = 3000  # frames


class Presence:
    def __init__(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])

    def frames(self, sound: np.ndarray) -> np.ndarray:
        """Whether each frame of 32 ms is speech, of one leg from its beginning."""
        frames, state, found = framed(sound[None]), np.zeros((2, 1, UNITS), np.float32), []
        for start in range(0, frames.shape[1], _AT_ONCE):
            part = {"frames": frames[:, start : start + _AT_ONCE], "state": state}
            speech, state = self.session.run(["speech", "stateN"], part)
            found.append(speech[0])
        speaks, result = False, []
        for probability in np.concatenate(found) if found else []:
            speaks = probability >= THRESHOLD or (speaks and probability >= LETS_GO * THRESHOLD)
            result.append(speaks)
        return np.array(result, bool)

    def ratios(self, sound: np.ndarray, starts: np.ndarray, window: int) -> np.ndarray:
        """The share of speech in each window, among the frames that were heard by its end."""
        speech = np.concatenate([[0], np.cumsum(self.frames(sound))])
        count = len(speech) - 1
        first = np.clip(np.ceil((starts - FRAME / 2) / FRAME).astype(int), 0, count)
        behind = np.clip((starts + window) // FRAME, first, count)
        return (speech[behind] - speech[first]) / np.maximum(1, behind - first)


def starts(sound: np.ndarray, window: int = 3 * audio.RATE, hop: int = audio.RATE // 2) -> np.ndarray:
    return np.arange(0, len(sound) - window + 1, hop)
