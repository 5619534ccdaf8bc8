package org.undertone.lab.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
    @ParameterizedTest
    @EnumSource(
            value = Codec.class,
            names = {"ULAW", "ALAW"})
    void everySampleComesBackAlmostAsItWas(Codec codec) {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            short back = codec.decode(codec.encode(new short[] {(short) sample}, 0, 1))[0];

            assertThat((int) back).isCloseTo(sample, within(16 + Math.abs(sample) / 25));
        }
    }
}
