package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was told of each channel in its order. Of the order among channels it keeps only who was in a bridge when somebody
 * entered: the rest is chance.
 */
record Trace(Map<String, List<String>> channels) {

    /** What can be read of a channel. */
    record Reading(
            String name, String linkedId, String dialled, String queue, String memberInterface, String farUser) {}

    /**
     * A trace.
     *
     * @param events what was told
     * @param read what was read of each telephone's channel meanwhile
     */
    static Trace of(List<PbxEvent> events, List<Reading> read) {
        Map<String, String> labels = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        Map<String, List<String>> channels = new TreeMap<>();
        for (PbxEvent event : events) {
            String label = labels.computeIfAbsent(event.channel().id(), id -> label(event.channel(), counts));
            channels.computeIfAbsent(label, name -> new ArrayList<>()).add(line(event, labels));
        }
        channels.put(
                "read",
                read.stream().map(reading -> line(reading, read)).sorted().toList());
        return new Trace(channels);
    }

    private static String line(Reading reading, List<Reading> all) {
        String linked = all.stream()
                .filter(other -> other.linkedId().equals(reading.linkedId()))
                .map(other -> other.name().replaceAll("-[0-9a-f]{8}", ""))
                .sorted()
                .collect(Collectors.joining("+"));
        return reading.name().replaceAll("-[0-9a-f]{8}", "") + " in " + linked + ", dialled " + reading.dialled()
                + ", queue " + reading.queue() + ", member "
                + reading.memberInterface().replaceAll("Local/[^@]*", "Local/")
                + ", far side "
                + reading.farUser();
    }

    /** The first, the second ... channel of a telephone, or of the Local channels to a context. */
    private static String label(ChannelView channel, Map<String, Integer> counts) {
        String device = channel.name().replaceAll("-[0-9a-f]{8}", "").replaceAll("Local/[^@]*", "Local/");
        return device + "#" + counts.merge(device, 1, Integer::sum);
    }

    private static String line(PbxEvent event, Map<String, String> labels) {
        ChannelView channel = event.channel();
        String what = event.getClass().getSimpleName() + " " + channel.application()
                + (channel.application().equals("Queue") ? "(" + channel.data().split(",", 2)[0] + ")" : "")
                + (channel.name().startsWith("Local/") ? "" : " " + channel.number());
        if (event instanceof PbxEvent.Entered entered) {
            return what
                    + entered.bridge().channels().stream()
                            .map(id -> labels.getOrDefault(id, "?"))
                            .sorted()
                            .collect(Collectors.joining(" ", " [", "]"))
                    + (entered.bridge().holding() ? " holding" : "");
        }
        return what;
    }

    @Override
    public String toString() {
        return channels.entrySet().stream()
                .map(channel -> channel.getKey() + "\n    " + String.join("\n    ", channel.getValue()))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
