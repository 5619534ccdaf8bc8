package org.undertone.aribridge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/**
 * Reads several variables of a channel by one request: the function EVAL fills them into a text, with a character between
 * that no value has. A PBX without EVAL (func_strings.so) is asked one by one. Beside ari4java, which has three connections:
 * after a start thousands of channels are read. Any thread may call it and waits for the answer.
 */
final class VariableRequests {

    private static final String BETWEEN = "\u001f";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final AsteriskSettings settings;
    private volatile boolean noEval;

    VariableRequests(HttpClient http, AsteriskSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /**
     * What the channel has for each name, in their order; empty texts for what it has not. Empty if it is gone.
     *
     * @param names of variables, or functions such as {@code CALLERID(dnid)}
     * @throws AsteriskException if the PBX does not answer
     */
    Optional<List<String>> read(String channelId, List<String> names) {
        if (!noEval) {
            Answer answer = get(channelId, eval(names));
            if (answer.isGone()) {
                return Optional.empty();
            }
            if (answer.status() == 200) {
                return Optional.of(split(answer.text("value"), names.size()));
            }
            noEval = true;
        }
        return oneByOne(channelId, names);
    }

    private Optional<List<String>> oneByOne(String channelId, List<String> names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            Answer answer = get(channelId, name);
            if (answer.isGone()) {
                return Optional.empty();
            }
            values.add(answer.status() == 200 ? answer.text("value") : "");
        }
        return Optional.of(values);
    }

    private static String eval(List<String> names) {
        return names.stream()
                .map(name -> "${" + name + "}")
                .collect(Collectors.joining(BETWEEN, "EVAL(", BETWEEN + ")"));
    }

    private static List<String> split(String told, int count) {
        String[] parts = told.split(BETWEEN, -1);
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(i < parts.length ? parts[i].strip() : "");
        }
        return values;
    }

    private Answer get(String channelId, String variable) {
        URI uri = settings.url()
                .resolve("ari/channels/" + encoded(channelId) + "/variable?variable=" + encoded(variable));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(settings.requestTimeout())
                .header("Authorization", Credentials.basic(settings))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 503 || answer.statusCode() == 401) {
                throw new AsteriskException("could not read channel " + channelId + ": HTTP " + answer.statusCode());
            }
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            throw new AsteriskException("could not read channel " + channelId + ": " + e, 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while reading channel " + channelId, 0, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the PBX answered, JSON if all is well. */
    private record Answer(int status, String body) {

        String text(String field) {
            try {
                return JSON.readTree(body).path(field).asText("");
            } catch (JsonProcessingException e) {
                return "";
            }
        }

        /** A variable that is not set is "not found" as well. */
        boolean isGone() {
            return status == 404 && text("message").contains("channel");
        }
    }
}
