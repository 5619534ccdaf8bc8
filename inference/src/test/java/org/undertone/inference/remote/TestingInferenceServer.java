package org.undertone.inference.remote;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.undertone.inference.model.ModelFolder;

/**
 * A {@link TestingServer} that speaks HTTP with binary tensors ({@code inference_rest.md},
 * {@code extension_binary_data.md}).
 */
final class TestingInferenceServer implements TestingServer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestingServedModel model;
    private final String name;
    private final Optional<String> token;
    private final Optional<SSLContext> tls;
    private final AtomicInteger inferences = new AtomicInteger();
    private volatile Fault fault = Fault.NONE;
    private CountDownLatch over = new CountDownLatch(1);
    private ExecutorService threads;
    private HttpServer server;
    private int port;

    private TestingInferenceServer(ModelFolder folder, Optional<String> token, Optional<SSLContext> tls) {
        this.model = new TestingServedModel(folder);
        this.name = folder.description().name();
        this.token = token;
        this.tls = tls;
        back();
    }

    static TestingInferenceServer start(ModelFolder folder) {
        return new TestingInferenceServer(folder, Optional.empty(), Optional.empty());
    }

    static TestingInferenceServer start(ModelFolder folder, String token, TestingTls tls) {
        return new TestingInferenceServer(folder, Optional.of(token), Optional.of(tls.context()));
    }

    @Override
    public String url() {
        return (tls.isPresent() ? "https" : "http") + "://127.0.0.1:" + port + "/";
    }

    @Override
    public String authority() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void fault(Fault next) {
        fault = next;
    }

    @Override
    public int inferences() {
        return inferences.get();
    }

    @Override
    public void gone() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void back() {
        over = new CountDownLatch(1);
        threads = Executors.newCachedThreadPool();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            server = tls.isPresent() ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(new HttpsConfigurator(tls.orElseThrow()));
        }
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        port = server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            if (token.isPresent() && !("Bearer " + token.get()).equals(authorization)) {
                throw new Refusal(401, "no token, or another one");
            }
            answer(exchange, exchange.getRequestURI().getPath(), body);
        } catch (Refusal e) {
            reply(exchange, e.status, json(JSON.createObjectNode().put("error", e.getMessage())), "application/json");
        } finally {
            exchange.close();
        }
    }

    private void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        if (path.equals("/v2/health/ready")) {
            reply(exchange, fault == Fault.NOT_READY ? 400 : 200, new byte[0], "text/plain");
            return;
        }
        String asked = path.replaceFirst("^/v2/models/", "").replaceFirst("(/versions/1)?(/ready|/infer)?$", "");
        if (!asked.equals(name)) {
            throw new Refusal(404, "Request for unknown model: '" + asked + "' is not found");
        }
        boolean infer = path.endsWith("/infer");
        if (!exchange.getRequestMethod().equals(infer ? "POST" : "GET")) {
            throw new Refusal(405, "Method Not Allowed");
        }
        if (infer) {
            inferences.incrementAndGet();
            infer(exchange, body);
        } else if (path.endsWith("/ready")) {
            reply(exchange, 200, new byte[0], "text/plain");
        } else {
            reply(exchange, 200, json(metadata()), "application/json");
        }
    }

    private ObjectNode metadata() {
        ObjectNode root = JSON.createObjectNode().put("name", name).put("platform", "onnxruntime_onnx");
        root.putArray("versions").add("1");
        describe(root.putArray("inputs"), model.inputs());
        describe(root.putArray("outputs"), model.outputs());
        return root;
    }

    private void describe(ArrayNode list, List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            ObjectNode node = list.addObject()
                    .put("name", fault == Fault.ANOTHER_MODEL ? "another" : tensor.name())
                    .put("datatype", tensor.datatype());
            tensor.shape().forEach(node.putArray("shape")::add);
        }
    }

    private void infer(HttpExchange exchange, byte[] body) throws IOException {
        int length = length(exchange.getRequestHeaders().getFirst("Inference-Header-Content-Length"), body.length);
        JsonNode request = tree(body, length);
        JsonNode input = onlyInput(request);
        float[] samples = samples(input, ByteBuffer.wrap(body, length, body.length - length));
        Set<String> outputs = outputs(request);
        if (fault == Fault.SLOW) {
            waitUntilOver();
        }
        if (fault == Fault.UNAVAILABLE) {
            throw new Refusal(503, "the queue is full");
        }
        give(exchange, model.run(input.path("name").asText(), samples, outputs));
    }

    private static JsonNode tree(byte[] body, int length) throws IOException {
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            JsonNode request = JSON.readTree(parser);
            if (request == null || !request.isObject() || parser.nextToken() != null) {
                throw new Refusal(400, "failed to parse the request JSON buffer: not one object");
            }
            return request;
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "failed to parse the request JSON buffer: " + e.getOriginalMessage());
        }
    }

    private static int length(String header, int whole) {
        int length = header == null ? whole : header.matches("[0-9]{1,9}") ? Integer.parseInt(header) : -1;
        if (length < 0 || length > whole) {
            throw new Refusal(400, "Inference-Header-Content-Length is " + header + " of " + whole);
        }
        return length;
    }

    private JsonNode onlyInput(JsonNode request) {
        Tensor takes = model.inputs().get(0);
        JsonNode input = request.path("inputs").path(0);
        if (request.path("inputs").size() != 1 || !input.path("name").asText().equals(takes.name())) {
            throw new Refusal(400, "expected 1 input: " + takes.name());
        }
        if (!input.path("datatype").asText().equals("FP32")) {
            throw new Refusal(400, "inference input data-type is not FP32");
        }
        return input;
    }

    private float[] samples(JsonNode input, ByteBuffer binary) {
        int size = input.path("parameters").path("binary_data_size").asInt(-1);
        Tensor said = TensorBody.tensor(input);
        Tensor takes = model.inputs().get(0);
        boolean fits = said.shape().size() == 2
                && said.shape().get(0) == 1
                && said.shape().get(1) > 0
                && (takes.shape().get(1) == Tensor.OPEN
                        || takes.shape().get(1).equals(said.shape().get(1)));
        if (!fits) {
            throw new Refusal(400, "unexpected shape for input: " + said.shown());
        }
        if (size != binary.remaining() || size != said.shape().get(1) * Float.BYTES) {
            throw new Refusal(
                    400,
                    "unexpected size " + size + " for input " + said.shown() + ", got " + binary.remaining()
                            + " bytes");
        }
        float[] samples = new float[size / Float.BYTES];
        binary.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
        return samples;
    }

    private Set<String> outputs(JsonNode request) {
        Set<String> known =
                new TreeSet<>(model.outputs().stream().map(Tensor::name).toList());
        Set<String> asked = new TreeSet<>();
        boolean all = request.path("parameters").path("binary_data_output").asBoolean();
        for (JsonNode output : request.path("outputs")) {
            if (!output.path("parameters").path("binary_data").asBoolean(all)) {
                throw new Refusal(400, "this server gives binary tensors alone");
            }
            asked.add(output.path("name").asText());
        }
        if (!known.containsAll(asked)) {
            throw new Refusal(400, "unexpected inference output in " + asked + ", expected " + known);
        }
        return asked.isEmpty() ? known : asked;
    }

    private void give(HttpExchange exchange, Map<String, float[]> rows) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("model_name", name).put("model_version", "1");
        ArrayNode outputs = root.putArray("outputs");
        ByteBuffer binary = ByteBuffer.allocate(rows.values().stream()
                        .mapToInt(row -> (row.length - less()) * Float.BYTES)
                        .sum())
                .order(ByteOrder.LITTLE_ENDIAN);
        rows.forEach((output, row) -> {
            if (fault == Fault.NO_PROBABILITIES) {
                row[0] = 7;
            }
            ObjectNode node = outputs.addObject()
                    .put("name", fault == Fault.ANOTHER_OUTPUT ? "logits" : output)
                    .put("datatype", fault == Fault.WRONG_TYPE ? "FP64" : "FP32");
            int columns = row.length;
            boolean turned = fault == Fault.WRONG_SHAPE;
            node.putArray("shape").add(turned ? columns : 1).add(turned ? 1 : columns);
            node.putObject("parameters").put("binary_data_size", (columns - less()) * Float.BYTES);
            for (int at = 0; at < columns - less(); at++) {
                binary.putFloat(row[at]);
            }
        });
        send(exchange, json(root), binary.array());
    }

    private int less() {
        return fault == Fault.TOO_FEW_VALUES ? 1 : 0;
    }

    private void send(HttpExchange exchange, byte[] object, byte[] binary) throws IOException {
        byte[] json = fault == Fault.GIBBERISH ? "busy".getBytes(StandardCharsets.UTF_8) : object;
        byte[] all = Arrays.copyOf(json, json.length + binary.length - (fault == Fault.TOO_FEW_BYTES ? 1 : 0));
        System.arraycopy(binary, 0, all, json.length, all.length - json.length);
        int told = fault == Fault.WRONG_LENGTHS ? 1_000_000 : json.length;
        exchange.getResponseHeaders().set("Inference-Header-Content-Length", Integer.toString(told));
        if (fault == Fault.HALF_AN_ANSWER || fault == Fault.STALLED_IN_ITS_ANSWER) {
            exchange.sendResponseHeaders(200, all.length);
            exchange.getResponseBody().write(all, 0, all.length / 2);
            exchange.getResponseBody().flush();
            if (fault == Fault.STALLED_IN_ITS_ANSWER) {
                waitUntilOver();
            }
        } else {
            reply(exchange, 200, all, "application/octet-stream");
        }
    }

    private void waitUntilOver() {
        try {
            if (over.await(1, TimeUnit.MINUTES)) {
                throw new Refusal(503, "ending");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] json(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        gone();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the testing server did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        model.close();
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
