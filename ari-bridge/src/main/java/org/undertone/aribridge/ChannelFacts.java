package org.undertone.aribridge;

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
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Reads the variables that a call's profile names, once, when its parties have met: from the customer's channel, and a plain
 * variable that is not set there from the others', for who dials hands a variable on to who is called only where its name was
 * set with an underscore. It asks the PBX on a thread of its own, so that no tap waits for it. Values are personal data: they
 * are cut to size, and never logged.
 */
final class ChannelFacts implements AutoCloseable {

    /** Characters of a value that are kept. */
    static final int LONGEST = 256;

    private static final Logger LOG = LoggerFactory.getLogger(ChannelFacts.class);
    private static final int WAITING = 2_000;
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private final PartyReader reader;
    private final Executor callsThread;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Threads.daemon("undertone-facts"));

    /**
     * Makes one.
     *
     * @param callsThread runs what it is given on the thread of the calls
     */
    ChannelFacts(PartyReader reader, Executor callsThread) {
        this.reader = reader;
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
            thread.execute(() -> read(call, profile.get(), channels, read));
        } catch (RejectedExecutionException e) {
            call.askFacts(false);
            if (!thread.isShutdown()) {
                LOG.warn("call={} its variables are not read: {} calls are waiting for theirs", call.id(), WAITING);
            }
        }
    }

    /** The ids of the channels in a call. */
    private record Channels(List<String> customers, List<String> others) {}

    /** What a Local channel says that stands for a party is said of that party. */
    private static Channels channels(LiveCall call) {
        Map<Boolean, List<String>> byCustomer = call.parties().stream()
                .collect(Collectors.partitioningBy(
                        party -> party.role() == Role.CUSTOMER,
                        Collectors.flatMapping(
                                party -> party.channel().evidence().ends().stream()
                                        .map(SeenChannel::id),
                                Collectors.toList())));
        return new Channels(byCustomer.get(true), byCustomer.get(false));
    }

    private void read(LiveCall call, Profile profile, Channels channels, Consumer<LiveCall> told) {
        try {
            String group = value(channels, profile.customerGroup());
            Map<String, String> variables = new LinkedHashMap<>();
            profile.variables().forEach(name -> variables.put(name, value(channels, name)));
            callsThread.execute(() -> {
                if (call.tells(group, variables)) {
                    told.accept(call);
                }
            });
        } catch (AsteriskException e) {
            if (thread.isShutdown()) {
                return;
            }
            // Thrown there, it makes the bridge take stock of the PBX, and with that it is asked again.
            callsThread.execute(() -> {
                call.askFacts(false);
                throw e;
            });
        }
    }

    /** A function tells of one channel: of another than the customer's it would mislead. */
    private String value(Channels channels, String name) {
        boolean function = name.indexOf('(') >= 0;
        return Stream.concat(channels.customers().stream(), function ? Stream.empty() : channels.others().stream())
                .flatMap(channel -> reader.value(channel, name).stream())
                .map(ChannelFacts::bounded)
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
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
        thread.shutdownNow();
    }
}
