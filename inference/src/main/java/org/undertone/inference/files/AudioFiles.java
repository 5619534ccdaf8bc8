package org.undertone.inference.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads sound files. May be called by several threads at the same time. */
public final class AudioFiles {

    private final Ffmpeg ffmpeg;

    /**
     * Reads what is no plain WAV file by a program.
     *
     * @param ffmpeg the program, such as {@code ffmpeg}; not looked for before it is needed
     */
    public AudioFiles(String ffmpeg) {
        this.ffmpeg = new Ffmpeg(ffmpeg);
    }

    /**
     * Reads one file.
     *
     * @throws AudioFileException if it takes ffmpeg, which is not there
     */
    public AudioFile read(Path path) {
        return read(List.of(path)).get(0);
    }

    /**
     * Reads files; all their sound is in memory then (32 kB a second of it). What cannot be read is told in its place.
     *
     * @return as many as paths, in their order
     * @throws AudioFileException if one takes ffmpeg, which is not there
     */
    public List<AudioFile> read(List<Path> paths) {
        Map<Path, AudioFile> read = new HashMap<>();
        List<Path> rest = new ArrayList<>();
        for (Path path : paths) {
            plainWav(path).ifPresentOrElse(file -> read.put(path, file), () -> rest.add(path));
        }
        ffmpeg.read(rest).forEach(file -> read.put(file.path(), file));
        return paths.stream().map(read::get).toList();
    }

    private static Optional<AudioFile> plainWav(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.of(new AudioFile.Unreadable(path, "is no file"));
            }
            if (Files.size(path) == 0) {
                return Optional.of(new AudioFile.Unreadable(path, "is empty"));
            }
            return WavReader.read(path).map(wav -> file(path, wav.samples(), wav.recordedHz(), 1));
        } catch (IOException e) {
            return Optional.of(new AudioFile.Unreadable(
                    path, "cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    static AudioFile file(Path path, short[] samples, int recordedHz, int channels) {
        return samples.length == 0
                ? new AudioFile.Unreadable(path, "holds no sound")
                : new AudioFile.Sound(path, samples, recordedHz, channels);
    }
}
