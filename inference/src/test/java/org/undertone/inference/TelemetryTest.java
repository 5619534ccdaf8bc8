package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What hears customers tells nobody. ONNX Runtime 1.29.0 holds a client that reports to its maker unless told not to. */
class TelemetryTest {

    @Test
    void theRuntimeHoldsNoTelemetryClient() throws IOException {
        try (InputStream library =
                OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/linux-x64/libonnxruntime.so")) {
            assertThat(library).isNotNull();
            String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);

            assertThat(text.contains("SessionOptions")).isTrue();
            assertThat(text.contains("TelemetrySystem")).isFalse();
            assertThat(text.contains("events.data.microsoft.com")).isFalse();
        }
    }
}
