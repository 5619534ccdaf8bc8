package org.undertone.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.config.yaml.SettingsException;
import org.undertone.core.Action;
import org.undertone.core.Action.Blf.Light;
import org.undertone.core.Action.Cue.Way;
import org.undertone.core.Emotion;
import org.undertone.core.SupervisionMode;
import org.undertone.rules.RuleSet;
import org.undertone.rules.RuleSetTest;
import org.undertone.rules.text.Defaults;
import org.undertone.rules.text.Language;

/** The actions that speak to people and programs; variables and tickets are in {@link RuleSetTest}. */
class ActionReaderTest {

    @Test
    void readsEveryActionAsItIsWritten() {
        assertThat(actions("""
                  - cue: {text: "The customer sounds angry: slow down", by: [message]}
                  - blf: {lamp: floor-2, light: steady}
                  - supervise: {ring: [PJSIP/supervisor, Local/7@q/n], mode: coach, for: 1m}
                  - user-event: {name: CustomerAngry, variables: {severity: 2, team_name: "north, south"}}
                """))
                .containsExactly(
                        new Action.Cue("The customer sounds angry: slow down", Set.of(Way.MESSAGE)),
                        new Action.Blf("floor-2", Light.STEADY),
                        new Action.Supervise(
                                List.of("PJSIP/supervisor", "Local/7@q/n"),
                                SupervisionMode.COACH,
                                Duration.ofMinutes(1)),
                        new Action.UserEvent("CustomerAngry", Map.of("severity", "2", "team_name", "north, south")));
    }

    @Test
    void fillsInWhatIsLeftOut() {
        assertThat(actions("""
                  - cue: {text: Slow down}
                  - blf: {}
                  - supervise: {ring: PJSIP/supervisor}
                  - user-event: {name: CustomerAngry}
                """))
                .containsExactly(
                        new Action.Cue("Slow down", EnumSet.allOf(Way.class)),
                        new Action.Blf(Action.Blf.AGENT, Light.FLASHING),
                        new Action.Supervise(
                                List.of("PJSIP/supervisor"), SupervisionMode.LISTEN, Duration.ofSeconds(20)),
                        new Action.UserEvent("CustomerAngry", Map.of()));
    }

    @Test
    void speaksTheLanguageOfTheFile() {
        RuleSet chinese = RuleSet.parse("test", """
                language: zh
                rules:
                  - alert: one
                    expr: p.angry > 0.5
                    actions:
                      - cue: {}
                      - cue: {text: {en: Slow down, zh: 请放慢语速}}
                      - ticket: {to: helpdesk}
                      - mark: {label: {en: anger, zh: 生气}}
                """, EnumSet.allOf(Emotion.class));

        assertThat(chinese.rules().get(0).actions())
                .containsExactly(
                        new Action.Cue(Defaults.advice(Language.ZH), EnumSet.allOf(Way.class)),
                        new Action.Cue("请放慢语速", EnumSet.allOf(Way.class)),
                        new Action.Ticket("helpdesk", Defaults.subject(Language.ZH), Defaults.ticket(Language.ZH)),
                        new Action.Mark("生气"));
    }

    @Test
    void readsWhatIsDelivered() {
        assertThat(actions("""
                  - sms: {to: supervisor, text: "{{ heard }}"}
                  - webhook: {to: crm, values: {reason: "{{ emotion }}"}}
                  - mark: anger
                  - ticket: {to: helpdesk, subject: one, text: "two\\nlines"}
                """))
                .containsExactly(
                        new Action.Sms("supervisor", "{{ heard }}"),
                        new Action.Webhook("crm", Map.of("reason", "{{ emotion }}")),
                        new Action.Mark("anger"),
                        new Action.Ticket("helpdesk", "one", "two\nlines"));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceEachWithItsPlace() {
        assertThat(problems("""
                  - cue: {by: [tone, lamp], after: 3s}
                  - cue: {text: "Slow\\ndown", by: []}
                  - blf: {lamp: "floor 2", light: dim}
                  - supervise: {ring: [supervisor, PJSIP/deputy, PJSIP/deputy], mode: spy, for: 3s}
                  - supervise: {}
                  - user-event: {name: Customer Angry, variables: {"two words": "1", text: "${top}"}}
                  - user-event:
                """))
                .satisfiesExactly(
                        at("rules[0].actions[0].cue.by[1]: 'lamp' is not one of tone, message"),
                        at("rules[0].actions[0].cue.after: is not known here; known are text, by"),
                        at("rules[0].actions[1].cue.text: must be one line"),
                        at("rules[0].actions[1].cue.by: must hold at least one of tone, message"),
                        at("rules[0].actions[2].blf.lamp: 'floor 2' is no lamp: agent for the one of the call's agent"),
                        at("rules[0].actions[2].blf.light: 'dim' is not one of steady, flashing"),
                        at(
                                "rules[0].actions[3].supervise.ring[0]: 'supervisor' is no endpoint such as PJSIP/supervisor"),
                        at("rules[0].actions[3].supervise.ring[2]: 'PJSIP/deputy' stands there already"),
                        at("rules[0].actions[3].supervise.mode: 'spy' is not one of listen, coach, barge"),
                        at("rules[0].actions[3].supervise.for: '3s' is not a duration from 5s to 2m"),
                        at("rules[0].actions[4]: is the second supervise of this rule"),
                        at("rules[0].actions[4].supervise.ring: must name at least one supervisor's endpoint"),
                        at("rules[0].actions[5].user-event.name: 'Customer Angry' is no name"),
                        at("rules[0].actions[5].user-event.variables.two words: is no name"),
                        at("rules[0].actions[5].user-event.variables.text: holds '${'"),
                        at("rules[0].actions[6]: is empty; write one of set, ticket, cue, blf, supervise, user-event"));
    }

    @ParameterizedTest
    @CsvSource({"cue, text, 120", "ticket, subject, 200"})
    void aTextHasToBeShort(String action, String key, int most) {
        String longest = "x".repeat(most);

        assertThat(actions("  - " + action + ": {" + key + ": " + longest + "}\n"))
                .hasSize(1);
        assertThat(problems("  - " + action + ": {" + key + ": x" + longest + "}\n"))
                .containsExactly("rules[0].actions[0]." + action + "." + key + ": is " + (most + 1)
                        + " characters long; at most " + most + " are allowed");
    }

    /** The version is kept with every alert; another run, or another order in the file, must not give another one. */
    @Test
    void aRuleThatMeansTheSameHasTheSameVersionInEveryRun() {
        String version = version("  - cue: {text: Slow down}\n");

        assertThat(version).isEqualTo("428bb2db2fe5");
        assertThat(version("  - cue: {text: Slow down, by: [message, tone]}\n")).isEqualTo(version);
        assertThat(version("  - cue: {text: Slow down, by: [message]}\n")).isNotEqualTo(version);
    }

    private static String version(String actions) {
        return rules(actions).rules().get(0).version();
    }

    private static List<Action> actions(String actions) {
        return rules(actions).rules().get(0).actions();
    }

    private static List<String> problems(String actions) {
        return catchThrowableOfType(SettingsException.class, () -> rules(actions))
                .problems();
    }

    private static RuleSet rules(String actions) {
        String yaml = "rules:\n- alert: one\n  expr: p.angry > 0.5\n  actions:\n" + actions;
        return RuleSet.parse("test", yaml, EnumSet.allOf(Emotion.class));
    }

    private static ThrowingConsumer<String> at(String start) {
        return problem -> assertThat(problem).startsWith(start);
    }
}
