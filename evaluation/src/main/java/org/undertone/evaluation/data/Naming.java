package org.undertone.evaluation.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a data set tells speaker and emotion by the names of its files and folders. */
interface Naming {

    /** Those that are known, the more particular first. */
    List<Naming> ALL = List.of(new CremaD(), new EmoDb(), new Ravdess(), new Esd(), new EmotionFolders());

    /** The data set. */
    String title();

    /** What its names look like, for an error. */
    String looksLike();

    /** What the reader of figures must know of it; empty if nothing. */
    String note();

    /** The clip, if the file is named so; the path is absolute. */
    Optional<Clip> clip(Path path);

    /** Where a name's first part is the speaker, and its second the emotion by one of these words. */
    private static Optional<Clip> clip(Path path, Pattern speakerAndWord, Map<String, String> emotions) {
        Matcher name = speakerAndWord.matcher(Names.withoutEnding(path));
        return name.matches()
                ? Optional.of(new Clip(path, name.group(1), emotions.get(name.group(2))))
                : Optional.empty();
    }

    /** CREMA-D (Cao et al. 2014): actor, sentence, emotion, intensity. */
    record CremaD() implements Naming {

        private static final Pattern NAME = Pattern.compile("(\\d{4})_[A-Z]{3}_(ANG|DIS|FEA|HAP|NEU|SAD)_[A-Z]{1,2}");
        private static final Map<String, String> EMOTIONS = Map.of(
                "ANG", "angry", "DIS", "disgusted", "FEA", "fearful", "HAP", "happy", "NEU", "neutral", "SAD", "sad");

        @Override
        public String title() {
            return "CREMA-D";
        }

        @Override
        public String looksLike() {
            return "1001_DFA_ANG_XX.opus";
        }

        @Override
        public String note() {
            return "Acted English: twelve sentences, six emotions. A model that learnt from its actors in train/ is measured on"
                    + " those in dev/.";
        }

        @Override
        public Optional<Clip> clip(Path path) {
            return Naming.clip(path, NAME, EMOTIONS);
        }
    }

    /** EMO-DB (Burkhardt et al. 2005): speaker, text, emotion (German initials), version. */
    record EmoDb() implements Naming {

        private static final Pattern NAME = Pattern.compile("(\\d{2})[ab]\\d{2}([WLEAFTN])[a-z]?");
        private static final Map<String, String> EMOTIONS = Map.of(
                "W",
                "angry",
                "L",
                "boredom",
                "E",
                "disgusted",
                "A",
                "fearful",
                "F",
                "happy",
                "T",
                "sad",
                "N",
                "neutral");

        @Override
        public String title() {
            return "EMO-DB";
        }

        @Override
        public String looksLike() {
            return "03a01Fa.wav";
        }

        @Override
        public String note() {
            return "Acted German. Boredom is none of the nine emotions and left out.";
        }

        @Override
        public Optional<Clip> clip(Path path) {
            return Naming.clip(path, NAME, EMOTIONS);
        }
    }

    /** RAVDESS (Livingstone and Russo 2018): modality, channel, emotion, intensity, statement, repetition, actor. */
    record Ravdess() implements Naming {

        private static final Pattern NAME = Pattern.compile("0[1-3]-(0[12])-(0[1-8])-0[12]-0[12]-0[12]-(\\d{2})");
        private static final Map<String, String> EMOTIONS = Map.of(
                "01",
                "neutral",
                "02",
                "calm",
                "03",
                "happy",
                "04",
                "sad",
                "05",
                "angry",
                "06",
                "fearful",
                "07",
                "disgusted",
                "08",
                "surprised");

        @Override
        public String title() {
            return "RAVDESS";
        }

        @Override
        public String looksLike() {
            return "03-01-06-01-02-01-12.wav";
        }

        @Override
        public String note() {
            return "Acted English, two sentences. Calm counts as a label of its own, not as neutral: it is none of the"
                    + " nine emotions and left out, and so is what is sung.";
        }

        @Override
        public Optional<Clip> clip(Path path) {
            Matcher name = NAME.matcher(Names.withoutEnding(path));
            if (!name.matches()) {
                return Optional.empty();
            }
            String label = name.group(1).equals("02") ? "sung" : EMOTIONS.get(name.group(2));
            return Optional.of(new Clip(path, name.group(3), label));
        }
    }

    /** ESD (Zhou et al. 2021): a folder for each speaker, in it one for each emotion, perhaps parts of the set in that. */
    record Esd() implements Naming {

        private static final Pattern NAME = Pattern.compile("(\\d{4})_\\d{6}");
        private static final int DEEPEST = 2;

        @Override
        public String title() {
            return "ESD";
        }

        @Override
        public String looksLike() {
            return "0001/Angry/0001_000351.wav";
        }

        @Override
        public String note() {
            return "Acted; speakers 0001 to 0010 speak Mandarin, 0011 to 0020 English.";
        }

        @Override
        public Optional<Clip> clip(Path path) {
            Matcher name = NAME.matcher(Names.withoutEnding(path));
            if (!name.matches()) {
                return Optional.empty();
            }
            for (int floor = 1; floor <= DEEPEST; floor++) {
                Optional<Clip> clip = EmotionWords.emotion(Names.above(path, floor))
                        .map(emotion -> new Clip(path, name.group(1), emotion.label()));
                if (clip.isPresent()) {
                    return clip;
                }
            }
            return Optional.empty();
        }
    }

    /** CASIA, and whoever else has a folder for each speaker and in it one for each emotion. */
    record EmotionFolders() implements Naming {

        @Override
        public String title() {
            return "CASIA, or another with folders SPEAKER/EMOTION";
        }

        @Override
        public String looksLike() {
            return "wangzhe/angry/201.wav";
        }

        @Override
        public String note() {
            return "Speaker and emotion are told by the folders. CASIA is acted Mandarin.";
        }

        @Override
        public Optional<Clip> clip(Path path) {
            String speaker = Names.above(path, 2);
            return speaker.isEmpty()
                    ? Optional.empty()
                    : EmotionWords.emotion(Names.above(path, 1))
                            .map(emotion -> new Clip(path, speaker, emotion.label()));
        }
    }
}
