package org.undertone.lab.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small jobs on folders. */
public final class Folders {
    private static final int DEPTH = 5;

    private Folders() {}

    /** The folder, in or below one of {@code roots}, that holds a file whose name matches {@code glob}. */
    public static Optional<Path> firstWith(String glob, Path... roots) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        return Arrays.stream(roots)
                .filter(Files::isDirectory)
                .flatMap(root -> walk(root).stream())
                .filter(file ->
                        matcher.matches(file.getFileName()) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                .map(Path::getParent)
                .findFirst();
    }

    /** The first that has a {@code documentation} in it, as the folder of Asterisk's data does; empty if none has. */
    public static Optional<Path> firstOf(Path... folders) {
        return Arrays.stream(folders)
                .filter(folder -> Files.isDirectory(folder.resolve("documentation")))
                .findFirst();
    }

    /** What is in the folder itself under such names, in the order of the names; an error if there is no such folder. */
    public static List<Path> matching(Path folder, String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LabException("Cannot look into " + folder + ": " + e.getMessage(), e);
        }
    }

    /** A new folder for the files of one program of the lab. */
    public static Path newIn(Path temp) {
        try {
            return Files.createTempDirectory(temp, "utlab-");
        } catch (IOException e) {
            throw new LabException("Cannot make a folder in " + temp + ": " + e.getMessage(), e);
        }
    }

    /** Deletes a folder and all in it; links are deleted, not followed. */
    public static void delete(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new LabException("Cannot delete " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> walk(Path root) {
        // Below the root there may be folders that we may not read: then nothing is found there.
        try (Stream<Path> files = Files.find(root, DEPTH, (file, attributes) -> attributes.isRegularFile())) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
