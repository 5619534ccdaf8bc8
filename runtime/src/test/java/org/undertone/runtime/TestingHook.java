package org.undertone.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A program that takes webhooks as {@code docs/deliveries.md} asks for: what is not signed with its secret, or some minutes
 * ago, is refused with 401, what has no key with 400, and it acts once on each key.
 */
final class TestingHook implements AutoCloseable {

    static final String SECRET = "a secret of the hook";

    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d+),v1=([0-9a-f]{64})");
    private static final int OLDEST_SECONDS = 300;

    /** What it does with one genuine request. */
    enum Reply {
        /** Takes it. */
        TAKES,
        /** Has no time: 503, and it does not act. */
        IS_BUSY,
        /** Takes it, and its answer is lost. */
        TAKES_AND_SAYS_NOTHING
    }

    /** One request, whatever became of it. */
    record Request(String key, String body, String result) {}

    private final HttpServer server;
    private final InstantSource clock;
    private final Deque<Reply> replies;
    private final List<Request> requests = new ArrayList<>();
    private final Map<String, String> acted = new LinkedHashMap<>();

    private TestingHook(HttpServer server, InstantSource clock, List<Reply> replies) {
        this.server = server;
        this.clock = clock;
        this.replies = new ArrayDeque<>(replies);
    }

    /** Starts one that replies so at first, and then takes all. */
    static TestingHook start(InstantSource clock, Reply... first) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        TestingHook hook = new TestingHook(server, clock, List.of(first));
        server.createContext("/", hook::handle);
        server.start();
        return hook;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Undertone-Signature"));
        if (!isGenuine(signature, body)) {
            answer(exchange, 401, key, body);
        } else if (key.equals("null")) {
            answer(exchange, 400, key, body);
        } else {
            Reply reply = replies.isEmpty() ? Reply.TAKES : replies.pop();
            if (reply == Reply.IS_BUSY) {
                answer(exchange, 503, key, body);
                return;
            }
            acted.putIfAbsent(key, body);
            if (reply == Reply.TAKES) {
                answer(exchange, 202, key, body);
            } else {
                requests.add(new Request(key, body, "nothing"));
                exchange.close();
            }
        }
    }

    private void answer(HttpExchange exchange, int status, String key, String body) throws IOException {
        requests.add(new Request(key, body, String.valueOf(status)));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private boolean isGenuine(String signature, String body) {
        Matcher parts = SIGNATURE.matcher(signature);
        if (!parts.matches()) {
            return false;
        }
        long age = clock.instant().getEpochSecond() - Long.parseLong(parts.group(1));
        return Math.abs(age) < OLDEST_SECONDS
                && MessageDigest.isEqual(HexFormat.of().parseHex(parts.group(2)), signed(parts.group(1) + "." + body));
    }

    private static byte[] signed(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** All requests, in order. */
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The bodies that it acted on: one for each key, in order. */
    synchronized List<String> actedOn() {
        return List.copyOf(acted.values());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
