package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Channels and bridges, and what ARI tells when something happens to them. What is chance in Asterisk is chance here. */
final class TestingPbx {

    private final Random chance;
    private final Consumer<PbxEvent> told;
    private final Map<String, PbxChannel> channels = new LinkedHashMap<>();
    private final Map<String, PbxBridge> bridges = new LinkedHashMap<>();
    private int numbers;
    private int locals;
    private int made;

    TestingPbx(Random chance, Consumer<PbxEvent> told) {
        this.chance = chance;
        this.told = told;
    }

    List<PbxChannel> channels() {
        return List.copyOf(channels.values());
    }

    List<PbxBridge> bridges() {
        return List.copyOf(bridges.values());
    }

    Optional<PbxChannel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    Random chance() {
        return chance;
    }

    boolean coin() {
        return chance.nextBoolean();
    }

    /** A telephone's channel. */
    PbxChannel newChannel(Person person) {
        PbxChannel made = add(String.format(Locale.ROOT, "%s-%08x", person.endpoint(), numbers), Optional.of(person));
        made.farNumber(person.sipUser());
        made.ownNumber(person.number().isEmpty() ? person.sipUser() : person.number());
        return made;
    }

    /** A channel of a program, such as a bot's. */
    PbxChannel newChannel(String technology) {
        return add(
                String.format(Locale.ROOT, "%s/127.0.0.1:40999-0x7f29c4%06x", technology, numbers), Optional.empty());
    }

    /** The first end of a Local channel; the second, which runs the dialplan, is its other. */
    PbxChannel newLocal(String to, boolean optimises) {
        String name = String.format(Locale.ROOT, "Local/%s-%08x", to, locals++);
        PbxChannel first = add(name + ";1", Optional.empty());
        PbxChannel second = add(name + ";2", Optional.empty());
        first.otherEnd(second, optimises);
        second.otherEnd(first, optimises);
        second.linkedTo(first.linkedId());
        return first;
    }

    private PbxChannel add(String name, Optional<Person> person) {
        PbxChannel channel = new PbxChannel(numbers++, name, person);
        channels.put(channel.id(), channel);
        return channel;
    }

    PbxBridge newBridge(PbxBridge.Kind kind) {
        PbxBridge bridge = new PbxBridge("bridge-" + made++, kind);
        bridges.put(bridge.id(), bridge);
        return bridge;
    }

    /** The one of that name, which stays when it is empty. */
    PbxBridge standing(String name, PbxBridge.Kind kind) {
        return bridges.computeIfAbsent(name, id -> new PbxBridge(id, kind));
    }

    void runs(PbxChannel channel, String application, String data) {
        channel.runs(application, data);
        told.accept(new PbxEvent.Runs(channel.view()));
    }

    void dials(PbxChannel caller, PbxChannel called) {
        told.accept(new PbxEvent.Dials(caller.view(), called.view()));
    }

    void enter(PbxBridge bridge, PbxChannel channel) {
        bridge.members().add(chance.nextInt(bridge.members().size() + 1), channel);
        channel.in(Optional.of(bridge));
        if (bridge.kind() == PbxBridge.Kind.BASIC || bridge.kind() == PbxBridge.Kind.STASIS) {
            // The oldest of all ids becomes everybody's.
            String oldest = bridge.members().stream()
                    .map(PbxChannel::linkedId)
                    .min(Comparator.comparing(TestingPbx::age))
                    .orElseThrow();
            bridge.members().forEach(member -> member.linkedTo(oldest));
        }
        told.accept(new PbxEvent.Entered(channel.view(), bridge.view()));
    }

    private static int age(String linkedId) {
        return Integer.parseInt(linkedId.substring(linkedId.indexOf('.') + 1));
    }

    void leave(PbxChannel channel) {
        PbxBridge bridge = channel.bridge().orElseThrow();
        bridge.members().remove(channel);
        channel.in(Optional.empty());
        told.accept(new PbxEvent.Left(channel.view(), bridge.view()));
        if (bridge.members().isEmpty() && bridge.kind() != PbxBridge.Kind.HOLDING) {
            bridges.remove(bridge.id());
        }
    }

    void hold(PbxChannel channel, boolean on) {
        channel.holds(on);
        told.accept(on ? new PbxEvent.Held(channel.view()) : new PbxEvent.Unheld(channel.view()));
    }

    /** Ends a channel that is in no bridge. */
    void destroy(PbxChannel channel) {
        if (channel.bridge().isPresent()) {
            throw new IllegalStateException(channel + " is still in a bridge");
        }
        channel.end();
        channels.remove(channel.id());
        told.accept(new PbxEvent.Destroyed(channel.view()));
    }

    /** Several things that Asterisk does on threads of their own: each in its order, mixed by chance. */
    void atOnce(List<List<Runnable>> threads) {
        List<List<Runnable>> left = new ArrayList<>();
        threads.forEach(steps -> left.add(new ArrayList<>(steps)));
        left.removeIf(List::isEmpty);
        while (!left.isEmpty()) {
            List<Runnable> thread = left.get(chance.nextInt(left.size()));
            thread.remove(0).run();
            left.removeIf(List::isEmpty);
        }
    }
}
