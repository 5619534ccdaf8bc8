package org.undertone.aribridge.who;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel shows without a question. */
class SightingTest {

    private static Sighting running(String application, String data) {
        return new Sighting("1", "PJSIP/7001-00000001", application, data, "", Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CBAnn/800-00000001;1",
                "CBAnn/800-00000001;2",
                "CBRec/conf-800-uid-7-00000001",
                "Surrogate/PJSIP/7001-00000001",
                "Announcer/ARI-00000001;2",
                "Recorder/ARI-00000001;1",
                "Local/7001@out-00000001;1",
                "Snoop/1-00000001",
                "UnicastRTP/127.0.0.1:4000-0x7f",
                "WebSocket/undertone-00000001"
            })
    void whatThePbxMakesForItselfIsNoParty(String name) {
        assertThat(new Sighting("1", name, "", "", "", Instant.EPOCH).isParty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PJSIP/7001-00000001", "SIP/7001-00000001", "IAX2/site-1", "DAHDI/i1/0171-1"})
    void aPhonesAndATrunksAre(String name) {
        assertThat(new Sighting("1", name, "", "", "", Instant.EPOCH).isParty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Dial, CALLER",
        "RetryDial, CALLER",
        "FollowMe, CALLER",
        "Queue, CALLER",
        "AppDial, CALLED",
        "AppQueue, CALLED",
        "ParkedCall, RETRIEVER",
        "Playback, UNCLEAR"
    })
    void theApplicationTellsWhoCalls(String application, Sighting.Side side) {
        assertThat(running(application, "").side()).isEqualTo(side);
    }

    @Test
    void retryDialDialsWhatItIsToldAfterTheAnnouncement() {
        Sighting caller = running("RetryDial", "busy,10,3,PJSIP/1&PJSIP/2,30,g");

        assertThat(caller.dials()).containsExactly("PJSIP/1", "PJSIP/2");
        assertThat(caller.keepsOn()).isTrue();
        assertThat(running("RetryDial", "busy").dials()).isEmpty();
        assertThat(running("FollowMe", "anna,n").dials()).isEmpty();
    }
}
