package org.undertone.app.rules;

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
        return folder != null && Files.isDirectory(folder)
                ? Optional.empty()
                : Optional.of(folder + " is no folder; make it, or name another file by --out");
    }

    /** Writes it whole or not at all: a running Undertone may be reading it. */
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
        Files.writeString(fresh, text);
        PosixFileAttributeView old = Files.getFileAttributeView(there, PosixFileAttributeView.class);
        if (old != null) {
            Files.setPosixFilePermissions(fresh, old.readAttributes().permissions());
        }
        Files.move(fresh, there, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
