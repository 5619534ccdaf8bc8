package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.undertone.config.MediaSettings.Transport;
import org.undertone.core.event.Finding;

class CheckModulesTest {

    @Test
    void withoutASnoopNoCallCanBeHeard() {
        assertThat(judged("modules-tap", Set.of("res_stasis"))).satisfies(tap -> {
            assertThat(tap.state()).isEqualTo(Finding.State.PROBLEM);
            assertThat(tap.detail()).contains("res_stasis_snoop.so").doesNotContain("res_stasis.so");
            assertThat(tap.advice()).contains("no call can be heard", "modules.conf");
        });
    }

    @Test
    void oneOfTheTwoBridgesIsEnough() {
        assertThat(judged("modules-tap", Set.of()).detail()).contains("bridge_simple.so or bridge_softmix.so");
        assertThat(judged("modules-tap", Set.of("bridge_softmix")).detail()).doesNotContain("bridge_");
    }

    @Test
    void withoutTheFunctionsThatTellOfAChannelItIsNotKnownWhoIsWho() {
        assertThat(judged("modules-who", Set.of("func_channel", "func_devstate")))
                .satisfies(who -> {
                    assertThat(who.state()).isEqualTo(Finding.State.WARNING);
                    assertThat(who.detail()).isEqualTo("func_callerid.so is not running");
                    assertThat(who.advice()).contains("dids", "trunk", "modules.conf");
                });
        assertThat(judged("modules-who", Set.of("func_channel", "func_callerid", "func_devstate"))
                        .state())
                .isEqualTo(Finding.State.OK);
    }

    @Test
    void theCodecsThatCanBeHeardAreTold() {
        assertThat(judged("codecs", Set.of("codec_alaw", "codec_ulaw", "codec_g722", "codec_a_mu", "codec_resample"))
                        .detail())
                .isEqualTo(
                        "legs are heard in alaw, g722, ulaw; not in g729, g723, opus, silk, which the PBX only passes"
                                + " on");
        assertThat(judged("codecs", Set.of("codec_ulaw"))).satisfies(codecs -> {
            assertThat(codecs.state()).isEqualTo(Finding.State.WARNING);
            assertThat(codecs.detail()).isEqualTo("the PBX does not translate alaw");
            assertThat(codecs.advice()).contains("codec_alaw.so");
        });
    }

    @Test
    void theTimerOfDahdiIsAWarningOnlyWhereItServes() {
        assertThat(judged("timing", Set.of("res_timing_dahdi", "res_timing_timerfd"))
                        .state())
                .isEqualTo(Finding.State.OK);
        assertThat(judged("timing", Set.of("res_timing_dahdi")).advice()).contains("asterisk#1482");
        assertThat(judged("timing", Set.of()).state()).isEqualTo(Finding.State.PROBLEM);
    }

    @Test
    void nativeBridgesAreAWarningThatSaysWhatFollowsAndWhatToDo() {
        assertThat(judged("native-bridges", Set.of()).state()).isEqualTo(Finding.State.OK);
        assertThat(judged("native-bridges", Set.of("bridge_native_rtp"))).satisfies(bridges -> {
            assertThat(bridges.state()).isEqualTo(Finding.State.WARNING);
            assertThat(bridges.detail()).isEqualTo("bridge_native_rtp.so is running");
            assertThat(bridges.advice())
                    .contains("new RTP source", "fall silent", "noload => bridge_native_rtp.so", "module unload");
        });
    }

    @Test
    void theWayByWhichSoundComesMustBeThereAndTheOtherMay() {
        Set<String> old = Set.of("chan_rtp");
        assertThat(judged("modules-websocket", old, Transport.AUTO)).satisfies(way -> {
            assertThat(way.state()).isEqualTo(Finding.State.WARNING);
            assertThat(way.detail()).isEqualTo("chan_websocket.so, res_websocket_client.so are not running");
            assertThat(way.advice()).contains("takes an RTP port of the PBX");
        });
        assertThat(judged("modules-websocket", old, Transport.WEBSOCKET)).satisfies(way -> {
            assertThat(way.state()).isEqualTo(Finding.State.PROBLEM);
            assertThat(way.advice()).contains("no call can be heard");
        });
        assertThat(judged("modules-websocket", old, Transport.RTP).detail())
                .isEqualTo("not needed: media.transport is rtp");
        assertThat(judged("modules-rtp", Set.of(), Transport.RTP).state()).isEqualTo(Finding.State.PROBLEM);
        assertThat(judged("modules-rtp", Set.of(), Transport.AUTO).state()).isEqualTo(Finding.State.WARNING);
        assertThat(judged("modules-rtp", Set.of(), Transport.WEBSOCKET).state()).isEqualTo(Finding.State.OK);
    }

    private static Finding judged(String name, Set<String> running) {
        return judged(name, running, Transport.AUTO);
    }

    private static Finding judged(String name, Set<String> running, Transport transport) {
        return CheckModules.judge(running, transport).stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
