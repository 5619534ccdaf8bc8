package org.undertone.evaluation.data;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.undertone.core.Emotion;

/** The words that data sets have for the nine. */
final class EmotionWords {

    private static final Map<String, Emotion> WORDS = words();

    private EmotionWords() {}

    private static Map<String, Emotion> words() {
        Map<String, Emotion> words = new TreeMap<>();
        Emotion.all().forEach(emotion -> words.put(emotion.label(), emotion));
        words.put("anger", Emotion.ANGRY);
        words.put("disgust", Emotion.DISGUSTED);
        words.put("fear", Emotion.FEARFUL);
        words.put("happiness", Emotion.HAPPY);
        words.put("joy", Emotion.HAPPY);
        words.put("sadness", Emotion.SAD);
        words.put("surprise", Emotion.SURPRISED);
        return Map.copyOf(words);
    }

    static Optional<Emotion> emotion(String word) {
        return Optional.ofNullable(WORDS.get(word.strip().toLowerCase(Locale.ROOT)));
    }
}
