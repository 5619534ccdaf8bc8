package org.undertone.lab.othermakers;

/** The phones that Debian's baresip plays, as {@code pbx/pjsip.conf} knows them; each is an endpoint of that name. */
public enum Softphone {
    /** A customer's plain phone: {@code PJSIP/soft1}. */
    CUSTOMER("soft1", 21, "", ""),
    /** The member of the queue {@code softs}, which 615 dials: {@code PJSIP/soft2}. */
    AGENT("soft2", 22, "", ""),
    /** A customer's phone that refuses to speak without SRTP, keys by SDES, and signals by TCP: {@code PJSIP/soft3}. */
    SDES("soft3", 23, ";transport=tcp", ";mediaenc=srtp-mand"),
    /**
     * A customer who calls as a browser does, but for the websocket of its signalling: DTLS-SRTP, ICE, RTP and RTCP on one
     * port: {@code PJSIP/soft4}. ICE leaves loopback addresses out, so its sound goes by another address of this machine's.
     */
    WEBRTC("soft4", 24, "", ";mediaenc=dtls_srtp;medianat=ice");

    private final String endpoint;
    private final int host;
    private final String uriParameters;
    private final String parameters;

    Softphone(String endpoint, int host, String uriParameters, String parameters) {
        this.endpoint = endpoint;
        this.host = host;
        this.uriParameters = uriParameters;
        this.parameters = parameters;
    }

    /** Its name at the PBX: {@code PJSIP/} and this. */
    public String endpoint() {
        return endpoint;
    }

    /** Where the PBX listens for it. */
    int pbxPort() {
        return this == WEBRTC ? 5062 : 5060;
    }

    /** The last number of its address. */
    int host() {
        return host;
    }

    /** What baresip's list of accounts says of it. */
    String account(String pbx, Codec codec) {
        return "<sip:" + endpoint + "@" + pbx + uriParameters + ">;regint=0;answermode=auto" + parameters
                + ";audio_codecs=" + codec.rtpName + "\n";
    }

    /** What it speaks, and nothing else. */
    public enum Codec {
        ULAW("PCMU/8000/1"),
        ALAW("PCMA/8000/1"),
        OPUS("opus/48000/1");

        private final String rtpName;

        Codec(String rtpName) {
            this.rtpName = rtpName;
        }
    }
}
