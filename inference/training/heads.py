"""The last layer alone, learnt anew on embeddings: quick enough to try things, and for a model that came without them."""

import numpy as np
import torch

PULL = 1e-3  # how strongly it is held to the layer it began with
STEPS = 60


def embeddings(network, sound: torch.Tensor, at_once: int = 32) -> np.ndarray:
    """[n, d], what the last layer reads."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        return np.concatenate([network.embedding(sound[i : i + at_once]).float().numpy() for i in range(0, len(sound), at_once)])


def refit(layer: torch.nn.Linear, embedding: np.ndarray, target: np.ndarray, pull: float = PULL) -> torch.nn.Linear:
    """Multinomial regression that stays near the layer; rows of `target` [n, labels] sum to the weight of the example."""
    x, t = torch.tensor(embedding, dtype=torch.float32), torch.tensor(target, dtype=torch.float32)
    before = layer.weight.detach().clone()
    made = torch.nn.Linear(layer.in_features, layer.out_features)
    made.load_state_dict(layer.state_dict())
    search = torch.optim.LBFGS(made.parameters(), max_iter=STEPS, history_size=10, line_search_fn="strong_wolfe")

    def loss():
        search.zero_grad()
        missed = -(t * torch.log_softmax(made(x), 1)).sum() / t.sum()
        value = missed + pull * (made.weight - before).square().sum()
        value.backward()
        return value

    search.step(loss)
    return made
