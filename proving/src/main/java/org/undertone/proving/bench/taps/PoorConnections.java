package org.undertone.proving.bench.taps;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.undertone.proving.bench.measure.BenchException;

/**
 * A poor line before the PBX's HTTP server, for sound alone: requests and events pass as they are, but what the PBX sends by
 * a websocket for sound is late.
 */
final class PoorConnections implements AutoCloseable {

    private static final String MEDIA = "GET /media/";

    private record Held(long at, ByteBuffer bytes) {}

    private final URI pbx;
    private final Supplier<PoorLine> lines;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    PoorConnections(InetAddress here, URI pbx, Supplier<PoorLine> lines) {
        this.pbx = pbx;
        this.lines = lines;
        try {
            server = new ServerSocket(0, 200, here);
        } catch (IOException e) {
            throw new BenchException("the poor line for websockets cannot be laid: " + e.getMessage(), e);
        }
        daemon(this::accept);
    }

    /** The PBX, by way of this line. */
    URI uri() {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + "/");
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                Socket far = new Socket();
                open.add(near);
                open.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                far.connect(new InetSocketAddress(pbx.getHost(), pbx.getPort()));
                daemon(() -> toThePbx(near, far));
            } catch (IOException e) {
                // It was closed, or the PBX is not there.
            }
        }
    }

    private void toThePbx(Socket near, Socket far) {
        try {
            byte[] some = new byte[8_192];
            InputStream in = near.getInputStream();
            int n = in.read(some);
            boolean sound = n > 0 && new String(some, 0, n, StandardCharsets.ISO_8859_1).startsWith(MEDIA);
            daemon(() -> fromThePbx(far, near, sound));
            for (; n >= 0; n = in.read(some)) {
                far.getOutputStream().write(some, 0, n);
            }
        } catch (IOException e) {
            // One end has gone.
        } finally {
            closed(near);
            closed(far);
        }
    }

    private void fromThePbx(Socket far, Socket near, boolean sound) {
        BlockingQueue<Held> late = new LinkedBlockingQueue<>();
        if (sound) {
            daemon(() -> deliver(late, near));
        }
        PoorLine line = lines.get();
        try {
            byte[] some = new byte[8_192];
            InputStream in = far.getInputStream();
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (sound) {
                    ByteBuffer bytes = ByteBuffer.wrap(Arrays.copyOf(some, n));
                    late.add(new Held(line.streamArrives(System.nanoTime()), bytes));
                } else {
                    near.getOutputStream().write(some, 0, n);
                }
            }
        } catch (IOException e) {
            // One end has gone.
        } finally {
            if (!sound) {
                closed(near);
            }
            closed(far);
            late.add(new Held(System.nanoTime(), ByteBuffer.allocate(0)));
        }
    }

    private static void deliver(BlockingQueue<Held> late, Socket near) {
        try {
            for (Held next = late.take(); next.bytes().hasRemaining(); next = late.take()) {
                TimeUnit.NANOSECONDS.sleep(next.at() - System.nanoTime());
                near.getOutputStream().write(next.bytes().array());
            }
        } catch (IOException e) {
            // The near end has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed(near);
        }
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new BenchException("a connection cannot be closed: " + e.getMessage(), e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "undertone-bench-poor-websocket");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new BenchException("the poor line for websockets cannot be taken down: " + e.getMessage(), e);
        }
        open.forEach(PoorConnections::closed);
    }
}
