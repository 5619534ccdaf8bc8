package org.undertone.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.ledger.Examples;
import org.undertone.ledger.Ledger;
import org.undertone.ledger.TestingPlace;
import org.undertone.ledger.TestingPostgres;
import org.undertone.ledger.TestingTables;
import org.undertone.ledger.WithPostgres;

@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class AssessmentWriterTest {

    private static final Duration NEVER = Duration.ofHours(1);

    @Parameter
    private TestingPlace.Kind kind;

    @TempDir
    private Path folder;

    private TestingPlace place;
    private Ledger ledger;

    @BeforeEach
    void open(TestingPostgres postgres) {
        place = TestingPlace.fresh(kind, folder, postgres);
        ledger = place.open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void writesWhatGatheredWithoutBeingAsked() {
        try (AssessmentWriter writer = AssessmentWriter.start(ledger, 100, Duration.ofMillis(20))) {
            assertThat(writer.offer(Examples.scored(Examples.CUSTOMER, 0))).isTrue();
            assertThat(writer.offer(Examples.noSpeech(Examples.AGENT, 1))).isTrue();

            await().atMost(Duration.ofSeconds(30)).until(() -> writer.counts().written() == 2);
        }
        assertThat(ledger.assessments().of(Examples.CALL))
                .containsExactly(Examples.scored(Examples.CUSTOMER, 0), Examples.noSpeech(Examples.AGENT, 1));
    }

    @Test
    void writesWhatWaitsBeforeItEnds() {
        AssessmentWriter writer = AssessmentWriter.start(ledger, 5000, NEVER);
        for (int hop = 0; hop < 2500; hop++) {
            writer.offer(Examples.scored(Examples.CUSTOMER, hop));
        }

        writer.close();

        assertThat(ledger.assessments().of(Examples.CALL)).hasSize(2500);
        assertThat(writer.counts()).isEqualTo(new AssessmentWriter.Counts(2500, 0, 0, 0));
    }

    @Test
    void dropsAndCountsWhatFindsTheQueueFull() {
        AssessmentWriter writer = AssessmentWriter.start(ledger, 3, NEVER);
        for (int hop = 0; hop < 5; hop++) {
            assertThat(writer.offer(Examples.scored(Examples.CUSTOMER, hop))).isEqualTo(hop < 3);
        }

        writer.close();

        assertThat(writer.counts()).isEqualTo(new AssessmentWriter.Counts(3, 2, 0, 0));
        assertThat(ledger.assessments().of(Examples.CALL)).hasSize(3);
    }

    @Test
    void countsWhatComesAfterItsEnd() {
        AssessmentWriter writer = AssessmentWriter.start(ledger, 3, NEVER);
        writer.close();

        assertThat(writer.offer(Examples.scored(Examples.CUSTOMER, 0))).isFalse();
        assertThat(writer.counts()).isEqualTo(new AssessmentWriter.Counts(0, 0, 0, 1));
    }

    @Test
    void countsWhatTheLedgerRefusesAndGoesOn() {
        try (AssessmentWriter writer = AssessmentWriter.start(ledger, 10, Duration.ofMillis(20))) {
            TestingTables.of(ledger)
                    .run("breaking", handle -> handle.execute("ALTER TABLE assessments RENAME TO hidden"));
            writer.offer(Examples.scored(Examples.CUSTOMER, 0));
            await().atMost(Duration.ofSeconds(30)).until(() -> writer.counts().droppedRefused() == 1);

            TestingTables.of(ledger)
                    .run("mending", handle -> handle.execute("ALTER TABLE hidden RENAME TO assessments"));
            writer.offer(Examples.scored(Examples.CUSTOMER, 1));
            await().atMost(Duration.ofSeconds(30)).until(() -> writer.counts().written() == 1);
        }
    }
}
