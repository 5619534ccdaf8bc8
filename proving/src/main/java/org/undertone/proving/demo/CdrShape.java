package org.undertone.proving.demo;

import java.util.List;
import org.undertone.lab.Cdr;

/**
 * What a CDR says apart from times, numbers and the field that a rule sets: of two runs of one call these must be equal.
 *
 * @param channel the calling device
 * @param called the called device
 * @param destination context and extension
 * @param lastApp the application that ran last
 * @param disposition such as ANSWERED
 * @param userField set by the dialplan
 */
record CdrShape(
        String channel, String called, String destination, String lastApp, String disposition, String userField) {

    static List<CdrShape> of(List<Cdr> cdrs) {
        return cdrs.stream()
                .map(cdr -> new CdrShape(
                        device(cdr.channel()),
                        device(cdr.dstChannel()),
                        cdr.dst() + "@" + cdr.dcontext(),
                        cdr.lastApp(),
                        cdr.disposition(),
                        cdr.userField()))
                .toList();
    }

    private static String device(String channel) {
        int dash = channel.lastIndexOf('-');
        return dash < 0 ? channel : channel.substring(0, dash);
    }
}
