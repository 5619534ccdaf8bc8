package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.lab.Bridge;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.PhoneCall;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.CallRecord;

/** The daemon as an admin runs it: a process of its own, a settings file, a real Asterisk. */
@Tag("asterisk")
class RunTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path MODELS = Path.of("..", "inference", "models").toAbsolutePath();

    private static Lab lab;

    @TempDir
    Path folder;

    @BeforeAll
    static void startLab() {
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterAll
    static void stopLab() {
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
    }

    @Test
    void killedInTheMiddleOfACallItLeavesNothingAfterTheNextStartAndHearsTheCallAgain() throws Exception {
        Path settings = settings("killed", "43000-43099");
        try (TestingProcess first = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            awaitWords(first, "hearing the calls");
            customerSpeaks();
            CallId call = awaitScored(first, 1);
            List<String> ours = ours();
            assertThat(ours).hasSize(2);
            first.kill();

            try (TestingProcess second = TestingProcess.start(folder, "run", "--config", settings.toString())) {
                awaitWords(second, "hearing the calls");
                assertThat(second.output())
                        .contains("Undertone was killed last time")
                        .contains("1 call and 1 tap");
                int before = scored(call);
                await().atMost(PATIENCE).until(() -> scored(call) > before + 2);
                assertThat(ours()).hasSize(2).doesNotContainAnyElementsOf(ours);

                second.terminate();
                second.exit();
                await().atMost(PATIENCE).until(() -> ours().isEmpty());
                assertThat(lab.pbx().bridges()).extracting(Bridge::id).noneMatch(id -> id.startsWith("undertone."));
                assertThat(lab.pbx().channels())
                        .extracting(Channel::name)
                        .hasSize(2)
                        .allMatch(name -> name.startsWith("PJSIP/"));
            }
        }
    }

    @Test
    void stoppedInTheMiddleOfACallItEndsTheCallInTheLedgerThenAndGoesOnWithItLater() throws Exception {
        Path settings = settings("stopped", "43000-43099");
        customerSpeaks();
        CallId call;
        Instant stopped;
        try (TestingProcess first = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            awaitWords(first, "hearing the calls");
            call = awaitScored(first, 1);
            first.terminate();
            first.exit();
            stopped = Instant.now();
        }
        CallRecord left = record(call);
        assertThat(left.alreadyGoing()).as("it had begun before").isTrue();
        assertThat(left.endedAt().orElseThrow()).isBetween(stopped.minusSeconds(30), stopped);
        assertThat(left.endReason()).contains("Undertone ended");

        try (TestingProcess second = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            awaitWords(second, "hearing the calls");
            await().atMost(PATIENCE).until(() -> record(call).endedAt().isEmpty());
            assertThat(second.output()).doesNotContain("was killed").doesNotContain("LeftOpen");
        }
    }

    private CallRecord record(CallId call) {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            return ledger.calls().find(call).orElseThrow();
        }
    }

    @Test
    void theOlderOfTwoWithOneApplicationNameSaysSoAndExitsWith1() throws Exception {
        Path settings = settings("same", "43100-43199");
        try (TestingProcess older = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            awaitWords(older, "hearing the calls");
            try (TestingProcess newer = TestingProcess.start(folder, "run", "--config", settings.toString())) {
                assertThat(older.exit()).as(older.output()).isEqualTo(1);
                assertThat(older.output()).contains("another daemon has taken over the application name 'same'");
                awaitWords(newer, "hearing the calls");
            }
        }
    }

    @Test
    void fiveMistakesInTheSettingsAreAllReportedAndItExitsWith78() throws Exception {
        Path file = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {url: 'ftp://pbx', user: undertone, password: x}
                media: {ports: 99-5, hop: 250ms}
                model: {folder: model, accelerator: tpu}
                profiles: [{name: support, queus: [support], dids: ['600']}]
                """);

        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", file.toString())) {
            assertThat(daemon.exit()).isEqualTo(78);
            assertThat(daemon.output())
                    .contains("5 problems")
                    .contains("asterisk.url: 'ftp://pbx' is not an address")
                    .contains("media.ports: '99-5' is not a range")
                    .contains("media.hop: 250ms is not a multiple of 100ms")
                    .contains("model.accelerator: 'tpu' is not one of auto, cuda, cpu")
                    .contains("profiles[0].queus: is not known here");
        }
    }

    @Test
    void itWaitsForAPbxThatBootsAndEndsAtOnceWhenItIsToldTo() throws Exception {
        HttpServer booting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        booting.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        booting.start();
        Path file = settings("boots", "43400-43499");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace(
                                lab.pbx().httpUri().toString(),
                                "http://127.0.0.1:" + booting.getAddress().getPort() + "/"));
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", file.toString())) {
            awaitWords(daemon, "is starting or stopping");

            long told = System.nanoTime();
            daemon.terminate();
            daemon.exit();

            assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(20));
        } finally {
            booting.stop(0);
        }
    }

    @Test
    void anAbsentAsteriskIsOneSentenceAndWaitedFor() throws Exception {
        lab.pbx().stop();
        try (TestingProcess daemon = TestingProcess.start(
                folder, "run", "--config", settings("absent", "43200-43299").toString())) {
            awaitWords(daemon, "nothing listens at");
            assertThat(daemon.output()).contains("Set enabled = yes, bindaddr and bindport in http.conf");

            lab.pbx().start();
            awaitWords(daemon, "hearing the calls");
            assertThat(daemon.output()).containsOnlyOnce("nothing listens at").doesNotContain("\tat ");
        } finally {
            lab.awaitRegistered();
        }
    }

    @Test
    void aWrongPasswordIsOneSentenceAndExitCode78() throws Exception {
        Path file = change(settings("password", "43300-43399"), lab.pbx().ariPassword(), "wrong");

        assertFails(file, 78, "Asterisk refuses the ARI user 'undertone': wrong user or password");
    }

    @Test
    void linesOfTheLogCarryADateAndOnRequestAreJson() throws Exception {
        Path settings = settings("json", "43200-43299");
        rule(settings, "p.surprised > 0.5");
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            awaitWords(daemon, "hearing the calls");
            assertThat(daemon.output().lines())
                    .allMatch(line ->
                            line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) "
                                    + "(INFO |WARN ) \\w+ .+"));
        }
        try (TestingProcess daemon =
                TestingProcess.start(folder, "run", "--log", "json", "--config", settings.toString())) {
            awaitWords(daemon, "hearing the calls");
            daemon.terminate();
            daemon.exit();
            List<JsonNode> lines = new ArrayList<>();
            for (String line : daemon.output().lines().toList()) {
                lines.add(new ObjectMapper().readTree(line));
            }
            assertThat(lines).allSatisfy(line -> {
                assertThat(Instant.ofEpochMilli(line.path("timestamp").asLong()))
                        .isBetween(Instant.now().minusSeconds(600), Instant.now());
                assertThat(line.path("level").asText()).isIn("INFO", "WARN");
                assertThat(line.path("threadName").asText()).isNotEmpty();
                assertThat(line.path("loggerName").asText()).startsWith("org.undertone.");
                assertThat(line.path("message").asText()).isNotEmpty();
            });
            assertThat(lines)
                    .extracting(line -> line.path("message").asText())
                    .anyMatch(message -> message.startsWith("hearing the calls of http://"));
        }
    }

    @Test
    void aMissingModelIsOneSentenceAndExitCode1() throws Exception {
        Path file = change(settings("model", "43400-43499"), "moonshine-tiny-emotion", "nowhere");

        assertFails(file, "nowhere");
    }

    @Test
    void aRuleThatNamesAnUnknownEmotionIsAnErrorThatNamesTheKnownOnesAndExitCode78() throws Exception {
        Path file = settings("unknown", "43500-43599");
        rule(file, "p.anrgy > 0.5");

        assertFails(file, 78, "'p.anrgy' is no emotion; known are p.angry");
    }

    @Test
    void aRuleThatNamesAnUntrainedEmotionIsOnlyAWarning() throws Exception {
        Path file = settings("untrained", "43600-43699");
        rule(file, "p.surprised > 0.5");

        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", file.toString())) {
            awaitWords(daemon, "hearing the calls");
            assertThat(daemon.output()).contains("WARN").contains("surprised");
        }
    }

    @Test
    void aPortInUseIsOneSentenceAndExitCode1() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(43_700, InetAddress.getLoopbackAddress())) {
            Path file = change(settings("port", "43700-43700"), "media: {", "media: {transport: rtp, ");

            assertThat(taken.isBound()).isTrue();
            assertFails(file, "43700");
        }
    }

    private void assertFails(Path settings, String sentence) throws Exception {
        assertFails(settings, 1, sentence);
    }

    private void assertFails(Path settings, int code, String sentence) throws Exception {
        try (TestingProcess daemon = TestingProcess.start(folder, "run", "--config", settings.toString())) {
            assertThat(daemon.exit()).as(daemon.output()).isEqualTo(code);
            assertThat(daemon.output())
                    .contains("undertone: ")
                    .contains(sentence)
                    .doesNotContain("\tat ");
            assertThat(ours()).isEmpty();
        }
    }

    private Path settings(String app, String ports) throws IOException {
        Path rules = folder.resolve("rules.yaml");
        Files.copy(Path.of("../config/rules.yaml"), rules);
        return Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk:
                  url: %s
                  user: %s
                  password: %s
                  app: %s
                media: {ports: %s, rest: 0s}
                model: {folder: %s/moonshine-tiny-emotion}
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                        lab.pbx().httpUri(), lab.pbx().ariUser(), lab.pbx().ariPassword(), app, ports, MODELS));
    }

    private static Path change(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(from);
        return Files.writeString(file, text.replace(from, to));
    }

    private static void rule(Path settings, String expr) throws IOException {
        Files.writeString(
                settings.resolveSibling("rules.yaml"),
                "rules: [{alert: a, expr: '" + expr + "', actions: [{set: {EMOTION: x}}]}]");
    }

    private static void customerSpeaks() {
        lab.phones().agent().answersWith(Script.silent());
        Script speech = Script.silent();
        for (int i = 0; i < 6; i++) {
            speech = speech.play("speech " + i, lab.speech(Speech.CUSTOMER_CALM));
        }
        PhoneCall customer = lab.phones().customer().call("600", speech);
        customer.awaitAnswered(PATIENCE);
    }

    private CallId awaitScored(TestingProcess daemon, int atLeast) {
        await().atMost(PATIENCE)
                .failFast(daemon.output(), () -> daemon.output().contains("ERROR"))
                .until(() -> call() != null && scored(call()) >= atLeast);
        return call();
    }

    private CallId call() {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            return ledger.calls().newest(1).stream()
                    .map(call -> call.call())
                    .findFirst()
                    .orElse(null);
        }
    }

    private int scored(CallId call) {
        try (Ledger ledger = Ledger.open(folder.resolve("undertone.db"))) {
            return (int) ledger.assessments().of(call).stream()
                    .filter(Assessment.Scored.class::isInstance)
                    .count();
        }
    }

    private static List<String> ours() {
        return lab.pbx().channels().stream()
                .map(Channel::uniqueId)
                .filter(id -> id.startsWith("undertone."))
                .toList();
    }

    private static void awaitWords(TestingProcess daemon, String words) {
        await().atMost(PATIENCE)
                .until(() -> daemon.output().contains(words) || daemon.output().contains("undertone: "));
        assertThat(daemon.output()).contains(words);
    }
}
