package org.undertone.inference.bench;

/**
 * What a bare loop came to.
 *
 * @param windows how many were heard by all threads together
 * @param windowsPerSecond of all threads together
 * @param cpuMillis of a thread for one window
 */
public record BareRun(long windows, double windowsPerSecond, double cpuMillis) {}
