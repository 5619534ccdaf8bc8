package org.undertone.aribridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Who is a member of the queues that are known: those of the profiles, and the one that is called. Each is read again after
 * some seconds, since agents log in and out. A member that is a Local channel, as FreePBX makes them, is a number in the
 * dialplan, and the hint of that number names its phone. Any thread may call it and waits for the answer.
 */
final class QueueMembers {

    private static final long FRESH = 5_000_000_000L;
    /** How long a queue that is not there is not asked for: each time the PBX logs a warning. */
    private static final long UNKNOWN_FOR = 600_000_000_000L;

    private final VariableRequests requests;
    private final List<String> queues;
    private final LongSupplier nanoTime;
    private final Map<String, Members> read = new ConcurrentHashMap<>();

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

    /** The members of a queue, and until when they are taken for that, in nanoseconds. */
    private record Members(List<String> interfaces, long until) {}

    /**
     * The interfaces of all of them, such as {@code PJSIP/7001} or {@code Local/7001@from-queue/n}.
     *
     * @param channelId a channel that is asked: the PBX tells such things to channels
     * @param called the queue that it is in, or empty
     */
    List<String> read(String channelId, String called) {
        return Stream.concat(queues.stream(), Stream.of(called))
                .filter(queue -> !queue.isEmpty())
                .map(queue -> queue.toLowerCase(Locale.ROOT))
                .distinct()
                .flatMap(queue -> members(channelId, queue).stream())
                .distinct()
                .toList();
    }

    private List<String> members(String channelId, String queue) {
        Members known = read.compute(queue, (name, before) -> {
            boolean fresh = before != null && before.until() - nanoTime.getAsLong() > 0;
            // Of a channel that is gone nothing is learned, and the next one is asked.
            return fresh ? before : readNow(channelId, name).orElse(before);
        });
        return Optional.ofNullable(known).map(Members::interfaces).orElse(List.of());
    }

    /** Empty if the channel is gone. */
    private Optional<Members> readNow(String channelId, String queue) {
        // In that order: the first loads a queue of a database, the second would not know it.
        List<String> names = List.of("QUEUE_EXISTS(" + queue + ")", "QUEUE_MEMBER_LIST(" + queue + ")");
        return requests.read(channelId, names).map(told -> members(channelId, told.get(0), told.get(1)));
    }

    private Members members(String channelId, String exists, String list) {
        List<String> interfaces = Arrays.stream(list.split(","))
                .filter(member -> !member.isBlank())
                .toList();
        List<String> all = new ArrayList<>(interfaces);
        interfaces.stream().filter(member -> member.startsWith("Local/")).forEach(local -> {
            String extension = local.substring("Local/".length()).replaceFirst("/.*", "");
            requests.read(channelId, List.of("HINT(" + extension + ")")).stream()
                    .flatMap(values -> Arrays.stream(values.get(0).split("&")))
                    .filter(device -> device.indexOf('/') > 0)
                    .forEach(all::add);
        });
        return new Members(List.copyOf(all), nanoTime.getAsLong() + (exists.equals("1") ? FRESH : UNKNOWN_FOR));
    }
}
