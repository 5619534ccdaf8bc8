package org.undertone.lab.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * The sound of one call: packets of 20 ms (RFC 3550, RFC 3551) that a phone sends and hears, all of them kept until the
 * call is forgotten. From the answer on a phone sends silence until it is told otherwise. Any thread may use it.
 */
public final class Media {
    private static final long STEP_MILLIS = 20;
    /** A key is pressed for 100 ms, its end is told three times (RFC 4733 section 2.5.1), then comes a pause. */
    private static final int KEY_FRAMES = 5;

    private static final int KEY_ENDS = 3;
    private static final int KEY_PAUSE = 5;
    /** Far from where the timestamps of the stream before were. */
    private static final long NEW_SOURCE_STEP = 1L << 30;

    private static final String KEYS = "0123456789*#ABCD";

    /** How sound goes in this call, as both sides agreed. */
    record Agreed(InetSocketAddress remote, Codec codec, int payloadType, Optional<Sdp.Format> events, boolean sends) {}

    /** A packet to come of a pressed key. */
    private record KeyFrame(int key, int duration, boolean first, boolean end) {}

    private final DatagramSocket socket;
    private final ScheduledExecutorService clock;
    private final List<SipRtpPacket> sent = new ArrayList<>();
    private final List<SipRtpPacket> lost = new ArrayList<>();
    private final List<SipRtpPacket> heard = new ArrayList<>();
    private final Queue<KeyFrame> keys = new ArrayDeque<>();
    private Optional<Agreed> agreed = Optional.empty();
    private Optional<ScheduledFuture<?>> ticking = Optional.empty();
    private Optional<PhoneSound> sound = Optional.empty();
    private Impairment impairment = Impairment.none();
    private Random random = new Random(0);
    private boolean silent;
    private boolean closed;
    private int at;
    private int sequence;
    private long timestamp;
    private long ssrc;
    private long keyTimestamp;

    private Media(DatagramSocket socket, ScheduledExecutorService clock, long ssrc) {
        this.socket = socket;
        this.clock = clock;
        this.ssrc = ssrc;
    }

