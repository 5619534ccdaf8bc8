package org.undertone.aribridge.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingAri;
import org.undertone.aribridge.TestingRelay;
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
    void requestsWithoutAnAnswerKeepNoOthersFromThePbxForLong() throws Exception {
        TestingListener told = new TestingListener();
        try (TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                AsteriskLink link = new AsteriskLink(settings("stuck", network.uri()), told)) {
            link.connect();
            network.stop("/bridges");
            List<CompletableFuture<Void>> waiting = IntStream.range(0, 4)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> link.requests()
                            .once(
                                    "list bridges",
                                    () -> link.ari().bridges().list().execute())))
                    .toList();
            assertThat(waiting).allSatisfy(request -> assertThat(request)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .withMessageContaining("no answer from the PBX within 2000 ms"));

            link.requests().once("ping", () -> link.ari().asterisk().ping().execute());

            assertThat(told.losses).hasValue(0);
        }
    }

    @Test
    void whatThePbxSaysInAPageForBrowsersIsNoReason() throws Exception {
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        pages.createContext("/", exchange -> {
            byte[] page = "<!DOCTYPE HTML><html><body><h1>Service Unavailable</h1></body></html>".getBytes(UTF_8);
            exchange.sendResponseHeaders(503, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        pages.start();
        URI url = URI.create("http://127.0.0.1:" + pages.getAddress().getPort() + "/");
        AriHttp http = new AriHttp(HttpClient.newHttpClient(), settings("pages", url));
        try {
            assertThatThrownBy(() -> http.httpActionSync("/bridges", "GET", List.of(), null, List.of()))
                    .isInstanceOfSatisfying(RestException.class, refused -> assertThat(refused.getCode())
                            .isEqualTo(503))
                    .hasMessage("the PBX is starting or stopping");
        } finally {
            pages.stop(0);
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
        AtomicInteger missed = new AtomicInteger();
        CompletableFuture<String> ended = new CompletableFuture<>();
        EventSocket.Listener listener = new EventSocket.Listener() {
            @Override
            public void event(String json) {
                events.add(json);
                throw new IllegalStateException("cannot be handled");
            }

            @Override
            public void missed() {
                missed.incrementAndGet();
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
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(missed).hasValue(3));
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
