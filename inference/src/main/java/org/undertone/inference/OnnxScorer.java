package org.undertone.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.AudioWindow;

/**
 * A model run by ONNX Runtime on this machine's processors: one session for all callers, each window on its caller's
 * thread. Use one caller a processor.
 */
public final class OnnxScorer implements Scorer {

    private static final Logger log = LoggerFactory.getLogger(OnnxScorer.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelFolder folder;
    private final Answers answers;
    private final Queue<OnnxInput> idle = new ConcurrentLinkedQueue<>();

    /** Read: a window is being heard. Write: the session ends; running a closed one would crash the process. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private OnnxScorer(OrtEnvironment environment, OrtSession session, ModelFolder folder) {
        this.environment = environment;
        this.session = session;
        this.folder = folder;
        this.answers = Answers.of(folder.description());
    }

    /**
     * Opens a model on this machine's processors and tries it on silence and noise.
     *
     * @throws ModelException if the model cannot be opened, is not as described or gives something other than
     *     probabilities
     */
    public static OnnxScorer open(ModelFolder folder) {
        OrtEnvironment environment = OnnxSessions.environment();
        try {
            return ready(environment, OnnxSessions.onCpu(environment, folder.onnx()), folder);
        } catch (OrtException | IOException e) {
            throw new ModelException(
                    folder.onnx() + " does not run: " + reason(e) + ". It must be an ONNX model that ONNX Runtime "
                            + environment.getVersion() + " can run",
                    e);
        }
    }

    private static OnnxScorer ready(OrtEnvironment environment, OrtSession session, ModelFolder folder)
            throws OrtException {
        OnnxScorer scorer = new OnnxScorer(environment, session, folder);
        boolean tried = false;
        try {
            OnnxGraph.check(folder, session);
            for (AudioWindow window : WarmUp.windows(folder.description().window())) {
                WarmUp.check(folder.description(), scorer.run(window).probabilities());
            }
            tried = true;
            return scorer;
        } finally {
            if (!tried) {
                scorer.close();
            }
        }
    }

    @Override
    public Hearing score(AudioWindow window) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ModelException("model " + model().title() + " was closed; open it again to score");
            }
            return run(window);
        } catch (OrtException e) {
            throw new ModelException("model " + model().title() + " failed: " + reason(e), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private Hearing run(AudioWindow window) throws OrtException {
        OnnxInput input = inputFor(window.samples());
        try {
            input.fill(window);
            return run(input);
        } finally {
            idle.add(input);
        }
    }

    private Hearing run(OnnxInput input) throws OrtException {
        try (OrtSession.Result result =
                session.run(input.named(model().input()), answers.outputs().keySet())) {
            Map<String, FloatBuffer> rows = new HashMap<>();
            for (String output : answers.outputs().keySet()) {
                rows.put(output, floats(result, output));
            }
            return answers.read(rows);
        }
    }

    private static FloatBuffer floats(OrtSession.Result result, String output) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get(output).orElseThrow();
        FloatBuffer values = tensor.getFloatBuffer();
        if (values == null) {
            throw new ModelException("the model's " + output + " "
                    + Arrays.toString(tensor.getInfo().getShape()) + " are no floats");
        }
        return values;
    }

    /**
     * What the model knows of one window besides its emotion: {@code embeddingSize} numbers, for comparing recordings and
     * training on them. It may tell who speaks, so live calls never ask for it. Takes as long as scoring.
     *
     * @throws ModelException if the model fails, gives another number of values, or was closed
     */
    public float[] embedding(AudioWindow window) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ModelException("model " + model().title() + " was closed; open it again to get embeddings");
            }
            return embeddingOf(window);
        } catch (OrtException e) {
            throw new ModelException("model " + model().title() + " failed: " + reason(e), e);
        } finally {
            use.readLock().unlock();
        }
    }

    private float[] embeddingOf(AudioWindow window) throws OrtException {
        OnnxInput input = inputFor(window.samples());
        try {
            input.fill(window);
            return embeddingOf(input);
        } finally {
            idle.add(input);
        }
    }

    private float[] embeddingOf(OnnxInput input) throws OrtException {
        try (OrtSession.Result result = session.run(input.named(model().input()), Set.of(model().embedding()))) {
            FloatBuffer values = floats(result, model().embedding());
            if (values.remaining() != model().embeddingSize()) {
                throw new ModelException("the model gave " + values.remaining() + " values as embedding, its model.yaml"
                        + " says " + model().embeddingSize() + "; correct embedding-size");
            }
            float[] embedding = new float[values.remaining()];
            values.get(embedding);
            return embedding;
        }
    }

    /** As many inputs come to be as there are callers at the same time. */
    private OnnxInput inputFor(int samples) throws OrtException {
        OnnxInput input = idle.poll();
        if (input != null && input.samples() == samples) {
            return input;
        }
        if (input != null) {
            input.close();
        }
        return new OnnxInput(environment, samples);
    }

    @Override
    public ModelDescription model() {
        return folder.description();
    }

    @Override
    public Accelerator live() {
        return Accelerator.CPU;
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            idle.forEach(OnnxInput::close);
            idle.clear();
            session.close();
        } catch (OrtException e) {
            log.warn("model {} did not close in order: {}", model().title(), reason(e));
        } finally {
            use.writeLock().unlock();
        }
    }

    static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }
}
