package org.undertone.core;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an alert does. A closed set: the program that runs actions switches over it. */
public sealed interface Action {

    /** The word in the rule file, such as {@code set}. */
    String verb();

    /**
     * Sets channel variables on every leg of the call.
     *
     * @param variables name (such as {@code EMOTION} or {@code CDR(emotion)}) to value, in order
     */
    record Set(Map<String, String> variables) implements Action {

        public Set {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        @Override
        public String verb() {
            return "set";
        }
    }

    /**
     * Opens a ticket.
     *
     * @param subject one line
     */
    record Ticket(String subject) implements Action {

        public Ticket {
            Require.text(subject, "subject");
        }

        @Override
        public String verb() {
            return "ticket";
        }
    }

    /**
     * Gives the agent a short advice, at most one in a while.
     *
     * @param advice one line, calm and in the agent's language
     * @param by how it is given, at least one way
     */
    record Cue(String advice, java.util.Set<Way> by) implements Action {

        public Cue {
            Require.text(advice, "advice");
            if (by.isEmpty()) {
                throw new IllegalArgumentException("cue: by is empty");
            }
            // In one order, whatever the run: what an action prints goes into the version of its rule.
            by = Collections.unmodifiableSet(EnumSet.copyOf(by));
        }

        /** How a cue reaches the agent. */
        public enum Way {
            /** A short tone that only the agent hears. */
            TONE,
            /** The advice as a text on the agent's phone (SIP MESSAGE, RFC 3428). */
            MESSAGE
        }

        @Override
        public String verb() {
            return "cue";
        }
    }

    /**
     * Lights a lamp on phones that watch it; it goes out when the call ends.
     *
     * @param lamp {@link #AGENT} for the lamp of the call's agent, or a name
     * @param light how it lights
     */
    record Blf(String lamp, Light light) implements Action {

        /** The lamp that is named after the agent of the call. */
        public static final String AGENT = "agent";

        public Blf {
            Require.text(lamp, "lamp");
            Objects.requireNonNull(light, "light");
        }

        /** How a lamp lights. */
        public enum Light {
            STEADY,
            FLASHING
        }

        @Override
        public String verb() {
            return "blf";
        }
    }

    /**
     * Rings supervisors, one after the other until one answers, and lets that one into the call. One a call at a time.
     *
     * @param supervisors their endpoints in this order, such as {@code PJSIP/supervisor}
     * @param mode how they take part at first; the keys 4, 5 and 6 change it to listen, coach and barge
     * @param ring how long each is rung
     */
    record Supervise(List<String> supervisors, SupervisionMode mode, Duration ring) implements Action {

        public Supervise {
            supervisors = List.copyOf(supervisors);
            if (supervisors.isEmpty()) {
                throw new IllegalArgumentException("supervise: supervisors is empty");
            }
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(ring, "ring");
        }

        @Override
        public String verb() {
            return "supervise";
        }
    }

    /**
     * Tells other programs at the PBX of it, as an event of ARI and AMI.
     *
     * @param name of the event
     * @param variables to send with it, in order; what is known of the call comes by itself
     */
    record UserEvent(String name, Map<String, String> variables) implements Action {

        public UserEvent {
            Require.text(name, "name");
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        @Override
        public String verb() {
            return "user-event";
        }
    }
}
