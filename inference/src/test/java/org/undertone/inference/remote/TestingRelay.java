package org.undertone.inference.remote;

import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A port before a server that speaks HTTP/2 in the clear. It passes everything on, and does with an answer what no server
 * does by itself: cuts it off, stops in its middle, makes gibberish of it, or is gone.
 */
final class TestingRelay implements AutoCloseable {

    /** RFC 9113, 4.1: 24 bits of length, 8 of type, 8 of flags, 32 of stream. */
    private static final int FRAME_HEADER = 9;

    private static final int DATA = 0;
    /** gRPC over HTTP/2: before each message, whether it is compressed, and 32 bits of length. */
    private static final int MESSAGE_HEADER = 5;

    private final int server;
    private final Supplier<Fault> fault;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket listening;

    /** Listens at any port of this machine, for the server at that one. */
    TestingRelay(int server, Supplier<Fault> fault) {
        this.server = server;
        this.fault = fault;
        this.listening = listen(0);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Where it listened a moment ago, the port is only free when whoever waited there has noticed. */
    private ServerSocket listen(int port) {
        ServerSocket socket = await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .ignoreException(BindException.class)
                .until(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), ServerSocket::isBound);
        threads.execute(() -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = kept(socket.accept());
                Socket there = kept(new Socket(InetAddress.getLoopbackAddress(), server));
                threads.execute(() -> pass(client, there, this::asItIs));
                threads.execute(() -> pass(there, client, this::frames));
                if (socket.isClosed()) {
                    gone();
                }
            } catch (IOException | RejectedExecutionException e) {
                // gone
            }
        }
    }

    private Socket kept(Socket socket) {
        sockets.add(socket);
        return socket;
    }

    private interface Pump {
        void run(InputStream from, OutputStream to) throws IOException;
    }

    private void pass(Socket from, Socket to, Pump pump) {
        try (from;
                to) {
            pump.run(from.getInputStream(), to.getOutputStream());
        } catch (IOException e) {
            // One of them left.
        }
    }

    private void asItIs(InputStream from, OutputStream to) throws IOException {
        from.transferTo(to);
    }

    private void frames(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        while (true) {
            byte[] header = in.readNBytes(FRAME_HEADER);
            if (header.length < FRAME_HEADER) {
                throw new EOFException();
            }
            byte[] payload = new byte[ByteBuffer.wrap(header).getInt() >>> 8];
            in.readFully(payload);
            boolean answer = header[3] == DATA && payload.length > MESSAGE_HEADER;
            if (answer && fault.get() == Fault.GIBBERISH) {
                Arrays.fill(payload, MESSAGE_HEADER, payload.length, (byte) 0xff);
            }
            to.write(header);
            if (answer && fault.get() == Fault.HALF_AN_ANSWER) {
                to.write(payload, 0, payload.length / 2);
                return;
            }
            if (answer && fault.get() == Fault.STALLED_IN_ITS_ANSWER) {
                to.write(payload, 0, payload.length / 2);
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            to.write(payload);
        }
    }

    void gone() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void back() {
        listening = listen(port());
    }

    @Override
    public void close() {
        gone();
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("the relay did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
