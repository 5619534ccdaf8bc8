package org.undertone.inference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.speech.HeardSpeech;
import org.undertone.inference.speech.SpeechPresence;

/** Judges a whole sound at once, window by window, as a live call would have been. Several threads may use it. */
public final class RecordingTrack {

    private final Assessor assessor;
    private final int windowBlocks;
    private final int hopBlocks;

    /**
     * Judges recordings.
     *
     * @param assessor what judges each window
     * @param window its length, a multiple of 100 ms
     * @param hop from one window to the next, a multiple of 100 ms and no longer than a window
     */
    public RecordingTrack(Assessor assessor, Duration window, Duration hop) {
        this.assessor = assessor;
        this.windowBlocks = blocks("window", window);
        this.hopBlocks = blocks("hop", hop);
        if (hopBlocks > windowBlocks) {
            throw new IllegalArgumentException("recording: hop=" + hop + " > window=" + window);
        }
    }

    private static int blocks(String name, Duration length) {
        if (length.compareTo(AudioBlock.LENGTH) < 0 || length.toNanos() % AudioBlock.LENGTH.toNanos() != 0) {
            throw new IllegalArgumentException("recording: " + name + "=" + length + " is no multiple of 100 ms");
        }
        return Math.toIntExact(length.dividedBy(AudioBlock.LENGTH));
    }

    /**
     * Judges one party's sound. Silence follows its end up to the end of a window, so that all of it is heard, and a sound
     * shorter than a window as well. It takes as long as the model does, for every hop.
     *
     * @param leg what its windows are called
     * @param startedAt when its first sample was spoken
     * @param sound mono, 16 bits, at 16 kHz
     * @return the assessments in order; none of a sound without samples
     * @throws ModelException if the speech detector fails
     */
    public List<Assessment> hear(LegId leg, Instant startedAt, short[] sound) {
        FrameTrack track = assessor.newTrack();
        SpeechPresence presence = assessor.newPresence();
        List<AudioBlock> blocks = blocks(sound);
        List<Assessment> assessments = new ArrayList<>();
        for (int first = 0; first + windowBlocks <= blocks.size(); first += hopBlocks) {
            Duration from = AudioBlock.LENGTH.multipliedBy(first);
            Duration to = AudioBlock.LENGTH.multipliedBy(first + windowBlocks);
            WindowRef ref = new WindowRef(leg, from, to, startedAt.plus(to));
            AudioWindow window = new AudioWindow(ref, blocks.subList(first, first + windowBlocks), 0);
            HeardSpeech speech = presence.hear(List.of(window)).get(0);
            assessments.add(assessor.assess(window, speech, track));
        }
        return assessments;
    }

    /** As many as whole windows and hops need. */
    private List<AudioBlock> blocks(short[] sound) {
        List<AudioBlock> blocks = new ArrayList<>();
        for (int from = 0; from < sound.length; from += AudioBlock.SAMPLES) {
            // Zeros where the sound has ended.
            blocks.add(AudioBlock.of(Arrays.copyOfRange(sound, from, from + AudioBlock.SAMPLES)));
        }
        while (!blocks.isEmpty() && (blocks.size() < windowBlocks || (blocks.size() - windowBlocks) % hopBlocks != 0)) {
            blocks.add(AudioBlock.silence());
        }
        return blocks;
    }
}
