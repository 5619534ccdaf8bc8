/** Programs of Debian's packages, unpacked into a folder of the lab's own; nothing is installed on the machine. */
package org.undertone.lab.install;
