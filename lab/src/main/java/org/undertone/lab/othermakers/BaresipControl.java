package org.undertone.lab.othermakers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/**
 * The line to a baresip: its module {@code ctrl_tcp}, JSON objects as netstrings ({@code LENGTH:OBJECT,}). A thread of its
 * own reads.
 */
final class BaresipControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BaresipControl.class);
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final JsonMapper json = new JsonMapper();
    private final Socket socket;
    private final Consumer<JsonNode> listener;
    private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    private BaresipControl(Socket socket, Consumer<JsonNode> listener) {
        this.socket = socket;
        this.listener = listener;
    }

    /** @param listener gets the events, on the reader's thread */
    static BaresipControl connect(InetSocketAddress address, Consumer<JsonNode> listener) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, 1000);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        BaresipControl control = new BaresipControl(socket, listener);
        Thread reader = new Thread(control::read, "lab-baresip-" + address.getHostString());
        reader.setDaemon(true);
        reader.start();
        return control;
    }

    /** What the command printed; a command that baresip could not do is an error. */
    String send(String command, String parameters) {
        String token = String.valueOf(tokens.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(token, answer);
        try {
            byte[] body = json.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", token));
            write(body);
            JsonNode told = Waiting.get(answer, ANSWER, () -> "baresip did not answer to '" + command + "'");
            String data = told.path("data").asText();
            if (!told.path("ok").asBoolean()) {
                throw new LabException("baresip could not do '" + command + " " + parameters + "': " + data.strip());
            }
            return data;
        } catch (IOException e) {
            throw new LabException("The line to baresip is broken: " + e.getMessage(), e);
        } finally {
            asked.remove(token);
        }
    }

    private synchronized void write(byte[] body) throws IOException {
        byte[] length = (body.length + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[length.length + body.length + 1];
        System.arraycopy(length, 0, whole, 0, length.length);
        System.arraycopy(body, 0, whole, length.length, body.length);
        whole[whole.length - 1] = ',';
        socket.getOutputStream().write(whole);
        socket.getOutputStream().flush();
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            while (true) {
                take(json.readTree(in.readNBytes(length(in))));
                if (in.read() != ',') {
                    throw new IOException("a netstring does not end with a comma");
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("the line to baresip ends", e);
            asked.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int next = in.read(); next != ':'; next = in.read()) {
            if (next < '0' || next > '9') {
                throw new IOException(next < 0 ? "baresip closed it" : "a netstring begins with " + next);
            }
            length = length * 10 + next - '0';
        }
        return length;
    }

    private void take(JsonNode message) throws JsonProcessingException {
        if (message.path("response").asBoolean()) {
            CompletableFuture<JsonNode> answer = asked.get(message.path("token").asText());
            if (answer != null) {
                answer.complete(message);
            }
        } else {
            listener.accept(message);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("the line to baresip was not closed well", e);
        }
    }
}
