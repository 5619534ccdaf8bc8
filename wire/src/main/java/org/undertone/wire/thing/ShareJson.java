package org.undertone.wire.thing;

import org.undertone.core.Track;

/**
 * An emotion among several.
 *
 * @param emotion its label
 * @param share of 0 to 1
 */
public record ShareJson(String emotion, double share) {

    static ShareJson of(Track.Share share) {
        return new ShareJson(share.emotion().label(), Rounded.share(share.share()));
    }
}
