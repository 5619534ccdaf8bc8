package org.undertone.cli.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.undertone.core.Assessment;
import org.undertone.core.Doubt;
import org.undertone.core.Emotion;
import org.undertone.core.LegId;
import org.undertone.core.NotScoredReason;
import org.undertone.core.SpeechRate;
import org.undertone.core.Track;
import org.undertone.ledger.entry.ActionRecord;
import org.undertone.ledger.entry.AlertEnding;
import org.undertone.ledger.entry.AlertRecord;
import org.undertone.ledger.entry.CallRecord;
import org.undertone.ledger.entry.DeliveryRecord;
import org.undertone.ledger.entry.Mark;
import org.undertone.ledger.entry.NotTapped;
import org.undertone.ledger.entry.PauseRecord;
import org.undertone.ledger.entry.SupervisionRecord;
import org.undertone.ledger.entry.TapRecord;
import org.undertone.ledger.entry.Ticket;
import org.undertone.ledger.story.CallStory;
import org.undertone.ledger.story.LegSound;

/** Calls for programs, which may rely on the names in it. What is not known, or has not ended, is null. */
final class CallsJson {

    private final Moments moments;

    CallsJson(ZoneId zone) {
        this.moments = new Moments(zone);
    }

    String list(List<CallStory> calls) throws JsonProcessingException {
        return written(Map.of("calls", calls.stream().map(this::row).toList()));
    }

    String story(CallStory story) throws JsonProcessingException {
        Map<String, Object> json = facts(story);
        json.put("taps", story.taps().stream().map(this::tap).toList());
        json.put("notTapped", story.notTapped().stream().map(this::notTapped).toList());
        json.put("pauses", story.pauses().stream().map(this::pause).toList());
        json.put("sound", story.heard().stream().map(CallsJson::sound).toList());
        json.put("alerts", story.alerts().stream().map(this::alert).toList());
        json.put("marks", story.marks().stream().map(this::mark).toList());
        json.put("deliveries", story.deliveries().stream().map(this::delivery).toList());
        json.put(
                "supervisions",
                story.supervisions().stream().map(this::supervision).toList());
        return written(json);
    }

