package org.undertone.aribridge.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.aribridge.world.PbxChannel.Ending;
import org.undertone.aribridge.world.PbxQueue.Member;
import org.undertone.config.Profile;

/** How calls begin: what the dialplan does with a channel, and what becomes of it when somebody answers. */
final class Calls {

    private static final String POOL = "agent-pool";

    private final Site site;
    private final TestingPbx pbx;
    private final List<Ringing> ringing = new ArrayList<>();
    /** Who called the first end of which Local channel, until that answers. */
    private final Map<PbxChannel, PbxChannel> dialling = new LinkedHashMap<>();

    private Optional<PbxChannel> loggedIn = Optional.empty();

    Calls(Site site, TestingPbx pbx) {
        this.site = site;
        this.pbx = pbx;
    }

    List<Ringing> ringing() {
        return ringing;
    }

    Optional<PbxChannel> loggedIn() {
        return loggedIn.filter(channel -> !channel.gone());
    }

    /** A telephone calls a number. */
    PbxChannel begin(Person caller, String number) {
        PbxChannel channel = pbx.newChannel(caller);
        channel.variables().put("CALLERID(dnid)", number);
        channel.at(number);
        return channel;
    }

    /** A channel is at a number of the dialplan. */
    void run(PbxChannel channel, String number) {
        channel.at(number);
        site.target(number).ifPresent(target -> run(channel, target));
    }

    private void run(PbxChannel channel, Target target) {
        if (target instanceof Target.ToQueue queue) {
            queue(channel, queue.name(), () -> {});
        } else if (target instanceof Target.ToPhones phones) {
            dial(channel, phones.phones(), () -> {});
        } else if (target instanceof Target.Outward) {
            site.outside(channel.extension().substring(1))
                    .ifPresent(person -> dial(channel, List.of(person), () -> {}));
        } else if (target instanceof Target.ToConference) {
            conference(channel);
        } else if (target instanceof Target.Named named) {
            name(channel, named);
            run(channel, named.then());
        } else if (target instanceof Target.BotFirst bot) {
            bot(channel);
            run(channel, bot.then());
        } else if (target instanceof Target.ThroughLocal local) {
            throughLocal(channel, local);
        } else if (target instanceof Target.Login) {
            logIn(channel);
        }
    }

    private static void name(PbxChannel channel, Target.Named named) {
        channel.variables().put((named.inherited() ? "__" : "") + Profile.VARIABLE, named.profile());
    }

    private void conference(PbxChannel channel) {
        pbx.runs(channel, "ConfBridge", "800");
        pbx.enter(pbx.standing("conference", PbxBridge.Kind.CONFERENCE), channel);
    }

    /** A foreign application takes the channel into a bridge of its own, with the bot's sound, and lets it go on. */
    private void bot(PbxChannel channel) {
        pbx.runs(channel, "Stasis", "bot");
        PbxBridge bridge = pbx.newBridge(PbxBridge.Kind.STASIS);
        pbx.enter(bridge, channel);
        PbxChannel sound = pbx.newChannel("UnicastRTP");
        pbx.runs(sound, "Stasis", "bot");
        pbx.enter(bridge, sound);
        pbx.leave(channel);
        pbx.leave(sound);
        pbx.destroy(sound);
    }

    private void logIn(PbxChannel channel) {
        pbx.runs(channel, "AgentLogin", "1001");
        channel.ends(Ending.AGENT_POOL);
        loggedIn = Optional.of(channel);
        waitInPool(channel);
    }

    /** An agent of AgentLogin whose customer has gone waits for the next. */
    void waitInPool(PbxChannel channel) {
        pbx.enter(pbx.standing(POOL, PbxBridge.Kind.HOLDING), channel);
    }

    private void throughLocal(PbxChannel channel, Target.ThroughLocal local) {
        PbxChannel first = pbx.newLocal(local.number() + "@services", !local.stays());
        PbxChannel second = first.otherEnd().orElseThrow();
        pbx.runs(channel, "Dial", "Local/" + local.number() + "@services" + (local.stays() ? "/n" : "") + ",30");
        called(channel, first, "AppDial");
        handOn(channel, second);
        pbx.dials(channel, first);
        second.at(local.number());
        // What it leads to is answered first, and then this one.
        Target target = site.target(local.number()).orElseThrow();
        if (target instanceof Target.Named named) {
            name(second, named);
            target = named.then();
        }
        run(second, target);
        dialling.put(first, channel);
        alsoAnswered(() -> {
            dialling.remove(first);
            connect(channel, first);
        });
    }

