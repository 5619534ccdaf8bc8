/**
 * The taps: each hears one leg, by websocket or RTP, for as long as it is asked to; those that bring digital silence are looked
 * after. It knows no calls and no roles.
 */
package org.undertone.aribridge.taps;
