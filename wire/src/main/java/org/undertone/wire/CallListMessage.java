package org.undertone.wire;

import java.util.List;
import org.undertone.wire.thing.CallJson;
import org.undertone.wire.thing.NotScoredAmountJson;
import org.undertone.wire.thing.NotTappedJson;

/**
 * Calls, as {@code undertone calls} lists them.
 *
 * @param calls the newest first
 */
public record CallListMessage(List<Row> calls) implements WireMessage {

    /**
     * One of them.
     *
     * @param call what is known of it
     * @param tapCount how often a leg of it was tapped
     * @param alertCount how many alerts fired in it
     * @param notTapped what was not heard
     * @param notScored what was heard and not scored
     */
    public record Row(
            CallJson call,
            int tapCount,
            int alertCount,
            List<NotTappedJson> notTapped,
            List<NotScoredAmountJson> notScored) {}

    @Override
    public String schema() {
        return "call-list";
    }
}
