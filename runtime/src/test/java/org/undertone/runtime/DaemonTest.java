package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Settings;
import org.undertone.config.read.SettingsLoader;
import org.undertone.core.Action;
import org.undertone.core.Assessment;
import org.undertone.core.Emotion;
import org.undertone.core.ShadowScore;
import org.undertone.core.WindowRef;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;
import org.undertone.ledger.Ledger;
import org.undertone.runtime.event.DaemonEvent;

@Tag("asterisk")
class DaemonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aCallIsHelpedEvenIfTheLedgerCanKeepNothing() throws Exception {
        List<DaemonEvent> events = new CopyOnWriteArrayList<>();
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            Settings settings = settings(lab.pbx());
            try (Daemon daemon = Daemon.start(settings, events::add, Clock.systemUTC())) {
                assertThat(daemon.summary()).contains("TestingAlwaysAngry");
                ruin(folder.resolve("undertone.db"));
                lab.phones().agent().answersWith(Script.silent());
                lab.phones().customer().call("600", Script.silent().play("calm", lab.speech(Speech.CUSTOMER_CALM)));

                await().atMost(PATIENCE)
                        .until(() -> acted(events, Action.Ticket.class).isPresent()
                                && acted(events, Action.Set.class).isPresent());

                assertThat(acted(events, Action.Set.class).orElseThrow().done()).isTrue();
                assertThat(lab.pbx().channels().stream()
                                .filter(channel -> channel.name().startsWith("PJSIP/"))
                                .map(channel -> lab.pbx().variable(channel.name(), "EMOTION")))
                        .containsExactly(Optional.of("angry"), Optional.of("angry"));
                assertThat(acted(events, Action.Ticket.class).orElseThrow())
                        .satisfies(ticket -> assertThat(ticket.done()).isFalse())
                        .satisfies(ticket -> assertThat(ticket.detail()).contains("the ledger could not keep it"));
                assertThat(metrics(settings))
                        .contains("undertone_model_info{name=\"TestingAlwaysAngry\"")
                        .contains("undertone_scorer_info{provider=\"")
                        .containsPattern("undertone_alerts_total\\{rule=\"customer-angry\"} [1-9]")
                        .contains("undertone_taps_open 1.0", "undertone_pbx_connected 1.0")
                        .doesNotContain(lab.pbx().channels().get(0).uniqueId());
            }
            lab.reset();
        }
    }

    @Test
    void aSecondModelHearsInTheShadowAndNoRuleAsksForIt() throws Exception {
        List<DaemonEvent> events = new CopyOnWriteArrayList<>();
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            Settings settings = settings(lab.pbx(), ", shadow: '" + model("testing-always-angry") + "'");
            try (Daemon daemon = Daemon.start(settings, events::add, Clock.systemUTC())) {
                assertThat(daemon.summary()).contains("TestingAlwaysNeutral", "in its shadow TestingAlwaysAngry");
                lab.phones().agent().answersWith(Script.silent());
                lab.phones().customer().call("600", Script.silent().play("calm", lab.speech(Speech.CUSTOMER_CALM)));

                await().atMost(PATIENCE).until(() -> !shadowed().isEmpty());

                assertThat(metrics(settings))
                        .containsPattern(
                                "undertone_shadow_windows_total\\{model=\"TestingAlwaysAngry [^}]*outcome=\"kept\"");
            }
            lab.reset();
        }
        assertThat(shadowed()).allSatisfy(score -> {
            assertThat(score.model()).startsWith("TestingAlwaysAngry ");
            assertThat(score.probabilities().top()).isEqualTo(Emotion.ANGRY);
        });
        assertThat(shadowed().stream().map(ShadowScore::window).toList()).isSubsetOf(scored());
        assertThat(events).noneMatch(DaemonEvent.Raised.class::isInstance);
    }

    private List<ShadowScore> shadowed() {
        try (Ledger ledger = Ledger.openToRead(folder.resolve("undertone.db"))) {
            return ledger.calls().newest(9).stream()
                    .flatMap(call -> ledger.shadowScores().of(call.call()).stream())
                    .toList();
        }
    }

    private List<WindowRef> scored() {
        try (Ledger ledger = Ledger.openToRead(folder.resolve("undertone.db"))) {
            return ledger.calls().newest(9).stream()
                    .flatMap(call -> ledger.assessments().of(call.call()).stream())
                    .filter(Assessment.Scored.class::isInstance)
                    .map(Assessment::window)
                    .toList();
        }
    }

    private static Path model(String name) {
        return Path.of("../inference/src/test/resources/models", name).toAbsolutePath();
    }

    private Settings settings(Pbx pbx) throws IOException {
        return settings(pbx, model("testing-always-angry"), "");
    }

    private Settings settings(Pbx pbx, String more) throws IOException {
        return settings(pbx, model("testing-always-neutral"), more);
    }

    private Settings settings(Pbx pbx, Path model, String more) throws IOException {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: daemon-test}
                media: {ports: 43800-43899}
                model: {folder: '%s'%s}
                rules: '%s'
                metrics: {port: %s}
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                        pbx.httpUri(),
                        pbx.ariUser(),
                        pbx.ariPassword(),
                        model,
                        more,
                        Path.of("../config/rules.yaml").toAbsolutePath(),
                        freePort());
        return new SettingsLoader(Map.of()).parse("daemon-test", yaml, folder);
    }

    private static String metrics(Settings settings) throws IOException, InterruptedException {
        int port = settings.metrics().orElseThrow().port();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Takes its tables from under the daemon, so that everything it reads or keeps fails. */
    private static void ruin(Path ledger) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement statement = connection.createStatement()) {
            for (String table :
                    List.of("calls", "taps", "assessments", "alert_windows", "tickets", "actions", "alerts")) {
                statement.execute("DROP TABLE " + table);
            }
        }
    }

    private static Optional<DaemonEvent.Acted> acted(List<DaemonEvent> events, Class<? extends Action> kind) {
        return events.stream()
                .filter(DaemonEvent.Acted.class::isInstance)
                .map(DaemonEvent.Acted.class::cast)
                .filter(acted -> kind.isInstance(acted.action()))
                .findFirst();
    }
}
