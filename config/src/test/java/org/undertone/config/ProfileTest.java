package org.undertone.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.undertone.config.notation.DialPattern;
import org.undertone.config.notation.EndpointGlob;
import org.undertone.core.Role;

class ProfileTest {

    @Test
    void aCallBelongsToTheProfileOfItsQueueOrItsNumber() {
        Profile profile = withDids("4420", "_49301234XX");

        assertThat(profile.matches("support", "")).isTrue();
        assertThat(profile.matches("Support", ""))
                .as("Asterisk compares queues without case")
                .isTrue();
        assertThat(profile.matches("", "4420")).isTrue();
        assertThat(profile.matches("", "4930123456")).isTrue();
        assertThat(profile.matches("sales", "4421")).isFalse();
        assertThat(profile.matches("", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4420", "44-20", "_44XX", "_4-ZN[1-5a]", "_+49.", "_0!", "_x[ab]."})
    void anExampleOfANumberIsOneThatIsMeant(String written) {
        assertThat(withDids(written).matches("", DialPattern.example(written))).isTrue();
    }

    /** Asterisk 22 answers the same to {@code dialplan show NUMBER@CONTEXT} with each of these as the only extension. */
    @ParameterizedTest(name = "{0} {2} {1}")
    @CsvSource({
        "4420,       4420,       means",
        "4420,       44201,      means not",
        "4420,       442,        means not",
        "44-20,      4420,       means",
        "4420,       44-20,      means",
        "44XX,       4420,       means not",
        "Office,     office,     means not",
        "_44XX,      4420,       means",
        "_44xx,      4420,       means",
        "_44XX,      44-20,      means",
        "_44-XX,     4420,       means",
        "_44XX,      442,        means not",
        "_44XX,      44200,      means not",
        "_44XX,      44a0,       means not",
        "_Z,         0,          means not",
        "_z,         1,          means",
        "_N,         1,          means not",
        "_n,         2,          means",
        "_X,         0,          means",
        "_X,         9,          means",
        "_[1-5a]0,   50,         means",
        "_[1-5a]0,   a0,         means",
        "_[1-5a]0,   A0,         means not",
        "_[1-5a]0,   60,         means not",
        "_[1-5a]0,   -0,         means not",
        "_[X]0,      10,         means not",
        "_[X]0,      X0,         means",
        "_[158],     5,          means",
        "_[0-26-8],  7,          means",
        "_[0-26-8],  5,          means not",
        "_+49.,      +4930,      means",
        "_+49.,      +49,        means not",
        "_+49.,      +49-,       means not",
        "_+49!,      +49,        means",
        "_+49!,      +4930,      means",
        "_+49!,      +4,         means not",
        "_.,         s,          means",
        "_!,         s,          means",
        "_*XX#,      *12#,       means",
        "_sales,     sales,      means",
        "_sales,     Sales,      means not",
        "_oxen,      o1e2,       means"
    })
    void numbersAndPatternsMeanWhatTheyMeanToAsterisk(String written, String dialled, String means) {
        assertThat(withDids(written).matches("", dialled)).isEqualTo(means.equals("means"));
        assertThat(DialPattern.problem(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "44 20", "44!", "[44]20", "_", "_-", "_44 20", "_44/20", "_44\\20", "_44]", "_[", "_[]", "_[5-1]",
                "_[-5]", "_[5-]", "_.4", "_!4", "_44..", "_4!.", "_[1[2]"
            })
    void whatIsNoNumberAndNoPatternIsToldAndMeansNothing(String written) {
        assertThat(DialPattern.problem(written)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "PJSIP/7*,     PJSIP/7001,          true",
        "PJSIP/7*,     PJSIP/7,             true",
        "PJSIP/7*,     PJSIP/8001,          false",
        "PJSIP/7*,     pjsip/7001,          false",
        "PJSIP/7???,   PJSIP/7001,          true",
        "PJSIP/7???,   PJSIP/70011,         false",
        "PJSIP/7???,   PJSIP/700,           false",
        "PJSIP/a.b,    PJSIP/aXb,           false",
        "*/7001,       PJSIP/7001,          true",
        "PJSIP/*-eu,   PJSIP/north-eu,      true",
        "PJSIP/*-eu,   PJSIP/a-eu-b-eu,     true",
        "PJSIP/*-eu,   PJSIP/a-eu-b,        false",
        "PJSIP/*a*b*,  PJSIP/xxaxxbxx,      true",
        "PJSIP/*a*b*,  PJSIP/xxbxxaxx,      false",
        "PJSIP/7001,   PJSIP/7001,          true",
        "PJSIP/7001,   PJSIP/70011,         false",
        "Local/*@q/n,  Local/7001@q/n,      true"
    })
    void anEndpointIsAnAgentsIfAPatternMeansIt(String glob, String endpoint, boolean meant) {
        assertThat(TestingProfile.named("campaign")
                        .agents(glob)
                        .build()
                        .roleOf(endpoint)
                        .isPresent())
                .isEqualTo(meant);
        assertThat(EndpointGlob.isOne(glob)).isTrue();
    }

    @Test
    void anEndpointIsAnAgentsOrACustomersOrNotToldOf() {
        Profile profile = TestingProfile.named("campaign")
                .agents("PJSIP/7*")
                .customers("PJSIP/trunk", "PJSIP/*")
                .build();

        assertThat(profile.roleOf("PJSIP/7001")).as("never heard as a customer").contains(Role.AGENT);
        assertThat(profile.roleOf("PJSIP/trunk")).contains(Role.CUSTOMER);
        assertThat(profile.roleOf("PJSIP/9")).contains(Role.CUSTOMER);
        assertThat(profile.roleOf("SIP/9")).isEmpty();
        assertThat(profile.roleOf("")).isEmpty();
    }

    @Test
    void aPatternOfManyStarsIsAnsweredAtOnce() {
        String stars = "PJSIP/" + "*a".repeat(60) + "b";
        Profile profile = TestingProfile.named("campaign").agents(stars).build();

        assertThat(profile.roleOf("PJSIP/" + "a".repeat(5_000))).isEmpty();
    }

    private static Profile withDids(String... dids) {
        return TestingProfile.named("support").queues("support").dids(dids).build();
    }
}
