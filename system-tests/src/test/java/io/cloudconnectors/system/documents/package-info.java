/** Whether what documents name is there: commands, operations, tests. */
@NullMarked
package io.cloudconnectors.system.documents;

import org.jspecify.annotations.NullMarked;
