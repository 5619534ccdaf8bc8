package org.undertone.aribridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.config.Profile;

/**
 * Reads channels on threads of its own, several at a time and the newest channels first: after a start with many calls those
 * that began last are heard longest. One request a channel.
 */
final class ChannelReader implements Questions, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelReader.class);
    private static final int THREADS = 12;
    private static final int WAITING = 20_000;
    private static final Comparator<Runnable> NEWEST_FIRST =
            Comparator.comparing(task -> ((Asking) task).channel().createdAt(), Comparator.reverseOrder());
    private static final Pattern USER = Pattern.compile("sips?:([^@>;]+)@");
    private static final String LINKED_ID = "CHANNEL(linkedid)";
    private static final String FAR_SIDE = "CHANNEL(pjsip,remote_uri)";

    private final VariableRequests requests;
    private final QueueMembers members;
    private final ChannelFacts facts;
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
     * @param connected whether the PBX can be asked now
     * @param callsThread runs what it is given on the thread of the calls
     */
    ChannelReader(
            VariableRequests requests,
            QueueMembers members,
            ChannelFacts facts,
            BooleanSupplier connected,
            Executor callsThread) {
        this.requests = requests;
        this.members = members;
        this.facts = facts;
        this.connected = connected;
        this.callsThread = callsThread;
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
            return told.isEmpty() ? new Gone() : new Read(reading(channel, names, told.get()));
        } catch (AsteriskException e) {
            LOG.debug("{}", e.getMessage());
            return new Unanswered(e.getMessage());
        }
    }

    /** What has to be asked of a channel of that kind. */
    private static List<String> names(Sighting channel) {
        List<String> names = new ArrayList<>(List.of(LINKED_ID, Profile.VARIABLE, "CALLERID(dnid)", "QUEUENAME"));
        if (channel.isParty()) {
            names.add("DEVICE_STATE(" + channel.device() + ")");
        }
        if (channel.name().startsWith("PJSIP/")) {
            names.add(FAR_SIDE);
        }
        return names;
    }

    private Reading reading(Sighting channel, List<String> names, List<String> values) {
        int far = names.indexOf(FAR_SIDE);
        return new Reading(
                values.get(0),
                values.get(1),
                values.get(2),
                values.get(3),
                far < 0 ? "" : user(values.get(far)),
                values.size() > 4 && values.get(4).equals("ONHOLD"),
                channel.side() == Sighting.Side.CALLED ? List.of() : members.read(channel.id(), channel.queue()));
    }

    private static String user(String uri) {
        Matcher matcher = USER.matcher(uri);
        return matcher.find() ? matcher.group(1) : "";
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
