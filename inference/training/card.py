"""Writes what stands beside model.onnx: model.yaml for the program, README.md for people, the notices."""

import hashlib
import shutil
from pathlib import Path

from figures import Figures
from graph import LABELS

NAME, VERSION = "moonshine-tiny-emotion", "0.1.0"
_HERE = Path(__file__).parent
_LINES = {
    "clean": "as recorded",
    "phone": "simulated phone line (8 kHz, 300 to 3400 Hz, mu-law)",
    "voip": "simulated SIP line (8 kHz, mu-law)",
    "phone_-20dB": "phone line, 20 dB softer",
    "phone_+10dB": "phone line, 10 dB louder, clipped",
}


def write(folder: Path, model: bytes, head, choice, layers, figures: dict[str, Figures], cost_ms: float) -> None:
    sha256 = hashlib.sha256(model).hexdigest()
    (folder / "model.yaml").write_text(_description(sha256, head, figures, cost_ms))
    (folder / "README.md").write_text(_card(len(model), head, choice, layers, figures, cost_ms))
    for notice in ("LICENSE-moonshine", "NOTICE-crema-d"):
        shutil.copyfile(_HERE / "notices" / notice, folder / notice)


def _description(sha256, head, figures, cost_ms) -> str:
    def three(name):
        return ", ".join(
            f"{line}: {getattr(figures[f'windows_{line}'], name):.3f}" for line in ("clean", "phone", "voip")
        )

    clips = ", ".join(f"{line}: {figures[f'clips_{line}'].uar:.3f}" for line in ("clean", "phone", "voip"))
    return f"""\
# Emotion of 3 s of speech. Made by inference/training/train.py; what it can and cannot do: README.md beside this file.
name: {NAME}
version: {VERSION}
description: Six acted emotions, English; Moonshine-tiny encoder with a linear head trained on CREMA-D

# What the outputs mean, in index order. Those not under `trained` are always exactly 0.
labels: [{", ".join(LABELS)}]
trained: [{", ".join(head.labels)}]

# Input: float32 [batch, samples], mono, -1 to 1. One batch holds windows of one length. The level does not matter:
# every window is brought to the same one inside the graph.
sample-rate: 16000
window: 3s
input: audio

# Outputs: scores float32 [batch, 9], sum 1; embedding float32 [batch, {len(head.mean)}].
outputs: {{scores: scores, embedding: embedding}}
embedding-size: {len(head.mean)}
sha256: {sha256}

licence: >-
  Encoder: MIT, Useful Sensors, Inc. (LICENSE-moonshine). Head: trained on CREMA-D, which is under the
  Open Database License 1.0 and the Database Contents License 1.0 (NOTICE-crema-d).
data: >-
  Trained on 56 actors of CREMA-D (acted English), clean and through simulated lines, whole clips and 3 s windows.
  Measured on 18 other actors who say the same twelve sentences.

# Measured on the 18 actors; windows are 3 s cut anywhere out of running speech with pauses.
figures:
  uar-clips: {{{clips}}}  # unweighted average recall over six emotions; chance is 0.167
  uar-windows: {{{three("uar")}}}
  auc-angry-windows: {{{three("auc_angry")}}}  # angry against the five others
  calibration-error-windows: {{{three("ece")}}}
  cost-ms-per-window: {cost_ms:.0f}  # one thread of the machine it was made on

limits: >-
  Acted English. It does not carry over by itself to other languages: anger against neutral reached an AUC of .98 on
  German and other English acted speech, .70 Mandarin, .64 Polish, .54 (chance is .5) on an Urdu talk show.
  Try it on your own calls before you act on it.
"""


def _card(size, head, choice, layers, figures, cost_ms) -> str:
    clean = figures["windows_clean"]
    return (_HERE / "card.md").read_text().format(
        version=VERSION,
        megabytes=f"{size / 1e6:.1f}",
        layers=" and ".join([", ".join(map(str, layers[:-1])), str(layers[-1])]) if layers[1:] else str(layers[0]),
        last=layers[-1],
        embedding=len(head.mean),
        cost=f"{cost_ms:.0f}",
        c=choice.c,
        weight=choice.class_weight or "none",
        temperature=f"{choice.temperature:.2f}",
        table="\n".join(_row(name, f) for name, f in figures.items()),
        confusion_clean=_confusion(clean, head.labels),
        confusion_phone=_confusion(figures["windows_phone"], head.labels),
    )  # fmt: skip


def _row(name: str, f: Figures) -> str:
    kind, line = name.split("_", 1)
    what = "whole clips" if kind == "clips" else "3 s windows"
    return (f"| {what}, {_LINES[line]} | {f.examples} | {f.uar:.3f} | {f.auc_angry:.3f} | {f.ece:.3f}"
            f" | {f.caught:.2f} | {f.false:.3f} |")  # fmt: skip


def _confusion(f: Figures, labels) -> str:
    head = "| acted \\ heard | " + " | ".join(labels) + " | recall |\n|---" + "|---:" * (len(labels) + 1) + "|\n"
    rows = [
        f"| {label} | " + " | ".join(map(str, row)) + f" | {row[i] / sum(row):.2f} |"
        for i, (label, row) in enumerate(zip(labels, f.confusion))
    ]
    return head + "\n".join(rows)
