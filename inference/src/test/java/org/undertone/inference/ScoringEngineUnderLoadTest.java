package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.OnnxScorer;

/** Many legs on several threads, with a real model. */
class ScoringEngineUnderLoadTest {

    private static final int LEGS = 40;
    private static final int WINDOWS = 250;
    private static final int FEEDERS = 4;
    private static final int WORKERS = 4;

    private final Map<LegId, List<Assessment>> results = new ConcurrentHashMap<>();
    private final Set<LegId> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger twiceInHand = new AtomicInteger();

    @TempDir
    private Path temp;

    @Test
    void eachLegsWindowsComeOutOnceInOrderAndNoneIsLost() throws Exception {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (OnnxScorer model = OnnxScorer.open(folder);
                ScoringEngine engine = new ScoringEngine(assessor(model), WORKERS, this::take)) {
            feed(engine);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(taken).hasValue(LEGS * WINDOWS));

            ScoringStats stats = engine.stats();
            assertThat(stats.scored() + stats.notScored().get(NotScoredReason.OVERLOAD))
                    .isEqualTo(LEGS * WINDOWS);
            assertThat(stats.scored()).isGreaterThanOrEqualTo(LEGS);
            assertThat(stats.waiting()).isZero();
        }
        assertThat(twiceInHand).hasValue(0);
        List<Integer> allInOrder = IntStream.range(0, WINDOWS).boxed().toList();
        assertThat(results).hasSize(LEGS);
        results.forEach((leg, assessments) -> {
            assertThat(assessments.stream().map(ScoringEngineUnderLoadTest::number))
                    .isEqualTo(allInOrder);
            assertThat(assessments.get(WINDOWS - 1)).isInstanceOf(Assessment.Scored.class);
        });
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("undertone-scorer-") || name.equals("undertone-presence"))
                        .collect(Collectors.toList()))
                .isEmpty();
    }

    private static Assessor assessor(Scorer model) {
        return new Assessor(model, TestingPresence.gate(), 0.5, TrackSettings.USUAL);
    }

    private void feed(ScoringEngine engine) throws Exception {
        ExecutorService feeders = Executors.newFixedThreadPool(FEEDERS);
        try {
            List<Future<?>> fed = new ArrayList<>();
            for (int feeder = 0; feeder < FEEDERS; feeder++) {
                int first = feeder;
                fed.add(feeders.submit(() -> {
                    for (int number = 0; number < WINDOWS; number++) {
                        for (int leg = first; leg < LEGS; leg += FEEDERS) {
                            engine.submit(Sounds.window(Sounds.leg("leg-" + leg), number, 8_000));
                        }
                    }
                }));
            }
            for (Future<?> future : fed) {
                future.get(2, TimeUnit.MINUTES);
            }
        } finally {
            feeders.shutdownNow();
        }
    }

    private void take(Assessment assessment) {
        LegId leg = assessment.window().leg();
        if (!inHand.add(leg)) {
            twiceInHand.incrementAndGet();
        }
        results.computeIfAbsent(leg, key -> new ArrayList<>()).add(assessment);
        inHand.remove(leg);
        taken.incrementAndGet();
    }

    private static int number(Assessment assessment) {
        return (int) (assessment.window().from().toMillis() / 500);
    }
}
