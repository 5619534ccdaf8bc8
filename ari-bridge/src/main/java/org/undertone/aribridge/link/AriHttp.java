package org.undertone.aribridge.link;

import ch.loway.oss.ari4java.tools.HttpParam;
import ch.loway.oss.ari4java.tools.HttpResponseHandler;
import ch.loway.oss.ari4java.tools.RestException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/**
 * One session's HTTP requests to the PBX, ari4java's among them. ari4java's own client goes on with a connection that the PBX
 * has said to close (docs/decisions/0003-ari4java.md). Any thread may send, and waits for the answer.
 */
public final class AriHttp implements ch.loway.oss.ari4java.tools.HttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ELSEWHERE = "requests wait for their answers, and events come by EventSocket";

    private final HttpClient http;
    private final AsteriskSettings settings;
    private final AtomicLong count = new AtomicLong();
    /** The requests that wait for their answers, by their number. */
    private final Map<Long, CompletableFuture<?>> waiting = new ConcurrentHashMap<>();

    private volatile boolean closed;

    AriHttp(HttpClient http, AsteriskSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /**
     * What the PBX answered.
     *
     * @param status of HTTP
     * @param body whatever it is
     * @param server the header {@code Server}, or empty
     */
    public record Answer(int status, String body, String server) {

        /** Whether the PBX did it: any status of 200 to 299. */
        public boolean done() {
            return status / 100 == 2;
        }

        /** The body as JSON; missing if it is none, as Asterisk's pages for web browsers are. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                return MissingNode.getInstance();
            }
        }

        /** What the PBX says about a refusal, if it says it in words and not by a page. */
        public Optional<String> reason() {
            JsonNode json = json();
            return Optional.of(json.path("message").asText(json.path("error").asText()))
                    .filter(reason -> !reason.isBlank());
        }

        /** The status, and why, in a few words. */
        String told() {
            return "HTTP " + status + reason().map(why -> ", " + why).orElse("");
        }
    }

    /**
     * Sends a request, and waits for the whole answer.
     *
     * @param path after {@code ari/}, encoded, with its query
     * @param body JSON, or empty
     * @param limit for all of it
     * @throws IOException if there is no answer; {@link HttpTimeoutException} if none in that time
     */
    public Answer send(String method, String path, String body, Duration limit) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(settings.url().resolve("ari/" + path))
                .header("Authorization", Credentials.basic(settings))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        long number = count.incrementAndGet();
        waiting.put(number, asked);
        try {
            if (closed) {
                asked.cancel(true);
            }
            return answer(asked.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer within " + limit.toMillis() + " ms");
        } catch (CancellationException e) {
            throw new IOException("the connection was given up", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            // Of one that is given up nothing may stay: it closes its connection, so that no late answer meets another
            // request.
            asked.cancel(true);
            waiting.remove(number);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("Server").orElse(""));
    }

    @Override
    public String httpActionSync(
            String path,
            String method,
            List<HttpParam> query,
            String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> refusals)
            throws RestException {
        Answer answer;
        try {
            answer = send(
                    method,
                    path.substring(1) + query(query),
                    Optional.ofNullable(body).orElse(""),
                    settings.requestTimeout());
        } catch (HttpTimeoutException e) {
            throw new RestException(
                    "no answer from the PBX within " + settings.requestTimeout().toMillis() + " ms", e);
        } catch (IOException e) {
            throw new RestException(Optional.ofNullable(e.getMessage()).orElse(e.toString()), e);
        }
        if (!answer.done()) {
            throw new RestException(answer.reason().orElse(meaning(answer.status(), refusals)), "", answer.status());
        }
        return answer.body();
    }

    private static String query(List<HttpParam> parameters) {
        String query = Optional.ofNullable(parameters).orElse(List.of()).stream()
                .filter(parameter -> Optional.ofNullable(parameter.getValue())
                        .filter(value -> !value.isEmpty())
                        .isPresent())
                .map(parameter ->
                        parameter.getName() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    /** What ARI's documentation says of that status for this request. */
    private static String meaning(int status, List<ch.loway.oss.ari4java.tools.HttpResponse> refusals) {
        return Optional.ofNullable(refusals).orElse(List.of()).stream()
                .filter(refusal -> refusal.getCode() == status)
                .map(ch.loway.oss.ari4java.tools.HttpResponse::getDescription)
                .findFirst()
                .orElse(status == 503 ? "the PBX is starting or stopping" : "without a reason");
    }

    @Override
    public byte[] httpActionSyncAsBytes(
            String path,
            String method,
            List<HttpParam> query,
            String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> refusals) {
        throw new UnsupportedOperationException(ELSEWHERE);
    }

    @Override
    public void httpActionAsync(
            String path,
            String method,
            List<HttpParam> query,
            String body,
            List<ch.loway.oss.ari4java.tools.HttpResponse> refusals,
            HttpResponseHandler handler,
            boolean binary) {
        throw new UnsupportedOperationException(ELSEWHERE);
    }

    /** Gives up what waits for an answer; whoever sends from now on is refused. */
    @Override
    public void destroy() {
        closed = true;
        waiting.values().forEach(asked -> asked.cancel(true));
    }
}
