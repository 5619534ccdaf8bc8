"""Reads what a download of emotion2vec+ holds, or any part of it: `config.yaml`, `tokens.txt`, `model.pt`."""

import ast
import collections
import pickle
from pathlib import Path

import torch
import yaml

from emotion2vec import Emotion2vec, Shape

EMOTIONS = ["angry", "disgusted", "fearful", "happy", "neutral", "other", "sad", "surprised", "unknown"]
# What only training uses.
_LEFT_OUT = ("modality_encoders.AUDIO.decoder.", "recon_proj.", "ema.")


def read_labels(file: Path) -> list[str]:
    """Nine, as they are written; refuses what Undertone has no emotion for."""
    labels = [line.strip() for line in _text(file).splitlines() if line.strip()]
    problems = [] if len(labels) == 9 else [f"it has {len(labels)} labels, not nine"]
    named = [emotion(label) for label in labels if not is_unused(label)]
    problems += [f"'{label}' is not an emotion" for label, name in zip(labels, map(emotion, labels))
                 if name not in EMOTIONS and not is_unused(label)]  # fmt: skip
    problems += [f"'{name}' stands twice" for name, count in collections.Counter(named).items() if count > 1]
    if problems:
        raise SystemExit(f"{file}: {'; '.join(problems)}. Known are {', '.join(EMOTIONS)}, <unk> and unuse...; take "
                         "the tokens.txt of the same download as the weights")  # fmt: skip
    return labels


def emotion(label: str) -> str:
    plain = label.rsplit("/", 1)[-1].strip().lower()
    return "unknown" if plain == "<unk>" else plain


def is_unused(label: str) -> bool:
    return emotion(label).startswith("unuse")


