package org.undertone.proving.bench.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;
import org.undertone.mediatap.RtpStream;
import org.undertone.mediatap.TapPorts;
import org.undertone.mediatap.WindowSpec;
import org.undertone.mediatap.rtp.PortRange;

class OverloadCallsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<LoadLevel> level = new AtomicReference<>(LoadLevel.FULL);
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);
    private final List<AudioWindow> submitted = new ArrayList<>();
    private final TapPorts ports =
            new TapPorts(InetAddress.getLoopbackAddress(), new PortRange(46_100, 46_199), Duration.ZERO, clock::get);
    private final OverloadCalls calls =
            new OverloadCalls(ports, WindowSpec.DEFAULT, level::get, submitted::add, clock::get);

    @AfterEach
    void close() {
        ports.close();
    }

    @Test
    void thePausedAreHeldBackUpToTheFirstWindowWithoutAnySoundOfThePause() {
        level.set(LoadLevel.PAUSE_LOWEST);
        calls.follow();
        calls.heard(windowThatEnds(NOON), true);
        calls.heard(windowThatEnds(NOON), false);
        assertThat(submitted).as("the important one").hasSize(1);

        level.set(LoadLevel.FULL);
        clock.set(NOON.plusSeconds(10));
        calls.follow();
        calls.heard(windowThatEnds(NOON.plusSeconds(12)), true);
        assertThat(submitted).hasSize(1);
        calls.heard(windowThatEnds(NOON.plusSeconds(13)), true);
        assertThat(submitted).hasSize(2);
        assertThat(calls.paused()).isEqualTo(2);
    }

    @Test
    void aCallForWhichThereIsNoRoomWaitsUntilThereIs() {
        int first = calls.begin().orElseThrow();
        level.set(LoadLevel.NO_NEW_TAPS);
        assertThat(calls.begin()).isEmpty();
        assertThat(calls.follow()).isEmpty();
        assertThat(calls.waiting()).isEqualTo(1);

        level.set(LoadLevel.PAUSE_LOWEST);
        assertThat(calls.follow()).singleElement().isNotEqualTo(first);
        assertThat(calls.refused()).isEqualTo(1);
        assertThat(calls.waiting()).isZero();
        assertThat(calls.open()).hasSize(2);
    }

    @Test
    void theOldestStayWhenTheOthersHangUp() {
        for (int i = 0; i < 5; i++) {
            calls.begin();
        }
        List<RtpStream> all = calls.all();

        calls.close(calls.leaving(2));

        assertThat(calls.open()).isEqualTo(all.subList(0, 2));
        assertThat(calls.all()).isEqualTo(all);
    }

    private static AudioWindow windowThatEnds(Instant at) {
        LegId leg = new LegId(new CallId("call"), "leg");
        WindowRef ref = new WindowRef(leg, Duration.ZERO, Duration.ofSeconds(3), at);
        return new AudioWindow(ref, Collections.nCopies(30, AudioBlock.silence()), 0);
    }
}
