package org.undertone.evaluation.tune;

import org.undertone.rules.RuleFile;

/**
 * What became of one rule.
 *
 * @param rule its name
 * @param budget how often it may fire at most
 * @param basis what the counts are of
 * @param outcome what became of it
 * @param fired how often it fired in those calls, as the ledger has it
 * @param asWritten how often it would have fired as it is written
 * @param tuned how often as it is tuned; as often where it stays as it is
 * @param nats by how much it is stricter; 0 where it stays as it is
 */
public record RuleTuning(
        String rule, Budget budget, Basis basis, Outcome outcome, int fired, int asWritten, int tuned, double nats) {

    /** What became of a rule. */
    public enum Outcome {
        /** It fires seldom enough as it is. */
        KEPT,
        /** It is stricter now. */
        STRICTER,
        /** It is laxer now, as was asked for. */
        LAXER,
        /** It fires too often, and compares no score with a number. */
        NO_THRESHOLD,
        /** It fires too often, and a number of it is written so that it cannot be changed in place. */
        NOT_IN_PLACE,
        /** It fires too often however strict it is. */
        TOO_OFTEN,
        /** It asks for something that the ledger does not keep. */
        NOT_KEPT,
        /** Too little was heard to tell. */
        TOO_LITTLE;

        /** Whether its numbers were changed. */
        public boolean moved() {
            return this == STRICTER || this == LAXER;
        }

        /** Whether the rule keeps its budget, as far as these calls tell. */
        public boolean within() {
            return this == KEPT || moved();
        }
    }

    RuleTuning with(Outcome became, double by) {
        return new RuleTuning(rule, budget, basis, became, fired, asWritten, tuned, by);
    }

    RuleTuning firing(int often) {
        return new RuleTuning(rule, budget, basis, outcome, fired, asWritten, often, nats);
    }

    /** Whether it can be told how often it would have fired. */
    public boolean isReplayed() {
        return outcome != Outcome.NOT_KEPT;
    }

    /** Whether its thresholds are there to be moved. */
    static boolean hasKnob(RuleFile file, String rule) {
        return !file.thresholds(rule).isEmpty() && file.canMove(rule);
    }
}
