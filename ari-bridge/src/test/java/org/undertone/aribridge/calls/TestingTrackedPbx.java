package org.undertone.aribridge.calls;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.undertone.aribridge.media.PutOffException;
import org.undertone.aribridge.who.BridgeState;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.Sighting;
import org.undertone.config.Profile;
import org.undertone.core.Leg;
import org.undertone.core.LegId;
import org.undertone.core.event.CallEvent;
import org.undertone.core.event.LoadLevel;

/**
 * A PBX of a few words, and the tracker that follows it: channels run applications, enter and leave bridges and hang up. As the
 * real one it tells nothing of a channel that it was not asked, and answers only when the test lets it.
 */
final class TestingTrackedPbx implements Questions {

    private final Map<String, Sighting> channels = new LinkedHashMap<>();
    private final Map<String, Reading> readings = new HashMap<>();
    private final Map<String, List<String>> bridges = new LinkedHashMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<CallEvent> events = new ArrayList<>();
    private final List<Leg> heard = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private CallTracker tracker;
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    TestingTrackedPbx(Profile... profiles) {
        start(profiles);
    }

    /** As if the daemon began now: of what was before it knows nothing. */
    void start(Profile... profiles) {
        questions.clear();
        later.clear();
        events.clear();
        heard.clear();
        tracker = new CallTracker(
                this,
                List.of(profiles),
                new Taps(),
                events::add,
                (task, delay) -> later.add(task),
                new Shedding(() -> LoadLevel.FULL, Set.of()),
                () -> now);
    }

    /** A channel comes to be; its reading tells its own id as linkedid, and the number behind its endpoint. */
    TestingTrackedPbx channel(String id, String device, String application, String data) {
        now = now.plus(Duration.ofMillis(10));
        String name = device.startsWith("Local/") ? device : device + "-" + id;
        channels.put(id, new Sighting(id, name, application, data, "", now));
        readings.putIfAbsent(id, new Reading(id, "", "", "", "", false, Map.of(), List.of()));
        return this;
    }

    /** What a channel tells when it is asked. */
    TestingTrackedPbx tells(String id, String dialled, String number, String... members) {
        readings.put(id, new Reading(id, "", dialled, "", number, false, Map.of(), List.of(members)));
        return this;
    }

    /** What the dialplan says of a channel's profile. */
    TestingTrackedPbx says(String id, String profile) {
        readings.put(id, new Reading(id, profile, "", "", "", false, Map.of(), List.of()));
        return this;
    }

    /** What the dialplan says of a channel's profile, and whose call it is by its linkedid. */
    TestingTrackedPbx says(String id, String profile, String linkedId) {
        readings.put(id, new Reading(linkedId, profile, "", "", "", false, Map.of(), List.of()));
        return this;
    }

    /** They come into a bridge, one after the other. */
    TestingTrackedPbx meet(String bridge, String... ids) {
        for (String id : ids) {
            bridges.computeIfAbsent(bridge, key -> new ArrayList<>()).add(id);
            tracker.entered(channels.get(id), new BridgeState(bridge, false, bridges.get(bridge)));
        }
        return this;
    }

    /** They come into a bridge while nobody is told. */
    TestingTrackedPbx meetUnseen(String bridge, String... ids) {
        bridges.computeIfAbsent(bridge, key -> new ArrayList<>()).addAll(List.of(ids));
        return this;
    }

    /** An agent who stays logged in waits, in a bridge where nobody hears the others. */
    TestingTrackedPbx waits(String id) {
        tracker.entered(channels.get(id), new BridgeState("agents", true, List.of(id)));
        return this;
    }

    /** The phone {@code PJSIP/<caller>} calls 0493022 by the trunk, and they talk in that bridge. */
    TestingTrackedPbx callsOut(String caller, String called, String bridge) {
        return channel(caller, "PJSIP/" + caller, "Dial", "PJSIP/0493022@trunk")
                .tells(caller, "0493022", "")
                .channel(called, "PJSIP/trunk", "AppDial", "")
                .tells(called, "", "493022")
                .meet(bridge, called, caller)
                .answers();
    }

    TestingTrackedPbx leave(String bridge, String id) {
        bridges.get(bridge).remove(id);
        tracker.left(id, bridge);
        return this;
    }

    TestingTrackedPbx hangUp(String id) {
        bridges.forEach((bridge, members) -> {
            if (members.remove(id)) {
                tracker.left(id, bridge);
            }
        });
        channels.remove(id);
        tracker.destroyed(id);
        return this;
    }

    TestingTrackedPbx dials(String id) {
        tracker.dials(channels.get(id));
        return this;
    }

    TestingTrackedPbx stock() {
        tracker.compare(
                List.copyOf(channels.values()),
                bridges.entrySet().stream()
                        .filter(bridge -> !bridge.getValue().isEmpty())
                        .map(bridge -> new BridgeState(bridge.getKey(), false, bridge.getValue()))
                        .toList());
        return this;
    }

    /** Answers all that was asked, also what is asked because of that. */
    TestingTrackedPbx answers() {
        while (!questions.isEmpty()) {
            Question question = questions.remove(0);
            question.told().accept(question.read().orElseGet(() -> answer(question.channel())));
        }
        return this;
    }

    /** All that was asked is read by now: what changes from now on is not in the answers, which are still on their way. */
    TestingTrackedPbx reads() {
        questions.replaceAll(question -> new Question(
                question.channel(),
                question.told(),
                question.read().or(() -> Optional.of(answer(question.channel())))));
        return this;
    }

    /** What was to be done later is done. */
    TestingTrackedPbx timePasses() {
        List<Runnable> due = List.copyOf(later);
        later.clear();
        due.forEach(Runnable::run);
        return answers();
    }

    /** The leg of that channel could not be heard after all. */
    TestingTrackedPbx putsOff(String id, PutOffException.Waits waits) {
        Leg leg = heard.stream()
                .filter(open -> open.id().channelId().equals(id))
                .findFirst()
                .orElseThrow();
        heard.remove(leg);
        tracker.putOff(leg.id(), "not now", waits);
        return this;
    }

    /** A tap of another call has closed, or there is less load. */
    TestingTrackedPbx thereIsRoom() {
        tracker.loadChanged();
        return this;
    }

    /** How much is to be done later. */
    int waiting() {
        return later.size();
    }

    /** The channels whose legs are heard now. */
    List<String> heard() {
        return heard.stream().map(leg -> leg.id().channelId()).toList();
    }

    List<String> asked() {
        return asked;
    }

    <T extends CallEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    boolean nothingIsKept() {
        return tracker.isIdle();
    }

    @Override
    public void read(Sighting channel, Consumer<Answer> answer) {
        asked.add(channel.id());
        questions.add(new Question(channel.id(), answer, Optional.empty()));
    }

    private Answer answer(String channel) {
        return channels.containsKey(channel) ? new Read(readings.get(channel)) : new Gone();
    }

    /** One that is not answered yet, and what was read for it if it was. */
    private record Question(String channel, Consumer<Answer> told, Optional<Answer> read) {}

    @Override
    public void readFacts(LiveCall call, Consumer<LiveCall> told) {}

    /** Opens and closes at once. */
    private final class Taps implements LegEars {

        @Override
        public Optional<String> noRoom() {
            return Optional.empty();
        }

        @Override
        public void open(Leg leg) {
            heard.add(leg);
        }

        @Override
        public void close(LegId leg, String reason) {
            if (heard.removeIf(open -> open.id().equals(leg))) {
                tracker.tapGone(leg);
            }
        }

        @Override
        public void pause(LegId leg) {}

        @Override
        public void resume(LegId leg) {}
    }
}
