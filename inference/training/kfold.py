"""How well the recipe does on people it has never heard: all 74 actors, each left out once. Writes kfold.json.

With --sentences also on sentences it has never heard: the folds leave out actors and some of the sentences, and are
measured where both are new. The recipe and its temperature were chosen on the 18 dev actors, who are in the folds
too: so the folds say how the recipe does, and their calibration error is a little too good.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import graph
import learn
from figures import measure
from train import LABELS, Material, arguments, logits, softmax

DRAWS = 1000


def folds(clips: list, count: int, by_sentence: bool):
    """Per fold: what is learnt from, and what is measured on."""
    random = np.random.default_rng(4)
    actors = random.permutation(sorted({clip.actor for clip in clips}))
    sentences = random.permutation(sorted({clip.sentence for clip in clips}))
    for fold in range(count):
        out, unsaid = set(actors[fold::count]), set(sentences[fold::count])
        if by_sentence:
            learnt = [c for c in clips if c.actor not in out and c.sentence not in unsaid]
            measured = [c for c in clips if c.actor in out and c.sentence in unsaid]
        else:
            learnt = [c for c in clips if c.actor not in out]
            measured = [c for c in clips if c.actor in out]
        yield fold, learnt, measured


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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--sentences", action="store_true", help="leave out sentences as well")
    parser.add_argument("--temperature", type=float, required=True, help="as train.py printed it")
    parser.add_argument("--out", type=Path, required=True, help="the JSON file to write")
    args = parser.parse_args()

    encoder, material = graph.read_encoder(args.moonshine), Material(args.crema_d, args.work)
    clips = [clip for split in material.clips.values() for clip in split]
    kind = "sentences" if args.sentences else "actors"
    rows = {"clean": [], "phone": []}
    for fold, learnt, measured in folds(clips, args.folds, args.sentences):
        print(f"fold {fold + 1} of {args.folds}: {len(learnt)} clips", flush=True)
        state = args.work / f"kfold-{kind}-{fold}-of-{args.folds}-{args.epochs}.pt"
        batches = material.batches(learnt, seed=10 + fold)
        network = learn.train(encoder, batches, LABELS, learn.Plan(args.epochs), state, lambda *_: None)
        for line, kept in rows.items():
            x, y = material.windows(measured, line)
            p = softmax(logits(network, x) / args.temperature)
            kept.append((y, p, material.actors(measured)))
            print(f"  {line}: UAR {measure(y, p, LABELS).uar:.4f}", flush=True)
    made = {
        line: summary(*[np.concatenate(part) for part in zip(*kept)]) for line, kept in rows.items()
    }  # fmt: skip
    args.out.write_text(json.dumps({"kind": kind, "folds": args.folds, "epochs": args.epochs, **made}, indent=2) + "\n")
    print(args.out.read_text())


if __name__ == "__main__":
    main()
