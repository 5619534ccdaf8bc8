package org.undertone.app.demo;

import java.nio.file.Path;
import org.undertone.lab.LabOptions;

/**
 * What to show.
 *
 * @param calm whether the customer stays calm, and nothing may happen
 * @param model the model folder
 * @param rules the rule file
 * @param lab how the private PBX is set up
 */
record DemoOptions(boolean calm, Path model, Path rules, LabOptions lab) {}