    /** The newest that rings goes on with that as well. */
    private void alsoAnswered(Runnable then) {
        Ringing last = ringing.remove(ringing.size() - 1);
        ringing.add(new Ringing(last.caller(), last.called(), last.queue(), () -> {
            last.answered().run();
            then.run();
        }));
    }

    private void dial(PbxChannel caller, List<Person> phones, Runnable answered) {
        pbx.runs(
                caller,
                "Dial",
                String.join("&", phones.stream().map(Person::dialString).toList()) + ",30,tTkK");
        List<Ringing.Called> called = phones.stream()
                .map(person -> new Ringing.Called(phone(caller, person, "AppDial"), Optional.empty(), "", false))
                .toList();
        ringing.add(new Ringing(caller, called, Optional.empty(), answered));
    }

    private void queue(PbxChannel caller, String written, Runnable answered) {
        PbxQueue queue = site.queue(written);
        pbx.runs(caller, "Queue", written + ",ctTkK,,,60");
        if (queue.tellsItsName()) {
            caller.variables().put("QUEUENAME", queue.name());
        }
        List<Ringing.Called> called = queue.members().stream()
                .flatMap(member -> ring(caller, member).stream())
                .toList();
        ringing.add(new Ringing(caller, called, Optional.of(queue), answered));
    }

    private Optional<Ringing.Called> ring(PbxChannel caller, Member member) {
        String memberInterface = member.queueInterface();
        return switch (member.way()) {
            case DIRECT ->
                Optional.of(new Ringing.Called(
                        phone(caller, member.person(), "AppQueue"), Optional.empty(), memberInterface, false));
            case LOCAL, LOCAL_OPTIMISED -> {
                PbxChannel first = local(caller, member, "from-queue");
                PbxChannel second = first.otherEnd().orElseThrow();
                pbx.runs(second, "Dial", member.person().dialString() + ",20,tTr");
                PbxChannel phone = phone(second, member.person(), "AppDial");
                yield Optional.of(new Ringing.Called(phone, Optional.of(first), memberInterface, false));
            }
            case POOL ->
                loggedIn()
                        .filter(agent ->
                                agent.bridge().filter(PbxBridge::holding).isPresent())
                        .filter(agent -> agent.person().equals(Optional.of(member.person())))
                        .map(agent -> {
                            PbxChannel first = local(caller, member, "agents");
                            pbx.runs(first.otherEnd().orElseThrow(), "AgentRequest", "1001");
                            return new Ringing.Called(agent, Optional.of(first), memberInterface, true);
                        });
        };
    }

    private PbxChannel local(PbxChannel caller, Member member, String context) {
        PbxChannel first = pbx.newLocal(member.person().number() + "@" + context, member.way() != PbxQueue.Way.LOCAL);
        called(caller, first, "AppQueue");
        handOn(caller, first.otherEnd().orElseThrow());
        first.otherEnd().orElseThrow().at(member.person().number());
        pbx.dials(caller, first);
        return first;
    }

    private PbxChannel phone(PbxChannel caller, Person person, String application) {
        PbxChannel channel = pbx.newChannel(person);
        called(caller, channel, application);
        pbx.dials(caller, channel);
        return channel;
    }

    /** What a called channel is by being called. */
    private static void called(PbxChannel caller, PbxChannel called, String application) {
        called.calledBy(application);
        called.linkedTo(caller.linkedId());
        called.otherEnd().ifPresent(second -> second.linkedTo(caller.linkedId()));
        called.connected(caller.ownNumber());
        if (called.person().map(Person::behindTrunk).orElse(called.local())) {
            // A trunk has no number of its own: it shows what was dialled in the dialplan.
            called.ownNumber(caller.extension());
        }
        caller.variables().forEach((name, value) -> {
            if (name.startsWith("__")) {
                called.variables().put(name, value);
            }
        });
    }

    /** The second end of a Local channel stands for who called the first. */
    private static void handOn(PbxChannel caller, PbxChannel second) {
        second.ownNumber(caller.ownNumber());
        caller.variables().forEach((name, value) -> {
            if (name.startsWith("__")) {
                second.variables().put(name, value);
            }
        });
    }

