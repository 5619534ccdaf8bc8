package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.undertone.aribridge.world.Story.Wish;
import org.undertone.config.Profile;

/**
 * Judges whom Undertone hears, by what is true in the world: no employee is heard as a customer where anything that the PBX
 * tells, or told in this life of the daemon, says that it is one; and each customer who speaks with an employee is heard, or
 * there is a reason that is true. It knows nothing of how Undertone comes to its judgement.
 */
public final class WorldOracle {

    private static final String WAS_AGENT = "it was an agent's before";

    private final TestingPbxWorld world;
    private final Map<String, Person> heard = new LinkedHashMap<>();
    private final Map<String, String> reasons = new HashMap<>();
    /** The telephones that were an agent's in a call that Undertone heard of, in this life. */
    private final Set<Person> wereAgents = new HashSet<>();

    private final Alike alike;
    /** Those who were heard in a call whose customer is to be heard: if it is another's, theirs goes on as it. */
    private final Set<String> rightlyHeard = new HashSet<>();
    /** Channels that entered a bridge while nobody listened. */
    private final Set<String> missed = new HashSet<>();

    private final List<String> complaints = new ArrayList<>();
    /** The customers' channels of each call that goes on. */
    private final Map<String, Set<String>> customersOf = new LinkedHashMap<>();

    private final Consumer<Object> notes;

    private int taken;

    /**
     * Makes it.
     *
     * @param notes is told what Undertone does, in words
     */
    public WorldOracle(TestingPbxWorld world, Consumer<Object> notes) {
        this.world = world;
        this.notes = notes;
        this.alike = new Alike(
                channel -> (heard.containsKey(channel.id()) || Alike.isDoubt(reasons.getOrDefault(channel.id(), "")))
                        && channel.person().filter(this::isKnown).isEmpty());
    }

    /** Something happened, and Undertone is told of it. */
    public void told(PbxEvent event) {
        if (event instanceof PbxEvent.Entered entered) {
            world.channel(entered.channel().id()).ifPresent(this::remember);
        }
    }

    /** Something happened, and Undertone is not told of it. */
    public void missed(PbxEvent event) {
        if (event instanceof PbxEvent.Entered entered) {
            missed.add(entered.channel().id());
        }
    }

    /** Undertone takes stock of the PBX: what was missed is seen as it is now. */
    public void stockTaken() {
        world.channels().stream()
                .filter(channel -> missed.contains(channel.id()))
                .forEach(channel -> world.clear(channel, tellsByItself(channel)));
        alike.find(world.channels().stream()
                .filter(channel -> missed.contains(channel.id()))
                .toList());
        missed.clear();
        world.channels().forEach(this::remember);
    }

    /** Undertone starts again, and knows nothing of before. */
    public void restarted() {
        wereAgents.clear();
        alike.forget();
        heard.clear();
        rightlyHeard.clear();
        reasons.clear();
        customersOf.clear();
        world.channels().forEach(channel -> missed.add(channel.id()));
        stockTaken();
    }

    /** Whoever speaks with a customer whose call is to be heard is an agent from then on. */
    private void remember(PbxChannel channel) {
        Set<PbxChannel> together = world.others(channel);
        alike.meet(withThemselves(channel, together));
        boolean customers = Stream.concat(Stream.of(channel), together.stream()).anyMatch(this::mustBeHeard);
        if (customers) {
            Stream.concat(Stream.of(channel), together.stream())
                    .flatMap(member -> member.person().stream())
                    .filter(Person::employee)
                    .forEach(wereAgents::add);
        }
    }

    private static Set<PbxChannel> withThemselves(PbxChannel channel, Set<PbxChannel> others) {
        Set<PbxChannel> all = new LinkedHashSet<>(others);
        all.add(channel);
        return all;
    }

    private boolean mustBeHeard(PbxChannel channel) {
        return Alike.isCustomer(channel)
                && !world.unclear(channel)
                && world.others(channel).stream()
                        .anyMatch(other -> other.person().orElseThrow().employee())
                && world.story(channel).wish(world.site()) == Wish.HEARD;
    }

