package org.undertone.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.WarmUp;

/**
 * A session that hears batches of 1, 2, 4 ... windows. Others are filled up with silence to the next of these: for each new
 * shape a card searches its algorithms anew.
 */
final class OnnxBatches implements WindowBatches {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxBatches.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelDescription model;
    private final Answers answers;
    private final int largest;
    private final Map<Integer, OnnxInput> inputs = new HashMap<>();

    /**
     * Takes the session over.
     *
     * @param largest the largest batch, a power of two
     */
    OnnxBatches(OrtEnvironment environment, OrtSession session, ModelDescription model, int largest) {
        if (Integer.bitCount(largest) != 1) {
            throw new IllegalArgumentException("batches: largest=" + largest + " is not a power of two");
        }
        this.environment = environment;
        this.session = session;
        this.model = model;
        this.answers = Answers.of(model);
        this.largest = largest;
    }

    @Override
    public int largest() {
        return largest;
    }

    /**
     * Compares the graph with its description.
     *
     * @throws ModelException with everything that differs
     */
    void check(ModelFolder folder) throws OrtException {
        OnnxGraph.check(folder, session);
    }

    /** Hears one batch of each size, so that the first call need not wait for what a card prepares. */
    void warmUp() throws OrtException {
        List<AudioWindow> windows = WarmUp.windows(model.window());
        for (int size = 1; size <= largest; size *= 2) {
            List<AudioWindow> batch = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                batch.add(windows.get(i % windows.size()));
            }
            for (Hearing hearing : hear(batch)) {
                WarmUp.check(model, hearing.probabilities());
            }
        }
    }

    @Override
    public List<Hearing> score(List<AudioWindow> windows) {
        try {
            return hear(windows);
        } catch (OrtException e) {
            throw new ModelException(
                    "model " + model.title() + " failed on " + windows.size() + " windows: " + OnnxScorer.reason(e), e);
        }
    }

    private List<Hearing> hear(List<AudioWindow> windows) throws OrtException {
        int samples = windows.get(0).samples();
        if (windows.size() > largest || windows.stream().anyMatch(window -> window.samples() != samples)) {
            throw new IllegalArgumentException(
                    "batch: " + windows.size() + " windows; it must be 1 to " + largest + " of one length");
        }
        OnnxInput input = input(sizeFor(windows.size()), samples);
        input.fill(windows);
        return OnnxRun.hear(session, model, answers, input, windows.size());
    }

    private static int sizeFor(int windows) {
        return windows == 1 ? 1 : Integer.highestOneBit(windows - 1) * 2;
    }

    private OnnxInput input(int size, int samples) throws OrtException {
        OnnxInput input = inputs.get(size);
        if (input == null || input.samples() != samples) {
            if (input != null) {
                input.close();
            }
            input = new OnnxInput(environment, size, samples);
            inputs.put(size, input);
        }
        return input;
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxInput::close);
        inputs.clear();
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("model {} did not close in order: {}", model.title(), OnnxScorer.reason(e));
        }
    }
}
