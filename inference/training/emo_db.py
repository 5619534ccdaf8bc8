"""EMO-DB: acted German, ten speakers, in a folder of FLAC or WAV files named as published (Burkhardt et al. 2005)."""

from pathlib import Path

from crema_d import Clip

_CODES = {"W": "ANG", "E": "DIS", "A": "FEA", "F": "HAP", "N": "NEU", "T": "SAD"}  # L, bored, is none of the six


def clips(folder: Path) -> list[Clip]:
    """Named like CREMA-D's: speaker, sentence, emotion, version."""
    files = sorted(path for path in folder.iterdir() if path.suffix in (".flac", ".wav") and path.stem[5] in _CODES)
    if not files:
        raise SystemExit(f"{folder}: no files like 03a01Wa.flac; --emo-db must name the folder that holds them")
    return [Clip(f"emodb{p.stem[:2]}_{p.stem[2:5]}_{_CODES[p.stem[5]]}_{p.stem[6:]}", p) for p in files]
