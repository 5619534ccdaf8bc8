package org.undertone.wire.thing;

/**
 * An amount of sound that was scored with a doubt.
 *
 * @param doubt which
 * @param windowCount in how many windows
 * @param millis how much of it, each moment once
 */
public record DoubtfulAmountJson(String doubt, int windowCount, long millis) {}
