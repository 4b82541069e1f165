/** The whole stack of template.yaml in one JVM, for development and tests. Never deployed. */
@NullMarked
package io.marcado.local;

import org.jspecify.annotations.NullMarked;
