package org.undertone.aribridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.undertone.aribridge.calls.CallTracker;
import org.undertone.aribridge.calls.CallsThread;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.taps.Pauses;
import org.undertone.aribridge.taps.SilentLeg;
import org.undertone.aribridge.taps.Taps;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.StreamStats;

/** What the taps tell, handed on to the tracker of the calls and told as events, both on the thread of the calls. */
final class TapNews implements Taps.Listener {

    private final CallsThread calls;
    private final CallTracker tracker;
    private final Pauses pauses;
    private final Consumer<CallEvent> events;
    private final InstantSource clock;

    TapNews(CallsThread calls, CallTracker tracker, Pauses pauses, Consumer<CallEvent> events, InstantSource clock) {
        this.calls = calls;
        this.tracker = tracker;
        this.pauses = pauses;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public void opened(Leg leg, Duration setUp, Instant at) {
        calls.execute(() -> {
            tracker.heard(leg.id());
            events.accept(new CallEvent.TapOpened(leg, setUp, at));
        });
    }

    @Override
    public void putOff(Leg leg, String reason, PutOffException.Waits waits) {
        calls.execute(() -> tracker.putOff(leg.id(), reason, waits));
    }

    @Override
    public void failed(Leg leg, String reason) {
        calls.execute(() -> {
            pauses.forget(leg.id());
            events.accept(new CallEvent.NotTapped(leg.id(), reason, clock.instant()));
            tracker.tapGone(leg.id());
        });
    }

    @Override
    public void closed(LegId leg, String reason, StreamStats stats) {
        calls.execute(() -> {
            pauses.forget(leg);
            events.accept(new CallEvent.TapClosed(leg, reason, clock.instant(), stats));
            tracker.tapGone(leg);
            tracker.roomAgain();
        });
    }

    /** A leg that brought digital silence has a new snoop. */
    void renewed(LegId leg, SilentLeg.Outcome outcome) {
        calls.execute(() -> events.accept(new CallEvent.TapRenewed(leg, outcome.label(), clock.instant())));
    }
}
