package org.undertone.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.undertone.lab.tool.LabException;
import org.undertone.lab.tool.Waiting;

/**
 * One call as one phone has it. All times are those of the machine's wall clock as Asterisk read it, exact to about
 * 20 ms. Any thread may use it.
 */
public final class PhoneCall {
    private final Phones phones;
    private final String phone;
    private final String id;
    private final CompletableFuture<Instant> answered = new CompletableFuture<>();
    private final CompletableFuture<Instant> ended = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Instant>> started = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Instant>> finished = new ConcurrentHashMap<>();
    private volatile String ending = "";

    PhoneCall(Phones phones, String phone, String id) {
        this.phones = phones;
        this.phone = phone;
        this.id = id;
    }

    /** The id of the phone's own channel, at the phones' Asterisk: not the PBX's channel. */
    String id() {
        return id;
    }

    /** Whose call this is: {@code customer}, {@code agent} or {@code supervisor}. */
    public String phone() {
        return phone;
    }

    /** Waits until the call is answered; an error if it ends without that. */
    public Instant awaitAnswered(Duration atMost) {
        return first(answered, atMost, "was not answered");
    }

    /** When it was answered; the first sample of both recordings. */
    public Optional<Instant> answered() {
        return now(answered);
    }

    /** Waits until the step of that label begins; an error if the call ends before. */
    public Instant awaitPlaying(String label, Duration atMost) {
        return first(of(started, label), atMost, "did not play '" + label + "'");
    }

    /** Waits until the step of that label has been played to its end; an error if the call ends before. */
    public Instant awaitPlayed(String label, Duration atMost) {
        return first(of(finished, label), atMost, "did not finish playing '" + label + "'");
    }

    /** When this phone began to play the step of that label, if it has. */
    public Optional<Instant> startedPlaying(String label) {
        return now(of(started, label));
    }

    /** When this phone had played the step of that label to its end, if it has. */
    public Optional<Instant> finishedPlaying(String label) {
        return now(of(finished, label));
    }

    /** Leaves the step it is at, and does these now; the call must be answered. */
    public void perform(Script script) {
        awaitAnswered(Duration.ofSeconds(1));
        phones.perform(this, script);
    }

    /** Hangs up, if the call is still there; {@link #awaitEnded} tells when it is done. */
    public void hangUp() {
        phones.hangUp(this);
    }

    /** Waits until this phone's part of the call is over, whoever ended it. */
    public Instant awaitEnded(Duration atMost) {
        return Waiting.get(ended, atMost, () -> "The call of " + phone + " did not end");
    }

    /** Whether this phone's part of the call is over, whoever ended it. */
    public boolean ended() {
        return ended.isDone();
    }

    /** Why it ended, in Asterisk's words ({@code Normal Clearing}, {@code User busy}); empty while it goes on. */
    public String ending() {
        return ending;
    }

    /** What came out of this phone, from its answer to its end; waits until the call has ended and the file is whole. */
    public Recording heard() {
        return recording("heard");
    }

    /** What went into this phone, from its answer to its end; waits until the call has ended and the file is whole. */
    public Recording played() {
        return recording("played");
    }

    private Recording recording(String which) {
        Instant start = answered()
                .orElseThrow(
                        () -> new LabException("The call of " + phone + " was not answered: nothing was recorded"));
        return new Recording(phones.recording(this, which), start);
    }

    void isAnswered(Instant when) {
        answered.complete(when);
    }

    void isPlaying(String label, Instant when) {
        of(started, label).complete(when);
    }

    void hasPlayed(String label, Instant when) {
        of(finished, label).complete(when);
    }

    void hasEnded(Instant when, String why) {
        ending = why;
        ended.complete(when);
    }

    private Instant first(CompletableFuture<Instant> wanted, Duration atMost, String problem) {
        String text = "The call of " + phone + " " + problem;
        Waiting.get(CompletableFuture.anyOf(wanted, ended), atMost, () -> text);
        return now(wanted).orElseThrow(() -> new LabException(text + ": it ended (" + ending + ")"));
    }

    private static CompletableFuture<Instant> of(Map<String, CompletableFuture<Instant>> times, String label) {
        return times.computeIfAbsent(label, name -> new CompletableFuture<>());
    }

    private static Optional<Instant> now(CompletableFuture<Instant> time) {
        return time.isDone() ? Optional.of(time.join()) : Optional.empty();
    }

    @Override
    public String toString() {
        return "call " + id + " of " + phone;
    }
}
