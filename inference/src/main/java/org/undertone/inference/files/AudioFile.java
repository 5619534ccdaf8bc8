package org.undertone.inference.files;

import java.nio.file.Path;
import java.time.Duration;
import org.undertone.core.audio.AudioBlock;

/** What became of a file that was to be read. */
public sealed interface AudioFile {

    /** Which file. */
    Path path();

    /** A file's sound. */
    final class Sound implements AudioFile {

        private final Path path;
        private final short[] samples;
        private final int recordedHz;
        private final int channels;

        Sound(Path path, short[] samples, int recordedHz, int channels) {
            this.path = path;
            this.samples = samples;
            this.recordedHz = recordedHz;
            this.channels = channels;
        }

        @Override
        public Path path() {
            return path;
        }

        /** 16 bits at 16 kHz, mono; at least one. Not copied: whoever gets it does not write to it. */
        public short[] samples() {
            return samples;
        }

        /** The samples a second that the file itself holds: 8,000 where it comes from a telephone line. */
        public int recordedHz() {
            return recordedHz;
        }

        /** The channels that the file itself holds, of which the samples are the mean: 2 may be two parties. */
        public int channels() {
            return channels;
        }

        /** How long it lasts. */
        public Duration length() {
            return Duration.ofNanos(samples.length * 1_000_000_000L / AudioBlock.SAMPLE_RATE);
        }
    }

    /**
     * A file that gives no sound.
     *
     * @param path which file
     * @param reason why, as a sentence goes on after the file's name, such as {@code is empty}
     */
    record Unreadable(Path path, String reason) implements AudioFile {}
}
