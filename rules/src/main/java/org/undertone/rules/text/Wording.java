package org.undertone.rules.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.undertone.core.Emotion;
import org.undertone.core.Role;
import org.undertone.core.Track;

/** What is said in each language: calmly, what was heard and how sure that is, and nothing about the person. */
final class Wording {

    private final Language language;

    Wording(Language language) {
        this.language = language;
    }

    /** Such as {@code sounds angry, about 72 % sure}, or {@code sounds angry and afraid, about 51 % and 30 % sure}. */
    String heard(Track track) {
        List<Track.Share> mixed = track.mixed();
        boolean single = mixed.size() < 2;
        Track.Share first =
                single ? new Track.Share(track.top(), track.smoothed().of(track.top())) : mixed.get(0);
        String feeling = single ? emotion(first.emotion()) : both(mixed);
        String sure = single
                ? percent(first.share())
                : percent(mixed.get(0).share()) + and() + percent(mixed.get(1).share());
        return switch (language) {
            case EN -> "sounds " + feeling + ", about " + sure + " sure";
            case ZH -> "听起来" + feeling + "，把握约 " + sure;
        };
    }

    private String both(List<Track.Share> mixed) {
        return emotion(mixed.get(0).emotion()) + and() + emotion(mixed.get(1).emotion());
    }

    private String and() {
        return language == Language.EN ? " and " : "、";
    }

    String emotion(Emotion emotion) {
        return language == Language.EN ? english(emotion) : chinese(emotion);
    }

    private static String english(Emotion emotion) {
        return switch (emotion) {
            case ANGRY -> "angry";
            case DISGUSTED -> "disgusted";
            case FEARFUL -> "fearful";
            case HAPPY -> "happy";
            case NEUTRAL -> "calm";
            case OTHER -> "different from all that is known";
            case SAD -> "sad";
            case SURPRISED -> "surprised";
            case UNKNOWN -> "unclear";
        };
    }

    private static String chinese(Emotion emotion) {
        return switch (emotion) {
            case ANGRY -> "生气";
            case DISGUSTED -> "厌恶";
            case FEARFUL -> "害怕";
            case HAPPY -> "高兴";
            case NEUTRAL -> "平静";
            case OTHER -> "情绪特别";
            case SAD -> "难过";
            case SURPRISED -> "惊讶";
            case UNKNOWN -> "情绪不明";
        };
    }

    String role(Role role) {
        return switch (language) {
            case EN -> role == Role.AGENT ? "agent" : "customer";
            case ZH -> role == Role.AGENT ? "坐席" : "客户";
        };
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /** Such as {@code 0:42}. */
    static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
