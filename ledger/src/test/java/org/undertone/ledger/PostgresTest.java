package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.undertone.core.CallId;
import org.undertone.ledger.entry.ActionOutcome;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.journal.AssessmentWriter;
import org.undertone.ledger.sql.LedgerException;
import org.undertone.ledger.sql.LedgerServer;

/** What only a server can do, or refuse. */
@ExtendWith(WithPostgres.class)
class PostgresTest {

    private static final String SESSIONS = "SELECT pid FROM pg_stat_activity WHERE application_name = 'undertone'";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private TestingPostgres postgres;
    private TestingPlace.Schema place;

    @BeforeEach
    void fresh(TestingPostgres shared) {
        postgres = shared;
        place = new TestingPlace.Schema(shared, shared.freshUrl());
    }

    @AfterEach
    void nobodyIsLeftConnected() {
        await().atMost(PATIENCE).until(() -> sessions() == 0);
    }

    @Test
    void twoUndertonesShareADatabaseAndDoNotSeeEachOthersCalls() {
        TestingPlace.Schema other = new TestingPlace.Schema(postgres, postgres.freshUrl());
        try (Ledger one = place.open();
                Ledger two = other.open()) {
            one.calls().record(Examples.facts(Examples.CALL));
            two.calls().record(Examples.facts(Examples.CALL));

            assertThat(two.endWhatWasOpen(Examples.NOON, "died").calls()).isEqualTo(1);

            assertThat(one.calls().find(Examples.CALL).orElseThrow().endedAt()).isEmpty();
            assertThat(one.alerts().record(Examples.alert(1)).get(0).number()).isEqualTo(1);
            assertThat(two.alerts().record(Examples.alert(1)).get(0).number()).isEqualTo(1);
        }
    }

    @Test
    void aSecondUndertoneIsKeptOutOfASchemaUntilTheFirstHasEnded() {
        try (Ledger first = place.open()) {
            first.calls().record(Examples.facts(Examples.CALL));

            refused(place::open)
                    .hasMessageContaining("another Undertone keeps its ledger in this schema")
                    .hasMessageContaining("currentSchema=pbx2");

            assertThat(first.calls().find(Examples.CALL).orElseThrow().endedAt())
                    .isEmpty();
        }
        await().atMost(PATIENCE).untilAsserted(() -> place.open().close());
    }

    @Test
    void aServerThatEndsIdleSessionsLetsNoSecondUndertoneIn() throws SQLException {
        String database = postgres.url("undertone");
        postgres.beside(database, "ALTER DATABASE undertone SET idle_session_timeout = 3000");
        try (Ledger first = place.open()) {
            List<Integer> keeper = numbers("SELECT pid FROM pg_locks WHERE locktype = 'advisory'");
            List<Integer> idle = new ArrayList<>(numbers(SESSIONS));
            idle.removeAll(keeper);
            assertThat(keeper).hasSize(1);
            assertThat(idle).isNotEmpty();

            // They were at work after the keeper was.
            await().atMost(PATIENCE).until(() -> Collections.disjoint(numbers(SESSIONS), idle));

            assertThat(numbers(SESSIONS)).containsAll(keeper);
            assertThat(first.calls().newest(1)).isEmpty();
        } finally {
            postgres.beside(database, "ALTER DATABASE undertone RESET idle_session_timeout");
        }
    }

