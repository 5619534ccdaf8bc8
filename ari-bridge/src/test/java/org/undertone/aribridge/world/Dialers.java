package org.undertone.aribridge.world;

import java.util.List;
import java.util.Optional;
import org.undertone.config.Profile;

/** What programs do that keep agents busy. */
final class Dialers {

    private final TestingPbxWorld world;
    private final Site site;
    private final Calls calls;
    private final Endings endings;

    Dialers(TestingPbxWorld world, Calls calls, Endings endings) {
        this.world = world;
        this.site = world.site();
        this.calls = calls;
        this.endings = endings;
    }

    /** An agent logs in, to wait in the pool. */
    void logIn() {
        if (calls.loggedIn().isEmpty() && world.free(true).contains(Site.SECOND_AGENT)) {
            world.says(Site.SECOND_AGENT + " logs in");
            world.in(new Story(), () -> calls.run(calls.begin(Site.SECOND_AGENT, "900"), "900"));
        }
    }

    /** A dialer calls somebody, for a queue or for an agent whom it called first. */
    void originate(Step step) {
        List<Person> called = world.free(false).stream()
                .filter(person -> !person.number().isEmpty())
                .toList();
        TestingPbxWorld.one(called, step.who()).ifPresent(person -> {
            Story story = new Story();
            if (step.where() % 3 < 2) {
                List<String> queues = List.copyOf(site.queues().keySet());
                String queue = queues.get(step.how() % queues.size());
                story.comesThroughQueue(queue);
                world.says("a dialer calls " + person + " for the queue " + queue);
                world.in(story, () -> calls.originateThroughLocal(person, queue, step.where() % 3 == 0));
                world.answerLast(0);
            } else {
                Person agent = List.of(Site.AGENT, Site.COLLEAGUE).get(step.how() % 2);
                Optional<String> profile = site.profiles().stream()
                        .map(Profile::name)
                        .filter("campaign"::equals)
                        .findFirst();
                profile.ifPresent(story::names);
                world.says("a dialer calls " + agent + " and then " + person);
                world.in(story, () -> calls.originate(agent, "0" + person.number(), profile));
            }
            world.answerLast(step.how());
        });
    }

    /** Of a call that a dialer makes for an agent whom it keeps. */
    static Story campaign() {
        Story story = new Story();
        story.names("campaign");
        return story;
    }

    /** A dialer keeps an agent, and calls one customer after the other. */
    void chain(Step step) {
        List<Person> customers = world.free(false).stream()
                .filter(person -> !person.number().isEmpty())
                .toList();
        TestingPbxWorld.one(
                        world.free(true).stream()
                                .filter(person -> !person.behindTrunk())
                                .toList(),
                        step.who())
                .filter(agent -> !customers.isEmpty())
                .ifPresent(agent -> {
                    world.says("a dialer keeps " + agent + " for " + customers);
                    world.in(campaign(), () -> {
                        PbxChannel channel = calls.begin(agent, "811");
                        channel.variables().put(Profile.VARIABLE, "campaign");
                        endings.chain(channel, customers);
                    });
                    world.answerLast(step.how());
                });
    }
}
