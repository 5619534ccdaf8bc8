package org.undertone.cli.calls;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.undertone.cli.TextColumns;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.story.CallStory;

/** Calls, one line each. */
final class CallsTable {

    private static final List<String> HEAD =
            List.of("START", "LENGTH", "CALL", "PROFILE", "QUEUE", "AGENT", "TAPS", "ALERTS", "NOT SCORED");

    private final Moments moments;

    CallsTable(ZoneId zone) {
        this.moments = new Moments(zone);
    }

    String text(List<CallStory> calls) {
        if (calls.isEmpty()) {
            return String.format("The ledger has no calls yet.%n");
        }
        return TextColumns.text(HEAD, calls.stream().map(this::row).toList());
    }

    private List<String> row(CallStory call) {
        return List.of(
                call.startedAt().map(moments::day).orElse("-"),
                call.facts().map(facts -> length(call, facts)).orElse("-"),
                call.id().linkedId(),
                call.facts().map(CallRecord::profile).orElse("-"),
                call.facts().map(CallRecord::queue).filter(CallsTable::told).orElse("-"),
                call.facts().map(CallRecord::agent).filter(CallsTable::told).orElse("-"),
                String.valueOf(call.taps().size()),
                String.valueOf(call.alerts().size()),
                notScored(call));
    }

    /** With a plus where the call is known from a later moment than its start, or not to its end. */
    private static String length(CallStory call, CallRecord facts) {
        return call.length()
                .map(known -> Moments.clock(known) + (facts.whole() ? "" : "+"))
                .orElse("goes on");
    }

    private static boolean told(String fact) {
        return !fact.isEmpty();
    }

    private static String notScored(CallStory call) {
        Optional<String> notTapped = call.whyNotTapped().map(not -> "not tapped: " + not.reason());
        if (call.taps().isEmpty()) {
            return notTapped.orElse("not tapped");
        }
        Stream<String> now = call.pausedNow().map(pause -> "paused now: " + pause.reason()).stream();
        Stream<String> windows = call.notScored().entrySet().stream()
                .map(not -> not.getKey().label() + " "
                        + Moments.seconds(not.getValue().length()));
        return Stream.of(notTapped.stream(), now, windows)
                .flatMap(texts -> texts)
                .collect(Collectors.joining(", "));
    }
}
