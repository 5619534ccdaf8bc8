package org.undertone.aribridge.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;

class PbxMediaTest {

    private static final OptionalInt NONE = OptionalInt.empty();

    @ParameterizedTest
    @CsvSource({
        "22.10.1+dfsg+~cs6.17.60671434-1, false",
        "22.8.0, false",
        "22.7.3, true",
        "22.6.0, true",
        "20.18.0, false",
        "20.17.1, true",
        "21.12.3, true",
        "23.1.0, true",
        "23.2.0, false",
        "24.0.0, false",
        "certified-22.8-cert1, false",
        "GIT-master-1234567, true"
    })
    void theFirstVersionsKeepASessionForEachWebSocket(String version, boolean keeps) {
        assertThat(PbxMedia.untold(true, version).keepsSessions()).isEqualTo(keeps);
    }

    @ParameterizedTest
    @CsvSource({"10000, 20000, 5001", "10000, 10003, 2", "10000, 10002, 2", "10001, 10004, 2", "5000, 31000, 13001"})
    void eachStreamTakesAnEvenPort(int first, int last, int streams) {
        assertThat(PbxMedia.rtpPorts(first, last)).hasValue(streams);
    }

    @Test
    void aRangeThatEndsBeforeItBeginsTellsNothing() {
        assertThat(PbxMedia.rtpPorts(20_000, 10_000)).isEmpty();
    }

    @Test
    void aQuarterOfThePortsIsForTapsUnlessTheAdminSaysOtherwise() {
        PbxMedia pbx = PbxMedia.told(false, "20.5.0", NONE, OptionalInt.of(10_000), OptionalInt.of(10_099));

        assertThat(pbx.rtpLegs(settings(NONE, NONE))).isEqualTo(12);
        assertThat(pbx.rtpLegs(settings(OptionalInt.of(30), NONE))).isEqualTo(30);
        assertThat(PbxMedia.untold(false, "20.5.0").rtpLegs(settings(NONE, NONE)))
                .isZero();
        assertThat(PbxMedia.untold(false, "20.5.0").notByRtp(settings(NONE, NONE)))
                .hasValueSatisfying(why -> assertThat(why).contains("func_config.so", "media.pbx-ports"));
        assertThat(PbxMedia.untold(false, "20.5.0").notByRtp(settings(OptionalInt.of(30), NONE)))
                .isEmpty();
        assertThat(PbxMedia.told(false, "20.5.0", NONE, NONE, NONE).rtpLegs(settings(NONE, NONE)))
                .as("Asterisk's own range")
                .isEqualTo(3_250);
    }

    @Test
    void whereSessionsAreKeptSomeAreLeftToAri() {
        PbxMedia early = PbxMedia.told(true, "22.6.0", NONE, NONE, NONE);

        assertThat(early.webSocketLegs(settings(NONE, NONE))).isEqualTo(80);
        assertThat(early.webSocketLegs(settings(NONE, OptionalInt.of(90)))).isEqualTo(90);
        assertThat(PbxMedia.told(true, "22.6.0", OptionalInt.of(10), NONE, NONE).webSocketLegs(settings(NONE, NONE)))
                .isZero();
        assertThat(PbxMedia.told(true, "22.10.1", OptionalInt.of(10), NONE, NONE)
                        .webSocketLegs(settings(NONE, NONE)))
                .isEqualTo(1_000);
    }

    @Test
    void aTapLeavesCallsSomePorts() {
        PbxMedia small = PbxMedia.told(false, "20.5.0", NONE, OptionalInt.of(10_000), OptionalInt.of(10_019));
        assertThat(small.hasRtpPort(8)).isTrue();
        assertThat(small.hasRtpPort(9)).isFalse();

        PbxMedia large = PbxMedia.told(false, "20.5.0", NONE, OptionalInt.of(10_000), OptionalInt.of(11_999));
        assertThat(large.hasRtpPort(950)).isTrue();
        assertThat(large.hasRtpPort(951)).isFalse();
        assertThat(PbxMedia.untold(false, "20.5.0").hasRtpPort(10_000))
                .as("not known")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "PJSIP/customer-00000001, 2",
        "SIP/trunk-00000001, 2",
        "UnicastRTP/127.0.0.1:42000-0x7f, 1",
        "Snoop/1796.1-00000001, 0",
        "WebSocket/INCOMING/0x7f, 0",
        "Local/7001@from-queue-00000001;2, 0"
    })
    void aPartyMayHaveVideoBesideAndATapByRtpHasOneStream(String channel, int streams) {
        assertThat(PbxMedia.rtpStreams(channel)).isEqualTo(streams);
    }

    private static MediaSettings settings(OptionalInt pbxPorts, OptionalInt pbxSessions) {
        return new MediaSettings(
                Transport.AUTO,
                InetAddress.getLoopbackAddress(),
                "127.0.0.1",
                40_000,
                40_999,
                Duration.ZERO,
                pbxPorts,
                pbxSessions,
                Duration.ofSeconds(3),
                Duration.ofMillis(500));
    }
}
