package org.undertone.wire.thing;

/**
 * An amount of sound.
 *
 * @param windowCount in how many windows
 * @param millis how much of it, each moment once
 */
public record AmountJson(int windowCount, long millis) {}
