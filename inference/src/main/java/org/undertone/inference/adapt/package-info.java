/**
 * A site's own model: the last layer of a model fitted anew on the site's recordings, held near the layer that it was,
 * measured on callers it did not learn from, and written as a model folder of its own
 * (docs/decisions/0039-a-sites-own-model.md).
 */
package org.undertone.inference.adapt;
