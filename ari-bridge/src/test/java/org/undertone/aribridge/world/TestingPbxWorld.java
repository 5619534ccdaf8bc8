package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A company and its callers, and what they do one step after the other. It tells what a PBX tells; {@link WorldOracle} asks it
 * for what no PBX tells.
 */
public final class TestingPbxWorld {

    static final String NOTHING = "nothing happens";

    private static final int LINES = 2;

    private final Site site;
    private final long seed;
    private final TestingPbx pbx;
    private final Calls calls;
    private final Endings endings;
    private final Moves moves;
    private final Dialers dialers;
    private final Stories stories;
    private final Set<PbxChannel> unclear = new HashSet<>();
    private String said = "";

    /** One in which nobody calls yet; what its PBX tells goes to {@code told}, at once. */
    public TestingPbxWorld(Site site, long seed, Consumer<PbxEvent> told) {
        this.site = site;
        this.seed = seed;
        this.pbx = new TestingPbx(new Random(seed), told);
        this.calls = new Calls(site, pbx);
        this.endings = new Endings(pbx, calls);
        this.moves = new Moves(pbx, calls, endings);
        this.stories = new Stories(site, pbx, calls);
        this.dialers = new Dialers(this, calls, endings);
    }

    public Site site() {
        return site;
    }

    List<PbxChannel> channels() {
        return pbx.channels();
    }

    Optional<PbxChannel> channel(String id) {
        return pbx.channel(id);
    }

    Story story(PbxChannel channel) {
        return stories.of(channel);
    }

    /** Whether nothing that the PBX tells can tell who that is in the call it is in. */
    boolean unclear(PbxChannel channel) {
        return unclear.contains(channel);
    }

    void clear(PbxChannel channel, boolean told) {
        if (told) {
            unclear.remove(channel);
        } else {
            unclear.add(channel);
        }
    }

    /** All channels as ARI lists them. */
    public List<ChannelView> channelViews() {
        return pbx.channels().stream().map(PbxChannel::view).toList();
    }

    /** All bridges as ARI lists them. */
    public List<BridgeView> bridgeViews() {
        return pbx.bridges().stream().map(PbxBridge::view).toList();
    }

    /** A variable of a channel, or a function's value; empty if it is not set, nothing if the channel is gone. */
    public Optional<String> variable(String channelId, String name) {
        return pbx.channel(channelId).map(channel -> switch (name) {
            case "CHANNEL(linkedid)" -> channel.linkedId();
            case "CHANNEL(pjsip,remote_uri)" -> channel.farNumber();
            default ->
                channel.variables().getOrDefault(name, channel.variables().getOrDefault("__" + name, ""));
        });
    }

    /** Whether all the lines of that channel's endpoint are held by others, which is its device state. */
    public boolean isHeld(String channelId) {
        return pbx.channel(channelId).flatMap(PbxChannel::person).map(Person::endpoint).stream()
                .flatMap(endpoint -> lines().stream()
                        .filter(line -> line.person().orElseThrow().endpoint().equals(endpoint)))
                .allMatch(line -> Moves.talks(line) && Moves.peer(line).holds());
    }

    /** What happened in the last step, in words. */
    public String said() {
        return said;
    }

    void says(String words) {
        said = words;
    }

    /** Everybody hangs up. */
    public void end() {
        said = "everybody hangs up";
        List<PbxChannel> all = pbx.channels();
        all.stream()
                .filter(channel -> channel.person().isPresent() && !channel.gone())
                .forEach(endings::hangUp);
        pbx.channels().stream().filter(channel -> !channel.gone()).forEach(endings::hangUp);
    }

