/**
 * The last layer of a model fitted anew to a site's windows, held near the layer that it was, and measured on callers that it
 * did not learn from (docs/decisions/0039-a-sites-own-model.md).
 */
package org.undertone.evaluation.fit;
