package org.undertone.mediatap.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.undertone.mediatap.rtp.SourceLock.Verdict.ACCEPTED;
import static org.undertone.mediatap.rtp.SourceLock.Verdict.FOREIGN;
import static org.undertone.mediatap.rtp.SourceLock.Verdict.RESTARTED;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class SourceLockTest {

    private static final InetSocketAddress PBX = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_080);
    private static final InetSocketAddress STRANGER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10_082);

    private final SourceLock lock = new SourceLock();

    @Test
    void theFirstSourceIsTheStreamsAndOthersAreForeign() {
        assertThat(lock.check(PBX, 1, 0)).isEqualTo(ACCEPTED);
        assertThat(lock.check(PBX, 1, 1)).isEqualTo(ACCEPTED);

        assertThat(lock.check(STRANGER, 1, 2)).isEqualTo(FOREIGN);
        assertThat(lock.check(STRANGER, 1, 3)).isEqualTo(FOREIGN);
        assertThat(lock.check(PBX, 1, 2)).isEqualTo(ACCEPTED);
    }

    @Test
    void theSameSourceWithANewSsrcIsARestartAtItsSecondPacketInSequence() {
        lock.check(PBX, 1, 0);
        lock.check(PBX, 1, 1);

        assertThat(lock.check(PBX, 2, 65_535)).isEqualTo(FOREIGN);
        assertThat(lock.check(PBX, 2, 0)).isEqualTo(RESTARTED);
        assertThat(lock.check(PBX, 2, 1)).isEqualTo(ACCEPTED);
        assertThat(lock.check(PBX, 1, 2)).as("the old SSRC").isEqualTo(FOREIGN);
    }

    @Test
    void packetsOfANewSsrcThatAreNotInSequenceRestartNothing() {
        lock.check(PBX, 1, 0);

        for (int i = 1; i < 100; i++) {
            assertThat(lock.check(PBX, i + 1, i)).isEqualTo(FOREIGN);
            assertThat(lock.check(PBX, 500, i * 2)).isEqualTo(FOREIGN);
        }
        assertThat(lock.check(PBX, 1, 1)).isEqualTo(ACCEPTED);
    }

    @Test
    void oneStrayPacketDoesNotLockOutTheRealStream() {
        lock.check(STRANGER, 9, 77);

        assertThat(lock.check(PBX, 1, 0)).isEqualTo(FOREIGN);
        assertThat(lock.check(PBX, 1, 1)).isEqualTo(RESTARTED);
        assertThat(lock.check(STRANGER, 9, 78)).isEqualTo(FOREIGN);
        assertThat(lock.check(STRANGER, 9, 79)).isEqualTo(FOREIGN);
    }

    @Test
    void onlyTheExpectedSourceCounts() {
        lock.expect(PBX);

        assertThat(lock.check(STRANGER, 1, 0)).isEqualTo(FOREIGN);
        assertThat(lock.check(STRANGER, 1, 1)).isEqualTo(FOREIGN);
        assertThat(lock.check(PBX, 1, 0)).isEqualTo(ACCEPTED);
    }

    @Test
    void whereTheExpectedSourceStaysSilentAnotherThatGoesOnSendingIsTakenForIt() {
        lock.expect(PBX);

        for (int i = 0; i < 24; i++) {
            assertThat(lock.check(STRANGER, 9, i)).isEqualTo(FOREIGN);
        }
        assertThat(lock.check(STRANGER, 9, 24)).isEqualTo(ACCEPTED);
        assertThat(lock.check(STRANGER, 9, 25)).isEqualTo(ACCEPTED);
    }

    @Test
    void whereTheExpectedSourceSendsNoOtherIsEverTakenForIt() {
        lock.expect(PBX);
        lock.check(PBX, 1, 0);

        for (int i = 0; i < 100; i++) {
            assertThat(lock.check(STRANGER, 9, i)).isEqualTo(FOREIGN);
        }
    }

    @Test
    void theExpectedSourceTakesOverFromAStrangerWhoCameFirst() {
        lock.check(STRANGER, 9, 0);
        lock.check(STRANGER, 9, 1);
        lock.expect(PBX);

        assertThat(lock.check(STRANGER, 9, 2)).isEqualTo(FOREIGN);
        assertThat(lock.check(PBX, 1, 0)).isEqualTo(RESTARTED);
        assertThat(lock.check(PBX, 1, 1)).isEqualTo(ACCEPTED);
    }
}
