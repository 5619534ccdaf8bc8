package org.undertone.lab.othermakers;

/** What Debian's sipp plays, each a file of {@code sipp/}; one scenario's calls are all of one endpoint of the PBX. */
public enum SippScenario {
    /** Whoever calls is answered; {@code PJSIP/sipp2}, the member of the queue {@code sipps}, which 616 dials. */
    AGENTS("agents", 32),
    /** Whoever calls is sent on by 302; {@code PJSIP/sipp2} as well. */
    FORWARDS("forwards", 32),
    /** Each calls, and stays on the line; {@code PJSIP/sipp1} is their trunk, {@code +4917155501} the first of their numbers. */
    CUSTOMERS("customers", 31),
    /**
     * Each calls without an offer (the PBX makes it), holds after three seconds, and two seconds later resumes by a
     * re-INVITE without an offer; {@code PJSIP/sipp1}.
     */
    LATE_OFFERS("late-offers", 31);

    private final String file;
    private final int host;

    SippScenario(String file, int host) {
        this.file = file;
        this.host = host;
    }

    String file() {
        return file + ".xml";
    }

    /** The last number of its address. */
    int host() {
        return host;
    }

    boolean calls() {
        return this != AGENTS && this != FORWARDS;
    }
}
