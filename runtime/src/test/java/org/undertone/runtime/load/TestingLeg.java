package org.undertone.runtime.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.LoadLevel;

/** A leg that is tapped: a window of 3 s when a hop is over, as taps cut them, unless it is paused. */
final class TestingLeg {

    private static final int BLOCKS = 30;
    private static final Duration WINDOW = AudioBlock.LENGTH.multipliedBy(BLOCKS);
    private static final Duration HOP = Duration.ofMillis(500);

    private final LegId id;
    private final int phase;
    private final boolean leastImportant;
    private final List<AudioBlock> sound;
    private int count;

    /** The number tells its phase; each second one is of the least important profile, each fifth is silent. */
    TestingLeg(int number) {
        this.id = new LegId(new CallId("call-" + number), "leg-" + number);
        this.phase = number;
        this.leastImportant = number % 2 == 1;
        this.sound = Collections.nCopies(BLOCKS, number % 5 == 4 ? AudioBlock.silence() : loud());
    }

    LegId id() {
        return id;
    }

    /** 100 ms later: the window that is due, if one is. */
    Optional<AudioWindow> next(LoadLevel level, Instant now) {
        count++;
        long hop = level.hop(HOP, WINDOW).dividedBy(AudioBlock.LENGTH);
        boolean paused = leastImportant && level.pausesLowest();
        if (paused || count < BLOCKS || (count - BLOCKS - phase) % hop != 0) {
            return Optional.empty();
        }
        Duration to = AudioBlock.LENGTH.multipliedBy(count);
        return Optional.of(new AudioWindow(new WindowRef(id, to.minus(WINDOW), to, now), sound, 0));
    }

    private static AudioBlock loud() {
        short[] samples = new short[AudioBlock.SAMPLES];
        Arrays.fill(samples, (short) 8_000);
        return AudioBlock.of(samples);
    }
}
