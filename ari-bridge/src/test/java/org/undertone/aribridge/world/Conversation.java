package org.undertone.aribridge.world;

import java.util.LinkedHashSet;
import java.util.Set;

/** Who hears whom: those in one bridge, and those in the bridges that Local channels join with it. */
final class Conversation {

    private Conversation() {}

    /** All channels in a channel's conversation, itself among them. */
    static Set<PbxChannel> of(PbxChannel channel) {
        Set<PbxChannel> all = new LinkedHashSet<>();
        reach(channel, all);
        return all;
    }

    /** The telephones' channels in it, the channel itself not among them. */
    static Set<PbxChannel> others(PbxChannel channel) {
        Set<PbxChannel> others = of(channel);
        others.remove(channel);
        others.removeIf(other -> other.person().isEmpty());
        return others;
    }

    private static void reach(PbxChannel channel, Set<PbxChannel> all) {
        if (!all.add(channel)) {
            return;
        }
        channel.bridge().filter(bridge -> !bridge.holding()).ifPresent(bridge -> bridge.members()
                .forEach(member -> {
                    reach(member, all);
                    member.otherEnd().ifPresent(other -> reach(other, all));
                }));
    }
}
