package org.undertone.aribridge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP server as Asterisk's: connections are kept (RFC 9112), each answer takes its time, connections beyond a limit are
 * closed at once, and one path becomes a websocket (RFC 6455) on which texts are sent.
 */
public final class TestingHttpServer implements AutoCloseable {

    private static final int LONGEST_LINE = 65_536;
    private static final String WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Answers requests, on many threads at a time. */
    public interface Handler {

        /** Whether a request becomes a websocket. */
        boolean opensWebsocket(Request request);

        Answer answer(Request request);
    }

    /**
     * A request.
     *
     * @param path without the query
     * @param query as it was sent, still encoded
     * @param headers by their names in lower case
     */
    public record Request(String method, String path, String query, Map<String, String> headers, String body) {}

    /**
     * An answer.
     *
     * @param json its body, or empty
     */
    public record Answer(int status, String json) {

        static final Answer DONE = new Answer(204, "");
    }

    private final ServerSocket server;
    private final Handler handler;
    private final Duration delay;
    private final int limit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<OutputStream> websockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();

    /**
     * Listens from now on.
     *
     * @param delay how long each request takes
     * @param limit how many connections there may be at once
     */
    public TestingHttpServer(InetAddress address, Duration delay, int limit, Handler handler) throws IOException {
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress(address, 0), 1_000);
        this.handler = handler;
        this.delay = delay;
        this.limit = limit;
        daemon(this::accept);
    }

    public URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    /** How many requests waited for their answers at the same time, at most. */
    int mostAtOnce() {
        return mostAtOnce.get();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "testing-http");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                if (open.size() >= limit) {
                    socket.close();
                } else {
                    open.add(socket);
                    daemon(() -> serve(socket));
                }
            } catch (IOException e) {
                // It is closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); !request.method().isEmpty(); request = read(in)) {
                mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                LockSupport.parkNanos(delay.toNanos());
                atOnce.decrementAndGet();
                if (handler.opensWebsocket(request)) {
                    becomeWebsocket(request, in, out);
                    return;
                }
                Answer answer = handler.answer(request);
                byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 " + answer.status() + " .\r\nServer: Asterisk/22.10.1\r\n"
                        + "Content-Type: application/json\r\n"
                        + (answer.status() == 204 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n";
                send(out, head.getBytes(StandardCharsets.US_ASCII), body);
            }
        } catch (IOException e) {
            // The client has gone, or this is closed.
        } finally {
            open.remove(socket);
        }
    }

    private static void send(OutputStream out, byte[] head, byte[] body) throws IOException {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        synchronized (out) {
            out.write(all);
            out.flush();
        }
    }

    /** The next request; one without a method at the end. */
    private static Request read(InputStream in) throws IOException {
        String[] line = line(in).split(" ", 3);
        if (line.length < 3) {
            return new Request("", "", "", Map.of(), "");
        }
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        int query = line[1].indexOf('?');
        return new Request(
                line[0],
                query < 0 ? line[1] : line[1].substring(0, query),
                query < 0 ? "" : line[1].substring(query + 1),
                headers,
                body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int one = in.read(); one >= 0 && one != '\n' && bytes.size() < LONGEST_LINE; one = in.read()) {
            bytes.write(one);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    private void becomeWebsocket(Request request, InputStream in, OutputStream out) throws IOException {
        String head = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(request.headers().get("sec-websocket-key")) + "\r\n\r\n";
        send(out, head.getBytes(StandardCharsets.US_ASCII), new byte[0]);
        websockets.add(out);
        try {
            while (frame(in, out)) {
                // Until the client goes.
            }
        } finally {
            websockets.remove(out);
        }
    }

    private static String accept(String key) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((key + WEBSOCKET).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a frame and answers a ping; whether there may be another. */
    private static boolean frame(InputStream in, OutputStream out) throws IOException {
        int first = in.read();
        int second = in.read();
        if (second < 0 || (first & 0x0F) == 8) {
            return false;
        }
        int length = second & 0x7F;
        if (length > 125) {
            throw new IOException("a client sends no such frames here");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        if ((first & 0x0F) == 9) {
            send(out, new byte[] {(byte) 0x8A, (byte) length}, payload);
        }
        return true;
    }

    /** Sends a text to everybody who listens. */
    void tell(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = payload.length < 126
                ? new byte[] {(byte) 0x81, (byte) payload.length}
                : new byte[] {(byte) 0x81, 126, (byte) (payload.length >> 8), (byte) payload.length};
        websockets.removeIf(out -> !sent(out, head, payload));
    }

    private static boolean sent(OutputStream out, byte[] head, byte[] payload) {
        try {
            send(out, head, payload);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** It ends as a program does that is killed. */
    @Override
    public void close() {
        closed(server);
        open.forEach(TestingHttpServer::closed);
    }

    private static void closed(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
