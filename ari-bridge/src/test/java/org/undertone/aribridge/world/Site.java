package org.undertone.aribridge.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.undertone.aribridge.world.PbxQueue.Member;
import org.undertone.aribridge.world.PbxQueue.Way;
import org.undertone.config.Profile;
import org.undertone.config.TestingProfile;

/**
 * A company with its telephones, its dialplan, its queues, and what its settings of Undertone say.
 *
 * @param agentsAreNamed whether the profiles name the endpoints of all who work there
 * @param trunkIsCustomers whether the profiles name the trunk as the customers'
 */
public record Site(
        List<Person> people,
        Map<String, Target> numbers,
        Map<String, PbxQueue> queues,
        List<Profile> profiles,
        boolean agentsAreNamed,
        boolean trunkIsCustomers) {

    static final Person AGENT = Person.phone("agent", true, "101");
    static final Person SECOND_AGENT = Person.phone("second agent", true, "102");
    static final Person RECEPTION = Person.phone("reception", true, "103");
    static final Person COLLEAGUE = Person.phone("colleague", true, "104");
    static final Person MOBILE = Person.behindTrunk("agent on a mobile", true, "491715");
    static final Person CUSTOMER = Person.behindTrunk("customer", false, "493011");
    static final Person OTHER_CUSTOMER = Person.behindTrunk("other customer", false, "493022");
    static final Person WITHHELD = Person.behindTrunk("customer without a number", false, "");
    static final Person HOSTED = Person.hosted("customer with a phone of ours", "c1", "493055");

    private static final List<Person> PEOPLE =
            List.of(AGENT, SECOND_AGENT, RECEPTION, COLLEAGUE, MOBILE, CUSTOMER, OTHER_CUSTOMER, WITHHELD, HOSTED);

    /** A site as chance makes it. */
    static Site of(Random chance) {
        boolean variables = chance.nextInt(4) > 0;
        boolean survey = chance.nextBoolean();
        Map<String, PbxQueue> queues = new LinkedHashMap<>();
        Stream.of(
                        queue("support", variables, survey, direct(AGENT), direct(SECOND_AGENT)),
                        queue("sales", variables, survey, local(AGENT), local(MOBILE)),
                        queue("callbacks", variables, survey, optimised(SECOND_AGENT), optimised(MOBILE)),
                        queue("mobiles", variables, survey, direct(MOBILE)),
                        queue("pool", variables, survey, new Member(SECOND_AGENT, Way.POOL)),
                        queue("accounts", variables, survey, direct(RECEPTION)))
                .forEach(queue -> queues.put(queue.name(), queue));
        boolean named = chance.nextInt(3) == 0;
        boolean trunk = chance.nextInt(4) == 0;
        return new Site(PEOPLE, dialplan(), queues, profiles(chance, named, trunk), named, trunk);
    }

    private static PbxQueue queue(String name, boolean variables, boolean survey, Member... members) {
        return new PbxQueue(name, List.of(members), variables, survey);
    }

    private static Member direct(Person person) {
        return new Member(person, Way.DIRECT);
    }

    private static Member local(Person person) {
        return new Member(person, Way.LOCAL);
    }

    private static Member optimised(Person person) {
        return new Member(person, Way.LOCAL_OPTIMISED);
    }

    private static Map<String, Target> dialplan() {
        Map<String, Target> numbers = new LinkedHashMap<>();
        numbers.put("600", new Target.ToQueue("support"));
        numbers.put("601", new Target.ToQueue("Support"));
        numbers.put("602", new Target.ToQueue("sales"));
        numbers.put("603", new Target.ToQueue("callbacks"));
        numbers.put("604", new Target.ToQueue("mobiles"));
        numbers.put("605", new Target.ToQueue("pool"));
        numbers.put("606", new Target.ToQueue("accounts"));
        numbers.put("630", new Target.ToPhones(List.of(RECEPTION)));
        numbers.put("631", new Target.ToPhones(List.of(AGENT)));
        numbers.put("632", new Target.ToPhones(List.of(SECOND_AGENT, COLLEAGUE)));
        numbers.put("633", new Target.ToPhones(List.of(MOBILE)));
        numbers.put("640", new Target.Named("support", false, new Target.ToPhones(List.of(AGENT))));
        numbers.put("641", new Target.Named("support", true, new Target.ToPhones(List.of(COLLEAGUE))));
        numbers.put("642", new Target.Named(Profile.OFF, true, new Target.ToQueue("support")));
        numbers.put("650", new Target.BotFirst(new Target.ToQueue("support")));
        numbers.put(
                "651", new Target.BotFirst(new Target.Named("support", false, new Target.ToPhones(List.of(AGENT)))));
        numbers.put("670", new Target.ThroughLocal("600", true));
        numbers.put("671", new Target.ThroughLocal("600", false));
        numbers.put("672", new Target.ThroughLocal("602", true));
        numbers.put("673", new Target.ThroughLocal("641", true));
        numbers.put("674", new Target.ThroughLocal("641", false));
        numbers.put("675", new Target.ThroughLocal("670", true));
        numbers.put("676", new Target.ThroughLocal("642", false));
        numbers.put("800", new Target.ToConference());
        numbers.put("900", new Target.Login());
        Stream.of(AGENT, SECOND_AGENT, RECEPTION, COLLEAGUE)
                .forEach(person -> numbers.put(person.number(), new Target.ToPhones(List.of(person))));
        return numbers;
    }

    private static List<Profile> profiles(Random chance, boolean named, boolean trunk) {
        String[] queues = Stream.of("support", "sales", "Callbacks", "mobiles", "pool")
                .filter(queue -> queue.equals("support") || chance.nextInt(4) > 0)
                .toArray(String[]::new);
        TestingProfile support = TestingProfile.named("support").queues(queues);
        if (chance.nextBoolean()) {
            support.dids("631", "632", "633");
        }
        TestingProfile campaign = TestingProfile.named("campaign").dids("_0X.").outbound();
        List<TestingProfile> both = List.of(support, campaign);
        if (named) {
            both.forEach(profile -> profile.agents("PJSIP/10*"));
        }
        if (trunk) {
            both.forEach(profile -> profile.customers(Person.TRUNK));
        }
        if (chance.nextBoolean()) {
            both.forEach(TestingProfile::heardAfterAgent);
        }
        return (chance.nextBoolean() ? both : List.of(support))
                .stream().map(TestingProfile::build).toList();
    }

    /** The queue of that name, which Asterisk finds in whatever case it is written. */
    PbxQueue queue(String written) {
        return queues.values().stream()
                .filter(queue -> queue.name().equalsIgnoreCase(written))
                .findFirst()
                .orElseThrow();
    }

    /** What the dialplan does with a number; nothing if it does not know it. */
    Optional<Target> target(String number) {
        return number.startsWith("0") ? Optional.of(new Target.Outward()) : Optional.ofNullable(numbers.get(number));
    }

    /** Whose number that is outside. */
    Optional<Person> outside(String number) {
        return people.stream()
                .filter(person -> (person.behindTrunk() || !person.employee())
                        && !person.number().isEmpty()
                        && person.number().equals(number))
                .findFirst();
    }

    /** The members of the queues that a profile names, of which Undertone can know. */
    private Stream<Member> members() {
        return queues.values().stream()
                .filter(queue -> profiles.stream()
                        .flatMap(profile -> profile.queues().stream())
                        .anyMatch(queue.name()::equalsIgnoreCase))
                .flatMap(queue -> queue.members().stream());
    }

    /** Whether the data of a queue that a profile names tell that this telephone is an agent's. */
    boolean isMember(Person person) {
        return members().anyMatch(member -> member.person().equals(person));
    }

    /** The interfaces of those members, and what the hints of Local ones say. */
    public List<String> memberInterfaces() {
        return members()
                .flatMap(member ->
                        Stream.of(member.queueInterface(), member.person().dialString()))
                .distinct()
                .toList();
    }

    /** What differs from site to site. */
    String describe() {
        return "queues " + profiles.get(0).queues() + ", numbers "
                + profiles.get(0).dids()
                + (profiles.size() > 1 ? ", a campaign" : "")
                + (agentsAreNamed ? ", agents named" : "")
                + (trunkIsCustomers ? ", the trunk named as customers'" : "")
                + (queues.values().stream().allMatch(PbxQueue::tellsItsName) ? "" : ", queues do not tell their names")
                + (queues.values().stream().allMatch(PbxQueue::goesOn) ? ", a survey" : "")
                + ", after the agent " + profiles.get(0).afterAgent();
    }
}
