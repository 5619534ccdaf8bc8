package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.config.MediaSettings;
import org.undertone.config.Secret;
import org.undertone.config.Settings;
import org.undertone.config.SettingsParts;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/** A start, or a new connection, while more calls go on than can be heard. */
class ManyCallsAtStartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CALLS = 2_000;
    private static final Duration LATENCY = Duration.ofMillis(20);
    /** With one leg more the PBX dies. */
    private static final int RTP_PORTS = 660;

    /** So many can be heard at once. */
    private static final int LEGS = 100;

    @Test
    void ofTwoThousandCallsAllAreKnownTheNewestAreHeardAndTheRestHaveAReason() throws IOException {
        try (TestingAsterisk pbx = new TestingAsterisk(LATENCY, RTP_PORTS)) {
            calls(pbx, CALLS);
            Instant began = Instant.now();
            try (TestingDaemon daemon = TestingDaemon.started(settings(pbx, LEGS))) {
                await().atMost(PATIENCE).until(() -> judged(daemon).size() == CALLS);
                long millis = Duration.between(began, Instant.now()).toMillis();
                System.out.printf(
                        "2000 calls known in %d ms, %d reads, %d requests at once%n",
                        millis, pbx.reads(), pbx.mostAtOnce());
                // Of the ten seconds that a start may take this is what the PBX takes; the rest is this machine's
                // matter.
                assertThat(pbx.mostAtOnce()).isGreaterThanOrEqualTo(8);
                assertThat(pbx.reads() * LATENCY.toMillis() / pbx.mostAtOnce()).isLessThan(10_000);

                await().atMost(PATIENCE).until(() -> answered(daemon).size() == CALLS);
                assertTheNewestAreHeard(daemon);

                pbx.hangUpAll();
                await().atMost(PATIENCE)
                        .until(() -> daemon.events(CallEvent.CallEnded.class).size() == CALLS);
                await().atMost(PATIENCE).until(() -> pbx.ours().isEmpty());
            }
        }
    }

    @Test
    void threeHundredAndThirtyCallsAreNoReasonNotToStart() throws IOException {
        try (TestingAsterisk pbx = new TestingAsterisk(Duration.ofMillis(10), RTP_PORTS)) {
            calls(pbx, 330);
            try (TestingDaemon daemon = TestingDaemon.started(settings(pbx, 330))) {
                await().atMost(PATIENCE)
                        .until(() -> daemon.events(CallEvent.TapOpened.class).size() == 330);
            }
            assertThat(pbx.ours()).isEmpty();
        }
    }

    /** Calls in a queue; those with greater numbers are newer. */
    private static void calls(TestingAsterisk pbx, int count) {
        IntStream.range(0, count).forEach(number -> {
            Instant created = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
            String customer = "pbx-" + number + ".1";
            String agent = "pbx-" + number + ".2";
            pbx.channel(
                    customer,
                    String.format(Locale.ROOT, "PJSIP/trunk-%08x", 2 * number),
                    "Queue",
                    "support,c,,,60",
                    "4930" + number,
                    created,
                    Map.of(
                            "CHANNEL(linkedid)",
                            customer,
                            "CALLERID(dnid)",
                            "600",
                            "QUEUENAME",
                            "support",
                            "CHANNEL(pjsip,remote_uri)",
                            "sip:4930" + number + "@127.0.0.1"));
            pbx.channel(
                    agent,
                    String.format(Locale.ROOT, "PJSIP/%d-%08x", 1_000 + number, 2 * number + 1),
                    "AppQueue",
                    "(Outgoing Line)",
                    String.valueOf(1_000 + number),
                    created,
                    Map.of(
                            "CHANNEL(linkedid)",
                            customer,
                            "CHANNEL(pjsip,remote_uri)",
                            "sip:" + (1_000 + number) + "@127.0.0.1"));
            pbx.bridge("bridge-" + number, List.of(customer, agent));
        });
    }

    /** With room for so many legs on the PBX. */
    private static Settings settings(TestingAsterisk pbx, int legs) {
        Settings plain = TestingDaemon.settings(
                pbx.uri(),
                TestingAsterisk.USER,
                new Secret(TestingAsterisk.PASSWORD),
                "many",
                TestingDaemon.queue(Role.CUSTOMER));
        MediaSettings media = plain.media();
        return new Settings(
                plain.asterisk(),
                new MediaSettings(
                        MediaSettings.Transport.RTP,
                        media.address(),
                        media.advertise(),
                        media.firstPort(),
                        media.lastPort(),
                        media.rest(),
                        OptionalInt.of(legs),
                        OptionalInt.empty(),
                        media.window(),
                        media.hop()),
                plain.model(),
                plain.track(),
                plain.load(),
                plain.rules(),
                plain.ledger(),
                plain.cue(),
                plain.supervise(),
                SettingsParts.NONE,
                plain.profiles(),
                Optional.empty());
    }

    /** The calls of which it is known whose they are. */
    private static Set<String> judged(TestingDaemon daemon) {
        return daemon.events(CallEvent.CallSeen.class).stream()
                .map(CallEvent.CallSeen::facts)
                .filter(facts -> facts.legs().stream().anyMatch(leg -> leg.role() == Role.CUSTOMER))
                .map(CallFacts::call)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }

    /** The customers' channels that are heard, or of which there is a reason why not. */
    private static Set<String> answered(TestingDaemon daemon) {
        return Stream.concat(
                        heard(daemon).stream(),
                        daemon.events(CallEvent.NotTapped.class).stream()
                                .map(not -> not.leg().channelId())
                                .filter(id -> id.endsWith(".1")))
                .collect(Collectors.toSet());
    }

    private static Set<String> heard(TestingDaemon daemon) {
        return daemon.events(CallEvent.TapOpened.class).stream()
                .map(CallEvent.TapOpened::leg)
                .map(Leg::id)
                .map(leg -> leg.channelId())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static void assertTheNewestAreHeard(TestingDaemon daemon) {
        await().atMost(PATIENCE).until(() -> heard(daemon).size() == LEGS);
        List<Integer> ages = heard(daemon).stream()
                .map(id -> CALLS - Integer.parseInt(id.substring(4, id.indexOf('.'))))
                .toList();
        // Several are read at a time, and the port of a tap that fails goes to whoever is next.
        assertThat(ages).filteredOn(age -> age <= LEGS * 3 / 2).hasSizeGreaterThan(LEGS * 9 / 10);
        assertThat(ages).allMatch(age -> age < CALLS / 4);
    }
}
