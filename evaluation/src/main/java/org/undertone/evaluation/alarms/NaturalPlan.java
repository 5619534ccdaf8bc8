package org.undertone.evaluation.alarms;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.undertone.evaluation.Line;
import org.undertone.rules.RuleSet;

/**
 * How natural speech is measured.
 *
 * @param rules what would alarm
 * @param rulesName what they are called, such as the name of their file
 * @param line what goes over it: recordings of more than 8 kHz, as no telephone gives them
 * @param threads recordings that are heard at the same time
 * @param heldOut sources that a model hears which was made alike and has not learnt from them
 */
public record NaturalPlan(RuleSet rules, String rulesName, Line line, int threads, SortedSet<String> heldOut) {

    public NaturalPlan {
        heldOut = Collections.unmodifiableSortedSet(new TreeSet<>(heldOut));
    }
}
