package org.undertone.aribridge.link;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.undertone.config.AsteriskSettings;

/**
 * Which events Asterisk shall send: those of all channels and bridges, but only the kinds that we read, and the keys of
 * supervisors alone. One plain call is 77 events unfiltered and some twenty like this. Plain HTTP, because ari4java wraps the
 * filter's body so that it has no effect.
 */
final class EventSubscription {

    private static final List<String> OF_CALLS = List.of(
            "BridgeDestroyed",
            "ChannelDestroyed",
            "ChannelEnteredBridge",
            "ChannelHold",
            "ChannelLeftBridge",
            "ChannelUnhold",
            "Dial",
            "StasisStart",
            "StasisEnd",
            "PlaybackStarted",
            "PlaybackFinished",
            "ApplicationReplaced");
    private static final List<String> OF_SUPERVISORS = List.of("ChannelDtmfReceived", "StasisStart", "StasisEnd");
    private static final List<String> SOURCES = List.of("channel:", "bridge:");

    private final AriHttp http;
    private final AsteriskSettings settings;
    private final Duration limit;

    EventSubscription(AriHttp http, AsteriskSettings settings, Duration limit) {
        this.http = http;
        this.settings = settings;
        this.limit = limit;
    }

    /** Asks for the events; needed again after every lost connection. */
    void renew() {
        StasisApps apps = StasisApps.of(settings);
        // The filters first: nothing may come that is not to come.
        filter(apps.calls(), OF_CALLS);
        filter(apps.supervisors(), OF_SUPERVISORS);
        for (String source : SOURCES) {
            send("POST", apps.calls() + "/subscription?eventSource=" + encoded(source), "");
        }
    }

    private void filter(String app, List<String> types) {
        String allowed =
                types.stream().map(type -> "{\"type\":\"" + type + "\"}").collect(Collectors.joining(",", "[", "]"));
        send("PUT", app + "/eventFilter", "{\"allowed\":" + allowed + "}");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private void send(String method, String path, String body) {
        AriHttp.Answer answer;
        try {
            answer = http.send(method, "applications/" + path, body, limit);
        } catch (IOException e) {
            throw new AsteriskException("could not subscribe to events: " + e.getMessage(), 0, e);
        }
        if (answer.status() == 403) {
            throw new AsteriskException(
                    "the ARI user '" + settings.user() + "' may only read; set read_only = no in ari.conf", 403, null);
        }
        if (!answer.done()) {
            throw new AsteriskException("could not subscribe to events: " + answer.told(), answer.status(), null);
        }
    }
}