    static Media open(InetAddress own, ScheduledExecutorService clock, long ssrc) {
        try {
            Media media = new Media(new DatagramSocket(0, own), clock, ssrc);
            Thread reader = new Thread(media::read, "lab-rtp-" + own.getHostAddress());
            reader.setDaemon(true);
            reader.start();
            return media;
        } catch (IOException e) {
            throw new SipException("No port for sound on " + own.getHostAddress() + ": " + e.getMessage(), e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** The first time it begins to send, later it changes where to and how. */
    synchronized void agree(Agreed now) {
        agreed = Optional.of(now);
        if (ticking.isEmpty() && !closed) {
            ticking = Optional.of(clock.scheduleAtFixedRate(this::tick, 0, STEP_MILLIS, TimeUnit.MILLISECONDS));
        }
    }

    synchronized Optional<Agreed> agreed() {
        return agreed;
    }

    /** Where this phone sends to, once answered: the PBX, or with direct media the other phone. */
    public synchronized Optional<InetSocketAddress> remote() {
        return agreed.map(Agreed::remote);
    }

    /** Says this from its beginning, then silence. */
    public void play(PhoneSound what) {
        play(what, Impairment.none());
    }

    /** Says this from its beginning, over a network that does this to the packets; it goes on doing so until the next play. */
    public synchronized void play(PhoneSound what, Impairment network) {
        agreed.ifPresent(now -> {
            if (now.codec() != what.codec()) {
                throw new SipException("The call speaks " + now.codec() + ", the sound is " + what.codec());
            }
        });
        sound = Optional.of(what);
        impairment = network;
        random = new Random(network.seed());
        at = 0;
        silent = false;
    }

    /** Sends nothing at all any more, until the next {@link #play}. */
    public synchronized void stopSending() {
        silent = true;
    }

    /**
     * From the next packet on its stream is another one, as when a PBX on the far side switches between its own music and
     * the phone behind it.
     *
     * @param next the number of that packet, 0 to 65535
     * @param newSource whether it has another SSRC and timestamps of its own; else both go on as they were
     */
    public synchronized void switchStream(int next, boolean newSource) {
        sequence = next;
        if (newSource) {
            ssrc = (ssrc + 1) & 0xFFFFFFFFL;
            timestamp += NEW_SOURCE_STEP;
        }
    }

    /** Presses keys, one after the other (RFC 4733). */
    public synchronized void dial(String digits) {
        if (agreed.flatMap(Agreed::events).isEmpty()) {
            throw new SipException("The call is not answered, or its other side takes no keys (telephone-event)");
        }
        for (int place = 0; place < digits.length(); place++) {
            int key = KEYS.indexOf(digits.charAt(place));
            if (key < 0) {
                throw new SipException("A phone has no key '" + digits.charAt(place) + "', only " + KEYS);
            }
            for (int i = 1; i <= KEY_FRAMES + KEY_ENDS - 1; i++) {
                keys.add(new KeyFrame(key, Math.min(i, KEY_FRAMES), i == 1, i >= KEY_FRAMES));
            }
            for (int i = 0; i < KEY_PAUSE; i++) {
                keys.add(new KeyFrame(-1, 0, false, false));
            }
        }
    }

    /** What went out so far, as it went, with the times of its going. */
    public synchronized List<SipRtpPacket> sent() {
        return List.copyOf(sent);
    }

    /** What the network lost of what this phone said. */
    public synchronized List<SipRtpPacket> lost() {
        return List.copyOf(lost);
    }

    /** What came in so far, in the order of its coming. */
    public synchronized List<SipRtpPacket> heard() {
        return List.copyOf(heard);
    }

    /** How many packets are missing between the first and the last that came, by their sequence numbers. */
    public synchronized long missing() {
        return heard.stream()
                .mapToLong(SipRtpPacket::ssrc)
                .distinct()
                .map(this::missingOf)
                .sum();
    }

    private long missingOf(long source) {
        List<Integer> sequences = heard.stream()
                .filter(packet -> packet.ssrc() == source)
                .map(SipRtpPacket::sequence)
                .toList();
        // Relative to the first one, so that a wrap from 65535 to 0 is a step like any other.
        int first = sequences.get(0);
        long[] steps = sequences.stream()
                .mapToLong(number -> (short) (number - first))
                .distinct()
                .toArray();
        return LongStream.of(steps).max().orElse(0) - LongStream.of(steps).min().orElse(0) + 1 - steps.length;
    }

    /** The sound heard so far, decoded one packet after the other; for {@code ULAW}, {@code ALAW} and {@code L16}. */
    public synchronized short[] samples() {
        Agreed now = agreed.orElseThrow(() -> new SipException("The call was not answered: nothing was heard"));
        List<short[]> parts = heard.stream()
                .filter(packet -> packet.payloadType() == now.payloadType())
                .map(packet -> now.codec().decode(packet.payload()))
                .toList();
        short[] all = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int to = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, to, part.length);
            to += part.length;
        }
        return all;
    }

    private synchronized void tick() {
        Agreed now = agreed.orElseThrow();
        timestamp += now.codec().step();
        if (!keys.isEmpty()) {
            KeyFrame key = keys.remove();
            if (key.key() >= 0) {
                sendKey(now, key);
            }
        } else if (!silent && now.sends()) {
            send(now, now.payloadType(), false, timestamp, frame(now.codec()));
        }
    }

    private void sendKey(Agreed now, KeyFrame key) {
        Sdp.Format events = now.events().orElseThrow();
        keyTimestamp = key.first() ? timestamp : keyTimestamp;
        int duration = key.duration() * now.codec().step();
        byte[] event = {(byte) key.key(), (byte) (key.end() ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        send(now, events.payloadType(), key.first(), keyTimestamp, event);
    }

    private byte[] frame(Codec codec) {
        if (sound.isEmpty() || at >= sound.get().frames().size()) {
            return codec.silence();
        }
        return sound.get().frames().get(at++);
    }

    private void send(Agreed now, int payloadType, boolean marker, long when, byte[] payload) {
        SipRtpPacket packet = new SipRtpPacket(
                payloadType, marker, sequence++ & 0xFFFF, when & 0xFFFFFFFFL, ssrc, payload, System.nanoTime());
        if (random.nextDouble() < impairment.loss()) {
            lost.add(packet);
            return;
        }
        Duration late = impairment.jitter().isZero()
                ? Duration.ZERO
                : Duration.ofNanos(random.nextLong(impairment.jitter().toNanos()));
        if (late.isZero()) {
            transmit(packet, now.remote());
        } else {
            CompletableFuture.delayedExecutor(late.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                    .execute(() -> transmit(packet, now.remote()));
        }
    }

    private synchronized void transmit(SipRtpPacket packet, InetSocketAddress to) {
        if (closed) {
            return;
        }
        byte[] bytes = packet.bytes();
        try {
            sent.add(packet.at(System.nanoTime()));
            socket.send(new DatagramPacket(bytes, bytes.length, to));
        } catch (IOException e) {
            // The other side's port is gone, as at the end of a call: what is sent is lost, as on any network.
            lost.add(packet);
        }
    }

    private void read() {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                continue;
            }
            SipRtpPacket.parse(buffer, packet.getLength(), System.nanoTime()).ifPresent(this::take);
        }
    }

    private synchronized void take(SipRtpPacket packet) {
        if (closed) {
            return;
        }
        heard.add(packet);
    }

    /** Sends and hears nothing any more; the port stays open, so that nobody is told that it is not listened to. */
    synchronized void die() {
        closed = true;
        ticking.ifPresent(tick -> tick.cancel(false));
    }

    void close() {
        die();
        socket.close();
    }
}
