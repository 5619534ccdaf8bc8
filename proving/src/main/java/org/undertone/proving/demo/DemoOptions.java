package org.undertone.proving.demo;

import java.nio.file.Path;
import java.util.List;
import org.undertone.lab.LabOptions;

/**
 * What to show.
 *
 * @param calm whether the customer stays calm, and nothing may happen
 * @param model the model folder
 * @param rules the rule files, whose rules are taken together
 * @param lab how the private PBX is set up
 */
record DemoOptions(boolean calm, Path model, List<Path> rules, LabOptions lab) {}
