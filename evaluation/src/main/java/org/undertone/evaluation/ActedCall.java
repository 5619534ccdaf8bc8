package org.undertone.evaluation;

import java.time.Duration;

/** What a caller could have said in a call, joined from an actor's clips, so that it is known when anger begins. */
public final class ActedCall {

    private final String speaker;
    private final Course course;
    private final short[] sound;
    private final Duration angryFrom;

    ActedCall(String speaker, Course course, short[] sound, Duration angryFrom) {
        this.speaker = speaker;
        this.course = course;
        this.sound = sound;
        this.angryFrom = angryFrom;
    }

    /** How a call goes. */
    public enum Course {
        /** All that the actor said calmly, and then all that they said angrily. */
        CALM_THEN_ANGRY("calm, then angry"),
        /** All that they said angrily. */
        ANGRY_FROM_THE_START("angry from the start");

        private final String title;

        Course(String title) {
            this.title = title;
        }

        /** What it is, for people. */
        public String title() {
            return title;
        }
    }

    /** The actor, by the data set's word. */
    public String speaker() {
        return speaker;
    }

    /** How it goes. */
    public Course course() {
        return course;
    }

    /** Where the first angry clip begins. */
    public Duration angryFrom() {
        return angryFrom;
    }

    /** Its sound at the other end of a line: mono, 16 bits, at 16 kHz. */
    public short[] over(Line line) {
        return line.over(sound);
    }
}
