package org.undertone.wire.thing;

/**
 * An amount of sound that was not scored.
 *
 * @param reason why
 * @param windowCount in how many windows
 * @param millis how much of it, each moment once
 */
public record NotScoredAmountJson(String reason, int windowCount, long millis) {}
