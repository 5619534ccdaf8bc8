package org.undertone.inference.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.onnx.OnnxSessions;

/**
 * Silero VAD, on the CPU: how probable speech is in each frame of 32 ms of many legs. Legs with equally many new frames
 * are heard in one run. Several threads may share it; they take turns.
 */
public final class SileroVad implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SileroVad.class);
    private static final String FILE = "silero-vad-16k.onnx";

    /** Frames in one run; with more, their spectra no longer fit into a processor's cache. */
    private static final int MOST_FRAMES = 256;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private FloatBuffer frames = buffer(MOST_FRAMES * (LegSpeech.CONTEXT + LegSpeech.FRAME));
    private FloatBuffer state = buffer(2 * MOST_FRAMES * LegSpeech.STATE);
    private boolean closed;

    private SileroVad(OrtEnvironment environment, OrtSession session) {
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens the detector that is part of the program.
     *
     * @throws ModelException if it, or ONNX Runtime, does not start here
     */
    public static SileroVad open() {
        OrtEnvironment environment = OnnxSessions.environment();
        try (InputStream in = SileroVad.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new ModelException("the speech detector " + FILE
                        + " is not in this build of Undertone; build it from a whole checkout (inference/models)");
            }
            return new SileroVad(environment, OnnxSessions.onCpu(environment, in.readAllBytes()));
        } catch (IOException | OrtException e) {
            throw new ModelException(
                    "the speech detector " + FILE + " does not run: " + e.getMessage() + ". Build Undertone again", e);
        }
    }

    /** Hears what waits in each leg. */
    synchronized void hear(List<LegSpeech> legs) {
        if (closed) {
            throw new ModelException("the speech detector was closed; open it again to hear");
        }
        Map<Integer, List<LegSpeech>> byFrames = new TreeMap<>();
        legs.stream().filter(leg -> leg.frames() > 0).forEach(leg -> byFrames.computeIfAbsent(
                        leg.frames(), count -> new ArrayList<>())
                .add(leg));
        byFrames.forEach((count, alike) -> {
            int most = Math.max(1, MOST_FRAMES / count);
            for (int first = 0; first < alike.size(); first += most) {
                run(alike.subList(first, Math.min(alike.size(), first + most)), count);
            }
        });
    }

    private void run(List<LegSpeech> legs, int count) {
        int size = LegSpeech.CONTEXT + LegSpeech.FRAME;
        frames = room(frames, legs.size() * count * size);
        legs.forEach(leg -> leg.writeFrames(frames));
        state = room(state, 2 * legs.size() * LegSpeech.STATE);
        for (int place = 0; place < legs.size(); place++) {
            legs.get(place).writeState(state, place, legs.size());
        }
        try (OnnxTensor sound = tensor(frames.flip(), legs.size(), count, size);
                OnnxTensor before = tensor(state, 2, legs.size(), LegSpeech.STATE);
                OrtSession.Result result = session.run(Map.of("frames", sound, "state", before))) {
            FloatBuffer speech = floats(result, "speech");
            FloatBuffer after = floats(result, "stateN");
            FloatBuffer loudness = floats(result, "loudness");
            for (int place = 0; place < legs.size(); place++) {
                legs.get(place).readState(after, place, legs.size());
                legs.get(place).took(speech, loudness);
            }
        } catch (OrtException e) {
            throw new ModelException("the speech detector failed: " + e.getMessage(), e);
        }
    }

    private OnnxTensor tensor(FloatBuffer floats, long... shape) throws OrtException {
        return OnnxTensor.createTensor(environment, floats, shape);
    }

    private static FloatBuffer floats(OrtSession.Result result, String name) {
        return ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    }

    /** That buffer, empty, or a larger one; its limit is at that many floats. */
    private static FloatBuffer room(FloatBuffer buffer, int floats) {
        FloatBuffer enough = buffer.capacity() >= floats ? buffer : buffer(floats);
        return enough.clear().limit(floats);
    }

    private static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("the speech detector did not close in order: {}", e.getMessage());
        }
    }
}
