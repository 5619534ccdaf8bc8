package org.undertone.lab.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.lab.tool.Folders;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/** A tree of unpacked packages in the cache folder, made once for all JVMs and all runs on this machine. */
public final class CachedTree {
    private static final Logger LOG = LoggerFactory.getLogger(CachedTree.class);

    private final Path cache;
    private final AptDownload download;
    private final String name;

    /** @param cache where trees are kept */
    public CachedTree(Path cache, AptDownload download) {
        this.cache = cache;
        this.download = download;
        this.name = download.wanted().name();
    }

    /**
     * The tree, which is made now if it is not there yet.
     *
     * @param check refuses a new tree that is no use, by an exception
     */
    public Path find(Consumer<Path> check) {
        Path tree = cache.resolve(download.wanted().folder());
        if (!Files.isDirectory(tree)) {
            makeOnce(tree, check);
        }
        return tree;
    }

    /** Many test JVMs may come here at once: the first one makes it, the others wait for it. */
    private void makeOnce(Path tree, Consumer<Path> check) {
        try {
            Files.createDirectories(cache);
            try (FileChannel file = FileChannel.open(
                    cache.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                awaitLock(file);
                if (!Files.isDirectory(tree)) {
                    make(tree, check);
                }
            }
        } catch (IOException e) {
            throw new LabException(
                    "Cannot keep " + download.wanted().names() + " in " + cache + ": " + e.getMessage()
                            + ". Set UNDERTONE_CACHE to a folder that can be written.",
                    e);
        }
    }

    private void make(Path tree, Consumer<Path> check) throws IOException {
        removeLeftovers();
        Path work = Files.createTempDirectory(cache, making());
        try {
            long began = System.nanoTime();
            Path root = download.unpackInto(work);
            check.accept(root);
            Files.move(root, tree, StandardCopyOption.ATOMIC_MOVE);
            LOG.info(
                    "{} is in {} now ({} s)",
                    name,
                    tree,
                    Duration.ofNanos(System.nanoTime() - began).toSeconds());
        } finally {
            Folders.delete(work);
        }
    }

    /** Another name for each tree: one's leftovers may be another's work. */
    private String making() {
        return "making-" + name + "-";
    }

    /** What a maker that was killed left behind. */
    private void removeLeftovers() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            files.filter(file -> file.getFileName().toString().startsWith(making()))
                    .toList()
                    .forEach(Folders::delete);
        }
    }

    /** Locks the file until it is closed. */
    private void awaitLock(FileChannel file) throws IOException {
        while (true) {
            try {
                if (file.tryLock() != null) {
                    return;
                }
            } catch (OverlappingFileLockException e) {
                LOG.debug("another thread of this JVM is making {}", name, e);
            }
            Waiting.pause(Duration.ofMillis(200));
        }
    }
}
