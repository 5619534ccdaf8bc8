package org.undertone.aribridge.taps;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the PBX counts of the RTP stream that a party sends.
 *
 * @param source the stream's SSRC; another one is another stream, and all is counted anew
 * @param received packets so far
 * @param lost packets that are missing by their numbers; the PBX reckons that anew every few seconds. After a step of the
 *     numbers to another place it is a large part of 65,536, since the PBX takes them to have gone round
 */
record RtpStatistics(long source, long received, long lost) {

    static RtpStatistics of(JsonNode json) {
        // Where more came than was expected, Asterisk tells the difference as a huge unsigned number.
        return new RtpStatistics(
                json.path("remote_ssrc").asLong(), json.path("rxcount").asLong(), (int)
                        json.path("rxploss").asLong());
    }
}
