package org.undertone.evaluation.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often a rule may fire. */
class BudgetTest {

    @ParameterizedTest
    @CsvSource({
        "1 per 100 calls, 2, 100 calls",
        "1 per call, 299, 1 calls",
        "2 per hour, 1, 0.5 h of speech",
        "0.5 per 2 hours, 0, 4 h of speech",
        "3 per 1 hours, 1, 0.4 h of speech"
    })
    void isAllowedSoOftenInAllCalls(String written, int allowed, String needed) {
        Budget budget = Budget.read(written).orElseThrow();

        assertThat(budget.allowed(new Basis(299, Duration.ofMinutes(30)))).isEqualTo(allowed);
        assertThat(budget.needed()).isEqualTo(needed);
        assertThat(Budget.read(budget.toString())).contains(budget);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "often", "1 per 0 calls", "0 per call", "-1 per call", "1 per day", "1/100 calls"})
    void whatIsNoneIsRefused(String written) {
        assertThat(Budget.read(written)).isEmpty();
    }

    @Test
    void callsInWhichNobodySpokeDoNotCount() {
        assertThat(Basis.NONE.plus(Duration.ZERO).plus(Duration.ofSeconds(9)))
                .isEqualTo(new Basis(1, Duration.ofSeconds(9)));
    }
}
