package org.undertone.inference.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.undertone.core.audio.AudioBlock;

/** Decodes by ffmpeg, many files to a process: starting one is the dear part. */
final class Ffmpeg {

    private static final int AT_ONCE = 50;
    private static final int CHANNELS_AT = 22;
    private static final int RATE_AT = 24;

    private final String program;

    Ffmpeg(String program) {
        this.program = program;
    }

    /** As many as paths, in their order. */
    List<AudioFile> read(List<Path> paths) {
        List<AudioFile> read = new ArrayList<>(paths.size());
        if (paths.isEmpty()) {
            return read;
        }
        Path folder = temporaryFolder();
        try {
            for (int from = 0; from < paths.size(); from += AT_ONCE) {
                read.addAll(together(paths.subList(from, Math.min(from + AT_ONCE, paths.size())), folder));
            }
            return read;
        } finally {
            delete(folder);
        }
    }

    /** One bad file spoils its whole process: halves find it in a few more. */
    private List<AudioFile> together(List<Path> paths, Path folder) {
        String problem = decode(paths, folder);
        List<AudioFile> files = new ArrayList<>(paths.size());
        if (problem.isEmpty()) {
            for (int i = 0; i < paths.size(); i++) {
                ByteBuffer head = head(beginning(folder, i));
                files.add(AudioFiles.file(
                        paths.get(i), samples(output(folder, i)), head.getInt(RATE_AT), head.getShort(CHANNELS_AT)));
            }
        } else if (paths.size() == 1) {
            files.add(new AudioFile.Unreadable(paths.get(0), "cannot be read by ffmpeg: " + problem));
        } else {
            int half = paths.size() / 2;
            files.addAll(together(paths.subList(0, half), folder));
            files.addAll(together(paths.subList(half, paths.size()), folder));
        }
        return files;
    }

    /** What went wrong; empty if nothing did. */
    private String decode(List<Path> paths, Path folder) {
        List<String> command = new ArrayList<>(List.of(program, "-v", "error", "-nostdin", "-y", "-threads", "1"));
        // Without the prefix a colon in a name would be taken for a protocol.
        paths.forEach(path -> command.addAll(List.of("-i", "file:" + path)));
        for (int i = 0; i < paths.size(); i++) {
            command.addAll(List.of("-map", i + ":a:0", "-ar", String.valueOf(AudioBlock.SAMPLE_RATE), "-ac", "1"));
            command.addAll(List.of("-f", "s16le", output(folder, i).toString()));
            // The start once more as it is: how many channels and samples a second the file holds stands in the head of
            // a
            // WAV file.
            command.addAll(List.of(
                    "-map",
                    i + ":a:0",
                    "-t",
                    "0.1",
                    "-f",
                    "wav",
                    beginning(folder, i).toString()));
        }
        Path errors = folder.resolve("errors");
        Process process = start(command, errors);
        try {
            int code = process.waitFor();
            return code == 0 ? "" : reason(errors, code);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AudioFileException("interrupted while ffmpeg read sound files", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> command, Path errors) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new AudioFileException(
                    "'" + program + "' cannot be started: it reads every sound file that is no WAV of 16 kHz, 16 bit,"
                            + " mono. Install it: apt-get install -y ffmpeg",
                    e);
        }
    }

    /** ffmpeg begins with the cause and ends with its consequences. */
    private static String reason(Path errors, int code) {
        try (Stream<String> lines = Files.lines(errors, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.replaceAll("^\\[[^]]*] ", "").replaceAll("^file:[^ ]*: ", ""))
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("it ends with exit code " + code);
        } catch (IOException e) {
            return "it ends with exit code " + code;
        }
    }

    private static short[] samples(Path output) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(output)).order(ByteOrder.LITTLE_ENDIAN);
            short[] samples = new short[bytes.remaining() / 2];
            bytes.asShortBuffer().get(samples);
            return samples;
        } catch (IOException e) {
            throw new AudioFileException("what ffmpeg wrote to " + output + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer head(Path wav) {
        try (InputStream start = Files.newInputStream(wav)) {
            byte[] head = start.readNBytes(RATE_AT + Integer.BYTES);
            if (head.length < RATE_AT + Integer.BYTES) {
                throw new AudioFileException("what ffmpeg wrote to " + wav + " has no header: it ends too early");
            }
            return ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new AudioFileException("what ffmpeg wrote to " + wav + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Path beginning(Path folder, int index) {
        return folder.resolve(index + ".wav");
    }

    private static Path output(Path folder, int index) {
        return folder.resolve(index + ".s16");
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("undertone-sound");
        } catch (IOException e) {
            throw new AudioFileException(
                    "no temporary folder for ffmpeg's output: " + e.getMessage() + ". java.io.tmpdir must name a folder"
                            + " that can be written to",
                    e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new AudioFileException("ffmpeg's output in " + folder + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
