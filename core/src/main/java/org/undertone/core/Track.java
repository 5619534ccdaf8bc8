package org.undertone.core;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a voice sounds like over the last windows: steadier than one window alone, so that what is done about it does not
 * flicker.
 *
 * @param smoothed the windows' probabilities, the newest counting most
 * @param top the emotion that leads; it gives way only to one that leads clearly
 * @param mixed the emotions that are heard together, the largest share first; empty unless there are two or more
 * @param own how it sounds beside how it began
 */
public record Track(Probabilities smoothed, Emotion top, List<Share> mixed, OwnVoice own) {

    /**
     * One emotion of a mixture.
     *
     * @param emotion which
     * @param share its smoothed probability, 0..1
     */
    public record Share(Emotion emotion, double share) {

        public Share {
            Objects.requireNonNull(emotion, "emotion");
        }

        /** Such as {@code angry 0.61}. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f", emotion.label(), share);
        }
    }

    public Track {
        Objects.requireNonNull(smoothed, "smoothed");
        Objects.requireNonNull(top, "top");
        Objects.requireNonNull(own, "own");
        mixed = List.copyOf(mixed);
        if (mixed.size() == 1) {
            throw new IllegalArgumentException("track: one emotion alone is no mixture: " + mixed);
        }
    }

    /** Of which it is not known how the voice began. */
    public Track(Probabilities smoothed, Emotion top, List<Share> mixed) {
        this(smoothed, top, mixed, OwnVoice.unknown());
    }

    /** The same of a voice of which that is known. */
    public Track with(OwnVoice known) {
        return new Track(smoothed, top, mixed, known);
    }

    /**
     * The track of these probabilities.
     *
     * @param mixedFrom the least share that an emotion has in a mixture, above 0 to 1
     */
    public static Track of(Probabilities smoothed, Emotion top, double mixedFrom) {
        List<Share> shares = Emotion.all().stream()
                .filter(emotion -> smoothed.of(emotion) >= mixedFrom)
                .map(emotion -> new Share(emotion, smoothed.of(emotion)))
                .sorted(Comparator.comparingDouble(Share::share).reversed())
                .toList();
        return new Track(smoothed, top, shares.size() < 2 ? List.of() : shares);
    }

    /** Such as {@code angry 0.61 + fearful 0.24}, or {@code angry 0.93} where nothing is mixed. */
    public String label() {
        return mixed.isEmpty()
                ? new Share(top, smoothed.of(top)).toString()
                : mixed.stream().map(Share::toString).collect(Collectors.joining(" + "));
    }

    @Override
    public String toString() {
        return label();
    }
}
