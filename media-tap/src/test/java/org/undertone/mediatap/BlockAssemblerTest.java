package org.undertone.mediatap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.undertone.mediatap.BlockAssembler.Placement.LATE;
import static org.undertone.mediatap.BlockAssembler.Placement.NOTHING_NEW;
import static org.undertone.mediatap.BlockAssembler.Placement.PLACED;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.audio.AudioBlock;

/** Packets are named by their place: the n-th brings 20 ms of the value n + 1, and five make a block. */
class BlockAssemblerTest {

    private static final int SECOND = AudioBlock.SAMPLE_RATE;

    private record Closed(AudioBlock block, int missing) {}

    private final StreamCounters counters = new StreamCounters();
    private final List<Closed> closed = new ArrayList<>();
    private final BlockAssembler assembler =
            new BlockAssembler(counters, (block, missing) -> closed.add(new Closed(block, missing)));

    @Test
    void closesABlockAsSoonAsItIsComplete() {
        place(0, 1, 2, 3);
        assertThat(closed).isEmpty();

        place(4);
        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);
        assertThat(closed.get(0).missing()).isZero();
    }

    @Test
    void readsSamplesInNetworkByteOrder() {
        ByteBuf data = Unpooled.buffer();
        for (int i = 0; i < AudioBlock.SAMPLES; i++) {
            data.writeByte(0x12).writeByte(0xfe);
        }
        assembler.place(0, data, 0, AudioBlock.SAMPLES);

        assertThat(closed.get(0).block().sample(1_599)).isEqualTo((short) 0x12fe);
    }

    @Test
    void aPacketMayReachOverSeveralBlocks() {
        short[] samples = new short[BlockAssembler.MAX_PACKET];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) i;
        }
        send(0, samples);
        send(2_048, samples);
        send(4_096, samples);

        assertThat(closed).hasSize(3).allMatch(one -> one.missing() == 0);
        assertThat(closed.get(1).block().sample(447)).isEqualTo((short) 2_047);
        assertThat(closed.get(1).block().sample(448)).isEqualTo((short) 0);
        assertThat(closed.get(2).block().sample(1_599)).isEqualTo((short) (4_799 - 4_096));
    }

    @Test
    void aGapInTimestampsBecomesZerosAndIsCounted() {
        place(0, 1, 2, 3, 4);
        place(7, 8, 9); // 40 ms are missing
        assertThat(closed).as("the block waits for what may still come").hasSize(1);

        place(10, 11, 12);
        assertThat(values(1)).containsExactly(0, 0, 8, 9, 10);
        assertThat(closed.get(1).missing()).isEqualTo(640);
        assertThat(counters.gaps.sum()).isEqualTo(1);
        assertThat(counters.missingSamples.sum()).isEqualTo(640);
    }

    @Test
    void aGapOverManyBlocksIsOneGapOfSilentBlocks() {
        place(0, 1, 2);
        place(23, 24); // 400 ms later

        assertThat(closed).hasSize(4);
        assertThat(values(0)).containsExactly(1, 2, 3, 0, 0);
        assertThat(closed.get(1).block()).isSameAs(AudioBlock.silence());
        assertThat(closed.get(1).missing()).isEqualTo(AudioBlock.SAMPLES);

        place(25, 26, 27, 28, 29);
        assertThat(values(4)).containsExactly(0, 0, 0, 24, 25);
        assertThat(values(5)).containsExactly(26, 27, 28, 29, 30);
        assertThat(counters.gaps.sum()).isEqualTo(1);
        assertThat(counters.missingSamples.sum()).isEqualTo(20 * 320);
    }

    @Test
    void twoGapsInABlockAreTwo() {
        place(0, 2, 4, 5, 6, 7, 8, 9);

        assertThat(values(0)).containsExactly(1, 0, 3, 0, 5);
        assertThat(counters.gaps.sum()).isEqualTo(2);
    }

    @Test
    void putsAPacketThatWasOvertakenInItsPlace() {
        place(0, 1, 3, 2, 4);

        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);
        assertThat(counters.missingSamples.sum()).isZero();
    }

    @Test
    void waitsForAnOvertakenPacketAsLongAsTheTolerance() {
        place(0, 1, 2, 3, 5, 6); // the newest sound ends 40 ms after the first block
        assertThat(closed).isEmpty();
        assertThat(place(4)).isEqualTo(PLACED);
        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);

        place(7, 8, 10, 11, 12); // 60 ms after the second
        assertThat(values(1)).containsExactly(6, 7, 8, 9, 0);
        assertThat(place(9)).isEqualTo(LATE);
    }

    @Test
    void aDuplicateBringsNothingNew() {
        place(0, 1);
        assertThat(place(1)).isEqualTo(NOTHING_NEW);
        assertThat(place(0)).isEqualTo(NOTHING_NEW);
        place(2, 3, 4);

        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void ofOverlappingSoundTheFirstStays() {
        place(0);
        send(160, Rtp.filled(99)); // its first half is there already

        send(480, new short[AudioBlock.SAMPLES - 480]);
        assertThat(closed.get(0).block().sample(319)).isEqualTo((short) 1);
        assertThat(closed.get(0).block().sample(320)).isEqualTo((short) 99);
        assertThat(closed.get(0).missing()).isZero();
    }

    @Test
    void ofAPacketThatReachesIntoAClosedBlockTheRestIsPlaced() {
        place(0, 1, 2, 3, 4);
        assertThat(send(4 * 320 + 160, Rtp.filled(99))).isEqualTo(PLACED);

        send(1_600 + 160, new short[AudioBlock.SAMPLES - 160]);
        assertThat(closed.get(1).block().sample(159)).isEqualTo((short) 99);
        assertThat(closed.get(1).missing()).isZero();
    }

    @Test
    void goesOnWhereTimestampsWrap() {
        int start = -3 * 320; // as unsigned, just below 2^32
        for (int n = 0; n < 10; n++) {
            send(start + n * 320, Rtp.filled(n + 1));
        }

        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);
        assertThat(values(1)).containsExactly(6, 7, 8, 9, 10);
        assertThat(counters.restarts.sum()).isZero();
    }

    @Test
    void staysInPlaceOverMoreThanAWholeTurnOfTimestamps() {
        int nineSeconds = 9 * SECOND;
        for (long position = 0; position < 1L << 33; position += nineSeconds) {
            send((int) position, Rtp.filled(7));
            closed.clear();
        }

        assertThat(counters.restarts.sum()).isZero();
        assertThat(counters.gaps.sum()).isEqualTo((1L << 33) / nineSeconds);
    }

    @Test
    void aHugeJumpAheadAnchorsAnewInsteadOfFillingMinutes() {
        place(0, 1, 2);
        send(3 * 320 + 10 * SECOND + 1, Rtp.filled(50));
        send(4 * 320 + 10 * SECOND + 1, Rtp.filled(51));

        assertThat(values(0)).containsExactly(1, 2, 3, 50, 51);
        assertThat(counters.restarts.sum()).isEqualTo(1);
        assertThat(counters.missingSamples.sum()).isZero();
    }

    @Test
    void aJumpAheadOfTenSecondsIsSilence() {
        place(0, 1, 2);
        send(3 * 320 + 10 * SECOND, Rtp.filled(50));

        assertThat(counters.restarts.sum()).isZero();
        assertThat(closed).hasSize(100);
    }

    @Test
    void aHugeJumpBackAnchorsAnew() {
        send(1_000_000, Rtp.filled(1));
        send(5, Rtp.filled(2));
        send(325, Rtp.filled(3));
        send(645, Rtp.filled(4));
        send(965, Rtp.filled(5));

        assertThat(values(0)).containsExactly(1, 2, 3, 4, 5);
        assertThat(counters.restarts.sum()).isEqualTo(1);
    }

    @Test
    void halfASecondOfNothingButLatePacketsAnchorsAnew() {
        for (int n = 100; n < 150; n++) {
            place(n);
        }
        for (int n = 0; n < 24; n++) {
            assertThat(place(n)).isEqualTo(LATE);
        }
        assertThat(counters.restarts.sum()).isZero();

        assertThat(place(24)).isEqualTo(PLACED);
        place(25, 26, 27, 28);
        assertThat(values(10)).containsExactly(25, 26, 27, 28, 29);
        assertThat(counters.restarts.sum()).isEqualTo(1);
    }

    @Test
    void latePacketsBetweenGoodOnesAnchorNothing() {
        place(0, 1, 2, 3, 4);
        for (int n = 5; n < 100; n++) {
            assertThat(place(0)).isEqualTo(LATE);
            assertThat(place(n)).isEqualTo(PLACED);
        }

        assertThat(counters.restarts.sum()).isZero();
    }

    @Test
    void afterARestartSoundFollowsWhatCameLast() {
        place(0, 1, 2);
        assembler.restart();
        send(123_456_789, Rtp.filled(50));
        send(123_456_789 + 320, Rtp.filled(51));

        assertThat(values(0)).containsExactly(1, 2, 3, 50, 51);
    }

    private BlockAssembler.Placement place(int... packets) {
        BlockAssembler.Placement last = PLACED;
        for (int n : packets) {
            last = send(n * 320, Rtp.filled(n + 1));
        }
        return last;
    }

    private BlockAssembler.Placement send(int timestamp, short[] samples) {
        ByteBuf data = Unpooled.buffer(2 * samples.length);
        for (short sample : samples) {
            data.writeShort(sample);
        }
        return assembler.place(timestamp, data, 0, samples.length);
    }

    /** The value of each 20 ms; those 20 ms are checked to be all of one value. */
    private List<Integer> values(int index) {
        AudioBlock block = closed.get(index).block();
        List<Integer> values = new ArrayList<>();
        for (int at = 0; at < AudioBlock.SAMPLES; at += 320) {
            for (int i = 1; i < 320; i++) {
                assertThat(block.sample(at + i)).isEqualTo(block.sample(at));
            }
            values.add((int) block.sample(at));
        }
        return values;
    }
}
