package org.undertone.aribridge.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslatorsTest {

    private static final Translators USUAL = Translators.among(Stream.of(
            "chan_pjsip.so", "codec_ulaw.so", "codec_alaw.so", "codec_g722.so", "codec_g726.so", "codec_speex.so"));

    @ParameterizedTest
    @CsvSource({"(ulaw)", "(g722)", "(g726aal2)", "(speex16)", "(slin16)", "(slin)", "(nothing)", "''", "(g729|alaw)"})
    void whatIsTranslatedOrUnknownKeepsNoLegFromBeingHeard(String formats) {
        assertThat(USUAL.notTranslated(formats)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"(g729), g729", "(opus), opus", "(g723), g723", "(silk16), silk16", "(opus|g729), opus", "(gsm), gsm"})
    void whatIsOnlyPassedOnIsNamed(String formats, String codec) {
        assertThat(USUAL.notTranslated(formats)).contains(codec);
    }

    @ParameterizedTest
    @CsvSource({
        "codec_g729a, (g729)",
        "codec_opus, (opus)",
        "codec_opus_open_source, (opus)",
        "codec_silk, (silk24)",
        "codec_codec2, (codec2)",
        "codec_dahdi, (g729)",
        "codec_sangoma, (g729)"
    })
    void aModuleTranslatesTheCodecsOfItsName(String module, String formats) {
        assertThat(new Translators(Set.of("codec_ulaw", module)).notTranslated(formats))
                .isEmpty();
    }

    @Test
    void aPbxOfWhoseModulesNothingIsKnownIsTrusted() {
        assertThat(new Translators(Set.of()).notTranslated("(g729)")).isEmpty();
    }

    @Test
    void whatIsTranslatedIsToldByItsName() {
        Translators debian =
                new Translators(Set.of("codec_ulaw", "codec_a_mu", "codec_resample", "codec_opus_open_source"));

        assertThat(debian.translated()).containsExactly("opus", "ulaw");
        assertThat(debian.passedOn()).containsExactly("g729", "g723", "silk");
    }
}
