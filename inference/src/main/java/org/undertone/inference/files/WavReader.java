package org.undertone.inference.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.undertone.core.audio.AudioBlock;

/**
 * Reads the plainest of WAV files: RIFF, PCM of 16 bits (Microsoft and IBM, Multimedia Programming Interface 1.0, 1991),
 * one channel at 16 kHz, or at 8 kHz as Asterisk records. All others are left to ffmpeg.
 */
final class WavReader {

    private static final int PCM = 1;
    private static final int RIFF_HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int LONGEST = 512 << 20;

    private WavReader() {}

    /** What it read: the samples at 16 kHz, and how many a second the file holds. */
    static final class Plain {

        private final short[] samples;
        private final int recordedHz;

        private Plain(short[] samples, int recordedHz) {
            this.samples = samples;
            this.recordedHz = recordedHz;
        }

        short[] samples() {
            return samples;
        }

        int recordedHz() {
            return recordedHz;
        }
    }

    /** The sound, if it is such a file; without samples if it says that it is and holds none. */
    static Optional<Plain> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() < RIFF_HEADER || channel.size() > LONGEST) {
                return Optional.empty();
            }
            ByteBuffer start = ByteBuffer.allocate(RIFF_HEADER);
            channel.read(start, 0);
            if (!tag(start, 0).equals("RIFF") || !tag(start, 8).equals("WAVE")) {
                return Optional.empty();
            }
            ByteBuffer all = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(0);
            while (all.hasRemaining() && channel.read(all) >= 0) {}
            return samples(all.flip());
        }
    }

    private static Optional<Plain> samples(ByteBuffer wav) {
        int rate = 0;
        long at = RIFF_HEADER;
        while (at + CHUNK_HEADER <= wav.limit()) {
            int chunk = (int) at;
            int body = chunk + CHUNK_HEADER;
            long size = Integer.toUnsignedLong(wav.getInt(chunk + 4));
            if (tag(wav, chunk).equals("fmt ") && size >= 16 && body + 16 <= wav.limit()) {
                rate = plain(wav, body) ? wav.getInt(body + 4) : 0;
            } else if (tag(wav, chunk).equals("data")) {
                // A recorder that was cut off, or a stream, leaves a size that is too large: what is there counts.
                short[] samples = cut(wav, body, Math.min(size, wav.limit() - body));
                return switch (rate) {
                    case AudioBlock.SAMPLE_RATE -> Optional.of(new Plain(samples, rate));
                    case AudioBlock.SAMPLE_RATE / 2 -> Optional.of(new Plain(doubled(samples), rate));
                    default -> Optional.empty();
                };
            }
            at = body + size + (size & 1);
        }
        return Optional.empty();
    }

    private static boolean plain(ByteBuffer wav, int format) {
        return wav.getShort(format) == PCM && wav.getShort(format + 2) == 1 && wav.getShort(format + 14) == 16;
    }

    private static short[] doubled(short[] samples) {
        double[] sound =
                IntStream.range(0, samples.length).mapToDouble(i -> samples[i]).toArray();
        double[] twice = Resampling.upsampled(sound, 2 * samples.length);
        short[] rounded = new short[twice.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(twice[i])));
        }
        return rounded;
    }

    private static short[] cut(ByteBuffer wav, int from, long bytes) {
        short[] samples = new short[(int) (bytes / 2)];
        wav.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(from)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static String tag(ByteBuffer bytes, int at) {
        byte[] tag = new byte[4];
        bytes.get(at, tag);
        return new String(tag, StandardCharsets.ISO_8859_1);
    }
}
