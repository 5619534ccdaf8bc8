package org.undertone.aribridge.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A leg that is looked at once a second; its phone sends 50 packets a second unless a test says otherwise. */
class SilentLegTest {

    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final SilentLeg leg = new SilentLeg(START);
    private final List<String> did = new ArrayList<>();
    private int second;
    private int silentSince = -1;
    private long source = 1;
    private long received;
    private long lost;
    private int packetsASecond = 50;
    /** Whether a new snoop brings sound. */
    private boolean curable;

    @Test
    void aLegWithSoundIsNeverAskedFor() {
        sound(100);

        assertThat(did).isEmpty();
        assertThat(leg.deaf()).isFalse();
    }

    @Test
    void anotherStreamThatBeganWithTheSilenceIsRenewedAtOnceAndHeard() {
        sound(100);
        curable = true;
        otherStream();
        silence(4);

        assertThat(did).containsExactly("101 ask", "102 ask", "102 renew", "103 HEARS_AGAIN");
        sound(10);
        assertThat(leg.deaf()).isFalse();
        assertThat(did).hasSize(4);
    }

    @Test
    void aLegForWhichThePbxDoesNotAnswerIsNotAskedForEachSecond() {
        assertThat(leg.look(Duration.ofSeconds(2), START)).isEqualTo(SilentLeg.Next.ASK);
        leg.notTold(START);

        assertThat(leg.look(Duration.ofSeconds(3), START + Duration.ofSeconds(1).toNanos()))
                .isEqualTo(SilentLeg.Next.NOTHING);
        assertThat(leg.look(Duration.ofSeconds(7), START + Duration.ofSeconds(5).toNanos()))
                .isEqualTo(SilentLeg.Next.ASK);
    }

    @Test
    void whileItIsRenewedTheLegIsDeaf() {
        sound(100);
        otherStream();
        silence(2);

        assertThat(leg.deaf()).isTrue();
    }

    @Test
    void numbersThatWentBackInTheSameStreamAreSeenWhenThePbxReckonsItsLosses() {
        sound(100);
        curable = true;
        silence(1);
        lost = 65_536 - 16_135;
        silence(2);

        assertThat(did).containsExactly("101 ask", "102 ask", "102 renew", "103 HEARS_AGAIN");
    }

    @Test
    void whereNoStepIsSeenANewSnoopIsTriedAllTheSameALittleLater() {
        sound(100);
        curable = true;
        silence(4);

        assertThat(did).containsExactly("101 ask", "102 ask", "103 ask", "103 renew", "104 HEARS_AGAIN");
    }

    @Test
    void aLegThatStaysDeafIsRenewedAtGrowingPausesAndDeafAllTheTime() {
        sound(100);
        otherStream();
        silence(120);

        assertThat(renewals()).containsExactly(102, 107, 117, 137, 177);
        assertThat(did).filteredOn(what -> what.endsWith("STAYS_DEAF")).hasSize(5);
        assertThat(leg.deaf()).isTrue();
        sound(1);
        assertThat(leg.deaf()).isFalse();
    }

    @Test
    void aMutedPhoneSendsZerosItselfAndIsTriedSeldom() {
        sound(100);
        silence(20 * 60);

        assertThat(renewals()).hasSize(4).startsWith(103);
        assertThat(did).filteredOn(what -> what.endsWith("SILENT_ITSELF")).hasSize(4);
        assertThat(leg.deaf()).isFalse();
        assertThat(did.stream().filter(what -> what.endsWith("ask")).count())
                .as("one question in five seconds")
                .isLessThan(20 * 60 / 5 + 30);
    }

    @Test
    void aPhoneThatTakesAllNoiseAwayIsNotRenewedInEveryPause() {
        for (int turn = 0; turn < 12; turn++) {
            sound(5);
            silence(5);
        }

        assertThat(renewals()).hasSize(1);
    }

    @Test
    void aHeldCallWithoutPacketsIsRightlySilent() {
        sound(100);
        packetsASecond = 0;
        silence(60);

        assertThat(renewals()).isEmpty();
        assertThat(leg.deaf()).isFalse();
        assertThat(did).hasSizeLessThan(16);
    }

    @Test
    void packetsThatOnlyDescribeNoiseAreNoSpeech() {
        sound(100);
        packetsASecond = 5;
        silence(60);

        assertThat(renewals()).isEmpty();
    }

    @Test
    void whoComesBackFromHoldByAnotherStreamIsHeard() {
        sound(100);
        packetsASecond = 0;
        silence(60);
        packetsASecond = 50;
        curable = true;
        otherStream();
        silence(12);

        assertThat(did).last().asString().endsWith("HEARS_AGAIN");
        assertThat(renewals()).singleElement().satisfies(at -> assertThat(at).isLessThan(170));
    }

    @Test
    void aDeafLegThatIsPutOnHoldIsSilentAndNoLongerDeaf() {
        sound(100);
        otherStream();
        silence(10);
        assertThat(leg.deaf()).isTrue();

        packetsASecond = 0;
        silence(20);

        assertThat(leg.deaf()).isFalse();
    }

    @Test
    void aStreamThatBeganWithTheTapIsNoStep() {
        silence(3);

        assertThat(did).containsExactly("1 ask", "2 ask", "3 ask", "3 renew");
    }

    @Test
    void aLegWithoutRtpIsLeftAlone() {
        packetsASecond = -1;
        silence(59);

        assertThat(did).containsExactly("1 ask");
    }

    @Test
    void theLossesOfAnEarlierStepSayNothingNew() {
        sound(100);
        curable = true;
        lost = 50_000;
        silence(3);
        sound(10);
        curable = false;
        silence(10);
        assertThat(leg.deaf()).isFalse();

        sound(5);
        lost += 40_000;
        curable = true;
        silence(4);

        assertThat(did).last().asString().endsWith("HEARS_AGAIN");
    }

    private void sound(int seconds) {
        silentSince = -1;
        pass(seconds);
    }

    private void silence(int seconds) {
        if (silentSince < 0) {
            silentSince = second;
        }
        pass(seconds);
    }

    private void otherStream() {
        source++;
        received = 0;
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            second++;
            received += Math.max(0, packetsASecond);
            look();
        }
    }

    private void look() {
        long now = START + Duration.ofSeconds(second).toNanos();
        Duration lasts = silentSince < 0 ? Duration.ZERO : Duration.ofSeconds(second - silentSince);
        SilentLeg.Next next = leg.look(lasts, now);
        leg.outcome().ifPresent(outcome -> did.add(second + " " + outcome));
        if (next == SilentLeg.Next.ASK) {
            did.add(second + " ask");
            next = leg.told(
                    packetsASecond < 0 ? Optional.empty() : Optional.of(new RtpStatistics(source, received, lost)),
                    now);
        }
        if (next == SilentLeg.Next.RENEW) {
            did.add(second + " renew");
            leg.renewed(now);
            if (curable) {
                silentSince = -1;
            }
        }
    }

    private List<Integer> renewals() {
        return did.stream()
                .filter(what -> what.endsWith("renew"))
                .map(what -> Integer.parseInt(what.substring(0, what.indexOf(' '))))
                .toList();
    }
}
