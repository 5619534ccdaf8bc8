"""From a download of emotion2vec+ to a model folder. See docs/emotion2vec.md."""

import argparse
import hashlib
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

import emotion2vec_card as card
import emotion2vec_download as download
import emotion2vec_frames as frames
import emotion2vec_random as randomly
from emotion2vec import Emotion2vec, Whole

OPSET = 17
RATE = 16_000
WINDOW = 3 * RATE
TOLERANCE = {False: 1e-4, True: 2e-2}  # of every score and value of the embedding; the second is fp16
TRIED = [(1, WINDOW), (3, WINDOW), (1, RATE // 10), (2, 20_011), (1, 10 * RATE)]  # batch, samples
NAMES = {"seed": "emotion2vec-plus-seed", "base": "emotion2vec-plus-base", "large": "emotion2vec-plus-large"}


def read(folder: Path) -> tuple[Whole, list[str]]:
    """The whole model of a download, in PyTorch, and its labels as they are written."""
    labels = download.read_labels(folder / "tokens.txt")
    network = Emotion2vec(download.read_shape(folder / "config.yaml", len(labels)))
    download.load_into(network, download.read_weights(folder / "model.pt"), folder / "model.pt")
    return Whole(network, [download.is_unused(label) for label in labels]).eval(), labels


def export(model: torch.nn.Module, file: Path, names=("audio", "scores", "embedding")) -> None:
    """One ONNX file; any number of sounds of any one length."""
    axes = {name: {0: "batch"} for name in names} | {names[0]: {0: "batch", 1: "samples"}}
    if names[1:] == ("output",):
        axes["output"] = {0: "batch", 1: "frames"}
    with warnings.catch_warnings(), torch.no_grad():
        # The newer exporter needs two packages more, and gives a graph that only newer runtimes run.
        warnings.simplefilter("ignore")
        torch.onnx.export(model, (sound(2, RATE),), str(file), dynamo=False, opset_version=OPSET,
                          input_names=[names[0]], output_names=list(names[1:]), dynamic_axes=axes)  # fmt: skip


def sound(batch: int, samples: int) -> torch.Tensor:
    """[batch, samples], the same in every language: whole numbers of 16 bits; the first is the one in expected.csv."""
    i = np.arange(samples, dtype=np.int64)
    rows = [(i * i % (7919 - 2 * row) - 3960 + row) * (1 + i // 1600 % 4) / 32_768 for row in range(batch)]
    return torch.from_numpy(np.stack(rows).astype(np.float32))


def check(session, expected, half: bool) -> float:
    """The greatest difference from PyTorch (or numpy) over several lengths and batches; refuses too great a one."""
    worst = 0.0
    for batch, samples in TRIED:
        audio = sound(batch, samples)
        wanted = [np.asarray(value) for value in expected(audio)]
        found = session.run(["scores", "embedding"], {"audio": audio.numpy()})
        worst = max([worst] + [float(np.abs(a - b).max()) for a, b in zip(wanted, found)])
    silent = session.run(["scores", "embedding"], {"audio": np.zeros((1, WINDOW), np.float32)})
    finite = all(np.isfinite(value).all() for value in silent)
    if not worst <= TOLERANCE[half] or not finite:
        raise SystemExit(f"the export differs by {worst:.1e} from what it was made of (allowed {TOLERANCE[half]}), or "
                         "gives no number for silence: " + ("export without --fp16" if half else "please report this"))
    return worst


def expected_rows(session) -> str:
    """For tests in other languages: samples, nine scores, the embedding, of the first row of `sound`."""
    rows = []
    for samples in (WINDOW, RATE // 10, 5 * RATE):
        scores, embedding = session(sound(1, samples))
        rows.append(",".join([str(samples), *(f"{float(x):.7g}" for x in [*scores[0], *embedding[0]])]))
    return "\n".join(rows) + "\n"


def open_session(file: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def cost_ms(session) -> float:
    """Median wall time of one 3 s window on one thread."""
    audio, times = sound(1, WINDOW).numpy(), []
    for _ in range(5):
        start = time.perf_counter()
        session.run(["scores"], {"audio": audio})
        times.append(time.perf_counter() - start)
    return float(np.median(times) * 1000)


@torch.no_grad()
def from_download(args, out: Path):
    whole, labels = read(args.download)
    (out / "model.onnx").unlink(missing_ok=True)
    if not args.fp16:
        export(whole, out / "model.onnx")
        return whole, labels, whole.network.shape.width
    exact, _ = read(args.download)
    export(whole.half_inside(), out / "model.onnx")
    return exact, labels, whole.network.shape.width


def from_frames(args, out: Path):
    labels = download.read_labels(args.tokens or args.head.with_name("tokens.txt"))
    unused = [download.is_unused(label) for label in labels]
    weight, bias = frames.read_head(args.head)
    if weight.shape[0] != len(labels):
        raise SystemExit(f"{args.head} has a head of {weight.shape[0]} scores, tokens.txt has {len(labels)} labels")
    onnx.save(frames.whole(frames.read_frames(args.frames_onnx), weight, bias, unused), out / "model.onnx")
    return frames.InNumpy(args.frames_onnx, weight, bias, unused), labels, weight.shape[1]


def run(args) -> None:
    out = args.out
    out.mkdir(parents=True, exist_ok=True)
    expected, labels, width = (from_frames if args.frames_onnx else from_download)(args, out)
    with torch.no_grad():
        session = open_session(out / "model.onnx")
        worst = check(session, lambda audio: expected(audio if args.frames_onnx is None else audio.numpy()), args.fp16)
        if args.expected:
            args.expected.write_text(expected_rows(expected))
    made = card.Made(
        name=args.name or ("random-" + args.random if args.random else NAMES[size_of(width, labels, args.size)]),
        labels=labels,
        width=width,
        sha256=hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest(),
        megabytes=(out / "model.onnx").stat().st_size / 1e6,
        half=args.fp16,
        worst=worst,
        cost_ms=cost_ms(session),
        random=bool(args.random),
    )
    card.write(out, made)
    print(f"{out}: {made.name}, embedding {width}, {made.megabytes:.1f} MB, within {worst:.1e} of "
          f"{'the frames and numpy' if args.frames_onnx else 'PyTorch'}, {made.cost_ms:.0f} ms a window of 3 s")  # fmt: skip


def size_of(width: int, labels: list[str], told: str | None) -> str:
    """Seed and base are one network with one label list: only the user knows which was downloaded."""
    if told is None and width != 1024:
        raise SystemExit("seed and base look the same: add --size seed or --size base, whichever you downloaded")
    return told or "large"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--download", type=Path, help="the folder with model.pt, config.yaml and tokens.txt")
    source.add_argument("--frames-onnx", type=Path, help="FunASR's export, which has no head; needs --head")
    source.add_argument("--random", choices=randomly.SIZES, help="random weights, for proofs; its name says so")
    parser.add_argument("--head", type=Path, help="with --frames-onnx: the model.pt that it was exported from")
    parser.add_argument("--tokens", type=Path, help="with --frames-onnx: tokens.txt, if not beside the head")
    parser.add_argument("--size", choices=NAMES, help="which of them it is; needed for seed and base")
    parser.add_argument("--name", help="another name for model.yaml, such as that of your own fine-tuning")
    parser.add_argument("--fp16", action="store_true", help="half the size; for GPUs, slower on a CPU")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    parser.add_argument("--expected", type=Path, help="also writes what the source gives for three sounds, for tests")
    args = parser.parse_args()
    if (args.frames_onnx is None) != (args.head is None):
        parser.error("--frames-onnx and --head belong together: the one has the frames, the other the nine scores")
    if args.frames_onnx and args.fp16:
        parser.error("--fp16 needs --download; FunASR's export is taken as it is")
    if args.random and args.name:
        parser.error("--name is not for --random: nobody may take it for the real thing")
    if not args.random:
        run(args)
        return
    with tempfile.TemporaryDirectory() as folder:
        args.download = Path(folder)
        randomly.write(args.download, args.random)
        run(args)


if __name__ == "__main__":
    main()
