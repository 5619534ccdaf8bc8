package org.undertone.aribridge.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.undertone.aribridge.link.VariableRequests;

/**
 * Who is a member of the queues that are known: those of the profiles, and the one that is called. Each is read again after
 * some seconds, since agents log in and out. A member that is a Local channel, as FreePBX makes them, is a number in the
 * dialplan, and the hint of that number names its phone. Any thread may call it and waits for the answer.
 */
final class QueueMembers {

    private static final long FRESH = 5_000_000_000L;
    /** How long a queue that is not there is not asked for: each time the PBX logs a warning. */
    private static final long UNKNOWN_FOR = 600_000_000_000L;
    /** Hints change with the dialplan, not with who logs in. */
    private static final long HINT_FRESH = 60_000_000_000L;
    /** Hints by one request: Asterisk takes a line of 4,096 characters. */
    private static final int AT_ONCE = 30;

    private final VariableRequests requests;
    private final List<String> queues;
    private final LongSupplier nanoTime;
    private final Map<String, Told> members = new ConcurrentHashMap<>();
    private final Map<String, Told> hints = new ConcurrentHashMap<>();

    /**
     * Makes it.
     *
     * @param queues the queues that profiles name
     * @param nanoTime as {@link System#nanoTime}
     */
    QueueMembers(VariableRequests requests, List<String> queues, LongSupplier nanoTime) {
        this.requests = requests;
        this.queues = List.copyOf(queues);
        this.nanoTime = nanoTime;
    }

    /** The interfaces that a queue or a hint has, and until when they are taken for that, in nanoseconds. */
    private record Told(List<String> interfaces, long until) {}

    /**
     * The interfaces of all of them, such as {@code PJSIP/7001} or {@code Local/7001@from-queue/n}.
     *
     * @param channelId a channel that is asked: the PBX tells such things to channels
     * @param called the queue that it is in, or empty
     */
    List<String> read(String channelId, String called) {
        List<String> interfaces = Stream.concat(queues.stream(), Stream.of(called))
                .filter(queue -> !queue.isEmpty())
                .map(queue -> queue.toLowerCase(Locale.ROOT))
                .distinct()
                .flatMap(queue -> members(channelId, queue).stream())
                .distinct()
                .toList();
        return Stream.concat(interfaces.stream(), phones(channelId, interfaces).stream())
                .distinct()
                .toList();
    }

    private List<String> members(String channelId, String queue) {
        Told known = members.compute(
                queue,
                (name, before) ->
                        // Of a channel that is gone nothing is learned, and the next one is asked.
                        isFresh(before) ? before : membersNow(channelId, name).orElse(before));
        return Optional.ofNullable(known).map(Told::interfaces).orElse(List.of());
    }

    private boolean isFresh(Told told) {
        return told != null && told.until() - nanoTime.getAsLong() > 0;
    }

    /** Empty if the channel is gone. */
    private Optional<Told> membersNow(String channelId, String queue) {
        // In that order: the first loads a queue of a database, the second would not know it.
        List<String> names = List.of("QUEUE_EXISTS(" + queue + ")", "QUEUE_MEMBER_LIST(" + queue + ")");
        return requests.read(channelId, names).map(told -> {
            List<String> interfaces = Arrays.stream(told.get(1).split(","))
                    .filter(member -> !member.isBlank())
                    .toList();
            return new Told(interfaces, nanoTime.getAsLong() + (told.get(0).equals("1") ? FRESH : UNKNOWN_FOR));
        });
    }

    /** The phones that the hints of Local members name. */
    private List<String> phones(String channelId, List<String> interfaces) {
        List<String> extensions = interfaces.stream()
                .filter(member -> member.startsWith("Local/"))
                .map(local -> local.substring("Local/".length()).replaceFirst("/.*", ""))
                .distinct()
                .toList();
        List<String> unknown = extensions.stream()
                .filter(extension -> !isFresh(hints.get(extension)))
                .toList();
        if (!unknown.isEmpty()) {
            hints.values().removeIf(told -> !isFresh(told));
        }
        for (int from = 0; from < unknown.size(); from += AT_ONCE) {
            readHints(channelId, unknown.subList(from, Math.min(unknown.size(), from + AT_ONCE)));
        }
        List<String> phones = new ArrayList<>();
        extensions.forEach(extension ->
                Optional.ofNullable(hints.get(extension)).map(Told::interfaces).ifPresent(phones::addAll));
        return phones;
    }

    /** Outside of any lock: two may read the same ones, and no one waits for another's. */
    private void readHints(String channelId, List<String> extensions) {
        List<String> names =
                extensions.stream().map(extension -> "HINT(" + extension + ")").toList();
        requests.read(channelId, names).ifPresent(told -> {
            long until = nanoTime.getAsLong() + HINT_FRESH;
            for (int i = 0; i < extensions.size(); i++) {
                List<String> devices = Arrays.stream(told.get(i).split("&"))
                        .filter(device -> device.indexOf('/') > 0)
                        .toList();
                hints.put(extensions.get(i), new Told(devices, until));
            }
        });
    }
}
