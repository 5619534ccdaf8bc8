package org.undertone.aribridge.who;

import java.util.List;
import java.util.Optional;
import org.undertone.config.Profile;
import org.undertone.core.Role;

/**
 * Who a party is: by the endpoints that the profile names, else by who dialled whom. What neither tells is unknown, and never
 * guessed; an agent that were taken for a customer would be scored. So a phone that is, or may be, an employee's is no
 * customer's, whatever it does.
 */
public final class Roles {

    private final Picture picture;
    private final ProfileChoice profiles;
    private final Employees employees;

    /** Judges by what those know, who go on learning. */
    public Roles(Picture picture, ProfileChoice profiles, Employees employees) {
        this.picture = picture;
        this.profiles = profiles;
        this.employees = employees;
    }

    /**
     * The role of somebody who talks with others; why they are in doubt, if they are, is noted.
     *
     * @param call what is known of their call, which belongs to a profile
     * @param hasCustomer whether somebody else is its customer
     * @param people all who talk, themselves among them
     */
    public Role of(ProfileChoice.Choice call, boolean hasCustomer, SeenChannel party, List<SeenChannel> people) {
        party.doubt("");
        party.whyAgent("");
        Role role = told(call, party, people);
        if (role == Role.AGENT) {
            return Role.AGENT;
        }
        Employees.Answer employee = employee(party, people);
        if (employee == Employees.Answer.YES) {
            party.whyAgent("its phone was an agent's before, or is a queue's member; if it is a customer's, name "
                    + Named.asToBeNamed(party) + " under customers of profile " + name(call));
            return Role.AGENT;
        }
        boolean maybeAnother = hasCustomer
                || (!party.wasCertainlyCustomer()
                        && people.stream()
                                .anyMatch(other ->
                                        other != party && !other.doubt().isEmpty()));
        if (role == Role.UNKNOWN && call.customerCalls() && maybeTheirAgent(party, people)) {
            employees.learn(party, Employees.Answer.PERHAPS);
        }
        if (role == Role.UNKNOWN && party.isDoubtedCustomer()) {
            // What was told of them holds as any role does, once there is no doubt.
            role = Role.CUSTOMER;
        }
        if (role == Role.CUSTOMER && isInDoubt(call, party, employee)) {
            if (!maybeAnother) {
                party.doubtedCustomer(!isUncertain(call, party));
            }
            party.doubt(doubtOf(party, "profile " + name(call)));
            return Role.UNKNOWN;
        }
        if (role == Role.UNKNOWN && call.customerCalls() && party.evidence().side() == Sighting.Side.CALLED) {
            party.suspect();
        }
        // A second customer is none: the agent may have called a colleague in.
        return role == Role.CUSTOMER && maybeAnother ? Role.UNKNOWN : role;
    }

    private static String doubtOf(SeenChannel party, String profile) {
        return "its phone may be an agent's: it is or was in another call of which it is not known who was who;"
                + " name " + Named.asToBeNamed(party) + " under agents or customers of " + profile;
    }

    private static String name(ProfileChoice.Choice call) {
        return call.profile().map(Profile::name).orElse("");
    }

    /** The settings leave no doubt of an endpoint that they name; behind a trunk that they name the number may. */
    private boolean isInDoubt(ProfileChoice.Choice call, SeenChannel party, Employees.Answer employee) {
        boolean named = call.profile()
                .flatMap(profile -> Named.in(profile, party))
                .filter(Role.CUSTOMER::equals)
                .isPresent();
        return named
                ? employee == Employees.Answer.PERHAPS && !party.number().isEmpty()
                : employee == Employees.Answer.PERHAPS || isUncertain(call, party);
    }

    /**
     * Whether what makes it a customer may be another's doing: a Local channel that was sent on by whoever had it before; or a call out in
     * which somebody calls who was called before, or who was found calling: that may be the customer, sent on to a phone of the house.
     */
    private boolean isUncertain(ProfileChoice.Choice call, SeenChannel party) {
        if (party.isDoubtedCustomer()) {
            return !party.wasCertainlyCustomer();
        }
        boolean foundInCallOut = !call.customerCalls()
                && party.wasFound()
                && party.evidence().side() == Sighting.Side.CALLED
                && !employees.isTrunk(party.sighting().device());
        boolean calledInCallOut = !call.customerCalls()
                && party.mayHaveBeenCalled()
                && party.evidence().side() == Sighting.Side.CALLER;
        return party.evidence().isSentOn() || foundInCallOut || calledInCallOut;
    }

