package org.undertone.aribridge.who;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number in the address of the far side, as carriers and phones write it (RFC 3261, 3966, 4694). */
class FarSideTest {

    @ParameterizedTest
    @CsvSource({
        "sip:+491715550100@127.0.0.1, +491715550100",
        "sips:+491715550100@trunk.example:5061;transport=tls, +491715550100",
        "sip:+491715550100;cpc=ordinary@trunk.example, +491715550100",
        "sip:01715550100;phone-context=+49@trunk.example;user=phone, 01715550100",
        "sip:+491715550100;npdi;rn=+4917@trunk.example, +491715550100",
        "<sip:+491715550100@trunk.example>, +491715550100",
        "'\"Anna\" <sip:+491715550100;npdi@trunk.example>;tag=1', +491715550100",
        "tel:+491715550100, +491715550100",
        "tel:1715550100;phone-context=+49, 1715550100",
        "<tel:+49-171-5550100>, +49-171-5550100",
        "SIP:+491715550100@trunk.example, +491715550100",
        "sip:7001:secret@phone.example, 7001",
        "sip:%2B491715550100@trunk.example, +491715550100",
        "sip:anonymous@anonymous.invalid, anonymous",
        "sip:trunk.example, ''",
        "sip:trunk.example;transport=udp, ''",
        "sip:trunk.example:5060, ''",
        "'', ''"
    })
    void itsUser(String uri, String user) {
        assertThat(Numbers.user(uri)).isEqualTo(user);
    }
}
