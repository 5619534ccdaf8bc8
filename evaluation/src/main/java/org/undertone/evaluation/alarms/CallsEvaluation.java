package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.undertone.evaluation.ActedCall.Course;

/**
 * How soon rules open a ticket in acted calls of a data set.
 *
 * @param set what it is called
 * @param rulesName what the rules are called, such as the name of their file
 * @param calls every call; none where nobody is heard both calm and angry
 * @param unreadable how many clips gave no sound and were left out
 */
public record CallsEvaluation(String set, String rulesName, List<HeardActedCall> calls, int unreadable) {

    public CallsEvaluation {
        calls = List.copyOf(calls);
    }

    /** By then a ticket still helps. */
    public static Duration inTime(Course course) {
        return switch (course) {
            case CALM_THEN_ANGRY -> Duration.ofSeconds(6);
            case ANGRY_FROM_THE_START -> Duration.ofSeconds(10);
        };
    }

    /** The calls that go so. */
    public List<HeardActedCall> of(Course course) {
        return calls.stream().filter(call -> call.course() == course).toList();
    }

    /** In how many of them a ticket comes in time. */
    public Share caught(Course course) {
        List<HeardActedCall> some = of(course);
        return new Share(
                (int) some.stream().filter(call -> call.within(inTime(course))).count(), some.size());
    }

    /** In how many of them one comes before there is anger. */
    public Share tooEarly(Course course) {
        List<HeardActedCall> some = of(course);
        return new Share((int) some.stream().filter(HeardActedCall::tooEarly).count(), some.size());
    }

    /** The middle one of the delays, of the lower two where they are even; empty if no ticket came. */
    public Optional<Duration> medianDelay(Course course) {
        List<Duration> delays = of(course).stream()
                .flatMap(call -> call.delay().stream())
                .sorted()
                .toList();
        return delays.isEmpty() ? Optional.empty() : Optional.of(delays.get((delays.size() - 1) / 2));
    }
}
