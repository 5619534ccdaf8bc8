package org.undertone.aribridge.act;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.aribridge.link.Threads;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.CallId;
import org.undertone.core.Leg;
import org.undertone.core.LegId;

/**
 * Lamps on phones: device states {@code Stasis:undertone-<lamp>}, which a hint in the dialplan makes visible. A lamp is lit
 * for as long as a call wants it, as the newest such call wants it. The thread {@code undertone-lamps} owns them.
 */
final class Lamps {

    private static final Logger LOG = LoggerFactory.getLogger(Lamps.class);
    private static final String PREFIX = "Stasis:undertone-";
    /** So many at most wait to be switched. */
    static final int WAITING = 1_000;

    private static final String OVER = "the call is over";
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final AsteriskLink link;
    private final Parties parties;
    private final Predicate<CallId> live;
    private final Map<String, LinkedHashMap<CallId, Action.Blf.Light>> lit = new HashMap<>();
    /** Whose lamps a call has lit because they were its agent. */
    private final Map<CallId, Map<LegId, String>> agents = new ConcurrentHashMap<>();

    private final Map<CallId, CallFacts> latest = new ConcurrentHashMap<>();

    private final int waiting;
    /** With a bound for all but the ends of calls: of those each call has one, and a lamp that misses it stays lit. */
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Threads.daemon("undertone-lamps"));

    /**
     * Makes it of its parts.
     *
     * @param live whether that call goes on; no more from before {@link #ended} is told
     * @param waiting how many may wait to be switched
     */
    Lamps(AsteriskLink link, Parties parties, Predicate<CallId> live, int waiting) {
        this.link = link;
        this.parties = parties;
        this.live = live;
        this.waiting = waiting;
    }

    /** Lights a lamp; waits until it is lit. */
    ActionResult light(CallFacts facts, Action.Blf blf) {
        try {
            if (!blf.lamp().equals(Action.Blf.AGENT)) {
                return soon(() -> lightNow(facts.call(), PREFIX + blf.lamp(), blf.light()))
                        .get();
            }
            Optional<Leg> agent = parties.agent(facts);
            return agent.isEmpty()
                    ? ActionResult.failed("no agent is in the call")
                    : soon(() -> lightAgents(facts.call(), agent.get(), blf.light()))
                            .get();
        } catch (AsteriskException e) {
            return ActionResult.failed(e.getMessage());
        } catch (RejectedExecutionException e) {
            return ActionResult.failed(
                    thread.isShutdown() ? "Undertone is ending" : waiting + " lamps wait to be switched");
        } catch (ExecutionException e) {
            return ActionResult.failed(e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ActionResult.failed("interrupted while a lamp was lit");
        }
    }

    private Future<ActionResult> soon(Callable<ActionResult> task) {
        if (isFull()) {
            throw new RejectedExecutionException();
        }
        return thread.submit(task);
    }

    private boolean isFull() {
        return thread.getQueue().size() >= waiting;
    }

    /** The lamp of the agent who is in the call now, until they leave it. */
    private ActionResult lightAgents(CallId call, Leg agent, Action.Blf.Light light) {
        // Here, too: what is kept of a call after the task of its end is kept for good.
        if (!live.test(call)) {
            return ActionResult.failed(OVER);
        }
        String lamp = PREFIX + Endpoint.ofChannel(agent.channelName()).resource();
        Map<LegId, String> lamps = agents.computeIfAbsent(call, id -> new ConcurrentHashMap<>());
        lamps.put(agent.id(), lamp);
        // After that: who leaves from now on is found by the task of the change.
        CallFacts now = latest.get(call);
        if (now != null && now.leg(agent.id().channelId()).isEmpty()) {
            lamps.remove(agent.id());
            return ActionResult.failed("the agent has left the call");
        }
        return lightNow(call, lamp, light);
    }

    private ActionResult lightNow(CallId call, String lamp, Action.Blf.Light light) {
        // Here and not before: what is lit after this look is put out by the task of the call's end.
        if (!live.test(call)) {
            return ActionResult.failed(OVER);
        }
        show(lamp, light);
        Map<CallId, Action.Blf.Light> wanted = lit.computeIfAbsent(lamp, name -> new LinkedHashMap<>());
        wanted.remove(call);
        wanted.put(call, light);
        return ActionResult.done(lamp);
    }

    private void show(String lamp, Action.Blf.Light light) {
        state(lamp, light == Action.Blf.Light.FLASHING ? "RINGING" : "INUSE");
    }

    /** The lamps of agents who have left a call go out. Returns at once. */
    void changed(CallFacts facts) {
        latest.put(facts.call(), facts);
        if (agents.containsKey(facts.call())) {
            later(() -> agents.getOrDefault(facts.call(), Map.of()).entrySet().removeIf(agent -> {
                boolean left = facts.leg(agent.getKey().channelId()).isEmpty();
                if (left) {
                    noLongerFor(facts.call(), agent.getValue());
                }
                return left;
            }));
        }
    }

    /** That call wants no lamp any more. Returns at once. */
    void ended(CallId call) {
        latest.remove(call);
        surely(() -> {
            agents.remove(call);
            List.copyOf(lit.keySet()).forEach(lamp -> noLongerFor(call, lamp));
        });
    }

    private void noLongerFor(CallId call, String lamp) {
        LinkedHashMap<CallId, Action.Blf.Light> wanted = lit.getOrDefault(lamp, new LinkedHashMap<>());
        if (wanted.remove(call) == null) {
            return;
        }
        if (wanted.isEmpty()) {
            lit.remove(lamp);
            putOut(lamp);
        } else {
            List<Action.Blf.Light> lights = List.copyOf(wanted.values());
            quietly(() -> show(lamp, lights.get(lights.size() - 1)));
        }
    }

    /** Puts out what an earlier life left lit, or could not be put out since. Returns at once. */
    void putOutLeftovers() {
        later(() ->
                link
                        .requests()
                        .repeatable(
                                "list device states",
                                () -> link.ari().deviceStates().list().execute())
                        .stream()
                        .map(state -> state.getName())
                        .filter(name -> name.startsWith(PREFIX) && !lit.containsKey(name))
                        .forEach(this::putOut));
    }

    /** First dark, then gone: phones that watch a state which is only deleted go on showing its last light. */
    private void putOut(String lamp) {
        quietly(() -> {
            state(lamp, "NOT_INUSE");
            link.requests()
                    .remove(
                            "remove the state of " + lamp,
                            () -> link.ari().deviceStates().delete(lamp).execute());
        });
    }

    private void state(String lamp, String state) {
        link.requests().repeatable("switch the lamp " + lamp + " to " + state, () -> {
            link.ari().deviceStates().update(lamp, state).execute();
            return true;
        });
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (AsteriskException e) {
            LOG.warn("{}; it is put out with the next connection", e.getMessage());
        }
    }

    private void later(Runnable task) {
        if (isFull()) {
            LOG.error("a lamp was not switched: {} wait", waiting);
        } else {
            surely(task);
        }
    }

    private void surely(Runnable task) {
        try {
            thread.execute(() -> quietly(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("all lamps are put out already");
        }
    }

    /** Puts all out, and waits for that within bounds. */
    void close() {
        Callable<Boolean> all = () -> {
            List.copyOf(lit.keySet()).forEach(this::putOut);
            lit.clear();
            return true;
        };
        try {
            Future<Boolean> out = thread.submit(all);
            thread.shutdown();
            out.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (RejectedExecutionException | TimeoutException | ExecutionException e) {
            LOG.warn("lamps were not put out ({}); the next start does it", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            thread.shutdownNow();
        }
    }
}
