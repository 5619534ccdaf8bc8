package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Telephones of the model. */
final class ModelTelephones implements Telephones {

    private final List<PbxEvent> told = new ArrayList<>();
    private final List<Trace.Reading> seen = new ArrayList<>();
    private final LabSite site;
    private final TestingPbx pbx;
    private final Calls calls;
    private final Endings endings;
    private final Moves moves;

    ModelTelephones(LabSite site, long chance) {
        this.site = site;
        this.pbx = new TestingPbx(new Random(chance), this::take);
        this.calls = new Calls(site.site(), pbx);
        this.endings = new Endings(pbx, calls);
        this.moves = new Moves(pbx, calls, endings);
    }

    private void take(PbxEvent event) {
        if (!(event instanceof PbxEvent.Runs) && !(event instanceof PbxEvent.Dials)) {
            told.add(event);
        }
    }

    List<PbxEvent> told() {
        return List.copyOf(told);
    }

    List<Trace.Reading> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void look() {
        pbx.channels().stream()
                .filter(channel -> channel.person().isPresent())
                .map(channel -> new Trace.Reading(
                        channel.name(),
                        channel.linkedId(),
                        channel.variables().getOrDefault("CALLERID(dnid)", ""),
                        channel.variables().getOrDefault("QUEUENAME", ""),
                        channel.variables().getOrDefault("MEMBERINTERFACE", ""),
                        channel.farNumber()))
                .forEach(seen::add);
    }

    /** The newest channel of somebody. */
    private PbxChannel line(Person person) {
        List<PbxChannel> lines = pbx.channels().stream()
                .filter(channel -> channel.person().equals(Optional.of(person)))
                .toList();
        return lines.get(lines.size() - 1);
    }

    private PbxChannel agent() {
        return line(site.agent());
    }

    private PbxChannel customer() {
        return line(site.customer());
    }

    private void answer() {
        if (!calls.ringing().isEmpty()) {
            Ringing last = calls.ringing().get(calls.ringing().size() - 1);
            calls.answer(last, last.called().get(0));
        }
        pbx.channels().stream().filter(Moves::canOptimise).findFirst().ifPresent(moves::optimise);
    }

    private PbxChannel call(Person person, String number) {
        PbxChannel line = calls.begin(person, number);
        calls.run(line, number);
        return line;
    }

    @Override
    public void customerCalls(String number) {
        call(site.customer(), number);
        answer();
    }

    @Override
    public void customerRings(String number) {
        call(site.customer(), number);
    }

    @Override
    public void agentHolds() {
        pbx.hold(agent(), true);
    }

    @Override
    public void agentResumes() {
        pbx.hold(agent(), false);
    }

    @Override
    public void agentSendsCustomerTo(String number) {
        moves.blind(agent(), number);
        answer();
    }

    @Override
    public void customerSendsAgentTo(String number) {
        moves.blind(customer(), number);
        answer();
    }

    @Override
    public void agentConsults(String number) {
        agentHolds();
        call(site.agent(), number);
        answer();
    }

    @Override
    public void agentJoinsBoth() {
        List<PbxChannel> lines = pbx.channels().stream()
                .filter(channel -> channel.person().equals(Optional.of(site.agent())))
                .toList();
        moves.attended(lines.get(0), lines.get(1));
    }

    @Override
    public void agentTransfersByKeys() {
        moves.attendedByKeys(agent(), site.colleague());
    }

    @Override
    public void agentParksCustomer() {
        moves.park(agent());
    }

    @Override
    public void colleagueFetches() {
        moves.fetch(customer(), site.colleague());
    }

    @Override
    public void colleaguePicksUp() {
        Ringing rings = calls.ringing().get(0);
        moves.pickUp(rings, rings.called().get(0), site.colleague());
    }

    @Override
    public void agentCalls(String number) {
        call(site.agent(), number);
    }

    @Override
    public void customerIsSentTo(String number) {
        moves.redirect(customer(), number);
        answer();
    }

    @Override
    public void dialerCalls(boolean stays) {
        calls.originateThroughLocal(site.customer(), "lines", stays);
        answer();
        answer();
    }

    @Override
    public void agentHangsUp() {
        endings.hangUp(agent());
    }

    @Override
    public void customerHangsUp() {
        endings.hangUp(customer());
    }
}
