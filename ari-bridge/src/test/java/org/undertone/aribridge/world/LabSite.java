package org.undertone.aribridge.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.undertone.aribridge.world.PbxQueue.Member;
import org.undertone.aribridge.world.PbxQueue.Way;

/** The lab's people, numbers and queues, as far as a comparison with the model needs them. */
record LabSite(Person customer, Person agent, Person colleague, Site site) {

    static LabSite make() {
        Person customer = new Person("customer", false, "PJSIP/line1", "901");
        Person agent = new Person("agent", true, "PJSIP/line3", "903");
        Person localAgent = new Person("agent behind a Local channel", true, "PJSIP/agent", "201");
        Person colleague = new Person("colleague", true, "PJSIP/supervisor", "202");
        Map<String, Target> numbers = new HashMap<>(Map.of(
                "612", new Target.ToQueue("lines"),
                "630", new Target.ToPhones(List.of(colleague)),
                "610", new Target.ToQueue("sales"),
                "611", new Target.ToQueue("callbacks"),
                "903", new Target.ToPhones(List.of(agent)),
                "202", new Target.ToPhones(List.of(colleague)),
                "690", new Target.ThroughLocal("612", true),
                "691", new Target.ThroughLocal("612", false),
                "692", new Target.ThroughLocal("903", true),
                "693", new Target.ToQueue("lines")));
        numbers.put("800", new Target.ToConference());
        Map<String, PbxQueue> queues = Map.of(
                "lines", new PbxQueue("lines", List.of(new Member(agent, Way.DIRECT)), true, true),
                "sales", new PbxQueue("sales", List.of(new Member(localAgent, Way.LOCAL)), true, true),
                "callbacks",
                        new PbxQueue("callbacks", List.of(new Member(localAgent, Way.LOCAL_OPTIMISED)), true, true));
        Site site = new Site(List.of(customer, agent, localAgent, colleague), numbers, queues, List.of(), false, false);
        return new LabSite(customer, agent, colleague, site);
    }
}
