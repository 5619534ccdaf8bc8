"""Writes what stands beside an exported emotion2vec+: model.yaml for the program, README.md and NOTICE for people."""

from dataclasses import dataclass
from pathlib import Path

from emotion2vec_download import emotion, is_unused

_HERE = Path(__file__).parent
_REAL = {
    "licence": "Weights: FunASR Model License 1.1, Alibaba Group (NOTICE-emotion2vec): source, author and model name "
    "must be kept. Whether it holds for the large model is an open question upstream.",
    "data": "Ziyang Ma and others: speech in several languages, for the greater part labelled by a model; see "
    "https://github.com/ddlBoJack/emotion2vec.",
    "limits": "Not measured by Undertone. Its authors' figures for large, four emotions, unweighted accuracy: CREMA-D "
    "88.4, EmoDB 98.6, IEMOCAP 70.7, MSP-Podcast 56.7, MELD 47.3, CASIA 76.5; their CREMA-D split has every actor in "
    "both parts. Measure it on your own calls: undertone model evaluate.",
}
_RANDOM = {
    "licence": "none needed, it holds no learnt weights",
    "data": "none",
    "limits": "Random weights, for tests: it hears nothing.",
}


@dataclass(frozen=True)
class Made:
    name: str
    labels: list[str]
    width: int
    sha256: str
    megabytes: float
    half: bool
    worst: float  # difference from what it was made of
    cost_ms: float
    random: bool


def write(folder: Path, made: Made) -> None:
    (folder / "model.yaml").write_text(_description(made), encoding="utf-8")
    if not made.random:
        (folder / "NOTICE-emotion2vec").write_text((_HERE / "notices" / "NOTICE-emotion2vec").read_text())
        (folder / "README.md").write_text(_readme(made))


def _description(made: Made) -> str:
    told = _RANDOM if made.random else _REAL
    quoted = [f"'{label}'" for label in made.labels]
    trained = [quoted[i] for i, label in enumerate(made.labels) if not is_unused(label)]
    precision = "16-bit weights" if made.half else "32-bit weights"
    what = "random weights in the network of emotion2vec+, for tests" if made.random else "nine emotions, emotion2vec+"
    return f"""\
# Made by inference/training/export_emotion2vec.py.
name: {made.name}
version: 0.1.0
description: {what}; {precision}
labels: [{", ".join(quoted)}]
trained: [{", ".join(trained)}]

# Takes sound of any length. It normalises the whole sound inside, so one batch holds windows of one length.
sample-rate: 16000
window: 3s
input: audio
outputs: {{scores: scores, embedding: embedding}}
embedding-size: {made.width}
sha256: {made.sha256}

licence: >-
  {told["licence"]}
data: >-
  {told["data"]}
figures: {{difference-from-source: {made.worst:.1e}, cost-ms-per-window: {made.cost_ms:.0f}}}
limits: >-
  {told["limits"]}
"""


def _readme(made: Made) -> str:
    used = ", ".join(emotion(label) for label in made.labels if not is_unused(label))
    return f"""\
# {made.name}

emotion2vec+ by Ziyang Ma, Zhisheng Zheng, Jiaxin Ye, Jinchao Li, Zhifu Gao, Shiliang Zhang and Xie Chen
(https://github.com/ddlBoJack/emotion2vec, arXiv:2312.15185), exported to ONNX for Undertone on your own machine.

- Tells: {used}.
- Sound of any length at 16 kHz to nine scores and an embedding of {made.width} values, the mean over its frames.
- {made.megabytes:.0f} MB, {"16-bit weights inside, 32-bit sound and results" if made.half else "32-bit"}; no score and no
  value of the embedding differs by more than {made.worst:.1e} from what it was made of.
- One window of 3 s took {made.cost_ms:.0f} ms on one thread of the machine it was made on.

The weights are under the FunASR Model License 1.1: see NOTICE-emotion2vec, and keep it beside them when you share
this folder. Whether that licence holds for the large model is an open question upstream
(https://github.com/ddlBoJack/emotion2vec/issues/78).

{_REAL["limits"]}
"""
