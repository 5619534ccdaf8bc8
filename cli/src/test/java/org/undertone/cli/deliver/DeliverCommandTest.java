package org.undertone.cli.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.cli.ExitCode;
import org.undertone.core.Action;
import org.undertone.core.Alert;
import org.undertone.core.AlertId;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.entry.DeliveryState;
import org.undertone.ledger.entry.Outgoing;
import org.undertone.wire.TestingSchemas;
import picocli.CommandLine;

class DeliverCommandTest {

    /** The commands go by the system's clock, so the messages are of today. */
    private final Instant today = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer program;
    private Path settings;
    private Path ledgerFile;

    @BeforeEach
    void settings() throws IOException {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        program.start();
        ledgerFile = folder.resolve("undertone.db");
        settings = Files.writeString(folder.resolve("undertone.yaml"), """
                asterisk: {user: undertone, password: x}
                model: {folder: model}
                profiles: [{name: support, queues: [support]}]
                deliveries:
                  - {name: hook, kind: webhook, url: 'http://127.0.0.1:%s/'}
                  - {name: nobody, kind: webhook, url: 'http://127.0.0.1:9/'}
                """.formatted(
                        program.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        program.stop(0);
    }

    @Test
    void aTestMessageIsSentAndItsAnswerTold() {
        assertThat(run("test", "hook")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).isEqualTo(String.format("hook: delivered, it answered 202%n"));
        assertThat(received).singleElement().asString().contains("This is a test of Undertone");
    }

    @Test
    void aTestMessageThatDoesNotArriveIsAProblem() {
        assertThat(run("test", "nobody")).isEqualTo(ExitCode.PROBLEM);
        assertThat(out.toString())
                .startsWith("nobody: not delivered (a real alert would be tried again), it could not be reached");

        assertThat(run("test", "mars")).isEqualTo(ExitCode.PROBLEM);
        assertThat(err.toString()).contains("no delivery 'mars' is in the settings; there are hook, nobody");
    }

    @Test
    void whatWaitsAndWhatIsDeadIsListedWithoutWhatIsInIt() throws Exception {
        try (Ledger ledger = ledger()) {
            keep(ledger, 1, "hook");
            keep(ledger, 2, "hook");
            ledger.outbox().refused(2, "answered 422 no such group");

            assertThat(run("list")).isEqualTo(ExitCode.PROBLEM);
            assertThat(out.toString())
                    .contains("1  waiting  ticket for hook  alert c/angry/1")
                    .contains("2  dead  ticket for hook  alert c/angry/2")
                    .contains("tries 1  answered 422 no such group")
                    .contains("undertone deliver again --config")
                    .doesNotContain("the body");

            out.getBuffer().setLength(0);
            assertThat(run("list", "--dead", "--json")).isEqualTo(ExitCode.PROBLEM);
            var rows = new ObjectMapper().readTree(out.toString()).get("deliveries");
            assertThat(TestingSchemas.faults("deliveries", out.toString())).isEmpty();
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).get("key").asText()).isEqualTo("key 2");
            assertThat(rows.get(0).get("lastError").asText()).isEqualTo("answered 422 no such group");
        }
    }

    @Test
    void theNewestAreListedAndADeadLetterThatIsNotAmongThemIsAProblemToo() {
        try (Ledger ledger = ledger()) {
            keep(ledger, 1, "hook");
            keep(ledger, 2, "hook");
            keep(ledger, 3, "hook");
            ledger.outbox().refused(1, "answered 422");

            assertThat(run("list", "--limit", "2")).isEqualTo(ExitCode.PROBLEM);
            assertThat(out.toString())
                    .doesNotContain("alert c/angry/1")
                    .containsSubsequence("alert c/angry/2", "alert c/angry/3", "undertone deliver again --config");
        }
    }

    @Test
    void deadLettersAreSentAgainBesideADaemonThatHoldsTheLedger() {
        try (Ledger ledger = ledger()) {
            keep(ledger, 1, "hook");
            keep(ledger, 2, "hook");
            keep(ledger, 3, "gone");
            keep(ledger, 4, "gone");
            ledger.outbox().delivered(4, today);
            ledger.outbox().refused(2, "answered 422");
            ledger.outbox().refused(3, "answered 422");

            assertThat(run("again", "2")).isEqualTo(ExitCode.DONE);
            assertThat(ledger.outbox().find(2).orElseThrow().state()).isEqualTo(DeliveryState.WAITING);
            assertThat(out.toString()).isEqualTo(String.format("delivery 2 (ticket for hook) is sent again%n"));

            assertThat(run("again", "1", "4", "9")).isEqualTo(ExitCode.PROBLEM);
            assertThat(err.toString())
                    .contains("delivery 1 is no dead letter, it is waiting")
                    .contains("delivery 4 is no dead letter, it is delivered")
                    .contains("there is no delivery 9");

            assertThat(run("again", "--all-dead")).isEqualTo(ExitCode.PROBLEM);
            assertThat(err.toString())
                    .contains("delivery 3 is for 'gone', and no delivery of that name is in the settings");
            assertThat(ledger.outbox().find(3).orElseThrow().state()).isEqualTo(DeliveryState.DEAD);
        }
    }

    @Test
    void wrongSettingsAndWrongWordsHaveTheirOwnExitCodes() {
        assertThat(run("again")).isEqualTo(ExitCode.USAGE);
        assertThat(new CommandLine(new DeliverCommand())
                        .setErr(new PrintWriter(err))
                        .execute())
                .isEqualTo(ExitCode.USAGE);
        settings = folder.resolve("none.yaml");
        assertThat(run("list")).isEqualTo(ExitCode.BAD_SETTINGS);
    }

    private int run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--config", settings.toString()));
        all.addAll(List.of(arguments));
        return new CommandLine(new DeliverCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    private Ledger ledger() {
        return Ledger.open(ledgerFile);
    }

    private void keep(Ledger ledger, int episode, String destination) {
        CallId call = new CallId("c");
        ledger.alerts()
                .record(
                        new Alert(
                                new AlertId(call, "angry", episode),
                                new LegId(call, "c"),
                                Duration.ZERO,
                                Duration.ofSeconds(5),
                                today,
                                "0123456789ab",
                                List.of(),
                                List.of(new Action.Ticket(destination, "angry", ""))),
                        List.of(new Outgoing(
                                1, 1, destination, "ticket", "key " + episode, "the body", Duration.ofHours(24), "")));
    }
}
