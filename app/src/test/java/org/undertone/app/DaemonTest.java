package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.Settings;
import org.undertone.config.SettingsLoader;
import org.undertone.core.Action;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;
import org.undertone.lab.Pbx;
import org.undertone.lab.Script;
import org.undertone.lab.Speech;

class DaemonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aCallIsHelpedEvenIfTheLedgerCanKeepNothing() throws SQLException {
        List<DaemonEvent> events = new CopyOnWriteArrayList<>();
        try (Lab lab = Lab.start(LabOptions.defaults())) {
            Settings settings = settings(lab.pbx());
            try (Daemon daemon = Daemon.start(settings, events::add, Clock.systemUTC())) {
                assertThat(daemon.summary()).contains("TestingAlwaysAngry");
                ruin(settings.ledger());
                lab.phones().agent().answersWith(Script.silent());
                lab.phones().customer().call("600", Script.silent().play("calm", lab.speech(Speech.CUSTOMER_CALM)));

                await().atMost(PATIENCE)
                        .until(() -> acted(events, Action.Ticket.class).isPresent());

                assertThat(acted(events, Action.Set.class).orElseThrow().done()).isTrue();
                assertThat(lab.pbx().channels().stream()
                                .filter(channel -> channel.name().startsWith("PJSIP/"))
                                .map(channel -> lab.pbx().variable(channel.name(), "EMOTION")))
                        .containsExactly(Optional.of("angry"), Optional.of("angry"));
                assertThat(acted(events, Action.Ticket.class).orElseThrow())
                        .satisfies(ticket -> assertThat(ticket.done()).isFalse())
                        .satisfies(ticket -> assertThat(ticket.detail()).contains("the ledger could not keep it"));
            }
            lab.reset();
        }
    }

    private Settings settings(Pbx pbx) {
        String yaml = """
                asterisk: {url: '%s', user: '%s', password: '%s', app: daemon-test}
                media: {ports: 43800-43899}
                model: {folder: '%s'}
                rules: '%s'
                profiles: [{name: support, queues: [support]}]
                """.formatted(
                pbx.httpUri(),
                pbx.ariUser(),
                pbx.ariPassword(),
                Path.of("src/test/resources/models/testing-always-angry").toAbsolutePath(),
                Path.of("../config/rules.yaml").toAbsolutePath());
        return new SettingsLoader(Map.of()).parse("daemon-test", yaml, folder);
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
