package org.undertone.inference.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.undertone.core.audio.AudioWindow;

/**
 * The bodies of an inference over HTTP: a JSON object, then the tensors' bytes, little-endian, in the order of the object;
 * {@code Inference-Header-Content-Length} tells where the object ends (Triton, {@code extension_binary_data.md}).
 * Immutable.
 */
final class TensorBody {

    /** The header that tells the length of the JSON object, where binary tensors follow it. */
    static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String input;
    private final Map<String, Integer> outputs;

    /**
     * Bodies for a model.
     *
     * @param outputs those to ask for, with the number of columns of each
     */
    TensorBody(String input, Map<String, Integer> outputs) {
        this.input = input;
        this.outputs = outputs;
    }

    /** A request: the whole body, and the length of the JSON object that it begins with. */
    static final class Request {
        private final byte[] bytes;
        private final int jsonLength;

        private Request(byte[] bytes, int jsonLength) {
            this.bytes = bytes;
            this.jsonLength = jsonLength;
        }

        byte[] bytes() {
            return bytes;
        }

        int jsonLength() {
            return jsonLength;
        }
    }

    Request request(AudioWindow window) {
        int size = window.samples() * Float.BYTES;
        byte[] json = json(window.samples(), size);
        byte[] bytes = new byte[json.length + size];
        System.arraycopy(json, 0, bytes, 0, json.length);
        window.appendTo(ByteBuffer.wrap(bytes, json.length, size)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer());
        return new Request(bytes, json.length);
    }

    private byte[] json(int samples, int size) {
        ObjectNode root = JSON.createObjectNode();
        ObjectNode tensor = root.putArray("inputs").addObject();
        tensor.put("name", input).put("datatype", Tensor.FP32);
        tensor.putArray("shape").add(1).add(samples);
        tensor.putObject("parameters").put("binary_data_size", size);
        var asked = root.putArray("outputs");
        outputs.keySet().forEach(name -> asked.addObject().put("name", name));
        root.putObject("parameters").put("binary_data_output", true);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory could not be written", e);
        }
    }

    /**
     * Reads an answer; a server may give outputs in JSON in spite of what it was asked.
     *
     * @param jsonLength as the header says; empty where there is none, then all is JSON
     */
    Map<String, FloatBuffer> read(byte[] body, OptionalInt jsonLength) throws ServerException {
        int length = jsonLength.orElse(body.length);
        if (length < 0 || length > body.length) {
            throw unfit(JSON_LENGTH + " is " + length + " in an answer of " + body.length + " bytes");
        }
        ByteBuffer binary =
                ByteBuffer.wrap(body, length, body.length - length).slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, FloatBuffer> rows = new HashMap<>();
        List<String> given = new ArrayList<>();
        for (JsonNode output : tree(body, length).path("outputs")) {
            Tensor said = tensor(output);
            FloatBuffer values = output.path("parameters").has("binary_data_size")
                    ? binary(
                            said,
                            output.path("parameters").path("binary_data_size").asLong(-1),
                            binary)
                    : numbers(output.path("data"));
            given.add(said.name());
            Integer columns = outputs.get(said.name());
            if (columns != null) {
                rows.put(said.name(), row(said, columns, values));
            }
        }
        requireAll(outputs.keySet(), given);
        return rows;
    }

    /** One window's row, if the server's words and its numbers agree with what was asked for. */
    static FloatBuffer row(Tensor said, int columns, FloatBuffer values) throws ServerException {
        if (!said.fits(columns) || said.shape().contains(Tensor.OPEN)) {
            throw unfit("gave " + said.name() + " as " + said.shown() + "; one window's must be "
                    + Tensor.row(said.name(), columns).shown());
        }
        if (values.remaining() != columns) {
            throw unfit("gave " + values.remaining() + " values of " + said.name() + " " + said.shown() + ", not "
                    + columns);
        }
        return values;
    }

    static void requireAll(Set<String> asked, List<String> given) throws ServerException {
        for (String name : asked) {
            if (!given.contains(name)) {
                throw unfit("gave no output " + name + ", only " + given);
            }
        }
    }

    private static JsonNode tree(byte[] body, int length) throws ServerException {
        try {
            return JSON.readTree(body, 0, length);
        } catch (IOException e) {
            throw new ServerException(
                    ServerException.Kind.UNFIT, "gave an answer that is no JSON: " + firstLine(e.getMessage()), e);
        }
    }

    private static FloatBuffer binary(Tensor said, long size, ByteBuffer left) throws ServerException {
        if (size < 0 || size > left.remaining() || size % Float.BYTES != 0) {
            throw unfit("gave " + left.remaining() + " bytes for " + said.name() + " and says that they are " + size);
        }
        ByteBuffer bytes = left.slice(left.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
        left.position(left.position() + (int) size);
        return bytes.asFloatBuffer();
    }

    /** Numbers in a list, or in lists in lists. */
    private static FloatBuffer numbers(JsonNode data) {
        List<Float> numbers = new ArrayList<>();
        add(data, numbers);
        FloatBuffer values = FloatBuffer.allocate(numbers.size());
        numbers.forEach(values::put);
        return values.flip();
    }

    private static void add(JsonNode data, List<Float> numbers) {
        if (data.isArray()) {
            data.forEach(item -> add(item, numbers));
        } else if (data.isNumber()) {
            numbers.add(data.floatValue());
        } else {
            numbers.add(Float.NaN);
        }
    }

    /** A tensor as metadata and answers describe it. */
    static Tensor tensor(JsonNode node) {
        List<Long> shape = new ArrayList<>();
        node.path("shape").forEach(size -> shape.add(size.asLong()));
        return new Tensor(node.path("name").asText(), node.path("datatype").asText(), shape);
    }

    static ServerException unfit(String message) {
        return new ServerException(ServerException.Kind.UNFIT, message);
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }
}
