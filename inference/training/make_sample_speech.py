"""Makes the lab's sample speech out of CREMA-D's dev actors, 8 kHz WAV: calm and angry customer, calm agent, calm
supervisor.

Who speaks is decided by listeners, never by a model: the customer is the actor whose angry clips were most often heard
as angry and whose neutral clips were most often heard as neutral (product of the two mean shares); the agent is the
actor of the other sex whose neutral clips were most often heard as neutral, and the supervisor the one of the others.
Clips: the best heard ones, one a sentence.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np

import audio
import crema_d

PEAK_DBFS = -3
SEED = 20_140


def shares_by_actor(clips, agreement):
    """actor -> emotion code -> mean share of listeners who heard it so."""
    shares = defaultdict(lambda: defaultdict(list))
    for clip in clips:
        shares[clip.actor][clip.code].append(agreement[clip.name])
    return {a: {code: float(np.mean(s)) for code, s in by_code.items()} for a, by_code in shares.items()}


def choose(clips, agreement, actor, code, seconds, sounds):
    """The best heard clips of one actor and emotion, one a sentence, until they and their pauses last long enough."""
    mine = [c for c in clips if c.actor == actor and c.code == code]
    best = sorted(mine, key=lambda c: (-agreement[c.name], c.name))
    chosen, length, sentences = [], 0.0, set()
    for clip in best:
        if length >= seconds or clip.sentence in sentences:
            continue
        chosen.append(clip)
        sentences.add(clip.sentence)
        length += len(sounds[clip]) / audio.RATE + 0.33
    return chosen


def join(parts, random):
    """The parts in a row with natural pauses, a short one before and after."""

    def pause():
        return np.zeros(int(random.uniform(0.25, 0.4) * audio.RATE), np.float32)

    joined = [pause()]
    for part in parts:
        joined += [part, pause()]
    return np.concatenate(joined)


def write_voice(folder, voices, random):
    """Files of one actor under one common gain, so that anger stays as much louder as it was."""
    joined = {name: audio.to_phone_rate(join(parts, random)) for name, parts in voices.items()}
    common = 10 ** (PEAK_DBFS / 20) / max(np.abs(x).max() for x in joined.values())
    for name, x in joined.items():
        audio.write_wav(folder / name, audio.to_pcm16(x * common), audio.PHONE_RATE)


def notice(chosen, agreement, shares, customer, agent, supervisor):
    lines = [
        "Sample speech, made of clips of CREMA-D by inference/training/make_sample_speech.py",
        "",
        "CREMA-D: Crowd-sourced Emotional Multimodal Actors Dataset.",
        "H. Cao, D. G. Cooper, M. K. Keutmann, R. C. Gur, A. Nenkova, R. Verma: CREMA-D: Crowd-Sourced Emotional",
        "Multimodal Actors Dataset. IEEE Transactions on Affective Computing 5(4), 2014, 377-390.",
        "",
        "CREMA-D is made available under the Open Database License: http://opendatacommons.org/licenses/odbl/1.0/.",
        "Any rights in individual contents of the database are licensed under the Database Contents License:",
        "http://opendatacommons.org/licenses/dbcl/1.0/",
        "",
        "Changes: silence before and after each clip cut, clips joined with pauses of 0.25 to 0.4 s, one common gain",
        "per actor, 8 kHz 16-bit mono. The actors act; nobody here is a customer or an agent of anyone.",
        "",
        "Chosen by the votes of listeners who only heard the clips, not by a model. In brackets: their share who heard",
        "the emotion that was acted.",
        f"  customer: actor {customer}, angry clips {shares[customer]['ANG']:.2f}, neutral clips"
        f" {shares[customer]['NEU']:.2f}: the highest product of the 18 actors of the dev part",
        f"  agent: actor {agent}, neutral clips {shares[agent]['NEU']:.2f}: the highest of the other sex",
        f"  supervisor: actor {supervisor}, neutral clips {shares[supervisor]['NEU']:.2f}: the highest of the others",
    ]
    for name, clips in chosen.items():
        lines += ["", name] + [f"  {clip.name} ({agreement[clip.name]:.2f})" for clip in clips]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crema-d", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()

    clips = crema_d.clips(args.crema_d, "dev")
    agreement, sexes = crema_d.agreement(args.crema_d), crema_d.sexes(args.crema_d)
    shares = shares_by_actor(clips, agreement)
    customer = max(shares, key=lambda a: shares[a]["ANG"] * shares[a]["NEU"])
    agent = max((a for a in shares if sexes[a] != sexes[customer]), key=lambda a: shares[a]["NEU"])
    supervisor = max((a for a in shares if a not in (customer, agent)), key=lambda a: shares[a]["NEU"])

    spoken = [c for c in clips if c.actor in (customer, agent, supervisor)]
    sounds = {c: audio.trim(x) for c, x in zip(spoken, audio.decode([c.path for c in spoken]))}
    chosen = {
        "customer-calm.wav": choose(clips, agreement, customer, "NEU", 12, sounds),
        "customer-angry.wav": choose(clips, agreement, customer, "ANG", 20, sounds),
        "agent-calm.wav": choose(clips, agreement, agent, "NEU", 24, sounds),
        "supervisor-calm.wav": choose(clips, agreement, supervisor, "NEU", 12, sounds),
    }
    random = np.random.default_rng(SEED)
    parts = {name: [sounds[c] for c in clips_of] for name, clips_of in chosen.items()}
    args.out.mkdir(parents=True, exist_ok=True)
    for who in ("customer", "agent", "supervisor"):
        write_voice(args.out, {name: p for name, p in parts.items() if name.startswith(who)}, random)
    (args.out / "NOTICE").write_text(notice(chosen, agreement, shares, customer, agent, supervisor))


if __name__ == "__main__":
    main()
