package org.undertone.aribridge.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which channel is in which story, and what becomes of stories when people come together. */
final class Stories {

    private final Site site;
    private final TestingPbx pbx;
    private final Calls calls;
    private final Map<PbxChannel, Story> stories = new HashMap<>();

    Stories(Site site, TestingPbx pbx, Calls calls) {
        this.site = site;
        this.pbx = pbx;
        this.calls = calls;
    }

    Story of(PbxChannel channel) {
        return stories.getOrDefault(channel, new Story());
    }

    /** Somebody who waited, or goes on to the next, is in another story from now on. */
    void isNowIn(PbxChannel channel, Story story) {
        stories.put(channel, story);
    }

    /** What begins now belongs to that story. */
    void in(Story story, Runnable happens) {
        happens.run();
        pbx.channels().stream()
                .filter(channel -> !stories.containsKey(channel))
                .forEach(channel -> stories.put(channel, dialledNext(channel).orElse(story)));
    }

    /** Whom a dialer calls next for an agent whom it keeps is in no story of those before, and with them the agent. */
    private Optional<Story> dialledNext(PbxChannel channel) {
        return calls.ringing().stream()
                .filter(call -> call.caller().ending() == PbxChannel.Ending.GOES_ON)
                .filter(call -> call.called().stream().anyMatch(called -> called.channel() == channel))
                .map(Ringing::caller)
                .filter(stories::containsKey)
                .findFirst()
                .map(agent -> {
                    Story next = Dialers.campaign();
                    isNowIn(agent, next);
                    return next;
                });
    }

    /** Those come to a place of the dialplan; whose story it is that whoever is called there comes into. */
    Story sentOn(Set<PbxChannel> channels, PbxChannel by, String number) {
        List<Story> sent = channels.stream().map(this::of).distinct().toList();
        Story story = sent.isEmpty() ? of(by) : sent.get(0);
        (sent.isEmpty() ? List.of(story) : sent).forEach(each -> each.comesTo(number, site));
        return story;
    }

    /** The stories of all with whom a channel talks, its own among them. */
    Set<Story> with(PbxChannel line) {
        return Conversation.of(line).stream().map(this::of).collect(Collectors.toSet());
    }

    /** Those who talk on two lines of a telephone talk with each other from now on. */
    void join(PbxChannel held, PbxChannel consultation) {
        Story one = of(held).copy();
        Story other = of(consultation).copy();
        Set<Story> further = with(held);
        further.addAll(with(consultation));
        further.removeAll(List.of(of(held), of(consultation)));
        further.forEach(story -> {
            story.joins(one, false, site);
            story.joins(other, false, site);
        });
        of(held).joins(other, wasAskedForOthers(consultation), site);
        of(consultation).joins(one, wasAskedForOthers(held), site);
    }

    /** Whether the call on that line was made by the telephone itself, and whom it called is still there. */
    private static boolean wasAskedForOthers(PbxChannel line) {
        return !line.wasCalled() && Moves.peer(line).ending() == PbxChannel.Ending.CALLED;
    }
}
