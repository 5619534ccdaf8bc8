/** YAML that is read key by key, with its places: what is wrong in a file is told all at once, and where. */
package org.undertone.config.yaml;
