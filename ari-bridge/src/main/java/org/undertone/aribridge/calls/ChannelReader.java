package org.undertone.aribridge.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.aribridge.link.VariableRequests;
import org.undertone.aribridge.who.Numbers;
import org.undertone.aribridge.who.Reading;
import org.undertone.aribridge.who.Sighting;
import org.undertone.config.Profile;

/**
 * Reads channels on threads of its own, several at a time and the newest channels first: after a start with many calls those
 * that began last are heard longest. One request a channel.
 */
public final class ChannelReader implements Questions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);
    private static final int THREADS = 12;
    private static final int WAITING = 20_000;
    /** And those last for whom nobody waits. */
    private static final Comparator<Runnable> NEWEST_FIRST = Comparator.comparing(
                    (Runnable task) -> ((Asking) task).channel().side() == Sighting.Side.CALLED)
            .thenComparing(task -> ((Asking) task).channel().createdAt(), Comparator.reverseOrder());

    private static final String LINKED_ID = "CHANNEL(linkedid)";
    private static final String DIALLED = "CALLERID(dnid)";
    private static final String QUEUE = "QUEUENAME";
    private static final String FAR_SIDE = "CHANNEL(pjsip,remote_uri)";

    private final VariableRequests requests;
    private final QueueMembers members;
    private final ChannelFacts facts;
    /** The plain ones that profiles name; a function tells of one channel. */
    private final List<String> variables;

    private final BooleanSupplier connected;
    private final Executor callsThread;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(64, NEWEST_FIRST),
            Threads.daemons("undertone-read"));

    /**
     * Makes one.
     *
     * @param profiles which variables they name
     * @param connected whether the PBX can be asked now
     * @param callsThread runs what it is given on the thread of the calls
     */
    public ChannelReader(
            VariableRequests requests,
            List<Profile> profiles,
            ChannelFacts facts,
            BooleanSupplier connected,
            Executor callsThread) {
        this.requests = requests;
        this.members = new QueueMembers(
                requests,
                profiles.stream().flatMap(profile -> profile.queues().stream()).toList(),
                System::nanoTime);
        this.variables = profiles.stream()
                .flatMap(profile -> Stream.concat(Stream.of(profile.customerGroup()), profile.variables().stream()))
                .filter(name -> name.indexOf('(') < 0)
                .distinct()
                .toList();
        this.facts = facts;
        this.connected = connected;
        this.callsThread = callsThread;
    }

    /** There is a new connection to the PBX. Any thread. */
    public void connected() {
        requests.connected();
    }

    @Override
    public void read(Sighting channel, Consumer<Answer> answer) {
        begin(
                channel,
                () -> {
                    Answer told = answer(channel);
                    callsThread.execute(() -> answer.accept(told));
                },
                () -> callsThread.execute(() -> answer.accept(new Unanswered(WAITING + " channels wait to be read"))));
    }

    @Override
    public void readFacts(LiveCall call, Consumer<LiveCall> told) {
        facts.readOnce(call, told);
    }

    private void begin(Sighting channel, Runnable task, Runnable noRoom) {
        if (threads.getQueue().size() >= WAITING) {
            noRoom.run();
        } else {
            threads.execute(new Asking(channel, task));
        }
    }

    private Answer answer(Sighting channel) {
        if (!connected.getAsBoolean()) {
            return new Unanswered(AsteriskLink.NOT_CONNECTED);
        }
        try {
            List<String> names = names(channel);
            Optional<List<String>> told = requests.read(channel.id(), names);
            return told.isEmpty() ? new Gone() : new Read(reading(channel, named(names, told.get())));
        } catch (AsteriskException e) {
            LOG.debug("{}", e.getMessage());
            return new Unanswered(e.getMessage());
        }
    }

    /** What has to be asked of a channel of that kind. */
    private List<String> names(Sighting channel) {
        List<String> names = new ArrayList<>(List.of(LINKED_ID, Profile.VARIABLE, DIALLED, QUEUE));
        if (channel.isParty()) {
            names.add(state(channel));
        }
        if (channel.name().startsWith("PJSIP/")) {
            names.add(FAR_SIDE);
        }
        if (channel.otherEnd().isPresent()) {
            names.addAll(variables);
        }
        return names;
    }

    private static String state(Sighting channel) {
        return "DEVICE_STATE(" + channel.device() + ")";
    }

    private Reading reading(Sighting channel, Map<String, String> told) {
        Map<String, String> ofLocal = new LinkedHashMap<>(told);
        ofLocal.keySet().retainAll(variables);
        ofLocal.values().removeIf(String::isEmpty);
        return new Reading(
                told.get(LINKED_ID),
                told.get(Profile.VARIABLE),
                told.get(DIALLED),
                told.get(QUEUE),
                Numbers.user(told.getOrDefault(FAR_SIDE, "")),
                told.getOrDefault(state(channel), "").equals("ONHOLD"),
                channel.otherEnd().isPresent() ? ofLocal : Map.of(),
                channel.side() == Sighting.Side.CALLED ? List.of() : members.read(channel.id(), channel.queue()));
    }

    private static Map<String, String> named(List<String> names, List<String> values) {
        Map<String, String> told = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            told.putIfAbsent(names.get(i), values.get(i));
        }
        return told;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** One question. */
    private record Asking(Sighting channel, Runnable task) implements Runnable {

        @Override
        public void run() {
            task.run();
        }
    }
}
