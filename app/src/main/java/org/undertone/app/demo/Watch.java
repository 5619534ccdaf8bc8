package org.undertone.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.undertone.app.DaemonEvent;
import org.undertone.app.DaemonListener;
import org.undertone.aribridge.CallEvent;
import org.undertone.core.Action;
import org.undertone.core.Assessment;
import org.undertone.core.AudioWindow;

/** Watches the daemon for the demo. */
final class Watch implements DaemonListener {

    private final Timeline timeline;
    private final TappedSound tapped = new TappedSound();
    private final List<DaemonEvent> events = new ArrayList<>();
    private final CompletableFuture<DaemonEvent.Acted> variablesSet = new CompletableFuture<>();
    private final CompletableFuture<Void> callEnded = new CompletableFuture<>();

    Watch(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public void event(DaemonEvent event) {
        synchronized (events) {
            events.add(event);
        }
        timeline.event(event);
        if (event instanceof DaemonEvent.Acted acted && acted.action() instanceof Action.Set) {
            variablesSet.complete(acted);
        }
        if (event instanceof DaemonEvent.OnCall call && call.event() instanceof CallEvent.CallEnded) {
            callEnded.complete(null);
        }
    }

    @Override
    public void sound(AudioWindow window) {
        tapped.add(window);
    }

    Sound tappedSound() {
        return tapped.sound();
    }

    /** Waits until an alert's variables were set; false if that did not happen in time. */
    boolean awaitVariables(Duration atMost) {
        return await(variablesSet, atMost);
    }

    /** Waits until the daemon has seen the call end; false if that did not happen in time. */
    boolean awaitCallEnded(Duration atMost) {
        return await(callEnded, atMost);
    }

    private static boolean await(CompletableFuture<?> future, Duration atMost) {
        try {
            future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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

    Figures figures() {
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
        return new Figures(
                opened.map(CallEvent.TapOpened::setUp),
                opened.flatMap(tap -> seen.map(at -> Duration.between(at, tap.at()))),
                all(DaemonEvent.Assessed.class).stream()
                        .filter(a -> a.assessment() instanceof Assessment.Scored)
                        .map(a -> Duration.between(a.assessment().window().lastPacketAt(), a.at()))
                        .toList(),
                toVariable,
                closed.stream().mapToLong(tap -> tap.stats().packets()).sum(),
                closed.stream().mapToLong(tap -> tap.stats().lost()).sum());
    }
}
