package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.aribridge.TestingRelay;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.runtime.ThreadWatch;

/** Whatever is outside may stop: nobody waits for it on the threads that all calls pass over. */
@Tag("asterisk")
class HeldUpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    /** What a pipe of Linux holds. */
    private static final int PIPE = 65_536;

    private static final Pattern HELD_UP =
            Pattern.compile("undertone_thread_held_up_seconds\\{thread=\"([^\"]+)\"} (\\S+)");
    private static final Pattern SCORED = Pattern.compile("undertone_windows_total\\{outcome=\"scored\"[^}]*} (\\S+)");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Double> longest = new TreeMap<>();
    private int metrics;

    @Test
    void nobodyWaitsForAFullPipeASilentNameServerOrASilentPbx() throws Exception {
        Path log = pipe("log");
        Path hosts = pipe("hosts");
        try (Lab lab = Lab.start(LabOptions.defaults());
                TestingRelay network =
                        new TestingRelay(lab.spareAddress(), lab.pbx().httpUri());
                RandomAccessFile nobodyReads = new RandomAccessFile(log.toFile(), "rw");
                TestingNames names = new TestingNames(hosts, network.uri().getHost() + " pbx.test\n")) {
            nobodyReads.write(new byte[PIPE]);
            try (TestingProcess daemon = TestingProcess.start(
                    folder,
                    log,
                    List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0"),
                    "run",
                    "--config",
                    settings(lab, network.uri()).toString())) {
                await().atMost(PATIENCE).until(() -> page().contains("undertone_pbx_connected 1.0"));
                PhoneCall first = call(lab);
                awaitMoreScored();

                names.fallSilent();
                lookFor(SILENCE);
                names.mend();

                network.stop("/ari/");
                first.hangUp();
                first.awaitEnded(PATIENCE);
                call(lab);
                lookFor(SILENCE);
                network.mend();
                awaitMoreScored();

                assertThat(longest).hasSize(4).allSatisfy((thread, seconds) -> assertThat(seconds)
                        .as(thread)
                        .isLessThan(ThreadWatch.LIMIT.toMillis() / 1000.0));
                daemon.terminate();
                daemon.exit();
            }
            lab.reset();
        }
    }

    private PhoneCall call(Lab lab) {
        lab.phones().agent().answersWith(Script.silent());
        Script speech = Script.silent();
        for (int i = 0; i < 6; i++) {
            speech = speech.play("speech " + i, lab.speech(Speech.CUSTOMER_CALM));
        }
        PhoneCall customer = lab.phones().customer().call("600", speech);
        customer.awaitAnswered(PATIENCE);
        return customer;
    }

    private void awaitMoreScored() {
        double before = scored();
        await().atMost(PATIENCE).until(() -> {
            look();
            return scored() > before;
        });
    }

    private void lookFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(PATIENCE).until(() -> {
            look();
            return System.nanoTime() > end;
        });
    }

    private void look() {
        HELD_UP.matcher(page())
                .results()
                .forEach(figure -> longest.merge(figure.group(1), Double.valueOf(figure.group(2)), Math::max));
    }

    private double scored() {
        return SCORED.matcher(page())
                .results()
                .map(MatchResult::group)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .sum();
    }

    /** Empty while there is none yet. */
    private String page() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/metrics"))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Path pipe(String name) throws Exception {
        Path pipe = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private Path settings(Lab lab, URI pbx) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            metrics = free.getLocalPort();
        }
        Files.copy(Path.of("../config/rules.yaml"), folder.resolve("rules.yaml"));
        return Files.writeString(
                folder.resolve("undertone.yaml"),
                String.format(
                        Locale.ROOT,
                        """
                asterisk: {url: 'http://pbx.test:%d/', user: '%s', password: '%s', app: held-up}
                media: {address: %s, advertise: pbx.test, ports: 43900-43999}
                model: {folder: '%s'}
                metrics: {port: %d}
                profiles: [{name: support, queues: [support]}]
                """,
                        pbx.getPort(),
                        lab.pbx().ariUser(),
                        lab.pbx().ariPassword(),
                        pbx.getHost(),
                        Path.of("..", "inference", "models", "moonshine-tiny-emotion")
                                .toAbsolutePath(),
                        metrics));
    }
}
