package org.undertone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrackTest {

    private static final Probabilities MIXED = Probabilities.of(0.24, 0, 0.61, 0, 0.15, 0, 0, 0, 0);

    @Test
    void emotionsThatAreHeardTogetherAreToldWithTheirSharesTheLargestFirst() {
        Track track = Track.of(MIXED, Emotion.FEARFUL, 0.2);

        assertThat(track.mixed())
                .containsExactly(new Track.Share(Emotion.FEARFUL, 0.61), new Track.Share(Emotion.ANGRY, 0.24));
        assertThat(track.label()).isEqualTo("fearful 0.61 + angry 0.24");
        assertThat(track).hasToString(track.label());
    }

    @Test
    void anEmotionAtTheThresholdBelongsToTheMixture() {
        assertThat(Track.of(MIXED, Emotion.FEARFUL, 0.24).mixed()).hasSize(2);
        assertThat(Track.of(MIXED, Emotion.FEARFUL, 0.15).mixed()).hasSize(3);
    }

    @Test
    void oneEmotionAloneIsNoMixture() {
        Track track = Track.of(MIXED, Emotion.FEARFUL, 0.25);

        assertThat(track.mixed()).isEmpty();
        assertThat(track.label()).isEqualTo("fearful 0.61");
        assertThatThrownBy(() -> new Track(MIXED, Emotion.FEARFUL, List.of(new Track.Share(Emotion.FEARFUL, 0.61))))
                .hasMessage("track: one emotion alone is no mixture: [fearful 0.61]");
    }

    @Test
    void theTopMayBeOneThatLedBefore() {
        assertThat(Track.of(MIXED, Emotion.ANGRY, 0.3).label()).isEqualTo("angry 0.24");
    }
}
