package org.undertone.aribridge;

import ch.loway.oss.ari4java.generated.models.Variable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;

/**
 * What can be done inside a call on the PBX. Each waits for the PBX within the settings' time limit, so call it from a
 * thread that may wait.
 */
public final class PbxActions {

    private final AsteriskLink link;
    private final Taps taps;
    private final InstantSource clock;

    PbxActions(AsteriskLink link, Taps taps, InstantSource clock) {
        this.link = link;
        this.taps = taps;
        this.clock = clock;
    }

    /**
     * Sets variables on all legs of a call. ARI refuses that for a channel outside an application (409); our snoop is
     * inside one, and the dialplan function EXPORT sets through it a true channel variable on any channel. Where that
     * does not take, the function SHARED does, for plain names.
     *
     * @param variables name to value, in order; a name may be a function such as {@code CDR(emotion)}
     * @return one outcome a leg and variable
     */
    public List<VariableOutcome> setVariables(CallFacts facts, Map<String, String> variables) {
        List<VariableOutcome> outcomes = new ArrayList<>();
        Optional<String> snoop = taps.snoopOf(facts);
        for (Leg leg : facts.legs()) {
            variables.forEach((name, value) -> outcomes.add(snoop.map(id -> set(id, leg, name, value))
                    .orElseGet(() -> outcome(
                            leg, name, VariableOutcome.Result.FAILED, "no leg of the call is tapped any more"))));
        }
        return outcomes;
    }

    private VariableOutcome set(String snoop, Leg leg, String name, String value) {
        try {
            if (through(snoop, leg, "EXPORT(" + leg.channelName() + "," + name + ")", name, value)) {
                return outcome(leg, name, VariableOutcome.Result.SET, "");
            }
            boolean plain = name.indexOf('(') < 0;
            String shared = "SHARED(" + name + ")";
            if (plain && through(snoop, leg, "SHARED(" + name + "," + leg.channelName() + ")", shared, value)) {
                return outcome(leg, name, VariableOutcome.Result.SHARED, "read it as ${" + shared + "}");
            }
            return thereStill(leg)
                    ? outcome(leg, name, VariableOutcome.Result.FAILED, "the PBX took it, but it is not there")
                    : outcome(leg, name, VariableOutcome.Result.GONE, "the channel has hung up");
        } catch (AsteriskException e) {
            return outcome(leg, name, VariableOutcome.Result.FAILED, e.getMessage());
        }
    }

    /** Sets by way of the snoop and reads back from the leg: for a channel that is gone Asterisk says 204 all the same. */
    private boolean through(String snoop, Leg leg, String function, String readAs, String value) {
        link.requests().once("set " + function, () -> link.ari()
                .channels()
                .setChannelVar(snoop, function)
                .setValue(value)
                .execute());
        return link.requests()
                .find("read " + readAs + " of " + leg.channelName(), () -> link.ari()
                        .channels()
                        .getChannelVar(leg.id().channelId(), readAs)
                        .execute())
                .map(Variable::getValue)
                .filter(value::equals)
                .isPresent();
    }

    private boolean thereStill(Leg leg) {
        return link.requests()
                .find(
                        "find " + leg.channelName(),
                        () -> link.ari().channels().get(leg.id().channelId()).execute())
                .isPresent();
    }

    private VariableOutcome outcome(Leg leg, String name, VariableOutcome.Result result, String detail) {
        return new VariableOutcome(leg.id(), name, result, detail, clock.instant());
    }
}
