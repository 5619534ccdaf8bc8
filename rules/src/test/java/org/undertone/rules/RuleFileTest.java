package org.undertone.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.core.Emotion;

/** A rule file is made stricter where its numbers stand. */
class RuleFileTest {

    private static final String RULES = """
            # Ours, of spring.
            rules:
              # The first: 0.9 was Anna's.
              - alert: angry   # ask Ben
                expr: >-
                  (own.angry >= 4 && p.angry >= 0.2)
                  || p.angry >= 0.9
                for: 2s
                hours: mon-fri 08:00-18:00
                actions: [{mark: "p.angry >= 0.9"}]

              - {alert: 'sad', expr: "top == \\"sad\\" && p.sad >= 0.6", actions: [{mark: sad}]}
              - alert: silent
                expr: silence_s >= 45
                actions: [{mark: silent}]
            """;

    @TempDir
    private Path folder;

    @Test
    void onlyTheNumbersAreOthers() throws IOException {
        RuleFile file = read(RULES);

        RuleFile stricter = file.stricter(Map.of("angry", 1.0, "sad", 0.5, "silent", 0.0));

        assertThat(stricter.text())
                .isEqualTo(RULES.replace(">= 4 && p.angry >= 0.2)", ">= 5 && p.angry >= 0.41)")
                        .replace("|| p.angry >= 0.9", "|| p.angry >= 0.961")
                        .replace("p.sad >= 0.6\"", "p.sad >= 0.72\""));
        assertThat(stricter.rules().names()).containsExactly("angry", "sad", "silent");
    }

    @Test
    void aRuleThatIsNotMovedStaysTheSameRule() throws IOException {
        RuleFile file = read(RULES);

        Map<String, String> versions =
                file.stricter(Map.of("angry", 1.0)).rules().versions();

        assertThat(versions)
                .containsEntry("sad", file.rules().versions().get("sad"))
                .doesNotContainEntry("angry", file.rules().versions().get("angry"));
        assertThat(file.stricter(Map.of("angry", 0.0)).text()).isEqualTo(RULES);
    }

    @Test
    void theShippedRulesCanAllBeMoved() {
        RuleFile file = RuleFile.load(Path.of("../config/rules.yaml"), RuleContext.of(Set.copyOf(Emotion.all())));

        assertThat(file.rules().names()).allMatch(file::canMove);
        assertThat(file.rules().names())
                .filteredOn(rule -> file.thresholds(rule).isEmpty())
                .containsExactly("customer-silent");
        assertThat(file.words("tired-of-holding")).contains("call.holds");
    }

    @Test
    void whatIsWrittenWithAnEscapeCannotBeMoved() throws IOException {
        RuleFile file = read("rules: [{alert: sad, expr: \"p.sad >= \\x30.6\", actions: [{mark: sad}]}]");

        assertThat(file.thresholds("sad")).hasSize(1);
        assertThat(file.canMove("sad")).isFalse();
    }

    @Test
    void someRulesAlone() throws IOException {
        assertThat(read(RULES).rules().only(List.of("sad", "none")).names()).containsExactly("sad");
    }

    private RuleFile read(String yaml) throws IOException {
        return RuleFile.load(
                Files.writeString(folder.resolve("rules.yaml"), yaml), RuleContext.of(Set.copyOf(Emotion.all())));
    }
}
