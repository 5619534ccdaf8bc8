package org.undertone.cli.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/**
 * Where rules are written to.
 *
 * @param file which file
 * @param overwrite whether it may be there already
 */
record RulesTarget(Path file, boolean overwrite) {

    private static final String TUNED = ".tuned";

    /** Where tuned rules go by themselves: {@code rules.tuned.yaml}. */
    static Path beside(Path rules) {
        String name = String.valueOf(rules.getFileName());
        int dot = name.lastIndexOf('.');
        return rules.resolveSibling(dot < 1 ? name + TUNED : name.substring(0, dot) + TUNED + name.substring(dot));
    }

    /** What to tell who would wait for figures that cannot be written then. */
    Optional<String> hindrance() {
        if (Files.isDirectory(file)) {
            return Optional.of(file + " is a folder; name a file by --out");
        }
        if (Files.exists(file) && !overwrite) {
            return Optional.of(
                    file + " is there already, and stays as it is; name another file by --out, or add --overwrite");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.of(folder + " is no folder; make it, or name another file by --out");
        }
        return Files.isWritable(written())
                ? Optional.empty()
                : Optional.of(written() + " may not be written to; name another file by --out");
    }

    /** The folder that is written to; of a file that is a link that in which the linked one lies. */
    private Path written() {
        try {
            return file.toRealPath().getParent();
        } catch (IOException e) {
            // It is not there yet.
            return file.toAbsolutePath().getParent();
        }
    }

    /**
     * Writes it whole or not at all: a running Undertone may be reading it.
     *
     * @throws IOException if it cannot be written; nothing of it is left then
     */
    void write(String text) throws IOException {
        if (!Files.exists(file)) {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
            return;
        }
        if (!overwrite) {
            throw new IOException(file + " was made meanwhile; it stays as it is");
        }
        Path there = file.toRealPath();
        Path fresh = there.resolveSibling("." + there.getFileName() + ".new");
        try {
            Files.writeString(fresh, text);
            PosixFileAttributeView old = Files.getFileAttributeView(there, PosixFileAttributeView.class);
            if (old != null) {
                Files.setPosixFilePermissions(fresh, old.readAttributes().permissions());
            }
            Files.move(fresh, there, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
