/** The vault as it is packaged, in a process of its own. */
package io.cloudconnectors.vault.process;