    /** {@code Dial(...,g)}. */
    void dialKeeping(PbxChannel caller, Person phone) {
        dial(caller, List.of(phone), () -> {});
    }

    /** Whether the dialplan goes on after the queue that a channel was in. */
    boolean survey(PbxChannel channel) {
        String written = channel.data().substring(0, channel.data().indexOf(','));
        return site.queue(written).goesOn();
    }

    /** One who rings answers; the others ring no more. */
    void answer(Ringing call, Ringing.Called answers) {
        ringing.remove(call);
        call.called().stream().filter(other -> !other.equals(answers)).forEach(this::ringsNoMore);
        call.queue().filter(PbxQueue::tellsItsName).ifPresent(queue -> {
            PbxChannel member = answers.local().orElse(answers.channel());
            for (PbxChannel channel : List.of(call.caller(), member)) {
                channel.variables().put("QUEUENAME", queue.name());
                channel.variables().put("MEMBERINTERFACE", answers.memberInterface());
            }
        });
        if (answers.local().isPresent()) {
            connectThroughLocal(call.caller(), answers);
        } else {
            connect(call.caller(), answers.channel());
        }
        call.answered().run();
    }

    private void ringsNoMore(Ringing.Called called) {
        if (!called.pool()) {
            pbx.destroy(called.channel());
        }
        called.local().ifPresent(first -> {
            pbx.destroy(first);
            pbx.destroy(first.otherEnd().orElseThrow());
        });
    }

    /** Who is called enters before who calls. */
    void connect(PbxChannel caller, PbxChannel called) {
        connections(caller, called).forEach(Runnable::run);
    }

    private List<Runnable> connections(PbxChannel caller, PbxChannel called) {
        PbxBridge bridge = pbx.newBridge(PbxBridge.Kind.BASIC);
        return List.of(
                () -> {
                    caller.connected(called.ownNumber());
                    pbx.enter(bridge, called);
                },
                () -> pbx.enter(bridge, caller));
    }

    private void connectThroughLocal(PbxChannel caller, Ringing.Called answers) {
        PbxChannel first = answers.local().orElseThrow();
        PbxChannel second = first.otherEnd().orElseThrow();
        if (answers.pool()) {
            PbxBridge bridge = pbx.newBridge(PbxBridge.Kind.BASIC);
            pbx.enter(bridge, second);
            pbx.leave(answers.channel());
            pbx.enter(bridge, answers.channel());
            connect(caller, first);
        } else {
            pbx.atOnce(List.of(connections(second, answers.channel()), connections(caller, first)));
        }
    }

    /** Who rang does not ring any more, for who called has gone. */
    void giveUp(PbxChannel caller) {
        List.copyOf(ringing).stream().filter(call -> call.caller() == caller).forEach(call -> {
            ringing.remove(call);
            call.called().forEach(this::ringsNoMore);
        });
    }

    /** The first ends of Local channels that a channel calls and that do not answer yet. */
    List<PbxChannel> dialledBy(PbxChannel caller) {
        List<PbxChannel> firsts = dialling.keySet().stream()
                .filter(first -> dialling.get(first) == caller)
                .toList();
        firsts.forEach(dialling::remove);
        return firsts;
    }

    /** Who calls the first end of a Local channel, which does not answer yet. */
    Optional<PbxChannel> callerOf(PbxChannel first) {
        return Optional.ofNullable(dialling.remove(first));
    }

    /** A dialer calls somebody by a Local channel, and who answers comes into a queue. */
    void originateThroughLocal(Person called, String queue, boolean stays) {
        PbxChannel first = pbx.newLocal(called.number() + "@services", !stays);
        PbxChannel second = first.otherEnd().orElseThrow();
        first.originated();
        second.ownNumber("5551");
        second.at(called.number());
        dial(second, List.of(called), () -> {
            first.at("600");
            first.ownNumber(second.extension());
            queue(first, queue, () -> {});
        });
    }

    /** A dialer calls a telephone, and who answers comes to a number of the dialplan. */
    void originate(Person called, String number, Optional<String> profile) {
        PbxChannel channel = pbx.newChannel(called);
        channel.originated();
        channel.ownNumber("5551");
        profile.ifPresent(name -> channel.variables().put("__" + Profile.VARIABLE, name));
        run(channel, number);
    }
}
