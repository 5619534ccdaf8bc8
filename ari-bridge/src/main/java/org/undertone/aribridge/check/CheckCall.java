package org.undertone.aribridge.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.Consumer;
import org.undertone.aribridge.media.PbxMedia;
import org.undertone.config.Settings;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.Finding;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.LegStream;
import org.undertone.mediatap.MediaException;
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
    private final Settings settings;
    private final TapPorts ports;
    private final InstantSource clock;
    private final CheckIds ids;
    private final CheckBook book;
    private final CheckRoom room;
    private final DoubleAccumulator loudest = new DoubleAccumulator(Math::max, -120);

    CheckCall(
            CheckAri ari,
            Settings settings,
            TapPorts ports,
            InstantSource clock,
            CheckIds ids,
            CheckRoom room,
            CheckBook book) {
        this.ari = ari;
        this.settings = settings;
        this.ports = ports;
        this.clock = clock;
        this.ids = ids;
        this.room = room;
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
        try {
            WebSocket socket = ari.events(ids.app(), events);
            try {
                boolean tone = call(events);
                asking.ask(new CheckQuestions(ari, ids.near()));
                PbxMedia has = room.look(ids.near(), book);
                if (room.mayTap(has, book)) {
                    hear(events, room.byWebSocket(has), tone);
                }
            } finally {
                ids.removeAll(ari);
                events.awaitAllGone();
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

    private void hear(CheckEvents events, boolean byWebSocket, boolean tone) throws IOException {
        try (CheckMedia way = open(byWebSocket)) {
            Instant began = clock.instant();
            tap(events, way);
            book.add(Finding.ok(CALL, "the PBX called itself, and the call was tapped"));
            listen(way, began, tone);
        }
    }

    private CheckMedia open(boolean byWebSocket) {
        LegId leg = new LegId(new CallId("check"), "check");
        Consumer<AudioWindow> windows = window -> loudest.accumulate(window.levelDbfs());
        return byWebSocket
                ? new CheckWebSocket(
                        settings.asterisk(), ports.sockets().open(leg, HALF_SECONDS, () -> LoadLevel.FULL, windows))
                : new CheckRtp(settings.media(), ports.open(leg, HALF_SECONDS, windows), book);
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

    private void tap(CheckEvents events, CheckMedia way) throws IOException {
        String app = ids.app();
        must(
                "snoop",
                ari.post(
                        "channels/" + ids.near() + "/snoop/" + ids.snoop(),
                        Map.of("app", app, "spy", "in", "whisper", "none"),
                        ""));
        events.awaitEntered(ids.snoop(), "the snoop");
        withoutCdr(ids.snoop());
        Map<String, String> request = new HashMap<>(way.request());
        request.put("app", app);
        request.put("channelId", ids.media());
        CheckAri.Answer made = ari.post("channels/externalMedia", request, VARIABLES);
        if (!made.done()) {
            throw new IOException(way.whyNot(made));
        }
        way.made(made.body().path("channelvars"));
        must("make a bridge", ari.post("bridges/" + ids.bridge(), Map.of("type", "mixing", "name", "tap"), ""));
        events.awaitEntered(ids.media(), "the sending channel");
        must(
                "join snoop and sender",
                ari.post(
                        "bridges/" + ids.bridge() + "/addChannel",
                        Map.of("channel", ids.snoop() + "," + ids.media()),
                        ""));
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

    private void listen(CheckMedia way, Instant began, boolean tone) throws IOException {
        Optional<Instant> first = firstPacket(way.stream());
        if (first.isEmpty()) {
            book.add(way.nothingArrived(FIRST_PACKET.toSeconds()));
            return;
        }
        long millis = Duration.between(began, first.get()).toMillis();
        book.figure("firstPacketMillis", millis);
        book.add(Finding.ok(PACKETS, "the first packet came " + millis + " ms after the tap was asked for"));
        book.add(way.source());
        sound(way.stream(), tone);
    }

    private static Optional<Instant> firstPacket(LegStream stream) throws IOException {
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

    private void sound(LegStream stream, boolean tone) throws IOException {
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
