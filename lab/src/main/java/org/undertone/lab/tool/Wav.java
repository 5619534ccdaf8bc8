package org.undertone.lab.tool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** WAV files of 8 kHz, 16 bit, mono: all that a phone plays or records. */
public final class Wav {
    /** Samples a second. */
    public static final int RATE = 8000;

    private static final int HEADER = 44;
    private static final int DATA_SIZE_AT = 40;

    private Wav() {}

    /** Refuses what a phone cannot play; Asterisk would only log a warning and be silent. */
    public static void check(Path wav) {
        ByteBuffer header =
                header(wav).orElseThrow(() -> new LabException("There is no WAV file " + wav + ", or it is too short"));
        boolean riff = text(header, 0).equals("RIFF")
                && text(header, 8).equals("WAVE")
                && text(header, 12).equals("fmt ");
        if (!riff
                || header.getShort(20) != 1
                || header.getShort(22) != 1
                || header.getInt(24) != RATE
                || header.getShort(34) != 16) {
            throw new LabException("A phone plays WAV files of 8 kHz, 16 bit, mono only; make " + wav
                    + " one: ffmpeg -i IN -ar 8000 -ac 1 -c:a pcm_s16le OUT.wav");
        }
    }

    /** Whether the file's header tells of as many bytes as there are: Asterisk writes it last. */
    public static boolean whole(Path wav) {
        try {
            Optional<ByteBuffer> header = header(wav);
            return header.isPresent() && header.get().getInt(DATA_SIZE_AT) == Files.size(wav) - HEADER;
        } catch (IOException e) {
            return false;
        }
    }

    /** Writes those samples as a whole file, over whatever is there. */
    public static void write(Path wav, short[] samples) throws IOException {
        byte[] file = new byte[HEADER + samples.length * 2];
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(HEADER - 8 + samples.length * 2).put(ascii("WAVE"));
        bytes.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        bytes.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
        bytes.put(ascii("data")).putInt(samples.length * 2);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        Files.write(wav, file);
    }

    /** A tone that begins and ends at zero. */
    public static short[] tone(double hertz, double seconds, double peak) {
        short[] samples = new short[(int) Math.round(RATE * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * i / RATE));
        }
        return samples;
    }

    private static Optional<ByteBuffer> header(Path wav) {
        try (InputStream in = Files.newInputStream(wav)) {
            byte[] bytes = in.readNBytes(HEADER);
            return bytes.length < HEADER
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String text(ByteBuffer header, int at) {
        byte[] word = new byte[4];
        header.get(at, word);
        return new String(word, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
