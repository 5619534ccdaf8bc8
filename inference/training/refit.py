"""A model's last layer learnt anew, with natural speech and EMO-DB beside the acted English that its encoder knows.

Minutes instead of a night: the encoder stays as it is. It is fitted without the 18 actors of `dev`, on whom temperature is
fitted and the figures are measured. How the recipe does on natural speech that it did not learn from: --held-out DIR writes a model
more for each source, DIR/SOURCE, whose last layer is fitted without it.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import audio
import card
import graph
import heads
import natural
import reread
import train
import unfamiliar
from augment import degrade
from batches import Batches
from calibration import softmax, temperature
from figures import measure
from material import LABELS, Material, arguments

ACTED, GERMAN, NATURAL = 5600, 1600, 4000  # draws
GERMAN_WEIGHT, NATURAL_SHARE = 0.3, 0.7  # of the Germans, against the acted English; of natural speech, in all
NEUTRAL_OFFSET = -1.5  # about log of how much more often than the others neutral was heard, so that labels are even again
PULL = 0.03
AT_ONCE = 32
SEED = 7


@dataclass(frozen=True)
class Drawn:
    embedding: np.ndarray
    target: np.ndarray
    source: np.ndarray  # of natural speech; of acted ""

    @property
    def classes(self) -> np.ndarray:
        return np.array(LABELS)[self.target.argmax(1)]

    def weighing(self, total: float) -> np.ndarray:
        return self.target * (total / self.target.sum())

    def without(self, source: str) -> "Drawn":
        kept = self.source != source
        return Drawn(self.embedding[kept], self.target[kept], self.source[kept])


def draw(network, make, count: int, seed: int) -> Drawn:
    """Windows of 3 s, each through rooms, noises and lines of its own."""
    embedding, target, source = [], [], []
    for start in range(0, count, AT_ONCE):
        random = np.random.default_rng((seed, start))
        rows = [make(random) for _ in range(min(AT_ONCE, count - start))]
        sound = torch.tensor(np.stack([row[0] for row in rows]))
        sound = degrade(sound, torch.Generator().manual_seed(seed * 1_000_003 + start))
        embedding.append(heads.embeddings(network, sound))
        target += [row[1] for row in rows]
        source += [row[2] for row in rows]
    return Drawn(np.concatenate(embedding), np.stack(target), np.array(source))


def drawn(network, material: Material) -> tuple[Drawn, Drawn, Drawn]:
    """Acted English, acted German, natural speech."""
    recordings = list(material.natural)
    english = material.batches(material.clips["train"], recordings, SEED)
    german = material.batches(material.clips["german"], recordings[:1], SEED + 1)

    def acted(batches: Batches):
        return lambda random: (*batches._voice(random, natural.WINDOW), "")

    def calm(random):
        sound, source = english._natural(random, natural.WINDOW)
        return sound, english.calm, source

    return (
        draw(network, acted(english), ACTED, SEED),
        draw(network, acted(german), GERMAN, SEED + 1),
        draw(network, calm, NATURAL, SEED + 2),
    )


def last_layer(network, english: Drawn, german: Drawn, talk: Drawn) -> torch.nn.Linear:
    total = float(english.target.sum())
    acted = total * (1 + GERMAN_WEIGHT)
    parts = [
        (english.embedding, english.weighing(total)),
        (german.embedding, german.weighing(total * GERMAN_WEIGHT)),
        (talk.embedding, talk.weighing(acted * NATURAL_SHARE / (1 - NATURAL_SHARE))),
    ]
    made = heads.refit(network.emotion, *[np.concatenate(column) for column in zip(*parts)], pull=PULL)
    with torch.no_grad():
        made.bias[LABELS.index("neutral")] += NEUTRAL_OFFSET
    return made


def familiar(english: Drawn, german: Drawn, talk: Drawn, unseen: np.ndarray) -> unfamiliar.Familiar:
    classes = [english.classes, np.char.add("german ", german.classes), np.full(len(talk.target), "natural")]
    return unfamiliar.fit(
        np.concatenate([part.embedding for part in (english, german, talk)]), np.concatenate(classes), unseen
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    arguments(parser)
    parser.add_argument("--model", type=Path, required=True, help="the model.onnx to begin with; one of graph.py")
    parser.add_argument("--held-out", type=Path, help="a folder for models that each did not learn from one source of natural.csv")
    parser.add_argument("--unfamiliar", action="store_true", help="adds that output; what it is good for: README.md")
    parser.add_argument("--out", type=Path, required=True, help="the model folder to write")
    args = parser.parse_args()

    encoder, material = graph.read_encoder(args.moonshine), Material(args)
    network = reread.read(args.model.read_bytes(), encoder, LABELS)
    parts = drawn(network, material)
    parent, network.emotion = network.emotion, last_layer(network, *parts)
    sets = {}
    for line in ("clean", "phone", "voip"):
        pcm, emotion = material.windows(material.clips["dev"], line)
        sets[line] = heads.embeddings(network, torch.tensor(audio.from_pcm16(pcm))), emotion
    knows = familiar(*parts, np.concatenate([x for x, _ in sets.values()])) if args.unfamiliar else None
    write(args.out, encoder, network, sets, knows)
    if args.held_out:
        english, german, talk = parts
        for source in sorted(set(talk.source)):
            network.emotion = parent
            network.emotion = last_layer(network, english, german, talk.without(source))
            write(args.held_out / source, encoder, network, sets, None)


def write(out: Path, encoder, network, sets: dict, knows: unfamiliar.Familiar | None) -> None:
    """The model folder, at the temperature that fits `sets`: for each line embeddings and what was acted."""
    answers = {line: (network.emotion(torch.tensor(x)).detach().numpy(), y) for line, (x, y) in sets.items()}
    heat = temperature(list(answers.values()))
    figures = {line: measure(y, softmax(x / heat), LABELS) for line, (x, y) in answers.items()}
    for line, f in figures.items():
        print(f"{out.name} {line}: UAR {f.uar:.4f}  AUC angry {f.auc_angry:.4f}  ECE {f.ece:.4f}  angry >= .6 {f.caught:.3f}", flush=True)
    model = graph.build(encoder, network, LABELS, heat, knows).SerializeToString(deterministic=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / "model.onnx").write_bytes(model)
    session = train.open_session(model)
    train.check(session, network, heat, knows)
    by_line = {line: {"uar": f.uar, "aucAngry": f.auc_angry, "ece": f.ece} for line, f in figures.items()}
    card.write(out, model, LABELS, network.emotion.in_features, by_line, train.cost_ms(session), card.REFITTED)


if __name__ == "__main__":
    main()
