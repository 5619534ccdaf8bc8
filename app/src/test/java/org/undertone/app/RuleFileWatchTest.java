package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
}
