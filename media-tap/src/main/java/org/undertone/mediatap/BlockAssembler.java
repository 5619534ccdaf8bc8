package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import org.undertone.core.audio.AudioBlock;
import org.undertone.mediatap.rtp.PartialBlock;

/**
 * Puts packets' samples where their timestamps say and hands on blocks in order. Audio time starts with the first packet.
 *
 * <p>A block is closed as soon as it is complete, or when sound from {@value #TOLERANCE_MILLIS} ms past its end on has arrived: what
 * is missing then stands as zeros. Sequence numbers place nothing: an overloaded Asterisk keeps them contiguous while its
 * timestamps jump.
 *
 * <p>A timestamp more than 10 s ahead or behind anchors the stream anew: its sound follows what arrived last at once,
 * instead of after minutes of zeros, and audio time leaves out what lay between. The same after half a second of
 * nothing but late packets: then the sender has set its timestamps back.
 *
 * <p>Media thread only.
 */
final class BlockAssembler {

    /** Takes each block in order, with the number of its samples that never arrived. */
    interface Sink {
        void block(AudioBlock block, int missing);
    }

    enum Placement {
        PLACED,
        /** All its samples had arrived before. */
        NOTHING_NEW,
        /** Its place had been closed. */
        LATE
    }

    /** The longest packet, in samples: a block and the tolerance and it fit in the open blocks. */
    static final int MAX_PACKET = 2_048;

    private static final int TOLERANCE_MILLIS = 60;
    private static final int TOLERANCE = TOLERANCE_MILLIS * AudioBlock.SAMPLE_RATE / 1000;
    private static final int MAX_JUMP = 10 * AudioBlock.SAMPLE_RATE;
    private static final int MAX_LATE_RUN = 25;
    private static final int OPEN_BLOCKS = 4;

    private final StreamCounters counters;
    private final Sink sink;
    private final PartialBlock[] open = new PartialBlock[OPEN_BLOCKS];
    /** Audio time, in samples, of the first open block; all before it is closed. */
    private long openStart;
    /** Audio time just after the newest sound. */
    private long newestEnd;

    private boolean anchored;
    private int anchorTimestamp;
    private long anchorPosition;
    private int lateRun;
    private boolean inGap;

    BlockAssembler(StreamCounters counters, Sink sink) {
        this.counters = counters;
        this.sink = sink;
        for (int i = 0; i < OPEN_BLOCKS; i++) {
            open[i] = new PartialBlock();
        }
    }

    /** The next packet's sound follows what arrived last, whatever its timestamp. */
    void restart() {
        anchored = false;
        counters.restarts.increment();
    }

    /**
     * Puts a packet's sound in its place and hands on what became complete.
     *
     * @param timestamp of its first sample
     * @param index where this lies in the data, in network byte order
     * @param samples how many, up to {@link #MAX_PACKET}
     */
    Placement place(int timestamp, ByteBuf data, int index, int samples) {
        long start = position(timestamp);
        if (start + samples <= openStart) {
            lateRun++;
            if (lateRun < MAX_LATE_RUN) {
                return Placement.LATE;
            }
            restart();
            start = position(timestamp);
        }
        lateRun = 0;
        if (start > anchorPosition) {
            // The anchor follows, so that the 32-bit difference of timestamps never comes near its end.
            anchorTimestamp = timestamp;
            anchorPosition = start;
        }
        closeWhatEndsBefore(start - TOLERANCE);
        int added = put(start, data, index, samples);
        newestEnd = Math.max(newestEnd, start + samples);
        while (first().isComplete()) {
            closeFirst();
        }
        closeWhatEndsBefore(newestEnd - TOLERANCE);
        return added > 0 ? Placement.PLACED : Placement.NOTHING_NEW;
    }

    private long position(int timestamp) {
        if (anchored) {
            long position = anchorPosition + (timestamp - anchorTimestamp);
            if (Math.abs(position - newestEnd) <= MAX_JUMP) {
                return position;
            }
            restart();
        }
        anchored = true;
        anchorTimestamp = timestamp;
        anchorPosition = newestEnd;
        return newestEnd;
    }

    private int put(long start, ByteBuf data, int index, int samples) {
        long end = start + samples;
        long at = Math.max(start, openStart);
        int added = 0;
        while (at < end) {
            int offset = (int) (at % AudioBlock.SAMPLES);
            int length = (int) Math.min(AudioBlock.SAMPLES - offset, end - at);
            added += openBlock(at).put(offset, data, index + 2 * (int) (at - start), length);
            at += length;
        }
        return added;
    }

    private void closeWhatEndsBefore(long position) {
        while (openStart + AudioBlock.SAMPLES <= position) {
            closeFirst();
        }
    }

    private void closeFirst() {
        PartialBlock block = first();
        int missing = block.missing();
        if (missing > 0) {
            counters.missingSamples.add(missing);
            counters.gaps.add(block.gaps(inGap));
        }
        inGap = block.endsMissing();
        openStart += AudioBlock.SAMPLES;
        sink.block(block.take(), missing);
    }

    private PartialBlock first() {
        return openBlock(openStart);
    }

    private PartialBlock openBlock(long position) {
        return open[(int) (position / AudioBlock.SAMPLES % OPEN_BLOCKS)];
    }
}
