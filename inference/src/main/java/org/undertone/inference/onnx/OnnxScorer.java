package org.undertone.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.Hearing;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.model.WarmUp;

/**
 * A model run by ONNX Runtime on this machine's processors: one session for all callers, each on its own
 * thread. Use one caller a processor.
 */
public final class OnnxScorer implements Scorer {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxScorer.class);

    /**
     * On a processor two windows together cost a tenth less than one by one, more of them nothing less
     * (docs/performance.md).
     */
    private static final int PAIR = 2;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelFolder folder;
    private final Answers answers;
    private final int together;
    /** By the number of windows that there is room for. */
    private final Map<Integer, Queue<OnnxInput>> idle = new ConcurrentHashMap<>();

    /** Read: a window is being heard. Write: the session ends; running a closed one would crash the process. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private boolean closed;

    private OnnxScorer(OrtEnvironment environment, OrtSession session, ModelFolder folder, int together) {
        this.environment = environment;
        this.session = session;
        this.folder = folder;
        this.answers = Answers.of(folder.description());
        this.together = together;
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
        boolean many = OnnxGraph.takesMany(folder.description(), session);
        OnnxScorer scorer = new OnnxScorer(environment, session, folder, many ? PAIR : 1);
        boolean tried = false;
        try {
            OnnxGraph.check(folder, session);
            List<AudioWindow> windows = WarmUp.windows(folder.description().window());
            for (AudioWindow window : windows) {
                scorer.warmUp(List.of(window));
            }
            scorer.warmUp(windows.subList(0, Math.min(scorer.together, windows.size())));
            tried = true;
            return scorer;
        } finally {
            if (!tried) {
                scorer.close();
            }
        }
    }

    private void warmUp(List<AudioWindow> windows) throws OrtException {
        for (Hearing hearing : run(windows)) {
            WarmUp.check(model(), hearing.probabilities());
        }
    }

    @Override
    public Hearing score(AudioWindow window) {
        return score(List.of(window)).get(0);
    }

    @Override
    public List<Hearing> score(List<AudioWindow> windows) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new ModelException("model " + model().title() + " was closed; open it again to score");
            }
            return run(windows);
        } catch (OrtException e) {
            throw new ModelException("model " + model().title() + " failed: " + reason(e), e);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public int together() {
        return together;
    }

    private List<Hearing> run(List<AudioWindow> windows) throws OrtException {
        int samples = windows.get(0).samples();
        if (windows.stream().anyMatch(window -> window.samples() != samples)) {
            throw new IllegalArgumentException("windows that are heard together must be of one length");
        }
        OnnxInput input = inputFor(windows.size(), samples);
        try {
            input.fill(windows);
            return OnnxRun.hear(session, model(), answers, input, windows.size());
        } finally {
            rest(input);
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
        OnnxInput input = inputFor(1, window.samples());
        try {
            input.fill(window);
            return embeddingOf(input);
        } finally {
            rest(input);
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
    private OnnxInput inputFor(int windows, int samples) throws OrtException {
        OnnxInput input = idle(windows).poll();
        if (input != null && input.samples() == samples) {
            return input;
        }
        if (input != null) {
            input.close();
        }
        return new OnnxInput(environment, windows, samples);
    }

    private void rest(OnnxInput input) {
        idle(input.windows()).add(input);
    }

    private Queue<OnnxInput> idle(int windows) {
        return idle.computeIfAbsent(windows, size -> new ConcurrentLinkedQueue<>());
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
            idle.values().forEach(inputs -> inputs.forEach(OnnxInput::close));
            idle.clear();
            session.close();
        } catch (OrtException e) {
            LOG.warn("model {} did not close in order: {}", model().title(), reason(e));
        } finally {
            use.writeLock().unlock();
        }
    }

    static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }
}
