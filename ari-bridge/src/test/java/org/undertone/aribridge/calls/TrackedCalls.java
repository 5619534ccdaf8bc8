package org.undertone.aribridge.calls;

import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;
import org.undertone.core.event.CallEvent;

/** Calls of a profile with a queue and a number, and of one that calls out, as the tracker sees them. */
abstract class TrackedCalls {

    static final Profile SUPPORT =
            TestingProfile.named("support").queues("support").dids("641").build();
    static final Profile CAMPAIGN =
            TestingProfile.named("campaign").dids("_0X.").outbound().build();

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
