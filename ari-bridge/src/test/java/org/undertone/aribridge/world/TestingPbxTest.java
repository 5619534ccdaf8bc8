package org.undertone.aribridge.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.undertone.lab.Lab;
import org.undertone.lab.LabOptions;

/**
 * The model tells what Asterisk tells: the same calls are made with the lab's telephones and with the model's, and what
 * Asterisk told of each channel is one of the things that the model may tell.
 */
@Tag("asterisk")
class TestingPbxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CHANCES = 300;
    private static final LabSite SITE = LabSite.make();

    private static Lab lab;
    private static Recorder recorder;

    @BeforeAll
    static void startLab() throws IOException, InterruptedException {
        lab = Lab.start(LabOptions.defaults());
        lab.pbx().command("dialplan add extension 690,1,Dial(Local/612@services/n) into services");
        lab.pbx().command("dialplan add extension 691,1,Dial(Local/612@services) into services");
        lab.pbx().command("dialplan add extension 692,1,Dial(Local/903@services/n) into services");
        lab.pbx().command("dialplan add extension 693,1,Queue(lines,ctT) into services");
        recorder = new Recorder(lab.pbx());
        recorder.load("res_clioriginate.so");
    }

    @AfterAll
    static void stopLab() {
        recorder.close();
        lab.close();
    }

    @AfterEach
    void hangUp() {
        lab.reset();
        recorder.forget();
    }

    static Stream<Named<Consumer<Telephones>>> ways() {
        return Stream.of(
                way("a queue, the customer hangs up", all -> {
                    all.customerCalls("612");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a queue, the agent hangs up", all -> {
                    all.customerCalls("612");
                    all.look();
                    all.agentHangsUp();
                    all.customerHangsUp();
                }),
                way("a number", all -> {
                    all.customerCalls("903");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a number, the agent hangs up", all -> {
                    all.customerCalls("903");
                    all.look();
                    all.agentHangsUp();
                }),
                way("a Local member", all -> {
                    all.customerCalls("610");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a Local member that is optimised away", all -> {
                    all.customerCalls("611");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a queue through a Local channel", all -> {
                    all.customerCalls("690");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a queue through a Local channel that is optimised away", all -> {
                    all.customerCalls("691");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a number through a Local channel", all -> {
                    all.customerCalls("692");
                    all.look();
                    all.agentHangsUp();
                }),
                way("a hold", all -> {
                    all.customerCalls("612");
                    all.agentHolds();
                    all.agentResumes();
                    all.look();
                    all.customerHangsUp();
                }),
                way("a blind transfer out of a queue", all -> {
                    all.customerCalls("612");
                    all.agentSendsCustomerTo("202");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a blind transfer", all -> {
                    all.customerCalls("903");
                    all.agentSendsCustomerTo("202");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a blind transfer of who is behind a Local channel", all -> {
                    all.customerCalls("690");
                    all.agentSendsCustomerTo("202");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a blind transfer by the customer", all -> {
                    all.customerCalls("903");
                    all.customerSendsAgentTo("630");
                    all.look();
                    all.agentHangsUp();
                }),
                way("an attended transfer out of a queue", all -> {
                    all.customerCalls("612");
                    all.agentConsults("202");
                    all.agentJoinsBoth();
                    all.look();
                    all.customerHangsUp();
                }),
                way("an attended transfer", all -> {
                    all.customerCalls("903");
                    all.agentConsults("202");
                    all.agentJoinsBoth();
                    all.look();
                    all.customerHangsUp();
                }),
                way("an attended transfer of who is behind a Local channel", all -> {
                    all.customerCalls("690");
                    all.agentConsults("202");
                    all.agentJoinsBoth();
                    all.look();
                    all.customerHangsUp();
                }),
                way("an attended transfer by keys", all -> {
                    all.customerCalls("693");
                    all.agentTransfersByKeys();
                    all.look();
                    all.customerHangsUp();
                }),
                way("a parked call", all -> {
                    all.customerCalls("612");
                    all.agentParksCustomer();
                    all.colleagueFetches();
                    all.look();
                    all.customerHangsUp();
                }),
                way("a pickup", all -> {
                    all.customerRings("612");
                    all.colleaguePicksUp();
                    all.look();
                    all.customerHangsUp();
                }),
                way("a conference", all -> {
                    all.customerCalls("800");
                    all.agentCalls("800");
                    all.look();
                    all.customerHangsUp();
                    all.agentHangsUp();
                }),
                way("a redirect", all -> {
                    all.customerCalls("612");
                    all.customerIsSentTo("202");
                    all.look();
                    all.customerHangsUp();
                }),
                way("a dialer with a Local channel", all -> {
                    all.dialerCalls(true);
                    all.look();
                    all.agentHangsUp();
                }),
                way("a dialer with a Local channel that is optimised away", all -> {
                    all.dialerCalls(false);
                    all.look();
                    all.customerHangsUp();
                }));
    }

    private static Named<Consumer<Telephones>> way(String name, Consumer<Telephones> calls) {
        return Named.of(name, calls);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatAsteriskTellsTheModelMayTell(Consumer<Telephones> calls) {
        Set<Trace> possible = LongStream.range(0, CHANCES)
                .mapToObj(chance -> {
                    ModelTelephones model = new ModelTelephones(SITE, chance);
                    calls.accept(model);
                    return Trace.of(model.told(), model.seen());
                })
                .collect(Collectors.toSet());

        LabTelephones real = new LabTelephones(lab, recorder);
        calls.accept(real);

        try {
            await().atMost(PATIENCE).until(() -> possible.contains(Trace.of(recorder.told(), real.seen())));
        } catch (ConditionTimeoutException e) {
            assertThat(possible).contains(Trace.of(recorder.told(), real.seen()));
        }
    }
}
