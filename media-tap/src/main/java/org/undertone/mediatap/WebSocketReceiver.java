package org.undertone.mediatap;

import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.event.StreamStats;

/**
 * What happens to a leg's sound from a websocket. It has no timestamps: each sample follows the one that came before, and
 * audio time counts what came.
 *
 * <p>So nothing can be missing, out of order or doubled: TCP sees to that, and a path that loses packets makes sound late
 * instead, which then comes in a burst; a stall is counted when it is over. What Asterisk itself drops, because it is
 * overloaded or the leg's own sound fails, leaves no trace but that: sound before and after is joined, and audio time stays
 * behind the wall clock by as much.
 *
 * <p>Media thread only, but for {@link #intake} and {@link #stats}.
 */
final class WebSocketReceiver implements FrameReader.Listener {

    private static final String FORMAT = "slin16";
    /** As plain text ({@code format:slin16}) or as JSON ({@code "format":"slin16"}). */
    private static final Pattern STARTED_WITH =
            Pattern.compile("MEDIA_START\\b.*?[\\s,{]\"?format\"?:\\s*\"?([A-Za-z0-9]+)");

    /** More than any burst after a stall can be ahead of the clock, in nanoseconds. */
    private static final long AHEAD = 10_000_000_000L;

    private static final long NANOS_PER_SAMPLE = 1_000_000_000L / AudioBlock.SAMPLE_RATE;

    private final SoundIntake intake;
    private final StreamCounters counters;
    private final ContiguousBlocks blocks;
    private final Jitter jitter = new Jitter();

    private boolean heard;
    private long firstArrival;
    private long arrival;
    private boolean arrivalIsNew;
    private long bytes;
    private long bytesBeforeFrame;
    private int frameSound;
    private int frameHead;

    WebSocketReceiver(SoundIntake intake) {
        this.intake = intake;
        this.counters = intake.counters();
        this.blocks = new ContiguousBlocks(block -> intake.block(block, 0));
    }

    SoundIntake intake() {
        return intake;
    }

    StreamStats stats() {
        return intake.stats(0, jitter.value());
    }

    @Override
    public void reading() {
        arrivalIsNew = true;
    }

    @Override
    public void sound(ByteBuf data, int index, int length) {
        if (intake.closed()) {
            return;
        }
        if (arrivalIsNew) {
            arrivalIsNew = false;
            arrival = intake.arrived();
            jitter.packet((int) (bytes / 2), arrival);
        }
        if (!heard) {
            heard = true;
            firstArrival = arrival;
        }
        bytes += length;
        blocks.append(data, index, length);
    }

    @Override
    public void soundFrame(int length, boolean last) {
        if (intake.closed()) {
            return;
        }
        intake.packet(length);
        frameSound = (int) (bytes - bytesBeforeFrame);
        frameHead = length - frameSound;
        bytesBeforeFrame = bytes;
        if (last && blocks.dropHalf()) {
            counters.malformed.increment();
        }
        if (bytes / 2 * NANOS_PER_SAMPLE - (arrival - firstArrival) > AHEAD) {
            throw new FrameReader.Refused(1008, "it sends sound faster than it sounds");
        }
    }

    /** The rest of a block, in frames like the last one, so that no window waits for it. */
    @Override
    public int wanted(int left) {
        if (frameSound == 0 || intake.closed()) {
            return 1;
        }
        int sound = blocks.bytesToFill();
        int inMoreFrames = Math.max(0, sound - left);
        return sound + (inMoreFrames + frameSound - 1) / frameSound * frameHead;
    }

    @Override
    public void text(String text) {
        Matcher started = STARTED_WITH.matcher(text);
        if (started.find() && !started.group(1).equals(FORMAT)) {
            throw new FrameReader.Refused(1003, "it sends " + started.group(1) + " where " + FORMAT + " was asked for");
        }
    }

    @Override
    public void malformed() {
        counters.malformed.increment();
    }
}
