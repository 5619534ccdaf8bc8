package org.undertone.inference.speech;

/** The last minute of one leg in frames of 32 ms: which held speech, and how many syllables. For one thread at a time. */
final class SpeechHistory {

    /** A minute, and more than the longest window. */
    static final int FRAMES = 60_000 / 32;

    private final long[] middles = new long[FRAMES];
    private final float[] probabilities = new float[FRAMES];
    private final boolean[] speech = new boolean[FRAMES];
    private final boolean[] afterGap = new boolean[FRAMES];
    private final byte[] syllables = new byte[FRAMES];
    private long added;
    private boolean gap;

    /** Sound is missing before the next frame. */
    void interrupt() {
        gap = true;
    }

    /** The next frame, by the sample in its middle; how probable speech is, and whether it counts as speech. */
    void add(long middle, float probability, boolean isSpeech) {
        int place = place(added);
        middles[place] = middle;
        probabilities[place] = probability;
        speech[place] = isSpeech;
        afterGap[place] = gap;
        syllables[place] = 0;
        gap = false;
        added++;
    }

    /** A syllable that many frames before the newest one. */
    void syllable(int framesAgo) {
        if (framesAgo < size()) {
            syllables[place(added - 1 - framesAgo)]++;
        }
    }

    /** How many frames it has. */
    int size() {
        return (int) Math.min(added, FRAMES);
    }

    float probability(int framesAgo) {
        return probabilities[place(added - 1 - framesAgo)];
    }

    boolean isSpeech(int framesAgo) {
        return speech[place(added - 1 - framesAgo)];
    }

    /** Whether sound is missing just before that frame. */
    boolean isAfterGap(int framesAgo) {
        return afterGap[place(added - 1 - framesAgo)];
    }

    int syllables(int framesAgo) {
        return syllables[place(added - 1 - framesAgo)];
    }

    /** The share of speech among the frames whose middle lies in that time; 0 if there is none. */
    double speechRatio(long from, long to) {
        int frames = 0;
        int spoken = 0;
        for (int ago = 0; ago < size() && middles[place(added - 1 - ago)] >= from; ago++) {
            if (middles[place(added - 1 - ago)] < to) {
                frames++;
                spoken += isSpeech(ago) ? 1 : 0;
            }
        }
        return frames == 0 ? 0 : spoken / (double) frames;
    }

    private static int place(long number) {
        return (int) (number % FRAMES);
    }
}