    /** What the profile and the dialling tell. */
    private Role told(ProfileChoice.Choice call, SeenChannel party, List<SeenChannel> people) {
        if (party.evidence().isSurelyCalledByQueue()) {
            // Whatever trunk it comes by, and whoever's that is.
            return Role.AGENT;
        }
        return call.profile()
                .flatMap(profile -> Named.in(profile, party))
                .orElseGet(() -> unlessDoubted(byDialling(call, party, people), party));
    }

    /** Who came as a customer, and is in doubt, is no agent because of what they have been joined with since. */
    private static Role unlessDoubted(Role role, SeenChannel party) {
        return role == Role.AGENT && party.isDoubtedCustomer() ? Role.UNKNOWN : role;
    }

    private Role byDialling(ProfileChoice.Choice call, SeenChannel party, List<SeenChannel> people) {
        Evidence evidence = party.evidence();
        return switch (evidence.side()) {
            case CALLER -> !callsOut(call, party) && comesAsCustomer(call, party) ? Role.CUSTOMER : Role.AGENT;
            case CALLED -> called(call, party, people);
            case RETRIEVER -> withCustomer(party, people) ? Role.AGENT : Role.UNKNOWN;
            case UNCLEAR -> Role.UNKNOWN;
        };
    }

    private static boolean comesAsCustomer(ProfileChoice.Choice call, SeenChannel party) {
        return party.evidence().byQueue() || call.customerCalls() || party.mayHaveBeenCalled();
    }

    /** Whether it dials for a profile of calls out that its own dialplan names: an agent, also if they are joined with a queue. */
    private static boolean callsOut(ProfileChoice.Choice call, SeenChannel party) {
        String named = party.reading().map(Reading::profile).orElse("");
        return party.sighting().application().equals("Dial")
                && !party.mayHaveBeenCalled()
                && call.profile()
                        .filter(profile -> profile.direction() == Profile.Direction.OUTBOUND
                                && profile.name().equals(named))
                        .isPresent();
    }

    private Role called(ProfileChoice.Choice call, SeenChannel party, List<SeenChannel> people) {
        Optional<SeenChannel> caller = people.stream()
                .filter(other -> other != party && other.evidence().side() == Sighting.Side.CALLER)
                .findFirst();
        if (caller.isPresent()) {
            return switch (caller.get().role()) {
                case CUSTOMER -> Role.AGENT;
                // In a call out an agent may ask a colleague beside the customer.
                case AGENT ->
                    call.customerCalls() || party.evidence().isNotDialledBy(caller.get())
                            ? Role.UNKNOWN
                            : Role.CUSTOMER;
                case UNKNOWN -> Role.UNKNOWN;
            };
        }
        boolean byQueue = people.stream().anyMatch(other -> other != party && answersForQueue(other));
        if (call.customerCalls() && byQueue) {
            // The queue was asked for them by who had called them.
            return employees.isTrunk(party.sighting().device()) ? Role.CUSTOMER : Role.UNKNOWN;
        }
        if (call.customerCalls() && isWithAnotherWhoWasCalled(party, people)) {
            return Role.UNKNOWN;
        }
        return call.customerCalls() ? Role.AGENT : Role.CUSTOMER;
    }

    /** Whether somebody of those who are there with them may be the customer. */
    private boolean maybeTheirAgent(SeenChannel party, List<SeenChannel> people) {
        return isWithAnotherWhoWasCalled(party, people)
                && people.stream()
                        .anyMatch(other -> other != party && employees.isEmployee(other) != Employees.Answer.YES);
    }

    private static boolean answersForQueue(SeenChannel person) {
        return person.evidence().isCalledByQueue()
                || (person.role() == Role.AGENT && !person.servedQueue().isEmpty());
    }

    /** Whether nobody is there who has called, and no customer: whoever called has joined them, and is gone. */
    private static boolean isWithAnotherWhoWasCalled(SeenChannel party, List<SeenChannel> people) {
        return people.size() > 1
                && people.stream()
                        .map(person -> person.evidence().side())
                        .allMatch(side -> side == Sighting.Side.CALLED || side == Sighting.Side.RETRIEVER)
                && !party.evidence().byQueue()
                && !withCustomer(party, people);
    }

