package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.DoubleAccumulator;
import org.undertone.config.MediaSettings;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.mediatap.MediaException;
import org.undertone.mediatap.RtpStream;
import org.undertone.mediatap.StreamStats;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;

/**
 * A call of the PBX with itself, to prove that sound arrives: both ends of a Local channel are in an application of the
 * check's own, for which Asterisk makes the context {@code stasis-<app>} by itself, so that no dialplan is needed. One end
 * plays a tone, the other is tapped as {@link CallTap} does. Needs two seconds; leaves nothing behind.
 */
final class CheckCall {

    static final String CALL = "test-call";
    static final String PACKETS = "packets";
    static final String SOURCE = "source";
    static final String SOUND = "sound";

    private static final Duration FIRST_PACKET = Duration.ofSeconds(3);
    private static final Duration TONE_HEARD = Duration.ofSeconds(3);
    private static final double SILENCE_DBFS = -50;
    private static final WindowSpec HALF_SECONDS = new WindowSpec(Duration.ofMillis(500), Duration.ofMillis(500));
    /** No CDR; and where the check is killed, the PBX itself ends it after a minute. */
    private static final String VARIABLES =
            "{\"variables\":{\"CDR_PROP(disable)\":\"1\",\"TIMEOUT(absolute)\":\"60\"}}";

    private final CheckAri ari;
    private final MediaSettings media;
    private final TapPorts ports;
    private final InstantSource clock;
    private final CheckIds ids;
    private final CheckBook book;
    private final DoubleAccumulator loudest = new DoubleAccumulator(Math::max, -120);

    CheckCall(CheckAri ari, MediaSettings media, TapPorts ports, InstantSource clock, CheckIds ids, CheckBook book) {
        this.ari = ari;
        this.media = media;
        this.ports = ports;
        this.clock = clock;
        this.ids = ids;
        this.book = book;
    }

    /** Asks the PBX something on a channel of the test call. */
    interface Asking {
        void ask(CheckQuestions questions) throws IOException;
    }

    /**
     * Calls, hears and writes down what came; returns how far the PBX's clock is ahead, if its events told.
     *
     * @param asking what else is asked while the call is there
     */
    Optional<Duration> look(Asking asking) {
        CheckEvents events = new CheckEvents(clock);
        LegId leg = new LegId(new CallId("check"), "check");
        try (RtpStream stream = ports.open(leg, HALF_SECONDS, window -> loudest.accumulate(window.levelDbfs()))) {
            WebSocket socket = ari.events(ids.app(), events);
            try {
                boolean tone = call(events);
                asking.ask(new CheckQuestions(ari, ids.near()));
                Instant began = clock.instant();
                Optional<InetSocketAddress> source = tap(events, stream);
                book.add(Finding.ok(CALL, "the PBX called itself, and the call was tapped"));
                listen(stream, began, source, tone);
            } finally {
                ids.removeAll(ari);
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(e -> socket);
            }
        } catch (IOException e) {
            book.add(Finding.problem(
                    CALL,
                    "the test call was not made: " + e.getMessage(),
                    "calls can probably not be heard either; the PBX's log says more"));
        } catch (MediaException e) {
            book.add(Finding.problem(CALL, "the test call was not made: " + e.getMessage(), "see ports"));
        }
        return events.ahead();
    }

    /** Makes the call; returns whether a tone plays in it. */
    private boolean call(CheckEvents events) throws IOException {
        must(
                "call itself",
                ari.post(
                        "channels",
                        Map.of(
                                "endpoint",
                                "Local/check@stasis-" + ids.app() + "/n",
                                "app",
                                ids.app(),
                                "channelId",
                                ids.near(),
                                "otherChannelId",
                                ids.far(),
                                "timeout",
                                "10"),
                        VARIABLES));
        events.awaitEntered(ids.far(), "the far end of the test call");
        withoutCdr(ids.far());
        must("answer", ari.post("channels/" + ids.far() + "/answer", Map.of(), ""));
        events.awaitEntered(ids.near(), "the near end of the test call");
        return ari.post(
                        "channels/" + ids.far() + "/play",
                        Map.of("media", "tone:440/1000", "playbackId", ids.tone()),
                        "")
                .done();
    }

    private Optional<InetSocketAddress> tap(CheckEvents events, RtpStream stream) throws IOException {
        String app = ids.app();
        must(
                "snoop",
                ari.post(
                        "channels/" + ids.near() + "/snoop/" + ids.snoop(),
                        Map.of("app", app, "spy", "in", "whisper", "none"),
                        ""));
        events.awaitEntered(ids.snoop(), "the snoop");
        withoutCdr(ids.snoop());
        JsonNode sender = sender(ari.post(
                "channels/externalMedia",
                Map.of(
                        "app",
                        app,
                        "channelId",
                        ids.media(),
                        "external_host",
                        media.advertise() + ":" + stream.port(),
                        "format",
                        "slin16",
                        "encapsulation",
                        "rtp",
                        "transport",
                        "udp",
                        "connection_type",
                        "client",
                        "direction",
                        "both"),
                VARIABLES));
        Optional<InetSocketAddress> source = source(sender.path("channelvars"));
        source.ifPresent(stream::expectSource);
        must("make a bridge", ari.post("bridges/" + ids.bridge(), Map.of("type", "mixing", "name", "tap"), ""));
        events.awaitEntered(ids.media(), "the sending channel");
        must(
                "join snoop and sender",
                ari.post(
                        "bridges/" + ids.bridge() + "/addChannel",
                        Map.of("channel", ids.snoop() + "," + ids.media()),
                        ""));
        return source;
    }

