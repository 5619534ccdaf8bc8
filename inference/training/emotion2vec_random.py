"""A folder like a download of emotion2vec+, with random weights: proves the way from a download to a model folder."""

from pathlib import Path

import torch
import yaml

from emotion2vec import Emotion2vec
from emotion2vec_download import read_shape

_LARGE_LABELS = "生气/angry 厌恶/disgusted 恐惧/fearful 开心/happy 中立/neutral 其他/other 难过/sad 吃惊/surprised <unk>"
_BASE_LABELS = "生气/angry unuse_0 unuse_1 开心/happy 中立/neutral unuse_2 难过/sad unuse_3 <unk>"
_CONVOLUTIONS = "[({0}, 10, 5)] + [({0}, 3, 2)] * 4 + [({0},2,2)] + [({0},2,2)]"
# Width, heads, blocks, prenet, channels, groups of the convolutions over position, labels.
SIZES = {
    "large": (1024, 16, 8, 4, 512, 16, _LARGE_LABELS),
    "base": (768, 12, 8, 4, 512, 16, _BASE_LABELS),
    "tiny": (24, 3, 2, 1, 16, 4, _LARGE_LABELS),  # of no published model; for tests
}
_SEED = 20260


def configuration(size: str) -> dict:
    """As published, without what matters in training only; `tiny`: a small one of the same kind."""
    width, heads, blocks, prenet, channels, groups, _ = SIZES[size]
    audio = {
        "prenet_depth": prenet,
        "num_extra_tokens": 10,
        "use_alibi_encoder": True,
        "learned_alibi": False,
        "learned_alibi_scale_per_head": True,
        "learned_alibi_scale_per_layer": False,
        "num_alibi_heads": heads,
        "extractor_mode": "layer_norm",
        "feature_encoder_spec": _CONVOLUTIONS.format(channels),
        "conv_pos_width": 95,
        "conv_pos_groups": groups,
        "conv_pos_depth": 5,
        "conv_pos_pre_ln": False,
    }
    model = {
        "depth": blocks,
        "num_heads": heads,
        "norm_eps": 1e-05,
        "norm_affine": True,
        "embed_dim": width,
        "mlp_ratio": 4.0,
        "layer_norm_first": False,
        "normalize": True,
        "modalities": {"audio": audio},
    }
    return {"model": "Emotion2vec", "model_conf": model}


def write(folder: Path, size: str) -> None:
    """config.yaml, tokens.txt, and in model.pt weights that are the same every time."""
    labels = SIZES[size][-1].split()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yaml").write_text(yaml.safe_dump(configuration(size)))
    (folder / "tokens.txt").write_text("\n".join(labels), encoding="utf-8")
    torch.manual_seed(_SEED)
    network = Emotion2vec(read_shape(folder / "config.yaml", len(labels)))
    _shake(network)
    torch.save({"model": network.state_dict()}, folder / "model.pt")


@torch.no_grad()
def _shake(network: Emotion2vec) -> None:
    """So that no weight is 0 or 1 and each sound gets scores of its own: a weight in the wrong place shows."""
    for name, weight in network.named_parameters():
        if weight.dim() == 1 and name.endswith("weight"):
            weight.normal_(1, 0.1)
        elif weight.dim() == 1:
            weight.normal_(0, 0.1)
        elif name.endswith("alibi_scale"):
            weight.uniform_(0.5, 1.5)
        elif name.endswith("extra_tokens"):
            weight.normal_(0, 1)
    network.proj.weight.normal_(0, 1 / network.shape.width**0.5)
