package org.undertone.wire;

import java.util.List;
import org.undertone.core.Assessment;
import org.undertone.wire.thing.AssessmentJson;

/**
 * What was heard in a recording, as {@code undertone model hear} tells it.
 *
 * @param assessments window by window
 */
public record AssessmentsMessage(List<AssessmentJson> assessments) implements WireMessage {

    /** Those assessments. */
    public static AssessmentsMessage of(List<Assessment> assessments) {
        return new AssessmentsMessage(
                assessments.stream().map(AssessmentJson::of).toList());
    }

    @Override
    public String schema() {
        return "assessments";
    }
}
