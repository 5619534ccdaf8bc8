package org.undertone.runtime.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.core.event.LoadStep;
import org.undertone.inference.Assessor;
import org.undertone.inference.ScoringEngine;
import org.undertone.inference.ScoringStats;
import org.undertone.inference.SpeechGate;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SpeechPresence;

/**
 * A real engine of one worker, a model that needs 100 ms, and legs for twice what a hop of 3 s can carry. Time passes when
 * the test says so, 10 ms at once, and only when the engine has done what it had to do until then.
 */
class OverloadTest {

    private static final int LEGS = 75;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int STEPS_A_BLOCK = 10;
    private static final int BLOCKS_A_SECOND = 10;

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final TestingSlowModel model = new TestingSlowModel(Duration.ofMillis(100), clock::get);
    private final AtomicLong heard = new AtomicLong();
    private final List<Assessment> results = new CopyOnWriteArrayList<>();
    private final List<Duration> lateness = new CopyOnWriteArrayList<>();
    private final ScoringEngine engine = new ScoringEngine(
            new Assessor(model, new SpeechGate(LoudIsSpeech::new, 0.2), 0.5, TrackSettings.USUAL),
            1,
            Duration.ofSeconds(1),
            clock::get,
            this::take);
    private final List<Thread> engineThreads = engineThreads();
    private final List<LoadStep> changes = new ArrayList<>();
    private final LoadBoard board = new LoadBoard(clock::get);
    private final LoadGovernor governor = new LoadGovernor(
            LoadDecisionTest.settings("", LoadDecisionTest.TWO_PROFILES),
            engine::load,
            board,
            changes::add,
            clock::get);
    private final List<TestingLeg> legs = new ArrayList<>();
    private long submitted;

    @AfterEach
    void stop() {
        governor.close();
        model.beQuick();
        engine.close();
    }

    @Test
    void twiceTheLoadIsShedInStepsAndEveryWindowIsAccountedForAndAllIsHeardAgainAfterwards() {
        for (int number = 0; number < LEGS; number++) {
            legs.add(new TestingLeg(number));
        }
        assertThat(engineThreads).isNotEmpty();
        seconds(60);

        assertThat(changes).extracting(LoadStep::to).containsExactly(shedding());
        assertThat(changes).allMatch(LoadStep::shedsMore);
        assertThat(board.status().stepsUp()).isEqualTo(5);
        assertThat(engine.stats().notScored().get(NotScoredReason.TOO_LATE)).isPositive();

        changes.clear();
        legs.subList(2, LEGS).forEach(leg -> engine.forget(leg.id()));
        legs.subList(2, LEGS).clear();
        seconds(10);

        assertThat(changes).extracting(LoadStep::to).containsExactly(hearingAgain());
        assertThat(board.level()).isEqualTo(LoadLevel.FULL);
        assertThat(board.status().stepsDown()).isEqualTo(5);
        assertThat(board.status().measure().demand()).isBetween(0.2, 0.7);
        allAreAccountedFor();
        assertThat(lateness)
                .as("what is scored is never later than the deadline")
                .hasSizeGreaterThan(300)
                .allMatch(late -> late.compareTo(Duration.ofSeconds(1)) <= 0);
    }

    private static LoadLevel[] shedding() {
        return new LoadLevel[] {
            LoadLevel.HOP_1S, LoadLevel.HOP_1500MS, LoadLevel.HOP_3S, LoadLevel.PAUSE_LOWEST, LoadLevel.NO_NEW_TAPS
        };
    }

    private static LoadLevel[] hearingAgain() {
        return new LoadLevel[] {
            LoadLevel.PAUSE_LOWEST, LoadLevel.HOP_3S, LoadLevel.HOP_1500MS, LoadLevel.HOP_1S, LoadLevel.FULL
        };
    }

    private void allAreAccountedFor() {
        ScoringStats stats = engine.stats();
        long notScored =
                stats.notScored().values().stream().mapToLong(Long::longValue).sum();
        assertThat(stats.scored() + stats.noSpeech() + notScored + stats.dropped() + stats.waiting() + inHand())
                .isEqualTo(submitted);
        assertThat(stats.noSpeech()).isPositive();
        assertThat(stats.notScored().get(NotScoredReason.ENGINE_FAILED)).isZero();
        assertThat(results.stream()
                        .filter(Assessment.NotScored.class::isInstance)
                        .count())
                .as("each is told, but for those that waited when their leg ended")
                .isBetween(notScored - LEGS * 10L, notScored);
    }

    private long inHand() {
        return model.works() ? 1 : 0;
    }

    private void seconds(int count) {
        for (int second = 0; second < count; second++) {
            for (int block = 0; block < BLOCKS_A_SECOND; block++) {
                oneBlock();
            }
            governor.tick();
            assertThat(engine.stats().waiting()).isLessThanOrEqualTo(legs.size());
        }
    }

    private void oneBlock() {
        legs.forEach(leg -> leg.next(board.level(), clock.get()).ifPresent(this::submit));
        settle();
        for (int step = 0; step < STEPS_A_BLOCK; step++) {
            clock.updateAndGet(now -> now.plus(STEP));
            model.look();
            settle();
        }
    }

    private void submit(AudioWindow window) {
        submitted++;
        engine.submit(window);
    }

    /**
     * Waits until all windows were heard and those are gone that newer ones of their legs overtook, and the worker has one in
     * hand or there is none for it.
     */
    private void settle() {
        long patience = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (heard.get() != submitted
                || engine.stats().waiting() > legs.size()
                || !(model.works() || idle())
                || !threadsRest()) {
            if (System.nanoTime() > patience) {
                throw new AssertionError("the engine is stuck: " + engine.stats());
            }
            LockSupport.parkNanos(50_000);
        }
    }

    /** What is counted as judged may not be put down yet: the worker's time would go on with the test's clock. */
    private boolean threadsRest() {
        return engineThreads.stream()
                .map(Thread::getState)
                .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    private static List<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("undertone-(presence|scorer-\\d+)"))
                .toList();
    }

    private boolean idle() {
        ScoringStats stats = engine.stats();
        return stats.waiting() == 0
                && stats.scored()
                                + stats.noSpeech()
                                + stats.dropped()
                                + stats.notScored().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                        == submitted;
    }

    private void take(Assessment assessment) {
        results.add(assessment);
        if (assessment instanceof Assessment.Scored) {
            lateness.add(Duration.between(assessment.window().lastPacketAt(), clock.get()));
        }
    }

    private final class LoudIsSpeech implements SpeechPresence {

        @Override
        public List<HeardSpeech> hear(List<AudioWindow> windows) {
            heard.addAndGet(windows.size());
            return windows.stream()
                    .map(window -> new HeardSpeech(window.levelDbfs() > -45 ? 1 : 0, Optional.empty()))
                    .toList();
        }

        @Override
        public void forget(LegId leg) {}
    }
}
