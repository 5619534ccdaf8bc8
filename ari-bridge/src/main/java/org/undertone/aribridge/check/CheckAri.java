package org.undertone.aribridge.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/** Plain ARI requests for the check, each told with everything that the PBX answered. */
final class CheckAri {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final AsteriskSettings settings;
    private final String authorization;
    private final HttpClient http;

    CheckAri(AsteriskSettings settings) {
        this.settings = settings;
        String credentials = settings.user() + ":" + settings.password().value();
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.requestTimeout())
                .build();
    }

    /**
     * An answer, whatever it says.
     *
     * @param status of HTTP
     * @param body as JSON; missing if it is none
     * @param date the header {@code Date}, or empty
     * @param server the header {@code Server}, or empty
     */
    record Answer(int status, JsonNode body, String date, String server) {

        boolean done() {
            return status / 100 == 2;
        }

        /** What the PBX says about it, in a few words. */
        String told() {
            String message = body.path("message").asText(body.path("error").asText());
            return "HTTP " + status + (message.isEmpty() ? "" : ", " + message);
        }
    }

    Answer get(String path) throws IOException {
        return send("GET", path, Map.of(), "");
    }

    Answer get(String path, Map<String, String> query) throws IOException {
        return send("GET", path, query, "");
    }

    Answer post(String path, Map<String, String> query, String body) throws IOException {
        return send("POST", path, query, body);
    }

    Answer delete(String path) throws IOException {
        return send("DELETE", path, Map.of(), "");
    }

    private Answer send(String method, String path, Map<String, String> query, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(at(path, query))
                .timeout(settings.requestTimeout())
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    json(answer.body()),
                    answer.headers().firstValue("Date").orElse(""),
                    answer.headers().firstValue("Server").orElse(""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Opens the event connection of an application, which registers it. */
    WebSocket events(String app, WebSocket.Listener listener) throws IOException {
        URI uri = at("events", Map.of("app", app));
        String webSocket = "ws" + uri.toString().substring("http".length());
        try {
            return http.newWebSocketBuilder()
                    .header("Authorization", authorization)
                    .connectTimeout(settings.requestTimeout())
                    .buildAsync(URI.create(webSocket), listener)
                    .get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no event connection: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private URI at(String path, Map<String, String> query) {
        String asked = new TreeMap<>(query)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
        return settings.url().resolve("ari/" + path + asked);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A text as JSON; missing if it is none, as the pages of other web servers are. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
