package org.undertone.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.config.yaml.SettingsException;

/** Each is refused with a sentence that shows the place, and soon. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BadFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aLineOfAMegabyte() throws IOException {
        String line = "x".repeat(1_000_000);
        Path file = Files.writeString(folder.resolve("long.yaml"), "rules:\n  - alert: " + line + "\n");

        SettingsException trouble = catchThrowableOfType(SettingsException.class, () -> RuleSet.load(file, Set.of()));

        assertThat(trouble.problems()).containsExactly("line 2: is 1000011 characters long; at most 10000 are allowed");
        assertThat(trouble.getMessage()).hasSizeLessThan(1_000);
    }

    @Test
    void aFileThatIsTooLargeOrNoText() throws IOException {
        Path large = Files.writeString(folder.resolve("large.yaml"), "# nothing\n".repeat(300_000));
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(catchThrowableOfType(SettingsException.class, () -> RuleSet.load(large, Set.of()))
                        .problems())
                .singleElement()
                .asString()
                .contains("3000000 bytes large");
        assertThat(catchThrowableOfType(SettingsException.class, () -> RuleSet.load(binary, Set.of()))
                        .problems())
                .containsExactly("is not UTF-8; save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void yamlThatIsNestedWithoutEnd(String open) {
        String deep =
                IntStream.range(0, 200).mapToObj(line -> open.repeat(2_000)).collect(Collectors.joining("\n"));

        assertThat(problems("rules: " + deep)).singleElement().asString().contains("not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "-", "(", "[", "p.angry > 0.5 || ", "avg(", "p.angry+", "a.", "1?"})
    void conditionsThatAreNestedWithoutEnd(String open) {
        assertThat(problems(rule("expr: '" + open.repeat(1_900 / open.length()) + "'")))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).startsWith("rules[0]."));
    }

    @Test
    void annotationsThatGoInACircle() {
        assertThat(problems(rule("""
                annotations: {a: "{{ annotations.b }}", b: "so {{ annotations.c }}", c: "{{ annotations.a }}"}""")))
                .containsExactly("rules[0].annotations.a: goes in a circle:"
                        + " annotations.a → annotations.b → annotations.c → annotations.a; no text may need itself");
    }

    @Test
    void annotationsThatGrowWithoutEndAreCut() {
        String annotations = IntStream.range(0, 30)
                .mapToObj(i -> "\n      a" + i + ": '" + ("{{ annotations.a" + (i + 1) + " }}").repeat(20) + "'")
                .collect(Collectors.joining("", "annotations:", "\n      a30: laugh"));
        Voice customer = Voice.customer(Voice.engine(rule(annotations)), Voice.call("call-1"));

        assertThat(customer.angryFor(1, java.time.temporal.ChronoUnit.SECONDS)
                        .alerts()
                        .get(0)
                        .annotations()
                        .get("a1"))
                .hasSize(4_000)
                .endsWith("…");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            labels: {a: "{{ emotoin }}"}      | rules[0].labels.a: '{{ emotoin }}' is not known here; known are call.id
            labels: {a: "is {{ emotion"}      | rules[0].labels.a: at character 4: the braces {{ are not closed
            labels: {a: "{{ a b }}"}          | rules[0].labels.a: at character 1: '{{ a b }}' is no name
            labels: {"a b": c}                | rules[0].labels.a b: is no name
            annotations: {a: "{{ labels.b }}"} | rules[0].annotations.a: '{{ labels.b }}' is not known here
            annotations: {a: {zh: 好}}         | rules[0].annotations.a.en: is missing; it is the language of this file
            keep_firing_for: 2h               | rules[0].keep_firing_for: '2h' is not a duration from 0s to 10m
            hours: mon-fri                    | rules[0].hours: 'mon-fri' is no time of the week such as mon-fri 08:00-18:00
            hours: mo-fr 08:00-18:00          | rules[0].hours: 'mo-fr' is no day or days of mon, tue
            hours: mon-fri 8-18               | rules[0].hours: '8' is no time of the day
            hours: mon-fri 08:00-18:00 Mars   | rules[0].hours: 'Mars' is no time zone
            profiles: [sales, support]        | rules[0].profiles: 'sales' is no profile of the settings; known are support
            """)
    void keysThatSayWhatCannotBe(String key, String problem) {
        assertThat(problems(rule(key))).first().asString().startsWith(problem);
    }

    @Test
    void actionsThatGoNowhere() {
        assertThat(problems(rule("""
                actions:
                      - sms: {text: help}
                      - webhook: {to: crm, values: {"a b": "{{ x }}"}}
                      - ticket: {to: helpdesk}
                      - mark: {}
                """.strip()).replace("    actions: [{mark: one}]\n", "")))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("rules[0].actions[0].sms.to: is missing"),
                        two -> assertThat(two)
                                .startsWith("rules[0].actions[1].webhook.to: 'crm' is no delivery of the"
                                        + " settings; known are helpdesk, supervisor"),
                        three -> assertThat(three).startsWith("rules[0].actions[1].webhook.values.a b: is no name"),
                        four -> assertThat(four)
                                .startsWith("rules[0].actions[1].webhook.values.a b: '{{ x }}' is not known"),
                        five -> assertThat(five).startsWith("rules[0].actions[3].mark.label: is missing"));
    }

    @Test
    void aRuleThatNeedsBothLegsWhereOneIsHeard() {
        assertThat(problems(rule("expr: avg(overlap, '10s') > 0.2")))
                .containsExactly(
                        "rules[0].expr: overlap needs both legs, and of calls of profile 'support' one alone is"
                                + " heard; name the profiles that hear both under profiles, or leave overlap out");
    }

    private static String rule(String key) {
        boolean ownExpr = key.startsWith("expr:");
        return "rules:\n  - alert: one\n" + (ownExpr ? "" : "    expr: p.angry > 0.5\n") + "    " + key
                + "\n    actions: [{mark: one}]\n";
    }

    private static List<String> problems(String yaml) {
        Profile support = TestingProfile.named("support").build();
        RuleContext context = RuleContext.of(Set.of())
                .withProfiles(List.of(support))
                .withDeliveries(Map.of("supervisor", Set.of("sms"), "helpdesk", Set.of("ticket")));
        return catchThrowableOfType(SettingsException.class, () -> RuleSet.parse("test", yaml, context))
                .problems();
    }
}