    static String written(Map<String, Object> json) throws JsonProcessingException {
        return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json)
                + System.lineSeparator();
    }

    private Map<String, Object> row(CallStory story) {
        Map<String, Object> json = facts(story);
        json.put("taps", story.taps().size());
        json.put("alerts", story.alerts().size());
        json.put("notTapped", story.notTapped().stream().map(this::notTapped).toList());
        json.put("notScored", notScored(story.notScored()));
        return json;
    }

    private Map<String, Object> facts(CallStory story) {
        Optional<CallRecord> call = story.facts();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("call", story.id().linkedId());
        json.put("profile", call.map(CallRecord::profile).orElse(null));
        json.put("queue", call.map(CallRecord::queue).orElse(null));
        json.put("did", call.map(CallRecord::did).orElse(null));
        json.put("agent", call.map(CallRecord::agent).orElse(null));
        json.put("startedAt", moment(story.startedAt()));
        json.put("alreadyGoing", call.map(CallRecord::alreadyGoing).orElse(false));
        json.put("endedAt", moment(call.flatMap(CallRecord::endedAt)));
        json.put("endReason", call.flatMap(CallRecord::endReason).orElse(null));
        return json;
    }

    private Map<String, Object> tap(TapRecord tap) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", tap.leg().channelId());
        json.put("role", tap.role().label());
        json.put("from", moments.iso(tap.from()));
        json.put("to", moment(tap.to()));
        json.put("setUpMillis", tap.setUp().toMillis());
        json.put("endReason", tap.endReason().orElse(null));
        return json;
    }

    private Map<String, Object> notTapped(NotTapped not) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", not.leg().map(LegId::channelId).orElse(null));
        json.put("at", moments.iso(not.at()));
        json.put("reason", not.reason());
        return json;
    }

    private Map<String, Object> pause(PauseRecord pause) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", pause.leg().channelId());
        json.put("reason", pause.reason());
        json.put("from", moments.iso(pause.from()));
        json.put("to", moment(pause.to()));
        return json;
    }

    private static Map<String, Object> sound(LegSound heard) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("channel", heard.leg().channelId());
        json.put("scored", amount(heard.scored()));
        json.put(
                "doubtful",
                heard.doubtful().entrySet().stream()
                        .map(doubt -> counted("doubt", doubt.getKey().label(), doubt.getValue()))
                        .toList());
        json.put("noSpeech", amount(heard.noSpeech()));
        json.put("notScored", notScored(heard.notScored()));
        return json;
    }

    private static List<Map<String, Object>> notScored(Map<NotScoredReason, LegSound.Amount> amounts) {
        return amounts.entrySet().stream()
                .map(not -> counted("reason", not.getKey().label(), not.getValue()))
                .toList();
    }

    private static Map<String, Object> counted(String key, String label, LegSound.Amount amount) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(key, label);
        json.putAll(amount(amount));
        return json;
    }

    private static Map<String, Object> amount(LegSound.Amount amount) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("windows", amount.windows());
        json.put("millis", amount.length().toMillis());
        return json;
    }

    private Map<String, Object> alert(AlertRecord alert) {
        Optional<Assessment.Scored> last = alert.evidence().stream().reduce((before, after) -> after);
        Optional<Track> track = last.map(Assessment.Scored::track);
        Optional<SpeechRate> rate = last.flatMap(Assessment.Scored::rate);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", alert.id().rule());
        json.put("episode", alert.id().episode());
        json.put("ruleVersion", alert.ruleVersion());
        json.put("labels", alert.labels());
        json.put("annotations", alert.annotations());
        json.put("values", alert.values());
        json.put("channel", alert.leg().channelId());
        json.put("firedAt", moments.iso(alert.firedAt()));
        json.put("sinceMillis", alert.since().toMillis());
        json.put("firedAtAudioMillis", alert.firedAtAudio().toMillis());
        json.put("endedAt", moment(alert.ending().map(AlertEnding::at)));
        json.put(
                "untilMillis", alert.ending().map(end -> end.until().toMillis()).orElse(null));
        json.put("windows", alert.evidence().size());
        json.put("emotion", track.map(Track::top).map(Emotion::label).orElse(null));
        json.put(
                "probability",
                track.map(heard -> heard.smoothed().of(heard.top())).orElse(null));
        json.put("mixed", track.map(CallsJson::mixed).orElse(List.of()));
        json.put("quality", last.map(scored -> scored.quality().value()).orElse(null));
        json.put("doubts", last.map(CallsJson::doubts).orElse(List.of()));
        json.put("articulationRate", rate.map(SpeechRate::articulation).orElse(null));
        json.put("speechRate", rate.map(SpeechRate::speech).orElse(null));
        json.put("tickets", alert.tickets().stream().map(Ticket::number).toList());
        json.put("actions", alert.actions().stream().map(this::action).toList());
        return json;
    }

    private static List<Map<String, Object>> mixed(Track track) {
        return track.mixed().stream()
                .map(share -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("emotion", share.emotion().label());
                    json.put("share", share.share());
                    return json;
                })
                .toList();
    }

    private static List<String> doubts(Assessment.Scored scored) {
        return scored.quality().doubts().stream().map(Doubt::label).toList();
    }

    private Map<String, Object> action(ActionRecord action) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verb", action.verb());
        json.put("outcome", action.outcome().label());
        json.put("detail", action.detail());
        json.put("at", moments.iso(action.at()));
        return json;
    }

    private Map<String, Object> mark(Mark mark) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", mark.alert().rule());
        json.put("episode", mark.alert().episode());
        json.put("channel", mark.leg().channelId());
        json.put("at", moments.iso(mark.at()));
        json.put("audioMillis", mark.audio().toMillis());
        json.put("label", mark.label());
        return json;
    }

    private Map<String, Object> delivery(DeliveryRecord delivery) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", delivery.id());
        json.put("rule", delivery.alert().rule());
        json.put("episode", delivery.alert().episode());
        json.put("verb", delivery.verb());
        json.put("destination", delivery.destination());
        json.put("state", delivery.state().label());
        json.put("createdAt", moments.iso(delivery.createdAt()));
        json.put("attempts", delivery.attempts());
        json.put("lastError", delivery.lastError().isEmpty() ? null : delivery.lastError());
        json.put("deliveredAt", moment(delivery.deliveredAt()));
        return json;
    }

    private Map<String, Object> supervision(SupervisionRecord supervision) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rule", supervision.alert().rule());
        json.put("episode", supervision.alert().episode());
        json.put("supervisor", supervision.supervisor());
        json.put("mode", supervision.mode().label());
        json.put("from", moments.iso(supervision.from()));
        json.put("to", moment(supervision.to()));
        json.put("endReason", supervision.endReason().isEmpty() ? null : supervision.endReason());
        return json;
    }

    private String moment(Optional<Instant> at) {
        return at.map(moments::iso).orElse(null);
    }
}
