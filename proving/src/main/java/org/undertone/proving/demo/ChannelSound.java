package org.undertone.proving.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Sound of one channel, 16 bit at 8 kHz, and the moment of its first sample. */
final class ChannelSound {

    static final int RATE = 8_000;
    private static final int WAV_HEADER = 44;
    /** -45 dBFS, as 16-bit root mean square. */
    private static final double LOUD = 184;

    private final short[] samples;
    private final Instant start;

    /**
     * Takes sound.
     *
     * @param samples which the caller gives away
     * @param start when the first was played or heard
     */
    ChannelSound(short[] samples, Instant start) {
        this.samples = samples;
        this.start = start;
    }

    /** Reads a WAV file of 8 kHz, 16 bit, one channel, as the lab's phones write them. */
    static ChannelSound ofWav(Path wav, Instant start) {
        try {
            byte[] bytes = Files.readAllBytes(wav);
            if (bytes.length < WAV_HEADER) {
                throw new IOException(wav + " holds no sound: " + bytes.length + " bytes < a WAV header");
            }
            short[] samples = new short[(bytes.length - WAV_HEADER) / 2];
            ByteBuffer.wrap(bytes, WAV_HEADER, samples.length * 2)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            return new ChannelSound(samples, start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant start() {
        return start;
    }

    Duration length() {
        return Duration.ofNanos(samples.length * 1_000_000_000L / RATE);
    }

    /**
     * How alike a stretch of this sound and the other are: the largest normalised cross-correlation over all
     * shifts up to {@code around} from where the clocks would put it; 0 if either is silent or too short.
     */
    double likeness(ChannelSound other, Instant from, Duration stretch, Duration around) {
        return best(other, from, stretch, around).likeness();
    }

    /**
     * How much of another sound is in a stretch of this one, whatever else this one holds: the projection on it, with the
     * shift up to {@code around} at which the two are most alike; of nothing if either is silent or too short.
     */
    Projection projection(ChannelSound other, Instant from, Duration stretch, Duration around) {
        Fit best = best(other, from, stretch, around);
        return new Projection(Math.abs(best.cross()), best.there());
    }

    /**
     * A sound projected on another.
     *
     * @param product the sum of their products
     * @param energy the sum of the other's squares
     */
    record Projection(double product, double energy) {

        /** How loud the other is in it, as a factor. */
        double gain() {
            return energy == 0 ? 0 : product / energy;
        }

        Projection plus(Projection more) {
            return new Projection(product + more.product, energy + more.energy);
        }
    }

    /** Two stretches laid over each other: the sums of their products and of each one's squares. */
    private record Fit(double cross, double here, double there) {

        double likeness() {
            return here == 0 || there == 0 ? 0 : Math.abs(cross) / Math.sqrt(here * there);
        }
    }

    private Fit best(ChannelSound other, Instant from, Duration stretch, Duration around) {
        Fit best = new Fit(0, 0, 0);
        int first = index(from);
        int count = samples(stretch);
        if (first < 0 || first + count > samples.length) {
            return best;
        }
        double here = product(samples, first, samples, first, count);
        int clocks = other.index(from);
        int earliest = Math.max(0, clocks - samples(around));
        int latest = Math.min(clocks + samples(around), other.samples.length - count);
        double there = earliest > latest ? 0 : product(other.samples, earliest, other.samples, earliest, count);
        for (int start = earliest; start <= latest; start++) {
            Fit fit = new Fit(product(samples, first, other.samples, start, count), here, there);
            best = fit.likeness() > best.likeness() ? fit : best;
            if (start < latest) {
                there += square(other.samples[start + count]) - square(other.samples[start]);
            }
        }
        return best;
    }

    private static double product(short[] one, int first, short[] other, int start, int count) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += one[first + i] * other[start + i];
        }
        return sum;
    }

    private static double square(short sample) {
        return (double) sample * sample;
    }

    /** The amplitude of a frequency in a stretch, in 16-bit units; 0 where there is no sound. */
    double amplitude(int hertz, Instant from, Duration stretch) {
        int first = index(from);
        int count = samples(stretch);
        if (first < 0 || first + count > samples.length) {
            return 0;
        }
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * hertz * i / RATE;
            sine += samples[first + i] * Math.sin(angle);
            cosine += samples[first + i] * Math.cos(angle);
        }
        return 2 * Math.hypot(sine, cosine) / count;
    }

    /** Whether somebody speaks for most of that stretch: half of its tenths are louder than -45 dBFS. */
    boolean speaks(Instant from, Duration stretch) {
        int first = index(from);
        int tenth = samples(stretch) / 10;
        int loud = 0;
        for (int i = 0; i < 10; i++) {
            loud += loud(first + i * tenth, tenth) ? 1 : 0;
        }
        return loud >= 5;
    }

    private boolean loud(int from, int count) {
        double sum = 0;
        for (int i = Math.max(0, from); i < Math.min(samples.length, from + count); i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / count) > LOUD;
    }

    private int index(Instant at) {
        return (int) (Duration.between(start, at).toNanos() * RATE / 1_000_000_000L);
    }

    private static int samples(Duration duration) {
        return (int) (duration.toMillis() * RATE / 1000);
    }
}
