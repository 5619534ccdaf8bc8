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
     * Opens a ticket, in the ledger and where it is to be sent.
     *
     * @param to the name of the delivery that brings it to a help desk; empty for the ledger alone
     * @param subject one line
     * @param text what was heard and how sure that is; may be empty
     */
    record Ticket(String to, String subject, String text) implements Delivered {

        public Ticket {
            Objects.requireNonNull(to, "to");
            Require.text(subject, "subject");
            Objects.requireNonNull(text, "text");
        }

        /** A ticket in the ledger alone. */
        public Ticket(String subject) {
            this("", subject, "");
        }

        @Override
        public String verb() {
            return "ticket";
        }
    }

    /**
     * Sends a text message.
     *
     * @param to the name of the delivery, which knows the gateway and whom it reaches
     * @param text of the message
     */
    record Sms(String to, String text) implements Delivered {

        public Sms {
            Require.text(to, "to");
            Require.text(text, "text");
        }

        @Override
        public String verb() {
            return "sms";
        }
    }

    /**
     * Tells another program over HTTP.
     *
     * @param to the name of the delivery, which knows the URL and the template
     * @param values to send with what is known of the alert, in order
     */
    record Webhook(String to, Map<String, String> values) implements Delivered {

        public Webhook {
            Require.text(to, "to");
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String verb() {
            return "webhook";
        }
    }

    /**
     * Marks the moment in the ledger, for those who hear the call again.
     *
     * @param label what to find it by
     */
    record Mark(String label) implements Delivered {

        public Mark {
            Require.text(label, "label");
        }

        @Override
        public String verb() {
            return "mark";
        }

        @Override
        public String to() {
            return "";
        }
    }

    /** An action that is kept with its alert, in one transaction, and arrives though everything else may fail meanwhile. */
    sealed interface Delivered extends Action permits Ticket, Sms, Webhook, Mark {

        /** The name of the delivery that carries it; empty where the ledger itself is where it goes. */
        String to();
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
