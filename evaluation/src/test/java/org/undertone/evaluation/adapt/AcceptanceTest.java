package org.undertone.evaluation.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.core.Emotion;
import org.undertone.evaluation.Line;
import org.undertone.evaluation.figures.Calibration;
import org.undertone.evaluation.figures.Figures;

class AcceptanceTest {

    private static final Set<Emotion> TRAINED = Set.of(Emotion.ANGRY, Emotion.NEUTRAL, Emotion.SAD);
    private static final SiteMaterial CALM = material(Emotion.NEUTRAL, Emotion.SAD);

    @Test
    void whereNobodyIsHeardToBeAngryNothingSpeaksForAModel() {
        assertThat(Acceptance.ofAnger(TRAINED, CALM, List.of())).hasSize(1);
        assertThat(Acceptance.ofAnger(TRAINED, CALM, List.of(set(Optional.empty()))))
                .hasSize(1);
    }

    @Test
    void aSetWithAngerOrAngryCallersSayHowMuchOfItIsLost() {
        SetChange telling = set(Optional.of(new Figures.Anger(0.9, Optional.empty(), Optional.empty(), 0.5, 0.1)));

        assertThat(Acceptance.ofAnger(TRAINED, CALM, List.of(set(Optional.empty()), telling)))
                .isEmpty();
        assertThat(Acceptance.ofAnger(TRAINED, material(Emotion.ANGRY, Emotion.NEUTRAL), List.of()))
                .isEmpty();
    }

    @Test
    void aModelThatNeverHeardAngerHasNoneToLose() {
        assertThat(Acceptance.ofAnger(Set.of(Emotion.NEUTRAL, Emotion.SAD), CALM, List.of()))
                .isEmpty();
    }

    private static SiteMaterial material(Emotion one, Emotion other) {
        return new SiteMaterial(Map.of(one, 9L, other, 9L), Map.of(one, 5L, other, 5L), 5, List.of());
    }

    private static SetChange set(Optional<Figures.Anger> anger) {
        Figures figures = new Figures(
                9, 1, 0.7, Optional.empty(), 0.7, 0.7, List.of(), List.of(), new Calibration(0, List.of()), anger);
        return new SetChange("a set", Line.CLEAN, figures, figures);
    }
}
