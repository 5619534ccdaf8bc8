"""Speech that nobody learnt from, and that anybody has at hand: Debian's Asterisk prompts, a call for each language.

Trained speakers who read calmly to callers. One after the other in the order of their names, half a second between them.

    apt-get download asterisk-core-sounds-{en,es,fr,it,ru}-wav
    python prompts.py *.deb --out /data/natural/prompts
"""

import argparse
import io
import subprocess
import tarfile
import wave
from pathlib import Path

PAUSE_S = 0.5


def prompts(package: Path) -> dict[str, bytes]:
    """The sound files of a package, by name, but for those of silence."""
    archive = subprocess.run(["dpkg-deb", "--fsys-tarfile", package], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar if m.isfile() and m.name.endswith(".wav") and "/silence/" not in m.name}


def joined(sounds: dict[str, bytes], to: Path) -> None:
    with wave.open(str(to), "wb") as out:
        for name in sorted(sounds):
            with wave.open(io.BytesIO(sounds[name])) as prompt:
                if out.getnframes() == 0:
                    out.setparams(prompt.getparams())
                out.writeframes(prompt.readframes(prompt.getnframes()))
                out.writeframes(bytes(2 * int(PAUSE_S * prompt.getframerate())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", type=Path, help="asterisk-core-sounds-LANGUAGE-wav_….deb")
    parser.add_argument("--out", type=Path, required=True, help="the folder for LANGUAGE.wav")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for package in args.packages:
        language = package.name.removeprefix("asterisk-core-sounds-").split("-")[0]
        joined(prompts(package), args.out / f"{language}.wav")


if __name__ == "__main__":
    main()
