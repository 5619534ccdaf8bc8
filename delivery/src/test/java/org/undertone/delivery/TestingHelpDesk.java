package org.undertone.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A help desk that refuses what the real one refuses: another path (404), a wrong or missing authorisation (401), another
 * content type (415), and a ticket that does not fit the schema written from its published documentation (with its own
 * status).
 */
final class TestingHelpDesk implements AutoCloseable {

    final List<JsonNode> tickets = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<String> sessions = new CopyOnWriteArrayList<>();

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final String path;
    private final Map<String, String> needed;
    private final int refusal;
    private final JsonSchema schema;

    /**
     * Opens it.
     *
     * @param kind whose schema is asked
     * @param path where tickets are posted
     * @param needed headers and their values
     * @param refusal how a ticket is refused that does not fit
     */
    TestingHelpDesk(String kind, String path, Map<String, String> needed, int refusal) throws IOException {
        this.path = path;
        this.needed = needed;
        this.refusal = refusal;
        try (InputStream in = TestingHelpDesk.class.getResourceAsStream(kind + ".schema.json")) {
            this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(in);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String asked = exchange.getRequestURI().toString();
        if (asked.endsWith("/initSession") && exchange.getRequestMethod().equals("GET")) {
            boolean known = "user_token ut".equals(header(exchange, "Authorization"))
                    && "at".equals(header(exchange, "App-Token"));
            sessions.add("opened");
            answer(
                    exchange,
                    known ? 200 : 401,
                    known ? "{\"session_token\": \"st\"}" : "[\"ERROR_LOGIN_PARAMETERS_MISSING\"]");
        } else if (asked.endsWith("/killSession") && "st".equals(header(exchange, "Session-Token"))) {
            sessions.add("ended");
            answer(exchange, 200, "");
        } else if (!asked.equals(path) || !exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 404, "{\"error\": \"no such place\"}");
        } else if (!needed.entrySet().stream().allMatch(one -> one.getValue().equals(header(exchange, one.getKey())))) {
            answer(exchange, 401, "{\"error\": \"not authorised\"}");
        } else if (!"application/json".equals(header(exchange, "Content-Type"))) {
            answer(exchange, 415, "{\"error\": \"JSON alone\"}");
        } else {
            take(exchange, new String(body, StandardCharsets.UTF_8));
        }
    }

    private void take(HttpExchange exchange, String body) throws IOException {
        JsonNode ticket = json.readTree(body);
        List<String> faults = new ArrayList<>();
        Set.copyOf(schema.validate(ticket)).forEach(fault -> faults.add(fault.getMessage()));
        if (faults.isEmpty()) {
            tickets.add(ticket);
            keys.add(header(exchange, "Idempotency-Key"));
            answer(exchange, 201, "{\"id\": 1}");
        } else {
            answer(exchange, refusal, String.join("; ", faults));
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
