package org.undertone.rules.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The numbers of a condition that scores are compared with, and what they become where it is to be stricter. */
class ThresholdsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            p.angry >= 0.6;                                        p.angry up 0.6
            0.6 < p.angry;                                         p.angry up 0.6
            p.neutral <= 0.2;                                      p.neutral down 0.2
            own.angry >= 4 || own.sad > -1.5;                      own.angry up 4.0, own.sad up -1.5
            !(p.angry < 0.6);                                      p.angry up 0.6
            p.angry > 1e-1;                                        p.angry up 0.1
            p.fearful + p.angry >= 0.6 && own.sad - own.happy > 1; p.fearful + p.angry up 0.6, own.sad - own.happy up 1.0
            avg(p.sad, '30s') >= 0.6 && rising(p.angry,'20s') > 0.4; avg(p.sad, "30s") up 0.6, rising(p.angry, "20s") up 0.4
            count(p.angry >= 0.6, '60s') >= 3;                     p.angry up 0.6
            count(p.angry >= 0.6, '60s') < 1;                      p.angry down 0.6
            call.queue == '客户' && p.angry >= 0.6;                 p.angry up 0.6
            role == 'agent' ? p.sad >= 0.7 : p.sad >= 0.8;         p.sad up 0.7, p.sad up 0.8
            """)
    void comparisonsOfScoresWithNumbersAreFound(String expression, String thresholds) throws Condition.Invalid {
        List<Threshold> found = Condition.compile(expression).thresholds();

        assertThat(found.stream()
                        .map(each -> each.score() + (each.stricterAbove() ? " up " : " down ") + each.value())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(thresholds);
        assertThat(found)
                .allSatisfy(each -> assertThat(Double.parseDouble(expression.substring(each.from(), each.to())))
                        .isEqualTo(each.value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "silence_s >= 45",
                "words_per_minute > 180 && quality >= 0.6 && call.duration >= 30 && call.holds >= 2",
                "p.angry >= p.happy",
                "own_known && top == 'sad'",
                "changed(top, 'neutral', 'angry', '15s')",
                "p.angry >= 0.4 && p.angry < 0.6",
                "(p.angry >= 0.4) == own_known",
                "p.angry / p.neutral >= 0.5",
                "p.angry + own.angry > 0.5",
                "p.angry > 0 && p.sad <= 1 && p.happy == 0.5"
            })
    void othersAreLeftAsTheyAre(String expression) throws Condition.Invalid {
        assertThat(Condition.compile(expression).thresholds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            p.angry >= 0.9,     1,    0.961
            p.angry >= 0.2,     0.5,  0.3
            p.angry >= 0.5,     0.1,  0.53
            p.angry >= 0.999,   4,    0.999
            p.neutral <= 0.2,   0.5,  0.13
            p.neutral <= 0.01,  4,    0.001
            own.angry >= 4,     0.35, 4.35
            own.angry >= 9.5,   0.5,  10
            own.angry <= -1,    0.35, -1.35
            p.angry >= 0.9,     -1,   0.77
            own.angry >= 4,     -0.5, 3.5
            own.angry >= 4,     0.001, 4.01
            p.angry >= 0.9995,  1,    0.9995
            p.angry >= 0.9995, -1,    0.999
            p.neutral <= 0.0005, 1,   0.0005
            p.neutral <= 0.0005, -1,  0.001
            p.angry >= 0.0005, -1,    0.0005
            p.angry >= 0.987,  -0.001, 0.987
            own.angry >= 4.123, -0.001, 4.123
            """)
    void aStricterConditionAsksForMore(String expression, double nats, String number) throws Condition.Invalid {
        Threshold threshold = Condition.compile(expression).thresholds().get(0);

        assertThat(threshold.stricter(nats).toPlainString()).isEqualTo(number);
    }

    @Test
    void whatIsNoStricterStaysAsItWas() throws Condition.Invalid {
        Threshold threshold =
                Condition.compile("p.angry >= 0.98765").thresholds().get(0);

        assertThat(threshold.stricter(0).doubleValue()).isEqualTo(0.98765);
    }
}
