package org.undertone.aribridge.calls;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.link.VariableRequests;
import org.undertone.aribridge.who.SeenChannel;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Reads the variables that a call's profile names, once, when its parties have met: from the customer's channel, and a plain
 * variable that is not set there from the others', for who dials hands a variable on to who is called only where its name was
 * set with an underscore. It asks the PBX on threads of its own, so that no tap waits for it. Values are personal data: they
 * are cut to size, and never logged.
 */
public final class ChannelFacts implements AutoCloseable {

    /** Characters of a value that are kept. */
    static final int LONGEST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ChannelFacts.class);
    private static final int THREADS = 4;
    private static final int WAITING = 2_000;
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private final VariableRequests requests;
    private final Executor callsThread;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Threads.daemons("undertone-facts"));

    /**
     * Makes one.
     *
     * @param callsThread runs what it is given on the thread of the calls
     */
    public ChannelFacts(VariableRequests requests, Executor callsThread) {
        this.requests = requests;
        this.callsThread = callsThread;
    }

    /**
     * Begins to read, unless that was done or it is not known yet who is who. On the thread of the calls.
     *
     * @param read told on the same thread when the call has what was read
     */
    void readOnce(LiveCall call, Consumer<LiveCall> read) {
        Optional<Profile> profile = call.profile();
        boolean met = call.hadCustomer() || call.parties().size() > 1;
        if (profile.isEmpty() || call.factsAsked() || !met) {
            return;
        }
        Channels channels = channels(call);
        call.askFacts(true);
        try {
            threads.execute(() -> read(call, profile.get(), channels, read));
        } catch (RejectedExecutionException e) {
            call.askFacts(false);
            if (!threads.isShutdown()) {
                LOG.warn("call={} its variables are not read: {} calls are waiting for theirs", call.id(), WAITING);
            }
        }
    }

    /** The ids of the channels in a call, and what Local channels told that may be gone. */
    private record Channels(List<String> customers, Map<String, String> remembered, List<String> others) {}

    /** What a Local channel says that stands for the customer is said of the customer. */
    private static Channels channels(LiveCall call) {
        Map<Boolean, List<SeenChannel>> byCustomer = call.parties().stream()
                .collect(Collectors.partitioningBy(
                        party -> party.role() == Role.CUSTOMER,
                        Collectors.mapping(Party::channel, Collectors.toList())));
        Map<String, String> remembered = new LinkedHashMap<>();
        byCustomer.get(true).stream()
                .flatMap(customer -> customer.standIns().values().stream())
                .flatMap(end -> end.reading().stream())
                .forEach(reading -> reading.variables().forEach(remembered::putIfAbsent));
        return new Channels(ids(byCustomer.get(true)), remembered, ids(byCustomer.get(false)));
    }

    private static List<String> ids(List<SeenChannel> channels) {
        return channels.stream().map(SeenChannel::id).toList();
    }

    private void read(LiveCall call, Profile profile, Channels channels, Consumer<LiveCall> told) {
        try {
            List<String> names = Stream.concat(Stream.of(profile.customerGroup()), profile.variables().stream())
                    .distinct()
                    .toList();
            Map<String, String> values = values(channels, names);
            String group = values.getOrDefault(profile.customerGroup(), "");
            Map<String, String> variables = new LinkedHashMap<>();
            profile.variables().forEach(name -> variables.put(name, values.getOrDefault(name, "")));
            callsThread.execute(() -> {
                if (call.tells(group, variables)) {
                    told.accept(call);
                }
            });
        } catch (AsteriskException e) {
            if (threads.isShutdown()) {
                return;
            }
            // Thrown there, it makes the bridge take stock of the PBX, and with that it is asked again.
            callsThread.execute(() -> {
                call.askFacts(false);
                throw e;
            });
        }
    }

    /** One request a channel, and only for what is not known by then. */
    private Map<String, String> values(Channels channels, List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        channels.customers().forEach(channel -> fill(values, channel, names));
        channels.remembered().forEach((name, value) -> {
            if (names.contains(name)) {
                values.putIfAbsent(name, bounded(value));
            }
        });
        // A function tells of one channel: of another than the customer's it would mislead.
        List<String> plain =
                names.stream().filter(name -> name.indexOf('(') < 0).toList();
        channels.others().forEach(channel -> fill(values, channel, plain));
        return values;
    }

    private void fill(Map<String, String> values, String channel, List<String> names) {
        List<String> missing =
                names.stream().filter(name -> !values.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            requests.read(channel, missing).ifPresent(told -> {
                for (int i = 0; i < told.size(); i++) {
                    String value = bounded(told.get(i));
                    if (!value.isEmpty()) {
                        values.put(missing.get(i), value);
                    }
                }
            });
        }
    }

    /** A line of text that is not long. */
    static String bounded(String value) {
        String line = NO_TEXT.matcher(value).replaceAll("").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
