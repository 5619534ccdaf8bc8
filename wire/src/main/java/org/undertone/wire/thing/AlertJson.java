package org.undertone.wire.thing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Alert;
import org.undertone.core.Assessment;

/**
 * An alert.
 *
 * @param id of it: its call, its rule and its episode, with slashes between
 * @param callId of its call
 * @param rule its name
 * @param episode how many times that rule has fired in that call, this one included
 * @param ruleVersion by which the rule's text of that time is known
 * @param channel the leg's, as the PBX calls it; null in a replay
 * @param firedAt when; null in a replay
 * @param sinceMillis where in the sound it began to hold
 * @param firedAtAudioMillis where in the sound it fired
 * @param endedAt when it was over
 * @param untilMillis where in the sound it was over
 * @param labels of the rule
 * @param annotations what people are told
 * @param values of what the rule asks for, as they were
 * @param heard in the window that completed it
 * @param evidence the windows that spoke for it
 * @param actions that the rule asks for; told by a replay alone
 * @param actionResults what came of them; null where they are yet to come
 * @param tickets the numbers of those that were written for it; null where they are yet to come
 */
public record AlertJson(
        String id,
        String callId,
        String rule,
        int episode,
        String ruleVersion,
        Optional<String> channel,
        Optional<Instant> firedAt,
        long sinceMillis,
        long firedAtAudioMillis,
        Optional<Instant> endedAt,
        Optional<Long> untilMillis,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> values,
        Optional<AssessmentJson.ScoredJson> heard,
        List<EvidenceJson> evidence,
        Optional<List<ActionJson>> actions,
        Optional<List<ActionResultJson>> actionResults,
        Optional<List<String>> tickets) {

    /** That alert, when it fires; without its actions, as what goes to one receiver is no other's business. */
    public static AlertJson fired(Alert alert) {
        return of(
                alert,
                Optional.of(alert.leg().channelId()),
                Optional.of(alert.firedAt()),
                Optional.empty(),
                Optional.empty());
    }

    /** One that a recording would have fired, and that was over there: no clock and no PBX know of it. */
    public static AlertJson replayed(Alert alert, Duration until) {
        return of(
                alert,
                Optional.empty(),
                Optional.empty(),
                Optional.of(until.toMillis()),
                Optional.of(alert.actions().stream().map(ActionJson::of).toList()));
    }

    private static AlertJson of(
            Alert alert,
            Optional<String> channel,
            Optional<Instant> firedAt,
            Optional<Long> until,
            Optional<List<ActionJson>> actions) {
        return new AlertJson(
                alert.id().toString(),
                alert.id().call().linkedId(),
                alert.id().rule(),
                alert.id().episode(),
                alert.ruleVersion(),
                channel,
                firedAt,
                alert.since().toMillis(),
                alert.firedAtAudio().toMillis(),
                Optional.empty(),
                until,
                alert.labels(),
                alert.annotations(),
                alert.values(),
                heard(alert.evidence()),
                EvidenceJson.of(alert.evidence()),
                actions,
                Optional.empty(),
                Optional.empty());
    }

    /** What the last of those windows tells; nothing where there is none, as in the test of a destination. */
    public static Optional<AssessmentJson.ScoredJson> heard(List<Assessment.Scored> evidence) {
        return evidence.stream().reduce((before, after) -> after).map(AssessmentJson.ScoredJson::of);
    }
}
