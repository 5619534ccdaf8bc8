"""The training itself. It keeps its state in a folder after every epoch and goes on from there."""

import copy
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

import encoder as moonshine
from batches import Batches
from hearing import Hearing

LAYERS = [1, 2, 3]
EPOCHS = (16, 32)  # of two trainings, whose mean is the model
STEPS = 144  # an epoch: about as many voices as there are training clips
AVERAGE = 0.997  # of the weights over the steps; what is kept is their running mean


@dataclass(frozen=True)
class Plan:
    epochs: int
    head_rate: float = 1e-3
    body_rate: float = 1.5e-4
    decay: float = 0.02


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def train(
    encoder: bytes,
    batches: Batches,
    labels: list[str],
    plan: Plan,
    state: Path,
    look,
    kind: type[Hearing] = Hearing,
    start: Path | None = None,
) -> Hearing:
    """The averaged network after the last epoch; look(network, epoch) is called after each.

    `start` is the state of another training, whose averaged network this one begins with.
    """
    torch.manual_seed(batches.seed)
    where = device()
    live = kind(moonshine.load(encoder, max(LAYERS) + 1), LAYERS, len(labels)).to(where)
    if start:
        live.load_state_dict(torch.load(start, map_location=where, weights_only=True)["average"])
    average = copy.deepcopy(live).eval()
    optimizer = torch.optim.AdamW(_groups(live, plan), weight_decay=plan.decay)
    rates = [group["lr"] for group in optimizer.param_groups]
    first = 0
    if state.exists():
        kept = torch.load(state, map_location=where, weights_only=True)
        live.load_state_dict(kept["live"])
        average.load_state_dict(kept["average"])
        optimizer.load_state_dict(kept["optimizer"])
        first = kept["epoch"]
        _go_on_at_random(kept)
        print(f"goes on after epoch {first}", flush=True)
    total = plan.epochs * STEPS
    for epoch in range(first, plan.epochs):
        live.train()
        began, losses = time.time(), []
        for step in range(epoch * STEPS, (epoch + 1) * STEPS):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * _schedule(step, total)
            losses.append(_step(live, optimizer, batches.make(step), where))
            _average(average, live, min(AVERAGE, (1 + step) / (20 + step)))
        emotion, doubt = np.mean(losses, 0)
        print(f"epoch {epoch + 1}: emotion {emotion:.4f} doubt {doubt:.4f} in {time.time() - began:.0f} s", flush=True)
        _keep(state, {"live": live.state_dict(), "average": average.state_dict(),
                      "optimizer": optimizer.state_dict(), "epoch": epoch + 1, **_random(where)})  # fmt: off
        look(average, epoch + 1)
    return average


@torch.no_grad()
def mean(networks: list[Hearing]) -> Hearing:
    """The mean of the weights (Wortsman et al. 2022, a uniform soup); for trainings that began alike."""
    states = [network.state_dict() for network in networks]
    made = copy.deepcopy(networks[0])
    for name, value in made.state_dict().items():
        value.copy_(torch.stack([state[name].float() for state in states]).mean(0))
    return made


def _random(where: torch.device) -> dict[str, torch.Tensor]:
    """Where the numbers behind dropout and masks stand: begun anew, each part would hide the same as the first."""
    state = {"random": torch.get_rng_state()}
    return state | {"random-gpu": torch.cuda.get_rng_state(where)} if where.type == "cuda" else state


def _go_on_at_random(kept: dict) -> None:
    """A state of before this was kept goes on all the same."""
    if "random" in kept:
        torch.set_rng_state(kept["random"].cpu())
    if "random-gpu" in kept and torch.cuda.is_available():
        torch.cuda.set_rng_state(kept["random-gpu"].cpu())


def _groups(model: Hearing, plan: Plan) -> list[dict]:
    """Slower rates where more was learnt before."""
    heads = [*model.queries.parameters(), *model.emotion.parameters(), *model.doubt.parameters()]
    return [
        {"params": heads, "lr": plan.head_rate},
        {"params": list(model.encoder.body.layers.parameters()), "lr": plan.body_rate},
    ]


def _schedule(step: int, total: int) -> float:
    """A short rise, then a half cosine to a hundredth."""
    if step < 100:
        return (step + 1) / 100
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (step - 100) / max(1, total - 100)))


def _step(model: Hearing, optimizer, batch, where) -> tuple[float, float]:
    with torch.autocast(where.type, torch.bfloat16):
        emotion, doubt = model(batch.audio.to(where))
    target = batch.emotion.to(where)
    counted = target.sum(1)
    emotion_loss = -(target * torch.log_softmax(emotion.float(), 1)).sum() / counted.sum().clamp_min(1)
    doubt_loss = torch.nn.functional.binary_cross_entropy_with_logits(doubt.float(), batch.doubt.to(where))
    optimizer.zero_grad()
    (emotion_loss + doubt_loss).backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return emotion_loss.item(), doubt_loss.item()


@torch.no_grad()
def _average(average: Hearing, live: Hearing, keep: float) -> None:
    for mean, value in zip(average.parameters(), live.parameters()):
        mean.lerp_(value, 1 - keep)
    for mean, value in zip(average.buffers(), live.buffers()):
        mean.copy_(value)


def _keep(file: Path, state: dict) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".partial")
    torch.save(state, partial)
    partial.rename(file)
