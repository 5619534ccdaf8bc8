"""How well the recipe does on people it has never heard: all 74 actors, each left out once. Writes a JSON file.

Each fold leaves out actors and sentences. Its network is measured on those actors twice: saying the sentences it learnt
from, and saying those that are new too. The recipe and its temperature were chosen on the 18 dev actors, who are in the
folds too: so the folds say how the recipe does, and their calibration error is a little too good.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import graph
import learn
from crema_d import Clip
from figures import measure
from train import LABELS, Material, arguments, logits, softmax

DRAWS = 1000
SPEAKERS, BOTH = "speakers", "speakers and sentences"


@dataclass(frozen=True)
class Fold:
    number: int
    learnt: list[Clip]
    measured: dict[str, list[Clip]]  # by what is new in them


def folds(clips: list[Clip], count: int) -> Iterator[Fold]:
    random = np.random.default_rng(4)
    actors = random.permutation(sorted({clip.actor for clip in clips}))
    sentences = random.permutation(sorted({clip.sentence for clip in clips}))
    for number in range(count):
        out, unsaid = set(actors[number::count]), set(sentences[number::count])
        theirs = [clip for clip in clips if clip.actor in out]
        yield Fold(
            number,
            [clip for clip in clips if clip.actor not in out and clip.sentence not in unsaid],
            {
                SPEAKERS: [clip for clip in theirs if clip.sentence not in unsaid],
                BOTH: [clip for clip in theirs if clip.sentence in unsaid],
            },
        )


def interval(actors, draw_figure) -> list[float]:
    """95 % by drawing whole actors with replacement: windows of one actor are not independent."""
    random = np.random.default_rng(5)
    rows = {actor: np.flatnonzero(actors == actor) for actor in sorted(set(actors))}
    names = list(rows)
    drawn = [draw_figure(np.concatenate([rows[a] for a in random.choice(names, len(names))])) for _ in range(DRAWS)]
    return [float(np.percentile(drawn, q)) for q in (2.5, 97.5)]


def uar(y, heard) -> float:
    return float(np.mean([(heard[y == label] == label).mean() for label in LABELS if (y == label).any()]))


def summary(y, p, actors) -> dict:
    heard, angry, is_angry = np.array(LABELS)[p.argmax(1)], p[:, LABELS.index("angry")], y == "angry"
    figures = measure(y, p, LABELS)
    return {
        "windows": len(y),
        "actors": len(set(actors)),
        "uar": figures.uar,
        "uar95": interval(actors, lambda rows: uar(y[rows], heard[rows])),
        "aucAngry": figures.auc_angry,
        "aucAngry95": interval(actors, lambda rows: roc_auc_score(is_angry[rows], angry[rows])),
        "ece": figures.ece,
    }


def table(figures: list[dict]) -> str:
    """For the card."""
    rows = [
        "| new to it | line | windows | UAR | AUC angry | ECE |",
        "|---|---|---:|---:|---:|---:|",
    ]
    for f in figures:
        uars, aucs = [f"{f[key]:.3f} ({f[key + '95'][0]:.3f}-{f[key + '95'][1]:.3f})" for key in ("uar", "aucAngry")]
        rows.append(f"| {f['new']} | {f['line']} | {f['windows']} | {uars} | {aucs} | {f['ece']:.3f} |")
    return "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--temperature", type=float, required=True, help="as train.py printed it")
    parser.add_argument("--fold", type=int, help="only this one, from 0 on: to train several side by side; then once "
                        "more without it, which trains no more and measures all")  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    args = parser.parse_args()

    encoder, material = graph.read_encoder(args.moonshine), Material(args.crema_d, args.work)
    clips = [clip for split in material.clips.values() for clip in split]
    heard = defaultdict(list)
    for fold in folds(clips, args.folds):
        if args.fold not in (None, fold.number):
            continue
        print(f"fold {fold.number + 1} of {args.folds}: {len(fold.learnt)} clips", flush=True)
        state = args.work / f"kfold-{fold.number}-of-{args.folds}-{args.epochs}.pt"
        batches = material.batches(fold.learnt, seed=10 + fold.number)
        network = learn.train(encoder, batches, LABELS, learn.Plan(args.epochs), state, lambda *_: None)
        for new, measured in fold.measured.items():
            for line in ("clean", "phone"):
                x, y = material.windows(measured, line)
                p = softmax(logits(network, x) / args.temperature)
                heard[new, line].append((y, p, material.actors(measured)))
                print(f"  new {new}, {line}: UAR {measure(y, p, LABELS).uar:.4f}", flush=True)
    figures = [
        {"new": new, "line": line, **summary(*[np.concatenate(part) for part in zip(*parts)])}
        for (new, line), parts in heard.items()
    ]
    args.out.write_text(json.dumps({"folds": args.folds, "epochs": args.epochs, "figures": figures}, indent=2) + "\n")
    print(table(figures))


if __name__ == "__main__":
    main()
