package org.undertone.proving.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.proving.bench.legs.LegsRun;
import org.undertone.proving.bench.measure.CpuTimes;

class OverloadRunTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final OverloadPlan PLAN =
            new OverloadPlan(100, 5, Duration.ofMinutes(5), Duration.ofMinutes(1), 1, 20_000);

    @Test
    void stepsUpAndBackAreInOrder() {
        OverloadRun run = run(LoadLevel.HOP_1S, LoadLevel.HOP_1500MS, LoadLevel.HOP_1S, LoadLevel.FULL);

        assertThat(run.inOrder()).isTrue();
        assertThat(run.allTaken()).isFalse();
        assertThat(run.levelAt(NOON.plusSeconds(2))).isEqualTo(LoadLevel.HOP_1500MS);
        assertThat(run.fullAfter()).as("the fall is in second 3").contains(Duration.ofSeconds(1));
    }

    @Test
    void aStepThatWasJumpedOverIsSeen() {
        assertThat(run(LoadLevel.HOP_1500MS).inOrder()).isFalse();
        assertThat(run(LoadLevel.HOP_1S, LoadLevel.HOP_3S).inOrder()).isFalse();
    }

    @Test
    void whereNotEverythingIsHeardInTheEndItNeverWas() {
        assertThat(run(LoadLevel.HOP_1S, LoadLevel.FULL, LoadLevel.HOP_1S).fullAfter())
                .isEmpty();
    }

    @Test
    void lateCallsBeginInTheLastThird() {
        assertThat(PLAN.lateCallAt(0)).isEqualTo(Duration.ofSeconds(200));
        assertThat(PLAN.lateCallAt(OverloadPlan.LATE_CALLS - 1)).isLessThan(PLAN.overload());
    }

    /** A step a second; the fall is in the third. */
    private static OverloadRun run(LoadLevel... levels) {
        List<LoadStep> steps = new ArrayList<>();
        LoadLevel before = LoadLevel.FULL;
        for (LoadLevel level : levels) {
            steps.add(new LoadStep(NOON.plusSeconds(steps.size() + 1L), before, level, 0, Duration.ZERO));
            before = level;
        }
        return new OverloadRun(
                PLAN,
                NOON,
                NOON.plusSeconds(3),
                steps,
                List.of(),
                Duration.ZERO,
                List.of(),
                new OverloadRun.Windows(0, 0, 0, Map.of(), 0, 0),
                new OverloadRun.Calls(0, 0, 0),
                new CpuTimes(1, 1, 0, 0, 0),
                0,
                0,
                new LegsRun.Rtp(0, 0, 0, Duration.ZERO));
    }
}
