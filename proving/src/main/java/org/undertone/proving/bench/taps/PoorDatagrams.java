package org.undertone.proving.bench.taps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.undertone.proving.bench.measure.BenchException;

/** A poor line for RTP: what comes to a port of one address goes on to the same port of another, late or never. */
final class PoorDatagrams implements AutoCloseable {

    private static final int LARGEST = 2_048;
    private static final long LONGEST_WAIT_MILLIS = 5;

    private record Held(long at, DatagramChannel from, InetSocketAddress to, ByteBuffer bytes) {}

    private final InetAddress from;
    private final Selector selector;
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>(Comparator.comparingLong(Held::at));
    private final Thread thread;

    PoorDatagrams(InetAddress from, InetAddress to, int firstPort, int lastPort, Supplier<PoorLine> lines) {
        this.from = from;
        try {
            selector = Selector.open();
            for (int port = firstPort; port <= lastPort; port++) {
                DatagramChannel channel = DatagramChannel.open();
                channels.add(channel);
                channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 18);
                channel.bind(new InetSocketAddress(from, port));
                channel.configureBlocking(false);
                channel.register(
                        selector, SelectionKey.OP_READ, new Port(new InetSocketAddress(to, port), lines.get()));
            }
        } catch (IOException e) {
            close();
            throw new BenchException("the poor line for RTP cannot be laid: " + e.getMessage(), e);
        }
        thread = new Thread(this::carry, "undertone-bench-poor-rtp");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where the line begins. */
    String address() {
        return from.getHostAddress();
    }

    private record Port(InetSocketAddress to, PoorLine line) {}

    private void carry() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
        try {
            while (selector.isOpen()) {
                selector.select(held.isEmpty() ? LONGEST_WAIT_MILLIS : 1);
                for (SelectionKey key : selector.selectedKeys()) {
                    take((DatagramChannel) key.channel(), (Port) key.attachment(), buffer);
                }
                selector.selectedKeys().clear();
                long now = System.nanoTime();
                while (!held.isEmpty() && held.peek().at() <= now) {
                    Held due = held.poll();
                    due.from().send(due.bytes(), due.to());
                }
            }
        } catch (IOException | ClosedSelectorException e) {
            // It was closed.
        }
    }

    private void take(DatagramChannel channel, Port port, ByteBuffer buffer) throws IOException {
        while (channel.receive(buffer.clear()) != null) {
            if (!port.line().loses()) {
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes);
                held.add(new Held(
                        port.line().datagramArrives(System.nanoTime()), channel, port.to(), ByteBuffer.wrap(bytes)));
            }
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            for (DatagramChannel channel : channels) {
                channel.close();
            }
        } catch (IOException e) {
            throw new BenchException("the poor line for RTP cannot be taken down: " + e.getMessage(), e);
        }
    }
}
