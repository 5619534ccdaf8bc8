package org.undertone.aribridge.world;

/**
 * Somebody with a telephone.
 *
 * @param name for people who read
 * @param employee whether this person works for whom the PBX belongs to
 * @param endpoint where the telephone is: its own endpoint, or the trunk behind which it is one of many
 * @param number its number, which behind a trunk alone tells it from others; empty for one that is withheld
 */
public record Person(String name, boolean employee, String endpoint, String number) {

    static final String TRUNK = "PJSIP/trunk";

    static Person phone(String name, boolean employee, String extension) {
        return new Person(name, employee, "PJSIP/" + extension, extension);
    }

    /** A customer whose telephone is registered at the PBX itself. */
    static Person hosted(String name, String user, String number) {
        return new Person(name, false, "PJSIP/" + user, number);
    }

    static Person behindTrunk(String name, boolean employee, String number) {
        return new Person(name, employee, TRUNK, number);
    }

    boolean behindTrunk() {
        return endpoint.equals(TRUNK);
    }

    /** The user part of its address in SIP: of a telephone its name, behind a trunk the number. */
    String sipUser() {
        if (!behindTrunk()) {
            return endpoint.substring("PJSIP/".length());
        }
        return number.isEmpty() ? "anonymous" : number;
    }

    /** What one dials in a dialplan to reach this telephone. */
    String dialString() {
        return behindTrunk() ? "PJSIP/" + number + "@trunk" : endpoint;
    }

    @Override
    public String toString() {
        return name;
    }
}
