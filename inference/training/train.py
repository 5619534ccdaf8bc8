"""From the Moonshine package and the folders of sound to a model folder. See README.md."""

import argparse
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch

import card
import examples
import graph
import kfold
import learn
import unfamiliar
from calibration import softmax
from material import LABELS, Material, arguments

SEED = 2


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def check(session, network, heat: float, familiar: unfamiliar.Familiar | None = None) -> None:
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
    if familiar:
        doubt = session.run(["unfamiliar"], {"audio": sound})[0]
        np.testing.assert_allclose(doubt[:, 0], familiar.doubt(together[1]), atol=1e-3)


def cost_ms(session) -> float:
    """Median wall time of one 3 s window on one thread."""
    sound, times = np.zeros((1, examples.WINDOW), np.float32), []
    for _ in range(50):
        start = time.perf_counter()
        session.run(["scores"], {"audio": sound})
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    kfold.arguments(parser)
    parser.add_argument("--epochs", type=int, nargs="+", default=learn.EPOCHS, help="of each training; the model is the "
                        "mean of their weights")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    args = parser.parse_args()

    encoder, material = graph.read_encoder(args.moonshine), Material(args)
    report = kfold.run(args, encoder, material)
    if args.fold is not None:
        return  # One fold alone, beside others: what is to be trained follows from all of them.
    clips = [clip for split in material.clips.values() for clip in split]
    batches = material.batches(clips, list(material.natural), seed=SEED)
    networks = [
        learn.train(encoder, batches, LABELS, learn.Plan(epochs), args.work / f"all-{SEED}-{epochs}.pt", lambda *_: None)
        for epochs in args.epochs
    ]
    network = learn.mean(networks)
    torch.save({"average": network.state_dict()}, args.work / "mean.pt")
    with torch.no_grad():
        network.emotion.bias[LABELS.index("neutral")] += report["neutral"]

    model = graph.build(encoder, network.cpu(), LABELS, report["temperature"]).SerializeToString(deterministic=True)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "model.onnx").write_bytes(model)
    session = open_session(model)
    check(session, network, report["temperature"])
    card.write(args.out, model, LABELS, network.emotion.in_features, kfold.of_speakers(report), cost_ms(session))


if __name__ == "__main__":
    main()
