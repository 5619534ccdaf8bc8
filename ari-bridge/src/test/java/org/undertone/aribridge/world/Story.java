package org.undertone.aribridge.world;

import java.util.LinkedHashSet;
import java.util.Set;
import org.undertone.config.Profile;

/** The way that a call has gone: what its customer would tell if asked how they came to speak with whom they speak. */
final class Story {

    /** What the settings want of a call. */
    enum Wish {
        HEARD,
        /** No profile is the call's, or the dialplan says off. */
        NOT_HEARD,
        /** One may read the settings either way. */
        EITHER
    }

    private final Set<String> queues = new LinkedHashSet<>();
    private final Set<String> dialled = new LinkedHashSet<>();
    private final Set<String> named = new LinkedHashSet<>();
    private boolean unsure;
    /** Whether it was sent on from where it came first. */
    private boolean wentOn;

    /** The number that was dialled at first. */
    void dials(String number, Site site) {
        dialled.add(number);
        site.target(number).ifPresent(target -> leadsTo(target, site));
    }

    /** The number that was dialled at first, wherever it led. */
    void dialled(String number) {
        dialled.add(number);
    }

    /** It is sent on from where it came first. */
    void goesOn() {
        wentOn = true;
    }

    /** A place of the dialplan that the call came to later. */
    void comesTo(String number, Site site) {
        goesOn();
        boolean off = isOff();
        at(number, site);
        // What was said of it elsewhere may hold no longer, and what is said of a call that goes on already comes too
        // late.
        unsure |= off || isOff();
    }

    private void at(String number, Site site) {
        // It was not dialled by the customer, but an administrator might mean it.
        unsure |= matches(site, "", number);
        site.target(number).ifPresent(target -> leadsTo(target, site));
    }

    /** Whether the dialplan says that it must not be heard. */
    boolean isOff() {
        return named.contains(Profile.OFF);
    }

    private void leadsTo(Target target, Site site) {
        if (target instanceof Target.ToQueue queue) {
            queues.add(queue.name());
        } else if (target instanceof Target.Named name) {
            names(name.profile());
            leadsTo(name.then(), site);
        } else if (target instanceof Target.BotFirst bot) {
            leadsTo(bot.then(), site);
        } else if (target instanceof Target.ThroughLocal local) {
            at(local.number(), site);
        }
    }

    /** Of a call about which one may read the settings either way. */
    static Story unsure() {
        Story story = new Story();
        story.doubt();
        return story;
    }

    void doubt() {
        unsure = true;
    }

    void names(String profile) {
        unsure |= !named.isEmpty() && !named.contains(profile);
        named.add(profile);
    }

    void comesThroughQueue(String name) {
        queues.add(name);
    }

    Story copy() {
        Story copy = new Story();
        copy.queues.addAll(queues);
        copy.dialled.addAll(dialled);
        copy.named.addAll(named);
        copy.unsure = unsure;
        copy.wentOn = wentOn;
        return copy;
    }

    /**
     * Its customer speaks with somebody of another call.
     *
     * @param called whether that call was made for this one: who consults a queue leads the customer through it, but who was
     *     called by one does not
     */
    void joins(Story other, boolean called, Site site) {
        boolean comesToAnothers = wish(site) == Wish.NOT_HEARD && other.isToNumber(site);
        if (called && !other.wentOn) {
            queues.addAll(other.queues);
        } else {
            unsure |= !other.queues.isEmpty();
        }
        unsure |= other.unsure || !other.named.isEmpty() || comesToAnothers;
    }

    private boolean isToNumber(Site site) {
        return dialled.stream().anyMatch(number -> matches(site, "", number));
    }

    Wish wish(Site site) {
        if (unsure) {
            return Wish.EITHER;
        }
        if (isOff()) {
            return Wish.NOT_HEARD;
        }
        if (site.profiles().stream().map(Profile::name).anyMatch(named::contains)) {
            return Wish.HEARD;
        }
        boolean matches = queues.stream().anyMatch(queue -> matches(site, queue, "")) || isToNumber(site);
        if (!matches) {
            return Wish.NOT_HEARD;
        }
        // A name that no profile has is a mistake, and what it is worth nobody knows.
        return named.isEmpty() ? Wish.HEARD : Wish.EITHER;
    }

    private static boolean matches(Site site, String queue, String number) {
        return site.profiles().stream()
                .anyMatch(profile -> profile.queues().stream().anyMatch(queue::equalsIgnoreCase)
                        || profile.dids().contains(number)
                        || (profile.dids().contains("_0X.") && number.startsWith("0") && number.length() > 2));
    }

    @Override
    public String toString() {
        return "queues " + queues + " dialled " + dialled + " named " + named + (unsure ? " unsure" : "");
    }
}
