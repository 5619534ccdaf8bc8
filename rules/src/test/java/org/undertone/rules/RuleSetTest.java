package org.undertone.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Action;
import org.undertone.core.Emotion;
import org.undertone.rules.text.Defaults;
import org.undertone.rules.text.Language;

public class RuleSetTest {

    private static final Set<Emotion> ALL = EnumSet.allOf(Emotion.class);

    @TempDir
    private Path folder;

    @Test
    void readsTheFileThatIsShipped() {
        RuleSet rules = RuleSet.load(Path.of("../config/rules.yaml"), ALL);

        assertThat(rules.names()).hasSize(10).startsWith("customer-angry");
        assertThat(rules.warnings()).isEmpty();
        Rule rule = rules.rules().get(0);
        assertThat(rule.holdFor()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rule.cooldown()).isEqualTo(Duration.ofSeconds(60));
        assertThat(rule.on()).isEqualTo(Rule.On.CUSTOMER);
        assertThat(rule.actions())
                .containsExactly(
                        new Action.Set(Map.of("EMOTION", "angry", "CDR(emotion)", "angry")),
                        new Action.Cue(
                                "The customer sounds angry. Take it slowly.", EnumSet.allOf(Action.Cue.Way.class)),
                        new Action.Ticket("", "A customer became angry", Defaults.ticket(Language.EN)));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        Rule rule = parse("""
                rules:
                  - alert: loud
                    expr: level > -10
                    actions: [{ticket: {subject: loud}}]
                """).rules().get(0);

        assertThat(rule.holdFor()).isZero();
        assertThat(rule.cooldown()).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.on()).isEqualTo(Rule.On.CUSTOMER);
    }

    @Test
    void takesAFileWithoutRules() {
        assertThat(parse("rules: []").names()).isEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        SettingsException trouble = trouble("""
                rules:
                  - alert: one
                    expr: p.anrgy > 0.5
                    for: 3 seconds
                    cooldown: 300h
                    on: caller
                    color: red
                    actions:
                      - sett: {EMOTION: angry}
                      - set: {"EMO TION": angry}
                      - ticket: {}
                  - alert: one
                    expr: p.angry
                    actions: []
                  - expr: p.angry > 0.5
                    actions:
                      - set: {TOP: "${top}"}
                        ticket: {subject: "They sound ${top}"}
                rulez: []
                """);

        assertThat(trouble.source()).isEqualTo("test");
        assertThat(trouble.problems())
                .satisfiesExactly(
                        at("rules[0].expr: line 1, column 1: 'p.anrgy' is no emotion; known are p.angry"),
                        at("rules[0].for: '3 seconds' is not a duration from 0s to 10m"),
                        at("rules[0].cooldown: '300h' is not a duration"),
                        at("rules[0].on: 'caller' is not one of customer, agent, either"),
                        at("rules[0].actions[0].sett: is not known here; known are set, ticket"),
                        at("rules[0].actions[1].set.EMO TION: is no variable that can be set"),
                        at("rules[0].color: is not known here"),
                        at("rules[1].alert: 'one' is the name of an earlier rule"),
                        at("rules[1].expr: gives a double, not true or false"),
                        at("rules[1].actions: must hold at least one of set, ticket"),
                        at("rules[2].alert: is missing"),
                        at("rules[2].actions[0]: holds set, ticket; write one action an item"),
                        at("rules[2].actions[0].set.TOP: holds '${'; values are plain text"),
                        at("rules[2].actions[0].ticket.subject: holds '${'; values are plain text"),
                        at("rulez: is not known here"));
    }

    @Test
    void saysWhereTheTextIsNoYaml() {
        assertThat(trouble("rules:\n  - alert: [one\n").problems())
                .singleElement()
                .asString()
                .startsWith("line 2, column 16")
                .contains("not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rules:", "{}"})
    void saysThatRulesAreMissing(String yaml) {
        assertThat(trouble(yaml).problems()).singleElement().asString().startsWith("rules: is missing");
    }

    @Test
    void saysThatAnActionIsEmptyOrNoAction() {
        assertThat(trouble(withActions("[{}]")).problems()).satisfiesExactly(at("rules[0].actions[0]: is empty"));
        assertThat(trouble(withActions("[{set: }]")).problems()).satisfiesExactly(at("rules[0].actions[0]: is empty"));
        assertThat(trouble(withActions("[{set: {}}]")).problems())
                .satisfiesExactly(at("rules[0].actions[0].set: needs at least one variable"));
        assertThat(trouble(withActions("[hang-up]")).problems()).anySatisfy(problem -> assertThat(problem)
                .startsWith("rules[0].actions[0]: 'hang-up' is not a mapping"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EMOTION",
                "_EMOTION",
                "__EMOTION",
                "e2",
                "CDR(emotion)",
                "SHARED(emotion)",
                "CHANNEL(userfield)",
                "CHANNEL(accountcode)"
            })
    void takesVariablesThatDoNothingToTheCall(String name) {
        assertThat(parse(withActions("[{set: {\"" + name + "\": angry}}]"))
                        .rules()
                        .get(0)
                        .actions())
                .containsExactly(new Action.Set(Map.of(name, "angry")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMEOUT(absolute)",
                "MUTEAUDIO(in)",
                "SHELL(true)",
                "CDR(a,b)",
                "CDR(x",
                "2X",
                "___X",
                "A-B",
                "CHANNEL(hangup_handler_push)"
            })
    void refusesVariablesThatCouldTouchTheCallOrAreNone(String name) {
        assertThat(trouble(withActions("[{set: {\"" + name + "\": angry}}]")).problems())
                .satisfiesExactly(at("rules[0].actions[0].set." + name + ": is no variable that can be set"));
    }

    @Test
    void refusesValuesOfSeveralLines() {
        assertThat(trouble(withActions("[{set: {A: \"one\\ntwo\"}}, {ticket: {subject: \"one\\ntwo\"}}]"))
                        .problems())
                .satisfiesExactly(
                        at("rules[0].actions[0].set.A: must be one line"),
                        at("rules[0].actions[1].ticket.subject: must be one line"));
    }

    @Test
    void takesCommasBracketsAndOtherScriptsInValues() {
        assertThat(parse(withActions("[{set: {A: \"angry (0.9), 生气\"}}]"))
                        .rules()
                        .get(0)
                        .actions())
                .containsExactly(new Action.Set(Map.of("A", "angry (0.9), 生气")));
    }

    @Test
    void warnsOfEmotionsThatTheModelNeverGives() {
        RuleSet rules = RuleSet.parse("test", """
                rules:
                  - alert: worried
                    expr: p.fearful > 0.5 || top == "sad" || p.angry > 0.5
                    actions: [{ticket: {subject: worried}}]
                """, EnumSet.of(Emotion.ANGRY, Emotion.NEUTRAL));

        assertThat(rules.warnings())
                .satisfiesExactly(
                        at("rules[0].expr of worried: the model was not trained to hear 'fearful'"),
                        at("rules[0].expr of worried: the model was not trained to hear 'sad'"));
        assertThat(rules.warnings().get(0)).endsWith("trained are angry, neutral");
    }

    @Test
    void givesARuleAnotherVersionWhenItsMeaningChanges() {
        String yaml = """
                rules:
                  - alert: one
                    expr: p.angry > 0.5
                    for: 2s
                    actions: [{set: {A: b}}]
                """;
        String version = version(yaml);

        assertThat(version).matches("[0-9a-f]{12}");
        assertThat(version(yaml.replace("p.angry > 0.5", "\"p.angry  >  0.5\"").replace("2s", "2000ms")))
                .isEqualTo(version);
        assertThat(List.of(
                        version(yaml.replace("0.5", "0.6")),
                        version(yaml.replace("2s", "3s")),
                        version(yaml.replace("A: b", "A: c")),
                        version(yaml.replace("for: 2s", "cooldown: 5m")),
                        version(yaml.replace("for: 2s", "for: 2s\n    on: either"))))
                .doesNotContain(version)
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsHowLongARuleMustHold() {
        RuleSet rules = parse(withActions("[{set: {A: b}}]").replace("expr:", "for: 3s\n    expr:"));

        assertThat(rules.heldFor("one")).isEqualTo(Duration.ofSeconds(3));
        assertThatThrownBy(() -> rules.heldFor("two"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no rule 'two' among [one]");
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThatThrownBy(() -> RuleSet.load(folder.resolve("none.yaml"), ALL))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("none.yaml")
                .hasMessageContaining("cannot be read");
    }

    private static String withActions(String actions) {
        return "rules:\n  - alert: one\n    expr: p.angry > 0.5\n    actions: " + actions + "\n";
    }

    private static RuleSet parse(String yaml) {
        return RuleSet.parse("test", yaml, ALL);
    }

    private static String version(String yaml) {
        return parse(yaml).rules().get(0).version();
    }

    private static SettingsException trouble(String yaml) {
        return catchThrowableOfType(SettingsException.class, () -> parse(yaml));
    }

    private static ThrowingConsumer<String> at(String start) {
        return problem -> assertThat(problem).startsWith(start);
    }
}
