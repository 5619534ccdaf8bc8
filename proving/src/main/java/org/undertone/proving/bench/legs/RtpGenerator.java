package org.undertone.proving.bench.legs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.undertone.proving.bench.measure.SampleSpeech;

/**
 * The RTP of many legs to ports of this machine, in a process of its own, so that what receives is measured alone. It is
 * given a seed and the milliseconds over which legs begin, then on its standard input the ports, one a line, and
 * {@code go}; it answers {@code ready}, sends until {@code stop} or the end of its input, and tells how it went. Meanwhile a
 * line {@code add PORT} begins a leg, and {@code drop PORT} ends one.
 */
public final class RtpGenerator {

    static final String READY = "ready";
    static final String GO = "go";
    static final String STOP = "stop";
    static final String ADD = "add ";
    static final String DROP = "drop ";

    private static final long PACKET_NANOS = 20_000_000;
    private static final long STEP_NANOS = 1_000_000;
    /** A quiet line, about -75 dBFS. */
    private static final int HISS = 10;

    /**
     * A leg and when its first packet is due.
     *
     * @param leg which
     * @param begins nanoseconds after the start
     */
    private record Timed(RtpLeg leg, long begins) {

        long phase() {
            return begins % PACKET_NANOS;
        }
    }

    private final SplittableRandom random;
    private final List<ByteBuffer> speech =
            SampleSpeech.speakers().stream().map(RtpGenerator::packets).toList();
    private final ByteBuffer silence;
    private final Queue<String> orders = new ConcurrentLinkedQueue<>();
    private final List<Timed> legs = new ArrayList<>();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RtpLeg.PACKET);
    private long sent;
    private long refused;
    private long latestNanos;

    private RtpGenerator(List<Integer> ports, long seed, long spreadMillis) throws IOException {
        this.random = new SplittableRandom(seed);
        this.silence = silence(random.split());
        for (int port : ports) {
            add(port, 0, Math.max(1, spreadMillis * 1_000_000));
        }
        sort();
    }

    /** Begins a leg at any time from then on. */
    private void add(int port, long from, long spread) throws IOException {
        RtpLeg leg = new RtpLeg(port, random.split(), speech.get(legs.size() % speech.size()), silence);
        legs.add(new Timed(leg, from + random.nextLong(spread)));
    }

    private void sort() {
        legs.sort(Comparator.comparingLong(Timed::phase));
    }

    private void drop(int port) throws IOException {
        for (Iterator<Timed> left = legs.iterator(); left.hasNext(); ) {
            RtpLeg leg = left.next().leg();
            if (leg.port() == port) {
                leg.close();
                left.remove();
            }
        }
    }

    /** Sends as told; its arguments are the seed and the milliseconds over which legs begin. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream out = System.out;
        List<Integer> ports = new ArrayList<>();
        for (String line = in.readLine(); !GO.equals(line); line = in.readLine()) {
            if (line == null) {
                return;
            }
            ports.add(Integer.parseInt(line));
        }
        RtpGenerator generator = new RtpGenerator(ports, Long.parseLong(args[0]), Long.parseLong(args[1]));
        out.println(READY);
        generator.send(in);
        out.printf(Locale.ROOT, "%d %d %d%n", generator.sent, generator.refused, generator.latestNanos);
        out.flush();
    }

    private void send(BufferedReader in) throws IOException {
        AtomicBoolean stopped = new AtomicBoolean();
        Thread listener = new Thread(() -> listen(in, stopped), "bench-orders");
        listener.setDaemon(true);
        listener.start();
        long start = System.nanoTime();
        for (long cycle = 0; !stopped.get(); cycle += PACKET_NANOS) {
            obey(cycle);
            await(start + cycle);
            for (Timed timed : legs) {
                long due = cycle + timed.phase();
                if (due >= timed.begins()) {
                    await(start + due);
                    send(timed.leg());
                }
            }
        }
    }

    private void obey(long cycle) throws IOException {
        for (String order = orders.poll(); order != null; order = orders.poll()) {
            if (order.startsWith(ADD)) {
                add(Integer.parseInt(order.substring(ADD.length())), cycle, PACKET_NANOS);
                sort();
            } else if (order.startsWith(DROP)) {
                drop(Integer.parseInt(order.substring(DROP.length())));
            }
        }
    }

    /** Ends with its parent, however that ends. */
    private void listen(BufferedReader in, AtomicBoolean stopped) {
        try {
            for (String line = in.readLine(); line != null && !line.equals(STOP); line = in.readLine()) {
                orders.add(line);
            }
        } catch (IOException e) {
            // As good as its end.
        } finally {
            stopped.set(true);
        }
    }

    /** A step at a time: many packets are due within the shortest sleep. */
    private void await(long due) {
        long now = System.nanoTime();
        while (now - due < 0) {
            LockSupport.parkNanos(STEP_NANOS);
            now = System.nanoTime();
        }
        latestNanos = Math.max(latestNanos, now - due);
    }

    private void send(RtpLeg leg) throws IOException {
        if (leg.send(packet)) {
            sent++;
        } else {
            refused++;
        }
    }

    private static ByteBuffer packets(short[] sound) {
        int count = sound.length / RtpLeg.SAMPLES;
        ByteBuffer packets = ByteBuffer.allocateDirect(count * RtpLeg.PAYLOAD);
        for (int i = 0; i < count * RtpLeg.SAMPLES; i++) {
            packets.putShort(sound[i]);
        }
        return packets.flip();
    }

    private static ByteBuffer silence(SplittableRandom random) {
        ByteBuffer silence = ByteBuffer.allocateDirect(RtpLeg.PAYLOAD);
        while (silence.hasRemaining()) {
            silence.putShort((short) random.nextInt(-HISS, HISS + 1));
        }
        return silence.flip();
    }
}
