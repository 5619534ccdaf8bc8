package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.media.PbxMedia;
import org.undertone.config.MediaSettings;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;

/** What an admin is told of the room that the PBX has for taps. */
class CheckRoomTest {

    private static final OptionalInt NONE = OptionalInt.empty();
    private static final PbxMedia OLD =
            PbxMedia.told(false, "20.5.0", NONE, OptionalInt.of(10_000), OptionalInt.of(20_000));

    @Test
    void theUsualRangeIsWellAndToldInLegs() {
        Finding room = judged(OLD, Transport.AUTO, NONE);

        assertThat(room.state()).isEqualTo(Finding.State.OK);
        assertThat(room.detail())
                .isEqualTo("sound comes by RTP, for at most 1250 legs at once (media.pbx-ports) of the PBX's 5001 RTP"
                        + " ports, in pairs");
    }

    @Test
    void moreLegsThanAQuarterOfThePortsIsAWarningThatNamesTheDanger() {
        Finding room = judged(OLD, Transport.AUTO, OptionalInt.of(2_000));

        assertThat(room.state()).isEqualTo(Finding.State.WARNING);
        assertThat(room.advice())
                .contains(
                        "kills Asterisk (asterisk#1757)",
                        "Lower media.pbx-ports to 1250",
                        "rtp.conf",
                        "chan_websocket.so");
    }

    @Test
    void aNarrowRangeIsAWarningThatSaysWhatToWiden() {
        PbxMedia narrow = PbxMedia.told(true, "22.10.1", NONE, OptionalInt.of(10_000), OptionalInt.of(10_019));

        Finding room = judged(narrow, Transport.RTP, NONE);

        assertThat(room.state()).isEqualTo(Finding.State.WARNING);
        assertThat(room.detail()).contains("at most 2 legs", "10 RTP ports");
        assertThat(room.advice()).contains("widen rtpstart to rtpend", "media.transport: auto");
        assertThat(judged(narrow, Transport.AUTO, NONE).state())
                .as("by websocket")
                .isEqualTo(Finding.State.OK);
    }

    @Test
    void whereTheRangeIsNotToldNobodyIsHeardByRtpNorIsTheTestCall() {
        PbxMedia untold = PbxMedia.untold(false, "20.5.0");

        Finding room = judged(untold, Transport.AUTO, NONE);

        assertThat(room.state()).isEqualTo(Finding.State.PROBLEM);
        assertThat(room.detail()).contains("nobody is heard", "does not tell how many RTP ports");
        assertThat(room.advice()).contains("func_config.so", "media.pbx-ports");
        assertThat(CheckRoom.untold(untold, settings(Transport.AUTO, NONE, NONE)))
                .hasValueSatisfying(call -> assertThat(call.state()).isEqualTo(Finding.State.PROBLEM));
        assertThat(CheckRoom.untold(PbxMedia.untold(true, "22.10.1"), settings(Transport.AUTO, NONE, NONE)))
                .as("by websocket")
                .isEmpty();
    }

    @Test
    void whereTheAdminSaysHowManyLegsARangeThatIsNotToldIsAWarning() {
        PbxMedia untold = PbxMedia.untold(false, "20.5.0");

        Finding room = judged(untold, Transport.AUTO, OptionalInt.of(12));

        assertThat(room.state()).isEqualTo(Finding.State.WARNING);
        assertThat(room.detail()).contains("at most 12 legs", "does not tell how many RTP ports");
        assertThat(CheckRoom.untold(untold, settings(Transport.AUTO, OptionalInt.of(12), NONE)))
                .isEmpty();
    }

    @Test
    void moreWebSocketsThanAnEarlyVersionHasSessionsForIsAWarning() {
        PbxMedia early = PbxMedia.told(true, "22.6.0", NONE, NONE, NONE);
        assertThat(judged(early, Transport.AUTO, NONE).state()).isEqualTo(Finding.State.OK);

        Finding room = CheckRoom.judge(early, settings(Transport.AUTO, NONE, OptionalInt.of(100)));

        assertThat(room.state()).isEqualTo(Finding.State.WARNING);
        assertThat(room.advice()).contains("sessionlimit", "media.pbx-sessions to 80", "22.8");
    }

    @Test
    void aServerWithHardlyASessionIsAWarningWithEachVersion() {
        PbxMedia few = PbxMedia.told(true, "22.10.1", OptionalInt.of(5), NONE, NONE);

        assertThat(judged(few, Transport.AUTO, NONE).detail()).contains("only 5 sessions");
        assertThat(judged(few, Transport.AUTO, NONE).state()).isEqualTo(Finding.State.WARNING);
    }

    private static Finding judged(PbxMedia has, Transport transport, OptionalInt pbxPorts) {
        return CheckRoom.judge(has, settings(transport, pbxPorts, NONE));
    }

    private static MediaSettings settings(Transport transport, OptionalInt pbxPorts, OptionalInt pbxSessions) {
        return new MediaSettings(
                transport,
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
