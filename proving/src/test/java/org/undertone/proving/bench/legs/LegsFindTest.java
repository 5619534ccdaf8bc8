package org.undertone.proving.bench.legs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.undertone.core.NotScoredReason;
import org.undertone.proving.bench.legs.LegsFind.Found;
import org.undertone.proving.bench.measure.CpuTimes;
import org.undertone.proving.bench.measure.Machine;
import org.undertone.proving.bench.measure.Spread;
import org.undertone.proving.bench.measure.Tally;

class LegsFindTest {

    private static final long SECOND = 1_000_000_000;
    private static final LegsPlan PLAN =
            new LegsPlan(5, Duration.ofSeconds(10), Duration.ZERO, Duration.ofMillis(500), true, 1, 20_000);

    @Test
    void theSearchEndsWithinATwentiethOfWhatIsCarried() {
        Found found = find(plan -> run(plan, plan.legs() / 200.0, 100, 0));

        assertThat(found.carried()).isBetween(133, 140);
        assertThat(found.best().plan().legs()).isEqualTo(found.carried());
    }

    @Test
    void fromTooManyItGoesDown() {
        assertThat(find(plan -> run(plan, plan.legs() / 3.0, 100, 0)).carried()).isEqualTo(2);
    }

    @Test
    void lateAssessmentsAreNotCarried() {
        assertThat(find(plan -> run(plan, 0.1, 10 * plan.legs(), 0)).carried()).isEqualTo(15);
    }

    @Test
    void norAreWindowsThatAreOvertaken() {
        assertThat(find(plan -> run(plan, 0.1, 100, plan.legs() > 8 ? 1 : 0)).carried())
                .isEqualTo(8);
    }

    @Test
    void aTryThatOtherProgramsSpoiledIsMadeAgain() {
        AtomicInteger tries = new AtomicInteger();

        Found found = find(plan -> run(plan, 0.001, 100, 0, tries.incrementAndGet() == 1 ? 0.4 : 0));

        assertThat(found.tried()).allMatch(run -> run.others() < 0.01);
        assertThat(tries.get()).isEqualTo(found.tried().size() + 1);
    }

    @Test
    void whereNothingIsCarriedTheLastTryIsTold() {
        Found found = find(plan -> run(plan, 1, 100, 0));

        assertThat(found.carried()).isZero();
        assertThat(found.best().plan().legs()).isEqualTo(1);
    }

    @Test
    void theFormulaIsThatOfTheIssue() {
        // 700 / (2 windows a second x 0.77 x 25 ms) = 18 legs a core.
        assertThat(new Formula(Duration.ofMillis(500), 0.77, 25, 1).legs()).isEqualTo(18.2, within(0.1));
    }

    private static Found find(Function<LegsPlan, LegsRun> bench) {
        return new LegsFind(bench, line -> {}).from(PLAN);
    }

    /** What a machine would have measured that was used by that share. */
    private static LegsRun run(LegsPlan plan, double utilisation, double millis, long overtaken) {
        return run(plan, utilisation, millis, overtaken, 0);
    }

    private static LegsRun run(LegsPlan plan, double utilisation, double millis, long overtaken, double others) {
        long used = Math.round(Math.min(1, utilisation) * Machine.cores() * SECOND);
        Map<NotScoredReason, Long> notScored = new EnumMap<>(NotScoredReason.class);
        notScored.put(NotScoredReason.OVERLOAD, overtaken);
        Tally.Counts counts = new Tally.Counts(new Spread(List.of(millis)), 0, notScored);
        return new LegsRun(
                plan,
                new CpuTimes(SECOND, used, 0, 0, used),
                used,
                1,
                0,
                utilisation + others,
                counts,
                0,
                0,
                1,
                new LegsRun.Rtp(1, 1, 0, Duration.ZERO),
                new LegsRun.Windows(1, 1, 0, 0, 0));
    }
}