    /** One step; what cannot happen now does not. */
    public void take(Step step) {
        said = NOTHING;
        pbx.chance().setSeed(step.chance(seed));
        switch (step.what()) {
            case CALL -> call(step);
            case ANSWER -> one(calls.ringing(), step.who()).ifPresent(call -> answer(call, step.where()));
            case PICK_UP -> pickUp(step);
            case HOLD ->
                one(talking(true), step.who()).filter(line -> !line.holds()).ifPresent(line -> {
                    said = line + " holds";
                    pbx.hold(line, true);
                });
            case RESUME ->
                one(talking(true).stream().filter(PbxChannel::holds).toList(), step.who())
                        .ifPresent(line -> {
                            said = line + " resumes";
                            pbx.hold(line, false);
                        });
            case BLIND_TRANSFER -> one(talking(true), step.who()).ifPresent(line -> blind(line, step));
            case ATTENDED_TRANSFER -> attended(step);
            case TRANSFER_BY_KEYS -> byKeys(step);
            case PARK ->
                one(talking(false), step.who()).ifPresent(line -> {
                    said = line + " parks " + Moves.peer(line);
                    moves.park(line);
                });
            case FETCH -> fetch(step);
            case REDIRECT -> redirect(step);
            case TO_CONFERENCE -> toConference(step);
            case LOG_IN -> dialers.logIn();
            case ORIGINATE -> dialers.originate(step);
            case CHAIN -> dialers.chain(step);
            case OPTIMISE ->
                one(pbx.channels().stream().filter(Moves::canOptimise).toList(), step.who())
                        .ifPresent(end -> {
                            said = end + " is optimised away";
                            moves.optimise(
                                    end.name().endsWith(";1")
                                            ? end
                                            : end.otherEnd().orElseThrow());
                        });
            case HANG_UP ->
                one(lines(), step.who()).ifPresent(line -> {
                    said = line + " hangs up";
                    in(story(line), () -> endings.hangUp(line));
                });
            default -> throw new IllegalArgumentException(step + " is not the PBX's");
        }
    }

    static <T> Optional<T> one(List<T> of, int number) {
        return of.isEmpty() ? Optional.empty() : Optional.of(of.get(number % of.size()));
    }

    /** All channels of telephones. */
    private List<PbxChannel> lines() {
        return pbx.channels().stream()
                .filter(channel -> channel.person().isPresent())
                .toList();
    }

    /** Those of them who talk with one other; whose telephone can transfer, or of employees alone. */
    private List<PbxChannel> talking(boolean anybody) {
        return lines().stream()
                .filter(Moves::talks)
                .filter(line -> anybody || line.person().orElseThrow().employee())
                .filter(line ->
                        line.ending() == PbxChannel.Ending.CALLED || line.ending() == PbxChannel.Ending.DIALPLAN)
                .toList();
    }

    /** Those who have a line left. */
    List<Person> free(boolean employee) {
        return site.people().stream()
                .filter(person -> person.employee() == employee)
                .filter(person -> lines().stream()
                                .filter(line -> line.person().equals(Optional.of(person)))
                                .count()
                        < LINES)
                .toList();
    }

    /** What begins now belongs to that story. */
    void in(Story story, Runnable happens) {
        stories.in(story, happens);
    }

    private void call(Step step) {
        boolean employee = step.how() % 3 == 0;
        one(free(employee), step.who()).ifPresent(person -> {
            String number = number(step.where(), employee && !person.behindTrunk());
            Story story = new Story();
            story.dials(number, site);
            said = person + " calls " + number;
            in(story, () -> {
                PbxChannel line = calls.begin(person, number);
                // Nobody calls anybody in a conference.
                clear(line, !number.equals("800"));
                calls.run(line, number);
            });
            if (step.how() % 7 > 0) {
                answerLast(step.how());
            }
        });
    }

    /** A number that one can dial: an employee any, also of those outside. */
    private String number(int choice, boolean employee) {
        List<String> numbers = new ArrayList<>(site.numbers().keySet().stream()
                .filter(number -> employee || !number.startsWith("9"))
                .toList());
        if (employee) {
            site.people().stream()
                    .filter(person -> !person.number().isEmpty() && (person.behindTrunk() || !person.employee()))
                    .forEach(person -> numbers.add("0" + person.number()));
        }
        numbers.remove("900");
        return numbers.get(choice % numbers.size());
    }

    /** Somebody of whom the newest call rings answers it. */
    void answerLast(int choice) {
        if (!calls.ringing().isEmpty()) {
            answer(calls.ringing().get(calls.ringing().size() - 1), choice);
        }
    }

    private void answer(Ringing call, int choice) {
        // Nobody answers a call of their own.
        List<Ringing.Called> others = call.called().stream()
                .filter(called -> !called.pool()
                        || called.channel().bridge().filter(PbxBridge::holding).isPresent())
                .filter(called -> callers(call).stream().noneMatch(caller -> caller.person()
                        .equals(called.channel().person())))
                .toList();
        one(others, choice).ifPresent(called -> {
            said = (said.equals(NOTHING) ? "" : said + "; ") + called.channel() + " answers " + call.caller();
            if (called.pool()) {
                stories.isNowIn(called.channel(), story(call.caller()));
            }
            in(story(call.caller()), () -> calls.answer(call, called));
        });
    }

    private List<Person> others(List<Person> people, Ringing call) {
        return people.stream()
                .filter(person -> callers(call).stream()
                        .noneMatch(caller -> caller.person().equals(Optional.of(person))))
                .toList();
    }

