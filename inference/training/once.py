"""The trial of encoding each sound once: short chunks, whose steps are pooled over the last 3 s. See README.md.

At a hop of 0.5 s the window model hears every sound six times. Here a chunk of 20 steps (0.48 s) is encoded with some
steps before it as context, which are then thrown away; the heads pool the steps of the last chunks. The level is that of
the chunk and all before it, since the future is not known.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch

import encoder as moonshine
import graph
import learn
from figures import measure
from hearing import Hearing, step_weights
from level import FLOOR_RMS, STEP, STEP_SEES, TARGET_RMS
from calibration import softmax
from material import LABELS, Material, arguments
from train import open_session

NEW = 20  # steps of 24 ms
CONTEXTS = (20, 40)


class Once(Hearing):
    """As Hearing, but encodes chunk by chunk. In training each batch has a random context."""

    context = CONTEXTS[0]

    def forward(self, audio):
        context = CONTEXTS[int(torch.randint(len(CONTEXTS), ()))] if self.training else self.context
        levelled = _level_so_far(audio)
        steps = (levelled.shape[1] - STEP_SEES) // STEP + 1
        chunks = steps // NEW
        length = STEP_SEES + (context + NEW - 1) * STEP
        padded = torch.nn.functional.pad(levelled[:, -((chunks * NEW - 1) * STEP + STEP_SEES) :], (context * STEP, 0))
        pieces = padded.unfold(1, length, NEW * STEP).reshape(-1, length)
        states = [s[:, context:].reshape(len(audio), chunks * NEW, -1) for s in self.encoder(pieces)]
        weights = step_weights(levelled[:, -((chunks * NEW - 1) * STEP + STEP_SEES) :])
        return self.heads(states, weights)


def _level_so_far(audio):
    """Each chunk by the root mean square of all up to its end."""
    chunk = NEW * STEP
    whole = torch.nn.functional.pad(audio, (0, -audio.shape[1] % chunk))
    power = whole.reshape(len(audio), -1, chunk).square().sum(2).cumsum(1)
    rms = (power / (chunk * torch.arange(1, power.shape[1] + 1))).sqrt().clamp_min(FLOOR_RMS)
    gain = (TARGET_RMS / rms).repeat_interleave(chunk, 1)
    return audio * gain[:, : audio.shape[1]]


def cost(encoder: bytes) -> None:
    """Encoder time a hop of 0.5 s on one thread: the window against a chunk, scaled to the same hop."""
    session = open_session(graph._cut(encoder, learn.LAYERS).SerializeToString())
    for name, samples, per_hop in [("window 3 s", 48_000, 1.0)] + [
        (f"chunk, context {c} steps", STEP_SEES + (c + NEW - 1) * STEP, 0.5 * 16_000 / (NEW * STEP)) for c in CONTEXTS
    ]:
        sound, times = np.random.default_rng(0).normal(0, 0.05, (1, samples)).astype(np.float32), []
        for _ in range(60):
            began = time.perf_counter()
            session.run(None, {"input_values": sound})
            times.append(time.perf_counter() - began)
        print(f"{name}: {np.median(times[10:]) * per_hop * 1000:.2f} ms a hop of 0.5 s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--start", type=Path, help="a state of train.py: the window model to begin with")
    args = parser.parse_args()
    encoder, material = graph.read_encoder(args.moonshine), Material(args)
    cost(encoder)
    sets = {line: material.windows(material.clips["dev"], line) for line in ("clean", "phone")}

    @torch.no_grad()
    def look(network, epoch):
        for context in CONTEXTS:
            network.context = context
            for line, (pcm, y) in sets.items():
                x = torch.tensor(pcm.astype(np.float32) / 32768)
                with torch.autocast("cpu", torch.bfloat16):
                    p = softmax(np.concatenate([network(part)[0].float().numpy() for part in x.split(64)]))
                f = measure(y, p, LABELS)
                print(f"  context {context} {line}: UAR {f.uar:.4f} AUC angry {f.auc_angry:.4f}", flush=True)

    batches = material.batches(material.clips["train"], list(material.natural), seed=1)
    if args.start:
        network = Once(moonshine.load(encoder, max(learn.LAYERS) + 1), learn.LAYERS, len(LABELS)).eval()
        network.load_state_dict(torch.load(args.start, map_location="cpu", weights_only=True)["average"])
        look(network, 0)
    state = args.work / f"once-{args.epochs}.pt"
    learn.train(encoder, batches, LABELS, learn.Plan(args.epochs), state, look, Once, args.start)


if __name__ == "__main__":
    main()
