package org.undertone.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QualityTest {

    @Test
    void saysHowFarAndWhyNotFurther() {
        assertThat(Quality.undoubted()).hasToString("1.00");
        assertThat(new Quality(0.6, Set.of(Doubt.SEVERAL_SPEAKERS, Doubt.CLIPPING)))
                .hasToString("0.60 (clipping, several-speakers)");
        assertThat(Doubt.ofLabel("several-speakers")).contains(Doubt.SEVERAL_SPEAKERS);
        assertThat(Doubt.ofLabel("noise")).isEmpty();
    }

    @Test
    void cannotBeChangedFromOutside() {
        Set<Doubt> doubts = EnumSet.of(Doubt.MUSIC);
        Quality quality = new Quality(0.5, doubts);
        doubts.clear();

        assertThat(quality.doubts()).containsExactly(Doubt.MUSIC);
        assertThatThrownBy(() -> quality.doubts().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isAShare() {
        assertThatThrownBy(() -> new Quality(1.1, Set.of())).hasMessage("quality=1.1 is outside 0..1");
        assertThatThrownBy(() -> new Quality(Double.NaN, Set.of())).hasMessageContaining("NaN");
    }

    @Test
    void anEnglishWordHasOneAndTwoFifthsOfASyllable() {
        assertThat(new SpeechRate(280, 210).wordsPerMinute()).isCloseTo(150, within(1e-9));
        assertThatThrownBy(() -> new SpeechRate(-1, 0)).hasMessageContaining("articulation=-1.0");
    }
}