    /** Whether a channel that nobody saw before, and what stands for it behind Local channels, tell whose it is. */
    private boolean tellsByItself(PbxChannel channel) {
        boolean told = ends(channel).stream().anyMatch(this::tells) || calledOutward(channel);
        return told && world.story(channel).wish(world.site()) == Wish.HEARD;
    }

    private static List<PbxChannel> ends(PbxChannel channel) {
        List<PbxChannel> ends = new ArrayList<>();
        for (Optional<PbxChannel> end = Optional.of(channel); end.isPresent() && !ends.contains(end.get()); ) {
            ends.add(end.get());
            end = Optional.of(end.get()).filter(Moves::talks).map(Moves::peer).flatMap(PbxChannel::otherEnd);
        }
        return ends;
    }

    /** Who runs Queue or Dial called, and the queue or the number that it called stands on it. */
    private boolean tells(PbxChannel channel) {
        if (!Set.of("Queue", "Dial").contains(channel.application())) {
            return false;
        }
        Story own = new Story();
        own.comesThroughQueue(variable(channel, "QUEUENAME"));
        if (channel.application().equals("Queue")) {
            own.comesThroughQueue(channel.data().substring(0, channel.data().indexOf(',')));
        }
        own.dialled(variable(channel, "CALLERID(dnid)"));
        Optional.of(variable(channel, Profile.VARIABLE))
                .filter(profile -> !profile.isEmpty())
                .ifPresent(own::names);
        return own.wish(world.site()) == Wish.HEARD;
    }

    private String variable(PbxChannel channel, String name) {
        return world.variable(channel.id(), name).orElse("");
    }

    /** Whether the one who dialled it tells that. */
    private boolean calledOutward(PbxChannel channel) {
        return channel.application().equals("AppDial")
                && world.others(channel).stream()
                        .anyMatch(other -> other.application().equals("Dial")
                                && variable(other, "CALLERID(dnid)").startsWith("0"));
    }

    /** Undertone begins to hear a channel as a customer's. */
    public void opened(String channelId) {
        Optional<PbxChannel> channel = world.channel(channelId);
        channel.ifPresent(there -> notes.accept("-> " + there.name() + " is heard"));
        channel.flatMap(PbxChannel::person).ifPresent(person -> {
            heard.put(channelId, person);
            isWished(channel.orElseThrow());
            alike.meet(withThemselves(channel.orElseThrow(), world.others(channel.orElseThrow())));
            taken++;
            if (person.employee()) {
                evidence(channel.orElseThrow(), person)
                        .ifPresent(why -> complaints.add(
                                "employee heard as a customer: " + channel.orElseThrow() + ", " + person + "; " + why));
            }
        });
    }

    public void closed(String channelId) {
        world.channel(channelId).ifPresent(there -> notes.accept("-> " + there.name() + " is heard no longer"));
        heard.remove(channelId);
        rightlyHeard.remove(channelId);
    }

    /** Undertone tells why a channel is not heard. */
    public void excused(String channelId, String reason) {
        world.channel(channelId).ifPresent(there -> notes.accept("-> " + there.name() + " is not heard: " + reason));
        reasons.put(channelId, reason);
        world.channel(channelId).ifPresent(there -> alike.meet(withThemselves(there, world.others(there))));
    }

    /**
     * Undertone tells of a call.
     *
     * @param call its id
     * @param customers the ids of its customers' channels
     */
    public void callSeen(String call, Set<String> customers) {
        Set<String> before = customersOf.computeIfAbsent(call, id -> new LinkedHashSet<>());
        before.addAll(customers);
        if (before.size() > 1) {
            complaints.add("two customers in one call: " + before + " in " + call);
        }
    }

    public void callEnded(String call) {
        customersOf.remove(call);
    }

    /** Whether the settings or the queues' data tell that this person is an employee, whatever else is seen. */
    private boolean isKnown(Person person) {
        return (world.site().agentsAreNamed() && person.employee() && !person.behindTrunk())
                || world.site().isMember(person);
    }

