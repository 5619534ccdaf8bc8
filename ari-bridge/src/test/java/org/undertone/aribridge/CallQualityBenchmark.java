package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.config.Profile;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.lab.sip.Codec;
import org.undertone.lab.sip.PhoneSound;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;
import org.undertone.lab.sip.SipRtpPacket;

/**
 * What a tap costs the call and the PBX: the same calls with and without, in turn, in one run. {@code mvn -B -Pbench -pl
 * ari-bridge -am verify} writes the figures to {@code target/benchmarks/call-quality.txt}.
 */
@Tag("asterisk")
class CallQualityBenchmark {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SPEAKS = Duration.ofSeconds(12);
    private static final int ROUNDS = 6;
    private static final int CALLS = 15;
    private static final int TAPS = 60;
    private static final Duration LOAD = Duration.ofSeconds(15);
    private static final Path FIGURES = Path.of("target/benchmarks/call-quality.txt");

    private static Lab lab;

    @BeforeAll
    static void startLab() throws IOException {
        lab = Lab.start(LabOptions.defaults());
        Files.createDirectories(FIGURES.getParent());
        Files.deleteIfExists(FIGURES);
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @Test
    void thePhonesHearTheSameWithAndWithoutATap() throws Exception {
        List<Duration> without = new ArrayList<>();
        List<Duration> with = new ArrayList<>();
        int lostWithout = 0;
        int lostWith = 0;
        for (int round = 0; round < ROUNDS; round++) {
            lostWithout += call(false, without);
            lostWith += call(true, with);
        }
        int packets = 2 * ROUNDS * (int) (SPEAKS.toMillis() / 20);
        tell("packets of speech sent each way: %d in all, with and without a tap each", packets);
        tell("  never heard without: %d, with: %d", lostWithout, lostWith);
        tell("one-way delay through the PBX, median: without %.2f ms, with %.2f ms", ms(without, 0.5), ms(with, 0.5));
        tell("one-way delay through the PBX, p95:    without %.2f ms, with %.2f ms", ms(without, 0.95), ms(with, 0.95));
        assertThat(lostWith).isLessThanOrEqualTo(lostWithout + packets / 200);
    }

    /** One call of both phones; adds each packet's delay, and returns how many were never heard. */
    private static int call(boolean tapped, List<Duration> delays) throws Exception {
        Profile profile = profile(tapped ? "903" : "none");
        int lost = 0;
        try (TestingDaemon daemon =
                TestingDaemon.started(TestingDaemon.settings(lab.pbx(), tapped ? "with" : "without", profile))) {
            SipPhone agents = lab.sipPhone("line3").speaks(Codec.ULAW);
            SipCall customer = lab.sipPhone("line1").speaks(Codec.ULAW).call("903");
            SipCall agent = agents.awaitCall(PATIENCE);
            customer.awaitAnswered(PATIENCE);
            agent.awaitAnswered(PATIENCE);
            PhoneSound said = noise(1);
            PhoneSound answered = noise(2);
            // From the first moment, so that the tap begins within it.
            customer.media().play(said);
            agent.media().play(answered);
            TimeUnit.MILLISECONDS.sleep(SPEAKS.toMillis() + 1_000);
            assertThat(daemon.events(CallEvent.TapOpened.class)).hasSize(tapped ? 1 : 0);
            lost += compare(said, customer.media().sent(), agent.media().heard(), delays);
            lost += compare(answered, agent.media().sent(), customer.media().heard(), delays);
            customer.hangUp();
            lab.reset();
        }
        return lost;
    }

    /** Random sound, so that each packet is told from every other by what it carries. */
    private static PhoneSound noise(long seed) {
        Random random = new Random(seed);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < SPEAKS.toMillis() / 20; i++) {
            byte[] frame = new byte[160];
            random.nextBytes(frame);
            // Negative zero of mu-law would come out as its positive.
            for (int j = 0; j < frame.length; j++) {
                frame[j] = frame[j] == 0x7F ? (byte) 0xFF : frame[j];
            }
            frames.add(frame);
        }
        return new PhoneSound(Codec.ULAW, frames);
    }

