package org.undertone.evaluation.alarms;

import java.util.List;
import org.undertone.wire.ReplayMessage;
import org.undertone.wire.thing.AlertJson;

/** What rules would have done, as a message. */
public final class ReplayMessages {

    private ReplayMessages() {}

    /** Of those recordings, in that order. */
    public static ReplayMessage of(List<Replayed> all) {
        return new ReplayMessage(all.stream().map(ReplayMessages::replay).toList());
    }

    private static ReplayMessage.Replay replay(Replayed one) {
        return new ReplayMessage.Replay(
                one.recording().toString(),
                one.assessments().size(),
                one.alerts().stream()
                        .map(alert -> AlertJson.replayed(
                                alert, one.ends().get(alert.id()).until()))
                        .toList(),
                one.errors().stream()
                        .map(error -> new ReplayMessage.RuleError(error.rule(), error.count(), error.first()))
                        .toList());
    }
}
