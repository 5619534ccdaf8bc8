/**
 * Sound in: RTP of one leg on one UDP port goes in, windows of 100 ms blocks come out. Knows neither ARI nor rules; sound
 * is placed by RTP timestamp, and what never arrived stands as zeros and is counted.
 */
package org.undertone.mediatap;
