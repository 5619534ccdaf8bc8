package org.undertone.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.undertone.core.LegId;
import org.undertone.core.WindowRef;
import org.undertone.inference.UnheardWindows.Unheard;

class UnheardWindowsTest {

    private static final LegId OTHER = Sounds.leg("other");

    private final UnheardWindows unheard = new UnheardWindows();

    @Test
    void theNewestOfEachLegIsTakenAndKnowsWhatItReplaced() throws Exception {
        offer(Sounds.LEG, 0);
        offer(OTHER, 0);
        assertThat(offer(Sounds.LEG, 1)).isEqualTo(WaitingWindows.Offer.REPLACED_AN_OLDER);

        List<Unheard> all = unheard.takeAll().orElseThrow();

        assertThat(all).extracting(one -> one.window().ref()).containsExactly(ref(Sounds.LEG, 1), ref(OTHER, 0));
        assertThat(all.get(0).replaced()).containsExactly(ref(Sounds.LEG, 0));
        assertThat(all.get(1).replaced()).isEmpty();
    }

    @Test
    void aLegThatIsForgottenWhileItIsHeardIsNotHandedOn() throws Exception {
        List<LegId> handedOn = new ArrayList<>();
        offer(Sounds.LEG, 0);
        offer(OTHER, 0);
        unheard.takeAll();
        offer(Sounds.LEG, 1);

        assertThat(unheard.size()).isEqualTo(3);
        assertThat(unheard.forget(Sounds.LEG)).isEqualTo(2);
        unheard.handOn(Sounds.LEG, () -> handedOn.add(Sounds.LEG));
        unheard.handOn(OTHER, () -> handedOn.add(OTHER));

        assertThat(handedOn).containsExactly(OTHER);
        assertThat(unheard.size()).isZero();
    }

    @Test
    void onceClosedItTakesAndGivesNothing() throws Exception {
        List<LegId> handedOn = new ArrayList<>();
        offer(Sounds.LEG, 0);
        unheard.takeAll();
        offer(OTHER, 0);

        assertThat(unheard.close()).isEqualTo(2);
        unheard.handOn(Sounds.LEG, () -> handedOn.add(Sounds.LEG));

        assertThat(offer(Sounds.LEG, 1)).isEqualTo(WaitingWindows.Offer.CLOSED);
        assertThat(unheard.takeAll()).isEmpty();
        assertThat(handedOn).isEmpty();
    }

    @Test
    void ofManyLegsThoseThatCameFirstAreTakenFirstEvenIfTheirWindowIsNewer() throws Exception {
        for (int leg = 0; leg < UnheardWindows.MOST + 2; leg++) {
            offer(Sounds.leg("leg-" + leg), 0);
        }
        offer(Sounds.leg("leg-0"), 1);

        assertThat(unheard.takeAll().orElseThrow())
                .hasSize(UnheardWindows.MOST)
                .first()
                .extracting(one -> one.window().ref())
                .isEqualTo(ref(Sounds.leg("leg-0"), 1));
        assertThat(unheard.takeAll().orElseThrow())
                .extracting(one -> one.window().ref().leg())
                .containsExactly(
                        Sounds.leg("leg-" + UnheardWindows.MOST), Sounds.leg("leg-" + (UnheardWindows.MOST + 1)));
    }

    private WaitingWindows.Offer offer(LegId leg, int number) {
        return unheard.offer(Sounds.window(leg, number, 0));
    }

    private static WindowRef ref(LegId leg, int number) {
        return Sounds.window(leg, number, 0).ref();
    }
}
