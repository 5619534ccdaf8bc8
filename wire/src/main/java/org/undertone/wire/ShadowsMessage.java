package org.undertone.wire;

import java.util.List;

/**
 * How models in the shadow compare with the first one, as {@code undertone rules review --shadow} tells it.
 *
 * @param shadows one by one
 */
public record ShadowsMessage(List<Shadow> shadows) implements WireMessage {

    /**
     * One of them.
     *
     * @param modelName its name and version
     * @param callCount how many calls both heard
     * @param firstWindowCount how many windows the first model scored in these
     * @param bothWindowCount how many of these the shadow scored too
     * @param compared what all rules would have told
     * @param comparedByRule what each rule would have told
     */
    public record Shadow(
            String modelName,
            int callCount,
            int firstWindowCount,
            int bothWindowCount,
            Compared compared,
            List<OfRule> comparedByRule) {}

    /**
     * Of one rule.
     *
     * @param rule its name
     * @param compared what it would have told
     */
    public record OfRule(String rule, Compared compared) {}

    /**
     * Alerts by what each heard.
     *
     * @param firstCount that would have fired by the first
     * @param shadowCount by the shadow
     * @param agreedCount by both
     * @param onlyFirstCount by the first alone
     * @param onlyShadowCount by the shadow alone
     * @param firstJudgedCount of those of the first that fired in the live call, how many people judged
     * @param firstRightCount how many of these were right
     * @param shadowJudgedCount of those of the shadow that fired in the live call, how many people judged
     * @param shadowRightCount how many of these were right
     */
    public record Compared(
            int firstCount,
            int shadowCount,
            int agreedCount,
            int onlyFirstCount,
            int onlyShadowCount,
            int firstJudgedCount,
            int firstRightCount,
            int shadowJudgedCount,
            int shadowRightCount) {}

    @Override
    public String schema() {
        return "shadows";
    }
}