    /**
     * Whether what was learned of a phone, or what another line of it does, tells that somebody was taken for a customer. What would
     * leave them in doubt if they came now does so as well where they are heard already.
     */
    public boolean isNoLongerCustomer(SeenChannel customer, SeenChannel otherLine) {
        boolean surely = employees.isEmployee(customer) == Employees.Answer.YES;
        if (!surely && !employees.maybeOnePhone(otherLine, customer)) {
            return false;
        }
        boolean named = profiles.nameAsCustomer(customer);
        if (surely || otherLine.role() == Role.AGENT) {
            customer.is(surely || named ? Role.AGENT : Role.UNKNOWN);
            customer.suspect();
        } else if (employees.isCustomersNumber(customer)
                || (named && customer.number().isEmpty())
                || otherSide(customer, otherLine) == Employees.Answer.NO) {
            return false;
        } else {
            customer.is(Role.UNKNOWN);
            customer.isInDoubtAgain();
        }
        customer.doubtedCustomer(true);
        customer.doubt(customer.role() == Role.UNKNOWN ? doubtOf(customer, "its profile") : "");
        return true;
    }

    private static boolean withCustomer(SeenChannel party, List<SeenChannel> people) {
        return people.stream().anyMatch(other -> other != party && other.role() == Role.CUSTOMER);
    }

    /** Whether a phone is an employee's, by what is known of it, and by what else it does now; nobody calls themselves. */
    private Employees.Answer employee(SeenChannel party, List<SeenChannel> people) {
        if (employees.isCustomersNumber(party)) {
            return Employees.Answer.NO;
        }
        Employees.Answer ofPhone = employees.isEmployee(party);
        Employees.Answer known =
                party.isSuspected() && ofPhone == Employees.Answer.NO ? Employees.Answer.PERHAPS : ofPhone;
        Employees.Answer now = picture.ofDevice(party.sighting().device()).stream()
                .filter(other -> other != party && (!people.contains(other) || party.isDoubtedCustomer()))
                .filter(other -> employees.maybeOnePhone(party, other))
                .map(other -> otherSide(party, other))
                .max(Employees.Answer::compareTo)
                .orElse(Employees.Answer.NO);
        return now.compareTo(known) > 0 ? now : known;
    }

    /** Whether another channel of a phone makes it an employee's. */
    private Employees.Answer otherSide(SeenChannel party, SeenChannel other) {
        if (other.role() != Role.UNKNOWN) {
            return ofKnown(other);
        }
        List<SeenChannel> people = picture.people(other.id());
        Evidence evidence = other.evidence();
        if (people.size() < 2) {
            return Employees.Answer.NO;
        }
        if (evidence.byQueue() && evidence.side() == Sighting.Side.CALLER) {
            return evidence.isSentOn() || isFoundAsCalled(other) ? Employees.Answer.PERHAPS : Employees.Answer.NO;
        }
        ProfileChoice.Choice call = profiles.choose(people);
        Role role = call.profile().isPresent() || evidence.byQueue() ? told(call, other, people) : Role.UNKNOWN;
        return switch (role) {
            case AGENT -> Employees.Answer.YES;
            case CUSTOMER ->
                wasCalled(other)
                                || isUncertain(call, other)
                                || other.isSuspected()
                                || isWithAnotherCustomer(call, other, people)
                        ? Employees.Answer.PERHAPS
                        : Employees.Answer.NO;
            case UNKNOWN -> inDoubt(party, other, people);
        };
    }

    /** Who is called on one line and would be a customer there may be taken for one, whether that is judged already or not. */
    private static boolean wasCalled(SeenChannel other) {
        Evidence evidence = other.evidence();
        return evidence.side() == Sighting.Side.CALLED || evidence.isSentOn() || isFoundAsCalled(other);
    }

    /** Whether it was called, and who by is not known: not even if a Local channel looks as if a dialer had. */
    private static boolean isFoundAsCalled(SeenChannel channel) {
        return channel.wasFound() && channel.sighting().side() == Sighting.Side.CALLED;
    }

    /** Whether somebody else is there who came as a customer does: one of both is the colleague whom the agent has brought in. */
    private boolean isWithAnotherCustomer(ProfileChoice.Choice call, SeenChannel other, List<SeenChannel> people) {
        return people.stream().anyMatch(person -> person != other && told(call, person, people) == Role.CUSTOMER);
    }

