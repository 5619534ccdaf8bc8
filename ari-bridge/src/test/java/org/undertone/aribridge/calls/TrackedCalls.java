package org.undertone.aribridge.calls;

import java.util.List;
import java.util.Set;
import org.undertone.config.Profile;
import org.undertone.core.Role;
import org.undertone.core.event.CallEvent;

/** Calls of a profile with a queue and a number, and of one that calls out, as the tracker sees them. */
abstract class TrackedCalls {

    static final Profile SUPPORT = inbound(List.of("support"), List.of("641"));
    static final Profile CAMPAIGN = new Profile(
            "campaign",
            List.of(),
            List.of("_0X."),
            Profile.Direction.OUTBOUND,
            List.of(),
            List.of(),
            Set.of(Role.CUSTOMER));

    static Profile inbound(List<String> queues, List<String> numbers) {
        return new Profile(
                "support", queues, numbers, Profile.Direction.INBOUND, List.of(), List.of(), Set.of(Role.CUSTOMER));
    }

    /** Somebody asks the queue, from a line of that endpoint. */
    static TestingTrackedPbx asksTheQueue(TestingTrackedPbx pbx, String device) {
        return pbx.channel("asks", device, "Queue", "support")
                .channel("other", "PJSIP/other", "AppQueue", "")
                .meet("queue", "other", "asks")
                .answers();
    }

    static String reason(TestingTrackedPbx pbx, String channel) {
        return pbx.events(CallEvent.NotTapped.class).stream()
                .filter(not -> not.leg().channelId().equals(channel))
                .map(CallEvent.NotTapped::reason)
                .reduce("", (before, now) -> now);
    }
}
