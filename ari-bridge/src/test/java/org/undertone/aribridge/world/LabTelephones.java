package org.undertone.aribridge.world;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.undertone.lab.Bridge;
import org.undertone.lab.Channel;
import org.undertone.lab.Lab;
import org.undertone.lab.Script;
import org.undertone.lab.sip.SipCall;
import org.undertone.lab.sip.SipPhone;

/** Telephones of the lab: the customer's is {@code line1}, the agent's {@code line3}, the colleague's {@code supervisor}. */
final class LabTelephones implements Telephones {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lab lab;
    private final Recorder recorder;
    private final List<Trace.Reading> seen = new ArrayList<>();
    private final SipPhone customers;
    private final SipPhone agents;
    private SipCall customer;
    private SipCall agent;
    private SipCall consultation;

    LabTelephones(Lab lab, Recorder recorder) {
        this.lab = lab;
        this.recorder = recorder;
        this.customers = lab.sipPhone("line1");
        this.agents = lab.sipPhone("line3");
        lab.phones().supervisor().answersWith(Script.silent());
        lab.phones().agent().answersWith(Script.silent());
    }

    private String channel(String phone) {
        return lab.pbx().channels().stream()
                .map(Channel::name)
                .filter(name -> name.startsWith("PJSIP/" + phone + "-"))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a phone is in a bridge, with somebody. */
    private boolean talks(String phone) {
        return lab.pbx().bridges().stream()
                .map(Bridge::channels)
                .anyMatch(channels -> channels.size() > 1
                        && channels.stream().anyMatch(name -> name.startsWith("PJSIP/" + phone + "-")));
    }

    private void awaitTalks(String phone) {
        await().atMost(PATIENCE).until(() -> talks(phone));
    }

    private void awaitGone(String phone) {
        await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                .noneMatch(channel -> channel.name().startsWith("PJSIP/" + phone + "-")));
    }

    private void awaitNoLocal() {
        await().atMost(PATIENCE).until(() -> lab.pbx().channels().stream()
                .noneMatch(channel -> channel.name().startsWith("Local/")));
    }

    List<Trace.Reading> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void look() {
        lab.pbx().channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/"))
                .map(channel -> new Trace.Reading(
                        channel.name(),
                        channel.linkedId(),
                        recorder.variable(channel.uniqueId(), "CALLERID(dnid)"),
                        recorder.variable(channel.uniqueId(), "QUEUENAME"),
                        recorder.variable(channel.uniqueId(), "MEMBERINTERFACE"),
                        recorder.variable(channel.uniqueId(), "CHANNEL(pjsip,remote_uri)")
                                .replaceAll(".*sip:([^@]*)@.*", "$1")))
                .forEach(seen::add);
    }

    @Override
    public void customerCalls(String number) {
        customer = customers.call(number);
        if (number.startsWith("61") && !number.equals("612")) {
            lab.phones().agent().awaitCall(PATIENCE).awaitAnswered(PATIENCE);
        } else if (!number.equals("800")) {
            agent = agents.awaitCall(PATIENCE);
            agent.awaitAnswered(PATIENCE);
        }
        customer.awaitAnswered(PATIENCE);
        if (!number.equals("800")) {
            awaitTalks("line1");
        }
        if (number.equals("611") || number.equals("691")) {
            awaitNoLocal();
        }
    }

    @Override
    public void customerRings(String number) {
        agents.whenCalled(SipPhone.Called.RINGS);
        customer = customers.call(number);
        agent = agents.awaitCall(PATIENCE);
    }

    @Override
    public void agentHolds() {
        agent.hold(SipCall.Hold.SENDONLY, PATIENCE);
    }

    @Override
    public void agentResumes() {
        agent.unhold(PATIENCE);
    }

    @Override
    public void agentSendsCustomerTo(String number) {
        agent.transferTo(number);
        agent.awaitTransferred(PATIENCE);
        agent.hangUp();
        awaitTalks("supervisor");
        awaitGone("line3");
    }

    @Override
    public void customerSendsAgentTo(String number) {
        customer.transferTo(number);
        customer.awaitTransferred(PATIENCE);
        customer.hangUp();
        awaitTalks("supervisor");
        awaitGone("line1");
    }

    @Override
    public void agentConsults(String number) {
        agentHolds();
        consultation = agents.call(number);
        consultation.awaitAnswered(PATIENCE);
        awaitTalks("supervisor");
    }

    @Override
    public void agentJoinsBoth() {
        agent.transferTo(consultation);
        agent.awaitTransferred(PATIENCE);
        agent.hangUp();
        consultation.hangUp();
        awaitGone("line3");
    }

    @Override
    public void agentTransfersByKeys() {
        lab.pbx().attendedTransfer(channel("line3"), "from-agent", "202");
        awaitTalks("supervisor");
        agent.hangUp();
        awaitGone("line3");
        awaitNoLocal();
    }

    @Override
    public void agentParksCustomer() {
        lab.pbx().park(channel("line1"));
        await().atMost(PATIENCE).until(() -> !talks("line3"));
        agent.hangUp();
        awaitGone("line3");
    }

    @Override
    public void colleagueFetches() {
        lab.phones().supervisor().call("751", Script.silent()).awaitAnswered(PATIENCE);
        awaitTalks("supervisor");
    }

    @Override
    public void colleaguePicksUp() {
        lab.phones().supervisor().call("*8612", Script.silent()).awaitAnswered(PATIENCE);
        awaitTalks("supervisor");
    }

    @Override
    public void agentCalls(String number) {
        agent = agents.call(number);
        agent.awaitAnswered(PATIENCE);
        awaitTalks("line3");
    }

    @Override
    public void customerIsSentTo(String number) {
        lab.pbx().redirect(channel("line1"), "from-agent", number);
        awaitTalks("supervisor");
    }

    @Override
    public void dialerCalls(boolean stays) {
        lab.pbx().command("channel originate Local/901@services" + (stays ? "/n" : "") + " extension 612@services");
        customer = customers.awaitCall(PATIENCE);
        agent = agents.awaitCall(PATIENCE);
        agent.awaitAnswered(PATIENCE);
        awaitTalks("line3");
        if (!stays) {
            awaitNoLocal();
        }
    }

    @Override
    public void agentHangsUp() {
        agent.hangUp();
    }

    @Override
    public void customerHangsUp() {
        customer.hangUp();
    }
}
