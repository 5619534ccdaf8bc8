package org.undertone.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.undertone.config.Secret;
import org.undertone.core.Action;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.DeliveryTerms;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;
import org.undertone.delivery.sms.Smpp;

/** Text messages by SMPP, to a centre that jsmpp's own server side is. */
class SmppTest {

    private TestingSmsCentre centre;

    @BeforeEach
    void open() throws Exception {
        centre = new TestingSmsCentre("undertone", "s3cret");
    }

    @AfterEach
    void close() throws Exception {
        centre.close();
    }

    @Test
    void aPlainTextGoesInTheDefaultAlphabet() throws Exception {
        assertThat(send("s3cret", "Please look at queue 1.")).isInstanceOf(Answer.Delivered.class);

        SubmitSm sm = centre.taken.get(0);
        assertThat(sm.getDestAddress()).isEqualTo("15005550009");
        assertThat(sm.getDestAddrTon()).as("international").isEqualTo((byte) 1);
        assertThat(sm.getSourceAddr()).isEqualTo("Undertone");
        assertThat(sm.getSourceAddrTon()).as("alphanumeric").isEqualTo((byte) 5);
        assertThat(sm.getDataCoding()).isZero();
        assertThat(new String(sm.getShortMessage(), StandardCharsets.US_ASCII)).isEqualTo("Please look at queue 1.");
    }

    @Test
    void aChineseTextGoesInUcs2() throws Exception {
        assertThat(send("s3cret", "客户听起来很生气")).isInstanceOf(Answer.Delivered.class);

        SubmitSm sm = centre.taken.get(0);
        assertThat(sm.getDataCoding()).isEqualTo((byte) 8);
        assertThat(new String(sm.getShortMessage(), StandardCharsets.UTF_16BE)).isEqualTo("客户听起来很生气");
    }

    @Test
    void aLongTextArrivesWholeInOneMessage() throws Exception {
        String text = "客户听起来很生气。".repeat(20);
        assertThat(send("s3cret", text)).isInstanceOf(Answer.Delivered.class);

        assertThat(centre.taken).hasSize(1);
        assertThat(centre.taken.get(0).getShortMessage()).isEmpty();
        assertThat(new String(centre.payload(0), StandardCharsets.UTF_16BE)).isEqualTo(text);
    }

    @Test
    void aCentreThatIsThrottlingIsTriedAgainAndAWrongNumberIsNot() throws Exception {
        centre.willRefuse(SMPPConstant.STAT_ESME_RTHROTTLED);
        assertThat(send("s3cret", "Please look."))
                .isEqualTo(new Answer.TryAgain("answered status 0x00000058", Optional.empty()));

        centre.willRefuse(SMPPConstant.STAT_ESME_RINVDSTADR);
        assertThat(send("s3cret", "Please look.")).isEqualTo(new Answer.Refused("answered status 0x0000000b"));
    }

    @Test
    void aWrongPasswordIsTriedAgainBecauseItCanBeMended() throws Exception {
        Answer answer = send("wrong", "Please look.");

        assertThat(answer).isInstanceOf(Answer.TryAgain.class);
        assertThat(answer.said()).doesNotContain("wrong");
        assertThat(centre.taken).isEmpty();
    }

    private Answer send(String password, String text) throws InterruptedException {
        DeliveryTerms terms = new DeliveryTerms(
                "phones", Optional.empty(), Duration.ofSeconds(20), Duration.ofHours(24), Optional.empty());
        Connector smpp = new Smpp(
                        terms,
                        "127.0.0.1",
                        centre.port(),
                        false,
                        "undertone",
                        new Secret(password),
                        new Secret("Undertone"),
                        List.of(new Secret("+15005550009")))
                .connector(new TestingClock());
        Notice notice = TestingAlerts.notice(new Action.Sms("phones", text));
        return smpp.send(new Parcel(notice.key(1), smpp.render(notice).get(0)));
    }
}