    /** What tells that this person is an employee, if anything does. */
    private Optional<String> evidence(PbxChannel channel, Person person) {
        Site site = world.site();
        if (site.agentsAreNamed() && !person.behindTrunk()) {
            return Optional.of("the settings name its endpoint");
        }
        if (site.isMember(person)) {
            return Optional.of("it is a member of a queue that a profile names");
        }
        if (wereAgents.contains(person)) {
            return Optional.of(WAS_AGENT);
        }
        return world.channels().stream()
                .filter(other -> other != channel && other.person().equals(Optional.of(person)))
                .filter(other -> other.ending() == PbxChannel.Ending.CALLED
                        && !world.others(other).isEmpty())
                .findFirst()
                .map(other -> "on another line it was called by somebody: " + other);
    }

    /** What is wrong now that all is told and nothing is asked any more. */
    public List<String> complaints() {
        List<String> all = new ArrayList<>(complaints);
        complaints.clear();
        heard.forEach((id, person) -> heardRightly(id, person).ifPresent(all::add));
        customersOf.forEach((call, customers) -> {
            if (!customers.isEmpty()
                    && customers.stream().noneMatch(id -> world.channel(id).isPresent())) {
                all.add("a call goes on whose customer has gone: " + call);
            }
        });
        world.channels().stream()
                .filter(channel ->
                        channel.person().filter(person -> !person.employee()).isPresent())
                .filter(channel -> !heard.containsKey(channel.id()))
                .flatMap(channel -> notHeard(channel).stream())
                .forEach(all::add);
        return all;
    }

    private Optional<String> heardRightly(String id, Person person) {
        Optional<PbxChannel> channel = world.channel(id);
        if (channel.isEmpty()) {
            return Optional.of("heard after its end: " + id + ", " + person);
        }
        if (person.employee()) {
            // An agent's call may be that customer's with whom they were joined while they were taken for one: both
            // look
            // alike.
            return evidence(channel.get(), person)
                    .filter(why -> !why.equals(WAS_AGENT))
                    .map(why -> "employee is still heard as a customer: " + channel.get() + ", " + person + "; " + why);
        }
        return isWished(channel.get())
                ? Optional.empty()
                : Optional.of("heard without a profile: " + channel.get() + ", " + person + "; "
                        + world.story(channel.get()));
    }

    /**
     * Whether the settings may want that it is heard. Whoever comes to a customer's call is in that call, and it goes on, also
     * if that customer leaves and the agents go on to speak with the other; only what is off stays off.
     */
    private boolean isWished(PbxChannel channel) {
        Story story = world.story(channel);
        boolean off = story.isOff() && story.wish(world.site()) == Wish.NOT_HEARD;
        if (off && !alike.isOffForgotten(channel, ends(channel))) {
            return false;
        }
        if (world.storiesWith(channel).stream().anyMatch(other -> other.wish(world.site()) != Wish.NOT_HEARD)) {
            rightlyHeard.add(channel.id());
        }
        return rightlyHeard.contains(channel.id());
    }

    private Optional<String> notHeard(PbxChannel channel) {
        Set<PbxChannel> others = world.others(channel);
        if (others.stream().noneMatch(other -> other.person().orElseThrow().employee())) {
            return Optional.empty();
        }
        Wish wish = world.story(channel).wish(world.site());
        String reason = reasons.getOrDefault(channel.id(), "");
        if (wish == Wish.NOT_HEARD && !reason.isEmpty()) {
            return Optional.empty();
        }
        if (wish == Wish.EITHER || (!reason.isEmpty() && excusable(channel, others, reason))) {
            return Optional.empty();
        }
        String what = reason.isEmpty() ? "not heard without a reason" : "not heard though it must be (" + reason + ")";
        return Optional.of(what + ": " + channel + ", " + channel.person().orElseThrow() + "; " + world.story(channel)
                + "; with " + others);
    }

    /** Whether a reason is true, and nobody could know better. */
    private boolean excusable(PbxChannel channel, Set<PbxChannel> others, String reason) {
        Person person = channel.person().orElseThrow();
        if (world.unclear(channel) || alike.excuses(channel, reason)) {
            return true;
        }
        boolean another =
                others.stream().anyMatch(other -> !other.person().orElseThrow().employee());
        boolean ownSecondLine = world.channels().stream()
                .anyMatch(other -> other != channel
                        && other.person().equals(channel.person())
                        && !person.number().isEmpty());
        return !reason.contains("no profile") && !reason.contains(Profile.OFF) && (another || ownSecondLine);
    }

    /** How many taps were opened. */
    public int taken() {
        return taken;
    }
}
