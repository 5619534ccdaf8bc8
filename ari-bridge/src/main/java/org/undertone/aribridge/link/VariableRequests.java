package org.undertone.aribridge.link;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/**
 * Reads several variables of a channel by one request: the function EVAL fills them into a text, with a character between
 * that no value has. A PBX without EVAL (func_strings.so) is asked one by one. Beside ari4java, which has three connections:
 * after a start thousands of channels are read. Any thread may call it and waits for the answer.
 */
public final class VariableRequests {

    private static final String BETWEEN = "\u001f";
    private static final int READ = 200;
    /** The channel is gone, or has no such variable. */
    private static final int NOT_FOUND = 404;
    /** The PBX has no such function. */
    private static final int NO_FUNCTION = 500;

    private final AriHttp http;
    private final AsteriskSettings settings;
    private volatile boolean noEval;

    /** By that client, whose connections it shares. */
    public VariableRequests(HttpClient http, AsteriskSettings settings) {
        this.http = new AriHttp(http, settings);
        this.settings = settings;
    }

    /** There is a new connection to the PBX, which may have other modules by now. */
    public void connected() {
        noEval = false;
    }

    /**
     * What the channel has for each name, in their order; empty texts for what it has not. Empty if it is gone.
     *
     * @param names of variables, or functions such as {@code CALLERID(dnid)}
     * @throws AsteriskException if the PBX does not answer, or another in its place
     */
    public Optional<List<String>> read(String channelId, List<String> names) {
        if (!noEval) {
            AriHttp.Answer answer = get(channelId, eval(names));
            if (isGone(answer)) {
                return Optional.empty();
            }
            if (answer.status() == READ) {
                return Optional.of(split(value(answer), names.size()));
            }
            noEval = true;
        }
        return oneByOne(channelId, names);
    }

    private Optional<List<String>> oneByOne(String channelId, List<String> names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            AriHttp.Answer answer = get(channelId, name);
            if (isGone(answer)) {
                return Optional.empty();
            }
            values.add(answer.status() == READ ? value(answer) : "");
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

    private AriHttp.Answer get(String channelId, String variable) {
        String path = "channels/" + encoded(channelId) + "/variable?variable=" + encoded(variable);
        try {
            AriHttp.Answer answer = http.send("GET", path, "", settings.requestTimeout());
            if (!isThePbxs(answer)) {
                throw new AsteriskException(
                        "could not read channel " + channelId + ": " + answer.told(), answer.status(), null);
            }
            return answer;
        } catch (IOException e) {
            throw new AsteriskException("could not read channel " + channelId + ": " + e, 0, e);
        }
    }

    /** Whether it says something of the channel. Of a proxy's, or one of a PBX that is stopping, no value may be made. */
    private static boolean isThePbxs(AriHttp.Answer answer) {
        return answer.status() == READ
                ? answer.json().path("value").isTextual()
                : Set.of(NOT_FOUND, NO_FUNCTION).contains(answer.status())
                        && answer.reason().isPresent();
    }

    private static String value(AriHttp.Answer answer) {
        return answer.json().path("value").asText();
    }

    /** A variable that is not set is "not found" as well. */
    private static boolean isGone(AriHttp.Answer answer) {
        return answer.status() == NOT_FOUND
                && answer.reason().filter(why -> why.contains("channel")).isPresent();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
