package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.CallId;
import org.undertone.lab.Cdr;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.lab.tool.LabException;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.runtime.event.DaemonEvent;

/**
 * Calls that come, go, are transferred and break off at random. {@code -Dundertone.soak.calls=200
 * -Dundertone.soak.seconds=600} makes a soak of it (the profile {@code soak} does).
 */
@Tag("asterisk")
class RandomCallsTest {

    private static final Logger LOG = LoggerFactory.getLogger(RandomCallsTest.class);
    private static final int CALLS = Integer.getInteger("undertone.soak.calls", 24);
    private static final long SECONDS = Long.getLong("undertone.soak.seconds", 20);
    private static final long SEED = Long.getLong("undertone.soak.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WAYS = List.of("601", "603", "620", "641", "600", "610");

    @TempDir
    Path folder;

    private final List<DaemonEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void callsAtRandomLeaveNothingOnThePbxAndLoseNothingInTheLedger() throws Exception {
        LOG.info("seed {}", SEED);
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            Settings settings = settings(lab.pbx());
            try (Daemon daemon = Daemon.start(settings, events::add, Clock.systemUTC())) {
                assertThat(daemon.summary()).contains("TestingAlwaysAngry");
                play(lab, new Random(SEED));
                // Somebody may still be parked. Then nothing of ours stands.
                lab.reset();
                await().atMost(PATIENCE).until(() -> ours(lab.pbx()).isEmpty());
            }
            verify(lab.pbx().cdrs(), folder.resolve("undertone.db"));
        }
    }

    private static void play(Lab lab, Random random) throws InterruptedException, ExecutionException {
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                long seed = random.nextLong();
                calls.add(people.submit(() -> call(lab, new Random(seed))));
                TimeUnit.MILLISECONDS.sleep((long) (2_000.0 * SECONDS / CALLS * random.nextDouble()));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            people.shutdown();
        }
    }

    private static void call(Lab lab, Random random) {
        boolean tiny = random.nextInt(6) == 0;
        int longest = tiny ? 400 : 9_000;
        if (random.nextInt(3) == 0) {
            lab.phones().agent().answersWith(Script.silent().ringFor(Duration.ofMillis(random.nextInt(600))));
        } else {
            lab.phones().agent().answersWith(Script.silent().play("calm", lab.speech(Speech.AGENT_CALM)));
        }
        PhoneCall customer = lab.phones()
                .customer()
                .call(
                        WAYS.get(random.nextInt(WAYS.size())),
                        Script.silent().play("calm", lab.speech(Speech.CUSTOMER_CALM)));
        pause(random.nextInt(longest));
        if (random.nextInt(5) == 0) {
            sendOn(lab, random);
            pause(random.nextInt(2_000));
        }
        customer.hangUp();
        customer.awaitEnded(PATIENCE);
    }

    /** Somebody's call is parked, transferred or hung up by the PBX, as it happens. */
    private static void sendOn(Lab lab, Random random) {
        try {
            List<Channel> agents = lab.pbx().channels().stream()
                    .filter(channel -> channel.name().startsWith("PJSIP/agent-"))
                    .toList();
            if (!agents.isEmpty()) {
                String agent = agents.get(random.nextInt(agents.size())).name();
                switch (random.nextInt(3)) {
                    case 0 -> lab.pbx().blindTransfer(agent, "from-agent", "202");
                    case 1 -> lab.pbx().park(agent);
                    default -> lab.pbx().hangUp(agent);
                }
            }
        } catch (LabException e) {
            LOG.info("it was over already: {}", e.getMessage());
        }
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> ours(Pbx pbx) {
        return pbx.channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith("Snoop/") || name.startsWith("WebSocket/"))
                .toList();
    }

    private void verify(List<Cdr> cdrs, Path file) {
        Set<String> connected = cdrs.stream()
                .filter(cdr -> !cdr.dstChannel().isEmpty() && cdr.disposition().equals("ANSWERED"))
                .filter(cdr -> cdr.billsec().toMillis() > 0)
                .map(Cdr::linkedId)
                .collect(Collectors.toSet());
        assertThat(cdrs.stream().map(Cdr::channel)).noneMatch(name -> name.startsWith("WebSocket/"));
        try (Ledger ledger = Ledger.open(file)) {
            List<CallRecord> calls = ledger.calls().newest(10 * CALLS);
            LOG.info("{} calls were connected, {} are in the ledger", connected.size(), calls.size());
            List<Duration> setUps = calls.stream()
                    .flatMap(call -> ledger.taps().of(call.call()).stream())
                    .map(TapRecord::setUp)
                    .sorted()
                    .toList();
            LOG.info(
                    "{} taps, set-up to first RTP p50 {} ms, p95 {} ms",
                    setUps.size(),
                    setUps.get(setUps.size() / 2).toMillis(),
                    setUps.get(setUps.size() * 95 / 100).toMillis());
            assertThat(calls).isNotEmpty().allSatisfy(call -> assertThat(call.endedAt())
                    .isPresent());
            for (String id : connected) {
                CallId call = new CallId(id);
                assertThat(ledger.taps().of(call).size()
                                + ledger.taps().notTappedOf(call).size())
                        .as("what is told of the call %s", id)
                        .isPositive();
            }
            for (CallRecord call : calls) {
                assertThat(ledger.taps().of(call.call()))
                        .extracting(TapRecord::to)
                        .allMatch(to -> to.isPresent());
                assertThat(ledger.taps().pausesOf(call.call()))
                        .allSatisfy(pause -> assertThat(pause.to()).isPresent());
                assertThat(ledger.assessments().of(call.call())).hasSize(assessed(call.call()));
            }
        }
    }

    private int assessed(CallId call) {
        return (int) events.stream()
                .filter(event -> event instanceof DaemonEvent.Assessed assessed
                        && assessed.assessment().window().leg().call().equals(call))
                .count();
    }

    private Settings settings(Pbx pbx) {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: random-calls}
                media: {ports: 43900-43999, rest: 1s}
                model: {folder: '%s'}
                rules: '%s'
                profiles: [{name: support, queues: [support, sales], dids: ['601', '603', '620']}]
                """.formatted(
                        pbx.httpUri(),
                        pbx.ariUser(),
                        pbx.ariPassword(),
                        Path.of("../inference/src/test/resources/models/testing-always-angry")
                                .toAbsolutePath(),
                        Path.of("../config/rules.yaml").toAbsolutePath());
        return new SettingsLoader(Map.of()).parse("random-calls", yaml, folder);
    }
}