    @Test
    void whoOnlyReadsSeesWhatIsWrittenMeanwhileAndCannotWrite() {
        try (Ledger writing = place.open();
                Ledger reading = place.openToRead()) {
            writing.alerts().record(Examples.alert(1));

            assertThat(reading.alerts().of(Examples.CALL)).hasSize(1);
            refused(() -> reading.alerts().record(Examples.alert(2)))
                    .hasMessageContaining("read-only")
                    .hasMessageContaining("opened to be read");
            refused(() -> writing.database().read("trying", handle -> handle.execute("DELETE FROM alerts")))
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void whoOnlyReadsMakesNoLedgerWhereThereIsNone() throws SQLException {
        refused(place::openToRead).hasMessageContaining("there is none yet");
        assertThat(Ledger.look(place.server())).contains("will be made at the first start");

        place.open().close();
        assertThat(Ledger.look(place.server())).contains("with a ledger").contains("PostgreSQL");
    }

    @Test
    void tablesOfANewerUndertoneAreRefused() throws SQLException {
        place.open().close();
        place.beside("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
                + " installed_by, installed_on, 1, true FROM flyway_schema_history WHERE version = '1'");

        refused(place::open).hasMessageContaining("a newer version may have written it");
        refused(place::openToRead).hasMessageContaining("its tables are not those of this version");
    }

    @Test
    void manyThreadsWriteAtTheSameTimeAsIfOneCameAfterTheOther() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Ledger ledger = place.open()) {
            ledger.alerts().record(Examples.alert(1));
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int episode = i + 2;
                all.add(threads.submit(() -> {
                    ledger.alerts().record(Examples.alert(episode));
                    ledger.alerts()
                            .recordAction(
                                    Examples.alert(1).id(), Examples.SET, ActionOutcome.DONE, "done", Examples.NOON);
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }

            assertThat(ledger.alerts().tickets(100))
                    .extracting(Ticket::number)
                    .doesNotHaveDuplicates()
                    .hasSize(41)
                    .contains(1L, 41L);
            assertThat(ledger.alerts().of(Examples.CALL).get(0).actions()).hasSize(40);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRestartOfTheServerIsSurvivedAndNoAssessmentIsLost() {
        try (Ledger ledger = place.open()) {
            try (AssessmentWriter writer = AssessmentWriter.start(ledger, 1000, Duration.ofMillis(20))) {
                writer.offer(Examples.scored(Examples.CUSTOMER, 0));
                await().atMost(PATIENCE).until(() -> writer.counts().written() == 1);

                postgres.stop();
                writer.offer(Examples.scored(Examples.CUSTOMER, 1));
                refused(() -> ledger.alerts().record(Examples.alert(1))).hasMessageContaining("storing alert");
                // Nobody waits for it again.
                refused(() -> ledger.alerts().record(Examples.alert(1))).hasMessageContaining("was away a moment ago");
                writer.offer(Examples.scored(Examples.CUSTOMER, 2));
                postgres.startAgain();

                await().atMost(PATIENCE).until(() -> writer.counts().written() == 3);
                assertThat(writer.counts().dropped()).isZero();
            }
            assertThat(ledger.assessments().of(Examples.CALL)).hasSize(3);
            assertThat(ledger.alerts().record(Examples.alert(2))).hasSize(1);
            refused(place::open).hasMessageContaining("another Undertone");
        }
    }

    @Test
    void aBrokenConnectionIsReplacedAndWhatWasBeingWrittenIsKept() throws SQLException {
        try (Ledger ledger = place.open()) {
            ledger.calls().record(Examples.facts(Examples.CALL));
            postgres.beside(
                    postgres.url("undertone"),
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'undertone'");

            ledger.calls().record(Examples.facts(new CallId("later")));

            assertThat(ledger.calls().newest(10)).hasSize(2);
            refused(place::open).hasMessageContaining("another Undertone");
        }
    }

    @Test
    void whoFindsTheirSchemaTakenAfterwardsStopsWriting() throws SQLException {
        try (Ledger first = place.open()) {
            first.calls().record(Examples.facts(Examples.CALL));
            try (var other = postgres.connect(place.url());
                    var statement = other.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                        + " 'undertone'");
                statement.execute("SELECT pg_advisory_lock(1970168948, hashtext(current_schema()))");

                refused(() -> first.calls().end(Examples.CALL, Examples.NOON))
                        .hasMessageContaining("another Undertone");
            }
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotRepeated() {
        refused(() -> Ledger.open(new LedgerServer(place.url(), Optional.of("undertone"), Optional.of("hunter2"))))
                .hasMessageContaining("check user and password")
                .hasMessageContaining("pg_hba.conf");
        refused(() -> Ledger.open(saidBy(place.url() + "&user=undertone&password=hunter2")))
                .hasMessageContaining("check user and password");
        refused(() -> Ledger.openToRead(saidBy(place.url() + "&user=nobody&password=hunter2")))
                .hasMessageContaining("check user and password");
        refused(() -> Ledger.look(saidBy(place.url() + "&user=undertone&password=hunter2")))
                .hasMessageContaining("check user and password");
    }

    @Test
    void aUrlMaySayUserAndPassword() {
        String url = place.url() + "&user=undertone&password=" + TestingPostgres.PASSWORD;
        try (Ledger ledger = Ledger.open(saidBy(url))) {
            assertThat(ledger.place())
                    .startsWith(postgres.url("undertone") + ", schema test_")
                    .doesNotContain(TestingPostgres.PASSWORD);
        }
        assertThat(saidBy(url)).hasToString("LedgerServer[(secret)]");
    }

    @Test
    void aDatabaseThatDoesNotExistIsToBeMade() {
        refused(() -> Ledger.open(server(postgres.url("nothing")))).hasMessageContaining("CREATE DATABASE");
    }

    @Test
    void aUserWithoutRightsIsToBeGivenThem() throws SQLException {
        postgres.beside(postgres.url("undertone"), "CREATE ROLE guest LOGIN PASSWORD 'hunter2'");
        try {
            refused(() -> Ledger.open(new LedgerServer(place.url(), Optional.of("guest"), Optional.of("hunter2"))))
                    .hasMessageContaining("permission denied")
                    .hasMessageContaining("GRANT CREATE ON DATABASE");
        } finally {
            postgres.beside(postgres.url("undertone"), "DROP ROLE guest");
        }
    }

    @Test
    void aServerThatDoesNotListenIsNamed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        refused(() -> Ledger.open(server("jdbc:postgresql://127.0.0.1:" + port + "/undertone")))
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("Is the server running");
    }

    @Test
    void aUrlThatIsNoneIsRefusedWithoutRepeatingIt() {
        refused(() -> Ledger.open(saidBy("jdbc:postgresql://u:hunter2@db/undertone")))
                .hasMessageContaining("not understood");
        refused(() -> Ledger.open(saidBy("jdbc:postgresql://db:port/undertone?password=hunter2")))
                .hasMessageContaining("not understood");
        refused(() -> Ledger.open(saidBy("jdbc:postgresql://db/undertone?password=hunter2&currentSchema=a,b")))
                .hasMessageContaining("the name of one schema");
    }

    /** One whose URL says user and password too. */
    private static LedgerServer saidBy(String url) {
        return new LedgerServer(url, Optional.empty(), Optional.empty());
    }

    private LedgerServer server(String url) {
        return new LedgerServer(url, Optional.of(TestingPostgres.USER), Optional.of(TestingPostgres.PASSWORD));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable doing) {
        return assertThatThrownBy(doing)
                .isInstanceOf(LedgerException.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining(TestingPostgres.PASSWORD);
    }

    private int sessions() throws SQLException {
        return numbers(SESSIONS).size();
    }

    private List<Integer> numbers(String query) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (var connection = postgres.connect(postgres.url("undertone"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}
