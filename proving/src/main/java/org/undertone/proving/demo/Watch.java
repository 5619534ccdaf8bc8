package org.undertone.proving.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.undertone.core.Action;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.audio.AudioWindow;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.SupervisionEvent;
import org.undertone.runtime.event.DaemonEvent;
import org.undertone.runtime.event.DaemonListener;

/** Watches the daemon for the demo. */
final class Watch implements DaemonListener {

    private final Timeline timeline;
    private final TappedSound tapped = new TappedSound();
    private final List<DaemonEvent> events = new ArrayList<>();

    Watch(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void event(DaemonEvent event) {
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
        timeline.event(event);
    }

    @Override
    public void sound(AudioWindow window) {
        tapped.add(window);
    }

    ChannelSound tappedSound() {
        return tapped.sound();
    }

    /** Waits until such an event was told, also before; false if that did not happen in time. */
    <T extends DaemonEvent> boolean await(Class<T> type, Predicate<T> wanted, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (events) {
            while (all(type).stream().noneMatch(wanted)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    <T extends DaemonEvent> List<T> all(Class<T> type) {
        synchronized (events) {
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    <T extends CallEvent> List<T> calls(Class<T> type) {
        return all(DaemonEvent.OnCall.class).stream()
                .map(DaemonEvent.OnCall::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    List<Assessment> assessments() {
        return all(DaemonEvent.Assessed.class).stream()
                .map(DaemonEvent.Assessed::assessment)
                .toList();
    }

    Optional<DaemonEvent.Raised> firstAlert() {
        return all(DaemonEvent.Raised.class).stream().findFirst();
    }

    List<CallId> callsWithAlerts() {
        return all(DaemonEvent.Raised.class).stream()
                .map(raised -> raised.alert().id().call())
                .distinct()
                .toList();
    }

    /** From the last packet of the window that made the first alert to a moment. */
    private Optional<Duration> sinceAlert(Instant at) {
        return firstAlert()
                .map(raised -> Duration.between(raised.alert().latest().window().lastPacketAt(), at));
    }

    private <T extends SupervisionEvent> Optional<Instant> supervised(Class<T> type) {
        return all(DaemonEvent.Supervised.class).stream()
                .map(DaemonEvent.Supervised::event)
                .filter(type::isInstance)
                .map(SupervisionEvent::at)
                .findFirst();
    }

    /**
     * What was measured.
     *
     * @param cueHeard when the agent heard the cue's tone
     */
    DemoFigures figures(Optional<Instant> cueHeard) {
        Optional<CallEvent.TapOpened> opened =
                calls(CallEvent.TapOpened.class).stream().findFirst();
        Optional<Instant> seen = calls(CallEvent.CallSeen.class).stream()
                .findFirst()
                .map(call -> call.facts().startedAt());
        List<Duration> toVariable = all(DaemonEvent.Acted.class).stream()
                .filter(acted -> acted.action() instanceof Action.Set)
                .map(acted -> Duration.between(acted.alert().latest().window().lastPacketAt(), acted.at()))
                .toList();
        List<CallEvent.TapClosed> closed = calls(CallEvent.TapClosed.class);
        return new DemoFigures(
                opened.map(CallEvent.TapOpened::setUp),
                opened.flatMap(tap -> seen.map(at -> Duration.between(at, tap.at()))),
                all(DaemonEvent.Assessed.class).stream()
                        .filter(a -> a.assessment() instanceof Assessment.Scored)
                        .map(a -> Duration.between(a.assessment().window().lastPacketAt(), a.at()))
                        .toList(),
                toVariable,
                cueHeard.flatMap(this::sinceAlert),
                supervised(SupervisionEvent.Ringing.class).flatMap(rings -> supervised(SupervisionEvent.Joined.class)
                        .map(joined -> Duration.between(rings, joined))),
                closed.stream().mapToLong(tap -> tap.stats().packets()).sum(),
                closed.stream().mapToLong(tap -> tap.stats().lost()).sum());
    }
}
