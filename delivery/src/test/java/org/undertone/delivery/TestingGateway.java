package org.undertone.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A gateway that keeps what it was asked, and refuses requests without authorisation where the path is Twilio's. */
final class TestingGateway implements AutoCloseable {

    private static final Pattern PAIRS = Pattern.compile("&");

    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile String refusal = "";

    record Request(String path, String authorization, String key, String signature, String body) {

        Map<String, String> form() {
            return PAIRS.splitAsStream(body)
                    .collect(Collectors.toMap(
                            pair -> decoded(pair.substring(0, pair.indexOf('='))),
                            pair -> decoded(pair.substring(pair.indexOf('=') + 1))));
        }

        private static String decoded(String text) {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        }
    }

    TestingGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    void willRefuse(String body) {
        refusal = body;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        String path = exchange.getRequestURI().toString();
        String authorization = headers.getFirst("Authorization");
        requests.add(new Request(
                path,
                String.valueOf(authorization),
                headers.getFirst("Idempotency-Key"),
                String.valueOf(headers.getFirst("Undertone-Signature")),
                body));
        byte[] answer = refusal.getBytes(StandardCharsets.UTF_8);
        int status = path.startsWith("/2010-04-01/") && authorization == null ? 401 : answer.length > 0 ? 400 : 201;
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
