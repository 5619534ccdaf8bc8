package org.undertone.aribridge.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.undertone.lab.Pbx;

/** Writes down what a real Asterisk tells of channels and bridges, in the words of {@link PbxEvent}. */
final class Recorder implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APP = "recorder";

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI ari;
    private final String credentials;
    private final WebSocket socket;
    private final List<PbxEvent> events = new CopyOnWriteArrayList<>();

    private static final Map<String, Function<JsonNode, PbxEvent>> KINDS = Map.of(
            "ChannelEnteredBridge",
            event -> new PbxEvent.Entered(channel(event), bridge(event)),
            "ChannelLeftBridge",
            event -> new PbxEvent.Left(channel(event), bridge(event)),
            "ChannelHold",
            event -> new PbxEvent.Held(channel(event)),
            "ChannelUnhold",
            event -> new PbxEvent.Unheld(channel(event)),
            "ChannelDestroyed",
            event -> new PbxEvent.Destroyed(channel(event)));

    Recorder(Pbx pbx) throws IOException, InterruptedException {
        this.ari = pbx.httpUri().resolve("ari/");
        this.credentials = "Basic "
                + Base64.getEncoder()
                        .encodeToString((pbx.ariUser() + ":" + pbx.ariPassword()).getBytes(StandardCharsets.UTF_8));
        URI address = ari.resolve("events?app=" + APP);
        this.socket = http.newWebSocketBuilder()
                .header("Authorization", credentials)
                .buildAsync(URI.create("ws" + address.toString().substring("http".length())), new Listener())
                .join();
        for (String source : List.of("channel:", "bridge:")) {
            send("POST", "applications/" + APP + "/subscription?eventSource=" + source);
        }
    }

    private String send(String method, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ari.resolve(path))
                .header("Authorization", credentials)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** Makes the PBX load another of its modules. */
    void load(String module) throws IOException, InterruptedException {
        send("POST", "asterisk/modules/" + module);
    }

    /** A variable of a channel, or a function's value; empty if it is not set. */
    String variable(String channelId, String name) {
        try {
            return JSON.readTree(send(
                            "GET",
                            "channels/" + channelId + "/variable?variable="
                                    + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                    .path("value")
                    .asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Begins anew. */
    void forget() {
        events.clear();
    }

    /** What was told so far. */
    List<PbxEvent> told() {
        return List.copyOf(events);
    }

    private static ChannelView channel(JsonNode event) {
        JsonNode channel = event.path("channel");
        return new ChannelView(
                channel.path("id").asText(),
                channel.path("name").asText(),
                channel.path("dialplan").path("app_name").asText(),
                channel.path("dialplan").path("app_data").asText(),
                channel.path("caller").path("number").asText(),
                channel.path("connected").path("number").asText());
    }

    private static BridgeView bridge(JsonNode event) {
        JsonNode bridge = event.path("bridge");
        List<String> members = new ArrayList<>();
        bridge.path("channels").forEach(member -> members.add(member.asText()));
        return new BridgeView(
                bridge.path("id").asText(), bridge.path("bridge_type").asText().equals("holding"), members);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
            text.append(piece);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        private void take(String json) {
            try {
                JsonNode event = JSON.readTree(json);
                Optional.ofNullable(KINDS.get(event.path("type").asText()))
                        .map(kind -> kind.apply(event))
                        .ifPresent(events::add);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
