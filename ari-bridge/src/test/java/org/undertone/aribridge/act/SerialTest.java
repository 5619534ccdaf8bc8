package org.undertone.aribridge.act;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Tasks in order, of which at most 200 wait. */
class SerialTest {

    @Test
    void whatMustNotBeDroppedRunsInItsTurnThoughTooManyWait() {
        Queue<Runnable> thread = new ArrayDeque<>();
        Serial serial = new Serial(thread::add);
        List<String> done = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            serial.execute(() -> done.add("step"));
        }

        serial.executeSurely(() -> done.add("end"));

        while (!thread.isEmpty()) {
            thread.remove().run();
        }
        assertThat(done).hasSize(202).endsWith("step", "end");
    }
}
