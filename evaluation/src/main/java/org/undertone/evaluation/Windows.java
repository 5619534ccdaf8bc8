package org.undertone.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** Sound as the windows that live calls are heard in. */
final class Windows {

    private static final LegId LEG = new LegId(new CallId("evaluation"), "evaluation");

    private Windows() {}

    /** The whole sound as one window; its last block is filled up with zeros. */
    static AudioWindow of(short[] samples) {
        List<AudioBlock> blocks = new ArrayList<>();
        for (int at = 0; at < samples.length; at += AudioBlock.SAMPLES) {
            blocks.add(AudioBlock.of(Arrays.copyOfRange(samples, at, at + AudioBlock.SAMPLES)));
        }
        Duration length = AudioBlock.LENGTH.multipliedBy(blocks.size());
        return new AudioWindow(new WindowRef(LEG, Duration.ZERO, length, Instant.EPOCH), blocks, 0);
    }
}
