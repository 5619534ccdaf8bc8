package org.undertone.aribridge.world;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A channel of the model. */
final class PbxChannel {

    /** What becomes of a channel whose other party left. */
    enum Ending {
        /** It was called: it ends. */
        CALLED,
        /** It runs the dialplan, which ends with the call. */
        DIALPLAN,
        /** It runs the dialplan, which goes on. */
        GOES_ON,
        /** It waits in the pool of agents for the next. */
        AGENT_POOL
    }

    private static final Set<String> CALLED = Set.of("AppDial", "AppQueue");

    private final int number;
    private final String id;
    private final String name;
    private final Optional<Person> person;
    private final Map<String, String> variables = new HashMap<>();
    private String linkedId;
    private String application = "";
    private String data = "";
    private String atEnd = "";
    private String ownNumber = "";
    private String connected = "";
    private String extension = "";
    private String farNumber = "";
    private Ending ending = Ending.DIALPLAN;
    private Optional<PbxBridge> bridge = Optional.empty();
    private Optional<PbxChannel> otherEnd = Optional.empty();
    private boolean optimises;
    private boolean holds;
    private boolean gone;

    PbxChannel(int number, String name, Optional<Person> person) {
        this.number = number;
        this.id = "pbx-1796023335." + number;
        this.name = name;
        this.person = person;
        this.linkedId = id;
    }

    int number() {
        return number;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    /** Whose it is, unless it is one end of a Local channel or a program's. */
    Optional<Person> person() {
        return person;
    }

    Map<String, String> variables() {
        return variables;
    }

    String linkedId() {
        return linkedId;
    }

    void linkedTo(String oldest) {
        linkedId = oldest;
    }

    String application() {
        return application;
    }

    String data() {
        return data;
    }

    void runs(String newApplication, String newData) {
        application = newApplication;
        data = newData;
    }

    /** It is called by a channel that runs Dial or Queue; what it is then, it is again at its end. */
    void calledBy(String newApplication) {
        atEnd = newApplication;
        ending = Ending.CALLED;
        runs(newApplication, "(Outgoing Line)");
    }

    /** It becomes one that rings, under its own name; that one becomes nothing. */
    void takesOver(PbxChannel rings) {
        calledBy(rings.application);
        linkedId = rings.linkedId;
        rings.variables.forEach((name, value) -> {
            if (!name.startsWith("CALLERID")) {
                variables.put(name, value);
            }
        });
        rings.atEnd = "";
        rings.ending = Ending.DIALPLAN;
    }

    /** Whether Dial or Queue called it, whatever it has been doing since. */
    boolean wasCalled() {
        return CALLED.contains(atEnd);
    }

    /** A program makes it call; what it is then, it is again at its end. */
    void originated() {
        atEnd = "AppDial2";
        ending = Ending.DIALPLAN;
        runs(atEnd, "(Outgoing Line)");
    }

    String ownNumber() {
        return ownNumber;
    }

    void ownNumber(String shown) {
        ownNumber = shown;
    }

    void connected(String shown) {
        connected = shown;
    }

    /** Where it is in the dialplan. */
    String extension() {
        return extension;
    }

    void at(String newExtension) {
        extension = newExtension;
    }

    /** Whom the far end of its signalling is, as CHANNEL(pjsip,remote_uri) tells. */
    String farNumber() {
        return farNumber;
    }

    void farNumber(String user) {
        farNumber = user;
    }

    Ending ending() {
        return ending;
    }

    void ends(Ending how) {
        ending = how;
    }

    Optional<PbxBridge> bridge() {
        return bridge;
    }

    void in(Optional<PbxBridge> now) {
        bridge = now;
    }

    boolean local() {
        return otherEnd.isPresent();
    }

    /** The other end of a Local channel. */
    Optional<PbxChannel> otherEnd() {
        return otherEnd;
    }

    void otherEnd(PbxChannel other, boolean mayBeOptimised) {
        otherEnd = Optional.of(other);
        optimises = mayBeOptimised;
    }

    boolean optimises() {
        return optimises;
    }

    boolean holds() {
        return holds;
    }

    void holds(boolean now) {
        holds = now;
    }

    boolean gone() {
        return gone;
    }

    void end() {
        if (ending != Ending.CALLED) {
            runs(atEnd, "");
        }
        gone = true;
    }

    ChannelView view() {
        return new ChannelView(id, name, application, data, ownNumber, connected);
    }

    @Override
    public String toString() {
        return name + " " + application + "(" + data + ")";
    }
}
