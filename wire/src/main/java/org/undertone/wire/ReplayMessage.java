package org.undertone.wire;

import java.util.List;
import org.undertone.wire.thing.AlertJson;

/**
 * What rules would have done in recordings, as {@code undertone rules replay} tells it.
 *
 * @param recordings one by one
 */
public record ReplayMessage(List<Replay> recordings) implements WireMessage {

    /**
     * One of them.
     *
     * @param recording its path
     * @param windowCount how many windows it has
     * @param alerts that would have fired; the recording stands for a call that is called by its file
     * @param ruleErrors of rules that could not be asked
     */
    public record Replay(String recording, int windowCount, List<AlertJson> alerts, List<RuleError> ruleErrors) {}

    /**
     * A rule that could not be asked.
     *
     * @param rule its name
     * @param errorCount how often
     * @param firstError what went wrong first
     */
    public record RuleError(String rule, long errorCount, String firstError) {}

    @Override
    public String schema() {
        return "replay";
    }
}
