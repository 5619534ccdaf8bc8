package org.undertone.inference.trial;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxGraph;
import org.undertone.inference.onnx.OnnxSessions;

/** A model open on the CPU, one thread, that answers with whatever its graph gives. For one caller. */
final class TrialSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TrialSession.class);

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ModelDescription model;

    private TrialSession(OrtEnvironment environment, OrtSession session, ModelDescription model) {
        this.environment = environment;
        this.session = session;
        this.model = model;
    }

    /**
     * Rows of results, one a window.
     *
     * @param scores as the graph gives them, each row of any length
     * @param embeddings as the graph gives them
     */
    record Answers(List<float[]> scores, List<float[]> embeddings) {}

    /**
     * Opens it without trying it.
     *
     * @throws ModelException with the runtime's reason, if it cannot be opened
     */
    static TrialSession open(ModelFolder folder) {
        OrtEnvironment environment = OnnxSessions.environment();
        try {
            return new TrialSession(environment, OnnxSessions.onCpu(environment, folder.onnx()), folder.description());
        } catch (OrtException | IOException e) {
            throw new ModelException(
                    "ONNX Runtime " + environment.getVersion() + " cannot open it: " + firstLine(e), e);
        }
    }

    /** What differs between the graph and its description. */
    List<String> differences() {
        try {
            return OnnxGraph.problems(model, session);
        } catch (OrtException e) {
            return List.of("its inputs and outputs cannot be read: " + firstLine(e));
        }
    }

    /**
     * Hears windows of one length together.
     *
     * @throws ModelException if the graph fails, or gives another number of rows than it got windows
     */
    Answers answer(float[]... windows) {
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, windows);
                OrtSession.Result result =
                        session.run(Map.of(model.input(), tensor), Set.of(model.scores(), model.embedding()))) {
            Answers answers = new Answers(rows(result, model.scores()), rows(result, model.embedding()));
            if (answers.scores().size() != windows.length
                    || answers.embeddings().size() != windows.length) {
                throw new ModelException("it gave " + answers.scores().size() + " rows of scores and "
                        + answers.embeddings().size() + " embeddings for " + windows.length + " windows");
            }
            return answers;
        } catch (OrtException e) {
            throw new ModelException("the graph failed: " + firstLine(e), e);
        }
    }

    private static List<float[]> rows(OrtSession.Result result, String output) {
        return result.get(output)
                .map(value -> {
                    try {
                        return List.of((float[][]) value.getValue());
                    } catch (OrtException e) {
                        throw new ModelException("its " + output + " cannot be read: " + firstLine(e), e);
                    }
                })
                .orElseThrow(() -> new ModelException("it gave no " + output));
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("model {} did not close in order: {}", model.title(), firstLine(e));
        }
    }
}
