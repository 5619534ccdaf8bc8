package org.undertone.aribridge.calls;

import ch.loway.oss.ari4java.generated.models.Bridge;
import ch.loway.oss.ari4java.generated.models.Channel;
import ch.loway.oss.ari4java.generated.models.ChannelDestroyed;
import ch.loway.oss.ari4java.generated.models.ChannelEnteredBridge;
import ch.loway.oss.ari4java.generated.models.ChannelHold;
import ch.loway.oss.ari4java.generated.models.ChannelLeftBridge;
import ch.loway.oss.ari4java.generated.models.ChannelUnhold;
import ch.loway.oss.ari4java.generated.models.Dial;
import ch.loway.oss.ari4java.generated.models.Message;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.undertone.aribridge.who.BridgeState;
import org.undertone.aribridge.who.Sighting;

/** What the PBX tells of channels and bridges, in the words of the tracker. What is ours has no part in any call. */
public final class PbxMessages {

    private final CallTracker tracker;
    private final Predicate<String> ours;
    private final Consumer<Runnable> happened;

    /**
     * Makes one.
     *
     * @param ours whether the channel or bridge of that id was made by us
     * @param happened does what it is given in order, on the thread of the calls
     */
    public PbxMessages(CallTracker tracker, Predicate<String> ours, Consumer<Runnable> happened) {
        this.tracker = tracker;
        this.ours = ours;
        this.happened = happened;
    }

    /** Something happened; what is not about calls is dropped here. Returns at once. */
    public void take(Message message) {
        if (message instanceof ChannelDestroyed destroyed) {
            happened.accept(() -> tracker.destroyed(destroyed.getChannel().getId()));
        } else if (message instanceof ChannelEnteredBridge entered && entered.getChannel() != null) {
            if (!ours.test(entered.getBridge().getId())) {
                happened.accept(
                        () -> tracker.entered(Sighting.of(entered.getChannel()), BridgeState.of(entered.getBridge())));
            }
        } else if (message instanceof ChannelLeftBridge left && left.getChannel() != null) {
            if (!ours.test(left.getBridge().getId())) {
                happened.accept(() ->
                        tracker.left(left.getChannel().getId(), left.getBridge().getId()));
            }
        } else if (message instanceof Dial dial && dial.getCaller() != null) {
            Sighting caller = Sighting.of(dial.getCaller());
            if (caller.otherEnd().isPresent()) {
                happened.accept(() -> tracker.dials(caller));
            }
        } else if (message instanceof ChannelHold hold) {
            happened.accept(() -> tracker.held(hold.getChannel().getId(), true));
        } else if (message instanceof ChannelUnhold unhold) {
            happened.accept(() -> tracker.held(unhold.getChannel().getId(), false));
        }
    }

    /** What there is on the PBX now, all of it. On the thread of the calls. */
    public void compare(List<Channel> channels, List<Bridge> bridges) {
        tracker.compare(
                channels.stream()
                        .filter(channel -> !ours.test(channel.getId()))
                        .map(Sighting::of)
                        .toList(),
                bridges.stream()
                        .filter(bridge -> !ours.test(bridge.getId()))
                        .map(BridgeState::of)
                        .toList());
    }
}
