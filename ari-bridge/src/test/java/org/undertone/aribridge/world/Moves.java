package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.undertone.aribridge.world.PbxChannel.Ending;

/** What is done with a call that goes on. */
final class Moves {

    private static final String PARKING = "parking";

    private final TestingPbx pbx;
    private final Calls calls;
    private final Endings endings;

    Moves(TestingPbx pbx, Calls calls, Endings endings) {
        this.pbx = pbx;
        this.calls = calls;
        this.endings = endings;
    }

    /** Whether it is one of two in a bridge that Dial or Queue made. */
    static boolean talks(PbxChannel channel) {
        return channel.bridge()
                .filter(bridge -> bridge.kind() == PbxBridge.Kind.BASIC)
                .filter(bridge -> bridge.members().size() == 2)
                .isPresent();
    }

    static PbxChannel peer(PbxChannel channel) {
        return channel.bridge().orElseThrow().members().stream()
                .filter(member -> member != channel)
                .findFirst()
                .orElseThrow();
    }

    static boolean isParked(PbxChannel channel) {
        return channel.bridge().filter(bridge -> bridge.id().equals(PARKING)).isPresent();
    }

    /** By REFER: who talks with the transferor goes to the number, and the transferor hangs up. */
    void blind(PbxChannel transferor, String number) {
        PbxChannel other = peer(transferor);
        pbx.hold(transferor, false);
        boolean otherFirst = pbx.coin();
        if (!otherFirst) {
            pbx.leave(transferor);
        }
        pbx.leave(other);
        if (otherFirst) {
            pbx.leave(transferor);
        }
        endings.gone(transferor);
        goOnAt(other, number);
    }

    private void goOnAt(PbxChannel channel, String number) {
        channel.ends(Ending.DIALPLAN);
        calls.run(channel, number);
    }

    /** By REFER with Replaces: the others of a phone's two calls talk with each other, and the phone hangs up. */
    void attended(PbxChannel held, PbxChannel consultation) {
        PbxChannel transferee = peer(held);
        PbxChannel target = peer(consultation);
        pbx.hold(held, false);
        pbx.hold(consultation, false);
        boolean targetMoves = pbx.coin();
        PbxChannel moves = targetMoves ? target : transferee;
        PbxChannel makesRoom = targetMoves ? held : consultation;
        PbxBridge to = makesRoom.bridge().orElseThrow();
        pbx.atOnce(List.of(List.of(() -> pbx.leave(moves)), List.of(() -> pbx.leave(makesRoom))));
        PbxChannel last = targetMoves ? consultation : held;
        pbx.atOnce(List.of(List.of(() -> pbx.enter(to, moves)), List.of(() -> pbx.leave(last))));
        pbx.atOnce(List.of(List.of(() -> endings.gone(held)), List.of(() -> endings.gone(consultation))));
    }

    /** By the PBX's own keys: it calls whom the transferor names through a Local channel, which is optimised away. */
    void attendedByKeys(PbxChannel transferor, Person colleague) {
        PbxBridge bridge = transferor.bridge().orElseThrow();
        PbxChannel first = pbx.newLocal(colleague.number() + "@from-agent", true);
        PbxChannel second = first.otherEnd().orElseThrow();
        pbx.hold(transferor, true);
        second.ownNumber(transferor.ownNumber());
        first.linkedTo(transferor.linkedId());
        second.linkedTo(transferor.linkedId());
        PbxBridge consultation = pbx.newBridge(PbxBridge.Kind.BASIC);
        pbx.enter(consultation, first);
        pbx.leave(transferor);
        pbx.enter(consultation, transferor);
        calls.run(second, colleague.number());
        Ringing rings = calls.ringing().get(calls.ringing().size() - 1);
        calls.answer(rings, rings.called().get(0));
        pbx.leave(first);
        pbx.enter(bridge, first);
        pbx.leave(transferor);
        endings.gone(transferor);
        optimise(first);
    }

    /** Whether it may happen now: each end is in a bridge with one other. */
    static boolean canOptimise(PbxChannel first) {
        return first.local()
                && first.optimises()
                && talks(first)
                && talks(first.otherEnd().orElseThrow())
                && !first.bridge().equals(first.otherEnd().orElseThrow().bridge());
    }

    /** A Local channel between two bridges goes, and who was behind one of its ends moves to the other's bridge. */
    void optimise(PbxChannel first) {
        boolean moveCaller = pbx.coin();
        PbxChannel staying = moveCaller ? first.otherEnd().orElseThrow() : first;
        PbxChannel leaving = staying.otherEnd().orElseThrow();
        PbxChannel moves = peer(leaving);
        PbxBridge to = staying.bridge().orElseThrow();
        pbx.atOnce(List.of(List.of(() -> pbx.leave(moves)), List.of(() -> pbx.leave(staying))));
        pbx.enter(to, moves);
        pbx.atOnce(List.of(
                List.of(() -> pbx.destroy(staying)), List.of(() -> pbx.leave(leaving), () -> pbx.destroy(leaving))));
    }

    /** The other party is parked, and the parker hangs up. */
    void park(PbxChannel parker) {
        PbxChannel other = peer(parker);
        pbx.leave(other);
        pbx.enter(pbx.standing(PARKING, PbxBridge.Kind.HOLDING), other);
        pbx.leave(parker);
        endings.gone(parker);
    }

    /** Somebody fetches a parked call. */
    void fetch(PbxChannel parked, Person by) {
        PbxChannel channel = calls.begin(by, "751");
        pbx.runs(channel, "ParkedCall", "default,751");
        pbx.leave(parked);
        PbxBridge bridge = pbx.newBridge(PbxBridge.Kind.BASIC);
        pbx.enter(bridge, parked);
        pbx.enter(bridge, channel);
    }

    /** Somebody takes a call that rings elsewhere: the channel becomes the one that rang, under its own name. */
    void pickUp(Ringing call, Ringing.Called rings, Person by) {
        PbxChannel channel = calls.begin(by, "*8" + call.caller().extension());
        pbx.runs(channel, "Pickup", call.caller().extension() + "@inside");
        PbxChannel rang = rings.channel();
        channel.takesOver(rang);
        pbx.destroy(rang);
        Ringing.Called taken = new Ringing.Called(channel, rings.local(), rings.memberInterface(), false);
        List<Ringing.Called> others =
                call.called().stream().filter(other -> !other.equals(rings)).toList();
        List<Ringing.Called> now = new ArrayList<>(others);
        now.add(taken);
        calls.ringing().remove(call);
        calls.answer(new Ringing(call.caller(), now, call.queue(), call.answered()), taken);
    }

    /** A program sends a channel to another number; who talked with it is left. */
    void redirect(PbxChannel channel, String number) {
        Optional<PbxBridge> bridge = channel.bridge();
        pbx.leave(channel);
        bridge.ifPresent(endings::leftAlone);
        goOnAt(channel, number);
    }

    /** A program sends both who talk to the conference. */
    void toConference(PbxChannel channel) {
        PbxChannel other = peer(channel);
        pbx.leave(channel);
        pbx.leave(other);
        goOnAt(channel, "800");
        goOnAt(other, "800");
    }
}
