package org.undertone.app;

import java.util.List;
import org.undertone.app.bench.BenchCommand;
import org.undertone.app.demo.DemoCommand;
import org.undertone.lab.LabException;

/** What shows and measures Undertone on a private PBX, as commands of it. */
public final class ProvingCommands implements CommandsBeside {

    @Override
    public List<Object> commands() {
        return List.of(new DemoCommand(), new BenchCommand());
    }

    @Override
    public boolean explains(Exception fault) {
        // The lab knows nothing of ours, our exceptions neither.
        return fault instanceof LabException;
    }
}