    /** The one request that fails with 500 for what stands in the settings: the PBX tells the same for whatever it was. */
    private JsonNode sender(CheckAri.Answer answer) throws IOException {
        if (answer.status() == 500) {
            throw new IOException("the PBX cannot send sound to " + media.advertise() + " (" + answer.told()
                    + "): it has no route to that address, or knows no such name. On the PBX 'ip route get "
                    + media.advertise() + "' tells; set media.advertise to this machine as the PBX sees it");
        }
        return must("send sound to " + media.advertise(), answer);
    }

    private static Optional<InetSocketAddress> source(JsonNode variables) throws IOException {
        String address = variables.path("UNICASTRTP_LOCAL_ADDRESS").asText();
        int port = variables.path("UNICASTRTP_LOCAL_PORT").asInt();
        return address.isEmpty() || port == 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(InetAddress.getByName(address), port));
    }

    /** As taps do; without func_cdr.so it is refused, which the finding on that module explains. */
    private void withoutCdr(String channel) throws IOException {
        ari.post("channels/" + channel + "/variable", Map.of("variable", "CDR_PROP(disable)", "value", "1"), "");
    }

    private static JsonNode must(String what, CheckAri.Answer answer) throws IOException {
        if (!answer.done()) {
            throw new IOException("the PBX did not " + what + " (" + answer.told() + ")");
        }
        return answer.body();
    }

    private void listen(RtpStream stream, Instant began, Optional<InetSocketAddress> source, boolean tone)
            throws IOException {
        Optional<Instant> first = firstPacket(stream);
        StreamStats stats = stream.stats();
        if (first.isEmpty()) {
            book.add(nothingArrived(stream.port(), stats));
            return;
        }
        long millis = Duration.between(began, first.get()).toMillis();
        book.figure("firstPacketMillis", millis);
        book.add(Finding.ok(PACKETS, "the first packet came " + millis + " ms after the tap was asked for"));
        book.add(source(stats, source));
        sound(stream, tone);
    }

    private static Optional<Instant> firstPacket(RtpStream stream) throws IOException {
        try {
            return Optional.of(
                    stream.firstPacket().toCompletableFuture().get(FIRST_PACKET.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Finding nothingArrived(int port, StreamStats stats) {
        String range = "UDP " + media.firstPort() + "-" + media.lastPort();
        if (stats.foreign() + stats.malformed() > 0) {
            return Finding.problem(
                    PACKETS,
                    "only " + (stats.foreign() + stats.malformed()) + " packets arrived at port " + port
                            + " that are not a stream of sound from the PBX",
                    "something between the PBX and this machine loses or changes packets, or another program sends to"
                            + " " + range);
        }
        return Finding.problem(
                PACKETS,
                "the PBX sent sound to " + media.advertise() + ":" + port + ", and nothing arrived here within "
                        + FIRST_PACKET.toSeconds() + " s",
                book.problemWith(CheckModules.TAP)
                        ? "most probably because of " + CheckModules.TAP
                        : "either " + media.advertise()
                                + " is not this machine as the PBX sees it: correct media.advertise; or a firewall drops"
                                + " it: allow " + range + " from the PBX to " + media.advertise()
                                + " (in a container, publish these ports too)");
    }

    /** A stream accepted only after others were turned away did not come from where the PBX says it sends. */
    private static Finding source(StreamStats stats, Optional<InetSocketAddress> expected) {
        if (expected.isEmpty()) {
            return Finding.ok(SOURCE, "the PBX does not say where it sends from");
        }
        String announced = expected.get().getAddress().getHostAddress();
        return stats.foreign() == 0
                ? Finding.ok(SOURCE, "sound comes from " + announced + ", as the PBX says: no NAT between")
                : Finding.ok(
                        SOURCE,
                        "sound comes from another address than " + announced + ", which the PBX says: a NAT between"
                                + " (it works; a tap then begins half a second later)");
    }

    private void sound(RtpStream stream, boolean tone) throws IOException {
        if (!tone) {
            book.add(Finding.unknown(SOUND, "no tone could be played (see modules-cue)"));
            return;
        }
        Instant until = clock.instant().plus(TONE_HEARD);
        while (loudest.get() < SILENCE_DBFS && clock.instant().isBefore(until)) {
            pause();
        }
        double level = Math.round(loudest.get() * 10) / 10.0;
        book.figure("soundDbfs", level);
        book.figure("packetsLost", stream.stats().lost());
        book.add(
                level >= SILENCE_DBFS
                        ? Finding.ok(SOUND, "the test tone is heard at " + level + " dBFS")
                        : Finding.problem(
                                SOUND,
                                "packets arrive, but hold only silence (" + level + " dBFS)",
                                "calls would be heard as silence. The PBX's log may say why: look for translation paths"
                                        + " (codec_resample.so) and timing"));
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static List<String> names() {
        return List.of(CALL, PACKETS, SOURCE, SOUND);
    }
}
