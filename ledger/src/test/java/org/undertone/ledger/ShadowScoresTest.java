package org.undertone.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.Probabilities;
import org.undertone.core.Role;
import org.undertone.core.ShadowScore;
import org.undertone.core.WindowRef;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.HeardCall;

/** What was heard in the calls of some time, and what a model in the shadow made of it. */
@ParameterizedClass
@EnumSource
@ExtendWith(WithPostgres.class)
class ShadowScoresTest {

    private static final LegId LEG = new LegId(Examples.CALL, "in-1");

    @Parameter
    private TestingPlace.Kind kind;

    @TempDir
    private Path folder;

    private Ledger ledger;

    @BeforeEach
    void aCall(TestingPostgres postgres) {
        ledger = TestingPlace.fresh(kind, folder, postgres).open();
        ledger.calls().record(Examples.facts(Examples.CALL));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whatTheShadowHeardIsKeptByWindowAndModel() {
        ShadowScores shadow = ledger.shadowScores();
        List<ShadowScore> scores = List.of(score(0, "ours 2"), score(1, "ours 1"), score(1, "ours 2"));

        shadow.append(scores);
        shadow.append(List.of(score(1, "ours 2")));
        shadow.append(List.of());

        assertThat(shadow.of(Examples.CALL)).containsExactlyElementsOf(scores);
        assertThat(shadow.of(new CallId("another"))).isEmpty();
    }

    @Test
    void aCallThatHasEndedIsReadWithAllThatWasHeard() {
        HeardCalls calls = ledger.heardCalls();
        ledger.taps().begin(LEG, Role.CUSTOMER, Examples.NOON, Duration.ZERO);
        ledger.taps().pause(LEG, "hold", Examples.NOON.plusSeconds(9));
        ledger.assessments().append(List.of(new Assessment.NoSpeech(window(0), 0, -60)));
        assertThat(calls.since(Examples.NOON)).isEmpty();

        ledger.calls().end(Examples.CALL, Examples.NOON.plusSeconds(60));

        CallRecord call = calls.since(Examples.NOON).get(0);
        assertThat(calls.since(call.startedAt().plusMillis(1))).isEmpty();
        assertThat(calls.of(call))
                .isEqualTo(new HeardCall(
                        call,
                        ledger.taps().of(Examples.CALL),
                        ledger.taps().pausesOf(Examples.CALL),
                        ledger.assessments().of(Examples.CALL)));
        assertThat(calls.of(call).assessments()).hasSize(1);
    }

    private static ShadowScore score(int second, String model) {
        return new ShadowScore(window(second), model, Probabilities.of(0.25, 0, 0, 0, 0.75, 0, 0, 0, 0));
    }

    private static WindowRef window(int second) {
        return new WindowRef(
                LEG, Duration.ofSeconds(second), Duration.ofSeconds(second + 3), Examples.NOON.plusSeconds(second + 3));
    }
}
