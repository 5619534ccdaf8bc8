package org.undertone.evaluation.alarms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.undertone.core.Assessment.Scored;
import org.undertone.core.Emotion;
import org.undertone.inference.model.ModelDescription;

/**
 * What was measured on natural speech.
 *
 * @param model which model
 * @param plan how
 * @param heard a recording each, at least one, in the order of their names
 * @param unheard recordings that gave no sound or hold no speech, and why, by their names
 * @param errors rules that could not always be asked, and the first reason
 */
public record NaturalEvaluation(
        ModelDescription model,
        NaturalPlan plan,
        List<HeardRecording> heard,
        Map<String, String> unheard,
        Map<String, String> errors) {

    public NaturalEvaluation {
        heard = List.copyOf(heard);
        unheard = Collections.unmodifiableMap(new LinkedHashMap<>(unheard));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
    }

    /**
     * The recordings of one source.
     *
     * @param source its name
     * @param heard its recordings
     */
    public record Source(String source, List<HeardRecording> heard) {

        public Source {
            heard = List.copyOf(heard);
        }

        /** In which share of its windows anger is heard. */
        public EmotionShare angry() {
            return EmotionShare.of(Emotion.ANGRY, windowsOf(heard));
        }

        /** The alarms of all rules. */
        public AlarmCount alarms() {
            return AlarmCount.all(heard);
        }

        /** Those that open a ticket. */
        public AlarmCount tickets() {
            return AlarmCount.tickets(heard);
        }
    }

    /** How long all recordings last. */
    public Duration length() {
        return heard.stream().map(HeardRecording::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long somebody spoke in them. */
    public Duration speech() {
        return heard.stream().map(HeardRecording::speech).reduce(Duration.ZERO, Duration::plus);
    }

    /** How long somebody spoke of whom it was known how they began: rules that ask for that can fire in this time only. */
    public Duration ownKnown() {
        return heard.stream().map(HeardRecording::ownKnown).reduce(Duration.ZERO, Duration::plus);
    }

    /** All windows in which somebody spoke. */
    public List<Scored> windows() {
        return windowsOf(heard);
    }

    private static List<Scored> windowsOf(List<HeardRecording> recordings) {
        return recordings.stream()
                .flatMap(recording -> recording.windows().stream())
                .toList();
    }

    /** The alarms of all rules, those that open a ticket, and then each rule's, in the order of the file. */
    public List<AlarmCount> alarms() {
        List<AlarmCount> alarms = new ArrayList<>(List.of(AlarmCount.all(heard), AlarmCount.tickets(heard)));
        plan.rules().names().forEach(rule -> alarms.add(AlarmCount.rule(rule, heard)));
        return alarms;
    }

    /** How often each emotion that the model can hear is heard, in index order. */
    public List<EmotionShare> shares() {
        List<Scored> windows = windows();
        return Emotion.all().stream()
                .filter(model.trained()::contains)
                .map(emotion -> EmotionShare.of(emotion, windows))
                .toList();
    }

    /** The sources, by name. */
    public List<Source> sources() {
        return heard.stream()
                .collect(Collectors.groupingBy(
                        recording -> recording.recording().source(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
    }
}
