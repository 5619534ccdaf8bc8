package org.undertone.aribridge.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.aribridge.world.PbxChannel.Ending;

/** How calls end: who hangs up, and what becomes of the others. */
final class Endings {

    private final TestingPbx pbx;
    private final Calls calls;
    /** Whom a channel with {@code Dial(...,g)} calls when the one before has gone. */
    private final Map<PbxChannel, Deque<Person>> next = new HashMap<>();

    Endings(TestingPbx pbx, Calls calls) {
        this.pbx = pbx;
        this.calls = calls;
    }

    /** A dialer keeps the agent: it calls one after the other for that channel. */
    void chain(PbxChannel agent, List<Person> customers) {
        agent.ends(Ending.GOES_ON);
        next.put(agent, new ArrayDeque<>(customers));
        goesOn(agent);
    }

    /** A party hangs up, whatever it does. */
    void hangUp(PbxChannel channel) {
        Optional<Ringing> rings = calls.ringing().stream()
                .filter(call ->
                        call.called().stream().anyMatch(called -> called.channel() == channel && !called.pool()))
                .findFirst();
        if (rings.isPresent()) {
            refuse(rings.get(), channel);
            return;
        }
        Optional<PbxBridge> bridge = channel.bridge();
        if (bridge.isPresent()) {
            pbx.leave(channel);
        }
        bridge.ifPresent(this::leftAlone);
        gone(channel);
    }

    private void refuse(Ringing call, PbxChannel channel) {
        calls.ringing().remove(call);
        Ringing.Called refuses = call.called().stream()
                .filter(called -> called.channel() == channel)
                .findFirst()
                .orElseThrow();
        pbx.destroy(channel);
        refuses.local().ifPresent(first -> {
            pbx.destroy(first);
            pbx.destroy(first.otherEnd().orElseThrow());
        });
        List<Ringing.Called> others =
                call.called().stream().filter(other -> !other.equals(refuses)).toList();
        if (others.isEmpty()) {
            hangUp(call.caller());
        } else {
            calls.ringing().add(new Ringing(call.caller(), others, call.queue(), call.answered()));
        }
    }

    /** A channel that has left its bridge ends; whom it called rings no more. */
    void gone(PbxChannel channel) {
        if (channel.gone()) {
            return;
        }
        calls.giveUp(channel);
        next.remove(channel);
        pbx.destroy(channel);
        calls.dialledBy(channel).forEach(this::hangUp);
        calls.callerOf(channel).ifPresent(this::hangUp);
        channel.otherEnd().filter(other -> !other.gone()).ifPresent(this::hangUp);
    }

    /** What becomes of the one who is left in a bridge for two. */
    void leftAlone(PbxBridge bridge) {
        if (bridge.kind() != PbxBridge.Kind.BASIC || bridge.members().size() != 1) {
            return;
        }
        PbxChannel left = bridge.members().get(0);
        pbx.leave(left);
        switch (left.ending()) {
            case AGENT_POOL -> {
                left.connected("");
                calls.waitInPool(left);
            }
            case GOES_ON -> goesOn(left);
            case CALLED -> gone(left);
            case DIALPLAN -> {
                if (left.application().equals("Queue") && !left.local() && calls.survey(left)) {
                    pbx.runs(left, "Wait", "30");
                } else {
                    gone(left);
                }
            }
        }
    }

    private void goesOn(PbxChannel agent) {
        Optional<Person> customer = Optional.ofNullable(next.get(agent)).map(Deque::poll);
        if (customer.isEmpty()) {
            gone(agent);
        } else {
            calls.dialKeeping(agent, customer.get());
        }
    }
}
