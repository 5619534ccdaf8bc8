package org.undertone.inference.remote;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxSessions;

/**
 * Writes a model as Triton Inference Server keeps them ({@code docs/user_guide/model_repository.md} and
 * {@code model_configuration.md} in triton-inference-server/server). The embedding, which may tell who speaks, is not
 * served.
 *
 * @param maxBatch windows that Triton may hear together
 * @param queueDelayMicros how long it may wait for more of them
 * @param queueTimeoutMicros after that time in its queue a window is refused; nobody waits for it any more
 */
public record TritonRepository(int maxBatch, int queueDelayMicros, int queueTimeoutMicros) {

    private static final String VERSION = "1";

    /**
     * Writes {@code DIR/<name>/config.pbtxt}, {@code DIR/<name>/1/model.onnx} and a README.
     *
     * @return {@code DIR/<name>}
     * @throws ModelException if something is there already, the model cannot be opened, or nothing can be written there
     */
    public Path write(ModelFolder folder, Path dir) {
        String config = config(folder);
        Path model = dir.resolve(folder.description().name());
        try {
            Files.createDirectories(dir);
            Files.createDirectory(model);
            Path version = Files.createDirectory(model.resolve(VERSION));
            Files.copy(folder.path().resolve("model.onnx"), version.resolve("model.onnx"));
            Files.writeString(model.resolve("README.md"), readme(folder.description()));
            // Last: a server that looks at the repository meanwhile finds no half model.
            Files.writeString(model.resolve("config.pbtxt"), config);
            return model;
        } catch (FileAlreadyExistsException e) {
            throw new ModelException(
                    e.getFile() + " is there already, and nothing is written over; give another folder, or remove it",
                    e);
        } catch (IOException e) {
            throw new ModelException(
                    dir.toAbsolutePath() + " cannot be written (" + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); give a folder that this user may write, on a disk with room",
                    e);
        }
    }

    private String config(ModelFolder folder) {
        ModelDescription model = folder.description();
        try (OrtSession session =
                OnnxSessions.onCpu(OnnxSessions.environment(), folder.path().resolve("model.onnx"))) {
            boolean batches = shape(model.input(), session.getInputInfo())[0] == Tensor.OPEN;
            Map<String, NodeInfo> outputs = session.getOutputInfo();
            return String.format(
                            Locale.ROOT,
                            """
                    # %s, written by undertone model export-triton.
                    name: "%s"
                    platform: "onnxruntime_onnx"
                    max_batch_size: %d
                    input [
                    %s
                    ]
                    output [
                    %s
                    ]
                    """,
                            model.title(),
                            model.name(),
                            batches ? maxBatch : 0,
                            tensor(model.input(), shape(model.input(), session.getInputInfo()), batches),
                            Answers.of(model).outputs().keySet().stream()
                                    .map(name -> tensor(name, shape(name, outputs), batches))
                                    .collect(Collectors.joining(",\n")))
                    + (batches ? batching() : "")
                    + """
                    instance_group [
                      { count: 1 kind: KIND_AUTO }
                    ]
                    # 1: heuristic. The default tries every algorithm again for each new size of batch.
                    parameters { key: "cudnn_conv_algo_search" value: { string_value: "1" } }
                    """;
        } catch (OrtException | IOException e) {
            throw new ModelException(
                    folder.path() + " does not run: " + e.getMessage() + ". Look at it with undertone model add", e);
        }
    }

    /** No preferred sizes: Triton then takes as many as there are. */
    private String batching() {
        return String.format(Locale.ROOT, """
                dynamic_batching {
                  max_queue_delay_microseconds: %d
                  default_queue_policy {
                    timeout_action: REJECT
                    default_timeout_microseconds: %d
                  }
                }
                """, queueDelayMicros, queueTimeoutMicros);
    }

    private static long[] shape(String name, Map<String, NodeInfo> nodes) {
        if (nodes.containsKey(name) && nodes.get(name).getInfo() instanceof TensorInfo tensor) {
            return tensor.getShape();
        }
        throw new ModelException("the graph has no tensor '" + name + "'; it has " + nodes.keySet()
                + ". Look at it with undertone model add");
    }

    /** Where a model batches, Triton leaves the first size out. */
    private static String tensor(String name, long[] shape, boolean batches) {
        String dims = Arrays.stream(shape)
                .skip(batches ? 1 : 0)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", "));
        return "  { name: \"" + name + "\" data_type: TYPE_FP32 dims: [ " + dims + " ] }";
    }

    private static String readme(ModelDescription model) {
        return """
                %s for Triton Inference Server: %s

                    tritonserver --model-repository=DIR    # the folder that this one lies in

                In Undertone's settings, under model: remote: {url: ..., model-name: %s}. Keep the model folder there too: it
                tells what the outputs mean, and hears when the server is away. Licence and limits of the model are in it.
                """.formatted(model.title(), model.description(), model.name());
    }
}
