package org.undertone.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.core.Probabilities;
import org.undertone.evaluation.data.Clip;
import org.undertone.evaluation.data.Votes;

class MixturesTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final Set<Emotion> FOUR = Set.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.NEUTRAL, Emotion.SAD);

    @Test
    void aListenerAndTheMajorityAreRightSoOften() {
        Votes votes = votes(Map.of("a", angryHappyNeutralSad(6, 2, 2, 0), "b", angryHappyNeutralSad(4, 4, 0, 0)));

        Listeners listeners = Listeners.of(List.of(clip("a", "angry"), clip("b", "happy")), votes)
                .orElseThrow();

        assertThat(listeners.votesPerClip()).isEqualTo(9);
        assertThat(listeners.oneRight()).isCloseTo((0.6 + 0.5) / 2, EXACT);
        // Two equally frequent choices are no majority.
        assertThat(listeners.majorityRight()).isEqualTo(0.5);
    }

    @Test
    void whereNobodyVotedThereIsNoCeiling() {
        Votes votes = votes(Map.of("other", angryHappyNeutralSad(6, 2, 2, 0)));

        assertThat(Listeners.of(List.of(clip("a", "angry")), votes)).isEmpty();
        assertThat(Mixtures.of(List.of(heard("a", 1, 0, 0, 0)), votes)).isEmpty();
    }

    @Test
    void theSecondScoreIsATestForMixedClips() {
        Votes votes = votes(Map.of(
                "plain", angryHappyNeutralSad(9, 1, 0, 0),
                "mixed", angryHappyNeutralSad(5, 0, 0, 5),
                "alsoMixed", angryHappyNeutralSad(0, 3, 6, 1)));

        Mixtures mixtures = Mixtures.of(
                        List.of(
                                heard("plain", 0.7, 0.2, 0.1, 0),
                                heard("mixed", 0.5, 0.1, 0, 0.4),
                                heard("alsoMixed", 0.1, 0, 0.9, 0)),
                        votes)
                .orElseThrow();

        assertThat(mixtures.clips()).isEqualTo(3);
        assertThat(mixtures.mixed()).isEqualTo(2);
        // Second scores .4 and .1 against .2: one of two pairs is in order.
        assertThat(mixtures.auc()).hasValue(0.5);
        assertThat(mixtures.topTwo().orElseThrow().model()).isEqualTo(0.5);
        assertThat(mixtures.topTwo().orElseThrow().modelFirst()).isEqualTo(1);
    }

    @Test
    void listenersAreAskedAgainstTheOthers() {
        Votes votes = votes(Map.of("clip", angryHappyNeutralSad(5, 0, 1, 4)));

        Mixtures.TopTwo two = Mixtures.of(List.of(heard("clip", 0.6, 0, 0, 0.4)), votes)
                .flatMap(Mixtures::topTwo)
                .orElseThrow();

        // Of ten listeners nine chose one of the two; 5 * 4 of the 45 pairs chose both.
        assertThat(two.oneListener()).isCloseTo(0.9, EXACT);
        assertThat(two.twoListeners()).isCloseTo(20 / 45.0, EXACT);
        assertThat(two.chance()).isCloseTo(1 / 6.0, EXACT);
        assertThat(two.chanceFirst()).isEqualTo(0.5);
    }

    @Test
    void ofEquallyFrequentChoicesAnyCounts() {
        Votes votes = votes(Map.of("clip", angryHappyNeutralSad(6, 2, 0, 2)));

        Mixtures mixtures = Mixtures.of(
                        List.of(heard("clip", 0.6, 0.4, 0, 0)), votes(Map.of("clip", angryHappyNeutralSad(4, 3, 0, 3))))
                .orElseThrow();

        assertThat(mixtures.topTwo().orElseThrow().model()).isEqualTo(1);
        assertThat(mixtures.topTwo().orElseThrow().chance()).isCloseTo(2 / 6.0, EXACT);
        assertThat(Mixtures.of(List.of(heard("clip", 0.6, 0.4, 0, 0)), votes)
                        .orElseThrow()
                        .topTwo())
                .as("6 of 10 and twice 2 of 10 are not mixed")
                .isEmpty();
    }

    @Test
    void theDistanceToTheVotesIsSciPys() {
        // scipy.spatial.distance.jensenshannon([.7, .2, .1], [.1, .3, .6], base=2)
        assertThat(Mixtures.distance(new double[] {0.7, 0.2, 0.1}, new double[] {0.1, 0.3, 0.6}))
                .isCloseTo(0.5768458213445598, EXACT);
        assertThat(Mixtures.distance(new double[] {1, 0}, new double[] {0, 1})).isEqualTo(1);
        assertThat(Mixtures.distance(new double[] {0.5, 0.5}, new double[] {0.5, 0.5}))
                .isZero();
    }

    @Test
    void whoAlwaysGivesTheMeanVotesIsRightWhereAllClipsAreAlike() {
        Votes votes = votes(Map.of("a", angryHappyNeutralSad(5, 5, 0, 0), "b", angryHappyNeutralSad(5, 5, 0, 0)));

        Mixtures mixtures = Mixtures.of(List.of(heard("a", 1, 0, 0, 0), heard("b", 0, 1, 0, 0)), votes)
                .orElseThrow();

        assertThat(mixtures.priorDistance()).isZero();
        assertThat(mixtures.uniformDistance()).isBetween(0.4, 0.7);
        assertThat(mixtures.auc()).as("all are mixed").isEmpty();
    }

    private static Votes votes(Map<String, int[]> clips) {
        return new Votes(FOUR, clips);
    }

    private static int[] angryHappyNeutralSad(int angry, int happy, int neutral, int sad) {
        int[] votes = new int[9];
        votes[Emotion.ANGRY.index()] = angry;
        votes[Emotion.HAPPY.index()] = happy;
        votes[Emotion.NEUTRAL.index()] = neutral;
        votes[Emotion.SAD.index()] = sad;
        return votes;
    }

    private static Clip clip(String name, String label) {
        return new Clip(Path.of(name + ".wav"), "speaker", label);
    }

    private static HeardExample heard(String name, double angry, double happy, double neutral, double sad) {
        double[] scores = new double[9];
        scores[Emotion.ANGRY.index()] = angry;
        scores[Emotion.HAPPY.index()] = happy;
        scores[Emotion.NEUTRAL.index()] = neutral;
        scores[Emotion.SAD.index()] = sad;
        return new HeardExample(clip(name, "angry"), Emotion.ANGRY, Probabilities.of(scores));
    }
}
