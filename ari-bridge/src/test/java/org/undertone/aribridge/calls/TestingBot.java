package org.undertone.aribridge.calls;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.lab.Pbx;

/** Somebody else's application of ARI, which talks with callers in a bridge of its own and then lets them go on. */
final class TestingBot implements AutoCloseable {

    private static final Pattern STARTED =
            Pattern.compile("\"type\":\"StasisStart\".*\"channel\":\\{\"id\":\"([^\"]+)\"");
    private static final String BRIDGE = "bots-bridge";
    private static final String MOUTH = "bots-mouth";

    private final Pbx pbx;
    private final String app;
    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();
    private final WebSocket events;

    TestingBot(Pbx pbx, String app) {
        this.pbx = pbx;
        this.app = app;
        String login = pbx.ariUser() + ":" + pbx.ariPassword();
        this.events = http.newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws" + pbx.httpUri().toString().substring(4) + "ari/events?app=" + app + "&api_key="
                                + login),
                        new Events())
                .join();
    }

    /** Talks with the next caller who is sent here; returns the channel's id. */
    String talks() throws InterruptedException {
        String caller = next();
        post("bridges/" + BRIDGE + "?type=mixing");
        post("channels/externalMedia?app=" + app + "&channelId=" + MOUTH
                + "&external_host=127.0.0.1:39998&format=slin16");
        next();
        post("bridges/" + BRIDGE + "/addChannel?channel=" + caller + "," + MOUTH);
        return caller;
    }

    /** Lets the caller go on in the dialplan, after the step that sent them here. */
    void letsGoOn(String caller) {
        post("channels/" + caller + "/continue");
        send("DELETE", "channels/" + MOUTH);
        send("DELETE", "bridges/" + BRIDGE);
    }

    private String next() throws InterruptedException {
        String channel = started.poll(20, TimeUnit.SECONDS);
        if (channel == null) {
            throw new AssertionError("nobody was sent to the bot");
        }
        return channel;
    }

    private void post(String path) {
        send("POST", path);
    }

    private void send(String method, String path) {
        String login = pbx.ariUser() + ":" + pbx.ariPassword();
        HttpRequest request = HttpRequest.newBuilder(pbx.httpUri().resolve("ari/" + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        events.abort();
    }

    private final class Events implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Matcher start = STARTED.matcher(text.toString().replaceAll("\\s*:\\s*", ":"));
                if (start.find()) {
                    started.add(start.group(1));
                }
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, part, last);
        }
    }
}
