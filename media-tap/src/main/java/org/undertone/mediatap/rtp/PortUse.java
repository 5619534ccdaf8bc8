package org.undertone.mediatap.rtp;

/**
 * How the range of tap ports is used at one moment.
 *
 * @param total ports in the range
 * @param inUse ports that a leg has open
 * @param resting ports that were released and may not be used again yet
 * @param foreign ports that another program held when they were tried last
 */
public record PortUse(int total, int inUse, int resting, int foreign) {}
