package org.undertone.cli.model;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.undertone.cli.ExitCode;
import org.undertone.cli.Output;
import org.undertone.cli.Shipped;
import org.undertone.config.ModelSettings.Accelerator;
import org.undertone.core.Assessment;
import org.undertone.core.CallId;
import org.undertone.core.LegId;
import org.undertone.evaluation.alarms.RecordingEars;
import org.undertone.inference.OpenModel;
import org.undertone.inference.files.AudioFile;
import org.undertone.inference.files.AudioFiles;
import org.undertone.inference.model.ModelFolder;
import org.undertone.wire.AssessmentsMessage;
import org.undertone.wire.WireJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What does a model hear in one recording? By the code that hears live calls. */
@Command(
        name = "hear",
        mixinStandardHelpOptions = true,
        description = {
            "Tells what a voice sounds like through a recording, every half second, by the code that hears live calls and"
                    + " its usual settings.",
            "Reads every sound file that ffmpeg reads; all its channels are heard as one voice. Times are those at which a"
                    + " window ends."
        })
final class HearCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "The recording.")
    private Path file;

    @Option(names = "--model", paramLabel = "FOLDER", description = "The model folder; the shipped one if not said.")
    private Path model = Shipped.MODEL;

    @Option(names = "--json", description = "Prints the same as JSON, with all probabilities.")
    private boolean json;

    @Override
    public Integer call() {
        AudioFile read = new AudioFiles("ffmpeg").read(file);
        if (read instanceof AudioFile.Sound sound) {
            List<Assessment> assessments = heard(sound.samples());
            output.print(json ? WireJson.text(AssessmentsMessage.of(assessments)) : HeardText.text(assessments));
            return ExitCode.DONE;
        }
        String reason = read instanceof AudioFile.Unreadable not ? not.reason() : "cannot be read";
        output.error(file + " " + reason + "; give a recording of speech");
        return ExitCode.PROBLEM;
    }

    private List<Assessment> heard(short[] samples) {
        try (OpenModel open = OpenModel.open(ModelFolder.load(model), Accelerator.AUTO, InstantSource.system())) {
            LegId leg = new LegId(new CallId("recording"), "recording");
            return new RecordingEars(open).hear(leg, Instant.EPOCH, samples);
        }
    }
}
