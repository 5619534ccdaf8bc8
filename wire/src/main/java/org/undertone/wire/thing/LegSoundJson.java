package org.undertone.wire.thing;

import java.util.List;

/**
 * What became of a leg's sound.
 *
 * @param channel the leg's
 * @param scored so much was scored
 * @param doubtful so much of that with a doubt; of a window with two, by both
 * @param noSpeech in so much nobody spoke
 * @param notScored so much was not scored
 */
public record LegSoundJson(
        String channel,
        AmountJson scored,
        List<DoubtfulAmountJson> doubtful,
        AmountJson noSpeech,
        List<NotScoredAmountJson> notScored) {}
