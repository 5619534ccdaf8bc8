/** How an evaluation is told: on a terminal, as JSON, CSV and a page, and on the model card. */
package org.undertone.evaluation.report;
