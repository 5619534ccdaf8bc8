package org.undertone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.core.Emotion;
import org.undertone.evaluation.ruletest.RuleTest;
import org.undertone.evaluation.ruletest.RuleTestFile;
import org.undertone.rules.RuleSet;
import org.undertone.runtime.SettingsFile;

/** What README and docs show is what the program takes: each command, each piece of a file, each link. */
class DocumentsTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path CONFIG = CodeBlock.PROJECT.resolve("config");

    @TempDir
    private Path folder;

    static Stream<CodeBlock> commands() {
        return CodeBlock.all().filter(block -> block.language().equals("sh"));
    }

    static Stream<CodeBlock> yaml() {
        return CodeBlock.all().filter(block -> block.language().equals("yaml"));
    }

    static Stream<CodeBlock> output() {
        return CodeBlock.all().filter(block -> block.language().isEmpty());
    }

    static Stream<Path> pages() {
        return CodeBlock.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsOneThatTheProgramUnderstands(CodeBlock block) {
        for (List<String> words : block.calls("./undertone")) {
            assertThatCode(() -> Undertone.commandLine().parseArgs(words.toArray(String[]::new)))
                    .as("%s: ./undertone %s", block, String.join(" ", words))
                    .doesNotThrowAnyException();
            assertThat(words)
                    .filteredOn(word -> word.matches("(config|docs|inference|models)/\\S+\\.(yaml|md)"))
                    .as("%s: files of the project", block)
                    .allMatch(word -> Files.exists(CodeBlock.PROJECT.resolve(word)));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aBuildNamesModulesAndProfilesThatThereAre(CodeBlock block) {
        String pom = CodeBlock.read(CodeBlock.PROJECT.resolve("pom.xml"));
        for (List<String> words : block.calls("mvn")) {
            assertThat(words)
                    .filteredOn(word -> word.startsWith("-P"))
                    .as("%s: profiles", block)
                    .allMatch(profile -> pom.contains("<id>" + profile.substring(2) + "</id>"));
            int modules = words.indexOf("-pl");
            assertThat(
                            modules < 0
                                    ? List.<String>of()
                                    : List.of(words.get(modules + 1).split(",")))
                    .as("%s: modules", block)
                    .allMatch(module -> pom.contains("<module>" + module + "</module>"));
        }
    }

    @ParameterizedTest
    @MethodSource("output")
    void whatIsToBeTypedIsMarkedAsSuch(CodeBlock block) {
        assertThat(block.text().lines())
                .as("%s: a block with a command begins with ```sh, so that it is tested", block)
                .noneMatch(line -> line.startsWith("./undertone ") || line.startsWith("mvn "));
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void aPieceOfAFileIsTaken(CodeBlock block) throws IOException {
        ObjectNode piece = YAML.readValue(block.text(), ObjectNode.class);
        Set<String> keys = piece.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        if (keys.contains("tests")) {
            theTestsPass(block);
        } else if (keys.contains("rules") && piece.path("rules").isArray()) {
            RuleSet.parse(block.toString(), block.text(), Set.copyOf(Emotion.all()));
        } else if (keys.equals(Set.of("actions"))) {
            RuleSet.parse(block.toString(), asRule(block.text()), Set.copyOf(Emotion.all()));
        } else {
            theSettingsAreTaken(block, piece);
        }
    }

    private void theTestsPass(CodeBlock block) throws IOException {
        Files.copy(CONFIG.resolve("rules.yaml"), folder.resolve("rules.yaml"));
        RuleTestFile file = RuleTestFile.load(Files.writeString(folder.resolve("tests.yaml"), block.text()));
        RuleSet rules = RuleSet.load(folder.resolve("rules.yaml"), Set.copyOf(Emotion.all()));
        for (RuleTest test : file.tests()) {
            assertThat(test.run(rules)).as("%s: %s", block, test.name()).isEmpty();
        }
    }

    /** A rule that does this. */
    private static String asRule(String actions) {
        return "rules:\n  - alert: shown\n    expr: p.angry > 0.5\n" + actions.indent(4);
    }

    /** With the rest of the file that an admin copies. */
    private void theSettingsAreTaken(CodeBlock block, ObjectNode piece) throws IOException {
        ObjectNode settings = YAML.readValue(CONFIG.resolve("undertone.yaml").toFile(), ObjectNode.class);
        piece.properties()
                .forEach(each -> settings.set(
                        each.getKey(),
                        each.getValue() instanceof ObjectNode changed
                                        && settings.get(each.getKey()) instanceof ObjectNode usual
                                ? usual.deepCopy().setAll(changed)
                                : each.getValue()));
        Path file = folder.resolve("undertone.yaml");
        YAML.writeValue(file.toFile(), settings);
        Files.writeString(folder.resolve("model-server-ca.pem"), "");

        assertThatCode(() -> SettingsFile.loader(secrets(YAML.writeValueAsString(settings)))
                        .load(file))
                .as(block.toString())
                .doesNotThrowAnyException();
    }

    /** Each that a file asks for. */
    private static Map<String, String> secrets(String yaml) {
        return Pattern.compile("\\$\\{(\\w+)}")
                .matcher(yaml)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> "a-secret-of-32-letters-and-no-less"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aLinkLeadsSomewhere(Path page) {
        Matcher links = Pattern.compile("\\]\\(([^)\\s]+)\\)").matcher(CodeBlock.read(page));
        while (links.find()) {
            String link = links.group(1);
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path to = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(to)
                    .as("%s links to %s", CodeBlock.PROJECT.relativize(page), link)
                    .exists();
            if (parts.length == 2) {
                assertThat(anchors(to))
                        .as("%s links to %s", CodeBlock.PROJECT.relativize(page), link)
                        .contains(parts[1]);
            }
        }
    }

    /** Of its headings, as hosts of repositories make them. */
    private static List<String> anchors(Path page) {
        return CodeBlock.read(page)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void theTypesThatThePageOfTheHouseNamesAreThere() {
        Pattern type = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");
        Set<String> declared = Sources.in("src").stream()
                .flatMap(file -> type.matcher(CodeBlock.read(file)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());

        List<String> named = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)`")
                .matcher(CodeBlock.read(CodeBlock.PROJECT.resolve("docs/architecture.md")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !name.equals("InstantSource"))
                .toList();
        assertThat(named).hasSizeGreaterThan(40);
        assertThat(declared).containsAll(named);
    }

    @Test
    void thereIsSomethingToRead() {
        assertThat(commands()).hasSizeGreaterThan(20);
        assertThat(yaml()).hasSizeGreaterThan(8);
        assertThat(commands().flatMap(block -> block.calls("./undertone").stream()))
                .hasSizeGreaterThan(40);
    }
}
