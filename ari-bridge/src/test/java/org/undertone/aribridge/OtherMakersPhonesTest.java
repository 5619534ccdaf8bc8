package org.undertone.aribridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.undertone.core.Leg;
import org.undertone.lab.BaresipCall;
import org.undertone.lab.BaresipPhone;
import org.undertone.lab.Softphone;

/** What phones of another maker do that Asterisk does not play: baresip, as the customer and as the agent. */
@Tag("asterisk")
class OtherMakersPhonesTest extends ToneCalls {

    private static Path customersSound;
    private static Path agentsSound;

    @BeforeAll
    static void makeSounds() throws IOException {
        customersSound = TestingTones.wav(folder.resolve("soft-customer.wav"), CUSTOMER_TONE, 60);
        agentsSound = TestingTones.wav(folder.resolve("soft-agent.wav"), AGENT_TONE, 60);
    }

    @ParameterizedTest
    @CsvSource({"CUSTOMER,ULAW", "CUSTOMER,ALAW", "CUSTOMER,OPUS", "SDES,ULAW"})
    void itsCustomerIsHeardAndNothingStays(Softphone kind, Softphone.Codec codec) {
        try (TestingDaemon daemon = started(("soft-" + kind + codec).toLowerCase(Locale.ROOT), queues("support"))) {
            lab.phones().agent().answersWith(agentTone);
            BaresipPhone phone = lab.baresip(kind, codec, customersSound);

            BaresipCall call = phone.call("600");
            call.awaitAnswered(PATIENCE);

            Leg customer = awaitHeardAlone(daemon);
            assertThat(customer.channelName()).startsWith("PJSIP/" + phone.name() + "-");
            call.hangUp();
            awaitEnded(daemon, customer.id());
            lab.awaitIdle(PATIENCE);
        }
    }

    @Test
    void itsAgentHoldsConsultsOnASecondLineAndConnectsTheTwo() {
        try (TestingDaemon daemon = started("soft-attended", queues("softs"))) {
            lab.phones().supervisor().answersWith(supervisorTone);
            BaresipPhone agents = lab.baresip(Softphone.AGENT, Softphone.Codec.ULAW, agentsSound);
            BaresipPhone customers = lab.baresip(Softphone.CUSTOMER, Softphone.Codec.OPUS, customersSound);
            BaresipCall calling = customers.call("615");
            BaresipCall agent = agents.awaitCall(PATIENCE);
            calling.awaitAnswered(PATIENCE);
            Leg customer = awaitHeardAlone(daemon);

            agent.hold();
            await().atMost(PATIENCE)
                    .until(() -> !daemon.events(CallEvent.Paused.class).isEmpty());
            BaresipCall consultation = agents.call("202");
            consultation.awaitAnswered(PATIENCE);
            lab.awaitConversations(2, PATIENCE);
            agent.transferTo(consultation, "202");
            agent.awaitTransferred(PATIENCE);

            awaitAgent(daemon, customer.id(), "PJSIP/supervisor");
            awaitHeardAlone(daemon);
        }
    }
}
