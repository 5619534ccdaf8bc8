package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.link.VariableRequests;
import org.undertone.aribridge.who.BridgeState;
import org.undertone.aribridge.who.Sighting;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Profile;
import org.undertone.config.Secret;
import org.undertone.config.TestingProfile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;

/** A start in the middle of 2,000 calls, on a PBX that takes 20 ms for each answer. */
class ManyCallsTest {

    private static final int CALLS = 2_000;
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

    private final ExecutorService pbxThreads = Executors.newCachedThreadPool(Threads.daemons("testing-ari"));
    private final CallsThread calls = new CallsThread(() -> {});
    private final Map<String, Integer> askedOf = new ConcurrentHashMap<>();
    private final AtomicInteger queues = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final List<Leg> heard = new CopyOnWriteArrayList<>();
    private final List<CallEvent> events = new CopyOnWriteArrayList<>();
    private HttpServer pbx;
    private ChannelReader reader;
    private CallTracker tracker;

    @BeforeEach
    void start() throws IOException {
        pbx = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        pbx.setExecutor(pbxThreads);
        pbx.createContext("/ari/channels/", this::answer);
        pbx.start();
        URI uri = URI.create("http://127.0.0.1:" + pbx.getAddress().getPort() + "/");
        AsteriskSettings settings =
                new AsteriskSettings(uri, "undertone", new Secret("x"), "many", Duration.ofSeconds(10));
        VariableRequests variables = new VariableRequests(HttpClient.newHttpClient(), settings);
        Profile support = TestingProfile.named("support").queues("support").build();
        reader = new ChannelReader(variables, List.of(support), new ChannelFacts(variables, calls), () -> true, calls);
        tracker = new CallTracker(
                reader,
                List.of(support),
                new Taps(),
                events::add,
                calls::later,
                new Shedding(() -> LoadLevel.FULL, Set.of()),
                () -> MORNING);
    }

    @AfterEach
    void stop() {
        reader.close();
        calls.close();
        pbx.stop(0);
        pbxThreads.shutdownNow();
    }

    @Test
    void allAreKnownAndJudgedByOneRequestEachTheNewestFirstAndNothingIsKeptAfterwards() {
        List<Sighting> channels = new ArrayList<>();
        List<BridgeState> bridges = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            channels.add(new Sighting("c" + i, "PJSIP/trunk-" + i, "Queue", "support,c", "", MORNING.plusSeconds(i)));
            channels.add(new Sighting("a" + i, "PJSIP/" + i + "-" + i, "AppQueue", "", "", MORNING.plusSeconds(i)));
            bridges.add(new BridgeState("b" + i, false, List.of("a" + i, "c" + i)));
        }
        long began = System.nanoTime();

        calls.execute(() -> tracker.compare(channels, bridges));
        await().atMost(Duration.ofSeconds(60)).until(() -> heard.size() == CALLS);

        // 3.4 s of waiting; how long it takes besides is this machine's matter, and so is how many agents were read by
        // then.
        assertThat(askedOf.keySet()).as("channels that were read").hasSizeBetween(CALLS, 2 * CALLS);
        assertThat(askedOf.values()).as("requests of each of them").containsOnly(1);
        assertThat(queues.get()).as("requests for the queue's members").isEqualTo(1);
        assertThat(mostAtOnce.get()).as("requests at once").isBetween(8, 16);
        System.out.printf(
                "%d calls in %d ms, %d channels read%n",
                CALLS, (System.nanoTime() - began) / 1_000_000, askedOf.size());
        assertThat(heard.subList(0, 20))
                .extracting(leg -> Integer.parseInt(leg.id().channelId().substring(1)))
                .as("the newest first")
                .allMatch(i -> i > CALLS - 200);
        calls.execute(() -> tracker.compare(List.of(), List.of()));
        Set<Boolean> idle = ConcurrentHashMap.newKeySet();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            calls.execute(() -> idle.add(tracker.isIdle()));
            return idle.contains(true);
        });
        assertThat(events.stream().filter(CallEvent.CallEnded.class::isInstance))
                .hasSize(CALLS);
    }

    /** As ARI's: the value of a variable, of which EVAL fills in several. */
    private void answer(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        LockSupport.parkNanos(LATENCY.toNanos());
        atOnce.decrementAndGet();
        String id = exchange.getRequestURI().getPath().replaceFirst("/ari/channels/([^/]*)/.*", "$1");
        String asked = URLDecoder.decode(
                exchange.getRequestURI().getRawQuery().replaceFirst("variable=", ""), StandardCharsets.UTF_8);
        if (asked.contains("QUEUE_MEMBER_LIST")) {
            queues.incrementAndGet();
        } else if (!asked.contains(Profile.GROUP)) {
            askedOf.merge(id, 1, Integer::sum);
        }
        String number =
                id.startsWith("c") ? "<sip:+4930" + (1_000_000 + Integer.parseInt(id.substring(1))) + "@x>" : "";
        String value = asked.replace("${CHANNEL(linkedid)}", "c" + id.substring(1))
                .replace("${CHANNEL(pjsip,remote_uri)}", number)
                .replaceFirst("^EVAL\\((.*)\\)$", "$1")
                .replaceAll("\\$\\{[^}]*}", "")
                .replace("\u001f", "\\u001f");
        byte[] body = ("{\"value\":\"" + value + "\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Opens and closes at once. */
    private final class Taps implements LegEars {

        @Override
        public Optional<String> noRoom() {
            return Optional.empty();
        }

        @Override
        public void open(Leg leg) {
            heard.add(leg);
        }

        @Override
        public void close(LegId leg, String reason) {
            calls.execute(() -> tracker.tapGone(leg));
        }

        @Override
        public void pause(LegId leg) {}

        @Override
        public void resume(LegId leg) {}
    }
}
