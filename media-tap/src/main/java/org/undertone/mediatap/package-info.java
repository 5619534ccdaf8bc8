/**
 * Sound in: one leg's stream goes in, by RTP on a UDP port of its own or by a websocket, windows of 100 ms blocks come out.
 * Knows neither ARI nor rules. Sound by RTP is placed by timestamp, and what never arrived stands as zeros and is counted; sound
 * by websocket is joined as it comes.
 */
package org.undertone.mediatap;
