package org.undertone.lab.othermakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.undertone.lab.tool.LabException;

class SipDialogTest {
    private static final List<String> ASKED = List.of(
            "INVITE sip:202@127.77.1.1 SIP/2.0",
            "To: <sip:202@127.77.1.1>",
            "From: <sip:soft2@127.77.1.1>;tag=ours",
            "Call-ID: 458b86374acae859",
            "",
            "SIP/2.0 100 Trying",
            "Call-ID: 458b86374acae859",
            "From: <sip:soft2@127.77.1.1>;tag=ours",
            "To: <sip:202@127.77.1.1>",
            "");
    private static final List<String> ANSWERED = List.of(
            "SIP/2.0 200 OK",
            "Call-ID: 458b86374acae859",
            "From: <sip:soft2@127.77.1.1>;tag=ours",
            "To: <sip:202@127.77.1.1>;tag=theirs-1",
            "CSeq: 1 INVITE",
            "");

    @Test
    void aDialogIsNamedByTheTagsOfItsAnswer() {
        List<String> trace = Stream.concat(ASKED.stream(), ANSWERED.stream()).toList();

        assertThat(SipDialog.of("458b86374acae859", trace).replaces())
                .isEqualTo("458b86374acae859%3Bto-tag%3Dtheirs-1%3Bfrom-tag%3Dours");
    }

    @Test
    void aCallThatIsNotAnsweredHasNoDialogYet() {
        assertThatThrownBy(() -> SipDialog.of("458b86374acae859", ASKED))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("shows no answer to the call 458b86374acae859");
    }
}