    /** Who would speak with one who answers. */
    private Set<PbxChannel> callers(Ringing call) {
        Set<PbxChannel> callers = Conversation.of(call.caller());
        // Behind a Local channel that waits for an answer is who dialled it.
        call.caller().otherEnd().ifPresent(first -> {
            callers.addAll(Conversation.of(first));
            pbx.channels().stream()
                    .filter(channel -> channel.data().startsWith(first.name().replaceAll("-[0-9a-f]{8};1$", "")))
                    .forEach(callers::add);
        });
        return callers;
    }

    private void pickUp(Step step) {
        one(calls.ringing(), step.who()).ifPresent(call -> one(
                        call.called().stream().filter(called -> !called.pool()).toList(), step.where())
                .ifPresent(rings -> one(others(free(true), call), step.how()).ifPresent(person -> {
                    said = person + " picks up " + rings.channel();
                    in(story(call.caller()), () -> moves.pickUp(call, rings, person));
                })));
    }

    private void blind(PbxChannel line, Step step) {
        boolean employee = line.person().orElseThrow().employee();
        String number = number(step.where(), employee);
        said = line + " sends " + Moves.peer(line) + " on to " + number;
        if (!employee) {
            // Whom a customer sends on may meet anybody.
            others(line)
                    .forEach(other -> clear(other, other.person().orElseThrow().employee()));
        }
        others(line).forEach(other -> story(other).goesOn());
        // Who is called outside by a transfer is in nobody's story.
        Story story = number.startsWith("0") ? Story.unsure() : stories.sentOn(others(line), line, number);
        in(story, () -> moves.blind(line, number));
        if (step.how() % 7 > 0) {
            answerLast(step.how());
        }
    }

    /** All who talk with a channel, itself not among them. */
    Set<PbxChannel> others(PbxChannel line) {
        return Conversation.others(line);
    }

    /** The stories of all with whom a channel talks, its own among them. */
    Set<Story> storiesWith(PbxChannel line) {
        return stories.with(line);
    }

    private void attended(Step step) {
        List<PbxChannel> consulting = talking(true).stream()
                .filter(line -> secondLine(line).isPresent())
                .toList();
        one(consulting, step.who()).ifPresent(held -> {
            PbxChannel consultation = secondLine(held).orElseThrow();
            said = held + " joins " + Moves.peer(held) + " with " + Moves.peer(consultation);
            if (!held.holds()) {
                pbx.hold(held, true);
            }
            stories.join(held, consultation);
            moves.attended(held, consultation);
        });
    }

    /** The other line of a telephone, in another bridge. */
    private Optional<PbxChannel> secondLine(PbxChannel line) {
        return talking(true).stream()
                .filter(other -> other != line && other.person().equals(line.person()))
                .filter(other -> !other.bridge().equals(line.bridge()))
                .findFirst();
    }

    private void byKeys(Step step) {
        List<Person> colleagues = List.of(Site.SECOND_AGENT, Site.COLLEAGUE, Site.RECEPTION);
        one(talking(false), step.who())
                .ifPresent(line -> one(notWith(line, colleagues), step.where()).ifPresent(colleague -> {
                    said = line + " asks " + colleague + " and joins " + Moves.peer(line) + " with them";
                    in(story(line), () -> moves.attendedByKeys(line, colleague));
                }));
    }

    private static List<Person> notWith(PbxChannel line, List<Person> people) {
        return people.stream()
                .filter(person -> Conversation.of(line).stream()
                        .noneMatch(there -> there.person().equals(Optional.of(person))))
                .toList();
    }

    private void fetch(Step step) {
        one(pbx.channels().stream().filter(Moves::isParked).toList(), step.who())
                .ifPresent(parked -> one(free(true), step.where()).ifPresent(person -> {
                    said = person + " fetches " + parked;
                    in(new Story(), () -> moves.fetch(parked, person));
                }));
    }

    private void redirect(Step step) {
        one(talking(true), step.who()).ifPresent(line -> {
            String number = number(step.where(), false);
            said = "a program sends " + line + " to " + number;
            Story story = story(line);
            if (others(line).isEmpty()) {
                // It only waited where it came from.
                story.doubt();
            }
            story.comesTo(number, site);
            in(story, () -> moves.redirect(line, number));
            if (step.how() % 7 > 0) {
                answerLast(step.how());
            }
        });
    }

    private void toConference(Step step) {
        one(talking(true), step.who())
                .filter(line -> Moves.peer(line).person().isPresent())
                .ifPresent(line -> {
                    said = "a program sends " + line + " and " + Moves.peer(line) + " to the conference";
                    moves.toConference(line);
                });
    }
}
