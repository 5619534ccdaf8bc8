package org.undertone.aribridge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A network between the daemon and the PBX's HTTP server that can be cut, swallow everything, or be slow. */
public final class TestingRelay implements AutoCloseable {

    private static final int SMALL = 16_384;
    private static final long A_MOMENT = 5_000_000;

    private static final String NOT_FORWARDED = """
            HTTP/1.1 404 Not Found
            Server: proxy
            Content-Type: text/html
            Content-Length: 26

            <html><h1>404</h1></html>
            """.replace("\n", "\r\n");

    private final URI pbx;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean swallowing;
    private volatile String stopped = "";
    private volatile String refused = "";
    private final Set<Socket> media = ConcurrentHashMap.newKeySet();
    private volatile boolean waiting;
    private final Queue<String> fromPbx = new ConcurrentLinkedQueue<>();

    public TestingRelay(InetAddress here, URI pbx) throws IOException {
        this.pbx = pbx;
        this.server = new ServerSocket(0, 50, here);
        daemon(this::accept);
    }

    public URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    /** Breaks every connection, and refuses new ones until {@link #mend}. */
    void cut() {
        cut = true;
        open.forEach(TestingRelay::closed);
    }

    /** Connections stay, but nothing comes through, until {@link #mend}. */
    public void swallow() {
        swallowing = true;
    }

    /** Requests whose path holds this wait until {@link #mend}; everything else goes through. */
    public void stop(String path) {
        stopped = path;
    }

    /** Requests whose path begins with this are answered as by a proxy that does not forward them, until {@link #mend}. */
    public void refuse(String path) {
        refused = path;
    }

    /** Breaks the websockets for sound, and those alone. */
    public void cutMedia() throws IOException {
        for (Socket socket : Set.copyOf(media)) {
            media.remove(socket);
            socket.setSoLinger(true, 0);
            closed(socket);
        }
    }

    /** Whether a request waits because of {@link #stop}. */
    public boolean keepsOneWaiting() {
        return waiting;
    }

    /** Everything that the PBX has said so far: answers, and events as they are. */
    public String fromPbx() {
        return String.join("", fromPbx);
    }

    public void mend() {
        stopped = "";
        refused = "";
        cut = false;
        swallowing = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (cut) {
                    closed(near);
                } else {
                    Socket far = new Socket();
                    // What is not read must soon be felt by the sender.
                    far.setReceiveBufferSize(SMALL);
                    open.add(near);
                    open.add(far);
                    far.connect(new InetSocketAddress(pbx.getHost(), pbx.getPort()));
                    daemon(() -> copy(near, far, text -> {}));
                    daemon(() -> copy(far, near, fromPbx::add));
                }
            } catch (IOException e) {
                // The PBX is not there, or the test is over.
            }
        }
    }

    private void copy(Socket from, Socket to, Consumer<String> passing) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                String text = new String(some, 0, n, StandardCharsets.ISO_8859_1);
                while ((swallowing || (!stopped.isEmpty() && text.contains(stopped))) && !from.isClosed()) {
                    waiting = true;
                    LockSupport.parkNanos(A_MOMENT);
                }
                passing.accept(text);
                if (text.startsWith("GET /media/")) {
                    media.add(from);
                }
                if (!refused.isEmpty() && text.startsWith("GET " + refused)) {
                    from.getOutputStream().write(NOT_FORWARDED.getBytes(StandardCharsets.ISO_8859_1));
                    return;
                }
                out.write(some, 0, n);
            }
        } catch (IOException e) {
            // The other end went, or the network was cut.
        } finally {
            closed(from);
            closed(to);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "testing-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(TestingRelay::closed);
    }
}
