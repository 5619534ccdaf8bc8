package org.undertone.config.notation;

import java.util.regex.Pattern;

/** Endpoints by name, such as {@code PJSIP/7*}: {@code *} stands for any characters, also none, and {@code ?} for one. */
public final class EndpointGlob {

    private static final Pattern WRITTEN = Pattern.compile("[A-Za-z0-9*?]+/[A-Za-z0-9*?._+@:/-]+");

    private EndpointGlob() {}

    /** Whether it is one. */
    public static boolean isOne(String text) {
        return WRITTEN.matcher(text).matches();
    }

    /** Whether every endpoint that one stands for is also meant by another; told only where it is plain to see. */
    public static boolean covers(String wide, String narrow) {
        return wide.equals(narrow) || (!narrow.contains("*") && !narrow.contains("?") && matches(wide, narrow));
    }

    /** Whether the endpoint is meant; upper and lower case differ. */
    public static boolean matches(String glob, String endpoint) {
        int g = 0;
        int e = 0;
        int star = -1; // the last '*' that was passed, and how far it reached
        int reached = 0;
        while (e < endpoint.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                reached = e;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == endpoint.charAt(e))) {
                g++;
                e++;
            } else if (star >= 0) {
                g = star + 1;
                e = ++reached;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
