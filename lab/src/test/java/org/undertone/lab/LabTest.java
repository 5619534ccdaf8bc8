package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

@Tag("asterisk")
class LabTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Lab lab;
    private static Path customerTone;
    private static Path agentTone;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        customerTone = Tones.file(folder, 440, 60);
        agentTone = Tones.file(folder, 1000, 60);
        lab = Lab.start(LabOptions.defaults());
    }

    @AfterEach
    void endAllCalls() {
        lab.reset();
    }

    @AfterAll
    static void close() {
        lab.close();
    }

    @Test
    void bothPartiesOfAQueueCallHearTheOtherAndNotThemselves() throws IOException {
        lab.phones().agent().answersWith(Script.silent().play("agent", agentTone));
        PhoneCall customer = lab.phones().customer().call("600", Script.silent().play("customer", customerTone));
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);
        customer.awaitPlaying("customer", SOON);
        agent.awaitPlaying("agent", SOON);
        Waiting.pause(Duration.ofSeconds(2));

        customer.hangUp();
        customer.awaitEnded(SOON);
        agent.awaitEnded(SOON);

        assertThat(Tones.loudness(customer.heard(), 1000)).isGreaterThan(3000);
        assertThat(Tones.loudness(customer.heard(), 440)).isLessThan(200);
        assertThat(Tones.loudness(customer.played(), 440)).isGreaterThan(3000);
        assertThat(Tones.loudness(agent.heard(), 440)).isGreaterThan(3000);
        assertThat(Tones.loudness(agent.heard(), 1000)).isLessThan(200);
    }

    @Test
    void aStepsStartIsKnownWellEnoughToFindItInEveryRecording() throws IOException {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones()
                .customer()
                .call("601", Script.silent().pause(Duration.ofSeconds(1)).play("angry", customerTone));
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);
        Instant started = customer.awaitPlaying("angry", SOON);
        Waiting.pause(Duration.ofSeconds(1));

        customer.hangUp();
        agent.awaitEnded(SOON);

        Instant played = customer.played().start().plus(Tones.onset(customer.played(), 440));
        Instant heard = agent.heard().start().plus(Tones.onset(agent.heard(), 440));
        assertThat(played).isCloseTo(started, within(300, ChronoUnit.MILLIS));
        assertThat(heard).isCloseTo(started, within(500, ChronoUnit.MILLIS));
    }

    @Test
    void theAgentsHangUpLetsTheCustomerGoOnInTheDialplan() {
        int before = lab.pbx().cdrs().size();
        PhoneCall customer = connected("600");
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);

        agent.hangUp();
        Instant agentGone = agent.awaitEnded(SOON);
        Instant customerGone = customer.awaitEnded(SOON);

        assertThat(Duration.between(agentGone, customerGone)).isGreaterThan(Duration.ofMillis(300));
        await().atMost(SOON).until(() -> lab.pbx().cdrs().size() == before + 2);
        assertThat(lab.pbx().cdrs().get(before + 1).userField()).isEqualTo("goodbye");
    }

    @Test
    void anAngryCustomerGoesToRetentionAndTheCdrTellsIt() {
        int before = lab.pbx().cdrs().size();
        PhoneCall customer = connected("600");
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);
        Channel channel = channelOf("customer");

        lab.pbx().setVariable(channel.name(), "EMOTION", "angry");
        lab.pbx().setVariable(channel.name(), "CDR(emotion)", "angry");
        assertThat(lab.pbx().variable(channel.name(), "EMOTION")).contains("angry");
        assertThat(lab.pbx().variable(channel.name(), "NOTHING")).isEmpty();
        agent.hangUp();
        customer.awaitEnded(SOON);

        await().atMost(SOON).until(() -> lab.pbx().cdrs().size() == before + 2);
        Cdr queue = lab.pbx().cdrs().get(before);
        Cdr retention = lab.pbx().cdrs().get(before + 1);
        assertThat(queue.lastApp()).isEqualTo("Queue");
        assertThat(queue.dst()).isEqualTo("600");
        assertThat(queue.emotion()).isEqualTo("angry");
        assertThat(queue.disposition()).isEqualTo("ANSWERED");
        assertThat(queue.channel()).isEqualTo(channel.name());
        assertThat(queue.dstChannel()).startsWith("PJSIP/agent-");
        assertThat(queue.linkedId()).isEqualTo(channel.linkedId());
        assertThat(queue.answer())
                .hasValueSatisfying(answer -> assertThat(answer).isBetween(queue.start(), queue.end()));
        assertThat(retention.userField()).isEqualTo("retention");
        assertThat(retention.dcontext()).isEqualTo("retention");
        assertThat(retention.uniqueId()).isEqualTo(queue.uniqueId());
        assertThat(retention.duration()).isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
    }

    @Test
    void thePbxTellsOfItsChannelsAndBridges() {
        connected("600");

        Channel customer = channelOf("customer");
        Channel agent = channelOf("agent");
        assertThat(customer.application()).isEqualTo("Queue");
        assertThat(agent.application()).isEqualTo("AppQueue");
        assertThat(agent.linkedId()).isEqualTo(customer.linkedId());
        assertThat(lab.pbx().variable(customer.name(), "MEMBERINTERFACE")).contains("PJSIP/agent");
        await().atMost(SOON).untilAsserted(() -> assertThat(lab.pbx().bridges())
                .singleElement()
                .satisfies(bridge ->
                        assertThat(bridge.channels()).containsExactlyInAnyOrder(customer.name(), agent.name())));
    }

    @Test
    void aPhoneThatIsBusyRefusesAndTheCallerLearnsIt() {
        lab.phones().agent().answersWith(Script.busy());

        PhoneCall customer = lab.phones().customer().call("601", Script.silent());
        lab.phones().agent().awaitCall(SOON).awaitEnded(SOON);

        assertThatThrownBy(() -> customer.awaitAnswered(SOON))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("customer was not answered");
        assertThat(customer.answered()).isEmpty();
    }

    @Test
    void aPhoneDoesSomethingElseInTheMiddleOfACall() throws IOException {
        PhoneCall customer = connected("601");
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);

        customer.perform(Script.silent().play("late", customerTone));
        customer.awaitPlaying("late", SOON);
        Waiting.pause(Duration.ofSeconds(1));
        customer.hangUp();
        agent.awaitEnded(SOON);

        assertThat(Tones.loudness(agent.heard(), 440)).isGreaterThan(1000);
    }

    @Test
    void aScriptThatHangsUpEndsTheCallAfterItsLastStep(@TempDir Path folder) throws IOException {
        lab.phones().agent().answersWith(Script.silent().ringFor(Duration.ofMillis(500)));

        PhoneCall customer = lab.phones()
                .customer()
                .call(
                        "601",
                        Script.silent()
                                .play("short", Tones.file(folder, 440, 0.5))
                                .hangUp());

        Instant ended = customer.awaitEnded(SOON);
        assertThat(customer.finishedPlaying("short")).hasValueSatisfying(when -> assertThat(when)
                .isBetween(customer.startedPlaying("short").orElseThrow().plusMillis(400), ended));
    }

    @Test
    void theLabSpeaksWithItsOwnVoices() {
        for (Speech speech : Speech.values()) {
            Wav.check(lab.speech(speech));
        }
        assertThat(lab.speech(Speech.CUSTOMER_ANGRY)).isNotEmptyFile();
    }

    @Test
    void aSoundThatAPhoneCannotPlayIsRefusedWithTheCure(@TempDir Path folder) {
        Script script = Script.silent().play("nothing", folder.resolve("missing.wav"));

        assertThatThrownBy(() -> lab.phones().customer().call("600", script))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("missing.wav");
    }

    @Test
    void thePhonesFindThePbxAgainAfterItCrashed() {
        lab.pbx().kill();
        assertThat(lab.pbx().running()).isFalse();
        assertThatThrownBy(() -> lab.pbx().channels())
                .isInstanceOf(LabException.class)
                .hasMessageContaining("start it first");

        lab.pbx().start();
        lab.awaitRegistered();

        PhoneCall customer = connected("601");
        customer.hangUp();
        customer.awaitEnded(SOON);
        lab.phones().agent().awaitCall(SOON).awaitEnded(SOON);
    }

    @Test
    void theLogsHoldNoErrors() {
        connected("600");

        assertThat(List.of(lab.pbx().log(), lab.phones().asterisk().log()))
                .allSatisfy(lines -> assertThat(lines).noneMatch(line -> line.contains("] ERROR[")));
    }

    private static PhoneCall connected(String extension) {
        lab.phones().agent().answersWith(Script.silent());
        PhoneCall customer = lab.phones().customer().call(extension, Script.silent());
        customer.awaitAnswered(SOON);
        return customer;
    }

    private static Channel channelOf(String endpoint) {
        return lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + endpoint + "-"))
                .findFirst()
                .orElseThrow();
    }
}
