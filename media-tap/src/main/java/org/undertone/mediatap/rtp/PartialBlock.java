package org.undertone.mediatap.rtp;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.BitSet;
import org.undertone.core.audio.AudioBlock;

/** 100 ms that are still arriving: which samples came, and their values. Media thread only. */
public final class PartialBlock {

    private final short[] samples = new short[AudioBlock.SAMPLES];
    private final BitSet arrived = new BitSet(AudioBlock.SAMPLES);
    private int count;

    /**
     * Copies samples in network byte order to their place; a sample that came before stays as it is.
     *
     * @param offset the first sample's place in this block
     * @param index where it lies in the data
     * @param length how many samples; with the offset not beyond the block
     * @return how many of them are new
     */
    public int put(int offset, ByteBuf data, int index, int length) {
        int end = offset + length;
        int added = 0;
        int from = arrived.nextClearBit(offset);
        while (from < end) {
            int next = arrived.nextSetBit(from);
            int to = next < 0 ? end : Math.min(next, end);
            copy(data, index + 2 * (from - offset), from, to);
            arrived.set(from, to);
            added += to - from;
            from = arrived.nextClearBit(to);
        }
        count += added;
        return added;
    }

    /** Four samples at a time: each access of a buffer is checked, and there are many packets. */
    private void copy(ByteBuf data, int index, int from, int to) {
        int at = index;
        int i = from;
        for (; i + 4 <= to; i += 4, at += 8) {
            long four = data.getLong(at);
            samples[i] = (short) (four >> 48);
            samples[i + 1] = (short) (four >> 32);
            samples[i + 2] = (short) (four >> 16);
            samples[i + 3] = (short) four;
        }
        for (; i < to; i++, at += 2) {
            samples[i] = data.getShort(at);
        }
    }

    /** Whether every sample came. */
    public boolean isComplete() {
        return count == AudioBlock.SAMPLES;
    }

    /** How many samples have not come. */
    public int missing() {
        return AudioBlock.SAMPLES - count;
    }

    /** Whether the last sample has not come. */
    public boolean endsMissing() {
        return !arrived.get(AudioBlock.SAMPLES - 1);
    }

    /**
     * How many stretches of missing samples begin here.
     *
     * @param before whether the sample before this block is missing too
     */
    public int gaps(boolean before) {
        int gaps = 0;
        int from = arrived.nextClearBit(0);
        while (from < AudioBlock.SAMPLES) {
            if (from > 0 || !before) {
                gaps++;
            }
            int next = arrived.nextSetBit(from);
            from = next < 0 ? AudioBlock.SAMPLES : arrived.nextClearBit(next);
        }
        return gaps;
    }

    /** The block, with zeros where nothing arrived; this one is empty then. */
    public AudioBlock take() {
        if (count == 0) {
            return AudioBlock.silence();
        }
        AudioBlock block = AudioBlock.of(samples);
        Arrays.fill(samples, (short) 0);
        arrived.clear();
        count = 0;
        return block;
    }
}
