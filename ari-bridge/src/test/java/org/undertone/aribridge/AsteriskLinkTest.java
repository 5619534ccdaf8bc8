package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.loway.oss.ari4java.generated.models.Message;
import ch.loway.oss.ari4java.tools.RestException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;

/** What is a lost connection, and what is not. */
@Tag("asterisk")
class AsteriskLinkTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** The link asks for a sign of life every 5 s. */
    private static final Duration A_WATCH_AND_MORE = Duration.ofSeconds(7);

    private static Lab lab;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @Test
    void requestsThatFailAreNoLostConnectionWhileThePbxAnswers() throws InterruptedException {
        TestingListener told = new TestingListener();
        try (AsteriskLink link = new AsteriskLink(settings("failing", lab.pbx().httpUri()), told)) {
            link.connect();
            long end = System.nanoTime() + A_WATCH_AND_MORE.toNanos();
            int refused = 0;
            while (System.nanoTime() < end) {
                refused += failsUnsent(link) ? 1 : 0;
                Thread.sleep(20);
            }

            assertThat(refused).as("requests that the circuit breaker refused").isPositive();
            assertThat(told.losses).hasValue(0);
        }
    }

    /** A request without an answer; whether it was refused before that. */
    private static boolean failsUnsent(AsteriskLink link) {
        try {
            link.requests().once("fail", () -> {
                throw new RestException("no answer");
            });
            return false;
        } catch (AsteriskException e) {
            return e.getMessage().contains("did not answer lately");
        }
    }

    @Test
    void aConnectionWhoseRequestThreadsAreAllStuckIsReplacedAfterAWhile() {
        TestingListener told = new TestingListener();
        CountDownLatch never = new CountDownLatch(1);
        try (AsteriskLink link = new AsteriskLink(settings("stuck", lab.pbx().httpUri()), told)) {
            link.connect();
            await().atMost(PATIENCE).until(() -> told.connections.get() == 1);
            AriRequests requests = link.requests();
            long began = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                Threads.daemon("testing-stuck")
                        .newThread(() -> waitsFor(never, requests))
                        .start();
            }

            await().atMost(PATIENCE).until(() -> told.losses.get() == 1);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(LIMIT.multipliedBy(3));
            await().atMost(PATIENCE).until(() -> told.connections.get() == 2);
            link.requests().once("ping", () -> link.ari().asterisk().ping().execute());
        } finally {
            never.countDown();
        }
    }

    private static void waitsFor(CountDownLatch never, AriRequests requests) {
        try {
            requests.once("wait", () -> {
                try {
                    assertThat(never.await(1, TimeUnit.HOURS)).isTrue();
                } catch (InterruptedException e) {
                    throw new RestException("interrupted");
                }
            });
        } catch (AsteriskException e) {
            // after the time limit
        }
    }

    @Test
    void whoEndsWhileThePbxBootsDoesNotWaitForIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HttpServer booting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        booting.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            asked.countDown();
        });
        booting.start();
        URI url = URI.create("http://127.0.0.1:" + booting.getAddress().getPort() + "/");
        AsteriskLink link = new AsteriskLink(settings("boots", url), new TestingListener());
        try {
            CompletableFuture<Void> connecting = CompletableFuture.runAsync(link::connect);
            assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            link.close();

            assertThat(connecting)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withCauseInstanceOf(AsteriskException.class)
                    .withMessageContaining("Undertone ended while it waited");
        } finally {
            booting.stop(0);
        }
    }

    @Test
    void anEventThatCannotBeHandledDoesNotEndTheEvents() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        EventSocket.Listener listener = new EventSocket.Listener() {
            @Override
            public void event(String json) {
                events.add(json);
                throw new IllegalStateException("cannot be handled");
            }

            @Override
            public void ended(String reason) {
                ended.complete(reason);
            }
        };
        AsteriskSettings settings = settings("throws", lab.pbx().httpUri());
        try (EventSocket socket = EventSocket.open(HttpClient.newHttpClient(), settings, LIMIT, listener)) {
            for (String name : List.of("first", "second", "third")) {
                new TestingAri(lab.pbx()).send("POST", "events/user/" + name + "?application=throws");
            }

            await().atMost(PATIENCE).until(() -> events.size() == 3);
            assertThat(events.get(2)).contains("third").doesNotContain("first");
            assertThat(socket.answers(PATIENCE)).isTrue();
            assertThat(ended).isNotDone();
        }
    }

    private static AsteriskSettings settings(String app, URI url) {
        return new AsteriskSettings(
                url, lab.pbx().ariUser(), new Secret(lab.pbx().ariPassword()), app, LIMIT);
    }

    private static final class TestingListener implements AsteriskLink.Listener {

        private final AtomicInteger connections = new AtomicInteger();
        private final AtomicInteger losses = new AtomicInteger();

        @Override
        public void connected() {
            connections.incrementAndGet();
        }

        @Override
        public void lost() {
            losses.incrementAndGet();
        }

        @Override
        public void event(Message message) {}
    }
}
