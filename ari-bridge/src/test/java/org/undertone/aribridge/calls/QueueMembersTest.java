package org.undertone.aribridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.undertone.aribridge.TestingAsterisk;
import org.undertone.aribridge.link.VariableRequests;
import org.undertone.config.AsteriskSettings;
import org.undertone.config.Secret;

/** Who is a member of a queue, and how soon that is known. */
class QueueMembersTest {

    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final AtomicLong now = new AtomicLong();
    private TestingAsterisk pbx;
    private QueueMembers members;

    @BeforeEach
    void start() throws IOException {
        pbx = new TestingAsterisk(Duration.ZERO, 10);
        pbx.channel("c", "PJSIP/c-1", "Queue", "support", "", Instant.EPOCH, told);
        AsteriskSettings settings = new AsteriskSettings(
                pbx.uri(),
                TestingAsterisk.USER,
                new Secret(TestingAsterisk.PASSWORD),
                "members",
                Duration.ofSeconds(10));
        members = new QueueMembers(
                new VariableRequests(HttpClient.newHttpClient(), settings), List.of("support"), now::get);
    }

    @AfterEach
    void stop() {
        pbx.close();
    }

    private void timePasses(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void queue(String... interfaces) {
        told.put("QUEUE_EXISTS(support)", "1");
        told.put("QUEUE_MEMBER_LIST(support)", String.join(",", interfaces));
    }

    private List<String> read(String channel) {
        return members.read(channel, "");
    }

    @Test
    void whoLogsInToAQueueThatWasEmptyIsKnownFiveSecondsLater() {
        queue();
        assertThat(read("c")).isEmpty();

        queue("PJSIP/7001");
        timePasses(FIVE_SECONDS);

        assertThat(read("c")).containsExactly("PJSIP/7001");
    }

    @Test
    void aCallerWhoHasHungUpTellsNothingOfTheQueue() {
        queue("PJSIP/7001");
        assertThat(read("gone")).isEmpty();

        assertThat(read("c")).containsExactly("PJSIP/7001");
    }

    @Test
    void andTakesNothingFromWhatIsKnown() {
        queue("PJSIP/7001");
        assertThat(read("c")).containsExactly("PJSIP/7001");

        timePasses(FIVE_SECONDS);

        assertThat(read("gone")).containsExactly("PJSIP/7001");
    }

    @Test
    void aHundredLocalMembersAreFewRequestsAndTheirHintsAreKeptForAMinute() {
        queue(IntStream.range(0, 100)
                .mapToObj(i -> "Local/" + (7000 + i) + "@from-queue/n")
                .toArray(String[]::new));
        IntStream.range(0, 100).forEach(i -> told.put("HINT(" + (7000 + i) + "@from-queue)", "PJSIP/" + (7000 + i)));

        assertThat(read("c")).hasSize(200).contains("Local/7099@from-queue/n", "PJSIP/7099");
        assertThat(pbx.reads()).isLessThanOrEqualTo(5);

        int before = pbx.reads();
        timePasses(FIVE_SECONDS);
        told.put("HINT(7099@from-queue)", "PJSIP/other&Custom:dnd");
        assertThat(read("c")).contains("PJSIP/7099");
        assertThat(pbx.reads() - before).isEqualTo(1);

        timePasses(Duration.ofMinutes(1));
        assertThat(read("c")).contains("PJSIP/other").doesNotContain("PJSIP/7099", "Custom:dnd");
    }

    @Test
    void aQueueThatIsNotThereIsAskedForSeldom() {
        told.put("QUEUE_EXISTS(support)", "0");
        assertThat(read("c")).isEmpty();
        timePasses(Duration.ofMinutes(9));
        assertThat(read("c")).isEmpty();
        assertThat(pbx.reads()).isEqualTo(1);

        queue("PJSIP/7001");
        timePasses(Duration.ofMinutes(1));

        assertThat(read("c")).containsExactly("PJSIP/7001");
    }
}
