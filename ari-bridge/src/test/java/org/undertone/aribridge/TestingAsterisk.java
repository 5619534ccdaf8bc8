package org.undertone.aribridge;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.aribridge.TestingHttpServer.Answer;
import org.undertone.aribridge.TestingHttpServer.Request;

/**
 * ARI of an Asterisk 22 with as many calls as a test wants, where Undertone uses it: lists, variables, snoops, external media
 * with its packets, bridges. What the real one refuses it refuses, with the same status and words; where the real one dies
 * for want of an RTP port, so does this one.
 */
public final class TestingAsterisk implements AutoCloseable, TestingHttpServer.Handler {

    public static final String USER = "undertone";
    public static final String PASSWORD = "testing";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}]*)}");
    private static final Answer NO_CHANNEL = message(404, "Channel not found");
    private static final Answer NO_BRIDGE = message(404, "Bridge not found");

    private final TestingHttpServer http;
    private final TestingRtp rtp;
    private final int rtpPorts;
    private final Set<String> apps = ConcurrentHashMap.newKeySet();
    /** The application that is told of all channels. */
    private volatile String subscriber = "";

    private final AtomicInteger reads = new AtomicInteger();
    private final Map<String, Thing> channels = new LinkedHashMap<>();
    private final Map<String, Thing> bridges = new LinkedHashMap<>();

    /** A channel or a bridge: its JSON, and what else is known of it. */
    private record Thing(ObjectNode json, Map<String, String> variables, String app) {

        boolean ours() {
            return !app.isEmpty();
        }

        String id() {
            return json.path("id").asText();
        }
    }

    /**
     * Starts it.
     *
     * @param delay how long each request takes
     * @param rtpPorts how many external media there may be; with one more it dies
     */
    public TestingAsterisk(Duration delay, int rtpPorts) throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        this.rtpPorts = rtpPorts;
        this.rtp = new TestingRtp(here);
        this.http = new TestingHttpServer(here, delay, 100, this);
    }

    public URI uri() {
        return http.uri();
    }

    /** Sends a text where events are expected. */
    public void sends(String text) {
        http.tell(text);
    }

    int mostAtOnce() {
        return http.mostAtOnce();
    }

    /** How many requests asked for variables of channels. */
    public int reads() {
        return reads.get();
    }

    /** A channel of a call. */
    public synchronized void channel(
            String id,
            String name,
            String application,
            String data,
            String number,
            Instant created,
            Map<String, String> variables) {
        ObjectNode channel = json(id, name, number, created);
        channel.withObject("dialplan").put("app_name", application).put("app_data", data);
        channels.put(id, new Thing(channel, variables, ""));
    }

    private static ObjectNode json(String id, String name, String number, Instant created) {
        ObjectNode channel = JSON.createObjectNode();
        channel.put("id", id)
                .put("name", name)
                .put("state", "Up")
                .put("protocol_id", "")
                .put("accountcode", "");
        channel.putObject("caller").put("name", "").put("number", number);
        channel.putObject("connected").put("name", "").put("number", "");
        channel.putObject("dialplan")
                .put("context", "default")
                .put("exten", "s")
                .put("priority", 1)
                .put("app_name", "")
                .put("app_data", "");
        return channel.put("creationtime", TIME.format(created)).put("language", "en");
    }

    /** A bridge with the channels of a call. */
    synchronized void bridge(String id, List<String> members) {
        bridges.put(id, new Thing(bridgeJson(id, "basic", "", members), Map.of(), ""));
    }

    private static ObjectNode bridgeJson(String id, String kind, String name, List<String> members) {
        ObjectNode bridge = JSON.createObjectNode();
        bridge.put("id", id)
                .put("technology", "simple_bridge")
                .put("bridge_type", "mixing")
                .put("bridge_class", kind)
                .put("creator", "")
                .put("name", name);
        members.forEach(bridge.putArray("channels")::add);
        return bridge.put("creationtime", TIME.format(Instant.EPOCH)).put("video_mode", "none");
    }

    /** Everybody hangs up. */
    void hangUpAll() {
        List<Thing> all;
        synchronized (this) {
            all = channels.values().stream().filter(channel -> !channel.ours()).toList();
            bridges.values().removeIf(bridge -> !bridge.ours());
        }
        all.forEach(channel -> remove(channel.id()));
    }

    /** The ids of the channels and bridges that Undertone made and that are still there. */
    synchronized List<String> ours() {
        List<String> ours = new ArrayList<>();
        List.of(channels, bridges)
                .forEach(things -> things.values().stream().filter(Thing::ours).forEach(thing -> ours.add(thing.id())));
        return ours;
    }

    @Override
    public boolean opensWebsocket(Request request) {
        if (!request.path().equals("/ari/events") || !allowed(request)) {
            return false;
        }
        apps.addAll(Arrays.asList(parameters(request).getOrDefault("app", "").split(",", -1)));
        return true;
    }

    private static boolean allowed(Request request) {
        String credentials =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return credentials.equals(request.headers().get("authorization"));
    }

    private static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : request.query().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    @Override
    public Answer answer(Request request) {
        if (!allowed(request)) {
            return message(401, "Authentication required");
        }
        List<String> path = Arrays.stream(request.path().split("/", -1))
                .skip(2)
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
        String route = request.method() + " " + String.join("/", path.subList(0, 1))
                + (path.size() > 2 ? "/*/" + path.get(2) : path.size() > 1 ? "/*" : "");
        Map<String, String> parameters = parameters(request);
        return switch (route) {
            case "GET asterisk/*" -> asterisk(path.get(1));
            case "POST applications/*/subscription" -> subscribe(path.get(1));
            case "PUT applications/*/eventFilter" -> ofApplication(path.get(1));
            case "GET applications/*" -> ok("{\"name\":\"" + path.get(1) + "\"}");
            case "GET deviceStates" -> ok("[]");
            case "GET channels" -> list(channels);
            case "GET bridges" -> list(bridges);
            case "GET channels/*" -> found(path.get(1));
            case "GET channels/*/variable" -> variable(path.get(1), parameters.getOrDefault("variable", ""));
            case "POST channels/*/variable" -> setVariable(path.get(1));
            case "POST channels/*/snoop" -> snoop(path.get(1), path.get(3), parameters);
            case "POST channels/*" -> externalMedia(path.get(1), parameters);
            case "POST bridges/*" -> makeBridge(path.get(1));
            case "POST bridges/*/addChannel" -> addChannel(path.get(1), parameters.getOrDefault("channel", ""));
            case "DELETE channels/*" -> remove(path.get(1)) ? Answer.DONE : NO_CHANNEL;
            case "DELETE bridges/*" -> removeBridge(path.get(1));
            default -> message(404, "Resource not found");
        };
    }

    private Answer ofApplication(String app) {
        return apps.contains(app) ? ok("{}") : message(404, "Application not found");
    }

    private Answer subscribe(String app) {
        subscriber = app;
        return ofApplication(app);
    }

    private static Answer asterisk(String what) {
        return switch (what) {
            case "ping" -> ok("{\"asterisk_id\":\"testing\",\"ping\":\"pong\"}");
            case "info" ->
                ok("{\"system\":{\"version\":\"22.10.1\",\"entity_id\":\"testing\"},"
                        + "\"status\":{\"startup_time\":\"2026-01-01T00:00:00.000+0000\"}}");
            default -> message(404, "Resource not found");
        };
    }

    private static Answer ok(String json) {
        return new Answer(200, json);
    }

    private static Answer message(int status, String text) {
        return new Answer(status, "{\"message\":\"" + text + "\"}");
    }

    private synchronized Answer list(Map<String, Thing> things) {
        StringBuilder list = new StringBuilder("[");
        things.values()
                .forEach(thing -> list.append(list.length() > 1 ? "," : "").append(thing.json()));
        return ok(list.append("]").toString());
    }

    private synchronized Answer found(String id) {
        return Optional.ofNullable(channels.get(id))
                .map(channel -> ok(channel.json().toString()))
                .orElse(NO_CHANNEL);
    }

    private synchronized Answer variable(String id, String name) {
        reads.incrementAndGet();
        Thing channel = channels.get(id);
        if (channel == null) {
            return message(404, "Provided channel was not found");
        }
        if (name.startsWith("EVAL(") && name.endsWith(")")) {
            Matcher expressions = EXPRESSION.matcher(name.substring(5, name.length() - 1));
            return value(expressions.replaceAll(
                    expression -> Matcher.quoteReplacement(channel.variables().getOrDefault(expression.group(1), ""))));
        }
        return Optional.ofNullable(channel.variables().get(name))
                .map(TestingAsterisk::value)
                .orElseGet(() -> message(404, "Provided variable was not found"));
    }

    private static Answer value(String value) {
        return ok(JSON.createObjectNode().put("value", value).toString());
    }

    private synchronized Answer setVariable(String id) {
        Thing channel = channels.get(id);
        if (channel == null) {
            return NO_CHANNEL;
        }
        return channel.ours() ? Answer.DONE : message(409, "Channel not in Stasis application");
    }

    private Answer snoop(String id, String snoopId, Map<String, String> parameters) {
        if (!Set.of("none", "in", "out", "both").contains(parameters.getOrDefault("spy", "none"))) {
            return message(400, "Invalid direction specified for spy");
        }
        synchronized (this) {
            if (!channels.containsKey(id)) {
                return message(404, "Channel not found");
            }
            if (channels.containsKey(snoopId)) {
                return message(500, "Snoop channel could not be created");
            }
        }
        return inStasis(json(snoopId, "Snoop/" + id + "-00000001", "", Instant.now()), Map.of(), parameters);
    }

    private Answer externalMedia(String what, Map<String, String> parameters) {
        if (!what.equals("externalMedia")) {
            return message(404, "Resource not found");
        }
        String host = parameters.getOrDefault("external_host", "");
        if (!host.matches(".+:\\d+")) {
            return message(400, "external_host must be <host>:<port>");
        }
        if (!parameters.getOrDefault("format", "").equals("slin16")) {
            return message(500, "The format is not known here");
        }
        String id = parameters.getOrDefault("channelId", "");
        if (rtp.count() >= rtpPorts) {
            // Asterisk issue 1757.
            http.close();
        }
        int port = rtp.open(id, host);
        ObjectNode channel = json(id, "UnicastRTP/" + host + "-0x7f", "", Instant.now());
        channel.putObject("channelvars")
                .put("UNICASTRTP_LOCAL_PORT", String.valueOf(port))
                .put("UNICASTRTP_LOCAL_ADDRESS", rtp.address());
        return inStasis(channel, Map.of(), parameters);
    }

    /** A channel of an application: if that is not there it ends at once. */
    private Answer inStasis(ObjectNode channel, Map<String, String> variables, Map<String, String> parameters) {
        String app = parameters.getOrDefault("app", "");
        if (apps.contains(app)) {
            synchronized (this) {
                channels.put(channel.path("id").asText(), new Thing(channel, variables, app));
            }
            tell("StasisStart", app, channel, event -> event.putArray("args"));
        }
        return ok(channel.toString());
    }

    private synchronized Answer makeBridge(String id) {
        ObjectNode bridge = bridgeJson(id, "stasis", "tap", List.of());
        bridges.put(id, new Thing(bridge, Map.of(), subscriber));
        return ok(bridge.toString());
    }

    private Answer addChannel(String bridgeId, String list) {
        List<String> added = List.of(list.split(",", -1));
        synchronized (this) {
            Thing bridge = bridges.get(bridgeId);
            if (bridge == null) {
                return NO_BRIDGE;
            }
            if (!channels.keySet().containsAll(added)) {
                return message(400, "Channel not found");
            }
            if (!bridge.ours()
                    || added.stream().anyMatch(id -> !channels.get(id).ours())) {
                return message(409, "Channel not in Stasis application");
            }
            added.forEach(bridge.json().withArray("channels")::add);
        }
        added.forEach(rtp::begin);
        return Answer.DONE;
    }

    private boolean remove(String id) {
        Thing gone;
        synchronized (this) {
            gone = channels.remove(id);
        }
        if (gone == null) {
            return false;
        }
        rtp.close(id);
        if (gone.ours()) {
            tell("StasisEnd", gone.app(), gone.json(), event -> {});
        } else {
            // A snoop ends with its channel.
            snoopsOf(id).forEach(this::remove);
        }
        tell("ChannelDestroyed", subscriber, gone.json(), event -> event.put("cause", 16)
                .put("cause_txt", "Normal Clearing"));
        return true;
    }

    private synchronized List<String> snoopsOf(String id) {
        return channels.values().stream()
                .filter(channel -> channel.json().path("name").asText().equals("Snoop/" + id + "-00000001"))
                .map(Thing::id)
                .toList();
    }

    private synchronized Answer removeBridge(String id) {
        return bridges.remove(id) == null ? NO_BRIDGE : Answer.DONE;
    }

    private void tell(String type, String app, ObjectNode channel, Consumer<ObjectNode> more) {
        ObjectNode event = JSON.createObjectNode();
        event.put("type", type).put("application", app).put("timestamp", TIME.format(Instant.now()));
        more.accept(event);
        event.set("channel", channel);
        try {
            http.tell(JSON.writeValueAsString(event));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        rtp.close();
    }
}
