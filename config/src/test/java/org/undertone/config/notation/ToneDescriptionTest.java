package org.undertone.config.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneDescriptionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!880/150",
                "!880/150,!0/80,!1175/200",
                "!350+440/3000",
                "!1000*20/100",
                "!4000/1",
                "!0/1500,!880/1500"
            })
    void aShortToneThatEndsIsAllowed(String tone) {
        assertThat(ToneDescription.problem(tone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "880/150             | '880/150' begins without '!' and would loop for ever; write !880/150",
                "!880/150,0/80       | '0/80' begins without '!' and would loop for ever; write !0/80",
                "!880                | '!880' is not a tone such as",
                "!880/0              | '!880/0' is not a tone such as",
                "beep                | 'beep' is not a tone such as",
                "!880/150,           | '!880/150,' is not a tone such as",
                "!880/150, !440/150  | '!880/150, !440/150' is not a tone such as",
                "!-1/150             | '!-1/150' is not a tone such as",
                "!350+440+480/150    | '!350+440+480/150' is not a tone such as",
                "!4001/150           | '!4001/150' is above 4000 Hz",
                "!350+9000/150       | '!350+9000/150' is above 4000 Hz",
                "!880/2000,!0/1001   | '!880/2000,!0/1001' lasts 3001 ms; at most 3000 are allowed"
            })
    void anythingElseIsToldWithWhatIsAllowed(String tone, String problem) {
        assertThat(ToneDescription.problem(tone))
                .hasValueSatisfying(told -> assertThat(told).startsWith(problem));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ","})
    void nothingIsNoTone(String tone) {
        assertThat(ToneDescription.problem(tone)).isPresent();
    }
}
