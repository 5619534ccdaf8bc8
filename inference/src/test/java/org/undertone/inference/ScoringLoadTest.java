package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;

/** One worker, a model that ends a window when the test lets it, and a clock that moves when the test says so. */
class ScoringLoadTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final LegId OTHER = Sounds.leg("other");

    private final AudioWindow first = Sounds.window(Sounds.LEG, 0, 8_000);
    private final TestingClock clock = new TestingClock(first.ref().lastPacketAt());
    private final TestingScorer model = TestingScorer.held();
    private final List<Assessment> results = new CopyOnWriteArrayList<>();
    private ScoringEngine engine;

    @BeforeEach
    void start() {
        Assessor assessor = new Assessor(model, TestingPresence.gate(), 0.5, TrackSettings.USUAL);
        engine = new ScoringEngine(assessor, 1, DEADLINE, clock, results::add);
    }

    @AfterEach
    void stop() {
        model.letPass(1_000);
        engine.close();
    }

    @Test
    void aWindowThatWouldComeOutTooLateIsNotScored() {
        begin(first);
        engine.submit(Sounds.window(OTHER, 0, 8_000));
        clock.advance(1_001);
        model.letPass(1);

        await().atMost(LONG).until(() -> results.size() == 2);
        assertThat(results.get(0)).isInstanceOf(Assessment.Scored.class);
        assertThat(results.get(1))
                .isEqualTo(
                        new Assessment.NotScored(Sounds.window(OTHER, 0, 8_000).ref(), NotScoredReason.TOO_LATE));
        assertThat(engine.stats().notScored()).containsEntry(NotScoredReason.TOO_LATE, 1L);
        assertThat(model.begun()).containsExactly(first.ref());
    }

    @Test
    void aLegWhoseWindowWasTooLateComesFirstTheNextTime() {
        begin(first);
        engine.submit(Sounds.window(OTHER, 0, 8_000));
        clock.advance(1_001);
        model.letPass(1);
        await().atMost(LONG).until(() -> results.size() == 2);
        begin(Sounds.window(Sounds.LEG, 2, 8_000));
        engine.submit(Sounds.window(Sounds.leg("third"), 2, 8_000));
        await().atMost(LONG).until(() -> engine.unheard() == 0);
        engine.submit(Sounds.window(OTHER, 2, 8_000));
        await().atMost(LONG).until(() -> engine.unheard() == 0);
        model.letPass(2);

        await().atMost(LONG).until(() -> model.begun().size() == 4);
        assertThat(model.begun().get(2).leg()).isEqualTo(OTHER);
    }

    @Test
    void whatTheModelNeedsIsPartOfTheDeadline() {
        begin(first);
        engine.submit(Sounds.window(OTHER, 0, 8_000));
        clock.advance(400);
        model.letPass(1);
        await("400 ms for the model leave 600 for waiting")
                .atMost(LONG)
                .until(() -> model.begun().size() == 2);
        // The second waited for 400 ms as well, and the third, which comes now, for more than the mean leaves.
        engine.submit(Sounds.window(Sounds.leg("third"), 1, 8_000));
        clock.advance(800);
        model.letPass(1);

        await().atMost(LONG).until(() -> results.size() == 3);
        assertThat(results.get(1)).isInstanceOf(Assessment.Scored.class);
        assertThat(results.get(2)).isInstanceOf(Assessment.NotScored.class);
    }

    @Test
    void aModelThatIsSlowerThanTheDeadlineStillJudgesWhatDidNotWaitLong() {
        begin(first);
        clock.advance(5_000);
        model.letPass(1);
        await().atMost(LONG).until(() -> results.size() == 1);

        begin(Sounds.window(Sounds.LEG, 10, 8_000));
        assertThat(model.begun()).hasSize(2);
    }

    @Test
    void tellsHowBusyTheWorkersAreAndWhatTheyWouldNeedForAll() {
        ScoringLoad before = engine.load();
        clock.advance(500);
        begin(Sounds.window(Sounds.LEG, 1, 8_000));
        engine.submit(Sounds.window(OTHER, 1, 8_000));
        await().atMost(LONG).until(() -> engine.unheard() == 0);
        engine.submit(Sounds.window(OTHER, 2, 8_000));
        await().atMost(LONG).until(() -> engine.unheard() == 0);
        clock.advance(500);

        LoadMeasure measure = engine.load().since(before);
        assertThat(measure.utilisation()).isCloseTo(0.5, within(1e-9));
        assertThat(measure.demand()).as("one is judged, one was overtaken").isCloseTo(1, within(1e-9));
        model.letPass(1);
        await().atMost(LONG).until(() -> engine.load().judged() == 1);
        assertThat(engine.load().since(before).late99()).isBetween(Duration.ofMillis(500), Duration.ofMillis(625));
        assertThat(engine.load().since(engine.load()).demand()).isLessThanOrEqualTo(1);
    }

    @Test
    void delaysAreCountedInStepsThatGrowByAQuarter() {
        DelayMeter meter = new DelayMeter();
        meter.add(Duration.ofDays(1));
        Delays before = meter.read();
        IntStream.rangeClosed(1, 100).forEach(millis -> meter.add(Duration.ofMillis(millis)));
        meter.add(Duration.ofMillis(-3));
        Delays delays = meter.read().since(before);

        assertThat(delays.percentile(0.5)).isBetween(Duration.ofMillis(50), Duration.ofMillis(63));
        assertThat(delays.percentile(0.99)).isBetween(Duration.ofMillis(99), Duration.ofMillis(125));
        assertThat(delays.percentile(0.01)).isEqualTo(Duration.ofMillis(1));
        assertThat(before.since(before).percentile(0.5)).isZero();
        assertThat(before.percentile(1)).isGreaterThan(Duration.ofMinutes(1));
        IntStream.range(0, Delays.STEPS)
                .forEach(step -> assertThat(Delays.step(Delays.bound(step))).isEqualTo(step));
    }

    private void begin(AudioWindow window) {
        int begun = model.begun().size();
        engine.submit(window);
        await().atMost(LONG).until(() -> model.begun().size() == begun + 1);
    }
}