    private Employees.Answer ofKnown(SeenChannel other) {
        if (other.role() == Role.AGENT) {
            Employees.Answer known = employees.isEmployee(other);
            return known == Employees.Answer.YES ? known : Employees.Answer.PERHAPS;
        }
        // Not so one whose line is about to end: a dialer's next customer may be there before the PBX tells that the
        // last
        // one hung up.
        boolean talks = picture.people(other.id()).size() > 1;
        return talks && wasCalled(other) ? Employees.Answer.PERHAPS : Employees.Answer.NO;
    }

    /** Two lines of one caller are no evidence; that somebody calls them is, and stays so when that other call is over. */
    private Employees.Answer inDoubt(SeenChannel party, SeenChannel other, List<SeenChannel> people) {
        Evidence evidence = other.evidence();
        if (evidence.side() == Sighting.Side.CALLER) {
            return mayBeAgent(other, evidence, people) ? Employees.Answer.PERHAPS : Employees.Answer.NO;
        }
        if (!employees.isTrunk(other.sighting().device())) {
            party.suspect();
        }
        return Employees.Answer.PERHAPS;
    }

    /** Takes note of what a conversation tells of who is an employee. */
    public void notice(List<SeenChannel> people) {
        for (SeenChannel person : people) {
            Evidence evidence = person.evidence();
            boolean known =
                    person.reading().isPresent() || !person.sighting().name().startsWith("PJSIP/");
            if (known && isSurelyAgent(person, evidence)) {
                employees.learn(person, Employees.Answer.YES);
            } else if (person.role() == Role.AGENT
                    || joinsCustomer(person, people)
                    || (person.role() == Role.UNKNOWN && mayBeAgent(person, evidence, people))) {
                employees.learn(person, Employees.Answer.PERHAPS);
            }
        }
    }

    /** Whom a queue calls, or who waits for its calls. Who is only dialled may be somebody to whom a customer was transferred. */
    private static boolean isSurelyAgent(SeenChannel person, Evidence evidence) {
        return evidence.isSurelyCalledByQueue() || person.sighting().waitsForCustomers();
    }

    /**
     * In a call of no profile it is not known who is the customer. Whoever is called may be an agent, unless an employee calls them;
     * behind a trunk only who is called by somebody behind a trunk. So may a phone of the house that calls out through a trunk.
     */
    private boolean mayBeAgent(SeenChannel person, Evidence evidence, List<SeenChannel> people) {
        boolean trunk = employees.isTrunk(person.sighting().device());
        if (evidence.isSentOn()) {
            return !trunk;
        }
        return switch (evidence.side()) {
            case CALLED ->
                !isCalledByEmployee(person, people) && (!trunk || isAcrossTrunk(Sighting.Side.CALLER, person, people));
            case CALLER -> !evidence.byQueue() && !trunk && isAcrossTrunk(Sighting.Side.CALLED, person, people);
            // Who fetches what waits in the house works there.
            case RETRIEVER -> true;
            case UNCLEAR -> false;
        };
    }

    /**
     * Whether somebody talks with a customer: a colleague whom an agent has joined with them looks like another customer, if nobody
     * called that colleague.
     */
    private static boolean joinsCustomer(SeenChannel person, List<SeenChannel> people) {
        boolean maybeWithCustomer = person.evidence().side() == Sighting.Side.CALLER
                && people.stream()
                        .anyMatch(other -> other != person && !other.doubt().isEmpty());
        return person.role() != Role.AGENT
                && person.doubt().isEmpty()
                && (maybeWithCustomer || withCustomer(person, people));
    }

    private boolean isCalledByEmployee(SeenChannel person, List<SeenChannel> people) {
        return people.stream()
                .anyMatch(other -> other != person
                        && other.evidence().side() == Sighting.Side.CALLER
                        && employees.isEmployee(other) == Employees.Answer.YES);
    }

    private boolean isAcrossTrunk(Sighting.Side side, SeenChannel person, List<SeenChannel> people) {
        return people.stream()
                .anyMatch(other -> other != person
                        && other.evidence().side() == side
                        && employees.isTrunk(other.sighting().device())
                        && employees.isEmployee(other) != Employees.Answer.YES);
    }
}
