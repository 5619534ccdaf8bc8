package org.undertone.evaluation.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.fit.SiteFigure.Kind;
import org.undertone.inference.adapt.LastLayer;

/** With embeddings of a handful of numbers, each of which means something. */
class CrossFitTest {

    private static final List<Emotion> HEARD = List.of(Emotion.ANGRY, Emotion.NEUTRAL, Emotion.SAD);
    private static final int VOICES = 12;
    private static final int WINDOWS = 20;

    /** Nothing is told from anything. */
    private static final LastLayer DEAF = new LastLayer(HEARD, new float[HEARD.size() * (VOICES + 1)], new float[3]);

    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void whatAllCallersShareIsLearntAndHoldsOfCallersLeftOut() {
        CrossFit fit = new CrossFit(DEAF, site((caller, angry) -> angry));

        CrossFit.Result result = fit.run(fit.strengths());

        assertThat(figure(result, Kind.AUC_ANGRY).before().value()).isEqualTo(0.5);
        assertThat(figure(result, Kind.AUC_ANGRY).after().value()).isEqualTo(1);
        assertThat(figure(result, Kind.LOSS).change().interval())
                .hasValueSatisfying(interval -> assertThat(interval.to()).isNegative());
    }

    @Test
    void whatOnlyACallersOwnWindowsTellDoesNotHelpOnThatCaller() {
        // By half of the callers the sign of anger is turned round: known of whom one has learnt from, of nobody else.
        CrossFit fit = new CrossFit(DEAF, site((caller, angry) -> (caller % 2 == 0) == angry));

        CrossFit.Result result = fit.run(fit.strengths());

        assertThat(figure(result, Kind.AUC_ANGRY).after().value()).isLessThan(0.6);
    }

    @Test
    void theWindowsOfACallerAreNeverInTwoFolds() {
        List<SiteWindow> windows = site((caller, angry) -> angry);

        List<Set<String>> folds = CallerFolds.of(windows, 5, 1);

        Set<String> seen = new HashSet<>();
        folds.forEach(
                fold -> fold.forEach(caller -> assertThat(seen.add(caller)).isTrue()));
        assertThat(seen).hasSize(VOICES);
        assertThat(folds).hasSize(5).allSatisfy(fold -> assertThat(fold).hasSizeBetween(2, 3));
    }

    @Test
    void aStrongPullLeavesTheLayerNearlyAsItWas() {
        List<SiteWindow> windows = site((caller, angry) -> angry);
        SiteData data = new SiteData(DEAF, windows);

        double free = Math.abs(fitted(data, new Strength(0.001, 1)).weight(0, 0));
        double held = Math.abs(fitted(data, new Strength(100, 1)).weight(0, 0));

        assertThat(free).isGreaterThan(1);
        assertThat(held).isLessThan(0.01);
    }

    @Test
    void neutralThatWeighsMoreIsNotMoreProbableAfterwards() {
        List<SiteWindow> windows = site((caller, angry) -> random.nextBoolean());
        SiteData data = new SiteData(DEAF, windows);
        float[] nothing = new float[VOICES + 1];

        double evenly =
                fitted(data, new Strength(0.001, 1)).probabilities(nothing).of(Emotion.NEUTRAL);
        double more =
                fitted(data, new Strength(0.001, 4)).probabilities(nothing).of(Emotion.NEUTRAL);

        assertThat(more).isBetween(evenly - 0.15, evenly + 0.15);
    }

    @Test
    void inFewerCoordinatesTheFitIsTheSame() {
        // One window of each caller, which span at most 12 directions of the 14; twice as many are taken as they are.
        List<SiteWindow> all = site((caller, angry) -> angry);
        List<SiteWindow> few = IntStream.range(0, VOICES)
                .mapToObj(caller -> all.get(caller * WINDOWS + caller % 2))
                .toList();
        List<SiteWindow> eachTwice = Stream.concat(few.stream(), few.stream()).toList();
        Strength strength = new Strength(0.01, 1);

        assertThat(new SiteData(DEAF, few).size()).isLessThan(VOICES + 2);
        assertThat(new SiteData(DEAF, eachTwice).size()).isEqualTo(VOICES + 2);
        LastLayer one = fitted(new SiteData(DEAF, few), strength);
        LastLayer other = fitted(new SiteData(DEAF, eachTwice), strength);
        for (SiteWindow window : few) {
            float[] embedding = window.embedding().values();
            assertThat(one.probabilities(embedding).of(Emotion.ANGRY))
                    .isCloseTo(other.probabilities(embedding).of(Emotion.ANGRY), within(0.01));
        }
    }

    private static LastLayer fitted(SiteData data, Strength strength) {
        return data.layer(new LayerFit(data).fit(caller -> true, strength));
    }

    private interface Sign {
        boolean positive(int caller, boolean angry);
    }

    /** The first number is the sign, the others tell who speaks. */
    private List<SiteWindow> site(Sign sign) {
        List<SiteWindow> windows = new ArrayList<>();
        for (int caller = 0; caller < VOICES; caller++) {
            for (int i = 0; i < WINDOWS; i++) {
                boolean angry = i % 2 == 0;
                float[] embedding = new float[VOICES + 1];
                embedding[0] = (sign.positive(caller, angry) ? 1 : -1) + (float) random.nextDouble(-0.5, 0.5);
                embedding[1 + caller] = embedding[0];
                Emotion emotion = angry ? Emotion.ANGRY : Emotion.NEUTRAL;
                windows.add(new SiteWindow(
                        new Clip(Path.of("call.wav"), "caller " + caller, emotion.label()),
                        emotion,
                        new SiteWindow.Embedding(embedding)));
            }
        }
        return windows;
    }

    private static SiteFigure figure(CrossFit.Result result, Kind kind) {
        return result.figures().stream()
                .filter(figure -> figure.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
