package org.undertone.config;

import java.util.List;
import java.util.Set;
import org.undertone.core.Role;

/**
 * A profile in a test that says only what the test is about; the rest is as where a settings file says nothing. One thread
 * makes it.
 */
public final class TestingProfile {

    private final String name;
    private List<String> queues = List.of();
    private List<String> dids = List.of();
    private Profile.Direction direction = Profile.Direction.INBOUND;
    private List<String> agents = List.of();
    private List<String> customers = List.of();
    private Set<Role> legs = Set.of(Role.CUSTOMER);
    private int priority = Profile.USUAL_PRIORITY;
    private List<String> variables = List.of();
    private String customerGroup = Profile.GROUP;
    private Profile.AfterAgent afterAgent = Profile.AfterAgent.NOT_HEARD;

    private TestingProfile(String name) {
        this.name = name;
    }

    public static TestingProfile named(String name) {
        return new TestingProfile(name);
    }

    public TestingProfile queues(String... names) {
        queues = List.of(names);
        return this;
    }

    public TestingProfile dids(String... numbers) {
        dids = List.of(numbers);
        return this;
    }

    /** The agent calls. */
    public TestingProfile outbound() {
        direction = Profile.Direction.OUTBOUND;
        return this;
    }

    public TestingProfile agents(String... endpoints) {
        agents = List.of(endpoints);
        return this;
    }

    public TestingProfile customers(String... endpoints) {
        customers = List.of(endpoints);
        return this;
    }

    public TestingProfile legs(Role... roles) {
        legs = Set.of(roles);
        return this;
    }

    public TestingProfile priority(int from1To9) {
        priority = from1To9;
        return this;
    }

    public TestingProfile variables(String... names) {
        variables = List.of(names);
        return this;
    }

    public TestingProfile customerGroup(String variable) {
        customerGroup = variable;
        return this;
    }

    /** The customer is heard who stays on the line after the agent. */
    public TestingProfile heardAfterAgent() {
        afterAgent = Profile.AfterAgent.HEARD;
        return this;
    }

    public Profile build() {
        return new Profile(
                name, queues, dids, direction, agents, customers, legs, priority, variables, customerGroup, afterAgent);
    }
}
