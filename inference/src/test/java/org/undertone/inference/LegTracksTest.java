package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.undertone.config.TrackSettings;

class LegTracksTest {

    private final LegTracks tracks = new LegTracks(() -> new FrameTrack(TrackSettings.USUAL));

    @Test
    void aLegHasOneTrackUntilItIsForgotten() {
        FrameTrack first = tracks.of(Sounds.LEG);
        assertThat(tracks.of(Sounds.LEG)).isSameAs(first);
        assertThat(tracks.of(Sounds.leg("other"))).isNotSameAs(first);

        tracks.forget(Sounds.LEG);
        assertThat(tracks.of(Sounds.LEG)).isNotSameAs(first);
    }

    @Test
    void legsThatNobodyForgetsGoWhenTheyWereNotHeardForLongest() {
        FrameTrack heardAllTheTime = tracks.of(Sounds.LEG);
        for (int leg = 0; leg < 2 * LegTracks.MOST; leg++) {
            tracks.of(Sounds.leg("leg-" + leg));
            assertThat(tracks.of(Sounds.LEG)).isSameAs(heardAllTheTime);
        }

        assertThat(tracks.size()).isEqualTo(LegTracks.MOST);
    }
}
