package org.undertone.proving;

import java.util.List;
import org.undertone.cli.CommandsBeside;
import org.undertone.lab.tool.LabException;
import org.undertone.proving.bench.BenchCommand;
import org.undertone.proving.demo.DemoCommand;

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
