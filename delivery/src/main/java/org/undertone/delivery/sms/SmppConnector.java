package org.undertone.delivery.sms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.undertone.config.Secret;
import org.undertone.core.fault.Masked;
import org.undertone.delivery.kind.Answer;
import org.undertone.delivery.kind.Connector;
import org.undertone.delivery.kind.HttpCaller;
import org.undertone.delivery.kind.Notice;
import org.undertone.delivery.kind.Parcel;
import org.undertone.delivery.kind.Tls;

/**
 * An SMS centre that speaks SMPP 3.4 (Short Message Peer to Peer Protocol Specification v3.4, SMPP Developers Forum): binds as
 * a transmitter, submits one message and unbinds. A long text is one PDU with {@code message_payload}, so that it arrives
 * whole or not at all; the centre cuts it.
 */
final class SmppConnector implements Connector {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte NO = 0;

    private final Smpp settings;
    private final ConnectionFactory connections;

    SmppConnector(Smpp settings) {
        this.settings = settings;
        int timeout = (int) settings.terms().timeout().toMillis();
        SocketFactory sockets = settings.tls()
                ? settings.terms()
                        .ca()
                        .map(file -> (SocketFactory) Tls.trusting(file).getSocketFactory())
                        .orElseGet(SSLSocketFactory::getDefault)
                : SocketFactory.getDefault();
        this.connections = (host, port) -> new SocketConnection(Sockets.connected(sockets, host, port, timeout));
    }

    @Override
    public List<String> render(Notice notice) {
        return settings.recipients().stream()
                .map(recipient -> {
                    ObjectNode message = JSON.createObjectNode();
                    message.put("to", recipient.value());
                    message.put("from", settings.from().value());
                    message.put("text", notice.text());
                    return message.toString();
                })
                .toList();
    }

    @Override
    public Answer send(Parcel parcel) {
        JsonNode message;
        try {
            message = JSON.readTree(parcel.body());
        } catch (JsonProcessingException e) {
            return new Answer.Refused("is no message of an SMS centre; the kind of the delivery was changed meanwhile");
        }
        SMPPSession session = new SMPPSession(connections);
        session.setTransactionTimer(settings.terms().timeout().toMillis());
        try {
            bind(session);
            return submit(session, message);
        } catch (IOException e) {
            return new Answer.TryAgain(HttpCaller.told(e));
        } finally {
            session.unbindAndClose();
        }
    }

    private void bind(SMPPSession session) throws IOException {
        session.connectAndBind(
                settings.host(),
                settings.port(),
                new BindParameter(
                        BindType.BIND_TX,
                        settings.systemId(),
                        settings.password().value(),
                        "",
                        TypeOfNumber.UNKNOWN,
                        NumberingPlanIndicator.UNKNOWN,
                        ""),
                settings.terms().timeout().toMillis());
    }

    private static Answer submit(SMPPSession session, JsonNode message) throws IOException {
        Address from = Address.of(new Secret(message.path("from").asText()));
        Address to = Address.of(new Secret(message.path("to").asText()));
        SmsText text = SmsText.of(message.path("text").asText());
        byte[] inside = text.isShort() ? text.bytes() : new byte[0];
        OptionalParameter[] payload = text.isShort()
                ? new OptionalParameter[0]
                : new OptionalParameter[] {new OptionalParameter.Message_payload(text.bytes())};
        try {
            session.submitShortMessage(
                    "",
                    from.type(),
                    from.plan(),
                    from.digits(),
                    to.type(),
                    to.plan(),
                    to.digits(),
                    new ESMClass(),
                    NO,
                    NO,
                    null,
                    null,
                    new RegisteredDelivery(0),
                    NO,
                    new GeneralDataCoding(text.alphabet()),
                    NO,
                    inside,
                    payload);
            return new Answer.Delivered("took it");
        } catch (NegativeResponseException e) {
            return meaning(e.getCommandStatus());
        } catch (ResponseTimeoutException | InvalidResponseException e) {
            return new Answer.TryAgain("gave no answer that could be understood (" + Masked.text(e.toString()) + ")");
        } catch (PDUException e) {
            return new Answer.Refused("cannot be said in SMPP (" + Masked.text(e.toString()) + ")");
        }
    }

    /** Only what is wrong with the message itself is refused for good (SMPP 3.4, section 5.1.3). */
    private static Answer meaning(int status) {
        String said = String.format(Locale.ROOT, "answered status 0x%08x", status);
        return switch (status) {
            case SMPPConstant.STAT_ESME_RINVMSGLEN,
                    SMPPConstant.STAT_ESME_RINVDSTADR,
                    SMPPConstant.STAT_ESME_RINVDSTTON,
                    SMPPConstant.STAT_ESME_RINVDSTNPI,
                    SMPPConstant.STAT_ESME_RINVSRCADR -> new Answer.Refused(said);
            default -> new Answer.TryAgain(said, Optional.empty());
        };
    }

    /** A phone number, or a name that texts come from (SMPP 3.4, section 5.2.5). */
    private record Address(TypeOfNumber type, NumberingPlanIndicator plan, String digits) {

        static Address of(Secret written) {
            String text = written.value();
            if (text.startsWith("+")) {
                return new Address(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, text.substring(1));
            }
            return text.chars().allMatch(Character::isDigit)
                    ? new Address(TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, text)
                    : new Address(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, text);
        }
    }
}
