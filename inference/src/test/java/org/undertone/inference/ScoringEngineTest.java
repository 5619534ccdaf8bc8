package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.config.TrackSettings;
import org.undertone.core.Assessment;
import org.undertone.core.Assessment.NoSpeech;
import org.undertone.core.Assessment.NotScored;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.model.Scorer;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.speech.SileroVad;

class ScoringEngineTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final LegId LEG = Sounds.LEG;
    private static final int LOUD = 16_384;

    private final List<Assessment> results = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temp;

    @Test
    void tellsWhatTheModelHeardAndHowFarToTrustIt() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (OnnxScorer model = OnnxScorer.open(folder);
                ScoringEngine engine = engine(model, 1, results::add)) {
            AudioWindow loud = Sounds.window(LEG, 4, LOUD);
            engine.submit(new AudioWindow(loud.ref(), loud.blocks(), 0.1));

            Scored scored = (Scored) only(1).get(0);
            assertThat(scored.window()).isEqualTo(loud.ref());
            assertThat(scored.probabilities().of(Emotion.ANGRY)).isCloseTo(0.5, within(1e-4));
            assertThat(scored.speechRatio()).isEqualTo(1);
            assertThat(scored.levelDbfs()).isCloseTo(-6.02, within(0.01));
            assertThat(scored.quality().value()).isCloseTo(0.9, within(1e-9));
            assertThat(engine.stats().scored()).isEqualTo(1);
        }
    }

    @Test
    void aLegsTrackFollowsItsWindowsUntilTheLegIsForgotten() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (OnnxScorer model = OnnxScorer.open(folder);
                ScoringEngine engine = engine(model, 2, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            only(1);
            engine.submit(Sounds.window(Sounds.leg("other"), 1, 1_000));
            only(2);
            engine.submit(Sounds.window(LEG, 1, 0));
            only(3);
            engine.submit(Sounds.window(LEG, 2, 8_192));
            only(4);
            engine.forget(LEG);
            engine.submit(Sounds.window(LEG, 3, 8_192));

            assertThat(only(5)).element(2).isInstanceOf(NoSpeech.class);
            assertThat(angryTrack(3)).isCloseTo(0.25 + 0.25 * Math.exp(-1), within(1e-4));
            assertThat(angryTrack(4)).isCloseTo(0.25, within(1e-4));
        }
    }

    private double angryTrack(int result) {
        return ((Scored) results.get(result)).track().smoothed().of(Emotion.ANGRY);
    }

    @Test
    void silenceNeverReachesTheModel() {
        TestingScorer model = TestingScorer.quick();
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.silence());

            assertThat(only(1)).containsExactly(new NoSpeech(Sounds.silence().ref(), 0, -120));
            assertThat(model.begun()).isEmpty();
            assertThat(engine.stats().noSpeech()).isEqualTo(1);
        }
    }

    @Test
    void aWindowWithTooMuchLostSoundIsNotJudged() {
        TestingScorer model = TestingScorer.quick();
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            AudioWindow loud = Sounds.window(LEG, 0, LOUD);
            engine.submit(new AudioWindow(loud.ref(), loud.blocks(), 0.51));

            assertThat(only(1)).containsExactly(new NotScored(loud.ref(), NotScoredReason.SOUND_MISSING));
            assertThat(model.begun()).isEmpty();
        }
    }

    @Test
    void theNewestWindowTakesThePlaceOfTheOneThatWaits() {
        TestingScorer model = TestingScorer.held();
        try (ScoringEngine engine = engine(model, 2, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            await().atMost(LONG).until(() -> model.begun().size() == 1);
            engine.submit(Sounds.window(LEG, 1, LOUD));
            engine.submit(Sounds.window(LEG, 2, LOUD));
            engine.submit(Sounds.window(LEG, 3, LOUD));
            await().atMost(LONG).until(() -> engine.unheard() == 0);
            assertThat(engine.stats().notScored()).containsEntry(NotScoredReason.OVERLOAD, 2L);
            assertThat(engine.stats().waiting()).isEqualTo(1);
            model.letPass(2);

            assertThat(only(4))
                    .extracting(ScoringEngineTest::told)
                    .containsExactly("0 Scored", "1 OVERLOAD", "2 OVERLOAD", "3 Scored");
            assertThat(engine.stats())
                    .isEqualTo(new ScoringStats(
                            2,
                            0,
                            Map.of(
                                    NotScoredReason.OVERLOAD, 2L,
                                    NotScoredReason.TOO_LATE, 0L,
                                    NotScoredReason.ENGINE_FAILED, 0L,
                                    NotScoredReason.SOUND_MISSING, 0L),
                            0,
                            0));
        }
    }

    @Test
    void legsTakeTurnsAndABusyOneQueuesAgainBehindTheOthers() {
        TestingScorer model = TestingScorer.held();
        LegId second = Sounds.leg("second");
        LegId third = Sounds.leg("third");
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            await().atMost(LONG).until(() -> model.begun().size() == 1);
            for (AudioWindow next : List.of(
                    Sounds.window(LEG, 1, LOUD),
                    Sounds.window(second, 0, LOUD),
                    Sounds.window(third, 0, LOUD),
                    Sounds.window(second, 1, LOUD))) {
                engine.submit(next);
                await().atMost(LONG).until(() -> engine.unheard() == 0);
            }
            model.letPass(4);

            only(5);
            assertThat(model.begun())
                    .containsExactly(
                            Sounds.window(LEG, 0, LOUD).ref(),
                            Sounds.window(second, 1, LOUD).ref(),
                            Sounds.window(third, 0, LOUD).ref(),
                            Sounds.window(LEG, 1, LOUD).ref());
        }
    }

    @Test
    void whereMoreWindowsWaitThanThereAreWorkersTheyAreHeardTogether() {
        TestingScorer model = TestingScorer.held();
        model.hearTogether(2);
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            await().atMost(LONG).until(() -> model.begun().size() == 1);
            for (String leg : List.of("second", "third", "fourth")) {
                engine.submit(Sounds.window(Sounds.leg(leg), 0, LOUD));
                await().atMost(LONG).until(() -> engine.unheard() == 0);
            }
            model.letPass(4);

            assertThat(only(4)).allMatch(Scored.class::isInstance);
            assertThat(model.batches()).containsExactly(1, 2, 1);
        }
    }

    @Test
    void aWindowThatTheModelFailsOnDoesNotCostTheOneThatIsHeardWithIt() {
        ModelFolder folder = TestingModels.load(temp, "testing-loudness");
        try (OnnxScorer model = OnnxScorer.open(folder);
                ScoringEngine engine = engine(model, 1, results::add)) {
            AudioWindow shorter =
                    Sounds.window(Sounds.leg("short"), 0, List.of(Sounds.block(LOUD), Sounds.block(LOUD)), 0);
            for (int leg = 0; leg < 20; leg++) {
                engine.submit(Sounds.window(Sounds.leg("leg-" + leg), 0, LOUD));
            }
            engine.submit(shorter);

            assertThat(only(21)).allMatch(Scored.class::isInstance);
        }
    }

    @Test
    void aFailingSpeechDetectorCostsItsWindowsAndNothingElse() {
        SileroVad vad = SileroVad.open();
        vad.close();
        SpeechGate gate = SpeechGate.of(vad, 0.5, 0.2);
        TestingScorer model = TestingScorer.quick();
        try (ScoringEngine engine =
                new ScoringEngine(new Assessor(model, gate, 0.5, TrackSettings.USUAL), 1, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            only(1);
            engine.submit(Sounds.window(LEG, 1, LOUD));

            assertThat(only(2))
                    .extracting(ScoringEngineTest::told)
                    .containsExactly("0 ENGINE_FAILED", "1 ENGINE_FAILED");
            assertThat(model.begun()).isEmpty();
        }
    }

    @Test
    void theNewestWindowsOfAllLegsAreHeardTogether() throws Exception {
        List<AudioWindow> spoken = SampleSpeech.windows("customer-angry.wav");
        LegId other = Sounds.leg("tone");
        try (SileroVad vad = SileroVad.open();
                ScoringEngine engine = new ScoringEngine(
                        new Assessor(TestingScorer.quick(), SpeechGate.of(vad, 0.5, 0.2), 0.5, TrackSettings.USUAL),
                        1,
                        results::add)) {
            for (int number = 0; number < spoken.size(); number++) {
                engine.submit(spoken.get(number));
                engine.submit(Sounds.window(other, number, LOUD));
                int heard = 2 * (number + 1);
                await().atMost(LONG).until(() -> results.size() == heard);
            }
        }
        assertThat(results.stream().filter(one -> one.window().leg().equals(other)))
                .allSatisfy(one -> assertThat(one).isInstanceOf(NoSpeech.class));
        Scored last = (Scored) results.stream()
                .filter(one -> one.window().leg().equals(LEG))
                .reduce((one, next) -> next)
                .orElseThrow();
        assertThat(last.rate())
                .hasValueSatisfying(rate -> assertThat(rate.articulation()).isBetween(150.0, 500.0));
    }

    @Test
    void aFailingModelCostsItsWindowAndNothingElse() {
        ModelFolder folder = TestingModels.load(temp, "testing-nan-when-loud");
        try (OnnxScorer model = OnnxScorer.open(folder);
                ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.window(LEG, 0, 32_000));
            only(1);
            engine.submit(Sounds.window(LEG, 1, LOUD));

            assertThat(only(2)).extracting(ScoringEngineTest::told).containsExactly("0 ENGINE_FAILED", "1 Scored");
            assertThat(engine.stats().notScored()).containsEntry(NotScoredReason.ENGINE_FAILED, 1L);
        }
    }

    @Test
    void aTakerThatFailsLosesItsAssessmentAndNothingElse() {
        Consumer<Assessment> fails = assessment -> {
            if (assessment.window().from().isZero()) {
                throw new IllegalStateException("the taker's own fault");
            }
            results.add(assessment);
        };
        try (ScoringEngine engine = engine(TestingScorer.quick(), 1, fails)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            await().atMost(LONG).until(() -> engine.stats().scored() == 1);
            engine.submit(Sounds.window(LEG, 1, LOUD));

            assertThat(only(1)).extracting(ScoringEngineTest::told).containsExactly("1 Scored");
        }
    }

    @Test
    void aForgottenLegsWaitingWindowHasNoResult() {
        TestingScorer model = TestingScorer.held();
        LegId other = Sounds.leg("other");
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.window(LEG, 0, LOUD));
            await().atMost(LONG).until(() -> model.begun().size() == 1);
            engine.submit(Sounds.window(LEG, 1, LOUD));
            engine.submit(Sounds.window(other, 0, LOUD));
            engine.forget(LEG);
            engine.forget(other);
            engine.forget(other);
            engine.submit(Sounds.window(LEG, 2, LOUD));
            model.letPass(2);

            assertThat(only(2)).extracting(ScoringEngineTest::told).containsExactly("0 Scored", "2 Scored");
            assertThat(engine.stats().dropped()).isEqualTo(2);
        }
    }

    @Test
    void aLegThatWaitsForEverRemembersItsLastReplacedWindowsOnly() {
        TestingScorer model = TestingScorer.held();
        int windows = WaitingWindows.REMEMBERED + 100;
        try (ScoringEngine engine = engine(model, 1, results::add)) {
            engine.submit(Sounds.window(Sounds.leg("hanging"), 0, LOUD));
            await().atMost(LONG).until(() -> model.begun().size() == 1);
            for (int number = 0; number < windows; number++) {
                engine.submit(Sounds.window(LEG, number, LOUD));
            }
            await().atMost(LONG).until(() -> engine.unheard() == 0);
            model.letPass(2);

            assertThat(only(1 + WaitingWindows.REMEMBERED + 1))
                    .extracting(ScoringEngineTest::told)
                    .startsWith("0 Scored", "99 OVERLOAD")
                    .endsWith(windows - 1 + " Scored");
            assertThat(engine.stats().notScored()).containsEntry(NotScoredReason.OVERLOAD, windows - 1L);
        }
    }

    @Test
    void closingEndsWhatWasBegunAndDropsTheRest() throws Exception {
        TestingScorer model = TestingScorer.held();
        ScoringEngine engine = engine(model, 2, results::add);
        engine.submit(Sounds.window(LEG, 0, LOUD));
        await().atMost(LONG).until(() -> model.begun().size() == 1);
        engine.submit(Sounds.window(LEG, 1, LOUD));
        CompletableFuture<Void> closing = CompletableFuture.runAsync(engine::close);
        await().atMost(LONG).until(() -> engine.stats().waiting() == 0);
        model.letPass(1);
        closing.get(1, TimeUnit.MINUTES);
        engine.submit(Sounds.window(LEG, 2, LOUD));
        engine.close();

        assertThat(results).extracting(ScoringEngineTest::told).containsExactly("0 Scored");
        assertThat(engine.stats().dropped()).isEqualTo(2);
    }

    /** Waits for that many results, and looks that there are no more. */
    private List<Assessment> only(int count) {
        await().atMost(LONG).until(() -> results.size() >= count);
        assertThat(results).hasSize(count);
        return results;
    }

    private static String told(Assessment assessment) {
        long number = assessment.window().from().toMillis() / 500;
        return number + " "
                + (assessment instanceof NotScored not
                        ? not.reason().name()
                        : assessment.getClass().getSimpleName());
    }

    private static ScoringEngine engine(Scorer scorer, int workers, Consumer<Assessment> results) {
        return new ScoringEngine(
                new Assessor(scorer, TestingPresence.gate(), 0.5, TrackSettings.USUAL), workers, results);
    }
}
