package org.undertone.aribridge.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckModulesTest {

    @Test
    void withoutASnoopNoCallCanBeHeard() {
        assertThat(judged("modules-tap", Set.of("chan_rtp"))).satisfies(tap -> {
            assertThat(tap.state()).isEqualTo(Finding.State.PROBLEM);
            assertThat(tap.detail()).contains("res_stasis_snoop.so").doesNotContain("chan_rtp");
            assertThat(tap.advice()).contains("no call can be heard", "modules.conf");
        });
    }

    @Test
    void oneOfTheTwoBridgesIsEnough() {
        assertThat(judged("modules-tap", Set.of()).detail()).contains("bridge_simple.so or bridge_softmix.so");
        assertThat(judged("modules-tap", Set.of("bridge_softmix")).detail()).doesNotContain("bridge_");
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

    private static Finding judged(String name, Set<String> running) {
        return CheckModules.judge(running).stream()
                .filter(finding -> finding.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
