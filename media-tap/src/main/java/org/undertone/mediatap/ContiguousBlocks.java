package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.undertone.core.audio.AudioBlock;
import org.undertone.mediatap.rtp.PartialBlock;

/**
 * Fills one block after the other with samples in the order of their coming, 16 bits, little-endian, wherever the bytes
 * are cut. Media thread only.
 */
final class ContiguousBlocks {

    private final Consumer<AudioBlock> sink;
    private final short[] samples = new short[AudioBlock.SAMPLES];
    private int count;
    private boolean half;
    private int lowByte;

    ContiguousBlocks(Consumer<AudioBlock> sink) {
        this.sink = sink;
    }

    /**
     * Takes the next bytes of sound, and hands on each block as soon as it is full.
     *
     * @param index where they lie in the data
     * @param length how many
     */
    void append(ByteBuf data, int index, int length) {
        int at = index;
        int end = index + length;
        if (half && at < end) {
            put((short) ((data.getByte(at) << 8) | lowByte));
            half = false;
            at++;
        }
        while (end - at > 1) {
            int whole = Math.min((end - at) / 2, AudioBlock.SAMPLES - count);
            copy(data, at, whole);
            at += 2 * whole;
        }
        if (at < end) {
            lowByte = data.getUnsignedByte(at);
            half = true;
        }
    }

    private void put(short sample) {
        samples[count] = sample;
        count++;
        handOnIfFull();
    }

    /** Four samples at a time, as in {@link PartialBlock}. */
    private void copy(ByteBuf data, int index, int length) {
        int at = index;
        int to = count + length;
        int i = count;
        for (; i + 4 <= to; i += 4, at += 8) {
            long four = data.getLongLE(at);
            samples[i] = (short) four;
            samples[i + 1] = (short) (four >> 16);
            samples[i + 2] = (short) (four >> 32);
            samples[i + 3] = (short) (four >> 48);
        }
        for (; i < to; i++, at += 2) {
            samples[i] = data.getShortLE(at);
        }
        count = to;
        handOnIfFull();
    }

    private void handOnIfFull() {
        if (count == AudioBlock.SAMPLES) {
            count = 0;
            sink.accept(AudioBlock.of(samples));
        }
    }

    /** How many bytes fill the block that is begun. */
    int bytesToFill() {
        return 2 * (AudioBlock.SAMPLES - count) - (half ? 1 : 0);
    }

    /** Forgets half a sample that was left; whether there was one. */
    boolean dropHalf() {
        boolean dropped = half;
        half = false;
        return dropped;
    }
}
