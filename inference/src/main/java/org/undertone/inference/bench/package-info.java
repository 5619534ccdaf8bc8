/** What a model costs without anything of ours around it, for {@code undertone bench} to compare with. */
package org.undertone.inference.bench;
