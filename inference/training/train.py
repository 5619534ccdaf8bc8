"""From the Moonshine package and the CREMA-D folder to a model folder. See README.md."""

import argparse
import hashlib
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # the same sums in the same order, and a machine left for others

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime

import card
import crema_d
import examples
import graph
import head
from figures import measure

LAYERS = [1, 2, 3]
LEVELS = (-20.0, 10.0)  # dB, of what is learnt from
AS_RECORDED = (0.0, 0.0)


def open_session(model: bytes) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def run_over(session, store, todo, output) -> np.ndarray:
    """One row per example. Two threads share the session; each example is computed by itself, so order is no matter."""
    with ThreadPoolExecutor(2) as pool:
        return np.concatenate(list(pool.map(lambda e: session.run([output], {"audio": e.sound(store)[None]})[0], todo)))


def cached(folder: Path | None, key: bytes, todo, compute) -> np.ndarray:
    """compute(), or what it gave the last time for the same model and examples."""
    if folder is None:
        return compute()
    names = [(e.clips[0].name, len(e.clips), e.line, e.gain_db, e.seed) for e in todo]
    file = folder / (hashlib.sha256(key + repr(names).encode()).hexdigest()[:16] + ".npy")
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        np.save(file, compute())
    return np.load(file)


def train_head(model: bytes, clips, cache: Path | None) -> tuple[head.Head, head.Choice]:
    session, store = open_session(model), examples.Store(clips)
    parts = [
        examples.whole_clips(clips, "clean", LEVELS, seed=1_000_000),
        examples.whole_clips(clips, "phone", LEVELS, seed=2_000_000),
        examples.windows(clips, list(examples.LINES), 24, LEVELS, seed=3_000_000),
    ]
    features = [
        cached(cache, model, part, lambda part=part: run_over(session, store, part, "pooled")) for part in parts
    ]
    todo = [example for part in parts for example in part]
    labels, actors = np.array([e.emotion for e in todo]), np.array([e.actor for e in todo])
    is_window = np.array([len(e.clips) > 1 for e in todo])
    features = np.concatenate(features)
    choice = head.choose(features, labels, actors, is_window)
    return head.fit(features, labels, choice.c, choice.class_weight).cooled(choice.temperature), choice


def evaluate(session, clips, trained) -> dict:
    """Everything said of the model, measured once, through the finished file, on actors it has not heard."""
    store = examples.Store(clips)
    columns = [graph.LABELS.index(label) for label in trained]
    sets = {}
    for line in examples.LINES:
        sets[f"clips_{line}"] = examples.whole_clips(clips, line, AS_RECORDED, seed=8_000_000)
        sets[f"windows_{line}"] = examples.windows(clips, [line], 16, AS_RECORDED, seed=9_000_000)
    for db in (-20.0, 10.0):
        sets[f"windows_phone_{db:+.0f}dB"] = examples.windows(clips, ["phone"], 16, (db, db), seed=9_000_000)
    return {
        name: measure([e.emotion for e in todo], run_over(session, store, todo, "scores")[:, columns], trained)
        for name, todo in sets.items()
    }


def check(session) -> None:
    """Batches of 1 and 4 agree, scores sum to 1, untrained labels are exactly 0, silence and other lengths pass."""
    sound = np.random.default_rng(0).normal(0, 0.1, (4, examples.WINDOW)).astype(np.float32)
    sound[3] = 0
    together = session.run(["scores", "embedding"], {"audio": sound})
    for i, row in enumerate(sound):
        alone = session.run(["scores", "embedding"], {"audio": row[None]})
        for a, b in zip(alone, together):
            np.testing.assert_allclose(a[0], b[i], atol=1e-3)
    np.testing.assert_allclose(together[0].sum(1), 1, atol=1e-5)
    assert not together[0][:, [graph.LABELS.index(x) for x in ("other", "surprised", "unknown")]].any()
    assert np.isfinite(session.run(["scores"], {"audio": sound[:, :20_000]})[0]).all()


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
    parser.add_argument(
        "--moonshine", type=Path, required=True, help="the npm package (.tgz) or its encoder_model.onnx"
    )
    parser.add_argument("--crema-d", type=Path, required=True, help="the folder with train/, dev/ and voice-votes.csv")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--cache", type=Path, help="a folder outside the repository that keeps the features")
    args = parser.parse_args()

    encoder = graph.read_encoder(args.moonshine)
    features_model = graph.features(encoder, LAYERS)
    trained_head, choice = train_head(
        features_model.SerializeToString(deterministic=True), crema_d.clips(args.crema_d, "train"), args.cache
    )
    print("chosen:", choice.c, choice.class_weight, f"temperature {choice.temperature:.3f}", flush=True)

    model = graph.with_head(features_model, trained_head).SerializeToString(deterministic=True)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "model.onnx").write_bytes(model)
    session = open_session(model)
    check(session)
    figures = evaluate(session, crema_d.clips(args.crema_d, "dev"), trained_head.labels)
    card.write(args.out, model, trained_head, choice, LAYERS, figures, cost_ms(session))
    for name, f in figures.items():
        print(f"{name:24} UAR {f.uar:.3f}  AUC angry {f.auc_angry:.3f}  ECE {f.ece:.3f}  n {f.examples}")


if __name__ == "__main__":
    main()
