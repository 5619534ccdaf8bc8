"""Writes what stands beside model.onnx: model.yaml for the program, README.md for people, the notices."""

import hashlib
import shutil
from pathlib import Path

from graph import LABELS

NAME, VERSION = "moonshine-tiny-emotion", "0.4.0"
_HERE = Path(__file__).parent


# What it learnt from, and how it was measured.
TRAINED = (
    """Trained on 74 actors of CREMA-D (acted English), 10 of EMO-DB (acted German) and 121 minutes of natural speech, taken as
  neutral; clean and through simulated rooms, noises and phone lines.""",
    """# As kfold.py measured the recipe, not this file, on those it left out: 3 s cut anywhere out of running speech with pauses.
# More: docs/model-card.md.""",
)
REFITTED = (
    """Trained on 56 actors of CREMA-D (acted English), clean and through simulated rooms, noises and phone lines; its last
  layer on them, 10 speakers of EMO-DB (acted German) and 121 minutes of natural speech, taken as neutral.""",
    """# As refit.py measured them on 18 other actors: 3 s cut anywhere out of running speech with pauses. More, and measured in
# Java through the code of live calls: docs/model-card.md.""",
)


def write(folder: Path, model: bytes, trained: list[str], embedding: int, figures: dict[str, dict], cost_ms: float,
          story: tuple[str, str] = TRAINED):  # fmt: skip
    sha256 = hashlib.sha256(model).hexdigest()
    (folder / "model.yaml").write_text(_description(sha256, trained, embedding, figures, cost_ms, *story))
    card = (_HERE / "card.md").read_text()
    (folder / "README.md").write_text(
        card.format(version=VERSION, megabytes=f"{len(model) / 1e6:.1f}", embedding=embedding, cost=f"{cost_ms:.0f}")
    )
    for notice in ("LICENSE-moonshine", "NOTICE-crema-d", "NOTICE-natural-speech"):
        shutil.copyfile(_HERE / "notices" / notice, folder / notice)


def _description(sha256, trained, embedding, figures, cost_ms, data, measured) -> str:
    def by_line(name):
        return ", ".join(f"{line}: {f[name]:.3f}" for line, f in figures.items())

    return f"""\
# Emotion of 3 s of speech. Made by inference/training/train.py; what it can and cannot do: docs/model-card.md.
name: {NAME}
version: {VERSION}
description: Six acted emotions, English and German, told from natural speech; Moonshine-tiny encoder, fine-tuned

# What the outputs mean, in index order. Those not under `trained` are always exactly 0.
labels: [{", ".join(LABELS)}]
trained: [{", ".join(trained)}]

# Input: float32 [batch, samples], mono, -1 to 1. One batch holds windows of one length. The level does not matter:
# every window is brought to the same one inside the graph.
sample-rate: 16000
window: 3s
input: audio

# Outputs: scores float32 [batch, 9], sum 1; embedding float32 [batch, {embedding}]; doubts float32 [batch, 2], each 0 to 1:
# how likely there is music, and more than one speaker.
outputs: {{scores: scores, embedding: embedding, doubts: doubts}}
embedding-size: {embedding}
sha256: {sha256}

licence: >-
  Encoder: MIT, Useful Sensors, Inc. (LICENSE-moonshine). Fine-tuned on CREMA-D, which is under the
  Open Database License 1.0 and the Database Contents License 1.0 (NOTICE-crema-d), on EMO-DB (CC0), and on natural speech
  under Apache-2.0, MIT and CC BY 4.0 (NOTICE-natural-speech).
data: >-
  {data}

{measured}
figures:
  uar: {{{by_line("uar")}}}  # unweighted average recall over six emotions; chance is 0.167
  auc-angry: {{{by_line("aucAngry")}}}  # angry against the five others
  calibration-error: {{{by_line("ece")}}}
  cost-ms-per-window: {cost_ms:.0f}  # one thread of the machine it was made on

limits: >-
  Its anger is acted, English and German. It does not carry over by itself to other languages, and people who do not act are
  called neutral rather than angry. Try it on your own calls before you act on it.
"""
