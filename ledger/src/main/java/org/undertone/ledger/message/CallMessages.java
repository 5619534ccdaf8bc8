package org.undertone.ledger.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.story.CallStory;
import org.undertone.ledger.story.LegSound;
import org.undertone.wire.CallListMessage;
import org.undertone.wire.CallMessage;
import org.undertone.wire.thing.AmountJson;
import org.undertone.wire.thing.CallJson;
import org.undertone.wire.thing.DoubtfulAmountJson;
import org.undertone.wire.thing.LegSoundJson;
import org.undertone.wire.thing.NotScoredAmountJson;
import org.undertone.wire.thing.NotTappedJson;
import org.undertone.wire.thing.PauseJson;
import org.undertone.wire.thing.TapJson;

/** Calls as messages. */
public final class CallMessages {

    private CallMessages() {}

    /** Those calls, a row each. */
    public static CallListMessage list(List<CallStory> calls) {
        return new CallListMessage(calls.stream().map(CallMessages::row).toList());
    }

    /** All of one call. */
    public static CallMessage whole(CallStory story) {
        return new CallMessage(
                call(story),
                story.taps().stream().map(CallMessages::tap).toList(),
                notTapped(story),
                story.pauses().stream().map(CallMessages::pause).toList(),
                story.heard().stream().map(CallMessages::sound).toList(),
                story.alerts().stream().map(AlertMessages::alert).toList(),
                story.marks().stream().map(AlertMessages::mark).toList(),
                story.deliveries().stream().map(AlertMessages::delivery).toList(),
                story.supervisions().stream().map(AlertMessages::supervision).toList());
    }

    private static CallListMessage.Row row(CallStory story) {
        return new CallListMessage.Row(
                call(story),
                story.taps().size(),
                story.alerts().size(),
                notTapped(story),
                notScored(story.notScored()));
    }

    private static CallJson call(CallStory story) {
        Optional<CallRecord> call = story.facts();
        return new CallJson(
                story.id().linkedId(),
                call.map(CallRecord::profile),
                call.map(CallRecord::queue),
                call.map(CallRecord::did),
                call.map(CallRecord::agent),
                Optional.empty(),
                Optional.empty(),
                story.startedAt(),
                call.map(CallRecord::alreadyGoing),
                call.flatMap(CallRecord::endedAt),
                call.flatMap(CallRecord::endReason));
    }

    private static TapJson tap(TapRecord tap) {
        return new TapJson(
                tap.leg().channelId(),
                tap.role().label(),
                tap.from(),
                tap.to(),
                tap.setUp().toMillis(),
                tap.endReason());
    }

    private static List<NotTappedJson> notTapped(CallStory story) {
        return story.notTapped().stream().map(CallMessages::notTapped).toList();
    }

    private static NotTappedJson notTapped(NotTapped not) {
        return new NotTappedJson(not.leg().map(LegId::channelId), not.at(), not.reason());
    }

    private static PauseJson pause(PauseRecord pause) {
        return new PauseJson(pause.leg().channelId(), pause.reason(), pause.from(), pause.to());
    }

    private static LegSoundJson sound(LegSound heard) {
        return new LegSoundJson(
                heard.leg().channelId(),
                amount(heard.scored()),
                heard.doubtful().entrySet().stream()
                        .map(doubt -> new DoubtfulAmountJson(
                                doubt.getKey().label(),
                                doubt.getValue().windows(),
                                doubt.getValue().length().toMillis()))
                        .toList(),
                amount(heard.noSpeech()),
                notScored(heard.notScored()));
    }

    private static AmountJson amount(LegSound.Amount amount) {
        return new AmountJson(amount.windows(), amount.length().toMillis());
    }

    private static List<NotScoredAmountJson> notScored(Map<NotScoredReason, LegSound.Amount> amounts) {
        return amounts.entrySet().stream()
                .map(not -> new NotScoredAmountJson(
                        not.getKey().label(),
                        not.getValue().windows(),
                        not.getValue().length().toMillis()))
                .toList();
    }
}
