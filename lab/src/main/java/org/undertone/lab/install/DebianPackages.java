package org.undertone.lab.install;

import java.util.List;

/**
 * Packages of Debian's that the lab runs programs of, and what of them it keeps.
 *
 * @param name what they are called in the cache, together with the suite
 * @param suite the suite of Debian that they are taken from
 * @param need what the lab needs, and that it is not there, for an error
 * @param packages what is asked for; what these need comes along
 * @param megabytes how much is downloaded, about
 * @param used what the programs open of all that comes, files or folders from the root; the rest is deleted
 * @param unused a regular expression for the names of what they do not open within {@code usr/lib}
 * @param otherwise what else can be done where there is no mirror, as the end of a sentence
 */
public record DebianPackages(
        String name,
        String suite,
        String need,
        List<String> packages,
        int megabytes,
        List<String> used,
        String unused,
        String otherwise) {

    /** Asterisk 22.x: no stable release of Debian has one that serves. */
    public static final DebianPackages ASTERISK = new DebianPackages(
            "asterisk",
            "forky",
            "Asterisk 20.5 or newer. None is installed",
            List.of("asterisk"),
            90,
            List.of("usr/lib", "usr/sbin/asterisk", "usr/share/asterisk"),
            "perl.*|gconv|systemd|gnupg.*|locale",
            ", or install the package 'asterisk', 20.5 or newer (Ubuntu 24.04 or newer, Debian 14 or newer: apt-get install"
                    + " asterisk)");

    /** Phones of other makers, of a stable release: they do not change under the tests. */
    static final DebianPackages PHONES = new DebianPackages(
            "phones",
            "bookworm",
            "baresip and sipp for phones of other makers. They are not in its cache",
            List.of("baresip-core", "sip-tester"),
            75,
            List.of("lib", "usr/lib", "usr/bin/baresip", "usr/bin/sipp"),
            // They come with modules for screens and cameras, which the lab does not load.
            "perl.*|gconv|dri|libLLVM.*|libicu.*|libz3.*|libgl.*|locale",
            "");

    public DebianPackages {
        packages = List.copyOf(packages);
        used = List.copyOf(used);
    }

    String names() {
        return String.join(", ", packages);
    }

    /** The folder in the cache. */
    String folder() {
        return name + "-" + suite;
    }
}
