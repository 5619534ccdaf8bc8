package org.undertone.evaluation.adapt;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.undertone.core.Emotion;
import org.undertone.evaluation.data.DatasetException;
import org.undertone.evaluation.data.MarkedSpan;
import org.undertone.evaluation.fit.CrossFit;
import org.undertone.evaluation.fit.SiteWindow;
import org.undertone.evaluation.fit.Strength;
import org.undertone.inference.adapt.AdaptedFolder;
import org.undertone.inference.adapt.OnnxLastLayer;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelException;
import org.undertone.inference.model.ModelFolder;
import org.undertone.inference.onnx.OnnxScorer;
import org.undertone.inference.speech.SileroVad;

/** Adapts a model to a site, and writes it where it is better there and hardly worse elsewhere. For one thread. */
public final class Adaptation {

    /** Of a sha256, in a version. */
    private static final int DIGITS = 8;

    private final ModelFolder parent;
    private final AdaptPlan plan;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final AudioFiles files = new AudioFiles("ffmpeg");

    /**
     * Does nothing yet.
     *
     * @param progress is told what is being done, for people
     */
    public Adaptation(ModelFolder parent, AdaptPlan plan, InstantSource clock, Consumer<String> progress) {
        this.parent = parent;
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Takes about 40 ms a second of recordings, some minutes for the fits, and 4 minutes for CREMA-D's {@code dev}.
     *
     * @throws org.undertone.evaluation.data.DatasetException with everything that is wrong with the recordings, or what is
     *     missing
     * @throws ModelException if the model cannot be adapted, or the folder not be written
     */
    public Adapted run() {
        AdaptedFolder out = new AdaptedFolder(plan.out(), clock);
        OnnxLastLayer model = OnnxLastLayer.of(bytes(), parent.description());
        List<SiteRecording> recordings =
                new SiteRecordings(files, parent.description().trained()).find(plan);
        try (OnnxScorer scorer = OnnxScorer.open(parent)) {
            List<CardSet> sets = plan.sets().stream()
                    .map(set -> new CardSet(set, parent.description(), files, scorer::embedding))
                    .toList();
            requireAnger(labels(recordings), sets);
            SiteEars ears = hear(scorer, model, recordings);
            List<SiteWindow> windows = ears.windows();
            SiteMaterial material = SiteMaterial.of(windows, ears.silent());
            material.requireEnough();
            requireAnger(material.callers().keySet(), sets);
            progress.accept("fitting: " + material.told());
            Trial trial = fitted(new CrossFit(model.layer(), windows), model, material, sets);
            if (trial.adapted().refused().isEmpty()) {
                String version = version(model, trial);
                progress.accept("writing " + plan.name() + " " + version);
                out.write(parent, model, trial.result().layer(), AdaptedCard.notes(plan, version, trial.adapted()));
            }
            return trial.adapted();
        }
    }

    private record Trial(CrossFit.Result result, Adapted adapted) {}

    /** Another one for each layer: by it shadow's scores and alerts of one model are told from those of another. */
    private String version(OnnxLastLayer model, Trial trial) {
        return plan.version()
                .orElseGet(() -> parent.description().version() + "-"
                        + model.sha256(trial.result().layer()).substring(0, DIGITS));
    }

    private static Set<Emotion> labels(List<SiteRecording> recordings) {
        return recordings.stream()
                .flatMap(recording -> recording.spans().stream())
                .map(MarkedSpan::emotion)
                .collect(Collectors.toSet());
    }

    /** Whoever hears no anger has little loss where there is none. */
    private void requireAnger(Set<Emotion> labels, List<CardSet> sets) {
        if (SiteMaterial.lacksAnger(labels, parent.description().trained())
                && sets.stream().noneMatch(CardSet::holdsAnger)) {
            throw new DatasetException(
                    "nobody is angry in the recordings, nor in other labelled speech, so nothing can say"
                            + " how much anger the model loses: mark angry stretches of 3 callers or more, or give labelled speech"
                            + " that holds anger, such as --sets CREMA-D/dev");
        }
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(parent.onnx());
        } catch (IOException e) {
            throw new ModelException(parent.onnx() + " cannot be read any more: " + e, e);
        }
    }

    private SiteEars hear(OnnxScorer scorer, OnnxLastLayer model, List<SiteRecording> recordings) {
        try (SileroVad vad = SileroVad.open()) {
            SiteEars ears = new SiteEars(scorer, vad, files, model.layer());
            int heard = 0;
            for (List<SiteRecording> some : SiteRecordings.batches(recordings)) {
                ears.hear(some, plan.line());
                if ((heard + some.size()) * 5 / recordings.size() > heard * 5 / recordings.size()) {
                    progress.accept("heard " + (heard + some.size()) + " of " + recordings.size() + " recordings");
                }
                heard += some.size();
            }
            return ears;
        }
    }

    /** From the strength that suits the site best to stronger pulls, until the sets are heard well enough. */
    private Trial fitted(CrossFit fit, OnnxLastLayer model, SiteMaterial material, List<CardSet> sets) {
        List<Strength> among = fit.strengths();
        while (true) {
            CrossFit.Result result = fit.run(among);
            List<String> refused = new ArrayList<>(Acceptance.ofSite(result.figures(), material));
            List<SetChange> changes = new ArrayList<>();
            if (refused.isEmpty()) {
                for (CardSet set : sets) {
                    progress.accept("hearing " + set.title() + " by " + result.strength());
                    changes.addAll(set.compare(model.layer(), result.layer()));
                }
                refused.addAll(Acceptance.ofAnger(parent.description().trained(), material, changes));
            }
            List<String> lost = refused.isEmpty() ? Acceptance.ofSets(changes) : List.of();
            double pull = result.strength().pull();
            List<Strength> stronger =
                    among.stream().filter(strength -> strength.pull() > pull).toList();
            if (lost.isEmpty() || stronger.isEmpty()) {
                List<String> why = refused.isEmpty() ? lost : refused;
                return new Trial(
                        result,
                        new Adapted(parent.description(), material, result.strength(), result.figures(), changes, why));
            }
            lost.forEach(what -> progress.accept(result.strength() + ": " + what + "; trying a stronger pull"));
            among = stronger;
        }
    }
}
