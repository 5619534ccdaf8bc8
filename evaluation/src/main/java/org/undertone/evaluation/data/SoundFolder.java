package org.undertone.evaluation.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Folders of sound files. */
final class SoundFolder {

    private SoundFolder() {}

    /**
     * The folder, as an absolute path.
     *
     * @param held what it should hold, for an error
     * @throws DatasetException if there is none
     */
    static Path at(Path given, String held) {
        Path folder = given.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new DatasetException("no folder at " + folder + ": name one that holds " + held);
        }
        return folder;
    }

    /** All that are named as sound, in it and below, by their paths; what links lead to twice is there once. */
    static List<Path> sounds(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            Map<Path, Path> sounds = new LinkedHashMap<>();
            for (Path file : files.filter(Names::isSound)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList()) {
                sounds.putIfAbsent(file.toRealPath(), file);
            }
            return List.copyOf(sounds.values());
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException(
                    folder + " cannot be looked through: " + e.getMessage()
                            + "; all folders in it must be readable, and no link may lead back into it",
                    e);
        }
    }
}
