package org.undertone.core;

/**
 * How fast somebody speaks, in syllables a minute (in Mandarin a syllable is a character).
 *
 * @param articulation while they speak: pauses do not count
 * @param speech pauses included
 */
public record SpeechRate(double articulation, double speech) {

    private static final double SYLLABLES_IN_AN_ENGLISH_WORD = 1.4;

    public SpeechRate {
        require(articulation, "articulation");
        require(speech, "speech");
    }

    private static void require(double rate, String name) {
        if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("speech rate: " + name + "=" + rate + " is no number of syllables");
        }
    }

    /** Words a minute, pauses included, if the speech is English: of 1.4 syllables each. */
    public double wordsPerMinute() {
        return speech / SYLLABLES_IN_AN_ENGLISH_WORD;
    }
}
