package org.undertone.inference.speech;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.undertone.core.WindowRef;
import org.undertone.core.audio.AudioBlock;
import org.undertone.core.audio.AudioWindow;

/**
 * One leg as the speech detector hears it: the sound that waits for it, what it remembers, and what it heard. Each sound
 * is heard once, however many windows hold it. For one thread at a time.
 */
final class LegSpeech {

    /** Samples of the frame before that each frame begins with. */
    static final int CONTEXT = 64;

    /** New samples in a frame: 32 ms. */
    static final int FRAME = 512;

    /** Floats of one leg's state, once for what it outputs and once for its cells. */
    static final int STATE = 128;

    /** Loudness values in a frame, one every 8 ms. */
    static final int STEPS = 4;

    /** Speech goes on until its probability falls below this part of the threshold: soft ends are speech too. */
    private static final double LETS_GO = 0.2;

    private static final double SAMPLES_A_NANO = AudioBlock.SAMPLE_RATE / 1e9;

    private final double threshold;
    private final float[] hidden = new float[STATE];
    private final float[] cell = new float[STATE];
    private final SpeechHistory history = new SpeechHistory();
    private SyllableCounter syllables = new SyllableCounter();

    /** The context, then the samples that wait; the first that waits is at {@code position} in audio time. */
    private float[] sound = new float[CONTEXT + FRAME];

    private int waiting;
    private long position;
    private boolean begun;
    private boolean speaks;
    private WindowRef window;

    LegSpeech(double threshold) {
        this.threshold = threshold;
    }

    /** Whether that window comes after what was heard: after a new tap of the same leg, audio time begins anew. */
    boolean goesOnWith(AudioWindow next) {
        return !begun || next.ref().to().compareTo(window.to()) >= 0;
    }

    /** Lets the blocks wait that are new in this window. */
    void add(AudioWindow next) {
        window = next.ref();
        long from = samples(window.from());
        if (!begun || from > position + waiting) {
            beginAt(from);
        }
        List<AudioBlock> blocks = next.blocks();
        int known = (int) Math.max(0, (position + waiting - from) / AudioBlock.SAMPLES);
        List<AudioBlock> unknown = blocks.subList(Math.min(known, blocks.size()), blocks.size());
        makeRoomFor(unknown.size());
        unknown.forEach(this::append);
    }

    /** A first window is many hops long; room for it would be kept of every leg to the end of its call. */
    private void makeRoomFor(int blocks) {
        int needed = CONTEXT + FRAME + waiting + blocks * AudioBlock.SAMPLES;
        if (needed > sound.length || sound.length > 2 * needed) {
            sound = Arrays.copyOf(sound, needed);
        }
    }

    /** The samples that it has room for. */
    int room() {
        return sound.length;
    }

    /** Sound is missing before: what the detector remembers would be of another time. */
    private void beginAt(long from) {
        begun = true;
        position = from;
        waiting = 0;
        speaks = false;
        Arrays.fill(sound, 0);
        Arrays.fill(hidden, 0);
        Arrays.fill(cell, 0);
        syllables = new SyllableCounter();
        history.interrupt();
    }

    private void append(AudioBlock block) {
        FloatBuffer rest = FloatBuffer.wrap(sound, CONTEXT + waiting, AudioBlock.SAMPLES);
        block.appendTo(rest);
        waiting += AudioBlock.SAMPLES;
    }

    /** The number of whole frames that wait. */
    int frames() {
        return waiting / FRAME;
    }

    /** Writes the frames that wait, each after its context. */
    void writeFrames(FloatBuffer target) {
        for (int frame = 0; frame < frames(); frame++) {
            target.put(sound, frame * FRAME, CONTEXT + FRAME);
        }
    }

    /** Writes the state into a batch of that many legs, at that place. */
    void writeState(FloatBuffer target, int place, int legs) {
        target.put(place * STATE, hidden).put((legs + place) * STATE, cell);
    }

    /** Reads the state back from there. */
    void readState(FloatBuffer source, int place, int legs) {
        source.get(place * STATE, hidden).get((legs + place) * STATE, cell);
    }

    /**
     * Takes in what was heard in all frames that waited.
     *
     * @param probabilities of speech, one a frame, at the buffer's position
     * @param loudness {@link #STEPS} a frame, likewise
     */
    void took(FloatBuffer probabilities, FloatBuffer loudness) {
        int count = frames();
        float[] steps = new float[STEPS];
        for (int frame = 0; frame < count; frame++) {
            float probability = probabilities.get();
            speaks = probability >= threshold || (speaks && probability >= LETS_GO * threshold);
            loudness.get(steps);
            history.add(position + (long) frame * FRAME + FRAME / 2, probability, speaks);
            syllables.hear(speaks, steps).forEach(history::syllable);
        }
        System.arraycopy(sound, count * FRAME, sound, 0, CONTEXT + waiting - count * FRAME);
        position += (long) count * FRAME;
        waiting -= count * FRAME;
    }

    /** What was heard in the last minute, frame by frame. */
    SpeechHistory history() {
        return history;
    }

    /** What was heard up to the end of the newest window. */
    HeardSpeech heard() {
        return new HeardSpeech(
                history.speechRatio(samples(window.from()), samples(window.to())), SpeechRateMeter.rate(history));
    }

    private static long samples(Duration audioTime) {
        return Math.round(audioTime.toNanos() * SAMPLES_A_NANO);
    }
}
