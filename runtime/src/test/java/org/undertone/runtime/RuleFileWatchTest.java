package org.undertone.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.undertone.rules.RuleContext;
import org.undertone.rules.RuleSet;

class RuleFileWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RULE = """
            rules:
              - alert: %s
                expr: p.angry > 0.5
                actions: [{mark: angry}]
            """;

    @TempDir
    private Path folder;

    private final List<RuleSet> taken = new CopyOnWriteArrayList<>();

    @Test
    void aChangedFileIsTakenAndABadOneIsNot() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), RULE.formatted("one"));
        byte[] started = RuleFileWatch.read(file);
        try (RuleFileWatch watch = RuleFileWatch.start(file, started, RuleContext.of(Set.of()), taken::add)) {
            assertThat(watch).isNotNull();
            // Some editors write another file and put it in this one's place.
            Path other = Files.writeString(folder.resolve("rules.new"), RULE.formatted("second"));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
            assertThat(taken.get(0).names()).containsExactly("second");

            Files.writeString(file, RULE.formatted("second: nonsense"));
            Files.writeString(file, RULE.formatted("the-third"));
            await().atMost(PATIENCE).until(() -> taken.size() == 2);
            assertThat(taken.get(1).names()).containsExactly("the-third");
        }
    }

    @Test
    void aFileThatWasRefusedIsTakenWhenItIsMended() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), RULE.formatted("one"));
        try (RuleFileWatch watch =
                RuleFileWatch.start(file, RuleFileWatch.read(file), RuleContext.of(Set.of()), taken::add)) {
            assertThat(watch).isNotNull();
            Files.writeString(file, "rules: [");
            Thread.sleep(2_500);
            assertThat(taken).isEmpty();

            Files.writeString(file, RULE.formatted("mended"));
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
        }
    }

    @Test
    void aFileThatCouldNotBeReadIsToldOfAndTakenWhenItCanBe() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), RULE.formatted("one"));
        // A folder cannot be read as a file, whoever asks. The file that comes for it has the same size and time.
        Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
        for (int i = 0; i < 50; i++) {
            Files.createFile(unreadable.resolve("as-large-as-a-rule-file-" + i));
        }
        String rule = RULE.formatted("readable");
        String padding = "#".repeat(Math.toIntExact(Files.size(unreadable)) - rule.length());
        Path readable = Files.writeString(folder.resolve("readable"), rule + padding);
        Files.setLastModifiedTime(readable, Files.getLastModifiedTime(unreadable));
        Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), file);
        Logger logger = (Logger) LoggerFactory.getLogger(RuleFileWatch.class);
        ToldOf log = new ToldOf();
        log.start();
        logger.addAppender(log);
        try (RuleFileWatch watch =
                RuleFileWatch.start(link, RuleFileWatch.read(file), RuleContext.of(Set.of()), taken::add)) {
            assertThat(watch).isNotNull();
            pointTo(unreadable, link);
            await().atMost(PATIENCE).until(() -> !log.warnings.isEmpty());

            pointTo(readable, link);
            await().atMost(PATIENCE).until(() -> taken.size() == 1);
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.warnings)
                .filteredOn(told -> told.contains("cannot be read"))
                .hasSize(1);
        assertThat(taken.get(0).names()).containsExactly("readable");
    }

    private void pointTo(Path target, Path link) throws IOException {
        Path other = Files.createSymbolicLink(folder.resolve("other"), target);
        Files.move(other, link, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Any thread reads what another logs. */
    private static final class ToldOf extends AppenderBase<ILoggingEvent> {

        private final List<String> warnings = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel() == Level.WARN) {
                warnings.add(event.getFormattedMessage());
            }
        }
    }
}
