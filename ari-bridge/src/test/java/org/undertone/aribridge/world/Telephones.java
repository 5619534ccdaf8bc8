package org.undertone.aribridge.world;

/** What a customer, an agent and a colleague can do with their telephones, in the lab and in the model alike. */
interface Telephones {

    /** The customer calls, and whoever is called answers. */
    void customerCalls(String number);

    /** The customer calls, and nobody answers. */
    void customerRings(String number);

    void agentHolds();

    void agentResumes();

    /** By REFER. */
    void agentSendsCustomerTo(String number);

    /** By REFER. */
    void customerSendsAgentTo(String number);

    /** On a second line, while the first is held. */
    void agentConsults(String number);

    /** By REFER with Replaces. */
    void agentJoinsBoth();

    /** By the keys of the PBX, which then knows how to reach the colleague. */
    void agentTransfersByKeys();

    void agentParksCustomer();

    void colleagueFetches();

    void colleaguePicksUp();

    /** Into a conference. */
    void agentCalls(String number);

    /** A program does. */
    void customerIsSentTo(String number);

    /** A dialer calls the customer by a Local channel for the queue. */
    void dialerCalls(boolean stays);

    /** Looks at what can be read of each telephone's channel now. */
    void look();

    void agentHangsUp();

    void customerHangsUp();
}
