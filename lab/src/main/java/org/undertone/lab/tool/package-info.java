/** What the lab is made with: processes that end with it, folders, templates, waiting. */
package org.undertone.lab.tool;
