/** What a tap costs here and on the PBX, by websocket and by RTP, on good lines and poor ones. */
package org.undertone.proving.bench.taps;
