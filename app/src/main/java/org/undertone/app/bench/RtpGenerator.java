package org.undertone.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The RTP of many legs to ports of this machine, in a process of its own, so that what receives is measured alone. It is
 * given a seed and the milliseconds over which legs begin, then on its standard input the ports, one a line, and
 * {@code go}; it answers {@code ready}, sends until {@code stop} or the end of its input, and tells how it went.
 */
public final class RtpGenerator {

    static final String READY = "ready";
    static final String GO = "go";
    static final String STOP = "stop";

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

    private final List<Timed> legs = new ArrayList<>();
    private final ByteBuffer packet = ByteBuffer.allocateDirect(RtpLeg.PACKET);
    private long sent;
    private long refused;
    private long latestNanos;

    private RtpGenerator(List<Integer> ports, long seed, long spreadMillis) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        List<ByteBuffer> speech =
                SampleSpeech.speakers().stream().map(RtpGenerator::packets).toList();
        ByteBuffer silence = silence(random.split());
        for (int i = 0; i < ports.size(); i++) {
            RtpLeg leg = new RtpLeg(ports.get(i), random.split(), speech.get(i % speech.size()), silence);
            legs.add(new Timed(leg, random.nextLong(Math.max(1, spreadMillis * 1_000_000))));
        }
        legs.sort(Comparator.comparingLong(Timed::phase));
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
        Thread listener = new Thread(() -> awaitStop(in, stopped), "bench-stop");
        listener.setDaemon(true);
        listener.start();
        long start = System.nanoTime();
        for (long cycle = 0; !stopped.get(); cycle += PACKET_NANOS) {
            for (Timed timed : legs) {
                long due = cycle + timed.phase();
                if (due >= timed.begins()) {
                    await(start + due);
                    send(timed.leg());
                }
            }
        }
    }

    /** Ends with its parent, however that ends. */
    private static void awaitStop(BufferedReader in, AtomicBoolean stopped) {
        try {
            for (String line = in.readLine(); line != null && !line.equals(STOP); line = in.readLine()) {
                LockSupport.parkNanos(STEP_NANOS);
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
