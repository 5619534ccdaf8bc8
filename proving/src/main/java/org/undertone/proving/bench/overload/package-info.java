/** What becomes of calls that are more than can be heard: which steps are taken, and how late it gets. */
package org.undertone.proving.bench.overload;
