package org.undertone.core.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "could not snoop DAHDI/i1/01701234567-1a: no answer|could not snoop DAHDI/i1/(number)-1a: no answer",
                "could not set EXPORT(DAHDI/i2/+491701234567-2,EMOTION)|could not set EXPORT(DAHDI/i2/(number)-2,EMOTION)",
                "ring Local/01701234567@out-0000001b;1|ring Local/(number)@out-0000001b;1",
                "SIP/01701234567@trunk hung up|SIP/(number)@trunk hung up",
                "PJSIP/4930123456-00000012|PJSIP/(number)-00000012",
                "Dongle/d1/01701234567|Dongle/d1/(number)",
                "switch the lamp Stasis:undertone-i1/01701234567 to RINGING|switch the lamp Stasis:undertone-i1/(number) to RINGING",
                "message to sip:01701234567@192.0.2.1|message to sip:(number)@192.0.2.1",
                "number +491701234567, queue support|number (number), queue support",
            })
    void numbersInTheNamesOfChannelsAndAloneAreNotLogged(String line, String logged) {
        assertThat(Masked.logged(line)).isEqualTo(logged);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call=1795355561.5 leg=pbx1-1795355561.28/pbx1-1795355562.29 not tapped",
                "PJSIP/agent-00000012 and PJSIP/7001-0000001a, Snoop/1795355561.5-00000001",
                "hearing the calls of http://127.0.0.1:8088/ (ports 40000-40999)",
                "the rule file /var/lib/undertone/20261122.yaml changed",
                "no answer from the PBX within 3000 ms; 20000 are waiting",
                "undertone.app.mhx2k1.12.snoop",
            })
    void whatAnAdminLooksForStays(String line) {
        assertThat(Masked.logged(line)).isEqualTo(line);
    }

    @Test
    void whatAnotherProgramSaysIsOneShortLineWithoutNumbers() {
        assertThat(Masked.text("  refused:\n 0170 123 45 67 is blocked ")).isEqualTo("refused: (number) is blocked");
        assertThat(Masked.text("x".repeat(300))).hasSize(203).endsWith("...");
    }
}
