package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.othermakers.BaresipCall;
import org.undertone.lab.othermakers.BaresipPhone;
import org.undertone.lab.othermakers.SippPhones;
import org.undertone.lab.othermakers.SippScenario;
import org.undertone.lab.othermakers.Softphone;
import org.undertone.lab.tool.LabException;

/** Phones of other makers tell what fails, and end with the lab. */
@Tag("asterisk")
class OtherMakersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void whatFailsIsToldAndNothingOutlivesTheLab(@TempDir Path temp, @TempDir Path sounds) throws IOException {
        Path tone = Tones.file(sounds, 440, 30);
        try (Lab lab = Lab.start(LabOptions.defaults().withTemp(temp))) {
            BaresipPhone phone = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.ULAW, tone);
            BaresipCall nowhere = phone.call("699");
            assertThatThrownBy(() -> nowhere.awaitAnswered(SOON))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("the call of soft1 to 699 was not answered: it ended (404 Not Found)");

            SippPhones refused = lab.sippCustomers(SippScenario.CUSTOMERS, "699", 1, tone);
            await().atMost(SOON).until(() -> !refused.problems().isEmpty());
            assertThatThrownBy(refused::hangUp)
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("sipp customers.xml")
                    .hasMessageContaining("404 Not Found");

            lab.reset();
            lab.sippAgents(tone);
            lab.sippCustomers(SippScenario.CUSTOMERS, "616", 2, tone);
            lab.baresip(Softphone.CUSTOMER, Softphone.Codec.OPUS, tone)
                    .call("616")
                    .awaitAnswered(SOON);
            lab.awaitConversations(3, SOON);
        }

        assertThat(temp).isEmptyDirectory();
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(temp.toString()))
                        .isPresent()))
                .isEmpty();
    }
}