    private static int compare(
            PhoneSound said, List<SipRtpPacket> sent, List<SipRtpPacket> heard, List<Duration> delays) {
        Map<Integer, Long> came = new HashMap<>();
        heard.forEach(packet -> came.putIfAbsent(Arrays.hashCode(packet.payload()), packet.nanos()));
        Map<Integer, Long> went = new HashMap<>();
        sent.forEach(packet -> went.putIfAbsent(Arrays.hashCode(packet.payload()), packet.nanos()));
        int lost = 0;
        for (byte[] frame : said.frames()) {
            int key = Arrays.hashCode(frame);
            if (came.containsKey(key) && went.containsKey(key)) {
                delays.add(Duration.ofNanos(came.get(key) - went.get(key)));
            } else {
                lost++;
            }
        }
        return lost;
    }

    @Test
    void howLongATapTakesToSetUp() throws Exception {
        try (TestingDaemon daemon =
                TestingDaemon.started(TestingDaemon.settings(lab.pbx(), "set-up", profile("601")))) {
            for (int i = 1; i <= TAPS; i++) {
                int count = i;
                lab.phones().agent().answersWith(Script.silent());
                PhoneCall customer = lab.phones().customer().call("601", Script.silent());
                await().atMost(PATIENCE)
                        .until(() -> daemon.events(CallEvent.TapOpened.class).size() == count);
                customer.hangUp();
                customer.awaitEnded(PATIENCE);
            }
            List<Duration> setUps = daemon.events(CallEvent.TapOpened.class).stream()
                    .map(CallEvent.TapOpened::setUp)
                    .toList();
            tell(
                    "%d taps, first request to first RTP: p50 %.1f ms, p95 %.1f ms (the very first, of a cold JVM: %.1f ms)",
                    TAPS, ms(setUps, 0.5), ms(setUps, 0.95), setUps.get(0).toNanos() / 1e6);
            assertThat(setUps).hasSize(TAPS);
        }
    }

    @Test
    void whatATapCostsThePbx() throws Exception {
        double passedThrough = load("none");
        double switched = load("601");
        TestingRecordings.withoutNativeBridges(lab);
        double carried = load("none");
        double tapped = load("601");
        new TestingAri(lab.pbx()).send("POST", "asterisk/modules/bridge_native_rtp.so");
        tell("the PBX with %d calls, in percent of a core:", CALLS);
        tell(
                "  native bridges: %.1f, with a tap on each customer %.1f; a tap costs %.2f",
                100 * passedThrough, 100 * switched, 100 * (switched - passedThrough) / CALLS);
        tell(
                "  without native bridges, as the guide tells: %.1f, with the taps %.1f; a tap costs %.2f",
                100 * carried, 100 * tapped, 100 * (tapped - carried) / CALLS);
        assertThat(tapped).isPositive();
    }

    /** The share of a core that the PBX takes with that many calls to 601. */
    private static double load(String did) throws InterruptedException {
        try (TestingDaemon daemon =
                TestingDaemon.started(TestingDaemon.settings(lab.pbx(), "load-" + did, profile(did)))) {
            lab.phones().agent().answersWith(Script.silent().play("calm", lab.speech(Speech.AGENT_CALM)));
            List<PhoneCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(lab.phones()
                        .customer()
                        .call("601", Script.silent().play("calm", lab.speech(Speech.CUSTOMER_CALM))));
            }
            calls.forEach(call -> call.awaitAnswered(PATIENCE));
            if (!did.equals("none")) {
                await().atMost(PATIENCE)
                        .until(() -> daemon.events(CallEvent.TapOpened.class).size() == CALLS);
            }
            Duration before = lab.pbx().cpuTime();
            long began = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(LOAD.toMillis());
            double share = (double) lab.pbx().cpuTime().minus(before).toNanos() / (System.nanoTime() - began);
            lab.reset();
            return share;
        }
    }

    private static Profile profile(String did) {
        return TestingDaemon.number(did, Role.CUSTOMER);
    }

    private static double ms(List<Duration> delays, double share) {
        List<Duration> sorted = new ArrayList<>(delays);
        Collections.sort(sorted);
        return sorted.get((int) (share * (sorted.size() - 1))).toNanos() / 1e6;
    }

    private static void tell(String line, Object... figures) throws IOException {
        Files.writeString(
                FIGURES,
                String.format(Locale.ROOT, line, figures) + System.lineSeparator(),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
    }
}
