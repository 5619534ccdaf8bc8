package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/**
 * What the tap heard, put together again from the overlapping windows, for comparison with what the phones played. Only the
 * demo keeps sound, in memory, until its checks are done.
 */
final class TappedSound {

    private final List<AudioBlock> blocks = new ArrayList<>();
    private Duration until = Duration.ZERO;
    private Instant untilAt = Instant.EPOCH;

    synchronized void add(AudioWindow window) {
        Duration unheard = window.ref().to().minus(until);
        int fresh = (int) Math.min(window.blocks().size(), unheard.dividedBy(AudioBlock.LENGTH));
        blocks.addAll(window.blocks()
                .subList(window.blocks().size() - fresh, window.blocks().size()));
        until = window.ref().to();
        untilAt = window.ref().lastPacketAt();
    }

    /** All of it at 8 kHz, each sample the mean of two. */
    synchronized ChannelSound sound() {
        short[] samples = new short[blocks.size() * AudioBlock.SAMPLES / 2];
        int at = 0;
        for (AudioBlock block : blocks) {
            for (int i = 0; i < AudioBlock.SAMPLES; i += 2) {
                samples[at++] = (short) ((block.sample(i) + block.sample(i + 1)) / 2);
            }
        }
        return new ChannelSound(samples, untilAt.minus(AudioBlock.LENGTH.multipliedBy(blocks.size())));
    }
}
