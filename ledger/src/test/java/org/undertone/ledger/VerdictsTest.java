package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.AlertId;
import org.undertone.ledger.entry.JudgedAlert;
import org.undertone.ledger.entry.Verdict;

/** What people say of alerts. */
@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class VerdictsTest {

    private static final AlertId FIRST = new AlertId(Examples.CALL, "customer-angry", 1);

    @Parameter
    private TestingPlace.Kind kind;

    @TempDir
    private Path folder;

    private TestingPlace place;
    private Ledger ledger;

    @BeforeEach
    void twoAlertsOfACall(TestingPostgres postgres) {
        place = TestingPlace.fresh(kind, folder, postgres);
        ledger = place.open();
        ledger.calls().record(Examples.facts(Examples.CALL));
        ledger.alerts().record(Examples.alert(1));
        ledger.alerts().record(Examples.alert(2));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void theNewestVerdictIsKeptWithTheQueueOfTheCall() {
        Verdicts verdicts = ledger.verdicts();

        assertThat(verdicts.judge(FIRST, Verdict.WRONG, Examples.NOON)).isTrue();
        assertThat(verdicts.judge(FIRST, Verdict.RIGHT, Examples.NOON.plusSeconds(9)))
                .isTrue();

        assertThat(verdicts.of(FIRST)).contains(Verdict.RIGHT);
        assertThat(verdicts.since(Examples.NOON))
                .containsExactly(
                        new JudgedAlert(
                                FIRST, "support-queue", Examples.NOON.plusMillis(6510), Optional.of(Verdict.RIGHT)),
                        new JudgedAlert(
                                new AlertId(Examples.CALL, "customer-angry", 2),
                                "support-queue",
                                Examples.NOON.plusMillis(6510),
                                Optional.empty()));
        assertThat(verdicts.since(Examples.NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void aVerdictCanBeTakenBack() {
        Verdicts verdicts = ledger.verdicts();
        verdicts.judge(FIRST, Verdict.WRONG, Examples.NOON);

        assertThat(verdicts.takeBack(FIRST)).isTrue();
        assertThat(verdicts.takeBack(FIRST)).isFalse();

        assertThat(verdicts.since(Examples.NOON))
                .extracting(JudgedAlert::verdict)
                .containsOnly(Optional.empty());
    }

    @Test
    void whatNeverFiredCannotBeJudged() {
        assertThat(ledger.verdicts().judge(new AlertId(Examples.CALL, "customer-sad", 1), Verdict.RIGHT, Examples.NOON))
                .isFalse();
    }

    @Test
    void itIsJudgedBesideTheProgramThatKeepsTheLedger() {
        try (Ledger beside = place.openBeside()) {
            assertThat(beside.verdicts().judge(FIRST, Verdict.WRONG, Examples.NOON))
                    .isTrue();
        }

        assertThat(ledger.verdicts().since(Examples.NOON).get(0).verdict()).contains(Verdict.WRONG);
    }
}
