package org.undertone.proving.bench.measure;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/** A leg on which somebody speaks without end, as windows that follow each other by a hop. For one thread at a time. */
public final class SpeakingLeg {

    private final LegId id;
    private final List<AudioBlock> speech;
    private final int first;
    private final int window;
    private final int hop;
    private final InstantSource clock;
    private long hops;

    /**
     * Begins somewhere in that speech.
     *
     * @param number of the leg
     * @param speech which goes on at its beginning when it ends
     * @param first the block of it that the leg begins with
     * @param window its length, in blocks
     * @param hop in blocks
     */
    public SpeakingLeg(int number, List<AudioBlock> speech, int first, int window, int hop, InstantSource clock) {
        this.id = new LegId(new CallId("bench-" + number), "bench-" + number);
        this.speech = List.copyOf(speech);
        this.first = first;
        this.window = window;
        this.hop = hop;
        this.clock = clock;
    }

    /** Its channel and its call are {@code bench-} and its number. */
    public LegId id() {
        return id;
    }

    /** The next window, a hop after the one before; its last packet comes now. */
    public AudioWindow next() {
        long from = hops++ * hop;
        List<AudioBlock> blocks = new ArrayList<>(window);
        for (int i = 0; i < window; i++) {
            blocks.add(speech.get((int) ((first + from + i) % speech.size())));
        }
        WindowRef ref = new WindowRef(
                id,
                AudioBlock.LENGTH.multipliedBy(from),
                AudioBlock.LENGTH.multipliedBy(from + window),
                clock.instant());
        return new AudioWindow(ref, blocks, 0);
    }

    /** The first windows of legs that begin at different places. */
    public static List<AudioWindow> some(int count, List<AudioBlock> speech, Duration window, InstantSource clock) {
        int length = Math.toIntExact(window.dividedBy(AudioBlock.LENGTH));
        List<AudioWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(new SpeakingLeg(i, speech, i * speech.size() / count, length, 1, clock).next());
        }
        return windows;
    }
}
