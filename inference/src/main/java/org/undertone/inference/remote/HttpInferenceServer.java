package org.undertone.inference.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.undertone.config.RemoteSettings;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.Answers;
import org.undertone.inference.model.ModelDescription;
import org.undertone.inference.remote.ServerException.Kind;

/** The v2 inference protocol over HTTP/1.1 with binary tensors ({@code inference_rest.md}, {@code extension_binary_data.md}). */
final class HttpInferenceServer implements InferenceServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 300;

    private final RemoteSettings remote;
    private final HttpClient client;
    private final URI model;
    private final String modelName;
    private final TensorBody body;

    HttpInferenceServer(RemoteSettings remote, ModelDescription description) {
        this.remote = remote;
        this.modelName = remote.modelName().orElse(description.name());
        this.model = remote.url()
                .resolve("v2/models/" + modelName
                        + remote.modelVersion()
                                .map(version -> "/versions/" + version)
                                .orElse("") + "/");
        this.body = new TensorBody(description.input(), Answers.of(description).outputs());
        HttpClient.Builder builder = HttpClient.newBuilder()
                // Its servers speak that; an offer of HTTP/2 in the clear confuses some.
                .version(HttpClient.Version.HTTP_1_1)
                // A token must not follow elsewhere.
                .followRedirects(HttpClient.Redirect.NEVER);
        remote.ca().ifPresent(ca -> builder.sslContext(Trusted.context(ca)));
        this.client = builder.build();
    }

    @Override
    public void ready(Duration limit) throws ServerException {
        requireReady("it", remote.url().resolve("v2/health/ready"), limit);
    }

    private void requireReady(String what, URI uri, Duration limit) throws ServerException {
        HttpResponse<byte[]> response = exchange(request(uri), limit);
        if (response.statusCode() == 401 || response.statusCode() == 403) {
            requireDone(response);
        } else if (response.statusCode() != 200) {
            throw new ServerException(
                    Kind.AWAY, "says that " + what + " is not ready (HTTP " + response.statusCode() + ")");
        }
    }

    @Override
    public ServedModel model(Duration limit) throws ServerException {
        // First, since an unknown model is not ready either, and this tells which of the two.
        byte[] answer = send(request(trimmed(model)), limit).body();
        requireReady("its model " + modelName, model.resolve("ready"), limit);
        JsonNode root;
        try {
            root = JSON.readTree(answer);
        } catch (IOException e) {
            throw new ServerException(
                    Kind.UNFIT, "does not describe its model in JSON; does it speak the v2 inference protocol?", e);
        }
        return new ServedModel(tensors(root.path("inputs")), tensors(root.path("outputs")));
    }

    private static List<Tensor> tensors(JsonNode nodes) {
        List<Tensor> tensors = new ArrayList<>();
        nodes.forEach(node -> tensors.add(TensorBody.tensor(node)));
        return tensors;
    }

    @Override
    public Map<String, FloatBuffer> infer(AudioWindow window, Duration limit) throws ServerException {
        TensorBody.Request request = body.request(window);
        HttpResponse<byte[]> response = send(
                request(model.resolve("infer"))
                        .header("Content-Type", "application/octet-stream")
                        .header(TensorBody.JSON_LENGTH, Integer.toString(request.jsonLength()))
                        .POST(BodyPublishers.ofByteArray(request.bytes())),
                limit);
        return body.read(response.body(), jsonLength(response));
    }

    private static OptionalInt jsonLength(HttpResponse<byte[]> response) throws ServerException {
        String written = response.headers().firstValue(TensorBody.JSON_LENGTH).orElse("");
        try {
            return written.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(written));
        } catch (NumberFormatException e) {
            throw new ServerException(Kind.UNFIT, "says that its JSON has '" + written + "' bytes", e);
        }
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        remote.token().ifPresent(token -> request.header("Authorization", "Bearer " + token.value()));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request, Duration limit) throws ServerException {
        HttpResponse<byte[]> response = exchange(request, limit);
        requireDone(response);
        return response;
    }

    private static void requireDone(HttpResponse<byte[]> response) throws ServerException {
        int status = response.statusCode();
        if (status == 200) {
            return;
        }
        String said = "answered HTTP " + status + error(response.body());
        if (status == 401 || status == 403) {
            throw new ServerException(Kind.UNFIT, said + "; see model.remote.token");
        }
        // 408 and 429 are the server's load; other 4xx are about what was asked.
        boolean away = status >= 500 || status == 408 || status == 429;
        throw new ServerException(away ? Kind.AWAY : Kind.UNFIT, said);
    }

    /** What the server says for itself: {@code {"error": "..."}}, or a page of something between. */
    private static String error(byte[] body) {
        String text = new String(body, 0, Math.min(body.length, 4 * SHOWN), StandardCharsets.UTF_8);
        try {
            text = JSON.readTree(body).path("error").asText(text);
        } catch (IOException e) {
            // shown as it is
        }
        String line = text.lines().findFirst().orElse("").strip();
        return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), SHOWN));
    }

    /** The limit is for the whole answer: {@code HttpRequest.timeout} ends with its headers. */
    private HttpResponse<byte[]> exchange(HttpRequest.Builder request, Duration limit) throws ServerException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.timeout(limit).build(), BodyHandlers.ofByteArray());
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw late(limit, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof HttpTimeoutException ? late(limit, cause) : failed(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException(Kind.AWAY, "was not waited for: Undertone is ending", e);
        } finally {
            // Ends the exchange and its connection where the answer is not there; does nothing where it is.
            answer.cancel(true);
        }
    }

    private static ServerException late(Duration limit, Throwable cause) {
        return new ServerException(Kind.AWAY, "did not answer within " + limit.toMillis() + " ms", cause);
    }

    private static ServerException failed(Throwable cause) {
        if (cause instanceof SSLException) {
            return new ServerException(
                    Kind.UNFIT,
                    "could not be trusted (" + cause.getMessage() + "); see model.remote.ca and url",
                    cause);
        }
        String reason = cause instanceof ConnectException && cause.getMessage() == null
                ? "nobody listens there, or no way leads there"
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        return new ServerException(Kind.AWAY, "could not be reached, or broke off (" + reason + ")", cause);
    }

    private static URI trimmed(URI uri) {
        String text = uri.toString();
        return URI.create(text.substring(0, text.length() - 1));
    }

    @Override
    public void close() {
        // This Java's client has no end of its own; its threads go with it.
    }
}
