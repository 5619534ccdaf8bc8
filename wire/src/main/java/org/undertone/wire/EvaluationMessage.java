package org.undertone.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well a model hears, as {@code undertone model evaluate} tells it. What was not asked for, or cannot be known, is null.
 *
 * @param model that was measured
 * @param natural what it makes of natural speech
 * @param labelled how it does on labelled recordings
 * @param actedCalls what rules make of acted calls
 * @param also how it does on other sets
 */
public record EvaluationMessage(
        Model model,
        Optional<Natural> natural,
        Optional<Labelled> labelled,
        List<ActedCalls> actedCalls,
        List<Labelled> also)
        implements WireMessage {

    /**
     * A model.
     *
     * @param name its name
     * @param version its version
     * @param sha256 of its file, in hexadecimal digits
     */
    public record Model(String name, String version, String sha256) {}

    /**
     * Labelled recordings.
     *
     * @param dataset its title
     * @param clipCount how many were heard
     * @param seed of what was drawn
     * @param lines on which they were heard, such as {@code phone}
     * @param leftOut how many were left out, by reason
     * @param unnamedCount how many have no speaker
     * @param unreadable files that gave no sound
     * @param measured by cut and line
     * @param listeners what people say of the same
     */
    public record Labelled(
            String dataset,
            int clipCount,
            long seed,
            List<String> lines,
            Map<String, Integer> leftOut,
            int unnamedCount,
            List<Unreadable> unreadable,
            List<Measured> measured,
            Optional<Listeners> listeners) {}

    /**
     * A file that gave no sound.
     *
     * @param path of it
     * @param reason why
     */
    public record Unreadable(String path, String reason) {}

    /**
     * What was measured of one cut on one line.
     *
     * @param cut whole clips or windows
     * @param line such as {@code clean}
     * @param exampleCount how many were heard
     * @param speakerCount of how many people
     * @param uar the mean of the emotions' recalls
     * @param uarInterval its 95 % interval, over speakers
     * @param accuracy the share that was right
     * @param macroF1 the mean of the emotions' F1
     * @param anger of anger alone
     * @param calibrationError expected calibration error
     * @param calibration by how sure the model was
     * @param columns the emotions that an example may be heard as, in the order of {@code heardCounts}
     * @param classes emotion by emotion
     * @param mixtures what it makes of mixtures
     */
    public record Measured(
            String cut,
            String line,
            int exampleCount,
            int speakerCount,
            double uar,
            Optional<List<Double>> uarInterval,
            double accuracy,
            double macroF1,
            Optional<Anger> anger,
            double calibrationError,
            List<Bin> calibration,
            List<String> columns,
            List<OfEmotion> classes,
            Optional<Mixtures> mixtures) {}

    /**
     * How anger is told from the rest.
     *
     * @param auc the chance that an angry example is put above another
     * @param aucInterval its 95 % interval, over speakers
     * @param aucNeutral the same against neutral alone
     * @param aucNeutralInterval its 95 % interval, over speakers
     * @param caughtShare of angry examples that pass the usual threshold
     * @param falseAlarmShare of the others that do
     */
    public record Anger(
            double auc,
            Optional<List<Double>> aucInterval,
            Optional<Double> aucNeutral,
            Optional<List<Double>> aucNeutralInterval,
            double caughtShare,
            double falseAlarmShare) {}

    /**
     * Examples of which the model was about as sure.
     *
     * @param exampleCount how many
     * @param confidence how sure it was in the mean
     * @param accuracy the share that was right
     */
    public record Bin(int exampleCount, double confidence, double accuracy) {}

    /**
     * Of one emotion.
     *
     * @param emotion its label
     * @param exampleCount how many examples there are
     * @param recall the share of these that was heard as it
     * @param precision the share of those heard as it that is right
     * @param f1 their harmonic mean
     * @param auc the chance that an example of it is put above another
     * @param heardCounts as what its examples were heard, how often, by columns
     */
    public record OfEmotion(
            String emotion,
            int exampleCount,
            Optional<Double> recall,
            Optional<Double> precision,
            Optional<Double> f1,
            Optional<Double> auc,
            List<Integer> heardCounts) {}

    /**
     * What the model makes of mixtures, against people's votes.
     *
     * @param clipCount how many clips have votes
     * @param mixedCount how many of these are a mixture by the votes
     * @param auc the chance that a mixture's second emotion is put above that of a clip that is none
     * @param topTwo whether the model's two strongest are the voters'
     * @param distance between the model's shares and the votes'
     * @param uniformDistance the same of equal shares
     * @param priorDistance the same of the mean shares
     */
    public record Mixtures(
            int clipCount,
            int mixedCount,
            Optional<Double> auc,
            Optional<TopTwo> topTwo,
            double distance,
            double uniformDistance,
            double priorDistance) {}

    /**
     * Shares of mixtures whose two strongest emotions, or whose strongest, are the voters'.
     *
     * @param modelBoth by the model, both
     * @param twoListeners by two voters
     * @param chanceBoth by chance, both
     * @param modelFirst by the model, the strongest
     * @param oneListener by one voter
     * @param chanceFirst by chance, the strongest
     */
    public record TopTwo(
            double modelBoth,
            double twoListeners,
            double chanceBoth,
            double modelFirst,
            double oneListener,
            double chanceFirst) {}

    /**
     * How people do on the same clips.
     *
     * @param clipCount how many clips have votes
     * @param votesPerClip in the mean
     * @param oneRight the share that one voter has right
     * @param majorityRight the share that their majority has right
     */
    public record Listeners(int clipCount, double votesPerClip, double oneRight, double majorityRight) {}

    /**
     * What rules make of acted calls of one course.
     *
     * @param dataset whose clips they are made of
     * @param course such as {@code calm, then angry}
     * @param rulesName of the rules
     * @param callCount how many calls
     * @param withinMillis how soon after the anger an alert is in time
     * @param unreadableCount how many clips gave no sound
     * @param inTimeCount in how many calls the alert came in time
     * @param tooEarlyCount in how many it came before the anger
     * @param medianDelayMillis from the anger to the alert
     */
    public record ActedCalls(
            String dataset,
            String course,
            String rulesName,
            int callCount,
            long withinMillis,
            int unreadableCount,
            int inTimeCount,
            int tooEarlyCount,
            Optional<Long> medianDelayMillis) {}

    /**
     * What is made of natural speech, in which nobody is angry.
     *
     * @param recordingCount how many were heard
     * @param hours of sound
     * @param speechHours of speech
     * @param ownKnownHours of speech in which it is known how the voice began
     * @param windowCount how many windows
     * @param wideLine the line on which recordings of more than 8 kHz were heard
     * @param wideRecordingCount how many these are
     * @param rulesName of the rules
     * @param ruleVersions by which their texts are known
     * @param heldOut sources that were not heard
     * @param alarms of rules and thresholds
     * @param shares of windows, emotion by emotion
     * @param sources one by one
     * @param angerCaught how much anger is caught where so little passes as here
     * @param unheard recordings that gave no sound
     * @param uncheckedRules rules that could not be asked
     */
    public record Natural(
            int recordingCount,
            double hours,
            double speechHours,
            double ownKnownHours,
            int windowCount,
            String wideLine,
            int wideRecordingCount,
            String rulesName,
            Map<String, String> ruleVersions,
            List<String> heldOut,
            List<Alarms> alarms,
            List<EmotionShares> shares,
            List<Source> sources,
            List<Caught> angerCaught,
            List<Unheard> unheard,
            List<Unchecked> uncheckedRules) {}

    /**
     * False alarms of one kind.
     *
     * @param what is counted: a rule by its name, or several in words
     * @param alarmCount how many
     * @param perSpeechHour in an hour of speech
     * @param perSpeechHourInterval its 95 % interval
     * @param recordingCount in how many recordings
     * @param recordingShare in what share of them
     */
    public record Alarms(
            String what,
            int alarmCount,
            Optional<Double> perSpeechHour,
            Optional<List<Double>> perSpeechHourInterval,
            int recordingCount,
            Optional<Double> recordingShare) {}

    /**
     * How often an emotion is heard.
     *
     * @param emotion its label
     * @param halfShare the share of windows that give it 0.5 or more
     * @param sureShare the share of windows that give it 0.6 or more
     */
    public record EmotionShares(String emotion, double halfShare, double sureShare) {}

    /**
     * Recordings of one source.
     *
     * @param source its name
     * @param recordingCount how many
     * @param speechHours of speech
     * @param angrySureShare the share of windows that give anger 0.6 or more
     * @param alarms of rules, and their tickets
     */
    public record Source(
            String source, int recordingCount, double speechHours, double angrySureShare, List<Alarms> alarms) {}

    /**
     * How much anger is caught at one threshold.
     *
     * @param naturalShare the share of natural windows that passes it
     * @param naturalWindowCount how many windows that is
     * @param threshold of anger's probability
     * @param line on which labelled recordings were heard
     * @param exampleCount how many angry ones there are
     * @param speakerCount of how many people
     * @param recall the share of these that passes it
     * @param recallInterval its 95 % interval, over speakers
     */
    public record Caught(
            double naturalShare,
            int naturalWindowCount,
            double threshold,
            String line,
            int exampleCount,
            int speakerCount,
            Optional<Double> recall,
            Optional<List<Double>> recallInterval) {}

    /**
     * A recording that gave no sound.
     *
     * @param recording which
     * @param reason why
     */
    public record Unheard(String recording, String reason) {}

    /**
     * A rule that could not be asked.
     *
     * @param rule its name
     * @param reason why
     */
    public record Unchecked(String rule, String reason) {}

    @Override
    public String schema() {
        return "evaluation";
    }
}
