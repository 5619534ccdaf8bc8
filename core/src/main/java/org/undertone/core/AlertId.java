package org.undertone.core;

import java.util.Objects;

/**
 * The identity of an alert, the same after a restart.
 *
 * @param call in which call
 * @param rule by which rule
 * @param episode the how manieth time in this call, from 1
 */
public record AlertId(CallId call, String rule, int episode) {

    public AlertId {
        Objects.requireNonNull(call, "call");
        Require.text(rule, "rule");
        if (episode < 1) {
            throw new IllegalArgumentException("alert: episode=" + episode + " < 1");
        }
    }

    @Override
    public String toString() {
        return call + "/" + rule + "/" + episode;
    }
}
