"""From the Moonshine package and the CREMA-D folder to a model folder. See README.md."""

import argparse
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from scipy.optimize import minimize_scalar
from sklearn.metrics import log_loss

import audio
import card
import crema_d
import emo_db
import examples
import graph
import learn
import natural
import sounds
from batches import Batches
from figures import measure

LABELS = sorted(crema_d.EMOTIONS.values())
AS_RECORDED = (0.0, 0.0)
SEED = 2
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


@torch.no_grad()
def logits(network, pcm: np.ndarray) -> np.ndarray:
    where = next(network.parameters()).device
    parts = [torch.tensor(audio.from_pcm16(pcm[i : i + 64])).to(where) for i in range(0, len(pcm), 64)]
    with torch.autocast(where.type, torch.bfloat16):
        return np.concatenate([network(part)[0].float().cpu().numpy() for part in parts])


def softmax(x: np.ndarray) -> np.ndarray:
    raised = np.exp(x - x.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def temperature(sets: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """What the logits are divided by so that the scores say how often they are right (Guo et al. 2017)."""
    x, y = np.concatenate([s[0] for s in sets]), np.concatenate([s[1] for s in sets])
    return float(minimize_scalar(lambda t: log_loss(y, softmax(x / t)), bounds=(0.3, 3), method="bounded").x)


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def check(session, network, heat: float) -> None:
    """The file says what the network says; batches agree; untrained labels are 0; silence and other lengths pass."""
    sound = np.random.default_rng(0).normal(0, 0.1, (4, examples.WINDOW)).astype(np.float32)
    sound[3] = 0
    sound[2, 20_000:] = 0
    together = session.run(["scores", "embedding", "doubts"], {"audio": sound})
    for i, row in enumerate(sound):
        alone = session.run(["scores", "embedding", "doubts"], {"audio": row[None]})
        for a, b in zip(alone, together):
            np.testing.assert_allclose(a[0], b[i], atol=1e-3)
    with torch.no_grad():
        emotion, doubt = network.cpu().eval()(torch.tensor(sound))
    columns = [graph.LABELS.index(label) for label in LABELS]
    np.testing.assert_allclose(together[0][:, columns], softmax(emotion.numpy() / heat), atol=1e-3)
    np.testing.assert_allclose(together[2], torch.sigmoid(doubt).numpy(), atol=1e-3)
    np.testing.assert_allclose(together[0].sum(1), 1, atol=1e-5)
    assert not np.delete(together[0], columns, 1).any()
    assert np.isfinite(session.run(["scores"], {"audio": sound[:, :20_000]})[0]).all()


def cost_ms(session) -> float:
    """Median wall time of one 3 s window on one thread."""
    sound, times = np.zeros((1, examples.WINDOW), np.float32), []
    for _ in range(50):
        start = time.perf_counter()
        session.run(["scores"], {"audio": sound})
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1000)


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--epochs", type=int, nargs="+", default=learn.EPOCHS, help="of each training; the model is the "
                        "mean of their weights")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    args = parser.parse_args()

    encoder = graph.read_encoder(args.moonshine)
    material = Material(args)
    sets = {line: material.windows(material.clips["dev"], line) for line in ("clean", "phone", "voip")}

    def look(network, epoch):
        if epoch % 4 == 0:
            report(network, 1)

    def report(network, heat):
        found = {line: measure(y, softmax(logits(network, x) / heat), LABELS) for line, (x, y) in sets.items()}
        for line, f in found.items():
            print(f"  windows {line:6} UAR {f.uar:.4f}  AUC angry {f.auc_angry:.4f}  ECE {f.ece:.4f}", flush=True)
        return found

    batches = material.batches(material.clips["train"], seed=SEED)
    networks = [
        learn.train(encoder, batches, LABELS, learn.Plan(epochs), args.work / f"train-{SEED}-{epochs}.pt", look)
        for epochs in args.epochs
    ]
    network = learn.mean(networks)
    torch.save({"average": network.state_dict()}, args.work / "mean.pt")
    heat = temperature([(logits(network, x), y) for x, y in sets.values()])
    print(f"temperature {heat:.3f}")
    figures = report(network, heat)

    model = graph.build(encoder, network.cpu(), LABELS, heat).SerializeToString(deterministic=True)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "model.onnx").write_bytes(model)
    session = open_session(model)
    check(session, network, heat)
    card.write(args.out, model, LABELS, network.emotion.in_features, figures, cost_ms(session))


if __name__ == "__main__":
    main()
