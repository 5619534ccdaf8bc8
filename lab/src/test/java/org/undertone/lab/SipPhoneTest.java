package org.undertone.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipException;
import org.undertone.lab.sip.SipPhone;
import org.undertone.lab.sip.SipText;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;
import org.undertone.lab.tool.Wav;

/** What a phone in plain Java signals to the PBX, and understands. */
@Tag("asterisk")
class SipPhoneTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Lab lab;

    @BeforeAll
    static void start() {
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
    void aCustomersLineCallsAnAgentsLineAndHangsUp() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall taken = agent.awaitCall(SOON);
        customer.awaitAnswered(SOON);
        assertThat(channels()).hasSize(2).anyMatch(name -> name.startsWith("PJSIP/line1-"));

        customer.hangUp();

        assertThat(taken.awaitEnded(SOON)).isEqualTo("BYE");
        assertThat(customer.ending()).isEqualTo("hung up");
        await().atMost(SOON).until(() -> channels().isEmpty());
    }

    @Test
    void aLineThatRingsAnswersWhenItIsTold() {
        SipPhone agent = lab.sipPhone("line3").whenCalled(SipPhone.Called.RINGS);
        SipCall customer = lab.sipPhone("line1").call("612");
        SipCall ringing = agent.awaitCall(SOON);
        assertThat(customer.answered()).isFalse();

        ringing.answer();

        customer.awaitAnswered(SOON);
        ringing.awaitAnswered(SOON);
    }

    @Test
    void aCustomerWhoGivesUpCancelsTheCall() {
        SipPhone agent = lab.sipPhone("line3").whenCalled(SipPhone.Called.RINGS);
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall ringing = agent.awaitCall(SOON);
        customer.awaitRinging(SOON);

        customer.hangUp();

        assertThat(ringing.awaitEnded(SOON)).isEqualTo("CANCEL");
        assertThat(customer.awaitEnded(SOON)).startsWith("487");
    }

    @Test
    void aBusyLineAndOneThatRefusesEndTheCallersCall() {
        SipPhone agent = lab.sipPhone("line3").whenCalled(SipPhone.Called.IS_BUSY);
        SipPhone customer = lab.sipPhone("line1");
        assertThat(customer.call("903").awaitEnded(SOON)).isNotEmpty();

        agent.whenCalled(SipPhone.Called.RINGS);
        agent.awaitCall(SOON);
        SipCall second = customer.call("903");
        agent.awaitCall(SOON).refuse(603);

        assertThatThrownBy(() -> second.awaitAnswered(SOON)).isInstanceOf(SipException.class);
    }

    @Test
    void aCallThatLastsThreeTenthsOfASecondLeavesNothing() {
        lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        customer.awaitAnswered(SOON);
        Waiting.pause(Duration.ofMillis(300));

        customer.hangUp();

        lab.awaitIdle(SOON);
    }

    @Test
    void aHeldPartyHearsMusicUntilItIsTakenBack() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall held = agent.awaitCall(SOON);
        customer.awaitAnswered(SOON);
        lab.awaitConversations(1, SOON);

        held.hold(SipCall.Hold.SENDONLY, SOON);
        await().atMost(SOON).until(() -> recent(customer, 300) > 500);
        held.unhold(SOON);
        await().atMost(SOON).until(() -> recent(customer, 300) < 50);
        held.hold(SipCall.Hold.INACTIVE, SOON);
        await().atMost(SOON).until(() -> recent(customer, 300) > 500);
    }

    @Test
    void anAgentTransfersBlindlyToTheQueue() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall transferor = agent.awaitCall(SOON);
        customer.awaitAnswered(SOON);
        lab.awaitConversations(1, SOON);

        transferor.transferTo("600");

        assertThat(transferor.awaitTransferred(SOON)).isEqualTo(200);
        lab.phones().agent().awaitCall(SOON).awaitAnswered(SOON);
        assertThat(customer.ended()).isFalse();
    }

    @Test
    void aTransferToNowhereFailsAndTheCallGoesOn() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall transferor = agent.awaitCall(SOON);
        customer.awaitAnswered(SOON);
        lab.awaitConversations(1, SOON);

        transferor.transferTo("999");

        assertThat(transferor.awaitTransferred(SOON)).isGreaterThanOrEqualTo(400);
        assertThat(customer.ended()).isFalse();
    }

    @Test
    void anAgentTransfersAfterAWord() {
        SipPhone agent = lab.sipPhone("line3");
        SipCall customer = lab.sipPhone("line1").call("903");
        SipCall first = agent.awaitCall(SOON);
        customer.awaitAnswered(SOON);
        lab.awaitConversations(1, SOON);
        first.hold(SipCall.Hold.SENDONLY, SOON);
        SipCall word = agent.call("202");
        word.awaitAnswered(SOON);
        lab.awaitConversations(2, SOON);

        first.transferTo(word);

        assertThat(first.awaitTransferred(SOON)).isEqualTo(200);
        word.awaitEnded(SOON);
        await().atMost(SOON).untilAsserted(() -> assertThat(channels())
                .hasSize(2)
                .anyMatch(name -> name.startsWith("PJSIP/line1-"))
                .anyMatch(name -> name.startsWith("PJSIP/supervisor-")));
    }

    @Test
    void theKeysOfALineTransferToo() {
        SipCall customer = lab.sipPhone("line1").call("603");
        customer.awaitAnswered(SOON);
        lab.phones().agent().awaitCall(SOON);
        lab.awaitConversations(1, SOON);

        customer.media().dial("#1");
        Waiting.pause(Duration.ofSeconds(1));
        customer.media().dial("630");

        lab.phones().supervisor().awaitCall(SOON).awaitAnswered(SOON);
    }

    @Test
    void aLineKeepsTheTextsItGets() {
        SipPhone agent = lab.sipPhone("line3");

        lab.pbx()
                .asterisk()
                .ami()
                .send(
                        "MessageSend",
                        java.util.Map.of(
                                "To", "pjsip:line3", "From", "sip:undertone@127.0.0.1", "Body", "Customer angry"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(agent.texts()).extracting(SipText::body).containsExactly("Customer angry"));
    }

    @Test
    void aVanishedPhoneIsHungUpByThePbxWhereItWaitsForItsSound() {
        SipPhone customer = lab.sipPhone("mortal1");
        customer.call("601").awaitAnswered(SOON);
        PhoneCall agent = lab.phones().agent().awaitCall(SOON);

        customer.vanish();

        agent.awaitEnded(SOON);
    }

    @Test
    void aVanishedPhoneWithoutSuchALimitStaysUntilTheLabIsReset() {
        SipPhone customer = lab.sipPhone("line1");
        customer.call("601").awaitAnswered(SOON);

        customer.vanish();
        Waiting.pause(Duration.ofSeconds(1));

        assertThat(channels()).hasSize(2);
    }

    @Test
    void aPhoneIsOpenOnceAndHasAName() {
        lab.sipPhone("line1");

        assertThatThrownBy(() -> lab.sipPhone("line1"))
                .isInstanceOf(SipException.class)
                .hasMessageContaining("open already");
        assertThatThrownBy(() -> lab.sipPhone("line9"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("mortal2");
    }

    private static List<String> channels() {
        return lab.pbx().channels().stream().map(Channel::name).toList();
    }

    /** The music's peak in the last part of what a phone heard. */
    private static double recent(SipCall call, int hertz) {
        short[] heard = call.media().samples();
        int part = Wav.RATE / 4;
        return heard.length < part ? 0 : Tones.loudness(heard, heard.length - part, heard.length, hertz);
    }
}
