package org.undertone.mediatap;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The media part of Asterisk's HTTP server, over real TCP on the loopback interface. As the real one it opens a websocket
 * once for each id that it has told, and only for the subprotocol {@code media}; all else it refuses with a page of HTML.
 */
final class TestingMediaServer implements AutoCloseable {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile String answer = "";
    private volatile boolean silent;

    TestingMediaServer() throws IOException {
        daemon(this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /** Where the websocket of that id is, as the PBX would tell it. */
    URI tell(String id) {
        told.add(id);
        return place(id);
    }

    URI place(String id) {
        return URI.create("ws://" + address().getHostString() + ":" + address().getPort() + "/media/" + id);
    }

    /** Answers every request with this from now on. */
    void answer(String everything) {
        answer = everything;
    }

    /** Takes connections, and says nothing. */
    void sayNothing() {
        silent = true;
    }

    /** The far end of the next websocket that was opened. */
    Peer opened() throws InterruptedException {
        Peer peer = peers.poll(30, TimeUnit.SECONDS);
        if (peer == null) {
            throw new IllegalStateException("no websocket was opened");
        }
        return peer;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                if (!silent) {
                    daemon(() -> serve(socket));
                }
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            Map<String, String> head = head(in);
            String refusal = answer.isEmpty() ? refusal(head) : answer;
            if (!refusal.isEmpty()) {
                socket.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
                socket.close();
                return;
            }
            told.remove(head.get("").replace("/media/", ""));
            socket.getOutputStream()
                    .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                    + "Sec-WebSocket-Accept: " + accepted(head.get("sec-websocket-key"))
                                    + "\r\nSec-WebSocket-Protocol: media\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            peers.add(new Peer(socket, in));
        } catch (IOException e) {
            // The other end went.
        }
    }

    private String refusal(Map<String, String> head) {
        String path = head.get("");
        if (!path.startsWith("/media/") || !told.contains(path.substring("/media/".length()))) {
            return page(404, "Not Found", "WebSocket instance not found");
        }
        if (!"websocket".equals(head.get("upgrade"))) {
            return page(426, "Upgrade Required", "");
        }
        return "media".equals(head.get("sec-websocket-protocol")) ? "" : page(400, "Bad Request", "");
    }

    private static String page(int status, String title, String text) {
        return page("Asterisk/22.10.1", status, title, text);
    }

    static String page(String server, int status, String title, String text) {
        String html = "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\r\n<html><head>\r\n<title>" + status + " "
                + title + "</title>\r\n</head><body>\r\n<h1>" + title + "</h1>\r\n<p>" + text
                + "</p>\r\n</body></html>\r\n";
        return "HTTP/1.1 " + status + " " + title + "\r\nServer: " + server + "\r\nContent-type: text/html\r\n"
                + "Content-Length: " + html.length() + "\r\n\r\n" + html;
    }

    /** The headers in lower case, and the path under the empty name. */
    private static Map<String, String> head(InputStream in) throws IOException {
        Map<String, String> head = new TreeMap<>();
        String line = line(in);
        head.put("", line.split(" ", -1)[1]);
        for (line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            head.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        return head;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("cut");
            }
            line.append((char) c);
        }
        return line.toString().trim();
    }

    private static String accepted(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "testing-media-server");
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

    /**
     * A frame that came from us.
     *
     * @param payload without its mask, a character for each byte
     */
    record Received(int opcode, String payload) {}

    /** The PBX's end of a websocket. */
    static final class Peer {

        private final Socket socket;
        private final DataInputStream in;

        Peer(Socket socket, DataInputStream in) {
            this.socket = socket;
            this.in = in;
        }

        void send(byte[]... frames) throws IOException {
            socket.getOutputStream().write(Frames.joined(frames));
        }

        /** The frames from the first on, before the last, of {@link Frames#nth}. */
        void sendStream(int first, int last) throws IOException {
            for (int n = first; n < last; n++) {
                send(Frames.nth(n));
            }
        }

        /** The next frame from us, which must be masked; -1 as its opcode at the end of the connection. */
        Received receive() throws IOException {
            int first = in.read();
            if (first < 0) {
                return new Received(-1, "");
            }
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new IOException("a frame of a client must be masked");
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(second & 0x7f);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Received(first & 0x0f, new String(payload, StandardCharsets.ISO_8859_1));
        }

        /** As Asterisk does after its close. */
        void saysNoMore() throws IOException {
            socket.shutdownOutput();
        }

        /** How many frames from us are there, and are read by this; none for a second is the end of them. */
        int waiting() throws IOException {
            socket.setSoTimeout(1_000);
            int frames = 0;
            try {
                while (receive().opcode() >= 0) {
                    frames++;
                }
            } catch (SocketTimeoutException e) {
                socket.setSoTimeout(0);
            }
            return frames;
        }

        /** Breaks the connection, as a machine that has lost its power and came back does. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
