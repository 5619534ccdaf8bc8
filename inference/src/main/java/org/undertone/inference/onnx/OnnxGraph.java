package org.undertone.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.undertone.core.Emotion;
import org.undertone.core.audio.AudioBlock;
import org.undertone.inference.model.DoubtColumns;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;

/** Compares what {@code model.yaml} promises of a graph's inputs and outputs with what the graph says of itself. */
public final class OnnxGraph {

    /** How a graph writes a dimension that it leaves open. */
    private static final long OPEN = -1;

    private OnnxGraph() {}

    /**
     * Does nothing if all is as described.
     *
     * @throws ModelException with everything that differs
     */
    static void check(ModelFolder folder, OrtSession session) throws OrtException {
        List<String> problems = problems(folder.description(), session);
        if (!problems.isEmpty()) {
            throw new ModelException(folder.onnx() + " is not the graph that its model.yaml describes:\n  - "
                    + String.join("\n  - ", problems)
                    + "\nCorrect the names and sizes in model.yaml, or export the model again");
        }
    }

    /** Everything that differs; nothing if all is as described. */
    public static List<String> problems(ModelDescription model, OrtSession session) throws OrtException {
        long samples = model.window().toMillis() * AudioBlock.SAMPLE_RATE / 1000;
        Map<String, NodeInfo> inputs = session.getInputInfo();
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        List<String> problems = new ArrayList<>();
        if (inputs.size() != 1) {
            problems.add("it takes " + inputs.size() + " inputs " + inputs.keySet() + "; it must take the sound alone");
        }
        compare("input", model.input(), samples, inputs, problems);
        compare("outputs.scores", model.scores(), Emotion.all().size(), outputs, problems);
        model.doubts().ifPresent(doubts -> compare("outputs.doubts", doubts, DoubtColumns.COUNT, outputs, problems));
        compare("outputs.embedding", model.embedding(), model.embeddingSize(), outputs, problems);
        return problems;
    }

    /** Whether it hears any number of windows at once. */
    static boolean takesMany(ModelDescription model, OrtSession session) throws OrtException {
        NodeInfo input = session.getInputInfo().get(model.input());
        return input != null && input.getInfo() instanceof TensorInfo tensor && tensor.getShape()[0] == OPEN;
    }

    private static void compare(
            String key, String name, long size, Map<String, NodeInfo> nodes, List<String> problems) {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            problems.add(key + ": the graph has no '" + name + "'; it has " + nodes.keySet());
        } else if (!(node.getInfo() instanceof TensorInfo tensor) || !fits(tensor, size)) {
            problems.add(key + ": '" + name + "' is " + shown(node) + "; it must be FLOAT [any number, " + size + "]");
        }
    }

    private static boolean fits(TensorInfo tensor, long size) {
        long[] shape = tensor.getShape();
        return tensor.type == OnnxJavaType.FLOAT
                && shape.length == 2
                && (shape[0] == OPEN || shape[0] == 1)
                && (shape[1] == OPEN || shape[1] == size);
    }

    private static String shown(NodeInfo node) {
        return node.getInfo() instanceof TensorInfo tensor
                ? tensor.type + " " + Arrays.toString(tensor.getShape()).replace(Long.toString(OPEN), "any number")
                : "no tensor";
    }
}
