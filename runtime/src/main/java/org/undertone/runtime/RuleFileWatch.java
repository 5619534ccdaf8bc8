package org.undertone.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.yaml.SettingsException;
import org.undertone.rules.RuleContext;
import org.undertone.rules.RuleSet;

/**
 * Looks at the rule file once a second, and hands on what it says when that has changed. A file with a mistake is refused: the
 * log tells all of them, and the rules stay as they are. Its own thread, {@code undertone-rules}.
 */
final class RuleFileWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuleFileWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** In a row: an editor may replace the file right when it is looked at. */
    private static final int TOLD = 2;

    private final Path file;
    private final RuleContext context;
    private final Consumer<RuleSet> changed;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "undertone-rules"));
    private byte[] content;
    private FileTime modified;
    private long size;
    private int unread;

    private RuleFileWatch(Path file, RuleContext context, Consumer<RuleSet> changed) {
        this.file = file;
        this.context = context;
        this.changed = changed;
        this.content = new byte[0];
        this.modified = FileTime.fromMillis(0);
    }

    /**
     * Starts to look.
     *
     * @param started the bytes of the file that was loaded at the start
     * @param changed takes other rules, on the thread of this watch
     */
    static RuleFileWatch start(Path file, byte[] started, RuleContext context, Consumer<RuleSet> changed) {
        RuleFileWatch watch = new RuleFileWatch(file, context, changed);
        watch.content = started.clone();
        // Looking catches all that can go wrong, so nothing is lost with the future.
        var unused = watch.thread.scheduleWithFixedDelay(
                watch::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** The bytes of a file; none if it cannot be read, which is told by whoever loads it. */
    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private void look() {
        try {
            FileTime now = Files.getLastModifiedTime(file);
            long length = Files.size(file);
            if (unread == 0 && now.equals(modified) && length == size) {
                return;
            }
            byte[] read = Files.readAllBytes(file);
            // Only now: what could not be read is looked at again, though it may look the same.
            modified = now;
            size = length;
            if (unread >= TOLD) {
                LOG.info("the rule file {} can be read again", file);
            }
            unread = 0;
            if (!Arrays.equals(read, content)) {
                content = read;
                load();
            }
        } catch (IOException e) {
            unread++;
            if (unread == TOLD) {
                LOG.warn(
                        "the rule file {} cannot be read, and the rules stay as they are ({}); check the path and the"
                                + " rights of this user",
                        file,
                        e.toString());
            }
        } catch (RuntimeException e) {
            LOG.error("the rule file {} could not be looked at; the rules stay as they are", file, e);
        }
    }

    private void load() {
        try {
            RuleSet rules = RuleSet.load(file, context);
            rules.warnings().forEach(warning -> LOG.warn("{}", warning));
            LOG.info("the rule file {} changed: rules {}", file, String.join(", ", rules.names()));
            changed.accept(rules);
        } catch (SettingsException e) {
            LOG.error("the changed rule file is refused, and the rules stay as they were. {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
