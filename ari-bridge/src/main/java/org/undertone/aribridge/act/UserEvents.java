package org.undertone.aribridge.act;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.undertone.aribridge.link.AsteriskException;
import org.undertone.aribridge.link.AsteriskLink;
import org.undertone.core.Action;
import org.undertone.core.CallFacts;
import org.undertone.core.Leg;
import org.undertone.core.Role;

/** Events for other programs at the PBX. AMI sees only those that are told of a channel, so a leg of the call is named. */
final class UserEvents {

    private final AsteriskLink link;
    private final Parties parties;
    private final String app;

    UserEvents(AsteriskLink link, Parties parties, String app) {
        this.link = link;
        this.parties = parties;
        this.app = app;
    }

    ActionResult tell(CallFacts facts, Action.UserEvent event, Map<String, String> about) {
        Map<String, String> fields = new LinkedHashMap<>();
        about.forEach((name, value) -> fields.put(name(name), oneLine(value)));
        event.variables().forEach((name, value) -> fields.put(name(name), oneLine(value)));
        try {
            Optional<Leg> leg = parties.someone(facts, Role.CUSTOMER);
            link.requests().once("send the event " + event.name(), () -> {
                var request = link.ari().events().userEvent(event.name(), app).setVariables(fields);
                leg.ifPresent(of -> request.setSource("channel:" + of.id().channelId()));
                request.execute();
            });
            return leg.isPresent()
                    ? ActionResult.done("")
                    : ActionResult.done("nobody is in the call any more, so that only ARI sees it, not AMI");
        } catch (AsteriskException e) {
            return ActionResult.failed(e.getMessage());
        }
    }

    /** AMI writes the fields as header lines as they are: a line break in a value would begin a header of its own. */
    private static String oneLine(String value) {
        return value.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String name(String name) {
        return oneLine(name).replaceAll("[:\\s]+", "_");
    }
}
