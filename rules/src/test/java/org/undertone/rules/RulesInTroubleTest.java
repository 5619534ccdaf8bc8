package org.undertone.rules;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.undertone.core.Alert;
import org.undertone.core.CallFacts;
import org.undertone.core.WindowRef;
import org.undertone.rules.RuleEngine.RuleErrors;

/** Values that are no numbers, and conditions that cannot be asked. */
class RulesInTroubleTest {

    private final CallFacts call = Voice.call("call-1");
    private Duration end = Voice.WINDOW;

    @Test
    void whatIsNoNumberIsNotFollowedOverTime() {
        // Nothing divided by nothing is no number, and something divided by nothing is no finite one.
        RuleEngine engine = Voice.engine("""
                rules:
                  - alert: nothing
                    expr: avg((p.fearful - p.fearful) / (speech_rate - 100), '60s') == 0.0 && rising(1.0 / (speech_rate - 100), '4s') < 0
                    actions: [{mark: nothing}]
                  - alert: something
                    expr: avg(100 / (speech_rate - 100), '60s') > 0.9
                    actions: [{mark: something}]
                """);
        assertThat(hear(engine, 0.4, 100)).as("it divides by 0").isEmpty();

        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alerts.addAll(hear(engine, 0.4, 200 + i));
        }

        assertThat(alerts).extracting(alert -> alert.id().rule()).containsExactlyInAnyOrder("nothing", "something");
    }

    @Test
    void noRuleGoesOnWithAnOldValueWhereTheExpressionThatTheyShareCannotBeAsked() {
        RuleEngine engine = Voice.engine("""
                rules:
                  - alert: one
                    expr: count(mixed[1] == 'fearful', '60s') > 0 && false
                    actions: [{mark: one}]
                  - alert: two
                    expr: count(mixed[1] == 'fearful', '60s') > 0
                    cooldown: 0s
                    actions: [{mark: two}]
                """);
        assertThat(hear(engine, 0.4, 100)).hasSize(1);

        // Angry alone: there is no mixture.
        hear(engine, 0.9, 100);

        assertThat(engine.ruleErrors()).extracting(RuleErrors::rule).containsExactly("one", "two");
    }

    @Test
    void theLogTellsOfARuleThatCannotBeAskedNowAndThen() {
        Logger logger = (Logger) LoggerFactory.getLogger(RuleEngine.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            RuleEngine engine = Voice.engine("""
                    rules:
                      - alert: wrong
                        expr: int(call.did + 'x') > 0
                        actions: [{mark: wrong}]
                    """);
            Voice.customer(engine, call).angryFor(4.5, SECONDS);
        } finally {
            logger.detachAppender(log);
        }

        assertThat(log.list).hasSize(4).allSatisfy(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .contains("'wrong'")
                    .as("a DID is a phone number")
                    .doesNotContain(call.did());
        });
        assertThat(log.list)
                .extracting(event -> event.getFormattedMessage().replaceAll("\\D+", ""))
                .containsExactly("1", "2", "4", "8");
    }

    private List<Alert> hear(RuleEngine engine, double angry, double rate) {
        end = end.plus(Voice.HOP);
        Instant at = Voice.START.plus(end);
        WindowRef window = new WindowRef(call.legs().get(0).id(), end.minus(Voice.WINDOW), end, at);
        boolean mixed = angry < 0.5;
        return engine.on(mixed ? Voice.mixed(window, angry, 0.35, rate) : Voice.scored(window, angry), call)
                .fired();
    }
}
