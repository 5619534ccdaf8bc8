package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Quality;
import org.undertone.core.Track;
import org.undertone.core.WindowRef;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.LeftOpen;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.journal.AssessmentWriter;
import org.undertone.ledger.sql.LedgerException;

class LedgerFileTest {

    @TempDir
    private Path folder;

    @Test
    void makesTheFileAndItsFolderWhenThereIsNone() throws IOException {
        Path file = folder.resolve("var/lib/undertone.db");

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.calls().newest(1)).isEmpty();
            assertThat(ledger.place()).isEqualTo(file.toString());
        }

        assertThat(file).isRegularFile();
        assertThat(Files.getPosixFilePermissions(file))
                .as("what was heard of people is not for every user of the machine")
                .doesNotContain(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
        assertThat(file.resolveSibling("undertone.db-wal")).doesNotExist();
    }

    @Test
    void keepsReadersOutOfTheWritersWayAndSyncsEachTransactionOnlyToTheLog() {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            assertThat(pragma(ledger, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(ledger, "synchronous")).isEqualTo("1");
            assertThat(pragma(ledger, "foreign_keys")).isEqualTo("1");
            assertThat(pragma(ledger, "busy_timeout")).isEqualTo("5000");
        }
    }

    @Test
    void readersCannotWrite() {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            assertThatThrownBy(() -> ledger.database().read("trying", handle -> handle.execute("DELETE FROM alerts")))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void whoOnlyReadsSeesWhatAnotherProgramWritesAndCannotWrite() throws IOException {
        Path file = folder.resolve("a.db");
        try (Ledger writing = Ledger.open(file);
                Ledger reading = Ledger.openToRead(file)) {
            writing.alerts().record(Examples.alert(1));

            assertThat(reading.alerts().of(Examples.CALL)).hasSize(1);
            assertThatThrownBy(() -> reading.alerts().record(Examples.alert(2)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("readonly");
        }
        byte[] before = Files.readAllBytes(file);
        try (Ledger reading = Ledger.openToRead(file)) {
            assertThat(reading.alerts().of(Examples.CALL)).hasSize(1);
        }
        assertThat(file).hasBinaryContent(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whoOnlyReadsMakesNoLedgerWhereThereIsNone() {
        Path file = folder.resolve("none/a.db");

        assertThatThrownBy(() -> Ledger.openToRead(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("there is none yet")
                .hasMessageContaining(file.toString());

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoOnlyReadsDoesNotChangeTheTablesOfAnOlderUndertone() throws Exception {
        Path file = folder.resolve("old.db");
        makeFirstSchema(file);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Ledger.openToRead(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("'undertone run' brings up to date");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void findsEverythingAgainAfterItWasClosed() {
        Path file = folder.resolve("a.db");
        try (Ledger ledger = Ledger.open(file)) {
            ledger.alerts().record(Examples.alert(1));
        }

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.alerts().of(Examples.CALL)).hasSize(1);
            assertThat(ledger.alerts().record(Examples.alert(2)))
                    .extracting(Ticket::number)
                    .containsExactly(2L);
        }
    }

    @Test
    void keepsWhatWasRecordedBeforeTheProgramWasKilledAndNothingOfWhatWasHalfWritten() throws Exception {
        Path file = folder.resolve("a.db");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // Killed, it cannot delete the native library that it unpacks.
                        "-Dorg.sqlite.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestingKilledProgram.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("killed.log")))
                .isEqualTo(TestingKilledProgram.EXIT);
        assertThat(file.resolveSibling("a.db-wal")).as("left behind unmerged").isNotEmptyFile();

        try (Ledger ledger = Ledger.open(file)) {
            assertThat(ledger.alerts().of(Examples.CALL))
                    .extracting(alert -> alert.id().episode())
                    .containsExactly(1);
            assertThat(ledger.alerts().tickets(10)).hasSize(1);
        }
    }

    @Test
    void readsAWholeAlertOrNoneWhileAnotherThreadWrites() throws Exception {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            AtomicBoolean done = new AtomicBoolean();
            AtomicReference<Throwable> trouble = new AtomicReference<>();
            Thread writer = new Thread(() -> {
                try {
                    for (int episode = 1; episode <= 60; episode++) {
                        ledger.alerts().record(Examples.alert(episode));
                        ledger.assessments().append(List.<Assessment>of(Examples.scored(Examples.AGENT, episode)));
                    }
                } catch (LedgerException e) {
                    trouble.set(e);
                } finally {
                    done.set(true);
                }
            });
            writer.start();
            int reads = 0;
            while (!done.get()) {
                assertThat(ledger.alerts().of(Examples.CALL)).allSatisfy(alert -> {
                    assertThat(alert.evidence()).hasSize(5);
                    assertThat(alert.tickets()).hasSize(1);
                });
                reads++;
            }
            writer.join();
            assertThat(trouble.get()).isNull();
            assertThat(reads).isPositive();
            assertThat(ledger.alerts().of(Examples.CALL)).hasSize(60);
        }
    }

    /** A file that is in use somewhere was written by it: a change is a new file beside it. */
    @Test
    void theFirstSchemaStaysAsItWasPublished() throws SQLException {
        Path file = folder.resolve("a.db");
        Ledger.open(file).close();

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT checksum FROM flyway_schema_history WHERE version = '1'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(-897_481_573);
        }
    }

    private static void makeFirstSchema(Path file) {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + file, "", "")
                .locations("classpath:org/undertone/ledger/migrations")
                .loggers("slf4j")
                .target("1")
                .load()
                .migrate();
    }

    @Test
    void takesAFileOfTheFirstSchemaAndKeepsWhatIsInIt() throws SQLException {
        Path file = folder.resolve("a.db");
        makeFirstSchema(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO calls VALUES ('c1', 'support', '', '4420', '', 1000, NULL)");
            statement.execute("INSERT INTO taps VALUES ('c1', 'leg', 'customer', 1100, NULL, 70, NULL)");
            statement.execute("INSERT INTO not_tapped VALUES ('c1', 'b', 'no free port', 3000), ('c1', 'b', 'no free"
                    + " port', 2000), ('c1', 'b', 'role unknown', 2500), ('c1', '', 'no free port', 4000)");
        }

        try (Ledger ledger = Ledger.open(file)) {
            CallId call = new CallId("c1");
            assertThat(ledger.calls().newest(10)).extracting(CallRecord::call).containsExactly(call);
            assertThat(ledger.taps().of(call)).hasSize(1);
            assertThat(ledger.taps().notTappedOf(call))
                    .extracting(NotTapped::reason, not -> not.at().toEpochMilli())
                    .containsExactly(
                            tuple("no free port", 2000L), tuple("role unknown", 2500L), tuple("no free port", 4000L));
            ledger.taps().pause(new LegId(call, "leg"), "hold", Instant.ofEpochMilli(5000));
            assertThat(ledger.endWhatWasOpen(Instant.ofEpochMilli(9000), "ended without closing this"))
                    .isEqualTo(new LeftOpen(1, 1, 1, 0));
        }
    }

    @Test
    void windowsThatWereKeptBeforeThereWereTracksAreTheirOwnTrack() throws SQLException {
        Path file = folder.resolve("a.db");
        makeFirstSchema(file);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO assessments VALUES ('c1', 'leg', 1000, 0, 3000, 'scored', NULL,"
                    + " 0.5, 0, 0.3, 0, 0.2, 0, 0, 0, 0, 0.8, -20, 0.9)");
        }

        try (Ledger ledger = Ledger.open(file)) {
            Probabilities heard = Probabilities.of(0.5, 0, 0.3, 0, 0.2, 0, 0, 0, 0);
            assertThat(ledger.assessments().of(new CallId("c1")))
                    .containsExactly(new Assessment.Scored(
                            new WindowRef(
                                    new LegId(new CallId("c1"), "leg"),
                                    Duration.ZERO,
                                    Duration.ofSeconds(3),
                                    Instant.ofEpochMilli(1000)),
                            heard,
                            new Track(heard, Emotion.ANGRY, List.of()),
                            0.8,
                            -20,
                            new Quality(0.9, Set.of(Doubt.SOUND_MISSING)),
                            Optional.empty()));
        }
    }

    @Test
    void refusesAFolderAndNamesAFileThatWouldDo() {
        assertThatThrownBy(() -> Ledger.open(folder))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("this is a folder")
                .hasMessageContaining(folder.resolve("undertone.db").toString());
    }

    @Test
    void refusesAPlaceWhoseFolderIsAFile() throws IOException {
        Files.writeString(folder.resolve("notes"), "text");

        assertThatThrownBy(() -> Ledger.open(folder.resolve("notes/undertone.db")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cannot be made")
                .hasMessageContaining("name another place");
    }

    @Test
    void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws IOException {
        Path file = folder.resolve("notes.txt");
        String text = "Not a database at all. ".repeat(100);
        Files.writeString(file, text);

        assertThatThrownBy(() -> Ledger.open(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged or is no ledger")
                .hasMessageContaining("restore a backup");
        assertThat(file).hasContent(text);
    }

    @Test
    void refusesAFileThatANewerUndertoneWrote() throws SQLException {
        Path file = folder.resolve("a.db");
        Ledger.open(file).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, 'V99__later.sql', 1,"
                    + " installed_by, installed_on, 1, 1 FROM flyway_schema_history WHERE version = '1'");
        }

        assertThatThrownBy(() -> Ledger.open(file))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("a newer version may have written it")
                .hasMessageContaining("99");
    }

    @Test
    void refusesAFileWithOptionsBehindIt() {
        assertThatThrownBy(() -> Ledger.open(folder.resolve("a.db?cache=shared")))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("question mark");
    }

    @Test
    void saysWhoMayBeHoldingTheFileWhenItIsLocked() throws SQLException {
        Path file = folder.resolve("a.db");
        try (Ledger ledger = Ledger.open(file);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> ledger.alerts().record(Examples.alert(1)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("another program holds the file")
                    .asInstanceOf(type(LedgerException.class))
                    .matches(LedgerException::away, "it may succeed later");

            statement.execute("ROLLBACK");
            assertThat(ledger.alerts().record(Examples.alert(1))).hasSize(1);
        }
    }

    @Test
    void saysThatTheDiskIsFullAndKeepsWhatFollowsOnceThereIsRoom() {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            String pages = pragma(ledger, "page_count");
            // What SQLite does on a full disk, without filling one.
            ledger.database().run("limiting", handle -> handle.execute("PRAGMA max_page_count = " + pages));
            assertThatThrownBy(() -> {
                        for (int episode = 1; episode < 1000; episode++) {
                            ledger.alerts().record(Examples.alert(episode));
                        }
                    })
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("the disk is full: make room")
                    .asInstanceOf(type(LedgerException.class))
                    .matches(LedgerException::away, "it may succeed later");
            int kept = ledger.alerts().of(Examples.CALL).size();

            ledger.database().run("making room", handle -> handle.execute("PRAGMA max_page_count = 1000000"));
            ledger.alerts().record(Examples.alert(2000));
            assertThat(ledger.alerts().of(Examples.CALL)).hasSize(kept + 1);
        }
    }

    @Test
    void assessmentsWaitWhileTheDiskIsFull() {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            String pages = pragma(ledger, "page_count");
            ledger.database().run("limiting", handle -> handle.execute("PRAGMA max_page_count = " + pages));
            AssessmentWriter writer = AssessmentWriter.start(ledger, 5000, Duration.ofHours(1));
            for (int hop = 0; hop < 900; hop++) {
                writer.offer(Examples.scored(Examples.CUSTOMER, hop));
            }

            writer.close();

            assertThat(writer.counts())
                    .as("they waited until the end, and were not refused")
                    .isEqualTo(new AssessmentWriter.Counts(0, 0, 0, 900));
        }
    }

    @Test
    void aTableThatIsNotThereDoesNotComeByItself() {
        try (Ledger ledger = Ledger.open(folder.resolve("a.db"))) {
            ledger.database().run("breaking", handle -> handle.execute("ALTER TABLE alerts RENAME TO hidden"));

            assertThatThrownBy(() -> ledger.alerts().record(Examples.alert(1)))
                    .asInstanceOf(type(LedgerException.class))
                    .matches(e -> !e.away(), "the same fails later too");
        }
    }

    private static String pragma(Ledger ledger, String name) {
        return ledger.database().write("asking", handle -> handle.createQuery("PRAGMA " + name)
                .map((ResultSet rs, StatementContext context) -> rs.getString(1))
                .one());
    }
}
