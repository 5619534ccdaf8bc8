package org.undertone.wire;

/** A message for programs. Its schema is a file of that name among this module's resources. */
public sealed interface WireMessage
        permits AssessmentsMessage,
                CallMessage,
                CallListMessage,
                CheckMessage,
                DeliveriesMessage,
                EvaluationMessage,
                LoadStepsMessage,
                NoticeMessage,
                ReplayMessage,
                ReviewMessage,
                ShadowsMessage {

    /** Such as {@code call}, for {@code call.schema.json}. */
    String schema();
}