def read_shape(file: Path, labels: int) -> Shape:
    """The sizes of the network; refuses a configuration that this network is not."""
    try:
        model = yaml.safe_load(_text(file))["model_conf"]
        audio = model["modalities"]["audio"]
        shape = Shape(
            width=model["embed_dim"],
            heads=model["num_heads"],
            blocks=model["depth"],
            prenet=audio["prenet_depth"],
            mlp_ratio=model["mlp_ratio"],
            norm_eps=float(model["norm_eps"]),
            convolutions=tuple(_numbers(ast.parse(audio["feature_encoder_spec"].strip(), mode="eval").body)),
            position_layers=audio["conv_pos_depth"],
            position_kernel=max(3, audio["conv_pos_width"] // audio["conv_pos_depth"]),
            position_groups=audio["conv_pos_groups"],
            extra_tokens=audio["num_extra_tokens"],
            scale_per_layer=audio.get("learned_alibi_scale_per_layer", False),
            scale_per_head=audio.get("learned_alibi_scale_per_head", True),
            labels=labels,
        )
    except (KeyError, TypeError, ValueError, AttributeError, SyntaxError, yaml.YAMLError) as e:
        raise SystemExit(f"{file} is not the configuration of an emotion2vec ({type(e).__name__}: {e}). Take the "
                         "config.yaml of the same download as the weights") from e  # fmt: skip
    expected = {
        "model_conf.layer_norm_first": (model.get("layer_norm_first"), False),
        "model_conf.normalize": (model.get("normalize"), True),
        "model_conf.norm_affine": (model.get("norm_affine"), True),
        "audio.extractor_mode": (audio.get("extractor_mode"), "layer_norm"),
        "audio.use_alibi_encoder": (audio.get("use_alibi_encoder"), True),
        "audio.learned_alibi": (audio.get("learned_alibi"), False),
        "audio.conv_pos_pre_ln": (audio.get("conv_pos_pre_ln"), False),
        "audio.num_alibi_heads": (audio.get("num_alibi_heads"), shape.heads),
        "an odd kernel of audio.conv_pos_*": (shape.position_kernel % 2, 1),
    }
    # What a configuration leaves out is as published.
    differ = [f"{key} is {found}, not {wanted}" for key, (found, wanted) in expected.items()
              if found not in (None, wanted)]  # fmt: skip
    if differ:
        raise SystemExit(f"{file}: {'; '.join(differ)}. The published emotion2vec+ have these values, and no other "
                         "network was written here")  # fmt: skip
    return shape


def _numbers(node):
    """A list such as `[(512, 10, 5)] + [(512, 3, 2)] * 4`, without running it."""
    match node:
        case ast.BinOp(left, ast.Add(), right):
            return _numbers(left) + _numbers(right)
        case ast.BinOp(left, ast.Mult(), right):
            return _numbers(left) * ast.literal_eval(right)
        case _:
            return ast.literal_eval(node)


def read_weights(file: Path) -> dict[str, torch.Tensor]:
    """The tensors of a checkpoint by name. Nothing in the file is run, whatever it holds."""
    if not file.is_file():
        raise SystemExit(f"{file} is missing: it holds the weights; download the whole folder again")
    try:
        loaded = torch.load(file, map_location="cpu", weights_only=False, pickle_module=_TensorsOnly)
    except Exception as e:  # torch raises half a dozen kinds
        raise SystemExit(f"{file} is not a PyTorch checkpoint, or was cut short ({file.stat().st_size} bytes; "
                         f"{type(e).__name__}: {str(e).splitlines()[0]}). Download it again; a file of some hundred "
                         "bytes is a pointer that git-lfs did not follow") from e  # fmt: skip
    for key in ("state_dict", "model_state_dict", "model"):
        if isinstance(loaded, dict) and isinstance(loaded.get(key), dict):
            loaded = loaded[key]
    named = loaded.items() if isinstance(loaded, dict) else []
    weights = {name: value for name, value in named if isinstance(value, torch.Tensor)}
    if not weights:
        raise SystemExit(f"{file} holds no weights by name; it must be the model.pt of emotion2vec+")
    return {name.removeprefix("module.").removeprefix("d2v_model."): value for name, value in weights.items()}


class _TensorsOnly:
    """A stand-in for `pickle` that makes tensors, and in place of every other object an empty one."""

    class Nothing:
        def __init__(self, *args, **kwargs):
            pass

        def __call__(self, *args, **kwargs):
            return self

        def __setstate__(self, state):
            pass

        def __setitem__(self, key, value):
            pass

        append = extend = add = lambda self, *args: None

    class Unpickler(pickle.Unpickler):
        def find_class(self, module, name):
            tensor = module == "torch._utils" and name in ("_rebuild_tensor_v2", "_rebuild_parameter")
            kind = module in ("torch", "torch.storage") and (name.endswith("Storage") or name == "Size")
            dtype = module == "torch" and isinstance(getattr(torch, name, None), torch.dtype)
            if tensor or kind or dtype or (module, name) == ("collections", "OrderedDict"):
                return super().find_class(module, name)
            return _TensorsOnly.Nothing

    load = staticmethod(lambda file, **kwargs: _TensorsOnly.Unpickler(file, **kwargs).load())


def load_into(network: Emotion2vec, weights: dict[str, torch.Tensor], source: Path) -> None:
    """Every weight of the network from the checkpoint, and every weight of the checkpoint in the network."""
    wanted = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    scale = "modality_encoders.AUDIO.alibi_scale"
    if scale in weights and weights[scale].dim() == 4:  # of before there was one a layer
        weights[scale] = weights[scale].unsqueeze(0)
    found = {name: value.float() for name, value in weights.items() if not name.startswith(_LEFT_OUT)}
    problems = {
        "missing": sorted(wanted.keys() - found.keys()),
        "not known": sorted(found.keys() - wanted.keys()),
        "of another shape": [
            f"{name} {tuple(found[name].shape)}, not {wanted[name]}"
            for name in sorted(wanted.keys() & found.keys())
            if tuple(found[name].shape) != wanted[name]
        ],
    }
    told = [f"{len(names)} {what} ({_few(names)})" for what, names in problems.items() if names]
    if told:
        hint = ("it has no head, so it is emotion2vec and not emotion2vec+" if "proj.weight" not in found
                else "config.yaml, tokens.txt and model.pt must be of one download")  # fmt: skip
        raise SystemExit(f"{source} does not fit its config.yaml: {'; '.join(told)}. Most likely {hint}")
    network.load_state_dict(found, strict=True)


def _few(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f", and {len(names) - 5} more" if len(names) > 5 else "")


def _text(file: Path) -> str:
    if not file.is_file():
        raise SystemExit(f"{file} is missing: a download of emotion2vec+ has config.yaml, tokens.txt and model.pt; "
                         "download the whole folder again")  # fmt: skip
    return file.read_text(encoding="utf-8")
