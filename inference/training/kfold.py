"""How well the recipe does on people it has never heard: all 74 actors, each left out once. Writes a JSON file.

Each fold leaves out actors and sentences. Its network is measured on those actors twice: saying the sentences it learnt
from, and saying those that are new too. It also leaves out speakers of EMO-DB and sources of natural speech, and is
measured on them. What each network says is kept in --work (`kfold-N….npz`, logits); temperature and offsets of the labels
are fitted on all of them together, so that the calibration error is a little too good.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

import graph
import heldout
import learn
from figures import measure
from heldout import BOTH, GERMAN, LINES, NATURAL, SPEAKERS, Heard
from calibration import logits, softmax, temperature_and_offset
from material import LABELS, Material
from material import arguments as material_arguments

DRAWS = 1000


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


def file_of(args, fold: int, new: str, line: str) -> Path:
    return args.work / f"kfold-{fold}-of-{args.folds}-{args.fold_epochs}{args.name}-{new.replace(' ', '-')}-{line}.npz"


def hear(args, encoder: bytes, material: Material, fold: heldout.Fold) -> None:
    """Trains without what the fold leaves out, and keeps what the network says of that."""
    print(f"fold {fold.number + 1} of {args.folds}: {len(fold.learnt)} clips", flush=True)
    state = args.work / f"kfold-{fold.number}-of-{args.folds}-{args.fold_epochs}{args.name}.pt"
    batches = material.batches(fold.learnt, fold.talk, seed=10 + fold.number)
    network = learn.train(encoder, batches, LABELS, learn.Plan(args.fold_epochs), state, lambda *_: None)
    for new, measured in fold.measured.items():
        for line in LINES:
            heard = heldout.acted(material, measured, line, lambda x: logits(network, x))
            print(f"  new {new}, {line}: UAR {measure(heard.emotion, softmax(heard.logits), LABELS).uar:.4f}", flush=True)
            heard.keep(file_of(args, fold.number, new, line))
    heard = heldout.talked(material, fold.natural, lambda x: logits(network, x))
    print(f"  natural: {(softmax(heard.logits)[:, LABELS.index('angry')] >= 0.6).mean():.4f} angry", flush=True)
    heard.keep(file_of(args, fold.number, NATURAL, "phone"))


def run(args, encoder: bytes, material: Material) -> dict:
    """The folds that are not yet done, and what they say together."""
    clips = material.clips["train"] + material.clips["dev"]
    for fold in heldout.folds(clips, material.clips["german"], material.natural, args.folds):
        if args.fold in (None, fold.number) and not file_of(args, fold.number, NATURAL, "phone").exists():
            hear(args, encoder, material, fold)
    if args.fold is not None:
        return {}
    heard = {
        (new, line): Heard.joined([Heard.kept(file_of(args, fold, new, line)) for fold in range(args.folds)])
        for new in (SPEAKERS, BOTH, GERMAN)
        for line in LINES
    }
    sets = [(heard[SPEAKERS, line].logits, heard[SPEAKERS, line].emotion) for line in LINES]
    heat, offset = temperature_and_offset(sets, LABELS)
    lowered = offset * (np.array(LABELS) == "neutral")
    figures = [
        {"new": new, "line": line, **summary(h.emotion, softmax((h.logits + lowered) / heat), h.speaker)}
        for (new, line), h in heard.items()
    ]
    print(table(figures))
    talk = Heard.joined([Heard.kept(file_of(args, fold, NATURAL, "phone")) for fold in range(args.folds)])
    acted = heard[SPEAKERS, "phone"]
    talked = on_natural(
        softmax((talk.logits + lowered) / heat), softmax((acted.logits + lowered) / heat)[acted.emotion == "angry"]
    )
    print("natural speech by phone, of sources left out: " + ", ".join(f"{k} {v:.4g}" for k, v in talked.items()))
    return {"folds": args.folds, "epochs": args.fold_epochs, "temperature": heat, "neutral": offset, "figures": figures, "natural": talked}


def on_natural(natural: np.ndarray, angry: np.ndarray) -> dict:
    """Of people who are not meant to be angry, and how much of actors' anger a threshold catches that few of them pass."""
    column = LABELS.index("angry")
    calm, right = natural[:, column], angry[:, column]
    thresholds = {share: float(np.quantile(calm, 1 - share)) for share in (0.01, 0.001)}
    return {
        "windows": len(calm),
        **{f"angry >= {at}": float((calm >= at).mean()) for at in (0.5, 0.6)},
        **{f"caught where {share:.1%} pass": float((right >= at).mean()) for share, at in thresholds.items()},
        "caught >= 0.6": float((right >= 0.6).mean()),
    }


def of_speakers(report: dict) -> dict[str, dict]:
    """The figures on actors that were left out, by line: what the model's description says of it."""
    return {f["line"]: f for f in report["figures"] if f["new"] == SPEAKERS}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fold-epochs", type=int, default=10)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--name", default="", help="of the experiment, in the names of the files in --work")
    parser.add_argument("--fold", type=int, help="only this one, from 0 on: to train several side by side; then once "
                        "more without it, which trains no more and measures all")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    material_arguments(parser)
    arguments(parser)
    parser.add_argument("--report", type=Path, required=True, help="the JSON file to write")
    args = parser.parse_args()
    report = run(args, graph.read_encoder(args.moonshine), Material(args))
    args.report.write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
