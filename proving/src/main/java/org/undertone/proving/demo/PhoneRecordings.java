package org.undertone.proving.demo;

import org.undertone.lab.PhoneCall;

/**
 * One phone's recordings of the call.
 *
 * @param played what its party said
 * @param heard what its party heard
 */
record PhoneRecordings(ChannelSound played, ChannelSound heard) {

    /** Of a call that has ended. */
    static PhoneRecordings of(PhoneCall call) {
        return new PhoneRecordings(
                ChannelSound.ofWav(call.played().wav(), call.played().start()),
                ChannelSound.ofWav(call.heard().wav(), call.heard().start()));
    }
}
