package org.undertone.proving.demo;

import org.undertone.lab.PhoneCall;

/**
 * One phone's recordings of the call.
 *
 * @param played what its party said
 * @param heard what its party heard
 */
record Talk(Sound played, Sound heard) {

    /** Of a call that has ended. */
    static Talk of(PhoneCall call) {
        return new Talk(
                Sound.ofWav(call.played().wav(), call.played().start()),
                Sound.ofWav(call.heard().wav(), call.heard().start()));
    }
}
