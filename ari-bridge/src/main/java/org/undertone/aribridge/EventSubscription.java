package org.undertone.aribridge;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/**
 * Which events Asterisk shall send: those of all channels and bridges, but only the kinds that we read. One plain call is
 * 77 events unfiltered and some twenty like this. Plain HTTP, because ari4java wraps the filter's body so that it has no effect.
 */
final class EventSubscription {

    private static final List<String> READ = List.of(
            "BridgeDestroyed",
            "ChannelDestroyed",
            "ChannelDtmfReceived",
            "ChannelEnteredBridge",
            "ChannelHold",
            "ChannelLeftBridge",
            "ChannelUnhold",
            "Dial",
            "StasisStart",
            "StasisEnd",
            "PlaybackFinished",
            "ApplicationReplaced");
    private static final List<String> SOURCES = List.of("channel:", "bridge:");

    private final AsteriskSettings settings;
    private final HttpClient http;

    EventSubscription(HttpClient http, AsteriskSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** Asks for the events; needed again after every lost connection. */
    void renew() {
        for (String source : SOURCES) {
            send("POST", "/subscription?eventSource=" + URLEncoder.encode(source, StandardCharsets.UTF_8), "");
        }
        String allowed =
                READ.stream().map(type -> "{\"type\":\"" + type + "\"}").collect(Collectors.joining(",", "[", "]"));
        send("PUT", "/eventFilter", "{\"allowed\":" + allowed + "}");
    }

    private void send(String method, String path, String body) {
        URI uri = settings.url().resolve("ari/applications/" + settings.app() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(settings.requestTimeout())
                .header("Authorization", Credentials.basic(settings))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 403) {
                throw new AsteriskException(
                        "the ARI user '" + settings.user() + "' may only read; set read_only = no in ari.conf",
                        403,
                        null);
            }
            if (answer.statusCode() / 100 != 2) {
                throw new AsteriskException(
                        "could not subscribe to events: HTTP " + answer.statusCode() + ", " + answer.body(),
                        answer.statusCode(),
                        null);
            }
        } catch (IOException e) {
            throw new AsteriskException("could not subscribe to events: " + e, 0, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AsteriskException("interrupted while subscribing to events", 0, e);
        }
    }
}
