package org.undertone.aribridge.act;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to the PBX's HTTP server on which some requests are answered 500 instead, as a PBX in trouble does. */
final class TestingRefusals implements AutoCloseable {

    private static final byte[] REFUSAL =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final URI pbx;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private String refused = "";
    private int times;

    TestingRefusals(InetAddress here, URI pbx) throws IOException {
        this.pbx = pbx;
        this.server = new ServerSocket(0, 50, here);
        daemon(this::accept);
    }

    URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    /** From now on refuses so many of the requests whose first line matches. */
    synchronized void refuse(String line, int howMany) {
        refused = line;
        times = howMany;
    }

    /** How many of them are still to be refused. */
    synchronized int toCome() {
        return times;
    }

    private synchronized boolean refuses(byte[] request, int length) {
        String text = new String(request, 0, length, StandardCharsets.ISO_8859_1);
        boolean now = times > 0 && text.lines().findFirst().orElse("").matches(refused);
        if (now) {
            times--;
        }
        return now;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket();
                open.add(near);
                open.add(far);
                far.connect(new InetSocketAddress(pbx.getHost(), pbx.getPort()));
                daemon(() -> copy(near, far, true));
                daemon(() -> copy(far, near, false));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void copy(Socket from, Socket to, boolean requests) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (requests && refuses(some, n)) {
                    from.getOutputStream().write(REFUSAL);
                } else {
                    out.write(some, 0, n);
                }
            }
        } catch (IOException e) {
            // The other end went.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "testing-refusals");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
