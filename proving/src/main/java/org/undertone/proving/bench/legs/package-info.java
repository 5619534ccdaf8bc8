/** How many legs can be heard at once: sound by RTP from a program of its own, through taps and engine. */
package org.undertone.proving.bench.legs;
