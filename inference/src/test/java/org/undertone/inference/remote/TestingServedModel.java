package org.undertone.inference.remote;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxSessions;

/** The model of a folder as a server has it: described and run by ONNX Runtime, without Undertone's own reading of it. */
final class TestingServedModel implements AutoCloseable {

    private final OrtEnvironment environment = OnnxSessions.environment();
    private final OrtSession session;

    TestingServedModel(ModelFolder folder) {
        try {
            session = OnnxSessions.onCpu(
                    environment, Files.readAllBytes(folder.path().resolve("model.onnx")));
        } catch (OrtException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Tensor> inputs() {
        return tensors(true);
    }

    List<Tensor> outputs() {
        return tensors(false);
    }

    private List<Tensor> tensors(boolean inputs) {
        try {
            return (inputs ? session.getInputInfo() : session.getOutputInfo())
                    .values().stream()
                            .map(node -> new Tensor(
                                    node.getName(),
                                    "FP32",
                                    Arrays.stream(((TensorInfo) node.getInfo()).getShape())
                                            .boxed()
                                            .toList()))
                            .toList();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** The outputs asked for, of one window each. */
    Map<String, float[]> run(String input, float[] samples, Set<String> outputs) {
        long[] shape = {1, samples.length};
        try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), outputs)) {
            Map<String, float[]> rows = new TreeMap<>();
            for (String output : outputs) {
                rows.put(output, ((float[][]) result.get(output).orElseThrow().getValue())[0]);
            }
            return rows;
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
