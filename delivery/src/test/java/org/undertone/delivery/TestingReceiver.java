package org.undertone.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A program that takes webhooks, fails half of the time and acts once on each key. Half of its failures are a 503, the other
 * half a connection that ends without an answer; it never acts then. A request without a key is refused with 400.
 */
final class TestingReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Random random;
    private final List<String> accepted = new ArrayList<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();
    private int failed;
    private int changed;

    TestingReceiver(long seed) throws IOException {
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key == null) {
            answer(exchange, 400);
        } else if (random.nextBoolean()) {
            failed++;
            if (random.nextBoolean()) {
                answer(exchange, 503);
            } else {
                exchange.close();
            }
        } else {
            accepted.add(key);
            String before = bodies.putIfAbsent(key, body);
            if (before != null && !before.equals(body)) {
                changed++;
            }
            answer(exchange, 201);
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** The keys of all that it took, repeats too, in order. */
    synchronized List<String> accepted() {
        return List.copyOf(accepted);
    }

    /** What it acted on: once for each key, in order. */
    synchronized Map<String, String> bodies() {
        return new LinkedHashMap<>(bodies);
    }

    synchronized int failed() {
        return failed;
    }

    /** How many repeats had another body than the first. */
    synchronized int changed() {
        return changed;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
